"""Who is proposed under the criteria, in which order, and what that would take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_core.queries import run
from sm_core.store import Store
from sm_core.targeting.candidates import Candidates
from sm_core.targeting.criteria import TARGETED, Criteria
from sm_core.targeting.places import mentors_needed

if TYPE_CHECKING:
    import pyarrow as pa


def propose(store: Store, candidates: Candidates, criteria: Mapping[str, Criteria]) -> pa.Table:
    """The students that the criteria of their school propose, in the order of the list; schools
    that `criteria` does not name propose nobody.

    The columns of `Candidates`, and: on_pace (a mark was reached and the criteria ask for it),
    priority (of a priority grade), by_tier, by_last_year, listed_under (of `TARGETED`), group_rank
    and place (both from 1).
    """
    with store.reading() as cursor:
        cursor.register("candidates", candidates.rows)
        cursor.register("criteria", _table(criteria))
        return run(cursor, "targeting_proposed").to_arrow_table()


def _table(criteria: Mapping[str, Criteria]) -> pa.Table:
    import pyarrow as pa

    words = pa.list_(pa.string())
    schema = pa.schema({
        "school_id": pa.string(), "tiers": words, "groups": words, "grades": words,
        "pace": pa.bool_(), "last_year": pa.string(), "only_grades": pa.bool_(),
    })  # fmt: skip
    rows = [
        {
            "school_id": school, "tiers": list(c.tiers), "groups": list(c.groups),
            "grades": c.spellings, "pace": c.pace, "last_year": c.last_year,
            "only_grades": c.only_grades,
        }
        for school, c in criteria.items()
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=schema)


@dataclass(frozen=True)
class Preview:
    """What criteria would propose: students by group (of `TARGETED`), those of them who are
    early in the year, and the mentors that takes at each school's caseload (None where schools
    differ)."""

    groups: dict[str, int]
    early: int
    mentors: int
    caseload: int | None

    @property
    def students(self) -> int:
        return sum(self.groups.values())


def preview(store: Store, candidates: Candidates, criteria: Mapping[str, Criteria]) -> Preview:
    """Count whom `criteria` would propose, whatever was decided about them."""
    proposed = propose(store, candidates, criteria)
    groups = Counter(proposed["listed_under"].to_pylist())
    schools = Counter(proposed["school_id"].to_pylist())
    mentors = (mentors_needed(n, criteria[school].caseload) for school, n in schools.items())
    early = sum(proposed["early"].to_pylist())
    caseloads = {wanted.caseload for wanted in criteria.values()}
    caseload = caseloads.pop() if len(caseloads) == 1 else None
    return Preview({group: groups[group] for group in TARGETED}, early, sum(mentors), caseload)
