"""Percent of student days missed on the days before and after a time without school."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from sm_core.charts.layout import GAP, axis, faded, plain, side_by_side
from sm_core.charts.marks import BESIDE, tick
from sm_core.charts.weekdays import LONG
from sm_core.explored.breaks import AFTER, AROUND, BEFORE, BREAK
from sm_core.palette import Palette

ROW, HEAD = 27, 34
TITLES = {BEFORE: "Last day before", AFTER: "First day after"}


def missed_beside_breaks(
    rows: pd.DataFrame, palette: Palette, chosen: date | None = None
) -> go.Figure:
    """The result of `beside_breaks` with a row per time without school, the first one on top: at
    the left the last day before, at the right the first one after, gray ticks for ordinary days.
    Clicked bars carry [the day, ISO]; other days than `chosen` are dimmed."""
    rows = _with_rates(rows)
    places = rows.drop_duplicates("place")
    figure = side_by_side((TITLES[BEFORE], TITLES[AFTER]), palette)
    most = max(rows["rate"].max(), rows["ordinary"].max()) if len(rows) else 1
    for column, side in enumerate(TITLES):
        _side(figure, rows[rows["side"] == side], palette, chosen, column, most)
    plain(figure, palette, ROW * len(places) + HEAD, bargap=0.3,
          margin={"l": 0, "r": 34, "t": 26, "b": 0})  # fmt: skip
    # Room for the number behind the longest bar.
    figure.update_xaxes(visible=False, range=[0, (most or 1) * 1.3])
    figure.update_yaxes(
        type="category", autorange="reversed", showgrid=False, tickvals=list(places["place"]),
        ticktext=_labels(places), categoryorder="array",
        categoryarray=list(places["place"]),
    )  # fmt: skip
    figure.update_traces(unselected={"marker": {"opacity": 1}})
    return figure


def _with_rates(rows: pd.DataFrame) -> pd.DataFrame:
    """Fractions missed, and the place of the row: schools with one calendar share it."""
    enrolled = rows["days_enrolled"].astype(float)
    return rows.assign(
        rate=rows["days_absent"].astype(float) / enrolled,
        ordinary=rows["ordinary_absent"] / enrolled,
        place=rows.groupby(AROUND, sort=False).ngroup().astype(str),
    )


def _side(
    figure, rows: pd.DataFrame, palette: Palette, chosen: date | None, column: int, most: float
) -> None:
    place = axis("x", column)
    days = [day.date() for day in pd.to_datetime(rows["day"])]
    colors = [palette.accent if kind == BREAK else palette.scale[2] for kind in rows["kind"]]
    figure.add_bar(
        x=rows["rate"], y=rows["place"], orientation="h", xaxis=place,
        marker={"color": [
            color if chosen in (None, day) else faded(color, palette)
            for color, day in zip(colors, days, strict=True)
        ]},
        customdata=[[day.isoformat()] for day in days],
        hovertext=[_hover(row, day) for row, day in zip(rows.itertuples(), days, strict=True)],
        hoverinfo="text",
    )  # fmt: skip
    # In a column and in the color of the bars: behind its own tick a number would be read as that
    # of ordinary days.
    figure.add_scatter(
        x=[most] * len(rows), y=rows["place"], xaxis=place,
        text=[f"{GAP}{rate:.1%}" for rate in rows["rate"]], textfont={"color": palette.accent},
        **BESIDE,
    )  # fmt: skip
    figure.add_scatter(
        x=rows["ordinary"], y=rows["place"], mode="markers", xaxis=place,
        marker=tick(palette, "line-ns", 16), hoverinfo="skip",
    )  # fmt: skip


def _labels(places: pd.DataFrame) -> list[str]:
    """With the number of schools, where it tells rows apart whose days overlap."""
    all_alike = places["schools"].nunique() < 2
    return [_label(row, "" if all_alike else _schools(row.schools)) for row in places.itertuples()]


def _label(row, schools: str) -> str:
    words = days_closed(row.first_closed, row.last_closed)
    return (f"<b>{words}</b>" if row.kind == BREAK else words) + schools


def _schools(count: int) -> str:
    return f" · {count} school{'' if count == 1 else 's'}"


def days_closed(first: date, last: date) -> str:
    """Like "Nov 11", "Nov 26–28" or "Dec 22–Jan 2"."""
    begin = f"{first:%b} {first.day}"
    if first == last:
        return begin
    return f"{begin}–{last.day}" if first.month == last.month else f"{begin}–{last:%b} {last.day}"


def _hover(row, day: date) -> str:
    return (
        f"{day:%a %b} {day.day}, {day.year}: {row.days_absent:,.0f} of {row.days_enrolled:,} "
        f"student days missed ({row.rate:.1%})<br>"
        f"{row.ordinary:.1%} on ordinary {LONG[day.isoweekday()]}"
    )
