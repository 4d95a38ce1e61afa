"""What else waits at the school: requests for help, and mentors to check in with."""

from dataclasses import replace

import streamlit as st

from sm_core.plausible import us_day
from sm_core.student_words import short_day
from sm_core.support.check_in import MENTOR
from sm_core.support.due import STATES
from sm_core.support.request_list import what_words
from sm_core.support.rhythm import LATER
from ui import cached_support, menu
from ui.cached_review import Week
from ui.frame import View, plain
from ui.support_lists import REQUESTS

SHOWN = 5


def below(week: Week) -> None:
    """Both lists side by side, the first few of each and the way to the rest."""
    view = replace(week.view, school=week.school.school_id)
    left, right = st.columns(2)
    with left:
        _requests(view)
    with right:
        _check_ins(view)


def _requests(view: View) -> None:
    found = [row for row in cached_support.requests(view) if row.is_open]
    st.subheader(f"Requests from mentors: {len(found):,} open")
    lines = [
        f"{plain(what_words(row))} · {plain(row.mentor or row.request.opened_by)}"
        f" · {short_day(row.request.opened.date())}"
        for row in found
    ]
    if found:
        oldest = min(row.request.opened.date() for row in found)
        st.caption(f"The oldest was opened on {us_day(oldest)}.")
    _few(lines, "No request is open.")
    menu.link(menu.SUPPORT, "Open requests", list=REQUESTS)


def _check_ins(view: View) -> None:
    due = [each for each in cached_support.check_ins(view) if each.state != LATER]
    found = [each for each in due if each.about == MENTOR]
    st.subheader(f"Mentors to check in with: {len(found):,}")
    lines = [f"{plain(each.name)} · {STATES[each.state]}, {plain(each.why)}" for each in found]
    _few(lines, "No check-in with a mentor is due.")
    if len(due) > len(found):
        st.caption(f"Students and families to check in with: {len(due) - len(found):,}.")
    # The list of check-ins is the usual one of its page, and stays out of the address.
    menu.link(menu.SUPPORT, "Open check-ins", list=None, **{"with": MENTOR})


def _few(lines: list[str], empty: str) -> None:
    if not lines:
        st.caption(empty)
        return
    st.markdown("\n".join(f"- {line}" for line in lines[:SHOWN]))
    if len(lines) > SHOWN:
        st.caption(f"and {len(lines) - SHOWN:,} more")
