"""Names as people write them, and when two of them are probably one person's."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

TITLES = {
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "coach", "sr", "sra", "srta", "fr",
    "rev", "pastor", "officer",
}  # fmt: skip
DEGREES = {"jr", "sr", "ii", "iii", "phd", "edd", "md", "med", "ma", "esq", "lcsw", "lmsw"}
PARTICLES = {
    "de", "la", "las", "los", "del", "van", "von", "der", "den", "di", "da", "do", "dos", "el",
    "al", "bin", "st", "le", "ten", "ter",
}  # fmt: skip
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"})
CLOSE_FIRST, CLOSE_LAST = 85.0, 80.0
"""Of 100 (rapidfuzz `ratio`). Lindqvist and Lindquist reach 89, Smith and Smyth 80. First names
must be closer: Jon and John reach 86, but Maria and Mario 80, Rosa and Rose 75, two people."""


def bare(text: str) -> str:
    """`text` in lower case and without accents, for a search."""
    if text.isascii():
        return text.casefold()
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(c for c in letters if not unicodedata.combining(c))


def found_in(text: str, *words: str) -> bool:
    """Whether one of the words has the text that a person searches for, whatever the case and the
    accents of either."""
    wanted = bare(text.strip())
    return not wanted or wanted in bare("\n".join(words))


def folded(text: str) -> str:
    """Words without case, accents and punctuation: "O'Brien-Núñez" → "obrien nunez"."""
    # An apostrophe or a point parts no words; a hyphen does.
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"['’`´.]", "", bare(text))))


def split_name(text: str) -> tuple[str, str]:
    """(first name, last name) of "First Last" or "Last, First", titles left out; a single word is
    a last name."""
    parts = [" ".join(part.split()) for part in text.split(",")]
    after = TITLES | DEGREES
    parts = [p for n, p in enumerate(parts) if p and (n == 0 or folded(p) not in after)]
    if len(parts) > 1:
        return _without_title(" ".join(parts[1:])), _without_title(parts[0])
    words = _without_title(parts[0]).split() if parts else []
    last = len(words) - 1
    if last > 1 and folded(words[last]) in DEGREES:
        last -= 1
    while last > 1 and folded(words[last - 1]) in PARTICLES:
        last -= 1
    return " ".join(words[: max(last, 0)]), " ".join(words[max(last, 0) :])


def _without_title(text: str) -> str:
    words = text.split()
    while len(words) > 1 and folded(words[0]) in TITLES:
        words = words[1:]
    return " ".join(words)


def name_key(text: str) -> str:
    """The same for all ways to write one name: "Okafor, David" and "Mr. DAVID OKAFOR"."""
    return folded(" ".join(split_name(text)))


def short_key(text: str) -> str:
    """First and last word of a name: the same with and without middle names."""
    words = name_key(text).split()
    return " ".join([words[0], words[-1]]) if len(words) > 1 else "".join(words)


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


def name_of(text: str) -> Name:
    """A name as written anywhere: "Dr. Tomás Rivera", "Rivera, Tomas"."""
    words = name_key(text).split()
    if len(words) < 2:
        return Name(last=" ".join(words))
    return Name(words[0], " ".join(words[1:-1]), words[-1])


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
