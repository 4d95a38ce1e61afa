"""What the schools still owe the district and are owed: a row per school, or one school's own."""

from functools import partial

import streamlit as st

from sm_core.gatherings.follow_up import DISTRICT, SCHOOL, FollowUp
from sm_core.gatherings.owed import (
    COLUMNS,
    Owed,
    alike_words,
    overdue,
    owed_of,
    owed_shown,
    owed_table,
    owed_words,
    reminders,
)
from sm_core.gatherings.table import follow_ups_table
from sm_core.lessons.help import Help
from sm_core.store import GATHERINGS
from ui import cached_gatherings, cached_lessons, cached_progress, follow_ups
from ui.downloads import offer
from ui.frame import View, plain
from ui.school_rows import school_rows
from ui.targeting_board import newest

WIDTHS = {name: st.column_config.Column(width="small") for name in COLUMNS} | {
    "School": st.column_config.Column(width=165)
}
"""A phone has room for what is overdue and to do."""


def owed(view: View) -> None:
    """Of the schools chosen on the day of the page."""
    found = _of(view)
    if len(found) == 1:
        _one(view, found[0])
    else:
        _several(view, found)
    with st.container(horizontal=True):
        if newest(view) and view.actor.may_change_program(""):
            follow_ups.new(view)
        _downloads(view, found)


def _of(view: View) -> list[Owed]:
    """Those with most overdue first, then by name."""
    gathered = cached_gatherings.gathered(view)
    waiting: dict[str, int] = {}
    for each in cached_lessons.help_of(view):
        waiting[each.school_id] = waiting.get(each.school_id, 0) + _waits(each)
    found = owed_of(
        cached_gatherings.schools(view), view.day, gathered.follow_ups,
        (gathered.gatherings, gathered.marks), cached_progress.plans(view).keys(), waiting,
    )  # fmt: skip
    return sorted(found, key=lambda each: -overdue(each.owes, view.day))


def _waits(asked: Help) -> bool:
    return asked.is_open and not any(answer.of_district for answer in asked.answers)


def _several(view: View, found: list[Owed]) -> None:
    st.subheader("What is owed")
    st.markdown(f"{owed_words(found, view.day)}.")
    if not any(not each.nothing for each in found):
        return
    table = owed_table(found, view.day)
    if words := alike_words(table):
        st.caption(f"The same in every school: {words}.")
    frame = owed_shown(table)
    key = f"owed|{view.store.version(GATHERINGS)}|{view.actor.person}|{view.day}"
    school_rows(
        frame, [each.school.name for each in found], key, WIDTHS,
        "Schools with what they owe and are owed, most overdue first",
    )  # fmt: skip
    st.caption(
        "Overdue and to do count follow-ups of the school; the same of the district are what it "
        "owes that school alone. Tick the box of a row to see one school."
    )
    whole = [f for f in follow_ups.chosen(view) if not f.school_id]
    if any(f.open_on(view.day) for f in whole):
        st.markdown("##### The district owes every school")
        follow_ups.listed(view, whole, "owed every")


def _one(view: View, each: Owed) -> None:
    st.subheader(f"What {plain(each.school.name)} owes and is owed")
    for sentence in reminders(each):
        st.markdown(f"- {plain(sentence)}")
    if each.nothing:
        st.markdown("Nothing is open on either side.")
    for owed_by, title in ((SCHOOL, f"{each.school.name} owes the district"),
                           (DISTRICT, f"The district owes {each.school.name}")):  # fmt: skip
        listed = _of_school(view, each.school.school_id, owed_by)
        if listed:
            st.markdown(f"##### {plain(title)}")
            follow_ups.listed(view, listed, f"owed {owed_by}")


def _of_school(view: View, school: str, owed_by: str) -> list[FollowUp]:
    return [f for f in follow_ups.chosen(view)
            if f.owed_by == owed_by and f.school_id in ("", school)]  # fmt: skip


def _downloads(view: View, found: list[Owed]) -> None:
    names = {school.school_id: school.name for school in view.schools}
    titles = {g.gathering_id: g.title for g in cached_gatherings.gathered(view).gatherings}
    listed = follow_ups.chosen(view)
    offer(view, f"follow-ups-{view.day}", "Follow-ups", "follow-ups",
          partial(follow_ups_table, listed, names, titles, view.day),
          label="Download follow-ups")  # fmt: skip
    if len(found) > 1:
        offer(view, f"owed-{view.day}", "What is owed", "what schools owe",
              partial(owed_table, found, view.day), label="Download this table")  # fmt: skip
