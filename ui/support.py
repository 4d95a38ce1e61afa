"""The parts of the Support page: the answer, its lists, and what is open."""

import streamlit as st

from sm_core.support import words
from ui import (
    cached_support,
    menu,
    session,
    support_check_ins,
    support_motion,
    support_request,
    support_requests,
)
from ui.frame import View
from ui.support_lists import CHECK_INS, MOTION, PICKS, REQUESTS
from ui.trainings import NEW_MEETING

LISTED = {
    CHECK_INS: support_check_ins.listed, REQUESTS: support_requests.listed,
    MOTION: support_motion.listed,
}  # fmt: skip
BARS = {
    CHECK_INS: support_check_ins.bar, REQUESTS: support_request.opened, MOTION: support_motion.bar,
}  # fmt: skip


def headline(view: View) -> None:
    """The answer first: who was not asked in time, who needs help, which matches need a hand."""
    st.subheader(words.headline(
        cached_support.check_ins(view), cached_support.requests(view), cached_support.motion(view),
        view.day,
    ))  # fmt: skip
    _meeting(view)
    if view.day < session.today():
        st.caption(
            "An earlier date is only looked at: check-ins and matches as they were then, requests "
            "opened by then as they stand today."
        )


def _meeting(view: View) -> None:
    if missing := words.unplanned_words(*cached_support.unplanned(view)):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(missing, width="content")
            if view.actor.may_upload:
                menu.link(menu.TRAININGS, "Plan one under Trainings", list=None, request=None,
                          session=NEW_MEETING)  # fmt: skip


def list_buttons(view: View) -> str:
    """One button per list, with how many wait on it; the list that is open."""
    return PICKS.list_buttons(view, {
        CHECK_INS: len(words.to_do(cached_support.check_ins(view))),
        REQUESTS: sum(row.is_open for row in cached_support.requests(view)),
        MOTION: len(cached_support.motion(view)),
    })  # fmt: skip
