"""What stands in and beside the marks of counted rows: shares, words and colors."""

from html import escape

import pandas as pd

from sm_core.charts.layout import faded
from sm_core.measures import Measure, shown_for
from sm_core.palette import Palette

FEW = 10
"""Rates of fewer students than this say little and are marked."""
BESIDE = {"mode": "text", "textposition": "middle right", "cliponaxis": False, "hoverinfo": "skip"}
"""A number behind a bar, clear of the tick of the year before."""


def written(rows: pd.DataFrame) -> pd.DataFrame:
    """Names come from files, and Plotly reads tags in a text."""
    return rows.assign(label=[escape(label, quote=False) for label in rows["label"]])


def shares(rows: pd.DataFrame, measure: Measure, when: str = "") -> list[float | None]:
    """0 to 1 per row, None where nothing is counted; `when` is "_before" for the year before."""
    pairs = zip(rows[measure.part + when], rows[measure.whole + when], strict=True)
    return [float(part) / float(whole) if whole else None for part, whole in pairs]


def longest(rows: pd.DataFrame, measure: Measure) -> float:
    """Where the longest bar ends, or the farthest tick of the year before."""
    every = [*shares(rows, measure), *shares(rows, measure, "_before")]
    return max((share for share in every if share is not None), default=0)


def few_mark(students: int) -> str:
    """Of nobody there is no rate to mark."""
    return "*" if 0 < students < FEW else ""


def short(number: float) -> str:
    """A number with little room: 940, 1.2k, 48k."""
    if number < 1000:
        return f"{number:.0f}"
    return f"{number / 1000:.1f}k" if number < 9950 else f"{number / 1000:.0f}k"


def hover(rows: pd.DataFrame, measure: Measure) -> list[str]:
    return [_hover(row, measure) for row in rows.itertuples()]


def _hover(row, measure: Measure) -> str:
    lines = [row.label]
    for each in shown_for(measure):
        lines.append(f"{_of(row, each)} {each.said}")
        if getattr(row, f"{each.whole}_before"):
            lines.append(f"{_of(row, each, '_before')} a year before")
    return "<br>".join(lines)


def _of(row, measure: Measure, when: str = "") -> str:
    part, whole = (getattr(row, name + when) for name in (measure.part, measure.whole))
    share = f" ({part / whole:.1%})" if whole else ""
    return f"{part:,.0f} of {whole:,.0f}{share}"


def colors(rows: pd.DataFrame, color: str, palette: Palette, *chosen: str | None) -> list[str]:
    """Rows other than the chosen ones are dimmed, where any is chosen."""
    wanted = {name for name in chosen if name is not None}
    quiet = faded(color, palette)
    return [color if not wanted or name in wanted else quiet for name in rows["name"]]


def tick(palette: Palette, symbol: str, size: int) -> dict:
    """The mark of the year before."""
    return {"symbol": symbol, "size": size, "line": {"color": palette.quiet, "width": 3}}
