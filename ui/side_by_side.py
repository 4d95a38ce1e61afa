"""The page of all schools side by side: filters, the answer, the table, and two charts."""

from dataclasses import replace
from functools import partial

import streamlit as st

from sm_core.charts.change import changes
from sm_core.charts.funnel import funnel
from sm_core.compared import words
from sm_core.compared.change import NOT_TOLD
from sm_core.compared.find import Together, counts, together, weeks_of
from sm_core.compared.record import FEWEST, FEWEST_SCHOOLS, Compared
from sm_core.compared.table import LINE, WEEKS, compared_table, for_a_file
from sm_core.seen import Filters
from ui import address, cached, cached_progress, downloads, filters, menu, session, theme
from ui.frame import View, long_day, plain

OPENED = "opened_school"
"""The id of the school whose row or mark was clicked, until its page is open."""
MANY = 25
"""Rows of the chart of changes before those that say nothing wait behind a switch."""
NARROW, NAME = 65, 165
"""Widths at which a phone shows the school, its rate and its place at once."""


def chosen(view: View) -> Filters:
    """Grades and groups; the school chosen above is only lit among the others."""
    left, right, _ = st.columns([2, 2, 2])
    with left:
        grades = filters.grades(view)
    with right:
        group = filters.group(view)
    return Filters(grades=grades, group=group)


def compared(view: View, wanted: Filters) -> Together:
    """All schools under the filters. A click that opens a school ends the page here."""
    _open_clicked(view)
    # The date a year before is that of all schools, whichever is chosen.
    view = replace(view, school=None)
    return together(
        cached_progress.everybody(view),
        counts(cached.cut(view, wanted, "school")),
        counts(cached.cut(view, wanted, "school", view.last_year)),
        weeks_of(cached.by_week_and_school(view, wanted)),
        view.through, view.last_year_through, everybody=not _narrowed(wanted),
    )  # fmt: skip


def _narrowed(wanted: Filters) -> bool:
    return bool(wanted.grades or wanted.group)


def headline(found: Together) -> None:
    st.subheader(f"{plain(words.answer(found))}.")
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.popover("How is this compared?"):
            st.markdown(words.how())
        st.caption(plain(words.changes_words(found)), width="content")


def table(view: View, wanted: Filters, found: Together) -> None:
    if not found.schools:
        st.info("No school has students of this choice. Clear a filter to see more.")
        return
    narrowed = _narrowed(wanted)
    frame = compared_table(found.schools, program=not narrowed)
    key = f"{_key(view, wanted)}|table"
    st.dataframe(
        frame, hide_index=True, key=key, column_config=_columns(frame, found), placeholder="–",
        height="content" if len(frame) < 16 else 600, selection_mode="single-row",
        on_select=partial(_pick_row, key, found.schools),
        alt="Schools with their chronic rate, change, mentoring, reviews and plan, worst first",
    )  # fmt: skip
    said = "Worst first; a click on a heading sorts. Tick the box of a row to open its progress. "
    said += f"In a download groups of fewer than {FEWEST} students are hidden. "
    if narrowed:
        said += "Mentors, reviews and plans are those of whole schools, so they are left out here."
    with st.container(horizontal=True, vertical_alignment="center"):
        downloads.offer(view, f"schools-{view.as_of}", "Schools", f"schools {view.as_of}",
                        lambda: for_a_file(found.schools, not narrowed), across=True)  # fmt: skip
        st.caption(said, width="content")


