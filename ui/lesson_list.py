"""The lessons: found by words and topic, and each to read with its links and files."""

import streamlit as st

from sm_core.gatherings.materials import Material
from sm_core.lessons.lesson import Lesson
from sm_core.lessons.search import search
from sm_core.lessons.table import lessons_table
from sm_core.lessons.topics import TOPICS
from sm_core.lessons.words import found_words, lesson_words, school_words
from sm_core.lessons.write import take_back_lesson
from sm_core.store import GATHERINGS
from ui import address, cached_gatherings, cached_lessons, lesson_form, materials, session
from ui.downloads import offer
from ui.frame import View, explained, plain
from ui.lesson_lists import CHANGE, LESSON, LESSONS, NEW, paged, prose, show_list
from ui.saving import Form
from ui.session import EVERYBODY
from ui.targeting_board import newest

TOPIC_NAMES = {words: key for key, words in TOPICS.items()}
ANY = "All topics"


def lessons(view: View) -> None:
    """The one that is open, or those that are searched for."""
    every = cached_lessons.lessons_of(view)
    if address.one(LESSON) not in (None, NEW):
        _one(view, next((each for each in every if each.lesson_id == address.one(LESSON)), None))
    elif every:
        _searched(view, every)
    else:
        st.info("Nobody has written a lesson yet. What helped at one school may help at others.")


def _searched(view: View, every: list[Lesson]) -> None:
    left, right = st.columns([3, 2])
    with left:
        asked = address.typed("q", "Search the lessons", type="search", max_chars=100,
                              placeholder="Words of it, or a school")  # fmt: skip
    with right:
        topic = address.selected("topic", "Topic", [ANY, *TOPIC_NAMES], ANY)
    names = cached_lessons.names(view)
    found = search(every, names, asked, TOPIC_NAMES.get(topic, ""))
    st.caption(found_words(len(found), len(every)))
    question = f"lessons|{view.store.version(GATHERINGS)}|{view.school}|{view.day}|{asked}|{topic}"
    paged(found, question, lambda each: _row(view, each, len(found) == 1))
    offer(view, f"lessons-{view.day}", "Lessons", "lessons of schools",
          lambda: lessons_table(found, names), across=True)  # fmt: skip


def _row(view: View, lesson: Lesson, alone: bool) -> None:
    of = school_words(lesson.school_id, cached_lessons.names(view))
    label = f"**{plain(lesson.title)}** · {plain(of)}"
    with st.expander(label, alone, key=f"lesson|{lesson.lesson_id}"):
        _text(view, lesson)


def _one(view: View, lesson: Lesson | None) -> None:
    if lesson is None:
        st.info("This lesson is not there: it was taken back, or belongs to another school than "
                "the one chosen, or was written after this date.")  # fmt: skip
    else:
        with st.container(border=True):
            if address.one(CHANGE) and _may(view, lesson):
                lesson_form.change(view, lesson)
                _papers(view, lesson, True)
                materials.add(view, Material(lesson_id=lesson.lesson_id))
            else:
                st.markdown(f"#### {plain(lesson.title)}")
                _text(view, lesson)
    lesson_form.close("All lessons")


def _text(view: View, lesson: Lesson) -> None:
    st.caption(plain(lesson_words(lesson, cached_lessons.names(view))))
    st.markdown(prose(lesson.words))
    _papers(view, lesson, False)
    if _may(view, lesson):
        with st.container(horizontal=True, gap="small"):
            st.button("Change…", key=f"lesson|{lesson.lesson_id}|change", type="tertiary",
                      on_click=_change, args=(lesson.lesson_id,))  # fmt: skip
            _take_back(view, lesson)


def _papers(view: View, lesson: Lesson, may: bool) -> None:
    """The links and files that belong to it."""
    own = [m for m in cached_gatherings.materials(view) if m.lesson_id == lesson.lesson_id]
    if own:
        materials.listed(view, own, may)


def _may(view: View, lesson: Lesson) -> bool:
    return newest(view) and view.actor.may_change_team(lesson.school_id)


def _change(lesson_id: str) -> None:
    session.guard(*EVERYBODY)
    # A form opened anew shows the lesson as it stands.
    Form(f"lesson|{lesson_id}").forget()
    address.put_all(**{LESSON: lesson_id, CHANGE: "yes"})


def _take_back(view: View, lesson: Lesson) -> None:
    form = Form(f"lesson|{lesson.lesson_id}|back")
    if st.button("Take back", key=form.key("go"), type="tertiary"):
        with explained():
            save = form.save(session.guard(*EVERYBODY))
            take_back_lesson(view.store, save, lesson.lesson_id)
            show_list(LESSONS)
            form.done(f"“{plain(lesson.title)}” is taken back.")
