"""The names of lines at their ends, where they hide nothing of a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDE = 0.5
"""The part of the width that a name takes on a phone."""
HALF = 0.55
"""From here on a name stands left of the end; up to here there is room at the right."""
HIGH = 0.14
"""The part of the height that a name takes."""


@dataclass(frozen=True)
class Line:
    """A line through `points` (place, share or percent), not empty, and what its end is called."""

    words: str
    color: str
    points: Sequence[tuple[date, float]]

    @property
    def end(self) -> tuple[date, float]:
        return self.points[-1]


def ended(name: str, day: date) -> str:
    """Like "Last year, Jun": the line of last year ends with its year and is no pair with the end
    of this one."""
    return f"{name}, {day:%b}"


def names_at_ends(lines: Sequence[Line], size: int = 13) -> list[dict]:
    """Annotations: the line that ends lower has its name below all that is drawn there, the other
    one above."""
    lower = min(lines, key=lambda line: line.end[1], default=None)
    return [_name(line, lines, len(lines) > 1 and line is lower, size) for line in lines]


def _name(line: Line, lines: Sequence[Line], below: bool, size: int) -> dict:
    day, _ = line.end
    to_left = _part(day, lines) > HALF
    there = [share for each in lines for place, share in each.points
             if _beside(_part(place, lines) - _part(day, lines), to_left)]  # fmt: skip
    return {
        "x": day, "y": min(there) if below else max(there), "text": line.words,
        "showarrow": False, "xanchor": "right" if to_left else "left",
        "yanchor": "top" if below else "bottom", "yshift": -5 if below else 5,
        "font": {"color": line.color, "size": size},
    }  # fmt: skip


def _part(day: date, lines: Sequence[Line]) -> float:
    """Where the day stands, 0 at the left to 1 at the right."""
    days = [place for line in lines for place, _ in line.points]
    first, last = min(days), max(days)
    return (day - first) / (last - first) if last > first else 0.5


def _beside(distance: float, to_left: bool) -> bool:
    return -WIDE <= distance <= 0 if to_left else 0 <= distance <= WIDE


def room(lines: Sequence[Line], names: Sequence[dict], from_zero: bool) -> list[float] | None:
    """The range of the axis that has the lines and their names in it; None for no line."""
    shares = [share for line in lines for _, share in line.points]
    if not shares:
        return None
    low, high = 0 if from_zero else min(shares), max(shares)
    one = HIGH * ((high - low) or high or 1)
    feet = [name["y"] - one for name in names if name["yanchor"] == "top"]
    heads = [name["y"] + one for name in names if name["yanchor"] == "bottom"]
    foot = low if from_zero else low - one / 4
    return [min([foot, *feet]), max([high + one / 4, *heads])]
