"""A student who waits for a mentor, with all that decides who it may be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sm_core.mentors.names import bare
from sm_core.papers.languages import ENGLISH, canonical
from sm_core.traits import NOTHING, Traits

NO_GAP, TO_TELL, DAYS_LEFT, UNSIGNED, SAID_NO = "", "to_tell", "days_left", "unsigned", "said_no"


@dataclass(frozen=True)
class Student:
    """A chosen student at a school. `rank` is the place of the group in the order of the school
    (0 comes first), within which those come `later` who are of no priority grade, where the school
    has any; never who is severe. `languages` are the home ones by their English names;
    `wished_for` is what the student said, `wish` whether they want a mentor (of `WISHES`, ""
    unknown).

    `family_gap` is what keeps the family from being clear (`NO_GAP` for nothing), told in
    `family_words`; from `clear_from` on a mentor may begin (None: no day in sight). `mentor` is the
    name of whom they meet already, `elsewhere` whether that one works at other schools only; `met`
    are (id, when it ended) of mentors they met before.

    `meets_wish` are ids of mentors who are what the student or family asked for. Of the rules that
    people made, `pin`, `never` and `only` are ids of mentors, the mentor has to know one of the
    languages `must_speak`, and `shares` and `apart` are (name of the other student, id of the
    mentor they meet, that mentor's name).
    """

    student_id: str
    school_id: str
    name: str = ""
    grade: str = ""
    tier: str = ""
    group: str = ""
    rank: int = 0
    later: bool = False
    severe: bool = False
    languages: tuple[str, ...] = ()
    brings: Traits = NOTHING
    wished_for: str = ""
    wish: str = ""
    knows: frozenset[str] = frozenset()
    family_gap: str = NO_GAP
    family_words: str = ""
    clear_from: date | None = None
    mentor: str = ""
    elsewhere: bool = False
    pin: str = ""
    never: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    meets_wish: frozenset[str] = frozenset()
    must_speak: tuple[str, ...] = ()
    shares: tuple[tuple[str, str, str], ...] = ()
    apart: tuple[tuple[str, str, str], ...] = ()
    met: tuple[tuple[str, date], ...] = ()
    order: tuple = field(default=(), compare=False)

    @property
    def label(self) -> str:
        return self.name or f"Student {self.student_id}"

    @property
    def home_languages(self) -> tuple[str, ...]:
        """Those other than English, in which a mentor could speak with the family."""
        return tuple(name for name in self.languages if name != ENGLISH)


def spoken(languages: tuple[str, ...]) -> frozenset[str]:
    """Languages by their English names. Nobody has to say that they speak English: it is the
    schools' own."""
    return frozenset({ENGLISH, *(canonical(name) for name in languages)}) - {""}


def language_keys(languages: Iterable[str]) -> frozenset[str]:
    """What languages are compared by: without case and accents, because one that `canonical` does
    not know stays as each person typed it."""
    return frozenset(bare(canonical(name)) for name in languages)
