"""How far the reviews of the schools are, for whoever looks after several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sm_core.actor import Actor
from sm_core.queries import run
from sm_core.review.record import CLOSED, OPEN
from sm_core.schools import School
from sm_core.store import Store
from sm_core.student_words import short_day
from sm_core.targeting.words import counted

if TYPE_CHECKING:
    import pandas as pd

NOT_BEGUN = ""
STATES = {NOT_BEGUN: "Not begun", OPEN: "Open", CLOSED: "Closed"}


@dataclass(frozen=True)
class SchoolState:
    """The review of a week at a `school`: its `state`, the Monday of the `last` one before, and how
    many actions are open and of these overdue."""

    school: School
    state: str = NOT_BEGUN
    last: date | None = None
    open_actions: int = 0
    overdue: int = 0


def school_states(
    store: Store, actor: Actor, schools: Iterable[School], monday: date, day: date
) -> list[SchoolState]:
    """One for each of the `schools`, actions as of the day: those that have not begun the week of
    `monday` first, of these whose last review is longest ago. Raises `NotAllowed` for a school that
    the actor may not see, and for a mentor."""
    schools = list(schools)
    actor.require_schools([school.school_id for school in schools])
    with store.reading() as cursor:
        found = run(cursor, "review_schools", monday=monday, day=day).fetchall()
    known = {school_id: row for school_id, *row in found}
    states = [SchoolState(school, *known.get(school.school_id, ())) for school in schools]
    return sorted(states, key=_first)


def _first(each: SchoolState) -> tuple:
    return list(STATES).index(each.state), each.last or date.min, each.school.name.casefold()


def schools_words(states: Sequence[SchoolState], monday: date) -> str:
    """Like "3 of 4 schools have not begun the week of Jan 26"."""
    waiting = sum(each.state == NOT_BEGUN for each in states)
    verb = "has" if waiting == 1 else "have"
    of = f"{waiting:,} of {counted(len(states), 'school', 'schools')}"
    return f"{of} {verb} not begun the week of {short_day(monday)}"


def schools_table(states: Iterable[SchoolState], monday: date) -> pd.DataFrame:
    """One row per school, under the headings people read."""
    import pandas as pd

    columns = ["School", f"Week of {short_day(monday)}", "Last reviewed", "Open actions", "Overdue"]
    rows = [(each.school.name, STATES[each.state], each.last, each.open_actions, each.overdue)
            for each in states]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)
