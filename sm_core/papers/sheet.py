"""A paper of blocks: headings, sentences, lists and tables, drawn by `sheet.typ` as PDF and by
`sheet.html` for the browser."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from math import ceil, floor

from sm_core.charts.ends import ended
from sm_core.papers.typeset import not_shown, typeset

GAP = "…"
UNBROKEN = 40
"""Letters without a space after which a line may break all the same."""
WORD = re.compile(r"[^\s,;:.()]+")
"""Without the signs behind it, which can be shown and keep things apart."""
# They turn the letters after them around.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def heading(words: str) -> dict:
    return {"is": "heading", "text": words}


def text(words: str) -> dict:
    return {"is": "text", "text": words}


def lead(words: str) -> dict:
    """The answer, in larger letters."""
    return {"is": "lead", "text": words}


def link(words: str, to: str) -> dict:
    """`to` is an address of the web, never data of a file."""
    return {"is": "link", "text": words, "to": to}


def listed(lines: Iterable[str]) -> dict:
    return {"is": "list", "items": list(lines)}


def pairs(rows: Iterable[tuple[str, str]]) -> dict:
    """Labels and what they say, in a row as long as the line."""
    return {"is": "pairs", "rows": list(rows)}


def table(header: list[str], rows: list[list[str]], widths: list[int]) -> dict:
    """`widths` are shares of the line; the header stands on every page."""
    return {"is": "table", "header": header, "rows": rows, "widths": widths}


def page(words: str) -> dict:
    """Begins a new page under a title of its own."""
    return {"is": "page", "text": words}


def bars(rows: Iterable[tuple[str, list[dict]]]) -> dict:
    """Bars of 100 %, each below its label. A part has its `share` of the bar (0 to 1), `color`, and
    `text` written in the color `on`."""
    return {"is": "bars", "rows": [{"label": label, "parts": parts} for label, parts in rows]}


def lines(
    named: Iterable[tuple[str, str, list[tuple[date, float]]]], digits: int = 1,
    from_zero: bool = True,
) -> dict:  # fmt: skip
    """Lines through shares (0 to 1) by day, each with its name and color; those without a point are
    left out. The last share is told with its month and so many `digits` of a percent. Zero is at
    the foot, or the tenth below the lowest share; places are parts of the width and height."""
    drawn = [line for line in named if line[2]]
    days = [day for *_, points in drawn for day, _ in points]
    shares = [share for *_, points in drawn for _, share in points]
    top = _top(max(shares, default=0))
    foot = 0 if from_zero else min(floor(min(shares) * 10) / 10, top - 0.1)
    first, wide = min(days), max((max(days) - min(days)).days, 1)
    return {
        "is": "lines",
        "across": [
            {"at": at, "text": f"{round((foot + at * (top - foot)) * 100)}%"} for at in (0, 0.5, 1)
        ],
        "up": [{"at": (day - first).days / wide, "text": f"{day:%b}"} for day in _months(days)],
        "lines": [
            {"name": f"{ended(name, points[-1][0])}: {points[-1][1]:.{digits}%}", "color": color,
             "points": [[(day - first).days / wide, (share - foot) / (top - foot)]
                        for day, share in points]}
            for name, color, points in drawn
        ],
    }  # fmt: skip


def _top(most: float) -> float:
    """The share at the top of the picture: a tenth, or the next one above the highest."""
    return max(ceil(most * 10), 1) / 10


def _months(days: list[date]) -> list[date]:
    """The first day of every month between the first and the last day."""
    firsts = {day.replace(day=1) for day in days}
    return sorted(first for first in firsts if first >= min(days))


def unshown(sheet: object) -> list[str]:
    """The words of a sheet, or of a part of one, that no font of this computer can show, each
    once."""
    words = list(dict.fromkeys(_words(one_line(sheet))))
    odd = not_shown(words)
    return [word for word in words if word in odd]


def typeset_sheet(sheet: dict, gap: str = GAP) -> bytes:
    """The PDF of a sheet: `lang`, `title`, `header` and `page` ("{n}" and "{all}") as words, and
    `blocks`; `across` for the long side of the paper, where no row of a table is cut. `gap` stands
    in place of the words that no font of this computer can show."""
    return typeset("sheet", printable(sheet, gap))


def printable(data, gap: str):
    """The data with words in one line, and `gap` in place of those that no font of this computer
    can show."""
    return _with_gaps(one_line(data), frozenset(unshown(data)), gap)


def _with_gaps(value, odd: frozenset[str], gap: str):
    """One gap for words in a row."""
    if isinstance(value, dict):
        return {name: _with_gaps(part, odd, gap) for name, part in value.items()}
    if isinstance(value, list):
        return [_with_gaps(part, odd, gap) for part in value]
    if not isinstance(value, str) or odd.isdisjoint(_words(value)):
        return value
    filled = WORD.sub(lambda word: gap if word[0] in odd else word[0], value)
    return re.sub(f"{re.escape(gap)}( {re.escape(gap)})+", lambda _: gap, filled)


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from WORD.findall(value)
    elif isinstance(value, (list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _words(part)


def one_line(value):
    """Words in one line, without control characters, and none so long that it leaves the paper."""
    if isinstance(value, dict):
        # An address that leads somewhere stays whole.
        return {name: part if name == "to" else one_line(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [one_line(part) for part in value]
    if not isinstance(value, str):
        return value
    shown = _TURNING.sub("", value)
    shown = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in shown)
    return " ".join(_with_breaks(word) for word in shown.split())


def _with_breaks(word: str) -> str:
    parts = [word[n : n + UNBROKEN] for n in range(0, len(word), UNBROKEN)]
    return "\u200b".join(parts)
