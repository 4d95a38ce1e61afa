"""The parts of the Students page: filters, tier buttons, headline, table, downloads."""

import streamlit as st

from sm_core import charts, exports
from sm_core.audit import record
from sm_core.definitions import DAY_RULES, SCOPES, STANDARD, TIER_WORDS
from sm_core.student_list import FEW_DAYS, PAGE_SIZE, SORTS, Filters, TierCounts, all_students
from sm_core.student_table import shown
from ui import cached, session
from ui.frame import View, long_day, plain

TIERS_KEY = "tiers"
FEW_WORDS = f"Under {STANDARD.few_days} days"


def filters(view: View) -> Filters:
    """Search, grade and order, in one row; the tiers come from their own buttons."""
    search, grade, order = st.columns([2, 2, 1])
    with search:
        text = st.text_input("Find a student", type="search", live="300ms", key="search",
                             placeholder="Part of a name or id")  # fmt: skip
    with grade:
        options = cached.grades(view)
        grades = st.multiselect("Grade", options, key="grade", bind="query-params",
                                placeholder="All grades", disabled=not options)  # fmt: skip
    with order:
        words = st.selectbox("Order", list(SORTS.values()), key="order", bind="query-params")
    sort = next(key for key, label in SORTS.items() if label == words)
    return Filters(text or "", tuple(grades) or None, _tiers_chosen(), sort)


def _tiers_chosen() -> tuple[str, ...] | None:
    known = (*TIER_WORDS, FEW_DAYS)
    chosen = st.query_params.get(TIERS_KEY, "").split(",")
    return tuple(tier for tier in known if tier in chosen) or None


def _toggle(tier: str) -> None:
    session.guard(*session.EVERYBODY)
    chosen = set(_tiers_chosen() or ()) ^ {tier}
    st.query_params.pop(TIERS_KEY, None)
    if chosen:
        st.query_params[TIERS_KEY] = ",".join(sorted(chosen))


def tier_buttons(counts: TierCounts, chosen: tuple[str, ...] | None) -> None:
    """One button per tier with its students; pressed ones narrow the list."""
    buttons = [
        (tier, f"{charts.TIER_MARKS[tier]} {words} {counts.tiers[tier]:,}")
        for tier, words in reversed(TIER_WORDS.items())
    ]
    if counts.few_days:
        buttons.append((FEW_DAYS, f"{FEW_WORDS} {counts.few_days:,}"))
    with st.container(horizontal=True, gap="small"):
        for tier, label in buttons:
            pressed = tier in (chosen or ())
            st.button(label, key=f"tier_{tier}", type="primary" if pressed else "secondary",
                      on_click=_toggle, args=(tier,))  # fmt: skip


def headline(view: View, counts: TierCounts) -> None:
    """The answer first: how many are chronically absent, then the share of every tier."""
    if not counts.rated:
        st.info(f"No student has {STANDARD.few_days} enrolled days yet, so there are no rates.")
        return
    share = counts.chronic / counts.rated
    st.subheader(
        f"{counts.chronic:,} of {counts.rated:,} students are chronically absent ({share:.1%})"
    )
    st.plotly_chart(charts.tier_shares(counts.tiers), key="tier_shares", width="stretch",
                    config={"displayModeBar": False},
                    alt="Share of students in each tier, worst first")  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        _how(view, counts)
        if counts.early:
            who = "1 student has" if counts.early == 1 else f"{counts.early:,} students have"
            st.caption(
                f"Early: {who} under {STANDARD.early_days} enrolled days; a few more days can "
                "still change the tier."
            )


def _how(view: View, counts: TierCounts) -> None:
    rules = STANDARD
    with st.popover("How is this counted?"):
        st.markdown(
            f"Chronically absent: missed {rules.moderate} % or more of the days enrolled "
            f"(severe: {rules.severe} % or more; at risk: {rules.at_risk} % to under "
            f"{rules.moderate} %). Excused and unexcused absences and out-of-school suspensions "
            f"count; {DAY_RULES['half_day']}.\n\n"
            f"**{counts.chronic:,}** of **{counts.rated:,}** students of {plain(view.where)}, "
            f"through {long_day(view.as_of)}. Each student's days: {SCOPES['student']}. "
            f"{counts.few_days:,} students with under {rules.few_days} enrolled days are left out."
        )


def table(view: View, chosen: Filters, total: int) -> None:
    """One page of the list, and the pages below it."""
    pages = -(-total // PAGE_SIZE)
    page = min(st.session_state.get("page", 1), pages)
    frame = shown(cached.student_page(view, chosen, page), several_schools=view.several_schools)
    st.dataframe(
        frame, hide_index=True, width="stretch", row_height=32,
        height=min(len(frame), PAGE_SIZE) * 32 + 38,
        column_config={
            "Share missed": st.column_config.ProgressColumn(
                format="%.1f %%", min_value=0.0, max_value=100.0
            ),
        },
        alt="Students with their tier and days missed",
    )  # fmt: skip
    if pages > 1:
        st.pagination(pages, key="page", default=page)
    first = (page - 1) * PAGE_SIZE + 1
    st.caption(f"Students {first:,} to {first + len(frame) - 1:,} of {total:,}")


def downloads(view: View, chosen: Filters) -> None:
    """The whole filtered list as a file; made on click and written to the audit."""
    name = f"students-{view.as_of.isoformat()}"
    kinds = {"CSV": ("csv", "text/csv"), "Excel": ("xlsx", "application/octet-stream")}
    with st.popover("Download"):
        for words, (ending, mime) in kinds.items():
            st.download_button(
                words, lambda ending=ending: _bytes(view, chosen, ending), f"{name}.{ending}",
                mime, on_click="ignore", key=f"download_{ending}", width="stretch",
            )  # fmt: skip


def _bytes(view: View, chosen: Filters, ending: str) -> bytes:
    frame = shown(all_students(view.store, view.actor, view.asked, chosen), several_schools=True)
    record(view.store, view.actor, session.now(), "export", f"students.{ending} {len(frame)} rows")
    return exports.safe_csv(frame) if ending == "csv" else exports.safe_xlsx(frame, "Students")


def empty(view: View) -> None:
    """No attendance at all: what is missing, and the button that fixes it."""
    st.info("There is no attendance to show yet. Upload a file from your school system to start.")
    if view.actor.may_upload:
        st.page_link("pages/attendance/uploads.py", label="Upload attendance")


def invented(view: View) -> None:
    """Say so while the school of the first start is among the figures."""
    if cached.has_sample(view):
        st.caption("Lincoln Middle School is invented; a captain takes it back on Uploads.")


def nobody() -> None:
    st.info("No student matches these filters. Clear the search or a filter to see more.")
