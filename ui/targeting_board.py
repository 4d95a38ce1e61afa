"""The board of the page of one run: kept until the attendance or the program changes."""

import streamlit as st

from sm_core.program_settings import DISTRICT
from sm_core.saving import Save
from sm_core.targeting.board import Answer, Board, answer, board, view_counts
from sm_core.targeting.candidates import Candidates, candidates
from sm_core.targeting.criteria import Criteria, criteria_as_if, criteria_by_school
from sm_core.targeting.places import places_with
from sm_core.targeting.propose import Preview, preview
from sm_core.targeting.record import newly_proposed, record_proposals
from ui import cached, cached_mentors, session
from ui.frame import View


def newest(view: View) -> bool:
    """Whether the page shows today; an earlier date is only looked at."""
    return view.day == session.today()


def candidates_of(view: View) -> Candidates:
    return candidates_known(view.store, view.version, view.actor, view.asked)


@st.cache_resource(max_entries=cached.SNAPSHOTS, show_spinner=False)
def candidates_known(_store, version, actor, asked) -> Candidates:
    """As `candidates_of`, for other answers that are kept."""
    return candidates(_store, cached.students_seen(_store, version, actor, asked))


def board_of(view: View) -> Board:
    """The lists at the date of the view. At the newest date, names that are proposed for the first
    time are written down first."""
    found = _board(view.store, *_key(view))
    if newest(view) and newly_proposed(found).num_rows:
        record_proposals(view.store, Save(view.actor, session.moment()), found)
        found = _board(view.store, *_key(view))
    return found


def board_as_it_stands(view: View) -> Board:
    """As `board_of`, for pages that only count: no name is written down."""
    return _board(view.store, *_key(view))


def _key(view: View) -> tuple:
    """The program as it stands now: names may have been written down since the view was made."""
    return view.store.version("program"), view.version, view.actor, view.asked, view.day


@st.cache_resource(max_entries=cached.SNAPSHOTS, show_spinner=False)
def _board(_store, program, version, actor, asked, day) -> Board:
    everybody = candidates_known(_store, version, actor, asked)
    mentors = cached_mentors.mentors_known(_store, version, program, actor, day)
    schools = everybody.seen.students["school_id"].unique().to_pylist()
    criteria = criteria_by_school(_store, schools)
    return board(_store, everybody, criteria, places_with(mentors, actor, day), day)


def numbers(view: View) -> tuple[Answer, dict[str, int]]:
    """The numbers of the page, and the students on each list."""
    return _numbers(view.store, *_key(view), view.school)


@st.cache_data(max_entries=50, show_spinner=False)
def _numbers(_store, program, version, actor, asked, day, school):
    found = _board(_store, program, version, actor, asked, day)
    return answer(found, school), view_counts(found, school)


def preview_of(view: View, school: str, wanted: Criteria) -> Preview:
    """What `wanted` would propose if it were saved for a school or the district."""
    return _preview(view.store, *_key(view), school, wanted)


@st.cache_data(max_entries=50, show_spinner=False)
def _preview(_store, program, version, actor, asked, day, school, wanted):
    found = _board(_store, program, version, actor, asked, day)
    everywhere = criteria_as_if(_store, list(found.criteria), school, wanted)
    here = {s: c for s, c in everywhere.items() if school in (DISTRICT, s)}
    return preview(_store, found.candidates, here)
