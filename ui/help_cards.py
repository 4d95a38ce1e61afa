"""What schools ask for help with: each with its answers, and answered in place."""

import streamlit as st

from sm_core.lessons.ask import (
    answer_help,
    may_take_back,
    reopen_help,
    settle_help,
    take_back_answer,
    withdraw_help,
)
from sm_core.lessons.help import Answer, Help
from sm_core.lessons.table import help_table
from sm_core.lessons.words import (
    NO_NAMES,
    about_words,
    answer_words,
    is_late,
    school_words,
    waiting_words,
)
from sm_core.store import GATHERINGS
from ui import address, cached_lessons, session
from ui.downloads import offer
from ui.frame import View, explained, plain
from ui.lesson_lists import FROM, LESSON, LESSONS, NEW, OPEN, SETTLED, paged, prose, show_list
from ui.saving import Form
from ui.session import EVERYBODY
from ui.targeting_board import newest

EMPTY = {
    OPEN: "No school asks for help. “Ask for help…” puts a question to all schools and the "
    "district.",
    SETTLED: "Nothing has been settled yet.",
}


def cards(view: View, found: list[Help], which: str) -> None:
    """A box each; those that nobody answered come first."""
    if not found:
        st.info(EMPTY[which])
        return
    question = f"help|{view.store.version(GATHERINGS)}|{view.school}|{view.day}|{which}"
    paged(found, question, lambda each: _card(view, each))
    names = cached_lessons.names(view)
    offer(view, f"help-{which}-{view.day}", "Help", f"help of schools {which}",
          lambda: help_table(found, names), across=True)  # fmt: skip


def _card(view: View, each: Help) -> None:
    names = cached_lessons.names(view)
    with st.container(border=True, gap="small"):
        yours = " (your school)" if each.school_id in view.actor.schools else ""
        with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
            of = plain(school_words(each.school_id, names))
            st.markdown(f"**{of}**{yours}", width="content")
            stands = plain(waiting_words(each, view.day))
            st.markdown(
                f":orange[⚠] {stands}" if is_late(each, view.day) else stands, width="content"
            )
        st.caption(plain(about_words(each)))
        st.markdown(prose(each.words))
        for answer in each.answers:
            _answer(view, answer, names)
        if each.outcome:
            st.markdown(f"**What helped**  \n{plain(each.outcome)}")
        if newest(view):
            _below(view, each)


def _answer(view: View, answer: Answer, names: dict[str, str]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        who = plain(answer_words(answer, names))
        st.markdown(f"**{who}**  \n{plain(answer.words)}", width="content")
        if newest(view) and may_take_back(view.actor, answer):
            form = Form(f"help|answer|{answer.answer_id}")
            if st.button("Take back", key=form.key("go"), type="tertiary"):
                with explained():
                    save = form.save(session.guard(*EVERYBODY))
                    take_back_answer(view.store, save, answer)
                    form.done("The answer is taken back.")


def _below(view: View, each: Help) -> None:
    """What this person can do about it."""
    own = view.actor.may_change_team(each.school_id)
    with st.container(horizontal=True, gap="small"):
        if each.is_open:
            _say(view, each)
            if own:
                _settle(view, each)
                _press(view, each, "Withdraw", withdraw_help, "It is withdrawn.", OPEN)
        elif own:
            _learned(view, each)
            _press(view, each, "Ask again", reopen_help, "All schools see it again.", OPEN)


def _say(view: View, each: Help) -> None:
    """Its fields are always drawn: what is typed stays when a click beside it closes it."""
    form, mine = Form(f"help|{each.help_id}|say"), each.school_id in view.actor.schools
    with (
        st.popover("Add a word…" if mine else "Answer…", key=form.key("popover")),
        st.form(form.key("form"), border=False),
    ):
        words = st.text_area("Your words" if mine else "Your answer", key=form.key("words"),
                             height=150)  # fmt: skip
        st.caption(NO_NAMES)
        if st.form_submit_button("Send", type="primary", key=form.key("go")):
            with explained():
                save = form.save(session.guard(*EVERYBODY))
                school = cached_lessons.speaks_for(view)
                answer_help(view.store, save, each.help_id, school, words)
                form.done("All schools read it now.")


def _settle(view: View, each: Help) -> None:
    form = Form(f"help|{each.help_id}|settle")
    with st.popover("Settled…", key=form.key("popover")), st.form(form.key("form"), border=False):
        words = st.text_area("What helped?", key=form.key("words"), height=100)
        st.caption(NO_NAMES)
        if st.form_submit_button("It is settled", type="primary", key=form.key("go")):
            with explained():
                settle_help(view.store, form.save(session.guard(*EVERYBODY)), each.help_id, words)
                show_list(SETTLED)
                form.done("It is settled. Make it a lesson, so that others find what helped.")


def _press(view: View, each: Help, label: str, act, done: str, after: str) -> None:
    form = Form(f"help|{each.help_id}|{act.__name__}")
    if st.button(label, key=form.key("go"), type="tertiary"):
        with explained():
            act(view.store, form.save(session.guard(*EVERYBODY)), each.help_id)
            show_list(after)
            form.done(done)


def _learned(view: View, each: Help) -> None:
    """What was settled offers to become a lesson, or leads to the one it became."""
    made = cached_lessons.lesson_from(view, each.help_id)
    if made:
        st.button("Its lesson", key=f"help|{each.help_id}|lesson", on_click=_open,
                  args=(made.lesson_id, None))  # fmt: skip
    else:
        st.button("Make it a lesson…", key=f"help|{each.help_id}|lesson", on_click=_open,
                  args=(NEW, each.help_id))  # fmt: skip


def _open(lesson: str, of: str | None) -> None:
    session.guard(*EVERYBODY)
    address.put_all(**{"list": LESSONS, LESSON: lesson, FROM: of})
