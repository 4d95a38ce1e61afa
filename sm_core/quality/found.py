"""Asks the checks: what each one finds in the schools a person may see."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sm_core.actor import Actor
from sm_core.errors import NotAllowed
from sm_core.quality.checks import CHECKS, Check
from sm_core.quality.rules import QUALITY, QualityRules
from sm_core.queries import run
from sm_core.school_year import first_day, school_year_of
from sm_core.schools import require_known
from sm_core.standing import Asked
from sm_core.store import Store

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

PAGE_SIZE = 50


@dataclass(frozen=True, eq=False)
class Found:
    """What one check found: `rows` in the columns and order of its query, worst first. A check
    that lists every school says with `flagged` which rows need a look; of others all do."""

    check: Check
    rows: pa.Table

    @property
    def flagged(self) -> pa.Table:
        """The rows that need a look."""
        import pyarrow.compute as pc

        column = self.check.flagged
        return self.rows.filter(pc.field(column)) if column else self.rows

    @property
    def count(self) -> int:
        return self.flagged.num_rows

    @property
    def schools(self) -> set[str]:
        """The ids of the schools of the rows that need a look."""
        return set(self._of_schools("school_id", "other_id"))

    @property
    def by_school(self) -> dict[str, int]:
        """The rows that need a look by school name, most first; a row about two schools counts
        at each."""
        counts = Counter(self._of_schools("school_name", "other_name"))
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def _of_schools(self, *columns: str) -> list[str]:
        rows = self.flagged
        names = [column for column in columns if column in rows.column_names]
        return [value for column in names for value in rows[column].to_pylist()]

    def total(self, column: str) -> int:
        """The sum of a column of whole numbers."""
        return sum(self.rows[column].to_pylist())

    def page(self, number: int) -> pd.DataFrame:
        """Page `number`, counted from 1, of at most `PAGE_SIZE` rows."""
        return self.rows.slice((number - 1) * PAGE_SIZE, PAGE_SIZE).to_pandas(date_as_object=True)

    def everything(self) -> pd.DataFrame:
        """All rows, for a download."""
        return self.rows.to_pandas(date_as_object=True)


def checks_for(actor: Actor, school: str | None) -> list[Check]:
    """The checks that can find anything for this person at this school (None: all they see)."""
    district = actor.scope["schools"] is None and school is None
    return [check for check in CHECKS if district or not check.district_only]


def find(
    store: Store, actor: Actor, asked: Asked, check: Check, rules: QualityRules = QUALITY
) -> Found:
    """What `check` finds in the school year of the as-of date, up to that date.

    Raises `NotAllowed` for a mentor, who is responsible for no school's data, and for a school
    that the actor may not see; `SmError` for one that is not known.
    """
    if actor.scope["students"] is not None:
        raise NotAllowed("Data quality is for captains, principals and coordinators.")
    if asked.school is not None:
        require_known(store, actor, asked.school)
    before = first_day(school_year_of(asked.as_of)) - timedelta(days=1)
    values = asked.parameters(actor) | rules.parameters
    with store.reading() as cursor:
        query = run(cursor, check.query, last_school_year=school_year_of(before), **values)
        return Found(check, query.to_arrow_table())
