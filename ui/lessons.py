"""The page Help and lessons: its answer and its three lists; and short parts for other pages."""

from dataclasses import replace

import streamlit as st

from sm_core.lessons.help import Help
from sm_core.lessons.lesson import Lesson
from sm_core.lessons.words import headline, is_late, school_words, waiting_words
from sm_core.targeting.words import counted
from ui import address, cached_lessons, help_ask, help_cards, lesson_form, lesson_list, menu
from ui.frame import View, plain
from ui.lesson_lists import LESSON, LESSONS, LISTS, OPEN, SETTLED

SHORT = 5


def answer(view: View) -> None:
    """How many schools ask for help, and where another one does."""
    with st.container(horizontal=True, horizontal_alignment="distribute",
                      vertical_alignment="center"):  # fmt: skip
        st.subheader(plain(_headline(view)), width="content")
        help_ask.ask(view)


def _headline(view: View) -> str:
    name = cached_lessons.names(view).get(view.school, "") if view.school else ""
    return headline(cached_lessons.help_of(view), name)


def lists(view: View) -> None:
    """The one that is pressed."""
    asked = cached_lessons.help_of(view)
    found = {
        OPEN: [each for each in asked if each.is_open],
        LESSONS: cached_lessons.lessons_of(view),
        SETTLED: [each for each in asked if not each.is_open],
    }
    which = address.pressed(
        "list", "Show", list(LISTS), label_visibility="collapsed",
        format_func=lambda key: f"{LISTS[key]} ({len(found[key]):,})",
    )  # fmt: skip
    if which == LESSONS:
        lesson_form.new(view)
        lesson_list.lessons(view)
    else:
        help_cards.cards(view, found[which], which)


def open_help(view: View) -> None:
    """In short, for another page: the first things asked for, those nobody answered first, each a
    line, and the link to all."""
    found = [each for each in cached_lessons.help_of(view) if each.is_open]
    st.markdown(f"#### {plain(_headline(view))}")
    for each in found[:SHORT]:
        _short_help(view, each)
    # Without any of the school chosen it leads to those of the others.
    school = {} if found else {"school": None}
    menu.link(menu.LESSONS, _more(view, found), list=None, lesson=None, **school)


def _more(view: View, found: list[Help]) -> str:
    every = cached_lessons.help_of(replace(view, school=None))
    others = len({each.school_id for each in every if each.is_open})
    if not found:
        return (
            f"{counted(others, 'school asks', 'schools ask')} for help"
            if others
            else "Ask for help"
        )
    return "Open it" if len(found) == 1 else f"Open all {len(found):,}"


def _short_help(view: View, each: Help) -> None:
    of = plain(school_words(each.school_id, cached_lessons.names(view)))
    mark = ":orange[⚠] " if is_late(each, view.day) else ""
    st.markdown(f"**{of}**: {plain(each.words)}  \n{mark}{plain(waiting_words(each, view.day))}")


def recent_lessons(view: View) -> None:
    """In short, for another page: the last lessons, each a link to it, and the link to all."""
    found = cached_lessons.lessons_of(view)
    st.markdown(f"#### Lessons ({len(found):,})")
    for each in found[:SHORT]:
        _short_lesson(view, each)
    menu.link(menu.LESSONS, "All lessons" if found else "Write a lesson", list=LESSONS, lesson=None)


def _short_lesson(view: View, each: Lesson) -> None:
    of = plain(school_words(each.school_id, cached_lessons.names(view)))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        menu.link(menu.LESSONS, plain(each.title), **{"list": LESSONS, LESSON: each.lesson_id})
        st.caption(of, width="content")
