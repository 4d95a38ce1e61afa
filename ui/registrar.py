"""The parts of the page on what to ask the registrar for: choices, files, message."""

import streamlit as st

from sm_core.actor import Actor
from sm_core.importing import registrar
from sm_core.importing.registrar import System
from sm_core.importing.systems import SYSTEMS
from sm_core.schools import schools_seen
from sm_core.store import Store
from ui import address, menu
from ui.frame import EVERY_SCHOOL, plain

SYSTEM = "system"
NO_BREAK = "\N{NO-BREAK SPACE}"


def ways() -> None:
    """The way back, and what to do here."""
    menu.link(menu.UPLOADS, "Back to Uploads", **{SYSTEM: None})
    st.markdown(
        "Choose the system your school keeps its attendance in, copy the message, and send it to "
        "whoever exports from it. The message may go by e-mail; the files may not."
    )


def chosen(store: Store, actor: Actor) -> tuple[System, str | None]:
    """The system, kept in the address, and the school to name in the message (None is several)."""
    left, right = st.columns(2)
    with left:
        key = address.selected(
            SYSTEM, "School system", list(SYSTEMS), "powerschool",
            format_func=lambda name: SYSTEMS[name].name,
        )  # fmt: skip
    with right:
        school = _school([school.name for school in schools_seen(store, actor)])
    return SYSTEMS[key], school


def _school(names: list[str]) -> str | None:
    if not names:
        # Before the first upload nobody has told us a name.
        return st.text_input("Your school, as the registrar knows it") or None
    if len(names) == 1:
        st.selectbox("School", names, disabled=True)
        return names[0]
    name = address.selected("school", "School", [EVERY_SCHOOL, *names], EVERY_SCHOOL)
    return None if name == EVERY_SCHOOL else name


def files(system: System) -> None:
    """Which files, which columns and why; on a phone the three stand below each other."""
    st.subheader("Files and columns")
    for file in system.files:
        with st.container(border=True):
            use, columns, why = st.columns([2, 4, 4], gap="medium")
            use.markdown(f"**{file.use}**  \n{plain(file.source)}")
            columns.markdown(
                " · ".join(plain(name).replace(" ", NO_BREAK) for name in file.columns)
            )
            why.markdown(plain(file.why))
    if registrar.together(system):
        st.caption(registrar.TOGETHER)


def letter(system: System, school: str | None) -> None:
    """The message, with a button that copies it, and as a text file."""
    st.subheader("Message")
    text = registrar.message(system, school)
    st.code(text, language=None, wrap_lines=True)
    st.download_button(
        "Download as text", text, "registrar.txt", "text/plain", on_click="ignore", type="primary"
    )
