"""A paper of blocks: headings, sentences, lists and tables, drawn by `sheet.typ`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from sm_core.errors import SmError
from sm_core.papers.typeset import not_shown, typeset

MOST = 12
"""Letters named where no font has them."""
UNBROKEN = 40
"""Letters without a space after which a line may break all the same."""
# They turn the letters after them around.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def heading(words: str) -> dict:
    return {"is": "heading", "text": words}


def text(words: str) -> dict:
    return {"is": "text", "text": words}


def listed(lines: Iterable[str]) -> dict:
    return {"is": "list", "items": list(lines)}


def pairs(rows: Iterable[tuple[str, str]]) -> dict:
    """Labels and what they say, in a row as long as the line."""
    return {"is": "pairs", "rows": list(rows)}


def table(header: list[str], rows: list[list[str]], widths: list[int]) -> dict:
    """`widths` are shares of the line; the header stands on every page."""
    return {"is": "table", "header": header, "rows": rows, "widths": widths}


def typeset_sheet(sheet: dict) -> bytes:
    """The PDF of a sheet: `lang`, `title`, `header` and `page` ("{n}" and "{all}") as words, and
    `blocks`. Raises `SmError` that names what no font of this computer can show."""
    said = _clean(sheet)
    unshown = sorted(not_shown(_words(said)), key=len)
    if unshown:
        letters = dict.fromkeys(c for word in unshown for c in word if not c.isascii())
        missing = [c for c in letters if not_shown([c])]
        raise SmError(
            f"The PDF cannot be made: no font on this computer has {', '.join(missing[:MOST])} (in "
            f"“{unshown[0][:60]}”). Install a font that has them, such as Noto Sans, on the "
            "computer that runs Success Mentors, or write it in other letters."
        )
    return typeset("sheet", said)


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _words(part)


def _clean(value):
    """Words in one line, without control characters, and none so long that it leaves the paper."""
    if isinstance(value, dict):
        return {name: _clean(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(part) for part in value]
    if not isinstance(value, str):
        return value
    shown = _TURNING.sub("", value)
    shown = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in shown)
    return " ".join(_with_breaks(word) for word in shown.split())


def _with_breaks(word: str) -> str:
    parts = [word[n : n + UNBROKEN] for n in range(0, len(word), UNBROKEN)]
    return "\u200b".join(parts)
