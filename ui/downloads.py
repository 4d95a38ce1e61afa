"""A list as a file for a spreadsheet, and papers; made on click and written to the audit."""

from collections.abc import Callable
from functools import partial
from string import ascii_letters, digits

import pandas as pd
import streamlit as st

from sm_core import exports
from sm_core.audit import record
from sm_core.papers.sheet import typeset_sheet
from sm_core.papers.sheet_html import sheet_page
from ui import session
from ui.frame import View
from ui.session import EVERYBODY

KINDS = {"CSV": ("csv", "text/csv"), "Excel": ("xlsx", "application/octet-stream")}


def offer(
    view: View, name: str, sheet: str, subject: str, table: Callable[[], pd.DataFrame],
    across: bool = False, label: str = "Download", picture: Callable[[], bytes] | None = None,
) -> None:  # fmt: skip
    """A button per kind of file. `name` is that of the file, `subject` what the audit says of it;
    `table` gives the whole list. `across` lays out the Excel file to be printed; `picture` gives a
    PNG of it."""

    def made(ending: str) -> bytes:
        session.guard(*EVERYBODY)
        frame = table()
        what = f"{subject}.{ending} {len(frame)} rows"
        # A download runs outside the person's session: only the view knows who asked.
        record(view.store, view.actor, session.now(), "export", what)
        if ending == "csv":
            return exports.safe_csv(frame)
        return exports.safe_xlsx(frame, sheet, across)

    with st.popover(label):
        for kind, (ending, mime) in KINDS.items():
            st.download_button(
                kind, partial(made, ending), f"{name}.{ending}", mime, on_click="ignore",
                key=f"download|{subject}|{ending}", width="stretch",
            )  # fmt: skip
        if picture:
            offer_paper(view, "Picture", f"{name}.png", "image/png", picture, width="stretch")


def in_a_file_name(school_id: str) -> str:
    """A school in the name of a file: signs that every system takes, and no two schools alike."""
    kept = f"{ascii_letters}{digits}-"
    return "".join(c if c in kept else f"_{ord(c):x}_" for c in school_id)


def offer_prints(view: View, file: str, make: Callable[[], dict]) -> None:
    """A sheet (`sm_core.papers.sheet`) as a page to print and as PDF; made on click."""
    with st.popover("Print"):
        offer_paper(view, "Print page", f"{file}.html", "text/html",
                    lambda: sheet_page(make()).encode())  # fmt: skip
        offer_paper(view, "PDF", f"{file}.pdf", "application/pdf", lambda: typeset_sheet(make()))


def offer_paper(
    view: View, label: str, file: str, mime: str, make: Callable[[], bytes], **more
) -> None:
    """A button for a paper named `file`, which the audit tells, too."""

    def made() -> bytes:
        session.guard(*EVERYBODY)
        content = make()
        record(view.store, view.actor, session.now(), "export", file)
        return content

    st.download_button(label, made, file, mime, on_click="ignore", key=f"download|{file}",
                       **more)  # fmt: skip
