"""The change of each school as a mark on its bar of uncertainty, beside a line at no change."""

from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go

from sm_core.charts.layout import faded, plain
from sm_core.compared.change import IMPROVING, WORSENING
from sm_core.compared.record import Compared
from sm_core.compared.words import CHANGES
from sm_core.palette import Palette

ROW = 26
AXIS, LOWEST = 60, 150
"""What the axis takes below the rows; lower, its numbers are cut off."""
SHAPES = {WORSENING: "triangle-right", IMPROVING: "triangle-left"}


def changes(rows: Sequence[Compared], palette: Palette, chosen: str | None = None) -> go.Figure:
    """A row per school with a change, in the order given from the top; clicked marks carry [id].
    Rows other than `chosen` are dimmed."""
    figure = go.Figure()
    places = [str(place) for place in range(len(rows))]
    colors = [_color(each, palette, chosen) for each in rows]
    for each, place, color in zip(rows, places, colors, strict=True):
        figure.add_scatter(
            x=[each.change.low, each.change.high], y=[place, place], mode="lines",
            line={"color": color, "width": 3}, hoverinfo="skip",
        )  # fmt: skip
    figure.add_scatter(
        x=[each.change.points for each in rows], y=places, mode="markers",
        marker={"size": 11, "color": colors, "line": {"width": 1, "color": palette.ground},
                "symbol": [SHAPES.get(each.change.word, "circle") for each in rows]},
        customdata=[[each.progress.school.school_id] for each in rows],
        hovertext=[_hover(each) for each in rows], hoverinfo="text",
    )  # fmt: skip
    figure.add_vline(0, line={"color": palette.text, "width": 1})
    plain(
        figure,
        palette,
        max(ROW * len(rows) + AXIS, LOWEST),
        margin={"l": 0, "r": 8, "t": 8, "b": 0},
    )
    figure.update_xaxes(title="Points since a year before", tickformat="+d", nticks=7)
    # Two schools may have one name; each has a row of its own.
    figure.update_yaxes(
        type="category", autorange="reversed", showgrid=False, tickvals=places,
        ticktext=[escape(each.name, quote=False) for each in rows],
    )  # fmt: skip
    figure.update_traces(unselected={"marker": {"opacity": 1}}, selector={"mode": "markers"})
    return figure


def _color(each: Compared, palette: Palette, chosen: str | None) -> str:
    colors = {WORSENING: palette.tiers["severe_chronic"], IMPROVING: palette.accent}
    color = colors.get(each.change.word, palette.quiet)
    return color if chosen in (None, each.progress.school.school_id) else faded(color, palette)


def _hover(each: Compared) -> str:
    found = each.change
    return (
        f"{escape(each.name, quote=False)}<br>"
        f"{found.points:+.1f} points, between {found.low:+.1f} and {found.high:+.1f}: "
        f"{CHANGES[found.word]}<br>"
        f"{found.before.chronic:,} of {found.before.rated:,} then, "
        f"{found.now.chronic:,} of {found.now.rated:,} now"
    )
