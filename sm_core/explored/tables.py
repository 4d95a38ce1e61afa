"""September, cohorts and breaks as tables for a file or a picture, small groups hidden in them.

Rows to draw have the columns of `trends.beside`, so that the picture of a cut draws them, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sm_core.explored.breaks import SIDES, days_closed
from sm_core.explored.september import SPANS, Share
from sm_core.hiding.cell import FEWEST

if TYPE_CHECKING:
    import pandas as pd


def september_rows(now: Mapping[str, Share], before: Mapping[str, Share]) -> pd.DataFrame:
    """One row per key of `SPANS`: label, rated, chronic, and the same `_before`."""
    import pandas as pd

    rows = pd.DataFrame({
        "label": list(SPANS.values()),
        "rated": [now[span].rated for span in SPANS],
        "chronic": [now[span].chronic for span in SPANS],
        "rated_before": [before[span].rated for span in SPANS],
        "chronic_before": [before[span].chronic for span in SPANS],
    })  # fmt: skip
    return _told(_told(rows, "chronic", "rated"), "chronic_before", "rated_before")


def cohort_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per grade of `cohorts` of whom somebody was here then: label, rated, chronic, and
    the same students `_before`."""
    rows = rows[rows["rated"] > 0].reset_index(drop=True)
    rows = rows.assign(label="Grade " + rows["name"], rated_before=rows["rated"])
    return _told(_told(rows, "chronic", "rated"), "chronic_before", "rated_before")


def break_rows(rows: pd.DataFrame, side: str) -> pd.DataFrame:
    """One row per time without school of `beside_breaks`: label, days_enrolled, days_absent on the
    day at the `side`, and what would be missed if it were an ordinary one as `_before`."""
    rows = rows[rows["side"] == side].reset_index(drop=True)
    labels = [
        f"{days_closed(row.first_closed, row.last_closed)}: {row.day:%a %b} {row.day.day}"
        for row in rows.itertuples()
    ]
    rows = rows.assign(label=labels, days_absent=rows["days_absent"].astype(float))
    return _told(rows, "days_absent", "days_enrolled").assign(
        days_enrolled_before=rows["days_enrolled"], days_absent_before=rows["ordinary_absent"]
    )


def _told(rows: pd.DataFrame, part: str, whole: str) -> pd.DataFrame:
    """Without the parts that are under ten, or all but under ten; one alone that is hidden would
    be what the total leaves, so the next smallest goes with it."""
    count, others = rows[part], rows[whole] - rows[part]
    told = count.where((count >= FEWEST) & (others >= FEWEST))
    if told.isna().sum() == 1 and told.notna().any():
        told[told.idxmin()] = None
    return rows.assign(**{part: told})


def chronic_table(rows: pd.DataFrame, first: str, then: str) -> pd.DataFrame:
    """The result of `september_rows` or `cohort_rows` under headings: `first` is that of the labels
    and `then` says when before was."""
    import pandas as pd

    table = {first: rows["label"]}
    for when, words in (("", "now"), ("_before", then)):
        rated, chronic = rows[f"rated{when}"], rows[f"chronic{when}"]
        table[f"In rates, {words}"] = rated
        table[f"Chronically absent, {words}"] = chronic
        table[f"Percent, {words}"] = _percent(chronic, rated)
    return pd.DataFrame(table).convert_dtypes()


def break_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The result of `beside_breaks` under headings, a row per day beside a time without school."""
    import pandas as pd

    told = pd.concat([break_rows(rows, side) for side in SIDES])
    told = told.sort_values(["first_closed", "last_closed", "day"], kind="stable")
    return pd.DataFrame({
        "Kind": told["kind"].str.capitalize(),
        "First day closed": told["first_closed"].dt.date,
        "Last day closed": told["last_closed"].dt.date,
        "Side": told["side"].str.capitalize(),
        "School day": told["day"].dt.date,
        "Students on it": told["days_enrolled"],
        "Missed it": told["days_absent"],
        "Percent": _percent(told["days_absent"], told["days_enrolled"]),
        "Percent on ordinary days": _percent(told["ordinary_absent"], told["days_enrolled"]),
    }).convert_dtypes()  # fmt: skip


def _percent(part: pd.Series, whole: pd.Series) -> pd.Series:
    return (100 * part.astype(float) / whole.where(whole > 0).astype(float)).round(2)
