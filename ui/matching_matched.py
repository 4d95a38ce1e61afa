"""Who meets whom: the open matches, and what can be done with those picked."""

import streamlit as st

from sm_core.matching.end import OpenMatch
from sm_core.matching.matched import matched_table, matches_named
from ui import cached_matching, matching_end, menu
from ui.frame import View
from ui.matching_lists import COLUMNS, MATCHED, PICKS
from ui.targeting_board import candidates_of, newest

NOBODY = "No chosen student meets a mentor yet. Accept pairs under “Suggested”."


def count(view: View) -> int:
    return len(cached_matching.matches(view))


def matched(view: View, searched: str) -> None:
    """One row per match that holds or is to begin."""
    found = matches_named(cached_matching.matches(view), searched)
    if not found:
        st.info("No match is found. Clear the search to see all." if searched.strip() else NOBODY)
        return
    PICKS.table(
        view, MATCHED, found, lambda some: [match.match_id for match in some],
        lambda some: matched_table(some, candidates_of(view), view.several_schools), "Matches",
        drawn_with=cached_matching.version(view), column_config=COLUMNS,
        alt="Students with their mentors; tick rows to end matches",
    )  # fmt: skip


def bar(view: View) -> None:
    """What can be done with the matches picked."""
    ids = set(PICKS.picked())
    picked = [match for match in cached_matching.matches(view) if match.match_id in ids]
    if not picked:
        return
    with st.bottom, st.container(horizontal=True, vertical_alignment="center"):
        PICKS.say(len(picked), [f"{match.student} with {match.mentor}" for match in picked])
        if newest(view) and _may_end(view, picked):
            matching_end.end(view, picked)
        if len(picked) == 1:
            [match] = picked
            menu.link(menu.STUDENT, "Open student", student=match.student_id, list=None)
            # Whom a student met at another school before is out of sight.
            if view.actor.may_act_for([match.school_id]):
                menu.link(menu.MENTOR, "Open mentor", mentor=match.mentor_id, list=None)
        PICKS.clear_button()


def _may_end(view: View, picked: list[OpenMatch]) -> bool:
    return all(any(map(view.actor.may_change_program, match.schools)) for match in picked)
