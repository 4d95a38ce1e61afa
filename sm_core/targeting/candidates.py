"""Everybody enrolled at a date, with all that may be a reason to propose them, fetched once.

Criteria change while people try them out; what is asked of the attendance does not.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sm_core.goals import PACE_MARKS, PACE_MONTH
from sm_core.queries import run
from sm_core.school_year import first_day, school_year_of
from sm_core.seen import Seen
from sm_core.store import Store

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, eq=False)
class Candidates:
    """One row per student of `seen` who is enrolled at its date, under their latest school.

    Columns: student_id, student_name, sort_name, school_id, school_name, grade, grade_order,
    days_enrolled, days_absent (exact), early (under 30 enrolled days), tier (null while early),
    severe, pace_month (1 to 3, or null: no mark reached, or over 60 enrolled days), last_absent
    and last_enrolled (of last school year, where that was chronic), share (orders by the share
    missed).
    """

    seen: Seen
    rows: pa.Table

    @property
    def school_year(self) -> str:
        return school_year_of(self.seen.asked.as_of)


def candidates(store: Store, seen: Seen) -> Candidates:
    """The students of `seen` (in student scope) with their possible reasons."""
    assert seen.asked.scope == "student"
    pace, last_year = _pace(store, seen), _last_year(store, seen)
    with store.reading() as cursor:
        for name, rows in (("seen", seen.students), ("pace", pace), ("last_year", last_year)):
            cursor.register(name, rows)
        early_days = seen.asked.rules.early_days
        query = run(cursor, "targeting_candidates", early_days=early_days)
        return Candidates(seen, query.to_arrow_table())


def severe_by_school(candidates: Candidates) -> dict[str, set[str]]:
    """The ids of the severe students at each school that has any."""
    import pyarrow.compute as compute

    rows = candidates.rows.filter(compute.field("severe"))
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows.select(["school_id", "student_id"]).to_pylist():
        found[row["school_id"]].add(row["student_id"])
    return dict(found)


# Those seen now are followed to every school they were at (DESIGN rule 5).
ANYWHERE = {"schools": None, "students": None}


def _pace(store: Store, seen: Seen) -> pa.Table:
    first, second, third = PACE_MARKS
    marks = {"first_mark": first, "second_mark": second, "third_mark": third}
    with seen.ask(store, "targeting_pace", month_days=PACE_MONTH, **marks, **ANYWHERE) as query:
        return query.to_arrow_table()


def _last_year(store: Store, seen: Seen) -> pa.Table:
    end = first_day(school_year_of(seen.asked.as_of)) - timedelta(days=1)
    then = replace(seen, asked=replace(seen.asked, as_of=end))
    with then.ask(store, "targeting_last_year", school=None, **ANYWHERE) as query:
        return query.to_arrow_table()
