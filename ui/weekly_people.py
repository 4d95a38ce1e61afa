"""Who can be at the meeting of the week shown, or do what it decides; and who may write there."""

import streamlit as st

from sm_core.review.people import people_of
from ui import cached_mentors
from ui.cached_review import Week
from ui.targeting_board import newest


def may_write(week: Week) -> bool:
    """Whether this person runs the meeting; an earlier date is only looked at."""
    return newest(week.view) and week.view.actor.may_change_team(week.school.school_id)


def people(week: Week, *also: str) -> list[str]:
    """Names to choose from: those `also` given, the school's team, its mentors."""
    view = week.view
    found = _people(view.store, view.version, view.program, view.actor, view.day,
                    week.school.school_id, cached_mentors.mentors(view))  # fmt: skip
    return list(dict.fromkeys([*also, *found]))


@st.cache_data(max_entries=20, show_spinner=False)
def _people(_store, version, program, actor, day, school, _mentors) -> list[str]:
    return people_of(_store, actor, school, day, _mentors)
