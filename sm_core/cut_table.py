"""What the District page shows as tables for a file, small groups hidden in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import nan
from typing import TYPE_CHECKING

from sm_core.explored.september import SPANS, Share
from sm_core.hiding.table import Counted, hidden_table
from sm_core.measures import CHRONIC, SEVERE, Measure, shown_for

if TYPE_CHECKING:
    import pandas as pd

    from sm_core.charts.weeks import Trend

HIDDEN = "hidden"
NOW, BEFORE = "", "_before"
DAYS = ("days_enrolled", "days_attended", "days_absent")
FIRST = {"school": "School", "grade": "Grade", "group": "Student group",
         "september": "Days missed in September", "cohort": "Grade of today"}  # fmt: skip
"""What a row is, by what students are cut by."""


def told(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of `beside`, with no number where students could be told from it."""
    lined = rows.assign(line=_line(rows))
    lines = ("line", "name") if "grade" in rows else ("line",)
    for when in (NOW, BEFORE):
        counted = [each for each in _counted(when) if each.column in rows]
        tells = [name + when for name in DAYS if name + when in rows]
        counted[0] = replace(counted[0], tells=tuple(tells))
        lined = _numbers_told(lined, counted, lines)
    return lined.drop(columns="line")


def _line(rows: pd.DataFrame) -> pd.Series:
    """What tells apart rows that add up to one total: those of one question on groups, of a grade
    where there are grades."""
    import pandas as pd

    place = rows["place"] if "place" in rows else pd.Series(0, rows.index)
    return place.astype(str) + (("|" + rows["grade"]) if "grade" in rows else "")


def _counted(when: str) -> list[Counted]:
    rated, chronic = f"rated{when}", CHRONIC.part + when
    return [Counted(rated), Counted(chronic, rated), Counted(SEVERE.part + when, chronic, rated)]


def _numbers_told(
    rows: pd.DataFrame, counted: Sequence[Counted], lines: Sequence[str]
) -> pd.DataFrame:
    """A number that is hidden is none: not a number, as in all that counts with these rows."""
    shown = hidden_table(rows, counted, lines)
    names = [name for each in counted for name in (each.column, *each.tells)]
    return shown.assign(**{name: shown[name].to_numpy(float, na_value=nan) for name in names})


def september_rows(now: Mapping[str, Share], before: Mapping[str, Share]) -> pd.DataFrame:
    """Two results of `september_watch` as a cut."""
    import pandas as pd

    return pd.DataFrame([
        {"name": span, "label": words, "rated": now[span].rated, "chronic": now[span].chronic,
         "rated_before": before[span].rated, "chronic_before": before[span].chronic}
        for span, words in SPANS.items()
    ])  # fmt: skip


def cohort_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The result of `cohorts` as a cut: the same students stand in both years."""
    rows = rows[rows["rated"] > 0]
    return rows.assign(label=rows["name"], rated_before=rows["rated"])


def of_whom(table: pd.DataFrame, whose: str) -> pd.DataFrame:
    """A table that says whose numbers it has, for a file is read without its page."""
    table.insert(0, "Students", whose)
    return table


def file_table(rows: pd.DataFrame, measure: Measure, by: str) -> pd.DataFrame:
    """One row per row of `told`, under the headings people read; percents with two decimals."""
    import pandas as pd

    table = {FIRST[by]: rows["label"]}
    if "grade" in rows:
        table["Grade"] = rows["grade"]
    for when, words in ((NOW, ""), (BEFORE, ", a year before")):
        table |= _numbers(rows, measure, when, words)
    return pd.DataFrame(table).convert_dtypes()


def _numbers(rows: pd.DataFrame, measure: Measure, when: str, words: str) -> dict:
    found = {f"In rates{words}": rows[f"rated{when}"]}
    for each in shown_for(measure):
        if each.of_days:
            found[f"Days enrolled{words}"] = rows[each.whole + when]
            found[f"{each.said.capitalize()}{words}"] = rows[each.part + when]
        else:
            found[f"{each.words}{words}"] = rows[each.part + when]
        found[f"{each.words}, percent{words}"] = [
            None if share is None else round(100 * share, 2)
            for share in (each.share(row, when) for row in rows.itertuples())
        ]
    return found


def trends_told(trends: Sequence[Trend]) -> list[Trend]:
    """The same lines without the weeks in which students could be told from the numbers."""
    return [(measure, _line_told(now, measure), _line_told(before, measure))
            for measure, now, before in trends]  # fmt: skip


def _line_told(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    if measure.of_days or rows.empty:
        return rows
    counted = [Counted(measure.whole), Counted(measure.part, measure.whole)]
    return _numbers_told(rows, counted, ("begun",))


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
    """One row per weekday of a month of the year before and of this year."""
    import calendar

    import pandas as pd

    both = pd.concat([before, rows], ignore_index=True)
    both = both[both["days_enrolled"] > 0]
    return pd.DataFrame({
        "Year": both["year"],
        "Month": [calendar.month_name[month] for month in both["month"]],
        "Weekday": [calendar.day_name[day - 1] for day in both["weekday"]],
        "Days enrolled": both["days_enrolled"],
        "Student days missed": both["days_absent"],
        "Days missed, percent": (100 * both["days_absent"] / both["days_enrolled"]).round(2),
    }).convert_dtypes()  # fmt: skip


def break_table(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per row of `beside_breaks`, whose days are those of ten or more students."""
    import pandas as pd

    enrolled = rows["days_enrolled"].astype(float)
    return pd.DataFrame({
        "Kind": rows["kind"],
        **{heading: [day.date() for day in pd.to_datetime(rows[column])] for heading, column in
           (("First day closed", "first_closed"), ("Last day closed", "last_closed"),
            ("School day", "day"))},
        "Side": rows["side"],
        "Days enrolled": rows["days_enrolled"],
        "Student days missed": rows["days_absent"],
        "Days missed, percent": (100 * rows["days_absent"].astype(float) / enrolled).round(2),
        "On ordinary days, percent": (100 * rows["ordinary_absent"] / enrolled).round(2),
    }).convert_dtypes()  # fmt: skip
