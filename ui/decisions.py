"""The Remembered decisions page: a card per kind of file, its editor, and what was forgotten."""

import hashlib

import streamlit as st

from sm_core.actor import Actor
from sm_core.importing import in_words
from sm_core.importing.decisions import (
    Profile,
    all_profiles,
    bring_back,
    forget_profile,
    shown,
)
from sm_core.store import Store
from ui import address, menu, session
from ui.decision_editor import OPEN, editor
from ui.frame import explained, long_day, plain
from ui.session import UPLOADERS


def ways() -> None:
    """What this page is for, and the way back."""
    menu.link(menu.UPLOADS, "Back to Uploads", **{OPEN: None})
    st.markdown(
        "What was answered once about a kind of file is used for the next one with the same "
        "columns, at every school. Changing or forgetting it here matters for the next upload; "
        "**what is already loaded stays as it is**. To correct that, take the upload back on "
        "*Uploads* and bring the file again."
    )


def everything(store: Store, actor: Actor) -> tuple[list[Profile], list[Profile]]:
    """(the decisions that are used, those that were forgotten), the last used first."""
    found = all_profiles(store, actor)
    return [p for p in found if not p.forgotten], [p for p in found if p.forgotten]


def none_yet() -> None:
    st.info("Nothing is remembered yet. It begins with the first file you upload.")


def card(profile: Profile) -> None:
    """For which files, what was decided, and what can be done about it."""
    short = _short(profile)
    with st.container(border=True):
        st.markdown(f"**{_name(profile)}**  \n{_known_by(profile)}")
        st.markdown("\n".join(
            f"- **{what}:** {plain(how)}" for what, how in in_words.decided(profile.mapping)
        ))  # fmt: skip
        if address.one(OPEN) == short:
            editor(profile, short)
            st.button("Close without saving", key=f"close|{short}", on_click=_open, args=(None,))
        else:
            _buttons(profile, short)


def _short(profile: Profile) -> str:
    """A name for the address and for widgets; another one once the decisions changed."""
    return hashlib.sha256(f"{profile.key}\n{profile.to_toml()}".encode()).hexdigest()[:10]


def _name(profile: Profile) -> str:
    kind = in_words.kind(profile.mapping)
    name = f"{kind[0].upper()}{kind[1:]}"
    return f"{name} like {plain(profile.file)}" if profile.file else name


def _known_by(profile: Profile) -> str:
    facts = []
    if profile.last_used:
        facts.append(f"Last used {long_day(profile.last_used.date())}")
    if profile.edited:
        facts.append(f"changed {long_day(profile.edited.date())} by {plain(profile.edited_by)}")
    facts.append(f"for files with these columns: {plain(', '.join(shown(profile.headers)))}")
    return " · ".join(facts)


def _buttons(profile: Profile, short: str) -> None:
    with st.container(horizontal=True):
        st.button("Change", key=f"change|{short}", on_click=_open, args=(short,))
        st.download_button(
            "Download MAP.toml", profile.to_toml(), "MAP.toml", "text/plain", on_click="ignore",
            key=f"toml|{short}",
            help="For `python -m sm_core import … --mapping MAP.toml`.",
        )  # fmt: skip
        st.button("Forget", key=f"forget|{short}", on_click=_ask_first, args=(profile,))


def _open(short: str | None) -> None:
    session.guard(*UPLOADERS)
    address.put(OPEN, short)


def _ask_first(profile: Profile) -> None:
    session.guard(*UPLOADERS)
    _confirm(profile)


@st.dialog("Forget these decisions?")
def _confirm(profile: Profile) -> None:
    actor = session.guard(*UPLOADERS)
    st.markdown(
        f"**{_name(profile)}**: the next file with these columns asks everything again. What is "
        "already loaded stays as it is."
    )
    if st.button("Forget them", type="primary"):
        with explained():
            forget_profile(session.store(), actor, profile.key, session.now())
        st.rerun()


def set_aside(forgotten: list[Profile]) -> None:
    """What was forgotten and can come back, until such a file is uploaded again."""
    if forgotten:
        st.subheader("Forgotten")
        st.caption("Not used any more. The next upload of such a file replaces it.")
    for profile in forgotten:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f"{_name(profile)} · forgotten {long_day(profile.forgotten.date())}")
            st.button("Bring back", key=f"back|{_short(profile)}", on_click=_back, args=(profile,))


def _back(profile: Profile) -> None:
    actor = session.guard(*UPLOADERS)
    with explained():
        bring_back(session.store(), actor, profile.key, session.now())
