"""Letters as PDF, each on pages of its own, and as the picture of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sm_core.errors import SmError
from sm_core.papers.letters import Letter
from sm_core.papers.typeset import not_shown, picture, typeset

MOST = 1_000
"""Letters in one PDF: 600 MB of memory while it is made, and twice as many take twice that."""


def letters_pdf(letters: Iterable[Letter]) -> bytes:
    """One PDF with all letters that it can show; `unprintable` tells which it cannot. There must
    be one. Raises `SmError` for more than `MOST`."""
    letters = list(letters)
    if sentence := too_many(len(letters)):
        raise SmError(sentence)
    left_out = {id(letter) for letter, _ in _unprintable(letters)}
    printed = [letter for letter in letters if id(letter) not in left_out]
    assert printed, "a PDF without a letter"
    return typeset("letters", _data(printed))


def too_many(count: int) -> str:
    """What stands against a PDF of so many letters, "" for nothing."""
    if count <= MOST:
        return ""
    return (
        f"A PDF holds up to {MOST:,} letters, these are {count:,}: pick those of one school after "
        "the other, or use Word."
    )


def letter_picture(letter: Letter, width: int = 900) -> list[bytes]:
    """The pages of a letter as PNG, `width` pixels each."""
    return picture("letters", _data([letter]), width)


def unprintable(letters: Iterable[Letter]) -> list[str]:
    """A sentence for every letter with a character that no font here has, so that it is not in the
    PDF; Word has more fonts, or asks for one."""
    return [
        f"{letter.name}: the PDF cannot show {', '.join(words)}; use the DOCX."
        for letter, words in _unprintable(letters)
    ]


def _unprintable(letters: Iterable[Letter]) -> list[tuple[Letter, list[str]]]:
    words = [(letter, list(dict.fromkeys(_words(letter)))) for letter in letters]
    odd = not_shown(word for _, said in words for word in said)
    return [
        (letter, [w for w in said if w in odd])
        for letter, said in words
        if not odd.isdisjoint(said)
    ]


def _words(letter: Letter) -> Iterator[str]:
    lines = [part.text for block in letter.blocks for line in block.lines for part in line]
    for line in (letter.school, *letter.to, *lines):
        yield from line.split()


def _data(letters: list[Letter]) -> dict:
    return {"title": "Letters to families", "letters": [_as_data(letter) for letter in letters]}


def _as_data(letter: Letter) -> dict:
    return {
        "school": letter.school, "to": letter.to, "lang": letter.tag,
        "rtl": letter.rtl,
        "blocks": [
            {"kind": block.kind, "lines": [[vars(part) for part in line] for line in block.lines]}
            for block in letter.blocks
        ],
    }  # fmt: skip