def _columns(frame, found: Together) -> dict:
    """Narrow columns with words for those that need them."""
    number = st.column_config.NumberColumn
    then = plain(words.year_day(found))
    highest = max((max(line, default=0) for line in frame[LINE]), default=0)
    return {name: number(width=NARROW) for name in ("of weeks", "of steps")} | {
        "School": st.column_config.TextColumn(width=NAME),
        "No mentor": number(help="Chosen students without a mentor."),
        "In rates": number(width=NARROW, help="Students with 10 or more enrolled days."),
        "Chronic": number(width=NARROW, help="Students chronically absent."),
        "Rate": number(format="%.1f%%", width=NARROW, help="Of the students in rates."),
        "Beside all": st.column_config.TextColumn(
            width=NARROW + 25, help="Beside the rate of all schools together; empty where fewer "
            f"than {FEWEST_SCHOOLS} can be compared."),
        "Change, points": number(format="%+.1f", help=f"Change of the rate since {then}."),
        "Change, students": number(
            format="%+d", help=f"Chronically absent students more or fewer than on {then}."),
        "Change": st.column_config.TextColumn(
            help="*Not told apart*: chance alone leaves open whether the rate moved up or down. It "
            "does not mean that nothing changed."),
        LINE: st.column_config.LineChartColumn(
            width=NARROW + 35, y_min=0, y_max=max(highest, 1), help="Chronic rate at the end of "
            f"each of the last {WEEKS} weeks of today's students, all schools on one scale."),
        "Severe, neither": number(help="Severe chronic, with neither mentor nor support."),
        "Reviews held": number(help="Since the plan began, or else since the school year did."),
        "Overdue": number(width=NARROW, help="Steps of the plan."),
        "Data through": st.column_config.DateColumn(format="MMM D, YYYY"),
    }  # fmt: skip


def charts(view: View, wanted: Filters, found: Together) -> None:
    """The funnel plot and the changes, each with a sentence where it cannot be drawn."""
    left, right = st.columns(2, gap="large")
    with left:
        _funnel(view, wanted, found)
    with right:
        _changes(view, wanted, found)


def _funnel(view: View, wanted: Filters, found: Together) -> None:
    st.markdown("**Chronic rate by size of school, with the limits of chance**")
    if len(found.compared) < FEWEST_SCHOOLS:
        st.info(
            f"Fewer than {FEWEST_SCHOOLS} schools have rates to compare, so "
            "there is no picture of all schools to hold one against."
        )
        return
    _draw(funnel(found, theme.palette(), view.school), f"{_key(view, wanted)}|funnel",
          "Chronic rate of each school by its students, with limits of chance")  # fmt: skip
    st.caption(words.funnel_caption(found))


def _changes(view: View, wanted: Filters, found: Together) -> None:
    st.markdown("**Change since the same date last year, and how sure it is**")
    rows = found.changes
    if not rows:
        st.info(f"No school has rates on {long_day(found.before)} to compare with.")
        return
    clear = [each for each in rows if each.change.word != NOT_TOLD]
    if len(rows) > MANY and not st.toggle(f"Show all {len(rows)} schools"):
        rows = clear[:MANY] or rows[:MANY]
        st.caption(f"{len(rows)} of {len(found.changes)} schools: those that are told apart first.")
    _draw(changes(rows, theme.palette(), view.school), f"{_key(view, wanted)}|changes|{len(rows)}",
          "Change of the chronic rate of each school with its uncertainty")  # fmt: skip
    st.caption(plain(words.change_caption(found)))


def left_out(found: Together) -> None:
    """Each school that is in no chart, or has no change, with the reason."""
    for sentence in (*words.left_out(found), *words.unchanged(found)):
        st.caption(plain(sentence))


def _key(view: View, wanted: Filters) -> str:
    """Whatever changes the rows; the version also lets go of a row that was opened before."""
    return f"{cached_progress.versions(view)}|{view.as_of}|{view.school}|{wanted}"


def _draw(figure, key: str, alt: str) -> None:
    st.plotly_chart(figure, key=key, on_select=partial(_pick_mark, key), selection_mode="points",
                    config=theme.PLOT, alt=alt)  # fmt: skip


def _pick_row(key: str, rows: tuple[Compared, ...]) -> None:
    session.guard(*menu.DOORS[menu.SCHOOLS].roles)
    picked = st.session_state[key].selection.rows
    if picked:
        st.session_state[OPENED] = rows[picked[0]].progress.school.school_id


def _pick_mark(key: str) -> None:
    session.guard(*menu.DOORS[menu.SCHOOLS].roles)
    points = [p for p in st.session_state[key].selection.points if p.get("customdata")]
    if points:
        st.session_state[OPENED] = points[0]["customdata"][0]


def _open_clicked(view: View) -> None:
    """A callback cannot leave its page; the run after it does."""
    school_id = st.session_state.pop(OPENED, None)
    if school_id:
        names = {school.school_id: school.name for school in view.schools}
        st.switch_page(menu.PROGRESS, query_params=address.along(school=names[school_id]))
