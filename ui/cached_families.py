"""The families and the last contacts with them, kept until attendance or program change."""

from dataclasses import dataclass

import streamlit as st

from sm_core.families import contacts, find
from sm_core.families.contacts import Contact
from sm_core.families.find import Family, Household
from sm_core.families.history import family_history
from sm_core.families.policy import Policy, policies_as_if
from sm_core.families.words import Numbers, numbers
from sm_core.history import Change
from sm_core.program_settings import DISTRICT
from ui import cached
from ui.frame import View


@dataclass(frozen=True)
class Record:
    """The log of contacts, the households with those ended, and the history of one family."""

    contacts: tuple[Contact, ...]
    households: tuple[Household, ...]
    history: tuple[tuple[str, Change], ...]


def _key(view: View) -> tuple:
    return view.version, view.program, view.actor, view.asked, view.day


def families(view: View) -> list[Family]:
    """The families in the program at the school chosen, or at all this person may see."""
    return _lists(view.store, *_key(view), view.school)["all"]


def lists(view: View) -> dict[str, list[Family]]:
    """By list, the families on it at the school chosen."""
    return _lists(view.store, *_key(view), view.school)


@st.cache_resource(max_entries=cached.SNAPSHOTS, show_spinner=False)
def _families(_store, version, program, actor, asked, day) -> list[Family]:
    return find.families(_store, cached.students_seen(_store, version, actor, asked), day)


@st.cache_resource(max_entries=20, show_spinner=False)
def _lists(_store, version, program, actor, asked, day, school) -> dict[str, list[Family]]:
    everybody = _families(_store, version, program, actor, asked, day)
    return find.lists_of(find.matching(everybody, school), day)


def answer(view: View) -> Numbers:
    return _answer(view.store, *_key(view), view.school)


@st.cache_data(max_entries=50, show_spinner=False)
def _answer(_store, version, program, actor, asked, day, school) -> Numbers:
    return numbers(_lists(_store, version, program, actor, asked, day, school)["all"], day)


def preview(view: View, school: str, wanted: Policy) -> Numbers:
    """The numbers of a school or the district, if the policy were `wanted`."""
    return _preview(view.store, *_key(view), school, wanted)


@st.cache_data(max_entries=50, show_spinner=False)
def _preview(_store, version, program, actor, asked, day, school, wanted) -> Numbers:
    everybody = _families(_store, version, program, actor, asked, day)
    schools = sorted({f.school_id for f in everybody if school in (DISTRICT, f.school_id)})
    policies = policies_as_if(_store, schools, school, wanted)
    return numbers(find.under(everybody, policies, day), day)


def last_contacts(view: View) -> dict[str, Contact]:
    """By student, the last contact with the family."""
    return _last_contacts(view.store, *_key(view))


@st.cache_resource(max_entries=cached.SNAPSHOTS, show_spinner=False)
def _last_contacts(_store, version, program, actor, asked, day) -> dict[str, Contact]:
    seen = cached.students_seen(_store, version, actor, asked)
    return contacts.last_contacts(_store, seen, day)


def one(view: View, student_id: str) -> Family | None:
    """The family of a student this person may see, in the program or not; None for another."""
    return _one(view.store, *_key(view), student_id)


@st.cache_resource(max_entries=100, show_spinner=False)
def _one(_store, version, program, actor, asked, day, student_id) -> Family | None:
    seen = cached.students_seen(_store, version, actor, asked)
    found = find.families(_store, seen, day, [student_id])
    return found[0] if found else None


def record(view: View, student_id: str) -> Record:
    """What the Family page shows beside the family of one student."""
    return _record(view.store, *_key(view), student_id)


@st.cache_resource(max_entries=100, show_spinner=False)
def _record(_store, version, program, actor, asked, day, student_id) -> Record:
    who = (_store, actor, asked.as_of, student_id)
    return Record(
        tuple(contacts.contacts_of(*who)), tuple(find.all_households(*who)),
        tuple(family_history(*who)),
    )  # fmt: skip
