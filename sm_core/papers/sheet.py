"""Makes a PDF of words that come as data: nothing in a name is ever markup.

The PDF is tagged (PDF/UA), so that a screen reader can read it, and typst then refuses letters that
no font has, instead of printing boxes.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from sm_core.errors import SmError

FOLDER = Path(__file__).parent
FULLEST = 10
UNBROKEN = 40
"""Letters without a space after which a line may break all the same."""
# They turn the letters after them around, or hide them.
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


def typeset(template: str, sheet: dict) -> bytes:
    """The PDF of a template of this folder, which reads `sheet` as JSON.

    Raises `SmError` that names the letters which no font of this computer can show.
    """
    said = _clean(sheet)
    source = (FOLDER / template).read_bytes()
    # The fonts that come along first: searching the computer's takes longer than the paper.
    for with_system in (False, True):
        pdf = _compile(source, {"sheet": json.dumps(said)}, with_system)
        if pdf is not None:
            return pdf
    raise SmError(_unshown(said))


def _compile(source: bytes, inputs: dict[str, str], with_system: bool) -> bytes | None:
    """None where a letter has no font."""
    import typst

    try:
        return typst.compile(source, sys_inputs=inputs, font_paths=_fonts(with_system),
                             pdf_standards="ua-1")  # fmt: skip
    except typst.TypstError as error:
        if "could not be displayed" in str(error):
            return None
        raise


@cache
def _fonts(with_system: bool):
    import typst

    return typst.Fonts(include_system_fonts=with_system)


def _unshown(sheet: dict) -> str:
    probe = b"#set document(title: sys.inputs.c)\n#sys.inputs.c"
    words = list(dict.fromkeys(_words(sheet)))
    letters = dict.fromkeys(c for word in words for c in word if not c.isascii())
    missing = [c for c in letters if _compile(probe, {"c": c}, with_system=True) is None]
    where = next((word for word in words if any(c in word for c in missing)), "")
    told = ", ".join(missing[:FULLEST]) + (", …" if len(missing) > FULLEST else "")
    return (
        f"The PDF cannot be made: no font on this computer has the letters {told} "
        f"(in “{where[:60]}”). Install a font that has them, such as Noto Sans, or write the name "
        "in other letters."
    )


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
