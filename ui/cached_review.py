"""The review of a school and week, kept until attendance or program change.

A decision moves the version of the reviews and nothing that takes long: what the days of the
students say is kept by the version of the attendance alone, and what the program does by its own.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import streamlit as st

from sm_core.contacts.school_week import school_week
from sm_core.review.facts import began_of, joined, lately_at, program_at, rows_at
from sm_core.review.figures import Figures, asked_at, at_school, figures
from sm_core.review.prepare import (
    Prepared,
    days_of,
    known_through,
    names_of,
    put_together,
    told_at,
)
from sm_core.review.record import Review
from sm_core.review.settings import Thresholds
from sm_core.schools import School
from sm_core.standing import Asked
from sm_core.store import REVIEWS
from sm_core.student_list import count_tiers
from ui import cached
from ui.frame import View


@dataclass(frozen=True)
class Week:
    """The review that a page shows: of one `school` in the week of `monday`, looked at on `day`
    with attendance as of `as_of`; `view` is what the frame of the page asks for."""

    view: View
    school: School
    monday: date
    as_of: date
    day: date

    @property
    def key(self) -> tuple:
        view = self.view
        return (
            view.version,
            *talked(view),
            view.actor,
            self.school,
            self.monday,
            self.as_of,
            self.day,
        )

    @cached_property
    def prepared(self) -> Prepared:
        # Asked for by every part of the page: making the key out of all that costs more than it.
        return _prepared(self.view.store, *self.key)


def talked(view: View) -> tuple[int, int]:
    """The versions of the program and of its reviews: part of the key of what shows actions."""
    return view.program, view.store.version(REVIEWS)


def week_of(view: View, school: School, monday: date) -> Week:
    return Week(view, school, monday, *days_of(monday, view.as_of, view.day))


def prepared(week: Week) -> Prepared:
    """The review as it would be made now."""
    return week.prepared


@st.cache_resource(max_entries=20, show_spinner=False)
def _prepared(
    _store, version, program, reviews, actor, school, monday, as_of, day, rules=None
) -> Prepared:  # fmt: skip
    told = told_at(_store, actor, school.school_id, monday)
    told = replace(told, rules=rules or told.rules)
    seen = cached.students_seen(_store, version, actor, Asked(as_of))
    also = tuple(sorted(told.over))
    rows = rows_at(seen, school.school_id, also)
    asked_of = (version, program, actor, school.school_id, monday, as_of, day, also)
    doing = _program(_store, *asked_of)
    began = tuple(sorted(began_of(doing).items()))
    asked = (also, began, told.rules, told.since)
    lately = _lately(_store, version, actor, as_of, school.school_id, *asked)
    head = _figures(_store, version, actor, as_of, school)
    return put_together(school, day, as_of, told, joined(rows, doing, lately), head)


@st.cache_resource(max_entries=20, show_spinner=False)
def _program(_store, version, program, actor, school, monday, as_of, day, also) -> dict:
    seen = cached.students_seen(_store, version, actor, Asked(as_of))
    return program_at(_store, seen, rows_at(seen, school, also), day, monday)


@st.cache_resource(max_entries=20, show_spinner=False)
def _lately(_store, version, actor, as_of, school, also, began, rules, since) -> dict:
    seen = cached.students_seen(_store, version, actor, Asked(as_of))
    return lately_at(_store, seen, rows_at(seen, school, also), dict(began), rules, since)


def school_days(week: Week) -> list[date]:
    """The days of the week on which there is school, or may be."""
    return _school_days(week.view.store, week.view.version, week.school.school_id, week.monday)


@st.cache_data(max_entries=50, show_spinner=False)
def _school_days(_store, version, school, monday) -> list[date]:
    return school_week(_store, [school], monday).days(school)


def would_list(week: Week, rules: Thresholds) -> int:
    """How many names the list would have if these were the thresholds."""
    return _would_list(week.view.store, *week.key, rules)


@st.cache_data(max_entries=50, show_spinner=False)
def _would_list(
    _store, version, program, reviews, actor, school, monday, as_of, day, rules
) -> int:  # fmt: skip
    found = _prepared(_store, version, program, reviews, actor, school, monday, as_of, day)
    told = replace(found.told, rules=rules)
    also = tuple(sorted(told.over))
    seen = cached.students_seen(_store, version, actor, Asked(as_of))
    doing = {student: one.program for student, one in found.facts.items()}
    rows = [row for row in rows_at(seen, school.school_id, also) if row["student_id"] in doing]
    began = tuple(sorted(began_of(doing).items()))
    asked = (also, began, rules, told.since)
    lately = _lately(_store, version, actor, as_of, school.school_id, *asked)
    return len(names_of(told, joined(rows, doing, lately), day))


@st.cache_data(max_entries=50, show_spinner=False)
def _figures(_store, version, actor, as_of, school) -> Figures:
    through = known_through(_store, school, as_of)
    asked = asked_at(as_of, through)
    counts = {
        name: count_tiers(_store, cached.students_seen(_store, version, actor, each),
                          at_school(school.school_id))
        for name, each in asked.items()
    }  # fmt: skip
    return figures(through, counts)


def as_known_now(week: Week, review: Review) -> Prepared:
    """The review prepared anew for the day, as-of date and thresholds that it kept."""
    return _prepared(*_then(week, review))


def _then(week: Week, review: Review) -> tuple:
    view = week.view
    return (view.store, view.version, *talked(view), view.actor, week.school, week.monday,
            review.as_of, review.day, review.rules)  # fmt: skip
