"""Files that lie on this computer already: too large to send, or left by the school system."""

import os
from pathlib import Path

import streamlit as st

from sm_core.actor import CAPTAIN, Actor
from sm_core.importing.drop import files_of, move_loaded, prepare_move
from ui import session
from ui.frame import plain

LOADED = "loaded"
"""The subfolder that takes a file once it is loaded."""


def folder() -> Path:
    """The drop folder: `drop` beside the databases, unless SM_DROP says otherwise."""
    return Path(os.environ.get("SM_DROP", session.home() / "drop"))


def choose(actor: Actor, key: str) -> list[Path]:
    """The files chosen among those that lie there; for a captain only, because they may be about
    any school."""
    if actor.role != CAPTAIN:
        return []
    files = {path.name: path for path in files_of([folder()])} if folder().is_dir() else {}
    if not files:
        st.caption(plain(f"Larger files: put them into the folder {folder()} on this computer."))
        return []
    chosen = st.multiselect(
        "Or files that lie in the drop folder", list(files), key=key,
        help=f"They lie in {folder()} on this computer, and go to its subfolder {LOADED} once "
        "they are loaded.",
    )  # fmt: skip
    return [files[name] for name in chosen]


def holds(path: Path) -> bool:
    """Whether a file lies in the drop folder."""
    return path.parent == folder()


def put_away(paths: list[Path]) -> list[str]:
    """Move what was loaded from the drop folder into its subfolder; a sentence for what stays."""
    mine = [path for path in paths if holds(path)]
    if not mine:
        return []
    return move_loaded(prepare_move(mine, folder() / LOADED), folder() / LOADED, session.now())
