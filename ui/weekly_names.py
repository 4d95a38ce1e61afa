"""The list of the weekly review: every name once, those first that matter most."""

import streamlit as st

from sm_core.review import words
from sm_core.review.kept import first_names, names_standing, reason_counts, with_reason
from sm_core.review.reasons import BETTER, LABELS
from sm_core.review.record import KeptName
from sm_core.student_list import PAGE_SIZE
from ui import address, cached_review, menu, session, weekly_decide
from ui.cached_review import Week
from ui.frame import plain
from ui.session import EVERYBODY
from ui.weekly import may_decide

REASON, ALL = "reason", "all"
COLORS = {BETTER: "green"}


def names(week: Week) -> None:
    """Who is to be talked about, and below who was decided about."""
    found = cached_review.prepared(week)
    review = found.told.review
    listed = names_standing(found)
    decided = review.decided if review else {}
    left = [name for name in listed if name.student_id not in decided]
    _heading(week, listed, left)
    if left:
        _rows(week, left)
    weekly_decide.decided(week, may_decide(week))


def _heading(week: Week, listed: tuple[KeptName, ...], left: list[KeptName]) -> None:
    first = first_names(left, cached_review.prepared(week).told.rules.shown)
    st.markdown(f"#### {words.list_words(len(first), len(left), len(listed))}")


def _rows(week: Week, left: list[KeptName]) -> None:
    kinds = _kinds(left)
    shown = with_reason(left, kinds)
    first = first_names(shown, cached_review.prepared(week).told.rules.shown)
    with_all = bool(kinds) or len(first) == len(shown) or _all(len(left))
    here = _page(week, kinds, shown) if with_all else first
    may = may_decide(week)
    for name in here:
        with st.container(border=True, gap=None):
            _row(week, name, may)


def _kinds(left: list[KeptName]) -> list[str]:
    """The reasons pressed; one of nobody stays where it is pressed, to be let go."""
    counts = reason_counts(left)
    options = [kind for kind in LABELS if kind in counts or kind in address.every(REASON)]
    return address.pills(
        REASON, "Listed because of", options, label_visibility="collapsed",
        format_func=lambda kind: f"{LABELS[kind]} {counts.get(kind, 0)}",
    )  # fmt: skip


def _all(count: int) -> bool:
    pressed = address.one("show") == ALL
    st.button("Show the first only" if pressed else f"Show all {count:,}", key="weekly_all",
              on_click=_show, args=(None if pressed else ALL,))  # fmt: skip
    return pressed


def _show(which: str | None) -> None:
    session.guard(*EVERYBODY)
    address.put("show", which)


def _page(week: Week, kinds: list[str], shown: list[KeptName]) -> list[KeptName]:
    pages = -(-len(shown) // PAGE_SIZE)
    if pages < 2:
        return shown
    key = f"weekly_page|{week.school.school_id}|{week.monday}|{'|'.join(kinds)}"
    page = st.pagination(pages, key=key, default=min(st.session_state.get(key, 1), pages))
    return shown[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]


def _row(week: Week, name: KeptName, may: bool) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute",
                      vertical_alignment="center", gap="small"):  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="center", gap="small",
                          width="content"):  # fmt: skip
            menu.link(menu.STUDENT, f"{name.place}. **{plain(name.name)}**",
                      student=name.student_id, reason=None, show=None)  # fmt: skip
            st.markdown(_beside(name), width="content")
        if may:
            weekly_decide.buttons(week, name)
    st.caption(plain(words.facts_words(name)))


def _beside(name: KeptName) -> str:
    grade = f"grade {plain(name.grade)}" if name.grade else ""
    facts = " · ".join(filter(None, (grade, words.tier_words(name))))
    tags = (f":{COLORS.get(key.split()[0], 'orange')}-badge[{plain(told)}]"
            for key, told in name.reasons)  # fmt: skip
    return " ".join([facts, *tags])
