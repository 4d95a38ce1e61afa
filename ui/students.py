"""The parts of the Students page: filters, tier buttons, headline, table, downloads."""

from functools import partial

import streamlit as st

from sm_core.charts.tiers import tier_shares
from sm_core.definitions import STANDARD, TIER_WORDS
from sm_core.palette import TIER_MARKS
from sm_core.seen import Filters
from sm_core.student_list import FEW_DAYS, PAGE_SIZE, SORTS, TierCounts, all_students
from sm_core.student_table import shown, with_recent
from ui import address, cached, counted, filters, session, theme
from ui.downloads import offer
from ui.frame import View

TIERS_KEY = "tiers"
OPEN_KEY = "student"
FEW_WORDS = f"Under {STANDARD.few_days} days"
ROW_HEIGHT = 32


def chosen(view: View) -> Filters:
    """Search, grade, group and order, in one row; the tiers come from their own buttons."""
    search, grade, group, order = st.columns([3, 2, 2, 2])
    with search:
        text = st.text_input("Find a student", type="search", live="300ms", key="search",
                             placeholder="Part of a name or id")  # fmt: skip
    with grade:
        grades = filters.grades(view)
    with group:
        one_group = filters.group(view)
    with order:
        words = address.selected("order", "Order", list(SORTS.values()), SORTS["rate"])
    sort = next(key for key, label in SORTS.items() if label == words)
    return Filters(view.school, grades, one_group, search=text or "", tiers=tiers_chosen(),
                   sort=sort, **filters.picked())  # fmt: skip


def tiers_chosen() -> tuple[str, ...] | None:
    """The tiers in the address; a name nobody knows is nobody's choice."""
    known = (*TIER_WORDS, FEW_DAYS)
    named = (address.one(TIERS_KEY) or "").split(",")
    return tuple(tier for tier in known if tier in named) or None


def _toggle(tier: str) -> None:
    session.guard(*session.EVERYBODY)
    tiers = set(tiers_chosen() or ()) ^ {tier}
    address.put(TIERS_KEY, ",".join(sorted(tiers)))


def tier_buttons(counts: TierCounts, tiers: tuple[str, ...] | None) -> None:
    """One button per tier with its students; pressed ones narrow the list."""
    buttons = [
        (tier, f"{TIER_MARKS[tier]} {words} {counts.tiers[tier]:,}")
        for tier, words in reversed(TIER_WORDS.items())
    ]
    if counts.few_days or FEW_DAYS in (tiers or ()):
        buttons.append((FEW_DAYS, f"{FEW_WORDS} {counts.few_days:,}"))
    with st.container(horizontal=True, gap="small"):
        for tier, label in buttons:
            pressed = tier in (tiers or ())
            st.button(label, key=f"tier_{tier}", type="primary" if pressed else "secondary",
                      on_click=_toggle, args=(tier,))  # fmt: skip


def headline(view: View, counts: TierCounts) -> None:
    """The answer first: how many are chronically absent, then the share of every tier."""
    share = counts.chronic / counts.rated
    st.subheader(
        f"{counts.chronic:,} of {counts.rated:,} students are chronically absent ({share:.1%})"
    )
    figure = tier_shares(counts.tiers, theme.palette())
    st.plotly_chart(figure, key="tier_shares", config=theme.PLOT,
                    alt="Share of students in each tier, worst first")  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        counted.how(view, counts)
        if counts.early:
            who = "1 student has" if counts.early == 1 else f"{counts.early:,} students have"
            st.caption(
                f"Early: {who} under {STANDARD.early_days} enrolled days; a few more days can "
                "still change the tier."
            )


COLUMNS = {
    "Share missed": st.column_config.ProgressColumn(
        format="%.1f %%", min_value=0.0, max_value=100.0
    ),
    "Last 8 weeks": st.column_config.BarChartColumn(
        help="Days missed in each of the last eight weeks, the latest at the right",
        y_min=0, y_max=5,
    ),
    "Change in 30 days": st.column_config.NumberColumn(
        format="%+.1f", help="Points of the share missed: +2.0 is from 10% to 12%"
    ),
}  # fmt: skip


def table(view: View, wanted: Filters, total: int) -> None:
    """One page of the list, and the pages below it; a row opens its student below."""
    pages = -(-total // PAGE_SIZE)
    # Another question starts at its own first page, and has no row selected by position.
    question = f"{view.version}|{view.actor.person}|{view.as_of}|{wanted}"
    page = min(st.session_state.get(f"page|{question}", 1), pages)
    frame, recents = cached.student_page(view, wanted, page)
    ids = list(frame["student_id"])
    rows = with_recent(shown(frame, several_schools=view.several_schools), frame, recents)
    key = f"list|{question}|{page}|{st.session_state.get('closed', 0)}"
    st.dataframe(
        rows, hide_index=True, width="stretch", row_height=ROW_HEIGHT,
        height=len(rows) * ROW_HEIGHT + 38, column_config=COLUMNS,
        key=key, selection_mode="single-row", on_select=partial(_open_row, key, ids),
        selection_default={"selection": {"rows": _place_of_open(ids)}},
        placeholder="–",
        alt="Students with their tier and days missed; a row opens the student",
    )  # fmt: skip
    if pages > 1:
        st.pagination(pages, key=f"page|{question}", default=page)
    first = (page - 1) * PAGE_SIZE + 1
    st.caption(
        f"Students {first:,} to {first + len(rows) - 1:,} of {total:,}. Tick the box of a row to "
        "open the student."
    )


def _place_of_open(ids: list[str]) -> list[int]:
    opened = address.one(OPEN_KEY)
    return [ids.index(opened)] if opened in ids else []


def _open_row(key: str, ids: list[str]) -> None:
    session.guard(*session.EVERYBODY)
    rows = st.session_state[key].selection.rows
    address.put(OPEN_KEY, ids[rows[0]] if rows else None)


def downloads(view: View, wanted: Filters) -> None:
    """The whole filtered list as a file."""
    offer(view, f"students-{view.as_of.isoformat()}", "Students", "students",
          lambda: shown(all_students(view.store, cached.seen(view), wanted), True))  # fmt: skip
