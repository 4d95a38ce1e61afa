"""Turns a `.typ` file of this folder and data into a PDF or a picture.

Words reach Typst as JSON and never as markup, so that a name like `#import "x"` prints as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

FOLDER = Path(__file__).parent
ACCESSIBLE = "ua-1"
"""A tagged PDF that a screen reader can read; Typst refuses one with characters no font has."""
NOT_SHOWN = re.compile(r'error: PDF/UA-1 error: the text `"(.*?)"` could not be displayed')
PLAIN = re.compile("[\x20-\u017f‘’“”–—…•·¿¡]*")
"""Latin letters with their accents; every word of these can be shown."""
KEPT_FOR = 11
"""Documents after which Typst has forgotten the parts of one."""


def typeset(name: str, data: object) -> bytes:
    """`name`.typ, filled with `data`, as an accessible PDF. Every character must have a font:
    the caller has asked `not_shown` before."""
    made = _compile(name, data, format="pdf", pdf_standards=ACCESSIBLE)
    _forget()
    return made


def picture(name: str, data: object, width: int = 900) -> list[bytes]:
    """The pages of `name`.typ as PNG, `width` pixels each on US Letter."""
    made = _compile(name, data, format="png", ppi=width / 8.5)
    return made if isinstance(made, list) else [made]


def not_shown(words: Iterable[str]) -> set[str]:
    """Those of the `words` with a character that none of the fonts here has."""
    return {word for word in set(words) if not PLAIN.fullmatch(word) and not _shown(word)}


@lru_cache(maxsize=20_000)
def _shown(word: str) -> bool:
    import typst

    try:
        _compile(
            "probe",
            {"fonts": text_families(), "word": word},
            format="pdf",
            pdf_standards=ACCESSIBLE,
        )
    except typst.TypstError as error:
        if not NOT_SHOWN.search(error.diagnostic):
            raise
        return False
    return True


@lru_cache(maxsize=1)
def text_families() -> list[str]:
    """The fonts here to write with: those for mathematics have letters of some scripts, such as
    Devanagari, without the rules that join them."""
    return [name for name in _fonts().families() if "Math" not in name]


def _compile(name: str, data: object, **options) -> bytes | list[bytes]:
    import typst

    compiler = typst.Compiler(
        FOLDER / f"{name}.typ", root=FOLDER, font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data)},
    )  # fmt: skip
    return compiler.compile(**options)


def _forget() -> None:
    """Typst keeps the parts of a document until ten more are made: 200 MB for 600 letters."""
    for _ in range(KEPT_FOR):
        _compile("empty", None, format="pdf")


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Those within Typst, and the machine's for scripts that these lack, such as Chinese."""
    import typst

    return typst.Fonts()
