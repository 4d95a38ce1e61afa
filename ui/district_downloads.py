"""The title of each chart of the District page, and what can be taken along of it: its numbers as a
file and a picture, small groups hidden in both."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from sm_core.charts.breaks import TITLES
from sm_core.charts.weeks import Trend
from sm_core.cut_table import file_table, told, trend_table, trends_told, weekday_table
from sm_core.definitions import STANDARD
from sm_core.explored.tables import (
    break_rows,
    break_table,
    chronic_table,
    cohort_rows,
    september_rows,
)
from sm_core.grades import LEVEL_WORDS, in_natural_order
from sm_core.hiding.cell import FEWEST
from sm_core.measures import CHRONIC, MISSED, Measure
from sm_core.papers.chart_picture import (
    chart_picture,
    matrix_blocks,
    rate_blocks,
    trend_blocks,
    weekday_blocks,
)
from sm_core.seen import Filters
from ui import downloads, filters
from ui.frame import View, long_day

MATRIX = "-grade"
"""Behind the name of a cut that is laid out by grade."""
HIDDEN_WORDS = f"Groups under {FEWEST} students are hidden, and what would give them away."


def of_cut(view: View, wanted: Filters, words: str, by: str, rows, measure: Measure) -> None:
    """The title of a cut or a matrix; `by` is a key of `CUTS`, with `MATRIX` behind it."""

    def blocks() -> list[dict]:
        if by.endswith(MATRIX):
            return matrix_blocks(told(rows), measure, in_natural_order(set(rows["grade"])))
        return rate_blocks(told(rows), measure)

    said = "" if rows.empty else f"Gray: {long_day(view.last_year.as_of)}. "
    _title(view, wanted, words, f"{by}-{_short(measure)}", said, blocks,
           lambda: file_table(told(rows), measure, by.removesuffix(MATRIX)))  # fmt: skip


def of_trend(view: View, wanted: Filters, words: str, trends: Sequence[Trend], period: str) -> None:
    """The title of the lines by week or month."""
    _title(view, wanted, words, f"{period}-{_short(trends[0][0])}", "Gray: the year before. ",
           lambda: trend_blocks(trends_told(trends), period),
           lambda: trend_table(trends_told(trends)))  # fmt: skip


def of_weekdays(view: View, wanted: Filters, words: str, rows, before, rated: int) -> None:
    """The title of days missed by weekday and month; of few students no number is told."""
    few = rated < FEWEST
    now, then = (rows[:0], before[:0]) if few else (rows, before)
    _title(view, wanted, words, "weekday", "Below each number the year before. ",
           lambda: weekday_blocks(now, then), lambda: weekday_table(now, then))  # fmt: skip


def of_september(view: View, wanted: Filters, words: str, now, before) -> None:
    """The title of September watch, from two results of `september_watch`."""
    rows = partial(september_rows, now, before)
    _title(view, wanted, words, "september", "Gray: by the end of last year. ",
           lambda: rate_blocks(rows(), CHRONIC),
           lambda: chronic_table(rows(), "Missed in September",
                                 "at the end of last year"))  # fmt: skip


def of_cohorts(view: View, wanted: Filters, words: str, rows) -> None:
    """The title of the same students then and now."""
    then = long_day(view.last_year.as_of)
    _title(view, wanted, words, "then-and-now", f"Gray: the same students on {then}. ",
           lambda: rate_blocks(cohort_rows(rows), CHRONIC),
           lambda: chronic_table(cohort_rows(rows), "Grade now", "a year before"))  # fmt: skip


def of_breaks(view: View, wanted: Filters, words: str, rows) -> None:
    """The title of the days beside breaks and holidays; each side is a picture of its own."""

    def blocks() -> list[dict]:
        return [
            block | {"title": title}
            for side, title in TITLES.items()
            for block in rate_blocks(break_rows(rows, side), MISSED)
        ]

    said = "Gray: the same weekday in the four weeks around, at the same schools. "
    _title(view, wanted, words, "breaks", said, blocks, lambda: break_table(rows))


def _title(
    view: View, wanted: Filters, words: str, kind: str, said: str,
    blocks: Callable[[], list[dict]], table: Callable,
) -> None:  # fmt: skip
    """The words, and the downloads beside them; `said` stands below the title of the picture."""
    name = f"district-{kind}-{view.as_of}"
    with st.container(horizontal=True, horizontal_alignment="distribute",
                      vertical_alignment="center"):  # fmt: skip
        st.markdown(f"**{words}**", width="content")
        downloads.offer(
            view, name, "District", f"district {kind} {view.as_of}", table,
            picture=lambda: chart_picture(words, f"{_whose(view, wanted)}. {said}", _foot(view),
                                          blocks()),
        )  # fmt: skip


def _short(measure: Measure) -> str:
    return measure.words.lower().replace(" ", "-")


def _whose(view: View, wanted: Filters) -> str:
    """Whose numbers they are; a filter on what a chart is cut by dims the others only."""
    grades = ", ".join(LEVEL_WORDS.get(name, name) for name in wanted.grades or ())
    words = [view.where, f"grade {grades}" if grades else "", wanted.group or "",
             *filters.picked_words(wanted).values()]  # fmt: skip
    text = ", ".join(filter(None, words))
    return text[:1].upper() + text[1:]


def _foot(view: View) -> str:
    rules = STANDARD
    return (
        f"Through {long_day(view.through)}. Chronically absent: missed {rules.moderate}% or more "
        f"of the days enrolled (severe: {rules.severe}% or more); students with under "
        f"{rules.few_days} enrolled days are left out. {HIDDEN_WORDS}"
    )
