"""The board of the page of one run: kept until the attendance or the program changes."""

import streamlit as st

from sm_core.saving import Save
from sm_core.targeting.board import Board, board
from sm_core.targeting.candidates import Candidates, candidates
from sm_core.targeting.criteria import criteria_by_school
from sm_core.targeting.places import free_places
from sm_core.targeting.record import newly_proposed, record_proposals
from ui import cached, session
from ui.frame import View


def newest(view: View) -> bool:
    """Whether the page shows today; an earlier date is only looked at."""
    return view.day == session.today()


def candidates_of(view: View) -> Candidates:
    return _candidates(view.store, view.version, view.actor, view.asked)


@st.cache_resource(max_entries=cached.SNAPSHOTS, show_spinner=False)
def _candidates(_store, version, actor, asked) -> Candidates:
    return candidates(_store, cached.students_seen(_store, version, actor, asked))


def board_of(view: View) -> Board:
    """The lists at the date of the view. At the newest date, names that are proposed for the first
    time are written down first."""
    key = (view.version, view.actor, view.asked, view.day)
    found = _board(view.store, view.program, *key)
    if newest(view) and newly_proposed(found).num_rows:
        record_proposals(view.store, Save(view.actor, session.moment()), found)
        found = _board(view.store, view.store.version("program"), *key)
    return found


@st.cache_resource(max_entries=cached.SNAPSHOTS, show_spinner=False)
def _board(_store, program, version, actor, asked, day) -> Board:
    everybody = _candidates(_store, version, actor, asked)
    schools = everybody.seen.students["school_id"].unique().to_pylist()
    criteria = criteria_by_school(_store, schools)
    return board(_store, everybody, criteria, free_places(_store, actor, day), day)
