"""Names as sheets write them: "Last, First", with titles, accents and points."""

from __future__ import annotations

import re

from sm_core.mentors import names as mentor_names

TITLES = mentor_names.TITLES | {"professor", "sr", "sra", "srta", "fr", "rev", "pastor", "officer"}
DEGREES = {"jr", "sr", "ii", "iii", "phd", "edd", "md", "med", "ma", "esq", "lcsw", "lmsw"}
PARTICLES = {
    "de", "la", "las", "los", "del", "van", "von", "der", "den", "di", "da", "do", "dos", "el",
    "al", "bin", "st", "le", "ten", "ter",
}  # fmt: skip


def folded(text: str) -> str:
    """Words without case, accents and punctuation: "O'Brien-Núñez" → "obrien nunez"."""
    bare = mentor_names.bare(text).replace("ß", "ss")
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
    """Whether two names, written anyhow, may be one person's: with a slip, an initial, or in
    another order."""
    return bool(mentor_names.alike(mentor_names.folded(one), mentor_names.folded(other)))
