"""Names as people write them: "Last, First", with titles, accents and points, or a slip."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

TITLES = {
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "coach", "sr", "sra", "srta",
    "fr", "rev", "pastor", "officer",
}  # fmt: skip
DEGREES = {"jr", "sr", "ii", "iii", "phd", "edd", "md", "med", "ma", "esq", "lcsw", "lmsw"}
PARTICLES = {
    "de", "la", "las", "los", "del", "van", "von", "der", "den", "di", "da", "do", "dos", "el",
    "al", "bin", "st", "le", "ten", "ter",
}  # fmt: skip
_LETTERS = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i",
})  # fmt: skip
ALIKE = 0.8
"""From this share of equal letters on, two names may be one with a slip; "Lindqvist" and
"Lindquist" have 0.89, "Brand" and "Brandt" 0.91, "Nair" and "Nash" 0.5."""


def folded(text: str) -> str:
    """Words without case, accents and punctuation: "O'Brien-Núñez" → "obrien nunez"."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"['’`´.]", "", bare)))


def split_name(text: str) -> tuple[str, str]:
    """(first name, last name) of "First Last" or "Last, First", titles left out; a single word is
    a last name."""
    parts = [" ".join(part.split()) for part in text.split(",")]
    parts = [p for n, p in enumerate(parts) if p and (n == 0 or folded(p) not in DEGREES)]
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


def close(one: str, other: str) -> bool:
    """Whether two folded names, not equal, may be one person's: one word with a slip or shortened
    ("Dave", "David"), the others equal; or middle names besides."""
    ours, theirs = one.split(), other.split()
    if len(ours) < 2 or len(theirs) < 2:
        return False
    if ours[-1] == theirs[-1]:
        return _alike(ours[0], theirs[0]) or ours[0][:3] == theirs[0][:3]
    return ours[0] == theirs[0] and _alike(ours[-1], theirs[-1])


def _alike(one: str, other: str) -> bool:
    if one == other or one == other[: len(one)] or other == one[: len(other)]:
        return True
    return SequenceMatcher(None, one, other).ratio() >= ALIKE
