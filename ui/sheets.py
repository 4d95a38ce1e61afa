"""What pages share that bring in sheets: empty ones, rows set aside, the order of dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from sm_core.exports import safe_csv, safe_workbook
from sm_core.importing.dates import parse
from sm_core.plausible import us_day
from sm_core.roster.asides import problems_shown, rows_to_correct
from sm_core.roster.report import RosterReport
from ui import session
from ui.frame import plain
from ui.session import UPLOADERS

if TYPE_CHECKING:
    import pandas as pd

ENDINGS = ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "zip"]
PROBLEMS_SHOWN = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer_empty(layout: str, name: str, sheets: dict[str, pd.DataFrame]) -> None:
    """The empty sheet called `name`, with what to write into it, to download."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{name}**", width="content")
        st.download_button("Excel", lambda: safe_workbook(sheets), f"{layout}.xlsx", XLSX,
                           key=f"xlsx|{layout}", on_click="ignore")  # fmt: skip
        st.download_button("CSV", lambda: safe_csv(sheets[name]), f"{layout}.csv", "text/csv",
                           key=f"csv|{layout}", on_click="ignore")  # fmt: skip


def set_aside(report: RosterReport) -> None:
    """Every row set aside, with what to do, and as a file to put right."""
    if not report.asides:
        return
    shown = problems_shown(report)
    st.table(shown.head(PROBLEMS_SHOWN).map(lambda cell: plain(str(cell))).set_index("Row"))
    if len(shown) > PROBLEMS_SHOWN:
        st.caption(f"The first {PROBLEMS_SHOWN} of {len(shown):,}; the download has all.")
    st.download_button(
        "Download the rows set aside", partial(_rows_to_correct, report),
        f"set-aside-{Path(report.file).stem}.csv", "text/csv", on_click="ignore",
        key=f"aside|{report.file}",
    )  # fmt: skip


def _rows_to_correct(report: RosterReport) -> bytes:
    session.guard(*UPLOADERS)
    return safe_csv(rows_to_correct(report))


def ask_order(
    example: str, key: str, read: Callable[[str, str], date | None] = parse
) -> None:  # fmt: skip
    """Which part comes first in dates like the example; the answer stands under the key. `read`
    gives the date of a text in an order."""
    ways = {
        order: f"{words} first: {us_day(day)}"
        for order, words in (("mdy", "Month"), ("dmy", "Day"))
        if (day := read(example, order))
    }
    st.radio(
        plain(f"Which comes first in dates like {example}?"), list(ways), None,
        format_func=lambda order: ways[order], key=key, horizontal=True,
    )  # fmt: skip
