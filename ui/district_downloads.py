"""The title of each chart of the District page, and what can be taken along of it: its numbers as a
file and a picture, small groups hidden in both."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from sm_core.charts.weeks import Trend
from sm_core.cut_table import (
    break_table,
    file_table,
    of_whom,
    told,
    trend_table,
    trends_told,
    weekday_table,
)
from sm_core.definitions import STANDARD
from sm_core.grades import LEVEL_WORDS, in_natural_order
from sm_core.hiding.cell import FEWEST
from sm_core.measures import Measure
from sm_core.papers.chart_picture import (
    break_blocks,
    chart_picture,
    matrix_blocks,
    rate_blocks,
    trend_blocks,
    weekday_blocks,
)
from sm_core.seen import Filters
from sm_core.standing import Asked
from sm_core.trends import CUTS, whole_year_before
from ui import cached, downloads, filters
from ui.frame import EVERY_SCHOOL, View, long_day

MATRIX = "-grade"
"""Behind the name of a cut that is laid out by grade."""
WHOLE = CUTS | {"september": "september", "cohort": "grades"}
"""The filter that a chart does not follow, for it is cut by the same thing."""
HIDDEN_WORDS = f"Groups under {FEWEST} students are hidden, and what would give them away."


def of_cut(
    view: View, wanted: Filters, words: str, by: str, rows, measure: Measure, drawn: str = ""
) -> None:
    """The title of a cut or a matrix; `by` is a key of `WHOLE`, with `MATRIX` behind it. `drawn` is
    the title of the picture where it is another one."""
    if by.startswith("school"):
        # A place by rate tells of the rate, and what leaves the page is no ranking.
        rows = rows.sort_values("label", kind="stable")

    def blocks() -> list[dict]:
        if by.endswith(MATRIX):
            return matrix_blocks(told(rows), measure, in_natural_order(set(rows["grade"])))
        return rate_blocks(told(rows), measure)

    whose = _whose(view, wanted, *(WHOLE[part] for part in by.split("-")))
    said = f"Gray: {long_day(view.last_year.as_of)}."
    _title(view, whose, words, f"{by}-{_short(measure)}", said, len(rows), blocks,
           lambda: file_table(told(rows), measure, by.removesuffix(MATRIX)), drawn)  # fmt: skip


def of_trend(view: View, wanted: Filters, words: str, trends: Sequence[Trend], period: str) -> None:
    """The title of the lines by week or month."""
    last = whole_year_before(view.asked)
    enough = [
        (measure, _of_enough(view, wanted, now), _of_enough(view, wanted, before, last))
        if measure.of_days else (measure, now, before)
        for measure, now, before in trends
    ]  # fmt: skip
    kind = f"{period}-{_short(trends[0][0])}"
    _title(view, _whose(view, wanted), words, kind, "Gray: the year before.",
           any(len(now) for _, now, _ in enough),
           lambda: trend_blocks(trends_told(enough), period),
           lambda: trend_table(trends_told(enough)))  # fmt: skip


def of_weekdays(view: View, wanted: Filters, words: str, rows, before) -> None:
    """The title of days missed by weekday and month."""
    everybody = replace(wanted, missed_on=None)
    now = _of_enough(view, everybody, rows)
    then = _of_enough(view, everybody, before, view.last_year)
    whose = _whose(view, wanted, "missed_on")
    _title(view, whose, words, "weekday", "Below each number the year before.", len(now),
           lambda: weekday_blocks(now, then), lambda: weekday_table(now, then))  # fmt: skip


def _of_enough(view: View, wanted: Filters, rows, asked: Asked | None = None):
    """The rows of the students chosen, none where these are few: days do not say of how many."""
    return rows if cached.tier_counts(view, wanted, asked).rated >= FEWEST else rows[:0]


def of_breaks(view: View, wanted: Filters, words: str, rows) -> None:
    """The title of the days beside breaks and holidays."""
    whose, said = _whose(view, wanted, "missed_day"), "Gray: ordinary days of the same weekday."
    _title(view, whose, words, "breaks", said, len(rows),
           lambda: break_blocks(rows), lambda: break_table(rows))  # fmt: skip


def _title(
    view: View, whose: str, words: str, kind: str, said: str, anything: int,
    blocks: Callable[[], list[dict]], table: Callable, drawn: str = "",
) -> None:  # fmt: skip
    """The words and, where there is anything to take, the downloads beside them; `said` stands
    below the title of the picture."""
    if not anything:
        st.markdown(f"**{words}**")
        return
    name, below = f"district-{kind}-{view.as_of}", f"{whose}. {said}"
    with st.container(horizontal=True, horizontal_alignment="distribute",
                      vertical_alignment="center"):  # fmt: skip
        st.markdown(f"**{words}**", width="content")
        downloads.offer(
            view, name, "District", f"district {kind} {view.as_of}",
            lambda: of_whom(table(), whose),
            picture=lambda: chart_picture(drawn or words, below, _foot(view), blocks()),
        )  # fmt: skip


def _short(measure: Measure) -> str:
    return measure.words.lower().replace(" ", "-")


def _whose(view: View, wanted: Filters, *whole: str) -> str:
    """Whose numbers they are. A filter on what the chart is cut by (`whole`, names of fields of
    `Filters`) leaves none of them out."""
    wanted = replace(wanted, **dict.fromkeys(whole))
    grades = ", ".join(LEVEL_WORDS.get(name, name) for name in wanted.grades or ())
    words = [view.where if wanted.school or len(view.schools) < 2 else EVERY_SCHOOL,
             f"grade {grades}" if grades else "", wanted.group or "",
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
