"""Every student an actor may see at one date, fetched once and asked many times.

Counting the days of a district takes longer than all that a page asks of the result: the filters,
the charts and the list. So the rows are kept in memory (about 150 bytes a student) and every
question goes to them. Kept elsewhere (a table, a column store on disk) they would need a cleaner.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from sm_core.actor import Actor
from sm_core.grades import grades_wanted
from sm_core.queries import run
from sm_core.standing import Asked
from sm_core.store import Store

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


@dataclass(frozen=True)
class Filters:
    """What narrows the students seen; None is no limit.

    `school` is the latest school; `grades` are grades or keys of `LEVELS`; `group` is a name of
    `groups_seen`; `missed_on` is (weekday, month), Monday 1 to Friday 5 and January 1: who missed
    at least one such day; `missed_day` is one day, for who missed it; `september` is a key of
    `explored.september.SPANS`, for who missed so many days of it. `search` finds part of a name or
    id, whatever the case. `tiers` (names of `TIERS` or `FEW_DAYS`) and `sort` are for the list
    alone.
    """

    school: str | None = None
    grades: tuple[str, ...] | None = None
    group: str | None = None
    missed_on: tuple[int, int] | None = None
    missed_day: date | None = None
    september: str | None = None
    search: str = ""
    tiers: tuple[str, ...] | None = None
    sort: str = "rate"

    def parameters(self) -> dict:
        """What the queries over `seen` bind."""
        weekday, month = self.missed_on or (None, None)
        return {
            "one_school": self.school,
            "grades": grades_wanted(self.grades),
            "group": self.group,
            "weekday": weekday,
            "month": month,
            "missed_day": self.missed_day,
            "september": self.september,
            "search": self.search.strip(),
            "tiers": list(self.tiers) if self.tiers else None,
            "sort": self.sort,
        }


@dataclass(frozen=True, eq=False)
class Seen:
    """One row per student (and school in school scope) that `actor` may see: the columns of
    `standing` with student_name, sort_name, school_name, groups, listed_as and grade_order."""

    actor: Actor
    asked: Asked
    students: pa.Table

    @cached_property
    def here(self) -> list[str]:
        """The ids of the students, for queries over others, too; [] for an actor whom no school
        limits."""
        if self.actor.scope["schools"] is None:
            return []
        return self.students["student_id"].to_pylist()

    @contextmanager
    def ask(
        self, store: Store, name: str, filters: Filters = Filters(), **more
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """Run the query file `name`, which may read from `seen`; the result must be fetched
        inside the block."""
        values = self.asked.parameters(self.actor) | filters.parameters() | more
        with store.reading() as cursor:
            cursor.register("seen", self.students)
            yield run(cursor, name, self.asked.pieces, **values)


def see(store: Store, actor: Actor, asked: Asked) -> Seen:
    """Fetch the students that `actor` may see at the date and in the scope of `asked`."""
    with store.reading() as cursor:
        query = run(cursor, "students_seen", asked.pieces, **asked.parameters(actor))
        return Seen(actor, asked, query.to_arrow_table())
