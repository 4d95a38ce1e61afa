"""Where a lesson is written, or said otherwise."""

from dataclasses import replace

import streamlit as st

from sm_core.lessons.help import Help
from sm_core.lessons.lesson import LONGEST, LONGEST_TITLE, Lesson
from sm_core.lessons.topics import TOPICS
from sm_core.lessons.words import NO_NAMES, learned_from, school_words
from sm_core.lessons.write import change_lesson, write_lesson
from sm_core.program_settings import DISTRICT
from sm_core.saving import ChangedMeanwhile
from ui import address, cached_lessons, session
from ui.frame import View, explained
from ui.lesson_lists import CHANGE, FROM, LESSON, LESSONS, NEW, show_list
from ui.saving import Form
from ui.session import EVERYBODY
from ui.targeting_board import newest


def new(view: View) -> None:
    """The button that begins a lesson, or the form once it was pressed."""
    if not newest(view):
        return
    if address.one(LESSON) == NEW:
        _new(view)
    elif address.one(LESSON) is None:
        st.button("Write a lesson…", key="lesson_new", on_click=_begin)


def _begin() -> None:
    session.guard(*EVERYBODY)
    address.put_all(**{LESSON: NEW, FROM: None})


def _new(view: View) -> None:
    of = _settled(view)
    form = Form(f"lesson|{NEW}|{of.help_id if of else ''}")
    usual = Lesson("", of.school_id if of else cached_lessons.speaks_for(view),
                   of.topic if of else "", "", learned_from(of) if of else "",
                   of.help_id if of else "")  # fmt: skip
    with st.container(border=True):
        st.markdown("#### What did you learn?")
        with st.form(form.key("form"), border=False, enter_to_submit=False):
            school = usual.school_id if of else _school(view, form, usual.school_id)
            values = fields(form, usual.standing)
            if st.form_submit_button("Keep the lesson", type="primary", key=form.key("go")):
                with explained():
                    save = form.save(session.guard(*EVERYBODY))
                    made = Lesson("", school, **values, help_id=usual.help_id)
                    write_lesson(view.store, save, made)
                    show_list(LESSONS)
                    form.done("The lesson is kept; all schools find it.")
        close("Close")


def _settled(view: View) -> Help | None:
    """The help that it came from, where this person may write for the school that asked."""
    # Whatever school is chosen above: the address says which one asked.
    return next((each for each in cached_lessons.help_of(replace(view, school=None))
                 if each.help_id == address.one(FROM) and not each.is_open
                 and view.actor.may_change_team(each.school_id)), None)  # fmt: skip


def _school(view: View, form: Form, usual: str) -> str:
    """A captain writes for the district, or for a school."""
    if usual != DISTRICT:
        return usual
    names = cached_lessons.names(view)
    return st.selectbox("Who learned it?", [DISTRICT, *names], key=form.key("school"),
                        format_func=lambda school: school_words(school, names))  # fmt: skip


def change(view: View, lesson: Lesson) -> None:
    """The lesson in fields."""
    form = Form(f"lesson|{lesson.lesson_id}")
    opened = form.opened(lesson.standing)
    with st.form(form.key("form"), border=False, enter_to_submit=False):
        wanted = fields(form, opened)
        pressed = st.form_submit_button("Save", type="primary", key=form.key("go"))
    if pressed:
        actor = session.guard(*EVERYBODY)
        with explained():
            try:
                change_lesson(view.store, form.save(actor), lesson.lesson_id, opened, wanted)
            except ChangedMeanwhile as told:
                form.go_on_from(told.now)
                raise
            address.put(CHANGE, None)
            form.done("The lesson is saved.")


def fields(form: Form, usual: dict) -> dict:
    """No field cuts off what is pasted into it: what is too long is refused with a sentence."""
    topics = list(TOPICS)
    place = topics.index(usual["topic"]) if usual["topic"] in topics else None
    topic = st.selectbox("Topic", topics, place, TOPICS.get, key=form.key("topic"),
                         placeholder="Choose a topic")  # fmt: skip
    title = st.text_input(f"Title, up to {LONGEST_TITLE} letters", usual["title"],
                          key=form.key("title"))  # fmt: skip
    words = st.text_area(f"What others should know, up to {LONGEST:,} letters", usual["words"],
                         key=form.key("words"), height=240)  # fmt: skip
    st.caption(NO_NAMES)
    return {"topic": topic or "", "title": title, "words": words}


def close(label: str) -> None:
    """Back to all lessons."""
    st.button(label, key="lesson_close", type="tertiary", on_click=_close)


def _close() -> None:
    session.guard(*EVERYBODY)
    address.put_all(**dict.fromkeys((LESSON, FROM, CHANGE)))
