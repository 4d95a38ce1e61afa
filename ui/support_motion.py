"""Matches that need a hand, what can be done with those picked, and those that ended lately."""

import streamlit as st

from sm_core.student_list import PAGE_SIZE
from sm_core.support.ended import ended_table
from sm_core.support.motion import InMotion, motion_table
from sm_core.targeting.words import counted
from ui import address, cached_families, cached_support, menu, session
from ui.frame import View, plain
from ui.matching_lists import LISTS as MATCHING_LISTS
from ui.matching_lists import MATCHED, search_key
from ui.matching_lists import PICKS as MATCHING_PICKS
from ui.session import EVERYBODY
from ui.students import ROW_HEIGHT
from ui.support_lists import COLUMNS, MOTION, PICKS
from ui.targeting_board import newest

TOLD = 3
"""Of those picked, so many are told in whole sentences: the table cuts them."""
NOTHING = (
    "No match needs a hand: every mentor of a match is there, allowed to meet students and has the "
    "places, every matched student is at the school of the match, and no last check-in says that "
    "help is needed."
)


def listed(view: View) -> None:
    """One row per match to which something happened, and what was ended lately."""
    found = cached_support.motion(view)
    if found:
        PICKS.table(
            view, MOTION, found, lambda some: [one.match.match_id for one in some],
            lambda some: motion_table(some, view.several_schools), "Matches",
            drawn_with=view.program, column_config=COLUMNS,
            alt="Matches, what happened and what can be done; tick rows to do it",
        )  # fmt: skip
        _told([one for one in found if one.match.match_id in PICKS.picked()])
    else:
        st.info(NOTHING)
    _untold(view)
    _ended(view)


def _untold(view: View) -> None:
    if many := cached_families.answer(view).untold:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(f"{counted(many, 'student is', 'students are')} matched although the family "
                       "said no or was never told:", width="content")  # fmt: skip
            menu.link(menu.FAMILIES, "See Families", list="untold")


def _told(picked: list[InMotion]) -> None:
    for one in picked[:TOLD]:
        st.markdown(
            f"**{plain(one.match.student)} with {plain(one.match.mentor)}.** "
            f"{plain(one.happened)} {plain(one.follows)} *{plain(one.can_do)}.*"
        )
    if picked:
        st.caption("Another mentor: end the match under Matching; the page then suggests the next "
                   "one at once. Until then nobody else is looked for.")  # fmt: skip


def _ended(view: View) -> None:
    found = cached_support.ended(view)
    if not found:
        return
    st.subheader("Ended lately")
    waiting = sum(one.waits for one in found)
    st.caption(
        f"{len(found):,} in the last 60 days; {waiting:,} of these students "
        f"{'waits' if waiting == 1 else 'wait'} for another mentor."
    )
    question = f"support_ended|{view.program}|{view.actor.person}|{view.school}|{view.day}"
    pages = -(-len(found) // PAGE_SIZE)
    page = min(st.session_state.get(f"page|{question}", 1), pages)
    frame = ended_table(found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    st.dataframe(
        frame, hide_index=True, width="stretch", row_height=ROW_HEIGHT,
        height=len(frame) * ROW_HEIGHT + 38, column_config=COLUMNS, key=f"{question}|{page}",
        alt="Matches that ended in the last 60 days, why, and whom the students meet now",
    )  # fmt: skip
    if pages > 1:
        st.pagination(pages, key=f"page|{question}", default=page)


def bar(view: View) -> None:
    """What can be done with the matches picked."""
    ids = set(PICKS.picked())
    picked = [one for one in cached_support.motion(view) if one.match.match_id in ids]
    if not picked:
        return
    with st.bottom, st.container(horizontal=True, vertical_alignment="center"):
        PICKS.say(len(picked), [f"{p.match.student} with {p.match.mentor}" for p in picked])
        _find_another(view, picked)
        if len(picked) == 1:
            [match] = (one.match for one in picked)
            if view.actor.may_act_for([match.school_id]):
                menu.link(menu.MENTOR, "Open mentor", mentor=match.mentor_id, list=None)
            menu.link(menu.STUDENT, "Open student", student=match.student_id, list=None)
        PICKS.clear_button()


def _find_another(view: View, picked: list[InMotion]) -> None:
    may = view.actor.may_upload and newest(view)
    words = "End and rematch under Matching" if may else "Show under Matching"
    if st.button(words, key="support_another", type="primary", help=(
        f"Opens Matching, {MATCHING_LISTS[MATCHED]}, with these picked. While a match holds, "
        "nobody else is suggested; once it is ended there, the page names the next mentor at once."
    )):  # fmt: skip
        session.guard(*EVERYBODY)
        open_matched(view, [one.match.match_id for one in picked])


def open_matched(view: View, match_ids: list[str]) -> None:
    """Go to the matches on the Matching page, picked."""
    st.session_state.pop(search_key(MATCHED), None)
    MATCHING_PICKS.open(view, MATCHED, match_ids)
    st.switch_page(menu.MATCHING, query_params=address.along(list=MATCHED, request=None))
