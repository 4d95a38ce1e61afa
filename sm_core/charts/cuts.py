"""Students by school, grade or group: the tiers of each row, or the chronic share of each."""

from html import escape

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from sm_core.charts.layout import faded, plain
from sm_core.definitions import TIER_WORDS, TIERS
from sm_core.palette import TIER_MARKS, Palette

ROW = 46
"""Pixels of a row whose label has two lines."""
FEW = 10
"""Rates of fewer students than this say little and are marked."""
BESIDE = {"mode": "text", "textposition": "middle right", "cliponaxis": False, "hoverinfo": "skip"}
"""A number behind its bar, clear of the tick of the year before."""


def tiers_by_row(rows: pd.DataFrame, palette: Palette, chosen: str | None = None) -> go.Figure:
    """A bar of 100 % per row of a cut, in the order given from the top: the share of each tier,
    worst at the left. Clicked marks carry [name, tier]; rows other than `chosen` are dimmed."""
    rows = _written(rows)
    figure = go.Figure()
    for tier in reversed(TIERS):
        shares = _share(rows[tier], rows["rated"])
        figure.add_bar(
            x=shares, y=_labels(rows), orientation="h", name=TIER_WORDS[tier],
            marker={
                "color": _colors(rows, palette.tiers[tier], palette, chosen),
                "line": {"color": palette.ground, "width": 1},
            },
            text=[f"{TIER_MARKS[tier]} {share:.0%}" if share else "" for share in shares],
            textposition="inside", insidetextanchor="middle", textangle=0,
            textfont={"color": _written_on(rows, tier, palette, chosen), "size": 12},
            customdata=[[name, tier] for name in rows["name"]],
            hovertext=[
                f"{label}<br>{TIER_WORDS[tier]}: {count:,} of {rated:,} students ({share:.1%})"
                for label, count, rated, share in zip(
                    rows["label"], rows[tier], rows["rated"], shares, strict=True)
            ],
            hoverinfo="text",
        )  # fmt: skip
    # A number that does not fit its part of the bar is left out, never written over the next.
    fitting = {"minsize": 10, "mode": "hide"}
    plain(figure, palette, ROW * len(rows) + 10, barmode="stack", bargap=0.25, uniformtext=fitting)
    figure.update_xaxes(visible=False, range=[0, 1])
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return _steady(figure)


def rates_by_column(rows: pd.DataFrame, palette: Palette, chosen: tuple = ()) -> go.Figure:
    """An upright bar per row of `beside`, left to right: the chronic share, with a gray tick for
    the year before. Clicked marks carry [name]; bars outside `chosen` are dimmed."""
    rows = _written(rows)
    shares = _share(rows["chronic"], rows["rated"])
    figure = go.Figure()
    figure.add_bar(
        x=rows["label"], y=shares,
        marker={"color": _colors(rows, palette.accent, palette, *chosen)},
        customdata=[[name] for name in rows["name"]], hovertext=_hover(rows), hoverinfo="text",
    )  # fmt: skip
    figure.add_scatter(
        x=rows["label"], y=_higher(rows, shares), mode="text", textposition="top center",
        textfont={"size": 11},
        text=[
            _share_words(*row) for row in zip(shares, rows["chronic"], rows["rated"], strict=True)
        ],
        cliponaxis=False, hoverinfo="skip",
    )  # fmt: skip
    _last_year(figure, rows, palette, x=rows["label"], symbol="line-ew", size=14)
    plain(figure, palette, 300, bargap=0.3, margin={"l": 0, "r": 0, "t": 34, "b": 0})
    figure.update_xaxes(type="category", showgrid=False)
    figure.update_yaxes(tickformat=".0%", rangemode="tozero", nticks=5)
    return _steady(figure)


