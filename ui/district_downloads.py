"""The title of each chart of the District page, and what can be taken along of it: its numbers as a
file and a picture, small groups hidden in both."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from sm_core.charts.weeks import Trend
from sm_core.cut_table import (
    file_table,
    of_whom,
    told,
    told_together,
    with_lower_tiers,
    with_unanswered,
)
from sm_core.day_table import (
    break_table,
    breaks_told,
    trend_table,
    trends_told,
    weekday_table,
    weekdays_told,
)
from sm_core.definitions import STANDARD
from sm_core.grades import LEVEL_WORDS, in_natural_order
from sm_core.hiding.cell import FEWEST
from sm_core.measures import Measure, shown_for
from sm_core.papers.chart_picture import (
    arrow_blocks,
    break_blocks,
    chart_picture,
    matrix_blocks,
    rate_blocks,
    tier_blocks,
    trend_blocks,
    weekday_blocks,
)
from sm_core.seen import Filters
from sm_core.standing import Asked
from sm_core.trends import CUTS, whole_year_before
from ui import cached, cached_explored, district, downloads, filters
from ui.frame import EVERY_SCHOOL, View, long_day

MATRIX = "-grade"
"""Behind the name of a cut that is laid out by grade."""
WHOLE = CUTS | {"september": "september", "cohort": "grades"}
"""The filter that a chart does not follow, for it is cut by the same thing."""
NARROWING = ("school", "grades", "group", *filters.PICKED)
"""The fields of `Filters` that leave students out."""
HIDDEN_WORDS = (
    f"Groups under {FEWEST} students are hidden, and what would give them away in this file. "
    "A file under other filters, or of another day, can be subtracted from it."
)
NO_COHORT = (
    "No file: in every grade so few students are new, or were in rates then, that a file would "
    "tell of them."
)
NO_FILE = (
    f"Not to be downloaded: this choice has, or leaves out, a group of under {FEWEST} students, "
    "whose days the files would tell."
)


def of_cut(
    view: View, wanted: Filters, words: str, by: str, rows, measure: Measure, drawn: str = ""
) -> None:
    """The title of a cut or a matrix; `by` is a key of `WHOLE`, with `MATRIX` behind it. `drawn` is
    the title of the picture where it is another one."""
    if by.startswith("school"):
        # A place by rate tells of the rate, and what leaves the page is no ranking.
        rows = rows.sort_values("label", kind="stable")

    tell, tiers = _telling(view, wanted, by), by == "school" and not measure.of_days
    if tiers:
        tell = partial(_with_tiers, tell)

    def blocks() -> list[dict]:
        if by.endswith(MATRIX):
            return matrix_blocks(tell(rows), measure, in_natural_order(set(rows["grade"])))
        if by == "cohort":
            return arrow_blocks(tell(rows), measure)
        if tiers:
            return tier_blocks(tell(rows), measure)
        return rate_blocks(tell(rows), measure)

    if by == "cohort" and _nothing_now(tell(rows), measure):
        st.markdown(f"**{words}**")
        if len(rows):
            st.caption(NO_COHORT)
        return
    free = [WHOLE[part] for part in by.split("-")]
    whose = _whose(view, wanted, *free)
    # Of all schools, whichever is chosen, are the dates, too.
    view = replace(view, school=None) if "school" in free else view
    summer = long_day(whole_year_before(view.asked).as_of)
    gray = summer if by == "september" else filters.last_year_day(view, wanted, *free)
    said = filters.without_last_year(wanted) or f"Gray: {gray}."
    _title(view, whose, words, f"{by}-{_short(measure)}", said, len(rows), blocks,
           lambda: file_table(tell(rows), measure, by.removesuffix(MATRIX)), drawn)  # fmt: skip


def _nothing_now(told_rows, measure: Measure) -> bool:
    return all(each.share(row) is None
               for row in told_rows.itertuples() for each in shown_for(measure))  # fmt: skip


def _with_tiers(tell: Callable, rows):
    return with_lower_tiers(tell(rows), rows)


def _telling(view: View, wanted: Filters, by: str) -> Callable:
    """What hides in the rows of a cut: with who answers no question on groups, and by school and by
    grade so that one file does not tell what another hides, where they are of the same students."""
    alike = {"school": not wanted.grades, "grade": not wanted.school,
             "school" + MATRIX: True}  # fmt: skip
    if by == "cohort":
        return lambda rows: cached_explored.cohorts_told(view, wanted)
    if by == "group":
        everybody = replace(wanted, group=None)
        return lambda rows: told(with_unanswered(
            rows, cached.tier_counts(view, everybody),
            cached.tier_counts(view, everybody, view.last_year),
        ))  # fmt: skip
    if not alike.get(by) or len(view.schools) < 2:
        return told

    def together(rows):
        schools = cached.cut_beside(view, replace(wanted, grades=None), "school")
        grades = cached.cut_beside(view, replace(wanted, school=None), "grade")
        cells = cached.cut_beside(view, wanted, "school", across=True)
        hidden = told_together(schools, grades, cells)[list(alike).index(by)]
        return hidden.loc[rows.index]

    return together


def of_trend(view: View, wanted: Filters, words: str, trends: Sequence[Trend], period: str) -> None:
    """The title of the lines by week or month."""
    last = whole_year_before(view.asked)
    enough = [(measure, _of_enough(view, wanted, now), _of_enough(view, wanted, before, last))
              for measure, now, before in trends]  # fmt: skip
    kind = f"{period}-{_short(trends[0][0])}"
    _title(view, _whose(view, wanted), words, kind, "Gray: the year before.",
           any(len(now) for _, now, _ in enough),
           lambda: trend_blocks(trends_told(enough), period),
           lambda: trend_table(trends_told(enough)),
           few=any(len(now) for _, now, _ in trends))  # fmt: skip


def of_weekdays(view: View, wanted: Filters, words: str, rows, before) -> None:
    """The title of days missed by weekday and month."""
    everybody = replace(wanted, missed_on=None)
    now = _of_enough(view, everybody, rows)
    then = _of_enough(view, everybody, before, view.last_year)
    whose = _whose(view, wanted, "missed_on")
    said = f"Below each number the year before, through {filters.last_year_day(view, wanted)}."
    _title(view, whose, words, "weekday", said, len(now),
           lambda: weekday_blocks(weekdays_told(now), weekdays_told(then)),
           lambda: weekday_table(weekdays_told(now), weekdays_told(then)),
           few=bool(len(rows)))  # fmt: skip


def of_breaks(view: View, wanted: Filters, words: str, rows) -> None:
    """The title of the days beside breaks and holidays."""
    whose, said = _whose(view, wanted, "missed_day"), "Gray: ordinary days of the same weekday."
    now = _of_enough(view, replace(wanted, missed_day=None), rows)
    _title(view, whose, words, "breaks", said, len(now),
           lambda: break_blocks(breaks_told(now)), lambda: break_table(breaks_told(now)),
           few=bool(len(rows)))  # fmt: skip


def _of_enough(view: View, wanted: Filters, rows, asked: Asked | None = None):
    """The rows, none where the students chosen are few, or those whom a filter leaves out: less
    the file without it, days and weeks would be theirs."""
    chosen = cached.tier_counts(view, wanted, asked).rated
    if chosen < FEWEST or _few(view, wanted, chosen, asked):
        return rows[:0]
    return rows


def _few(view: View, wanted: Filters, chosen: int, asked: Asked | None) -> bool:
    """Whether a filter leaves out, or another answer to the question of the group has, few."""
    for name in NARROWING:
        if getattr(wanted, name) is not None:
            everybody = cached.tier_counts(view, replace(wanted, **{name: None}), asked).rated
            if 0 < everybody - chosen < FEWEST:
                return True
    if wanted.group is None:
        return False
    groups = cached.cut(view, replace(wanted, group=None), "group", asked)
    answers = groups[groups["place"].isin(groups["place"][groups["name"] == wanted.group])]
    return bool(answers["rated"].between(1, FEWEST - 1).any())


def _title(
    view: View, whose: str, words: str, kind: str, said: str, anything: int,
    blocks: Callable[[], list[dict]], table: Callable, drawn: str = "", few: bool = False,
) -> None:  # fmt: skip
    """The words and, where there is anything to take, the downloads beside them, or that it is of
    `few`; `said` stands below the title of the picture."""
    if not anything:
        st.markdown(f"**{words}**", help=NO_FILE if few else None)
        return
    page = district.name()
    name, below = f"{page.lower()}-{kind}-{view.as_of}", f"{whose}. {said}"
    with st.container(horizontal=True, horizontal_alignment="distribute",
                      vertical_alignment="center"):  # fmt: skip
        st.markdown(f"**{words}**", width="content")
        downloads.offer(
            view, name, page, f"{page.lower()} {kind} {view.as_of}",
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
