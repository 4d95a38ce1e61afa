"""When two names are probably one person's, spelled in two ways."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "coach"))
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"})
CLOSE_FIRST, CLOSE_LAST = 85.0, 80.0
"""Of 100 (rapidfuzz `ratio`). Lindqvist and Lindquist reach 89, Smith and Smyth 80. First names
must be closer: Jon and John reach 86, but Maria and Mario 80, Rosa and Rose 75, two people."""


@dataclass(frozen=True)
class Name:
    """A name as it is compared: lower case without accents, titles and punctuation."""

    first: str = ""
    middle: str = ""
    last: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """All of them in an order of their own: who stands as "Okafor David" is found too."""
        return tuple(sorted(f"{self.first} {self.middle} {self.last}".split()))


def folded(name: str) -> Name:
    """`name` as written anywhere: "Dr. Tomás Rivera", "Rivera, Tomas"."""
    last, comma, first = name.partition(",")
    words = _words(f"{first} {last}" if comma else name)
    if len(words) < 2:
        return Name(last=" ".join(words))
    return Name(words[0], " ".join(words[1:-1]), words[-1])


def bare(text: str) -> str:
    """`text` in lower case and without accents, for a search."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(c for c in letters if not unicodedata.combining(c))


def _words(text: str) -> list[str]:
    # An apostrophe or a point parts no words; a hyphen does.
    words = re.findall(r"\w+", re.sub(r"['’`.]", "", bare(text)))
    return [word for word in words if word not in TITLES]


def alike(one: Name, other: Name) -> str:
    """Why two names may be one person's, in words; "" for two people."""
    if not one.last or not other.last:
        return ""
    if one.words == other.words:
        return "the same name"
    if not _middles_agree(one.middle, other.middle):
        return ""
    if _initial(one.first, other.first):
        return "the same name with an initial" if one.last == other.last else ""
    both = _close(one.first, other.first, CLOSE_FIRST) and _close(one.last, other.last, CLOSE_LAST)
    return "names that are nearly the same" if both else ""


def _middles_agree(one: str, other: str) -> bool:
    return not one or not other or one == other or _initial(one, other)


def _initial(one: str, other: str) -> bool:
    """Whether one of them is the first letter of the other, like "D" of David."""
    return 1 in (len(one), len(other)) and one[:1] == other[:1]


def _close(one: str, other: str, bound: float) -> bool:
    from rapidfuzz import fuzz

    return one == other or (bool(one) and bool(other) and fuzz.ratio(one, other) >= bound)
