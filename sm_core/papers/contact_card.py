"""The card on which a mentor ticks a week by hand, one page per mentor.

Paper lies around: it has names and grades, and nothing of how often anybody was absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sm_core.contacts.board import Board, Line
from sm_core.contacts.school_week import SchoolWeek, days_from
from sm_core.contacts.weeks import FRIDAY
from sm_core.contacts.words import day_name
from sm_core.papers.sheet import printable, unshown
from sm_core.papers.typeset import typeset
from sm_core.plausible import us_day
from sm_core.team.named import Named

GAP = "…"
LONGEST = 60
"""Letters of a name; more would not leave one line readable."""


@dataclass(frozen=True)
class Student:
    """A line of the card: the days on which there may be something to tick."""

    student_id: str
    name: str
    grade: str
    days: frozenset[date]


@dataclass(frozen=True)
class Card:
    """The week of one mentor on paper; `hand_to` is the name of the coordinator, "" where nobody
    is named."""

    mentor: str
    school: str
    monday: date
    hand_to: str
    students: tuple[Student, ...]

    @property
    def columns(self) -> list[date]:
        """Monday to Friday, and a day of the weekend with school."""
        weekend = {day for student in self.students for day in student.days if day.weekday() > 4}
        return [*days_from(self.monday)[:5], *sorted(weekend)]

    @property
    def hand_back(self) -> date:
        """Friday, or the last school day of a week that ends before it."""
        weekdays = {day for s in self.students for day in s.days if day.weekday() < 5}
        return max(weekdays, default=self.monday + FRIDAY)


def cards(board: Board, week: SchoolWeek, named: Mapping[str, Named]) -> list[Card]:
    """One card per mentor of the board, by last name; the students in the order of the board, each
    once. `named` is by school."""
    return [_card(lines, week, named) for lines in board.by_mentor.values()]


def _card(lines: list[Line], week: SchoolWeek, named: Mapping[str, Named]) -> Card:
    schools = dict.fromkeys(line.school_id for line in lines)
    hand_to = [named[s].coordinator for s in schools if s in named and named[s].coordinator]
    by_student: dict[str, list[Line]] = {}
    for line in lines:
        by_student.setdefault(line.student_id, []).append(line)
    return Card(
        lines[0].mentor, ", ".join(dict.fromkeys(line.school for line in lines)), week.monday,
        " or ".join(dict.fromkeys(member.name for member in hand_to)),
        tuple(_student(own, week) for own in by_student.values()),
    )  # fmt: skip


def _student(own: list[Line], week: SchoolWeek) -> Student:
    days = {day for line in own for day in week.days(line.at_school) if line.holds_on(day)}
    return Student(own[0].student_id, own[0].student, own[0].grade, frozenset(days))


def contact_cards(found: Iterable[Card]) -> bytes:
    """A PDF with one page per card; there must be one. Of a name that no font here can show, what
    can be shown is printed, with the id of the student."""
    pages = [_page(card) for card in found]
    assert pages, "a PDF without a card"
    return typeset("contact_card", printable({"title": "Cards of contacts", "cards": pages}, GAP))


def _page(card: Card) -> dict:
    columns, hand_to = card.columns, _short(card.hand_to) or "the site coordinator"
    closed = [all(day not in student.days for student in card.students) for day in columns]
    return {
        "mentor": _short(card.mentor), "school": _short(card.school),
        "week": f"Week of {us_day(card.monday)}",
        "days": [{"name": day_name(day), "closed": shut}
                 for day, shut in zip(columns, closed, strict=True)],
        "rows": [
            {"name": _short(_name(student)), "grade": student.grade,
             "open": [day in student.days for day in columns]}
            for student in card.students
        ],
        "hand_back": f"Please hand this card back to {hand_to} by {card.hand_back:%A}, "
                     f"{us_day(card.hand_back)}.",
    }  # fmt: skip


def _name(student: Student) -> str:
    return f"{student.name} {student.student_id}" if unshown(student.name) else student.name


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
