"""The progress of a school on paper: one page each."""

import streamlit as st

from sm_core.papers.progress_paper import Page, as_pdf, progress_paper
from sm_core.papers.sheet_html import sheet_page
from sm_core.progress.record import Progress
from ui import cached_progress, session
from ui.downloads import in_a_file_name, offer_paper
from ui.frame import View


def one(view: View, found: Progress) -> None:
    """The page of one school, to print or to keep."""
    _papers(view, f"progress-{in_a_file_name(found.school.school_id)}-{view.as_of}", [found])


def every(view: View, found: list[Progress]) -> None:
    """A page for every school, in one paper."""
    _papers(view, f"progress-all-schools-{view.as_of}", found)


def _papers(view: View, file: str, found: list[Progress]) -> None:
    def made() -> dict:
        pages = [_page(view, each) for each in found]
        return progress_paper(pages, session.today())

    with st.popover("Print"):
        offer_paper(view, "Print page", f"{file}.html", "text/html",
                    lambda: sheet_page(made()).encode())  # fmt: skip
        offer_paper(view, "PDF", f"{file}.pdf", "application/pdf", lambda: as_pdf(made()))


def _page(view: View, found: Progress) -> Page:
    weeks, before = cached_progress.weeks_of(view, found)
    return Page(found, cached_progress.moments_of(view, found), weeks, before)
