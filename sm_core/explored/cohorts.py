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

    Columns: name, students (in rates now), all_chronic and all_severe_chronic (of them),
    rated (those of them who were in rates at the date of `then` as well, at any school and in any
    grade), and of these, now and `_before` (at the date of `then`): chronic, severe_chronic,
    days_enrolled, days_attended, days_absent.
    """
    with seen.ask(store, "students_chosen", replace(filters, grades=None)) as query:
        chosen = query.to_arrow_table()
    before = replace(seen, asked=replace(then, school=None), students=chosen)
    with before.ask(store, "cohorts", **ANYWHERE) as query:
        rows = query.df()
    return rows.assign(**{
        f"days_attended{when}": rows[f"days_enrolled{when}"] - rows[f"days_absent{when}"]
        for when in ("", "_before")
    })  # fmt: skip
