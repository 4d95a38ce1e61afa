"""The progress of a school on paper: one page each."""

from sm_core.papers.progress_paper import Page, progress_paper
from sm_core.progress.record import Progress
from ui import cached_progress, session
from ui.downloads import in_a_file_name, offer_prints
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

    offer_prints(view, file, made)


def _page(view: View, found: Progress) -> Page:
    weeks, before = cached_progress.weeks_of(view, found)
    return Page(found, cached_progress.moments_of(view, found), weeks, before)
