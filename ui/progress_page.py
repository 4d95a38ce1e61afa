"""The parts of the School progress page."""

import streamlit as st

from sm_core.progress.record import Progress
from ui import cached_progress
from ui.frame import View, plain


def school(view: View) -> Progress:
    """The progress of the school to look at; where one is still to be chosen the page ends here."""
    if view.several_schools:
        st.info("Choose a school above.")
        st.stop()
    return cached_progress.of_school(view)


def headline(found: Progress) -> None:
    st.subheader(
        f"{found.without_mentor:,} of {found.funnel.chosen:,} chosen students have no mentor; "
        f"{found.free:,} places are free."
    )
    st.caption(plain(found.school.name))
