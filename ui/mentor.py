"""The parts of the Mentor page: who, whether they can be matched, the state, the history."""

import streamlit as st

from sm_core.mentors import screen
from sm_core.mentors.find import find_mentor
from sm_core.mentors.mentor import KINDS, STAGES, Mentor
from sm_core.mentors.save import may_change
from sm_core.mentors.story import told
from ui import address, cached_mentors, menu, session
from ui.frame import View, explained, plain
from ui.mentor_list import OPEN
from ui.saving import Form
from ui.session import UPLOADERS

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


def states(view: View, mentor: Mentor) -> None:
    """Start, pause, take up again, end: each asks once."""
    if not may_change(view.actor, mentor):
        return
    with st.container(horizontal=True):
        stage = mentor.stage(view.day)
        if mentor.state_reason and stage in ("paused", "closed"):
            st.markdown(plain(f"{STAGES[stage]}: {mentor.state_reason}"))
        if stage in ("paused", "closed"):
            _resume(mentor)
        elif mentor.started is None:
            _dated(view, mentor, "Start…", "start", None)
        if stage not in ("paused", "closed"):
            _dated(view, mentor, "Pause…", "pause", "Why, and until when")
        if stage != "closed":
            _dated(view, mentor, "Close…", "close", "Why they leave the program")


def _resume(mentor: Mentor) -> None:
    form = Form(f"resume|{mentor.mentor_id}")
    if st.button("Resume", key=form.key("save"), type="primary"):
        actor = session.guard(*UPLOADERS)
        with explained():
            screen.resume(session.store(), form.save(actor), mentor.mentor_id)
            form.done(f"{plain(mentor.name)} is back.")


def _dated(view: View, mentor: Mentor, label: str, act: str, why: str | None) -> None:
    """A button that asks for a day, and for a reason where `why` says what it is about."""
    form = Form(f"{act}|{mentor.mentor_id}")
    with st.popover(label), st.form(form.key("form"), border=False):
        day = st.date_input("From", view.day, key=form.key("day"), format="MM/DD/YYYY",
                            max_value=session.today())  # fmt: skip
        values = [st.text_input(why, key=form.key("why"))] if why else []
        if st.form_submit_button(label.rstrip("…")):
            actor = session.guard(*UPLOADERS)
            with explained():
                getattr(screen, act)(session.store(), form.save(actor), mentor.mentor_id, day,
                                     *values)  # fmt: skip
                form.done(f"{plain(mentor.name)}: saved.")


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
