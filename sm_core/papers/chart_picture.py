"""A chart of the District page as a picture to paste into a letter or a slide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sm_core.charts.breaks import TITLES, days_closed
from sm_core.charts.cohorts import change, span
from sm_core.charts.scale import places, shade, upon
from sm_core.charts.tiers import NARROW
from sm_core.charts.weekdays import MONTHS, WEEKDAYS
from sm_core.charts.weeks import Trend
from sm_core.charts.weeks import places as places_of
from sm_core.cut_table import HIDDEN
from sm_core.measures import ATTENDANCE, CHRONIC, MISSED, Measure, shown_for
from sm_core.packs.parts import KEY, told_apart
from sm_core.palette import LIGHT
from sm_core.papers.sheet import GAP, lines, printable
from sm_core.papers.typeset import picture
from sm_core.trends import MONTH

if TYPE_CHECKING:
    import pandas as pd

WIDTH = 1275
"""Pixels: 150 to the inch of a letter page."""


def chart_picture(title: str, said: str, foot: str, blocks: Iterable[dict]) -> bytes:
    """A PNG: the title, what is counted (`said`), the blocks, and whence the numbers (`foot`)."""
    data = {"title": title, "said": said, "foot": foot, "blocks": list(blocks)}
    [page] = picture("chart", printable(data, GAP), WIDTH)
    return page


def rate_blocks(rows: pd.DataFrame, measure: Measure) -> list[dict]:
    """Bars of a cut as it may be told (`sm_core.cut_table.told`), with a tick for the year before;
    attendance has the chronic rate below it."""
    drawn = shown_for(measure)
    return [
        {"is": "rates", "title": each.words if len(drawn) > 1 else "",
         "rows": [_bar(row, each) for row in rows.itertuples()]}
        for each in drawn
    ]  # fmt: skip


def _bar(row, measure: Measure) -> dict:
    before = measure.share(row, "_before") or 0
    if measure.share(row) is None:
        return _hidden_bar(row.label, before)
    part, whole = getattr(row, measure.part), getattr(row, measure.whole)
    return _bar_of(row.label, part, whole, before, measure)


def _hidden_bar(label: str, before: float) -> dict:
    return {"label": label, "share": 0, "before": before, "words": HIDDEN, "color": LIGHT.accent}


def _bar_of(label: str, part: float, whole: float, before: float, measure: Measure) -> dict:
    return {"label": label, "share": float(part) / float(whole), "before": before,
            "words": _of(part, whole, measure), "color": LIGHT.accent}  # fmt: skip


def _part_words(row, measure: Measure) -> str:
    if measure.share(row) is None:
        return HIDDEN
    return _of(getattr(row, measure.part), getattr(row, measure.whole), measure)


def _of(part: float, whole: float, measure: Measure) -> str:
    return f"{measure.percent(float(part) / float(whole))}% · {part:,.0f} of {whole:,.0f}"


def tier_blocks(rows: pd.DataFrame, measure: Measure) -> list[dict]:
    """A bar of 100 % per row of a cut as it may be told, a tick where the measure (of students)
    ended the year before: the percent of each tier, of two together where they are not told apart,
    and no bar where nothing is."""
    drawn = [_tiers(row, measure) for row in rows.itertuples()]
    key = f"{KEY}, in percent; two marks: the two together, for one of them is {HIDDEN}"
    return [{"is": "tiers", "title": "", "rows": drawn, "key": key}]


def _tiers(row, measure: Measure) -> dict:
    found = told_apart(*map(_told, (row.rated, row.chronic, row.severe_chronic, row.at_risk)))
    return {
        "label": row.label, "before": measure.share(row, "_before") or 0,
        "words": _part_words(row, measure),
        "parts": [{"share": part.share, "color": LIGHT.tiers[part.tier],
                   "on": LIGHT.on_tiers[part.tier],
                   "text": f"{part.mark} {100 * part.share:.0f}" if part.share >= NARROW else ""}
                  for part in found if part.students],
    }  # fmt: skip


def _told(number: float) -> int | None:
    return None if number != number else int(number)


def arrow_blocks(rows: pd.DataFrame, measure: Measure) -> list[dict]:
    """Of `cohorts_told` an arrow per row from the share of the year before to that of now, places
    as parts of the width; where one of the two is not told there is no row but its name below."""
    return [_arrows(rows, each, len(shown_for(measure)) > 1) for each in shown_for(measure)]


def _arrows(rows: pd.DataFrame, measure: Measure, titled: bool) -> dict:
    ends = {row.label: (measure.share(row, "_before"), measure.share(row))
            for row in rows.itertuples()}  # fmt: skip
    told = {label: pair for label, pair in ends.items() if None not in pair}
    low, high = span([then for then, _ in told.values()], [now for _, now in told.values()],
                     measure)  # fmt: skip
    untold = ", ".join(label for label in ends if label not in told)
    return {
        "is": "arrows", "title": measure.words if titled else "", "color": LIGHT.accent,
        "key": f"{HIDDEN.capitalize()}: grade {untold}" if untold else "",
        "rows": [
            {"label": label, "words": change(*pair, measure),
             "ends": [(share - low) / (high - low) for share in pair]}
            for label, pair in told.items()
        ],
    }  # fmt: skip


def break_blocks(rows: pd.DataFrame) -> list[dict]:
    """The days before and after each time without school, of `breaks_told`; the ticks are ordinary
    days."""
    return [
        {"is": "rates", "title": title,
         "rows": [_break_bar(row) for row in rows[rows["side"] == side].itertuples()]}
        for side, title in TITLES.items()
    ]  # fmt: skip


def _break_bar(row) -> dict:
    label = days_closed(row.first_closed, row.last_closed)
    if row.days_enrolled != row.days_enrolled:
        return _hidden_bar(label, 0)
    ordinary = float(row.ordinary_absent) / row.days_enrolled
    if MISSED.share(row) is None:
        return _hidden_bar(label, ordinary)
    return _bar_of(label, row.days_absent, row.days_enrolled, ordinary, MISSED)


def matrix_blocks(rows: pd.DataFrame, measure: Measure, grades: Sequence[str]) -> list[dict]:
    """Cells of a matrix as it may be told, grades from left to right; below the number that of the
    year before, or of attendance the chronic rate."""
    known = {(row.name_, row.grade): row for row in
             rows.rename(columns={"name": "name_"}).itertuples()}  # fmt: skip
    shares = [measure.share(row) for row in known.values()]
    spots = dict(zip(known, places(shares, measure.less_is_worse), strict=True))
    labels = dict(zip(rows["name"], rows["label"], strict=True))
    return [{
        "is": "cells", "title": "", "columns": list(grades),
        "rows": [
            {"label": label, "cells": [_cell(known.get((name, grade)), spots.get((name, grade)),
                                             measure) for grade in grades]}
            for name, label in labels.items()
        ],
    }]  # fmt: skip


def _cell(row, spot: float | None, measure: Measure) -> dict:
    if row is None or measure.share(row) is None:
        return _shaded("" if row is None else "–", "", None)
    other, when = (CHRONIC, "") if measure == ATTENDANCE else (measure, "_before")
    below = other.share(row, when)
    return _shaded(measure.percent(measure.share(row)),
                   "" if below is None else other.percent(below), spot)  # fmt: skip


def _shaded(text: str, below: str, spot: float | None) -> dict:
    return {"text": text, "below": below, "color": shade(spot, LIGHT), "on": upon(spot, LIGHT)}


def weekday_blocks(rows: pd.DataFrame, before: pd.DataFrame) -> list[dict]:
    """Days missed by weekday and month: two results of `weekdays_told`."""
    cells, earlier = _by_cell(rows), _by_cell(before)
    shares = {key: MISSED.share(row) for key, row in cells.items()}
    spots = dict(zip(cells, places(list(shares.values())), strict=True))
    months = list(dict.fromkeys(month for _, month in cells))

    def cell(key: tuple) -> dict:
        if shares.get(key) is None:
            return _shaded("–" if key in cells else "", "", None)
        before = MISSED.share(earlier[key]) if key in earlier else None
        return _shaded(MISSED.percent(shares[key]),
                       "" if before is None else MISSED.percent(before), spots[key])  # fmt: skip

    return [{
        "is": "cells", "title": "", "columns": [MONTHS[month] for month in months],
        "rows": [
            {"label": WEEKDAYS[weekday], "cells": [cell((weekday, month)) for month in months]}
            for weekday in sorted({weekday for weekday, _ in cells})
        ],
    }]  # fmt: skip


def _by_cell(rows: pd.DataFrame) -> dict:
    return {(row.weekday, row.month): row for row in rows.itertuples()}


def trend_blocks(trends: Sequence[Trend], period: str) -> list[dict]:
    """Lines of this year and, moved to stand behind it, of the year before."""
    blocks = []
    for measure, now, before in trends:
        named = [("Last year", LIGHT.quiet, _points(before, measure, period, moved=True)),
                 ("This year", LIGHT.accent, _points(now, measure, period))]  # fmt: skip
        if any(points for *_, points in named):
            block = lines(named, from_zero=measure != ATTENDANCE)
            blocks.append(block | {"title": measure.words if len(trends) > 1 else ""})
    return blocks


def _points(rows: pd.DataFrame, measure: Measure, period: str, moved: bool = False) -> list[tuple]:
    """The place and the share of each row that is told."""
    days = places_of(rows, period == MONTH, moved)
    shares = (measure.share(row) for row in rows.itertuples())
    return [(day, s) for day, s in zip(days, shares, strict=True) if s is not None]
