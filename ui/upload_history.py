"""The uploads so far, newest first, each of which can be taken back whole."""

import streamlit as st

from sm_core.actor import CAPTAIN, Actor
from sm_core.demo import demo_uploads, take_demo_back
from sm_core.importing.layouts import NOUNS
from sm_core.ledger import Upload
from sm_core.store import Store
from sm_core.uploads import list_uploads, undo
from ui import session
from ui.frame import explained, plain
from ui.session import UPLOADERS

SHOWN = 10


def history(store: Store, actor: Actor) -> None:
    """Ten uploads a page; the button beside each asks once before it takes one back."""
    uploads = list_uploads(store, actor)[::-1]
    if not uploads:
        return
    st.subheader("Uploads so far")
    _invented(store, actor)
    pages = -(-len(uploads) // SHOWN)
    page = st.pagination(pages, key="upload_page") if pages > 1 else 1
    for upload in uploads[(page - 1) * SHOWN : page * SHOWN]:
        _row(upload, actor)


def _invented(store: Store, actor: Actor) -> None:
    demo = demo_uploads(store, actor) if actor.role == CAPTAIN else []
    if demo:
        words, button = st.columns([6, 1], vertical_alignment="center")
        words.info(
            f"{_schools(demo)} invented, so that there is something to look at. Take the demo "
            "district back before your own files count."
        )
        button.button("Take it back", key="undo_demo", on_click=_take_demo, width="stretch",
                      args=(len(demo),))  # fmt: skip


def _schools(demo: list[Upload]) -> str:
    count = len({school for upload in demo for school in upload.schools})
    return "1 school here is" if count == 1 else f"{count:,} schools here are"


@st.dialog("Take the demo district back?")
def _take_demo(files: int) -> None:
    actor = session.guard(CAPTAIN)
    st.markdown(
        f"Its {files:,} files will count as if they had never been uploaded. Its program goes as "
        "well: the invented mentors and trainings, and all decisions, matches and notes about its "
        "students, yours among them. Mentors that you added stay."
    )
    if st.button("Take it all back", type="primary"):
        with explained():
            take_demo_back(session.store(), actor, session.now())
        st.rerun()


def _row(upload: Upload, actor: Actor) -> None:
    with st.container(border=True):
        words, button = st.columns([6, 1], vertical_alignment="center")
        words.markdown(_words(upload))
        if upload.undone is None and actor.may_act_for(upload.schools):
            button.button("Take back", key=f"undo|{upload.upload_id}", width="stretch",
                          on_click=_ask_first, args=(upload,))  # fmt: skip


def _words(upload: Upload) -> str:
    facts = f"{NOUNS[upload.layout]}, {upload.rows_kept:,} of {upload.rows_read:,} rows used"
    if upload.first_day:
        facts += f", {upload.first_day} to {upload.last_day}"
    line = f"**{plain(upload.file)}**  \n{facts}  \n"
    when = upload.when.replace("T", " ")[:16]
    if upload.undone:
        return f"{line}Taken back on {plain(upload.undone.replace('T', ' '))}"
    return f"{line}{when}, {plain(upload.who)}"


def _ask_first(upload: Upload) -> None:
    session.guard(*UPLOADERS)
    _confirm(upload)


@st.dialog("Take this upload back?")
def _confirm(upload: Upload) -> None:
    actor = session.guard(*UPLOADERS)
    st.markdown(
        f"**{plain(upload.file)}** will count as if it had never been uploaded: its "
        f"{upload.rows_kept:,} rows go, and what it had replaced comes back. You can upload the "
        "file again at any time."
    )
    if st.button("Take it back", type="primary"):
        with explained():
            undo(session.store(), actor, upload.upload_id, session.now())
        st.rerun()
