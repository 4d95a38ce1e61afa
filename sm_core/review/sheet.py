"""The sheet that teams know: a row for every student they may talk about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sm_core.actions.action import Action
from sm_core.definitions import STANDARD, TIERS
from sm_core.review.kept import kept_names, names_standing
from sm_core.review.listed import Name
from sm_core.review.prepare import Prepared
from sm_core.review.record import ACTION, DECISIONS, Decision, KeptName
from sm_core.school_year import school_year_of
from sm_core.student_words import percent, short_day
from sm_core.targeting.supports import NONE, SUPPORTS

if TYPE_CHECKING:
    import pandas as pd

BOTH, LISTED, PROGRAM = "Both", "This week's list", "In the program"
WHOSE = (BOTH, LISTED, PROGRAM)
NOTHING = "–"
COLUMNS = ("Student", "Grade", "Attendance last quarter", "Days absent to date", "Mentor", "Notes",
           "Additional supports")  # fmt: skip
UNNAMED = ("Student", "Grade", "Attendance last quarter", "Days absent to date", "Has a mentor",
           "Additional supports")  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A student on the sheet; `number` is their place on the whole sheet from 1, whichever rows are
    shown, and for those on the list their place there."""

    number: int
    student_id: str
    student: str
    grade: str
    quarter: str
    to_date: str
    mentors: str
    notes: str
    support: str
    to_whom: str
    is_listed: bool
    in_program: bool

    @property
    def supports(self) -> str:
        return f"{self.support}: {self.to_whom}" if self.to_whom else self.support


def sheet(prepared: Prepared, whose: str = BOTH) -> list[Row]:
    """Those on the list of the week, in its order, then the others of the program (chosen at the
    school, or with a mentor) by last name; of `WHOSE` only the ones or the others.

    A week that somebody began tells of those on its list what it kept.
    """
    assert whose in WHOSE, whose
    names = names_standing(prepared)
    on_list = {name.student_id for name in names}
    rest = [facts for student, facts in prepared.facts.items()
            if facts.in_program and facts.enrolled and student not in on_list]  # fmt: skip
    rest.sort(key=lambda f: (f.sort_name.casefold(), f.name.casefold(), f.student_id))
    others = kept_names(replace(prepared, names=tuple(Name(0, facts, ()) for facts in rest)))
    rows = [_row(prepared, number, name, name.student_id in on_list)
            for number, name in enumerate([*names, *others], start=1)]  # fmt: skip
    return [row for row in rows if whose == BOTH or (whose == LISTED and row.is_listed)
            or (whose == PROGRAM and row.in_program)]  # fmt: skip


def _row(prepared: Prepared, number: int, name: KeptName, is_listed: bool) -> Row:
    facts, now = name.facts, prepared.facts.get(name.student_id)
    severe = facts.get("tier") == TIERS[-1]
    support = facts.get("support", NONE)
    return Row(
        number, name.student_id, name.name, name.grade or NOTHING,
        quarter_words(facts.get("quarter_missed"), facts.get("quarter_days")),
        f"{facts['missed']} of {facts['days']} days" if name.has_days else NOTHING,
        facts.get("mentors") or NOTHING,
        notes(prepared, name.student_id),
        SUPPORTS[support] if support != NONE or severe else NOTHING,
        facts.get("support_to", "") if support != NONE else "",
        is_listed, bool(facts.get("mentors")) or (now is not None and now.in_program),
    )  # fmt: skip


def quarter_words(missed: int | None, days: int | None) -> str:
    """Like "missed 13 of 45 days (28.8%)"; without the share where few days are known, and
    `NOTHING` while no quarter is over or single days are not known."""
    if not days:
        return NOTHING
    missed = missed or 0
    words = f"missed {missed} of {days} day{'' if days == 1 else 's'}"
    return words if days < STANDARD.few_days else f"{words} ({percent(Fraction(missed, days))})"


def notes(prepared: Prepared, student: str) -> str:
    """That the week talked about the student, or the newest note of a decision of the school year;
    then what is open for the student, what is due first."""
    year = school_year_of(prepared.monday)
    said = [d for review in prepared.told.reviews for d in review.decisions
            if d.student_id == student and d.note and d.taken_back is None
            and school_year_of(d.monday) == year]  # fmt: skip
    said.sort(key=lambda d: (d.monday, d.recorded))
    words = [*_talked(prepared, student), *map(_note, said[-1:])]
    open_ = [a for a in open_actions(prepared) if a.student_id == student]
    return " · ".join([*words, *(action_words(a, prepared) for a in open_)])


def _talked(prepared: Prepared, student: str) -> list[str]:
    """Like "Oct 17: discussed", of a decision of the week without a note or action."""
    review = prepared.told.review
    made = review.decided.get(student) if review else None
    if made is None or made.note or made.kind == ACTION:
        return []
    return [f"{short_day(made.recorded.date())}: {DECISIONS[made.kind].lower()}"]


def _note(decision: Decision) -> str:
    return f"{short_day(decision.recorded.date())}: {decision.note}"


def open_actions(prepared: Prepared) -> list[Action]:
    """Those of the school that were open on the day, by due day and owner."""
    day = prepared.day
    found = [a for a in prepared.told.actions.values()
             if (a.opened is None or a.opened.date() <= day)
             and (a.is_open or (a.ended is not None and a.ended > day))]  # fmt: skip
    return sorted(found, key=lambda a: (a.due, a.owner.casefold(), a.action_id))


def action_words(action: Action, prepared: Prepared) -> str:
    """Like "Call home (Ms. Chen, by Feb 6)"."""
    when = "overdue since" if action.due < prepared.day else "by"
    return f"{action.what} ({action.owner}, {when} {short_day(action.due)})"


def sheet_table(rows: Iterable[Row], hide: bool = False) -> pd.DataFrame:
    """One row per student under `COLUMNS`; with `hide` under `UNNAMED`, nobody by name: "Student 1"
    by number, without notes and without saying by whom."""
    import pandas as pd

    if hide:
        return pd.DataFrame([unnamed_cells(row) for row in rows], columns=list(UNNAMED))
    return pd.DataFrame([cells(row) for row in rows], columns=list(COLUMNS))


def cells(row: Row) -> list[str]:
    """What stands under `COLUMNS`."""
    return [row.student, row.grade, row.quarter, row.to_date, row.mentors, row.notes, row.supports]


def unnamed_cells(row: Row) -> list[str]:
    """What stands under `UNNAMED`."""
    has = "No" if row.mentors == NOTHING else "Yes"
    return [unnamed(row.number), row.grade, row.quarter, row.to_date, has, row.support]


def unnamed(number: int) -> str:
    """What a student is called where names are hidden."""
    return f"Student {number}"


def nobody_words(school: str, whose: str = BOTH) -> str:
    """Why none of `WHOSE` rows is there."""
    listed = "No student has a reason to be on the list of this week"
    program = f"nobody at {school} is chosen for the program or has a mentor"
    if whose == LISTED:
        return f"{listed}."
    return f"{listed}, and {program}." if whose == BOTH else f"N{program[1:]}."


def answer(rows: Sequence[Row]) -> str:
    """Like "31 students on the list, 24 more in the program"."""
    listed = sum(row.is_listed for row in rows)
    others = len(rows) - listed
    words = f"{listed:,} student{'' if listed == 1 else 's'} on the list"
    return f"{words}, {others:,} more in the program" if others else words
