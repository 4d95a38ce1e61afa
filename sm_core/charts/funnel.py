"""Schools by size and chronic rate, between the limits within which chance alone scatters them."""

from html import escape

import plotly.graph_objects as go

from sm_core.charts.layout import faded, plain
from sm_core.compared.find import Together
from sm_core.compared.limits import ABOVE, FAR_ABOVE, WITHIN, limits
from sm_core.compared.record import FEWEST, Compared
from sm_core.compared.words import PLACES
from sm_core.palette import Palette

STEPS = 240
"""Places at which the limits are worked out, beside the sizes of the schools themselves."""
NAMED = 10
"""Schools whose name stands beside their mark, at most."""
LETTER, BESIDE, RIGHT = 0.018, 0.045, 1.05
"""What a letter takes of the chart on a phone, how far from its mark and from others a name
stands, and where the names of the limits begin."""


def funnel(found: Together, palette: Palette, chosen: str | None = None) -> go.Figure:
    """A mark per school that is compared; clicked ones carry [id]. Marks other than `chosen` are
    dimmed."""
    figure = go.Figure()
    most = max(each.now.rated for each in found.compared)
    # A little beyond the largest school, whose mark would hide the name of a line.
    _limits(figure, found, palette, most * 21 // 20 + 1)
    figure.add_hline(found.all.chronic / found.all.rated,
                     line={"color": palette.text, "width": 1})  # fmt: skip
    _marks(figure, found, palette, chosen)
    _names(figure, found, palette)
    plain(figure, palette, 420, margin={"l": 0, "r": 8, "t": 16, "b": 0})
    figure.update_xaxes(title="Students in rates", range=[0, most * 1.13], showgrid=False)
    figure.update_yaxes(tickformat=".0%", nticks=6, title="Chronically absent",
                        range=[0, min(1, _highest(found) * 1.15 + 0.02)])  # fmt: skip
    figure.update_traces(unselected={"marker": {"opacity": 1}})
    return figure


def _highest(found: Together) -> float:
    return max(each.now.chronic / each.now.rated for each in found.compared)


def _sizes(found: Together, most: int) -> list[int]:
    step = max(1, (most - FEWEST) // STEPS)
    return sorted({*range(FEWEST, most + 1, step), *(e.now.rated for e in found.compared)})


def _limits(figure: go.Figure, found: Together, palette: Palette, most: int) -> None:
    lines = limits(_sizes(found, most), found.all)
    sizes = [each.rated for each in lines]
    for name, dash in (("low_alarm", "dot"), ("low", "solid"), ("high", "solid"),
                       ("high_alarm", "dot")):  # fmt: skip
        shares = [getattr(each, name) for each in lines]
        figure.add_scatter(
            x=sizes, y=shares, mode="lines", hoverinfo="skip",
            line={"color": palette.quiet, "width": 1, "dash": dash},
        )  # fmt: skip
    for name, words in (("high", "95%"), ("high_alarm", "99.8%")):
        share = getattr(lines[-1], name)
        if share is not None:
            figure.add_annotation(
                x=sizes[-1], y=share, text=words, showarrow=False, xanchor="left", xshift=3,
                font={"size": 10, "color": palette.quiet},
            )  # fmt: skip


def _marks(figure, found: Together, palette: Palette, chosen: str | None) -> None:
    rows = found.compared
    figure.add_scatter(
        x=[each.now.rated for each in rows], y=[each.rate for each in rows], mode="markers",
        marker={
            "size": 11, "symbol": [_symbol(each.place) for each in rows],
            "color": [_color(each, palette, chosen) for each in rows],
            "line": {"width": 1, "color": palette.ground},
        },
        customdata=[[each.progress.school.school_id] for each in rows],
        hovertext=[_hover(each) for each in rows], hoverinfo="text", cliponaxis=False,
    )  # fmt: skip


def _symbol(place: int) -> str:
    """A shape beside the color, because nothing is said by color alone."""
    if place == WITHIN:
        return "circle"
    return "triangle-up" if place > WITHIN else "triangle-down"


def _color(each: Compared, palette: Palette, chosen: str | None) -> str:
    colors = {FAR_ABOVE: palette.tiers["severe_chronic"], ABOVE: palette.tiers["moderate_chronic"],
              WITHIN: palette.quiet}  # fmt: skip
    color = colors.get(each.place, palette.accent)
    return color if chosen in (None, each.progress.school.school_id) else faded(color, palette)


def _hover(each: Compared) -> str:
    counts = f"{each.now.chronic:,} of {each.now.rated:,} students ({each.rate:.1%})"
    return f"{escape(each.name, quote=False)}<br>{counts}<br>{PLACES[each.place]}"


def _names(figure: go.Figure, found: Together, palette: Palette) -> None:
    """Those outside the limits by name, the furthest first; a name that would be written over
    another one or over a mark is left to whoever points at the mark."""
    most, highest = max(each.now.rated for each in found.compared), _highest(found)
    taken = []
    for each in found.outside[:NAMED]:
        x, y = each.now.rated / most, each.rate / highest
        marks = [(e.now.rated / most,) * 2 + (e.rate / highest,)
                 for e in found.compared if e is not each]  # fmt: skip
        for up, left in _sides(each, x):
            box = _box(each.name, x, y, up, left)
            if box[0] >= 0 and box[1] <= RIGHT and not any(_over(box, o) for o in taken + marks):
                taken.append(box)
                _name(figure, each, palette, up, left)
                break


def _sides(each: Compared, x: float) -> list[tuple[int, bool]]:
    """Where a name may stand, best first: above (1) or below (-1) its mark, to the left or not."""
    out, inward = (1 if each.place > WITHIN else -1), x > 0.5
    return [(out, inward), (-out, inward), (out, not inward), (-out, not inward)]


def _box(name: str, x: float, y: float, up: int, left: bool) -> tuple[float, float, float]:
    wide = LETTER * len(name)
    return x - wide * left, x + wide * (not left), y + up * BESIDE


def _name(figure: go.Figure, each: Compared, palette: Palette, up: int, left: bool) -> None:
    figure.add_annotation(
        x=each.now.rated, y=each.rate, text=escape(each.name, quote=False), showarrow=False,
        yshift=13 * up, font={"size": 11, "color": palette.text},
        xanchor="right" if left else "left",
    )  # fmt: skip


def _over(box: tuple, other: tuple) -> bool:
    """Whether two of (left, right, height), as parts of the chart, touch each other."""
    return box[0] <= other[1] and other[0] <= box[1] and abs(box[2] - other[2]) < BESIDE
