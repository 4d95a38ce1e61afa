"""The progress of a school on paper: one page. All schools together leave it as a pack only."""

from sm_core.papers.progress_paper import Page, progress_paper
from sm_core.progress.record import Progress
from ui import cached_progress, session
from ui.downloads import in_a_file_name, offer_prints
from ui.frame import View


def one(view: View, found: Progress) -> None:
    """The page of one school, to print or to keep."""
    file = f"progress-{in_a_file_name(found.school.school_id)}-{view.as_of}"
    offer_prints(view, file, lambda: progress_paper(_page(view, found), session.today()))


def _page(view: View, found: Progress) -> Page:
    weeks, before = cached_progress.weeks_of(view, found)
    return Page(found, cached_progress.moments_of(view, found), weeks, before)