def rates_by_row(rows: pd.DataFrame, palette: Palette, chosen: str | None = None) -> go.Figure:
    """Per row of `beside` the chronic share (with a gray tick for the year before) and, beside it,
    the number of chronically absent students. Clicked marks carry [name]."""
    rows = _written(rows)
    labels = list(rows["label"])
    shares = _share(rows["chronic"], rows["rated"])
    figure = make_subplots(
        1, 2, shared_yaxes=True, column_widths=[0.5, 0.5], horizontal_spacing=0.12,
        subplot_titles=("Share", "Students"),
    )  # fmt: skip
    marks = {
        "orientation": "h", "customdata": [[name] for name in rows["name"]],
        "hovertext": _hover(rows), "hoverinfo": "text",
    }  # fmt: skip
    figure.add_bar(
        x=shares, y=labels, col=1, row=1,
        marker={"color": _colors(rows, palette.accent, palette, chosen)}, **marks,
    )  # fmt: skip
    words = [f" {share:.0%}{_few_mark(n)}" for share, n in zip(shares, rows["rated"], strict=True)]
    figure.add_scatter(x=_higher(rows, shares), y=labels, text=words, col=1, row=1, **BESIDE)
    _last_year(figure, rows, palette, y=labels, symbol="line-ns", size=16, col=1, row=1)
    figure.add_bar(
        x=rows["chronic"], y=labels, col=2, row=1,
        marker={"color": _colors(rows, palette.scale[2], palette, chosen)}, **marks,
    )  # fmt: skip
    words = [f" {n:,}" for n in rows["chronic"]]
    figure.add_scatter(x=rows["chronic"], y=labels, text=words, col=2, row=1, **BESIDE)
    plain(
        figure, palette, 27 * len(rows) + 40, bargap=0.3, margin={"l": 0, "r": 34, "t": 26, "b": 0}
    )
    figure.update_annotations(font_size=12, font_color=palette.text)
    figure.update_xaxes(visible=False, rangemode="tozero")
    figure.update_yaxes(autorange="reversed", showgrid=False)
    longest = max(_higher(rows, shares), default=0)
    for column, most in ((1, longest), (2, rows["chronic"].max())):
        # Room for the number behind the longest bar.
        figure.update_xaxes(range=[0, (most or 1) * 1.25], col=column)
    return _steady(figure)


def _last_year(figure, rows, palette, symbol: str, size: int, x=None, y=None, **place) -> None:
    """A gray tick where the share stood the year before, for rows that had students then."""
    shares = [
        chronic / rated if rated else None
        for chronic, rated in zip(rows["chronic_before"], rows["rated_before"], strict=True)
    ]
    figure.add_scatter(
        x=shares if x is None else x, y=shares if y is None else y, mode="markers",
        marker={"symbol": symbol, "size": size, "line": {"color": palette.quiet, "width": 3}},
        hoverinfo="skip", **place,
    )  # fmt: skip


def _higher(rows: pd.DataFrame, shares: list[float]) -> list[float]:
    """Where a number stands clear of the bar and of the tick of the year before."""
    before = _share(rows["chronic_before"], rows["rated_before"])
    return [max(pair) for pair in zip(shares, before, strict=True)]


def _share(part: pd.Series, whole: pd.Series) -> list[float]:
    return [p / w if w else 0.0 for p, w in zip(part, whole, strict=True)]


def _share_words(share: float, chronic: int, rated: int) -> str:
    # Without the sign, which stands at the axis: thirteen grades fit a phone.
    return f"{share * 100:.0f}{_few_mark(rated)}<br>{chronic:,}" if rated else ""


def _few_mark(students: int) -> str:
    return "*" if students < FEW else ""


def _written(rows: pd.DataFrame) -> pd.DataFrame:
    """Names come from files, and Plotly reads tags in a text."""
    return rows.assign(label=[escape(label, quote=False) for label in rows["label"]])


def _labels(rows: pd.DataFrame) -> list[str]:
    return [
        f"{label}<br>{chronic:,} of {rated:,}{_few_mark(rated)} · {share:.0%}"
        for label, chronic, rated, share in zip(
            rows["label"], rows["chronic"], rows["rated"],
            _share(rows["chronic"], rows["rated"]), strict=True)
    ]  # fmt: skip


def _hover(rows: pd.DataFrame) -> list[str]:
    words = []
    for row in rows.itertuples():
        now = f"{row.chronic:,} of {row.rated:,} students chronically absent"
        before = f"{row.chronic_before:,.0f} of {row.rated_before:,.0f} a year before"
        words.append(f"{row.label}<br>{now}<br>{before if row.rated_before else ''}")
    return words


def _written_on(rows: pd.DataFrame, tier: str, palette: Palette, chosen: str | None) -> list[str]:
    """The color of the number in a bar; on a faded bar that of all text."""
    return [
        palette.on_tiers[tier] if chosen in (None, name) else palette.text for name in rows["name"]
    ]


def _colors(rows: pd.DataFrame, color: str, palette: Palette, *chosen: str | None) -> list[str]:
    wanted = {name for name in chosen if name is not None}
    quiet = faded(color, palette)
    return [color if not wanted or name in wanted else quiet for name in rows["name"]]


def _steady(figure: go.Figure) -> go.Figure:
    """A click is a filter, not a selection: Plotly must not fade the other bars by itself."""
    figure.update_traces(unselected={"marker": {"opacity": 1}}, selector={"type": "bar"})
    return figure
