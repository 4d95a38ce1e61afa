"""The parts of the captain's desk: which schools to call, and why."""

import streamlit as st

from sm_core.actor import CAPTAIN
from sm_core.desk import words
from sm_core.desk.listed import Desk, Row
from sm_core.desk.reasons import (
    COORDINATOR,
    HELP,
    NEITHER,
    OVERDUE,
    PLACES,
    PLAN,
    REQUEST,
    REVIEW,
    SAFETY,
    STALE,
    Reason,
)
from sm_core.schools import School
from sm_core.support.request_list import SAFETY_LINE
from sm_core.targeting import board
from ui import address, cached_desk, desk_calls, desk_rules, menu, session
from ui.frame import View, plain
from ui.support_lists import REQUESTS

ALL = "all"
FIXES = {
    SAFETY: (menu.SUPPORT, "Requests", {"list": REQUESTS}),
    REQUEST: (menu.SUPPORT, "Requests", {"list": REQUESTS}),
    HELP: (menu.LESSONS, "Help and lessons", {}),
    COORDINATOR: (menu.TEAM, "School team", {}),
    STALE: (menu.QUALITY, "Data quality", {}),
    REVIEW: (menu.WEEKLY, "Weekly review", {}),
    NEITHER: (menu.TARGETING, "Who they are", {"list": board.NEITHER}),
    OVERDUE: (menu.PLAN, "Plan", {}),
    PLAN: (menu.PLAN, "Plan", {}),
    PLACES: (menu.MATCHING, "Matching", {}),
}
"""By kind of reason the page behind it, the words of the link and what it opens there."""
COMMON = FIXES | {STALE: (menu.UPLOADS, "Uploads", {})}


def schools(view: View) -> None:
    """The answer, a box per school to call, the others, and the calls so far."""
    found = cached_desk.as_set(view)
    rules = cached_desk.rules(view)
    rows = [row for row in found.to_call if _wanted(view, row)]
    with st.container(horizontal=True, horizontal_alignment="distribute",
                      vertical_alignment="center"):  # fmt: skip
        st.subheader(_heading(view, found, rows), width="content")
        desk_rules.what_counts(view)
    _one_school(view)
    _common(view, found)
    _elsewhere(view)
    every = address.one("show") == ALL or view.school is not None
    for row in rows if every else rows[: rules.shown]:
        with st.container(border=True, gap="xsmall"):
            _row(view, row)
    if view.school is None and len(rows) > rules.shown:
        label = "Show the first only" if every else f"Show all {len(rows):,}"
        st.button(label, key="desk_all", on_click=_show, args=(None if every else ALL,))
    _others(view, [row for row in found.others if _wanted(view, row)])
    desk_calls.made(view)


def _show(which: str | None) -> None:
    session.guard(CAPTAIN)
    address.put("show", which)


def _wanted(view: View, row: Row) -> bool:
    return view.school in (None, row.facts.school_id)


def _heading(view: View, found: Desk, rows: list[Row]) -> str:
    if view.school is None:
        return words.headline(found, cached_desk.rules(view).shown)
    return "Call this school, because …" if rows else "Nothing to call this school about"


def _one_school(view: View) -> None:
    """The desk is about all schools; one that was chosen on another page comes along."""
    if view.school is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f"Only {plain(view.where)} is shown.", width="content")
        st.button("Show all schools", key="desk_schools", type="tertiary", on_click=_every_school)


def _every_school() -> None:
    session.guard(CAPTAIN)
    address.put("school", None)


def _common(view: View, found: Desk) -> None:
    for kind in found.common:
        page, label, more = COMMON[kind]
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            told = plain(words.common_words(found, kind, view.day))
            st.markdown(f":orange[⚠] {told}", width="content")
            menu.link(page, label, **_bare(school=None, **more))


def _elsewhere(view: View) -> None:
    """Requests whose mentor has no school, or one without data: no row would show them."""
    for reason in cached_desk.elsewhere(view):
        page, label, more = FIXES[reason.kind]
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            told = plain(words.unplaced_words(reason))
            st.markdown(f":orange[⚠] {told}", width="content")
            menu.link(page, label, **_bare(school=None, **more))


def _bare(**more: str | None) -> dict[str, str | None]:
    """What belongs to the desk alone stays there."""
    return {"show": None, "list": None} | more


def _row(view: View, row: Row) -> None:
    school = row.facts.progress.school
    menu.link(menu.PROGRESS, f"**{plain(school.name)}**", **_bare(school=school.name))
    _contact(row)
    if state := words.state_words(row):
        st.caption(plain(f"{state[0].upper()}{state[1:]}."))
    for reason in row.reasons:
        _reason(school, reason)
    if rests := words.resting_words(row):
        st.caption(plain(f"Called about lately, and still so: {rests}."))
    desk_calls.of_school(view, row)


def _contact(row: Row) -> None:
    """The number stands by itself: on a phone it is pressed."""
    who, reach = words.contact_words(row.facts)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(plain(who), width="content")
        if reach:
            st.markdown(f"**{plain(reach)}**", width="content")
        elif all(reason.kind != COORDINATOR for reason in row.reasons):
            menu.link(menu.TEAM, "School team", **_bare(school=row.facts.name))


def _reason(school: School, reason: Reason) -> None:
    """Its number, and the page behind it with the school chosen."""
    page, label, more = FIXES[reason.kind]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        # Not a list of Markdown: each reason has a link of its own beside it.
        st.markdown(f"• {plain(reason.words)}", width="content")
        menu.link(page, label, **_bare(school=school.name, **more))
    if reason.kind == SAFETY:
        st.warning(SAFETY_LINE)


def _others(view: View, rows: list[Row]) -> None:
    """The schools that need no call, or not now, each with what is to be said of it."""
    if not rows:
        return
    st.markdown(f"#### {words.others_heading(rows)}")
    with st.container(gap="xxsmall"):
        for row in rows:
            school = row.facts.progress.school
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                menu.link(menu.PROGRESS, plain(school.name), **_bare(school=school.name))
                rests = words.resting_words(row)
                told = [f"called about lately: {rests}" if rests else "", words.state_words(row)]
                if said := " · ".join(filter(None, told)):
                    st.caption(plain(said), width="content")
