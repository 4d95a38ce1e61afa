"""Chronically absent students by the days they missed in September, last year behind this one."""

from collections.abc import Mapping

import plotly.graph_objects as go

from sm_core.charts.layout import GAP, faded, plain
from sm_core.charts.marks import few_mark
from sm_core.explored.september import SPANS, Share
from sm_core.palette import Palette

ROW = 62
"""Pixels of a span: a bar for each of the two years."""


def chronic_by_september(
    now: Mapping[str, Share], before: Mapping[str, Share], palette: Palette,
    chosen: str | None = None,
) -> go.Figure:  # fmt: skip
    """Two results of `september_watch`, the second that of the end of last year: two bars per key
    of `SPANS`, fewest days on top. Clicked marks carry [key]; other spans than `chosen` are dimmed.
    """
    figure = go.Figure()
    labels = [
        f"{words}<br>{now[span].chronic:,} of {now[span].rated:,}{few_mark(now[span].rated)}"
        for span, words in SPANS.items()
    ]
    _bars(figure, now, labels, palette.accent, palette, chosen, "")
    _bars(figure, before, labels, palette.quiet, palette, chosen, " last year")
    plain(figure, palette, ROW * len(SPANS) + 6, barmode="group", bargap=0.28, bargroupgap=0.05)
    # Room for the number behind a bar of all.
    figure.update_xaxes(visible=False, range=[0, 1.4])
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_traces(unselected={"marker": {"opacity": 1}})
    return figure


def _bars(figure, shares: Mapping[str, Share], labels, color, palette, chosen, of_year) -> None:
    figure.add_bar(
        x=[_fraction(shares[span]) for span in SPANS], y=labels, orientation="h",
        marker={"color": [
            color if chosen in (None, span) else faded(color, palette) for span in SPANS
        ]},
        text=[_text(shares[span], of_year) for span in SPANS],
        textposition="outside", cliponaxis=False, textfont={"size": 12},
        customdata=[[span] for span in SPANS],
        hovertext=[
            f"{words} missed in September{of_year}<br>{shares[span].chronic:,} of "
            f"{shares[span].rated:,} students chronically absent"
            + (" by the end of the year" if of_year else "")
            for span, words in SPANS.items()
        ],
        hoverinfo="text",
    )  # fmt: skip


def _text(share: Share, of_year: str) -> str:
    if not share.rated:
        return ""
    return f"{GAP}{_fraction(share):.0%}{few_mark(share.rated)}{of_year}"


def _fraction(share: Share) -> float:
    return share.chronic / share.rated if share.rated else 0.0
