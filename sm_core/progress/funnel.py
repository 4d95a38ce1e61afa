"""From chosen to met: how far the chosen students of each school have come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sm_core.contacts.board import PLANNED, UNASKED
from sm_core.contacts.board import Board as Contacts
from sm_core.contacts.numbers import state_of
from sm_core.contacts.weeks import WEEK
from sm_core.families.find import standings
from sm_core.families.permission import EXPIRED, TO_SEND
from sm_core.progress.held import last_week
from sm_core.store import Store
from sm_core.targeting.board import Board

CHOSEN, WAITING, MATCHED = "chosen", "waiting", "matched"
STAGES = {
    CHOSEN: "are chosen and still here",
    WAITING: "are chosen, still here and without a mentor",
    MATCHED: "are chosen, still here and matched",
}
"""The students behind a number of the funnel, to whom a list may be narrowed."""

WEEKS_LOOKED_AT = 4
"""Back from the last one that is over, until one asked for a contact: a break may lie between."""


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


def told_families(store: Store, board: Board, day: date) -> frozenset[str]:
    """The ids of the students chosen and still here whose family was told of the program by the
    day, and need not be told again."""
    schools = {student: school for school, own in _chosen_here(board).items() for student in own}
    with store.reading() as cursor:
        found = standings(cursor, schools, day)
    return frozenset(s for s, one in found.items() if one.state not in (TO_SEND, EXPIRED))


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


def latest_funnels(
    board: Board, told: frozenset[str], day: date, states: Callable[[date], Mapping[str, str]]
) -> dict[str, Funnel]:
    """`funnels` by the day, with no more weeks than it takes; `states` are those of the week that
    begins on a Monday."""
    weeks, found = {}, {}
    for monday in [last_week(day) - n * WEEK for n in range(WEEKS_LOOKED_AT)]:
        weeks[monday] = states(monday)
        found = funnels(board, told, weeks)
        if not some_unasked(found):
            break
    return found


def on_stage(board: Board, stage: str, school: str | None = None) -> frozenset[str]:
    """The ids of the students on one of `STAGES`, of one school or of all."""
    assert stage in STAGES
    wanted = {CHOSEN: (True, False), WAITING: (False,), MATCHED: (True,)}[stage]
    return frozenset(
        student
        for where, students in _chosen_here(board).items() if school in (None, where)
        for student, has_mentor in students.items() if has_mentor in wanted
    )  # fmt: skip


def some_unasked(found: Mapping[str, Funnel]) -> bool:
    """Whether an older week might ask for somebody of a school where none looked at did."""
    return any(funnel.matched and funnel.week is None for funnel in found.values())


def _chosen_here(board: Board) -> dict[str, dict[str, bool]]:
    """By school the students chosen and still here, and whether each has a mentor."""
    import pyarrow.compute as compute

    found: dict[str, dict[str, bool]] = defaultdict(dict)
    rows = board.rows.filter((compute.field("view") == "chosen") & compute.field("is_here"))
    for row in rows.select(("school_id", "student_id", "mentor")).to_pylist():
        found[row["school_id"]][row["student_id"]] = row["mentor"] is not None
    return found


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
