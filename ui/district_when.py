"""Of the District page: what September foretells, and the days beside a time without school."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import streamlit as st

from sm_core.charts.breaks import missed_beside_breaks
from sm_core.charts.marks import few_mark
from sm_core.charts.september import chronic_by_september
from sm_core.cut_table import ASIDE, september_rows
from sm_core.definitions import STANDARD
from sm_core.explored.breaks import (
    AFTER,
    BEFORE,
    BREAK,
    BREAK_DAYS,
    HOLIDAY,
    Side,
    largest,
    sides,
    times,
)
from sm_core.explored.september import SPANS, UNTOLD
from sm_core.measures import CHRONIC, Measure
from sm_core.seen import Filters
from sm_core.trends import whole_year_before
from ui import address, cached, cached_explored, district_downloads, filters, theme
from ui.district_charts import ALL, FEW_WORDS, without_days
from ui.district_days import only_missed
from ui.frame import View
from ui.picking import draw

MANY_BREAKS = 20
"""Rows of the chart of breaks before the others wait behind a switch."""
KINDS = {BREAK: "Breaks", HOLIDAY: "Holidays"}
SIDES = {BEFORE: "the last day before", AFTER: "the first day after"}


def september(view: View, wanted: Filters, measure: Measure) -> None:
    """Students by days missed in September, and how many of each are chronically absent."""
    now = cached_explored.september_watch(view, wanted)
    before = cached_explored.september_watch(view, wanted, whole_year_before(view.asked))
    rows = september_rows(now, before)
    told = rows[(rows["rated"] > 0) & ~rows[ASIDE]]
    rows = told if told.empty else rows[(rows["rated"] > 0) | rows[ASIDE]]
    district_downloads.of_cut(
        view, wanted, "September watch: chronically absent, by days missed in September",
        "september", rows, CHRONIC,
    )  # fmt: skip
    if told.empty:
        days = f"{STANDARD.few_days} school days of it, with daily data"
        st.info(f"September is not told: it takes {days}.")
        return
    figure = chronic_by_september(now, before, theme.palette(), wanted.september)
    draw(view, figure, "september", wanted, _pick_september,
         "Share of students chronically absent by days missed in September")  # fmt: skip
    st.caption(
        f"{_only_chronic(measure)}Under each name: chronically absent students of all in rates. "
        f"{_last_year(wanted, before)}{_untold(now[UNTOLD].rated)}{_few(now, before)}"
    )


def _only_chronic(measure: Measure) -> str:
    if measure == CHRONIC:
        return ""
    return "Whatever the measure: September is watched for who becomes chronically absent. "


def _last_year(wanted: Filters, before) -> str:
    if nothing := filters.without_last_year(wanted):
        return f"{nothing} "
    if any(before[span].rated for span in SPANS):
        return "Gray: by the end of last year. "
    return "Nobody of this choice had a September last year to compare with. "


def _untold(students: int) -> str:
    if not students:
        return ""
    who = "1 student" if students == 1 else f"{students:,} students"
    verb = "is" if students == 1 else "are"
    return f"{who} with under {STANDARD.few_days} school days in September {verb} not in it. "


def _few(*watches) -> str:
    marked = any(few_mark(watch[span].rated) for watch in watches for span in SPANS)
    return FEW_WORDS.strip() if marked else ""


def _pick_september(span: str) -> None:
    address.put(filters.SEPTEMBER, None if filters.september() == span else span)


def breaks(view: View, wanted: Filters, measure: Measure) -> None:
    """Percent missed on the days around each time without school, beside ordinary days."""
    rows = cached_explored.beside_breaks(view, wanted)
    district_downloads.of_breaks(
        view, wanted, "Days missed before and after breaks and holidays, in percent", rows
    )
    if rows.empty:
        st.info("No school day beside a break or holiday has daily data of 10 or more students.")
        return
    for sentence in _said(sides(rows)):
        st.markdown(sentence)
    count = times(rows)
    if count > MANY_BREAKS and not address.switched(ALL, f"Show all {count} breaks and holidays"):
        rows = largest(rows, MANY_BREAKS)
    draw(view, missed_beside_breaks(rows, theme.palette(), wanted.missed_day), "breaks", wanted,
         _pick_day, "Percent of student days missed before and after each break")  # fmt: skip
    everybody = replace(wanted, missed_day=None, missed_on=None)
    left_out = without_days(view, everybody, cached.by_weekday(view, everybody))
    st.caption(
        f"{only_missed(measure, 'a single day')}Bold: breaks, {BREAK_DAYS} or more weekdays "
        "without school; the others are holidays of "
        "one or two, days closed for weather among them. Gray ticks: the same weekday in the four "
        "weeks around, at the same schools. Schools closed on other days have a row of their own. "
        "A click on a day leaves the students who missed it."
        f"{left_out}"
    )


def _said(found: list[Side]) -> Iterator[str]:
    """A sentence for breaks and one for holidays, as far as there are days."""
    for kind, name in KINDS.items():
        words = [
            f"**{side.missed:.1%}** missed on {SIDES[side.side]} ({side.ordinary:.1%} on ordinary "
            "days)"
            for side in found
            if side.kind == kind
        ]
        if words:
            yield f"{name}: {', '.join(words)}."


def _pick_day(day: str) -> None:
    again = filters.missed_day() == date.fromisoformat(day)
    address.put(filters.MISSED_DAY, None if again else day)
