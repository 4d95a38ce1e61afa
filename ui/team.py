"""The School team page: the answer, the table of all schools, and the history of one."""

import streamlit as st

from sm_core.school_year import school_year_of
from sm_core.team.checklist import checklist_of, checklist_words
from sm_core.team.overview import (
    SchoolTeam,
    headline,
    hours_words,
    missing_words,
    rest,
    teams,
    teams_table,
)
from sm_core.team.story import team_history
from ui.frame import View, explained, long_day, plain
from ui.history import history_table
from ui.school_rows import school_rows
from ui.targeting_board import newest

COLUMNS = {
    "Hours a week": st.column_config.NumberColumn(format="%.1f"),
    "School": st.column_config.TextColumn(width=185),
    "Call": st.column_config.TextColumn(width=115),
    "Phone": st.column_config.TextColumn(width=100),
    "Missing": st.column_config.TextColumn(width=240),
    "E-mail": st.column_config.TextColumn(width=190),
}


def teams_of(view: View) -> list[SchoolTeam]:
    """The teams of all schools that this person may see, those with most missing first."""
    return _teams(view.store, view.version, view.program, view.actor, view.day)


@st.cache_data(max_entries=20, show_spinner=False)
def _teams(_store, version, program, actor, day):
    return teams(_store, actor, day)


def the_one(view: View, found: list[SchoolTeam]) -> SchoolTeam:
    """The team of the school chosen, or of the only one."""
    return next(team for team in found if view.school in (None, team.school_id))


def may_type(view: View) -> bool:
    """People are named and ticks set today; an earlier date is only looked at."""
    return newest(view)


def every_school(view: View, found: list[SchoolTeam]) -> None:
    """How many schools lack whom, and a row per school with whom to call; a row opens it."""
    st.subheader(f"{headline(found)}.")
    if lesser := rest(found):
        st.markdown(lesser)
    st.caption(
        f"On {long_day(view.day)}; schools with most missing first. Call is the site coordinator, "
        "or the principal where there is none. Tick the box of a row to open the school."
    )
    key = f"teams|{view.version}|{view.program}|{view.actor.person}|{view.day}"
    school_rows(
        teams_table(found), [team.name for team in found], key, COLUMNS,
        "Schools with whom to call and what is missing; a row opens the school",
    )  # fmt: skip


def answer(view: View, team: SchoolTeam) -> None:
    """Who coordinates this school, and what is missing."""
    one = team.named.coordinator
    if one:
        more = f", {hours_words(one)}" if one.hours else ""
        st.subheader(plain(f"{one.name} coordinates the program at {team.name}{more}."))
    else:
        st.subheader(plain(f"Nobody coordinates the program at {team.name} yet."))
    if team.missing:
        st.markdown(f":orange[⚠] Missing: {missing_words(team)}.")
    if not may_type(view):
        st.caption(
            f"As named on {long_day(view.day)}, with the meeting as it is now. People are named "
            "and changed at the newest date: choose it above."
        )
    steps = checklist_of(view.store, team, school_year_of(view.day), view.day)
    st.caption(f"Choosing the coordinator: {checklist_words(steps)}, see below.")


def history(view: View, team: SchoolTeam) -> None:
    """Every change of the people, the meeting and the checklist."""
    with st.expander("History"), explained():
        history_table(team_history(view.store, view.actor, team.school_id))
