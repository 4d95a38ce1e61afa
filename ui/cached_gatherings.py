"""The gatherings with who comes and what was agreed, kept until one of them changes."""

from dataclasses import dataclass, replace

import streamlit as st

from sm_core.gatherings.find import gatherings_seen, marks_in
from sm_core.gatherings.follow_up import FollowUp
from sm_core.gatherings.follow_ups import follow_ups_seen
from sm_core.gatherings.gathering import Gathering, Mark, Marks
from sm_core.gatherings.marks import people_at
from sm_core.gatherings.materials import Material, materials_seen
from sm_core.schools import School
from sm_core.store import GATHERINGS
from ui.frame import View


@dataclass(frozen=True)
class Gathered:
    """All gatherings by day, by gathering the marks that this person may see, and the follow-ups,
    the first due first."""

    gatherings: list[Gathering]
    marks: dict[str, Marks]
    follow_ups: list[FollowUp]


def gathered(view: View) -> Gathered:
    """Gatherings as they stood on the day of the page. What people had answered before one that was
    held since is not kept: it has no marks then."""
    found = _gathered(view.store, _key(view), view.actor)
    known = [g for g in found.gatherings if g.known_on(view.day)]
    since = {g.gathering_id for g in known if g.by(view.day) != g}
    marks = {name: each for name, each in found.marks.items() if name not in since}
    return replace(found, gatherings=[g.by(view.day) for g in known], marks=marks)


def _key(view: View) -> tuple:
    return view.version, view.store.version(GATHERINGS)


@st.cache_resource(max_entries=20, show_spinner=False)
def _gathered(_store, version, actor) -> Gathered:
    return Gathered(gatherings_seen(_store, actor), marks_in(_store, actor),
                    follow_ups_seen(_store, actor))  # fmt: skip


def materials(view: View) -> list[Material]:
    """Those that were attached by the day of the page."""
    found = _materials(view.store, _key(view), view.actor)
    return [material for material in found if material.recorded.date() <= view.day]


@st.cache_resource(max_entries=20, show_spinner=False)
def _materials(_store, version, actor) -> list[Material]:
    return materials_seen(_store, actor)


def schools(view: View) -> list[School]:
    """The school chosen, or all that this person may see."""
    return [s for s in view.schools if view.school in (None, s.school_id)]


def marks_of(view: View, gathering: Gathering) -> list[Mark]:
    """Of a gathering, those of the schools chosen."""
    own = {school.school_id for school in schools(view)}
    marks = gathered(view).marks.get(gathering.gathering_id, {})
    return [mark for mark in marks.values() if mark.school_id in own]


def people(view: View, gathering: Gathering, roles: tuple[str, ...] = ()) -> Marks:
    """Who of the schools chosen could come, in these roles (none given: in any)."""
    ids = tuple(school.school_id for school in schools(view))
    return _people(view.store, (view.version, view.program), ids, gathering.day, roles)


@st.cache_resource(max_entries=50, show_spinner=False)
def _people(_store, version, schools, day, roles) -> Marks:
    return people_at(_store, schools, day, roles)
