"""The same students then and now: this year's grade 7 were last year's grade 6."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sm_core.seen import Filters, Seen
from sm_core.standing import Asked
from sm_core.store import Store

if TYPE_CHECKING:
    import pandas as pd

# Those seen now are followed to every school they were at (DESIGN rule 5).
ANYWHERE = {"schools": None, "students": None}


def cohorts(store: Store, seen: Seen, filters: Filters, then: Asked) -> pd.DataFrame:
    """One row per grade of today, in natural order, whatever the filter on grades says.

    Columns: name, students (in rates now), all_chronic (those of them chronically absent), rated
    (those of them who were in rates at the date of `then` as well, at any school and in any grade),
    and of these chronic_before and chronic: the chronically absent at the date of `then`, and now.
    """
    with seen.ask(store, "students_chosen", replace(filters, grades=None)) as query:
        chosen = query.to_arrow_table()
    before = replace(seen, asked=replace(then, school=None), students=chosen)
    with before.ask(store, "cohorts", **ANYWHERE) as query:
        return query.df()
