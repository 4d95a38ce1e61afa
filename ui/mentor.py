"""The parts of the Mentor page: who, whether they can be matched, the state, the history."""

import streamlit as st

from sm_core.mentors.find import find_mentor
from sm_core.mentors.mentor import KINDS, STAGES, Mentor
from sm_core.mentors.story import told
from ui import address, cached_mentors, menu
from ui.frame import View, plain
from ui.mentor_list import OPEN

LINES = 15


def back() -> None:
    menu.link(menu.MENTORS, "← Back to the mentors", mentor=None)


def chosen() -> str | None:
    """The mentor's id in the address."""
    return address.one(OPEN)


def nobody() -> None:
    """The page was opened without a mentor."""
    st.info("No mentor is chosen. Choose one on the list of mentors.")


def find(view: View, mentor_id: str) -> Mentor:
    return find_mentor(view.store, view.actor, view.day, mentor_id)


def headline(view: View, mentor: Mentor) -> None:
    """Who this is, and the answer: a place for a student, or every reason why not."""
    names = cached_mentors.school_names(view)
    schools = ", ".join(names[school] for school in mentor.schools if school in names)
    facts = [KINDS[mentor.kind], mentor.position, mentor.organization, schools or "no school yet",
             STAGES[mentor.stage(view.day)]]  # fmt: skip
    st.subheader(plain(mentor.name))
    st.markdown(plain(" · ".join(filter(None, facts))))
    reasons = mentor.cannot_be_matched(view.day)
    if reasons:
        st.warning(plain(f"Cannot be matched: {'; '.join(reasons)}."))
    elif mentor.places_left:
        places = "place" if mentor.capacity == 1 else "places"
        st.success(f"Can be matched: {mentor.places_left} of {mentor.capacity} {places} free.")
    else:
        st.info(f"Can be matched, but no place is free: {_count(mentor)} of {mentor.capacity}.")


def _count(mentor: Mentor) -> str:
    return "1 student" if len(mentor.students) == 1 else f"{len(mentor.students)} students"


def history(view: View, mentor: Mentor) -> None:
    """Who changed what, the newest first."""
    lines = told(cached_mentors.history(view, mentor.mentor_id), cached_mentors.school_names(view))
    if not lines:
        return
    st.subheader("History")
    st.markdown("\n".join(f"- {plain(line)}" for line in lines[:LINES]))
    if len(lines) > LINES:
        with st.expander(f"{len(lines) - LINES} earlier changes"):
            st.markdown("\n".join(f"- {plain(line)}" for line in lines[LINES:]))
