"""Where a school asks for help."""

import streamlit as st

from sm_core.lessons.ask import ask_for_help
from sm_core.lessons.topics import TOPICS
from sm_core.lessons.words import NO_NAMES
from ui import session
from ui.frame import View, explained
from ui.lesson_lists import OPEN, show_list
from ui.saving import Form
from ui.session import EVERYBODY
from ui.targeting_board import newest


def ask(view: View) -> None:
    """A captain asks for a school; an earlier date is only looked at."""
    if not newest(view):
        return
    form = Form("help|ask")
    # Its fields are always drawn: what is typed stays when a click beside it closes it.
    with (
        st.popover("Ask for help…", key=form.key("popover")),
        st.form(form.key("form"), border=False),
    ):
        school = _school(view, form)
        topic = st.selectbox("What about?", list(TOPICS), None, TOPICS.get,
                             key=form.key("topic"), placeholder="Choose a topic")  # fmt: skip
        words = st.text_area("What do you need?", key=form.key("words"), height=150)
        st.caption(NO_NAMES)
        pressed = st.form_submit_button("Ask all schools", type="primary", key=form.key("go"))
        if pressed:
            with explained():
                save = form.save(session.guard(*EVERYBODY))
                ask_for_help(view.store, save, school or "", topic or "", words)
                show_list(OPEN)
                form.done("All schools and the district see what you need.")


def _school(view: View, form: Form) -> str | None:
    if not view.several_schools:
        return view.school or view.schools[0].school_id
    names = {school.school_id: school.name for school in view.schools}
    return st.selectbox("School", list(names), None, names.get, key=form.key("school"),
                        placeholder="Choose a school")  # fmt: skip
