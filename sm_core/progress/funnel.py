"""From chosen to met: how far the chosen students of each school have come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sm_core.contacts.board import PLANNED, UNASKED
from sm_core.contacts.board import Board as Contacts
from sm_core.contacts.numbers import state_of
from sm_core.families.find import Family
from sm_core.families.permission import EXPIRED, TO_SEND
from sm_core.targeting.board import Board

CHOSEN, WAITING, MATCHED = "chosen", "waiting", "matched"
STAGES = {
    CHOSEN: "are chosen and still here",
    WAITING: "are chosen, still here and without a mentor",
    MATCHED: "are chosen, still here and matched",
}
"""The students behind a number of the funnel, to whom a list may be narrowed."""


@dataclass(frozen=True)
class Funnel:
    """Of the students `chosen` and still here: those whose family was `told` (a no is an answer,
    too), those `matched` with a mentor, and of these those whom the week of `week` `asked` for a
    contact and those `met` as often as it asked; `untold` are matched and their family not told.
    `week` is None where none of the weeks looked at asked for anybody."""

    chosen: int = 0
    told: int = 0
    matched: int = 0
    untold: int = 0
    week: date | None = None
    asked: int = 0
    met: int = 0


def told_families(families: Iterable[Family]) -> frozenset[str]:
    """The ids of the students whose family was told of the program, and need not be told again."""
    return frozenset(f.student_id for f in families if f.standing.state not in (TO_SEND, EXPIRED))


def states_in(contacts: Contacts) -> dict[str, str]:
    """By student, of those matched in the week, how it went (`sm_core.contacts.board`)."""
    found = defaultdict(list)
    for line in contacts.lines:
        found[line.student_id].append(line)
    return {student: state_of(own) for student, own in found.items()}


def funnels(
    board: Board, told: frozenset[str], weeks: Mapping[date, Mapping[str, str]]
) -> dict[str, Funnel]:
    """By school with chosen students. `weeks` are `states_in` of the weeks looked at, the newest
    first: of each school the first one counts that asked for any of its students."""
    return {school: _funnel(own, told, weeks) for school, own in _chosen_here(board).items()}


def on_stage(board: Board, stage: str, school: str | None = None) -> frozenset[str]:
    """The ids of the students on one of `STAGES`, of one school or of all."""
    assert stage in STAGES
    wanted = {CHOSEN: (True, False), WAITING: (False,), MATCHED: (True,)}[stage]
    return frozenset(
        student
        for where, students in _chosen_here(board).items() if school in (None, where)
        for student, has_mentor in students.items() if has_mentor in wanted
    )  # fmt: skip


def _chosen_here(board: Board) -> dict[str, dict[str, bool]]:
    """By school the students chosen and still here, and whether they have a mentor."""
    chosen: dict[str, dict[str, bool]] = defaultdict(dict)
    columns = ("school_id", "student_id", "view", "is_here", "mentor")
    for row in board.rows.select(columns).to_pylist():
        if row["view"] == "chosen" and row["is_here"]:
            chosen[row["school_id"]][row["student_id"]] = row["mentor"] is not None
    return chosen


def _funnel(students: Mapping[str, bool], told: frozenset[str], weeks) -> Funnel:
    matched = {student for student, has_mentor in students.items() if has_mentor}
    week, states = _first_asking(matched, weeks)
    return Funnel(
        len(students), sum(s in told for s in students), len(matched), len(matched - told),
        week, len(states), sum(state == PLANNED for state in states),
    )  # fmt: skip


def _first_asking(matched: set[str], weeks) -> tuple[date | None, list[str]]:
    for monday, of in weeks.items():
        states = [of[s] for s in matched if of.get(s, UNASKED) != UNASKED]
        if states:
            return monday, states
    return None, []
