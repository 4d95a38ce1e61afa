"""The mentors whom a wish in free words names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sm_core.mentors.mentor import Mentor
from sm_core.mentors.names import TITLES, bare

BETWEEN = re.compile(r"[,;/&+]|\b(?:or|and|please|either)\b", re.IGNORECASE)
"""What stands between the names of a wish that names nothing but mentors."""


def named_in(wish: str, mentors: Sequence[Mentor]) -> list[Mentor]:
    """Those of the mentors whom the wish names by the last or the whole name, if it says nothing
    else: "Ms. Lindqvist or David Okafor, please".

    Everything else is for a person to read: "not Mr. Okafor", "a young man" and "my aunt Grace
    Okafor" hold names of mentors too, and none of them asks for one.
    """
    parts = [words for words in map(_words, BETWEEN.split(wish)) if words]
    found = [[m for m in mentors if words in _names(m)] for words in parts]
    if not all(found):
        return []
    ids = {m.mentor_id for some in found for m in some}
    return [m for m in mentors if m.mentor_id in ids]


def _words(text: str) -> tuple[str, ...]:
    """The words without titles; the s of a genitive is not taken off."""
    return tuple(word for word in re.findall(r"\w+", bare(text)) if word not in TITLES)


def _names(mentor: Mentor) -> tuple[tuple[str, ...], ...]:
    """The ways to name a mentor; none for one without a last name."""
    last = _words(mentor.last_name)
    return (last, _words(mentor.name)) if last else ()
