"""How pairs are chosen: one line, and where a captain tries other weights before saving them."""

from dataclasses import replace

import streamlit as st

from sm_core.errors import SmError
from sm_core.matching.choosing import DRAW_NOTE, line, sentences
from sm_core.matching.preview import preview_words
from sm_core.matching.settings import (
    COMPONENTS,
    LANGUAGE_RULES,
    MOST,
    Settings,
    save_matching_settings,
)
from sm_core.program_settings import DISTRICT
from sm_core.saving import ChangedMeanwhile
from ui import cached_matching, menu, session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import CAPTAIN
from ui.targeting_board import newest

MOST_DRAWS = 999_999
IN_A_ROW = 4
LOAD = "Spread students over the mentors"
KEEP = "Keep the suggestions of the last list"


def settings(view: View) -> None:
    """The weights in one line; opened, what they mean, and where a captain tries others."""
    now = cached_matching.now(view).found.pool.settings
    with st.expander(f"How pairs are chosen: {plain(line(now))}", key="matching_settings"):
        st.markdown("\n".join(f"- {plain(sentence)}" for sentence in sentences(now)))
        _order(view)
        if not view.actor.may_change_program(DISTRICT):
            st.caption("A captain changes the weights, for all schools.")
        elif not newest(view):
            st.caption("The weights are changed at the newest date. Choose it above.")
        else:
            _editor(view, now)


def _order(view: View) -> None:
    """Which group comes first is not decided here."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown("The order of the groups, and the places kept for severe, are criteria of",
                    width="content")  # fmt: skip
        menu.link(menu.TARGETING, menu.DOORS[menu.TARGETING].title, list=None)


def _editor(view: View, now: Settings) -> None:
    form = Form("matching|settings")
    opened = Settings.from_settings(form.opened(now.to_settings()))
    wanted = _asked(form, opened)
    # Asked before it is drawn: the second of two clicks finds saved what the first one wanted.
    pressed = st.session_state.get(form.key("save"))
    if opened != now and wanted in (opened, now) and not pressed:
        # Somebody else saved others, and nothing of this person's would be lost.
        form.forget()
        st.rerun()
    # What would be stored: others may have changed other weights since.
    stored = now.with_changes(opened, wanted)
    sound = stored == now or _preview(view, stored)
    with st.container(horizontal=True):
        st.button("Save weights", key=form.key("save"), disabled=wanted == opened or not sound)
        if wanted != now and st.button("Back to the saved ones", key=form.key("back")):
            form.forget()
            st.rerun()
    if pressed:
        _save(view, form, opened, wanted)


def _asked(form: Form, opened: Settings) -> Settings:
    """The settings as the widgets say."""
    numbers = [*COMPONENTS.items(), ("load", LOAD), ("keep", KEEP)]
    said = {}
    for first in range(0, len(numbers), IN_A_ROW):
        row = numbers[first : first + IN_A_ROW]
        for column, (name, words) in zip(st.columns(IN_A_ROW), row, strict=False):
            said[name] = column.number_input(words, 0, MOST, getattr(opened, name), 10,
                                             key=form.key(name))  # fmt: skip
    left, right = st.columns(2)
    rules = list(LANGUAGE_RULES)
    said["language_rule"] = left.selectbox(
        "Home language", rules, rules.index(opened.language_rule), LANGUAGE_RULES.get,
        key=form.key("language_rule"),
    )  # fmt: skip
    with right:
        said |= _draw(form, opened)
    return replace(opened, **said)


def _draw(form: Form, opened: Settings) -> dict:
    if not st.checkbox("Draw who gets a place", opened.draw, key=form.key("draw"), help=DRAW_NOTE):
        return {"draw": False}
    seed = st.number_input("Number of the draw", 1, MOST_DRAWS, opened.seed, key=form.key("seed"))
    st.caption(DRAW_NOTE)
    return {"draw": True, "seed": seed}


def _preview(view: View, wanted: Settings) -> bool:
    """What the settings would change in the suggestions of now; whether they can be."""
    try:
        wanted.require_sound()
    except SmError as error:
        for sentence in error.sentences:
            st.warning(plain(sentence))
        return False
    first, *more = preview_words(cached_matching.preview_of(view, wanted))
    where = "In all schools together: " if view.school else ""
    st.markdown(" ".join([f"{where}**{plain(first)}**", *map(plain, more)]))
    return True


def _save(view: View, form: Form, opened: Settings, wanted: Settings) -> None:
    actor = session.guard(CAPTAIN)
    with explained():
        try:
            save_matching_settings(view.store, form.save(actor), opened, wanted)
        except ChangedMeanwhile as told:
            form.go_on_from(told.now)
            raise
        form.done("The weights are saved, and the pairs are suggested anew.")
