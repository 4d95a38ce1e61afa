"""The lists of the Contacts page as rows under the headings people read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sm_core.contacts.board import LESS, PLANNED, UNASKED, UNSEEN, Board, Line
from sm_core.contacts.numbers import Numbers, numbers
from sm_core.contacts.past import Past
from sm_core.contacts.words import last_words, of_planned, weeks_words, why
from sm_core.student_words import short_day

if TYPE_CHECKING:
    import pandas as pd

ALL, BEHIND, NOT_SEEN = "all", "behind", "unseen"
SHOWN = {ALL: "All", BEHIND: "Less than planned", NOT_SEEN: "Not seen"}
_STATES = {BEHIND: (LESS, UNSEEN), NOT_SEEN: (UNSEEN,), ALL: (LESS, UNSEEN, PLANNED, UNASKED)}
NOTHING = "Nothing logged in the week"


@dataclass(frozen=True)
class Load:
    """A mentor with the lines of their students, by last name."""

    mentor_id: str
    mentor: str
    lines: tuple[Line, ...]


def shown_lines(lines: Iterable[Line], which: str = ALL) -> list[Line]:
    """Those of `SHOWN`, who is seen least in relation to what the week asks for first; of those
    alike the one who was asked for most, then by mentor and student. Of whom the week asks nothing
    stand last."""
    found = [line for line in lines if line.state in _STATES[which]]
    return sorted(found, key=_need)


def _need(line: Line) -> tuple[bool, float, int]:
    asked = line.asked
    return not asked, min(1, line.week.seen / asked) if asked else 0, -asked


def loads(board: Board) -> list[Load]:
    """The mentors with students in the week, by last name."""
    return [Load(i, own[0].mentor, tuple(own)) for i, own in board.by_mentor.items()]


def students_table(
    lines: Sequence[Line], told: Mapping[str, Past], day: date, several_schools: bool,
    doubts: Mapping[str, int] = {},
) -> pd.DataFrame:  # fmt: skip
    """One row per line, in the order given, with the past `told` of each; the school (of the match)
    only where there are several. `doubts` are by match the days seen though absent."""
    import pandas as pd

    table = pd.DataFrame([_student(line, told[line.match_id], day) for line in lines])
    if doubts:
        table.insert(3, "Seen though absent", [doubts.get(line.match_id) for line in lines])
    return table if several_schools or table.empty else table.drop(columns="School")


def students_file(lines: Sequence[Line], told: Mapping[str, Past], day: date) -> pd.DataFrame:
    """As `students_table` of several schools, with seen and planned as two numbers: a spreadsheet
    would read "4 / 2" as a day in April."""
    table = students_table(lines, told, day, True)
    if table.empty:
        return table
    table.insert(1, "Planned", [line.asked for line in lines])
    table.insert(1, "Seen", [line.week.seen for line in lines])
    return table.drop(columns="Seen / planned")


def _student(line: Line, told: Past, day: date) -> dict[str, object]:
    week = line.week
    return {
        "Student": line.student, "Seen / planned": of_planned(week.seen, line.asked),
        "Why listed": why(line, day), "Grade": line.grade, "School": line.school,
        "Mentor": line.mentor, "Last 8 weeks": weeks_words(line.standard, told.weeks),
        "Last contact": last_words(told.last), "Seen by others": week.seen_by_others,
        "Absent days": week.away, "Id": line.student_id,
    }  # fmt: skip


def mentors_table(
    found: Sequence[Load], logged: Mapping[str, date], day: date, several_schools: bool
) -> pd.DataFrame:
    """One row per mentor, in the order given; `logged` is by mentor the last day with a contact."""
    import pandas as pd

    table = pd.DataFrame([_mentor(load, logged.get(load.mentor_id), day) for load in found])
    return table if several_schools or table.empty else table.drop(columns="Schools")


def _mentor(load: Load, logged: date | None, day: date) -> dict[str, object]:
    said = numbers(load.lines, day)
    return {
        "Mentor": load.mentor,
        "Schools": ", ".join(dict.fromkeys(line.school for line in load.lines)),
        "Students": said.students, "Seen as planned": planned_words(said),
        "Contacts": sum(line.week.seen for line in load.lines),
        "Last contact logged": short_day(logged) if logged else "never",
        "Note": NOTHING if said.silent else "",
    }  # fmt: skip


def planned_words(said: Numbers) -> str:
    return f"{said.planned:,} of {said.asked:,}" if said.asked else "–"


def schools_table(found: Sequence[tuple[str, Numbers]]) -> pd.DataFrame:
    """One row per school, where the smallest share was seen as planned first; those of which the
    week asks nothing last."""
    import pandas as pd

    return pd.DataFrame([
        {"School": name, "Matched students": said.students,
         "Seen as planned": _with_share(said), "Less often": said.less,
         "Not at all": said.unseen, "Mentors": said.mentors, "Nothing logged by": said.silent}
        for name, said in sorted(found, key=lambda school: _share(school[1]))
    ])  # fmt: skip


def _share(said: Numbers) -> float:
    return said.planned / said.asked if said.asked else 2


def _with_share(said: Numbers) -> str:
    return f"{planned_words(said)} ({_share(said):.0%})" if said.asked else planned_words(said)
