"""Links and files of a gathering or of a lesson: opened, downloaded, attached, taken back."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from sm_core.audit import record
from sm_core.errors import SmError
from sm_core.gatherings.gathering import Gathering
from sm_core.gatherings.materials import (
    ENDINGS,
    LARGEST,
    Material,
    attach,
    content_of,
    size_words,
    take_back,
)
from ui import cached_gatherings, session
from ui.frame import View, explained, plain
from ui.gathering_agenda import may_change
from ui.saving import Form
from ui.session import EVERYBODY


def of_gathering(view: View, gathering: Gathering) -> None:
    """The papers of one gathering; a captain attaches more."""
    found = [m for m in cached_gatherings.materials(view)
             if m.gathering_id == gathering.gathering_id]  # fmt: skip
    may = may_change(view, gathering)
    if found or may:
        st.markdown("##### Papers and links")
        listed(view, found, may)
    if may:
        add(view, Material(gathering_id=gathering.gathering_id))


def listed(view: View, found: list[Material], may: bool) -> None:
    """A line each; taken back by whoever `may` change what they belong to."""
    if not found:
        st.caption("None yet.")
    for material in found:
        with st.container(horizontal=True, vertical_alignment="center"):
            if material.address:
                st.link_button(plain(material.title), material.address, icon=":material/link:")
            else:
                _file(view, material)
            st.caption(plain(f"{material.person}, {material.recorded:%b} {material.recorded.day}"),
                       width="content")  # fmt: skip
            if may:
                _take_back(view, material)


def _file(view: View, material: Material) -> None:
    def made() -> bytes:
        # A download runs outside the person's session: only the view knows who asked.
        session.guard(*EVERYBODY)
        content = content_of(view.store, view.actor, material.material_id)
        what = f"material {material.material_id} {material.file_name}"
        record(view.store, view.actor, session.now(), "export", what)
        return content

    st.download_button(
        f"{plain(material.title)} ({size_words(material.size)})", made, material.file_name,
        "application/octet-stream", on_click="ignore", icon=":material/download:",
        key=f"material|{material.material_id}",
    )  # fmt: skip


def _take_back(view: View, material: Material) -> None:
    form = Form(f"material back|{material.material_id}")
    if st.button("Take it back", key=form.key("go"), type="tertiary"):
        with explained():
            take_back(view.store, form.save(session.guard(*EVERYBODY)), material)
            form.done(f"Taken back: {plain(material.title)}.")


def add(view: View, of: Material) -> None:
    """The forms for another link or file; `of` says what it belongs to."""
    name = f"material|{of.gathering_id}|{of.lesson_id}"
    with st.container(horizontal=True):
        _form(view, Form(f"{name}|link"), "Attach a link…", partial(_link, of))
        _form(view, Form(f"{name}|file"), "Attach a file…", partial(_chosen, of))


def _form(
    view: View, form: Form, label: str, ask: Callable[[Form], tuple[Material, bytes] | None]
) -> None:  # fmt: skip
    with st.popover(label, key=form.key("popover")), st.form(form.key("form"), border=False):
        said = ask(form)
        pressed = st.form_submit_button("Attach", type="primary", key=form.key("go"))
    if pressed:
        with explained():
            if said is None:
                raise SmError("Choose a file first.")
            attach(view.store, form.save(session.guard(*EVERYBODY)), *said)
            form.done(f"Attached: {plain(said[0].title or said[0].file_name)}.")


def _link(of: Material, form: Form) -> tuple[Material, bytes]:
    title = st.text_input("Title", key=form.key("title"))
    address = st.text_input("Link", key=form.key("address"), placeholder="https://…")
    return replace(of, title=title, address=address), b""


def _chosen(of: Material, form: Form) -> tuple[Material, bytes] | None:
    title = st.text_input("Title", key=form.key("title"), placeholder="The name of the file")
    file = st.file_uploader("File", list(ENDINGS), key=form.key("file"),
                            max_upload_size=LARGEST // 1024 // 1024,
                            help="Without any student's name: every school reads it.")  # fmt: skip
    if file is None:
        return None
    return replace(of, title=title, file_name=file.name), file.getvalue()
