"""Packs and the convenings they are for, kept until anything of gatherings or packs changes."""

import streamlit as st

from sm_core.gatherings.find import gatherings_seen
from sm_core.packs.find import packs_seen
from sm_core.packs.occasions import Occasion, occasions
from sm_core.packs.pack import Pack
from sm_core.store import GATHERINGS
from ui.frame import View


def packs(view: View) -> list[Pack]:
    """Those that stand, that of the newest date first."""
    return _packs(view.store, view.version, view.store.version(GATHERINGS), view.actor)


def every(view: View) -> list[Occasion]:
    """The convenings and what was frozen for each, the newest first."""
    return _every(view.store, view.version, view.store.version(GATHERINGS), view.actor, view)


# The version of attendance is here to tell one home from another.
@st.cache_resource(max_entries=20, show_spinner=False)
def _packs(_store, version, gatherings, actor) -> list[Pack]:
    return packs_seen(_store, actor)


@st.cache_resource(max_entries=20, show_spinner=False)
def _every(_store, version, gatherings, actor, _view) -> list[Occasion]:
    return occasions(gatherings_seen(_store, actor), packs(_view))
