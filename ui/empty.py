"""Pages without attendance, or with an invented one: what is missing or unreal, and what to do."""

from collections.abc import Sequence

import streamlit as st

from sm_core.actor import Actor
from sm_core.definitions import STANDARD
from sm_core.school_year import school_year_of
from sm_core.schools import School
from sm_core.student_list import TierCounts
from ui import cached, menu, session
from ui.frame import View, long_day, plain


def stop_without_attendance(view: View) -> None:
    """No attendance at all: what is missing, the button that fixes it, and nothing more."""
    stop_without_schools(view.schools, view.actor)


def stop_without_schools(schools: list[School], actor: Actor) -> None:
    """As `stop_without_attendance`, on a page without a choice of school and date."""
    if schools:
        return
    st.info("There is no attendance to show yet. Upload a file from your school system to start.")
    if actor.may_upload:
        menu.link(menu.UPLOADS, "Upload attendance")
    st.stop()


def invented(view: View) -> None:
    """Say so while the demo district is among the figures."""
    if cached.has_demo(view):
        st.caption(
            "This district is invented, and stands still on "
            f"{long_day(session.today())}; a captain takes it back on Uploads."
        )


def no_rates(view: View, counts: TierCounts, words: Sequence[str] = ()) -> None:
    """A date before school, filters that leave nobody (in `words`, where the page has them), or too
    few days for rates."""
    if counts.few_days:
        st.info(
            f"No student of this choice has {STANDARD.few_days} enrolled days by "
            f"{long_day(view.as_of)}, so there are no rates yet."
        )
    elif cached.seen(view).students.num_rows:
        st.info(
            f"No student matches {_filters(words)}. Clear the selection or a filter to see more."
        )
    else:
        st.info(
            f"Nobody was enrolled by {long_day(view.as_of)} in the school year "
            f"{school_year_of(view.as_of)}, as far as the files say. Choose another date."
        )


def _filters(words: Sequence[str]) -> str:
    if not words:
        return "these filters"
    these = "this filter" if len(words) == 1 else "these filters together"
    return f"{these}: {plain(', '.join(words))}"


def no_such_tier() -> None:
    st.info("No student of this choice is in the tiers pressed above. Press one again to let go.")
