"""The list of the weekly review: every name once, those first that matter most."""

import streamlit as st

from sm_core.review import words
from sm_core.review.kept import first_names, good_news, names_standing, reason_counts, with_reason
from sm_core.review.reasons import BETTER, LABELS
from sm_core.review.record import KeptName
from ui import address, cached_review, menu, session, weekly_decide, weekly_rules
from ui.cached_review import Week
from ui.frame import plain
from ui.session import EVERYBODY
from ui.weekly import may_decide, student_link

REASON, ALL = "reason", "all"
PAGE = 25
"""Each row has four buttons, so that a page is shorter than that of a table."""
COLORS = {BETTER: "green"}


def names(week: Week) -> None:
    """Who is to be talked about, and below who was decided about."""
    found = cached_review.prepared(week)
    review = found.told.review
    listed = names_standing(found)
    decided = review.decided if review else {}
    left = [name for name in listed if name.student_id not in decided]
    _heading(week, listed, left)
    # Who presses what somebody else decided meanwhile is told so, with what they typed still there.
    may = may_decide(week)
    here = [name for name in listed if name.student_id not in decided
            or (may and weekly_decide.is_in_hand(week, name))]  # fmt: skip
    if here:
        _rows(week, here)
    elif not listed:
        _nobody()
    weekly_decide.decided(week, may)


def _heading(week: Week, listed: tuple[KeptName, ...], left: list[KeptName]) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute",
                      vertical_alignment="center"):  # fmt: skip
        st.markdown(f"#### {_how_many(week, listed, left)}", width="content")
        weekly_rules.what_counts(week)


def _nobody() -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption("Nobody has one of the reasons under What counts?, and nobody was carried over.",
                   width="content")  # fmt: skip
        menu.link(menu.TARGETING, "Who needs a mentor?", week=None, reason=None, show=None)


def _how_many(week: Week, listed: tuple[KeptName, ...], left: list[KeptName]) -> str:
    told = cached_review.prepared(week).told
    if left and address.every(REASON):
        return words.reason_list_words(len(with_reason(left, address.every(REASON))), len(left))
    if left and told.review and told.review.is_closed:
        return words.closed_list_words(len(left), len(listed))
    return words.list_words(
        len(first_names(left, told.shown)), len(left), len(listed), good_news(left)
    )


def _rows(week: Week, left: list[KeptName]) -> None:
    kinds = _kinds(left)
    shown = with_reason(left, kinds)
    first = first_names(shown, cached_review.prepared(week).told.shown)
    every = bool(kinds) or address.one("show") == ALL
    here = shown if every else first
    pages = -(-len(here) // PAGE)
    key = f"weekly_page|{week.school.school_id}|{week.monday}|{'|'.join(kinds)}"
    page = max(1, min(st.session_state.get(key, 1), pages))
    _page(week, here[(page - 1) * PAGE : page * PAGE])
    if pages > 1:
        st.pagination(pages, key=key, default=page)
    if not kinds and len(first) < len(shown):
        label = "Show the first only" if every else f"Show all {len(shown):,}"
        st.button(label, key="weekly_all", on_click=_show, args=(None if every else ALL,))


def _show(which: str | None) -> None:
    session.guard(*EVERYBODY)
    address.put("show", which)


def _page(week: Week, here: list[KeptName]) -> None:
    may = may_decide(week)
    with st.container(gap="xsmall"):
        for name in here:
            with st.container(border=True, gap="xsmall"):
                _row(week, name, may)


def _kinds(left: list[KeptName]) -> list[str]:
    """The reasons pressed; one of nobody stays where it is pressed, to be let go."""
    counts = reason_counts(left)
    options = [kind for kind in LABELS if kind in counts or kind in address.every(REASON)]
    return address.pills(
        REASON, "Listed because of", options, label_visibility="collapsed",
        format_func=lambda kind: f"{LABELS[kind]} {counts.get(kind, 0)}",
    )  # fmt: skip


def _row(week: Week, name: KeptName, may: bool) -> None:
    """On a phone the buttons come below what they are pressed for."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        with st.container(gap=None, width="stretch"):
            with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"):
                _called(name)
                if beside := _beside(name):
                    st.caption(beside, width="content")
                st.markdown(_tags(name), width="content")
            if facts := words.facts_words(name):
                st.caption(plain(facts))
        if may:
            weekly_decide.buttons(week, name)
    if may:
        weekly_decide.opened(week, name)


def _called(name: KeptName) -> None:
    """With the way to the student's page, except of those no longer at the school."""
    called = f"**{plain(name.name)}**"
    if name.has_days:
        student_link(f"{name.place}. {called}", name.student_id)
    else:
        # No list of Markdown begins here.
        st.markdown(f"{name.place}\\. {called}", width="content")


def _beside(name: KeptName) -> str:
    grade = f"grade {plain(name.grade)}" if name.grade else ""
    return " · ".join(filter(None, (grade, words.tier_words(name))))


def _tags(name: KeptName) -> str:
    return " ".join(f":{COLORS.get(key.split()[0], 'orange')}-badge[{plain(told)}]"
                    for key, told in name.reasons)  # fmt: skip
