"""What can be done with the students picked: in a bar below the list, whatever page it shows."""

import streamlit as st

from sm_core.matching.pairs import Pair
from sm_core.matching.said import NEVER, PIN
from sm_core.matching.suggest import Suggestion
from ui import (
    cached_matching,
    matching_matched,
    matching_pair,
    matching_rules,
    matching_save,
    matching_swap,
    menu,
)
from ui.frame import View, explained, plain
from ui.matching_lists import CANNOT, MATCHED, MENTORS, PICKS, RULES, SUGGESTED
from ui.saving import Form
from ui.targeting_board import newest


def bar(view: View, name: str) -> None:
    """Who is picked on the open list, and what can be done with them."""
    BARS[name](view)


def _suggested(view: View) -> None:
    rows = [row for row in cached_matching.waiting(view, PICKS.picked()) if row.mentor]
    if not rows:
        return
    with st.bottom, st.container(horizontal=True, vertical_alignment="center"):
        PICKS.say(len(rows), [row.student.label for row in rows])
        may = _may(view, rows)
        if may:
            _accept(view, rows)
        if len(rows) == 1:
            matching_pair.button(view, rows[0], may)
        if may and len(rows) == 1:
            _one_pair(view, rows[0])
        if may and len(rows) == 2:
            matching_swap.button(view, *rows)
        _links(rows)


def _cannot(view: View) -> None:
    rows = [row for row in cached_matching.waiting(view, PICKS.picked()) if row.gap]
    if not rows:
        return
    with st.bottom, st.container(horizontal=True, vertical_alignment="center"):
        PICKS.say(len(rows), [row.student.label for row in rows])
        if len(rows) == 1:
            matching_pair.button(view, rows[0], _may(view, rows))
            menu.link(menu.FAMILY, "Open family", student=rows[0].student.student_id, list=None)
        _links(rows)


def _mentors(view: View) -> None:
    picked = set(PICKS.picked())
    found = [each.mentor for each in cached_matching.loads(view)
             if each.mentor.mentor_id in picked]  # fmt: skip
    if not found:
        return
    with st.bottom, st.container(horizontal=True, vertical_alignment="center"):
        PICKS.say(len(found), [mentor.name for mentor in found])
        if len(found) == 1:
            if more := cached_matching.more_place(view, found[0].mentor_id):
                st.markdown(plain(f"One more place: {more}"))
            menu.link(menu.MENTOR, "Open mentor", mentor=found[0].mentor_id, list=None)
        PICKS.clear_button()


BARS = {
    SUGGESTED: _suggested, CANNOT: _cannot, MENTORS: _mentors, MATCHED: matching_matched.bar,
    RULES: matching_rules.bar,
}  # fmt: skip


def _may(view: View, rows: list[Suggestion]) -> bool:
    schools = {row.student.school_id for row in rows}
    return newest(view) and all(map(view.actor.may_change_program, schools))


def _links(rows: list[Suggestion]) -> None:
    if len(rows) == 1:
        menu.link(menu.STUDENT, "Open student", student=rows[0].student.student_id, list=None)
    PICKS.clear_button()


def _accept(view: View, rows: list[Suggestion]) -> None:
    form = Form("matching|accept")
    with st.popover("Accept…", key=form.key("popover"), type="primary"):
        day = matching_save.ask_day(form)
        words = "Accept this pair" if len(rows) == 1 else f"Accept {len(rows):,} pairs"
        if st.button(words, key=form.key("save"), type="primary"):
            with explained():
                pairs = [Pair(row.student.student_id, row.mentor_id) for row in rows]
                matching_save.accept(view, form, pairs, day)


def _one_pair(view: View, row: Suggestion) -> None:
    """Keep the two for each other, or never suggest them again."""
    student, mentor = row.student, row.mentor
    who = f"{plain(student.label)} and {plain(mentor.name)}"
    keep, never = Form("matching|keep"), Form("matching|never")
    if student.pin != mentor.mentor_id and st.button(
        "Keep these two", key=keep.key("save"), help="The list is made around them until accepted."
    ):
        with explained():
            matching_save.rules(view, keep, PIN, {student: mentor.mentor_id},
                               f"{who} are kept for each other.")  # fmt: skip
    with st.popover("Never these two…", key=never.key("popover")):
        reason = st.text_input("Why", key=never.key("why"), max_chars=300)
        if st.button("Never suggest these two", key=never.key("save")):
            with explained():
                matching_save.rules(view, never, NEVER, {student: mentor.mentor_id},
                                   f"{who} are never suggested again.", reason)  # fmt: skip
