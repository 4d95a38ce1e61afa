"""Cells shaded from little to much, each with the text that can be read upon it."""

from collections.abc import Sequence

from plotly.colors import sample_colorscale

from sm_core.charts.layout import faded
from sm_core.palette import Palette


def places(shares: Sequence[float | None], worst_low: bool = False) -> list[float | None]:
    """Where each share stands between the best (0) and the worst (1) of them."""
    known = [share for share in shares if share is not None]
    low, high = min(known, default=0), max(known, default=0)
    found = [
        None if share is None else (share - low) / (high - low) if high > low else 0.0
        for share in shares
    ]
    return [None if place is None else 1 - place for place in found] if worst_low else found


def code(place: float, palette: Palette) -> str:
    """The color at a place of the scale, as #RRGGBB."""
    [color] = sample_colorscale(list(palette.scale), [place], colortype="tuple")
    return "#" + "".join(f"{round(part * 255):02X}" for part in color)


def shade(place: float | None, palette: Palette, lit: bool = True) -> str:
    if place is None:
        return palette.ground
    return code(place, palette) if lit else faded(code(place, palette), palette)


def upon(place: float | None, palette: Palette, lit: bool = True) -> str:
    """The color of a text on that cell."""
    if place is None or not lit:
        return palette.text
    return palette.on_scale[int(place >= palette.scale_turns)]


def two_lines(first: str, second: str) -> str:
    """A number, and below it a smaller one."""
    return f"{first}<br><span style='font-size:10px'>{second}</span>" if second else first
