"""Who is looking, and the one store they look at.

Until sign-in is built, a picker says who is looking. It serves this computer only, and its choice
stands in the address so that a reload keeps it.
"""

import os
from datetime import date, datetime
from pathlib import Path

import streamlit as st

from sm_core.actor import CAPTAIN, COORDINATOR, MENTOR, PRINCIPAL, Actor, local_captain
from sm_core.demo.uploads import demo_day
from sm_core.errors import SmError
from sm_core.lock import changing
from sm_core.mentors.looking import any_mentor_looking, mentor_actor, mentors_looking
from sm_core.schools import schools_seen
from sm_core.store import Store
from sm_core.uploads import open_district
from ui import address
from ui.told_apart import told_apart

WHO, ME = "who", "me"
CAPTAIN_LABEL, MENTOR_LABEL = "District captain", "A mentor"
EVERYBODY = (CAPTAIN, COORDINATOR, PRINCIPAL)
UPLOADERS = (CAPTAIN, COORDINATOR)
MENTORS = (MENTOR,)
SCHOOL_ROLES = {COORDINATOR: "Coordinator", PRINCIPAL: "Principal"}
FOR = {CAPTAIN: "the district captain", PRINCIPAL: "principals", COORDINATOR: "coordinators",
       MENTOR: "mentors"}  # fmt: skip
"""Whom a page is for, by role."""
SHOWN_AS = "shown as"


def home() -> Path:
    """Where the databases live: `data`, unless SM_HOME says otherwise."""
    return Path(os.environ.get("SM_HOME", "data"))


def _folder() -> str:
    # Asked often in a run: symbolic links are left to the system.
    return os.path.abspath(home())


@st.cache_resource(show_spinner=False)
def _open(folder: str) -> Store:
    # As a change: one that is refused meanwhile in a new home must not remove what is opened here.
    with changing(Path(folder), "opening of the dashboard", now()):
        return open_district(folder)


def store() -> Store:
    """The store of this server; a sentence instead of a page where it cannot be opened."""
    try:
        return _open(_folder())
    except SmError as error:
        st.error(str(error))
        st.stop()


def now() -> datetime:
    return datetime.now()


def today() -> date:
    """The day it is for people: the demo district stands still on its last one."""
    return _stands_still(store(), data_version()) or now().date()


@st.cache_data(max_entries=5, show_spinner=False)
def _stands_still(_store: Store, version: tuple) -> date | None:
    return demo_day(_store)


def moment() -> datetime:
    """When something typed is saved: `today` at this time of day."""
    return datetime.combine(today(), now().time())


def data_version() -> tuple[str, int]:
    """Part of every cache key: whose data, and how often they were written."""
    return _folder(), store().version("attendance")


def program_version() -> tuple[str, int]:
    """As `data_version`, of what people typed."""
    return _folder(), store().version("program")


def people() -> dict[str, Actor]:
    """Everybody but the mentors this computer can look as, by the words of the picker."""
    return _people(store(), data_version())


@st.cache_data(max_entries=5, show_spinner=False)
def _people(_store: Store, version: tuple) -> dict[str, Actor]:
    found = {CAPTAIN_LABEL: Actor(CAPTAIN_LABEL, CAPTAIN)}
    for role, words in SCHOOL_ROLES.items():
        for school in schools_seen(_store, local_captain()):
            label = f"{words}, {school.name}"
            found[label] = Actor(label, role, schools=(school.school_id,))
    return found


def mentors() -> dict[str, str]:
    """The mentors this computer can look as: by id what the picker calls them."""
    return _mentors(store(), data_version(), program_version(), today())


@st.cache_data(max_entries=5, show_spinner=False)
def _mentors(_store: Store, version: tuple, program: tuple, day: date) -> dict[str, str]:
    return told_apart(mentors_looking(_store, day))


@st.cache_data(max_entries=5, show_spinner=False)
def _any_mentor(_store: Store, program: tuple, day: date) -> bool:
    return any_mentor_looking(_store, day)


@st.cache_data(max_entries=100, show_spinner=False)
def _mentor(_store: Store, program: tuple, day: date, mentor_id: str) -> Actor | None:
    return mentor_actor(_store, mentor_id, day)


def looking() -> Actor | None:
    """The person looking now; None for somebody this district does not know."""
    who = address.one(WHO) or CAPTAIN_LABEL
    if who == MENTOR_LABEL:
        return _mentor(store(), program_version(), today(), address.one(ME) or "")
    return people().get(who)


def pick_person() -> None:
    """The picker itself; a mentor says which one, by an id, as no name stands in the address."""
    some = _any_mentor(store(), program_version(), today())
    labels = [*people(), *([MENTOR_LABEL] if some else [])]
    # Somebody unknown is shown as nobody, so that every person can be chosen.
    usual = CAPTAIN_LABEL if (address.one(WHO) or CAPTAIN_LABEL) in labels else None
    who = address.selected(WHO, "Looking as", labels, usual, placeholder="Choose a person", help=(
        "Until sign-in is set up, anyone at this computer may look as anyone. What is shown "
        "follows the person chosen here."
    ))  # fmt: skip
    if who == MENTOR_LABEL:
        names = mentors()
        address.selected(ME, "Mentor", list(names), None, format_func=names.get,
                         placeholder="Choose a mentor")  # fmt: skip
    else:
        address.put(ME, None)


def guard(*roles: str) -> Actor:
    """The person looking, if in one of `roles`; the page ends here for everybody else.

    Every page, fragment and callback calls this itself: the menu only hides doors.
    """
    actor = looking()
    if actor is None or actor.role not in roles:
        st.warning(_refusal(actor, roles))
        pick_person()
        st.stop()
    st.session_state[SHOWN_AS] = actor.person, actor.role
    return actor


def shown_as() -> tuple[str, str] | None:
    """Who, and in which role, saw the last page of this browser tab that was not refused."""
    return st.session_state.get(SHOWN_AS)


def _refusal(actor: Actor | None, roles: tuple[str, ...]) -> str:
    if actor is None and (address.one(WHO), address.one(ME)) == (MENTOR_LABEL, None):
        return "Choose below which mentor is looking."
    if actor is None:
        return "This page is not for the person chosen under “Looking as”."
    *most, last = [words for role, words in FOR.items() if role in roles]
    return (
        f"This page is for {', '.join(most)} and {last}." if most else f"This page is for {last}."
    )
