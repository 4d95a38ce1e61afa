"""Days and weeks of the District page as tables for a file, small groups hidden in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sm_core.cut_table import DAYS, NOBODY, numbers_told
from sm_core.hiding.table import Counted

if TYPE_CHECKING:
    import pandas as pd

    from sm_core.charts.weeks import Trend
    from sm_core.measures import Measure


def trends_told(trends: Sequence[Trend]) -> list[Trend]:
    """The same lines without the weeks in which students could be told from the numbers."""
    return [(measure, _line_told(now, measure), _line_told(before, measure))
            for measure, now, before in trends]  # fmt: skip


def _line_told(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    if rows.empty:
        return rows
    if measure.of_days:
        return _days_told(rows)
    counted = [Counted(measure.whole), Counted(measure.part, measure.whole)]
    return numbers_told(rows, counted, ("begun",))


def weekdays_told(rows: pd.DataFrame) -> pd.DataFrame:
    """The result of `by_weekday` without the days that may be those of few students."""
    return _days_told(rows[rows["days_enrolled"] > 0], ("month",))


def breaks_told(rows: pd.DataFrame) -> pd.DataFrame:
    """The result of `beside_breaks` without the days that may be those of few students."""
    return _days_told(rows, ("day",))


def _days_told(rows: pd.DataFrame, lines: Sequence[str] = ()) -> pd.DataFrame:
    """On one day of school a student day is a student: fewer than ten missed, or attended, may be
    the days of fewer than ten students, and are empty. A total of the rows alike in `lines` (of
    all without any) gives none away."""
    if rows.empty:
        return rows
    tells = tuple(name for name in DAYS if name in rows and name != "days_enrolled")
    counted = [Counted("days_enrolled"), Counted("days", "days_enrolled", NOBODY, tells)]
    told = numbers_told(rows.assign(days=_whole(rows), nobody=0), counted, lines)
    return told.drop(columns=["days", NOBODY])


def _whole(rows: pd.DataFrame) -> pd.Series:
    """The days missed without half days: as few, or as many, as they may be."""
    import numpy as np

    missed, enrolled = (rows[name].astype(float) for name in ("days_absent", "days_enrolled"))
    return np.floor(missed).where(2 * missed < enrolled, np.ceil(missed)).astype(int)


def trend_table(trends: Sequence[Trend]) -> pd.DataFrame:
    """One row per week or month of the year before and of this year, with the last day counted."""
    import pandas as pd

    tables = []
    for measure, now, before in trends:
        both = pd.concat([before, now], ignore_index=True)
        part, whole = both[measure.part], both[measure.whole]
        percent = (100 * part / whole.where(whole > 0)).astype(float).round(2)
        tables.append(pd.DataFrame({
            "First day": [day.date() for day in pd.to_datetime(both["begun"])],
            "Last day": [day.date() for day in pd.to_datetime(both["until"])],
            measure.said.capitalize(): part,
            ("Days enrolled" if measure.of_days else "In rates"): whole,
            f"{measure.words}, percent": percent,
        }))  # fmt: skip
    table, *others = tables
    for other in others:
        table = table.merge(other, on=["First day", "Last day"], how="outer")
    return table.convert_dtypes()


def weekday_table(rows: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """One row per weekday of a month of the year before and of this year: two results of
    `weekdays_told`."""
    import calendar

    import pandas as pd

    both = pd.concat([before, rows], ignore_index=True)
    return pd.DataFrame({
        "Year": both["year"],
        "Month": [calendar.month_name[month] for month in both["month"]],
        "Weekday": [calendar.day_name[day - 1] for day in both["weekday"]],
        "Days enrolled": both["days_enrolled"],
        "Student days missed": both["days_absent"],
        "Days missed, percent": (100 * both["days_absent"] / both["days_enrolled"]).round(2),
    }).convert_dtypes()  # fmt: skip


def break_table(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per row of `breaks_told`."""
    import pandas as pd

    enrolled = rows["days_enrolled"].astype(float)
    return pd.DataFrame({
        "Kind": rows["kind"],
        **{heading: [day.date() for day in pd.to_datetime(rows[column])] for heading, column in
           (("First day closed", "first_closed"), ("Last day closed", "last_closed"),
            ("School day", "day"))},
        "Side": rows["side"],
        "Schools": rows["schools"],
        "Days enrolled": rows["days_enrolled"],
        "Student days missed": rows["days_absent"],
        "Days missed, percent": (100 * rows["days_absent"].astype(float) / enrolled).round(2),
        "On ordinary days, percent": (100 * rows["ordinary_absent"] / enrolled).round(2),
    }).convert_dtypes()  # fmt: skip
