"""The rows that were set aside, as tables: to read, and to put right and bring in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_core.roster.report import RosterReport

if TYPE_CHECKING:
    import pandas as pd


def problems_shown(report: RosterReport) -> pd.DataFrame:
    """One row per thing that is wrong: where it stands, what stands there, what to do."""
    import pandas as pd

    rows = [(a.row, a.column, a.value[:60], a.advice) for a in report.asides]
    return pd.DataFrame(rows, columns=["Row", "Column", "Value", "What to do"])


def rows_to_correct(report: RosterReport) -> pd.DataFrame:
    """One row per row set aside, as it stands in the file, with what is wrong before it: a file
    that can be corrected and brought in as it is."""
    import pandas as pd

    wrong: dict[int, list[str]] = {}
    for aside in report.asides:
        where = f"{aside.column}: " if aside.column else ""
        wrong.setdefault(aside.row, []).append(f"{where}{aside.advice}")
    width = len(report.headers)
    rows = [
        [number, " ".join(wrong[number]), *(cells + [""] * width)[:width]]
        for number, cells in sorted(report.cells.items())
    ]
    return pd.DataFrame(rows, columns=["Row", "What is wrong", *report.headers])
