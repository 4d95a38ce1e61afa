"""Where the remembered decisions about one kind of file are changed: by choosing, or as text."""

from dataclasses import replace

import streamlit as st

from sm_core.importing.decisions import Profile, save_edited
from sm_core.importing.in_words import SETTINGS, settings_of
from sm_core.importing.mapping import CHOICES, MOST, Mapping
from ui import address, session
from ui.frame import explained
from ui.session import UPLOADERS
from ui.upload_correction import cells, code_choosers

OPEN = "change"
"""In the address: the kind of file whose editor is open."""

ASK = "ask again with the next file"


def editor(profile: Profile, short: str) -> None:
    """Both ways to change the decisions; nothing is saved before a button is pressed."""
    choosing, text = st.tabs(["By choosing", "As text"])
    with choosing, st.form(f"choose|{short}", border=False):
        mapping = _chosen(profile.mapping, short)
        if st.form_submit_button("Save these decisions", type="primary"):
            _save(profile, mapping.to_toml())
    with text, st.form(f"write|{short}", border=False):
        said = st.text_area(
            "The decisions as MAP.toml", profile.to_toml(), height=320, key=f"text|{short}",
            help="The user guide explains every line.",
        )  # fmt: skip
        if st.form_submit_button("Save this text"):
            _save(profile, said)


def _chosen(mapping: Mapping, short: str) -> Mapping:
    codes = code_choosers(mapping.codes, short, ASK)
    wanted, said = settings_of(mapping.layout), {}
    for cell, name in zip(cells(len(wanted)), wanted, strict=True):
        with cell:
            ask = _number if name in MOST else _choice if name in CHOICES else _word
            said[name] = ask(name, getattr(mapping, name), f"{name}|{short}")
    return replace(mapping, codes=codes, **said)


def _choice(name: str, value: str | None, key: str) -> str | None:
    what, words = SETTINGS[name]
    options = [None, *CHOICES[name]]
    return st.selectbox(
        what, options, options.index(value), key=key,
        format_func=lambda option: words[option] if option else ASK,
    )  # fmt: skip


def _word(name: str, value: str | None, key: str) -> str | None:
    what, words = SETTINGS[name]
    return st.text_input(f"{what}: {words.format('named')}", value, key=key) or None


def _number(name: str, value: int | None, key: str) -> int | None:
    what, unit = SETTINGS[name]
    label = f"{what}: {unit.format('how many')}"
    # Decisions remembered before there were limits may lie beyond them.
    most = max(MOST[name], value or 0)
    return st.number_input(label, 1, most, value, key=key, placeholder="not decided")


def _save(profile: Profile, text: str) -> None:
    actor = session.guard(*UPLOADERS)
    with explained():
        save_edited(session.store(), actor, profile.key, text, session.now())
        address.put(OPEN, None)
        st.rerun()
