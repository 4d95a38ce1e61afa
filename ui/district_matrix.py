"""Of the District page: schools or groups by grade, each cell a filter on both."""

from functools import partial

import streamlit as st

from sm_core.charts.matrix import matrix as matrix_figure
from sm_core.grades import grades_wanted
from sm_core.measures import ATTENDANCE, Measure
from sm_core.seen import Filters
from sm_core.trends import CUTS, worst_rows_first
from ui import address, cached, district_downloads, filters, theme
from ui.district_charts import few, first_rows, named
from ui.frame import View, plain
from ui.picking import draw

ROWS = "rows"
SCHOOLS, GROUPS = "Schools", "Student groups"


def matrix(view: View, wanted: Filters, measure: Measure) -> None:
    """Schools by grade, or groups by grade."""
    by = "group" if address.one(ROWS) == GROUPS else "school"
    rows = cached.cut_beside(view, wanted, by, across=True)
    rows = rows[rows["rated"] > 0]
    noun = "student group" if by == "group" else "school"
    district_downloads.of_cut(view, wanted, named(measure, f"by {noun} and grade"),
                              by + district_downloads.MATRIX, rows, measure)  # fmt: skip
    address.pressed(ROWS, "Rows", [SCHOOLS, GROUPS], label_visibility="collapsed")
    if rows.empty:
        st.info("No file says which grade these students are in." if by == "school" else
                "No file says which groups and grades these students belong to.")  # fmt: skip
        return
    if by == "school":
        rows = first_rows(worst_rows_first(rows, measure), "schools")
    chosen = view.school if by == "school" else wanted.group
    grades = [
        name for name in rows["grade"] if name.upper() in (grades_wanted(wanted.grades) or ())
    ]
    draw(view, matrix_figure(rows, theme.palette(), measure, chosen, grades),
         f"{by}_grade|{measure.words}", wanted, partial(_pick, view, by),
         f"{measure.words} by {noun} and grade")  # fmt: skip
    small = _small(view, wanted, measure, "grades", CUTS[by])
    order = "Worst first. " if by == "school" else "A student counts in every group. "
    st.caption(
        f"{order}The number in a cell is the percent{small}; darker is worse. A click leaves "
        f"the students of the cell.{few(rows)}"
    )


def _small(view: View, wanted: Filters, measure: Measure, *free: str) -> str:
    if measure == ATTENDANCE:
        return ", the smaller one is the chronic rate"
    if filters.without_last_year(wanted):
        return ""
    day = plain(filters.last_year_day(view, wanted, *free, why=False))
    return f", the smaller one that of {day}"


def _pick(view: View, by: str, name: str, grade: str) -> None:
    if by == "school":
        key, value = "school", {s.school_id: s.name for s in view.schools}[name]
        here = len(view.schools) < 2 or view.school == name
    else:
        key, value = filters.GROUP, name
        here = address.one(key) == name
    again = here and address.every(filters.GRADE) == [grade]
    address.put_all(**{key: None if again else value, filters.GRADE: None if again else grade})
