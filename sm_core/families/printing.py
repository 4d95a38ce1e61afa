"""Which of the families picked get a letter, and what is noted once these have gone out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sm_core.families.answer import Reply
from sm_core.families.find import Family
from sm_core.families.permission import EVERYBODY, GIVEN, SENT

if TYPE_CHECKING:
    from sm_core.papers.letters import Letter, Letters


@dataclass(frozen=True)
class Fitting:
    """Families by whether the words of a letter fit: those `to_tell`; those who `know`, because
    their child already meets a mentor and may, or they gave permission; those `outside`, whose
    child is not chosen for a mentor; a no is a matter of its own. `early` are those to tell whose
    child meets a mentor all the same."""

    to_tell: tuple[Family, ...]
    know: tuple[Family, ...]
    outside: tuple[Family, ...]
    early: tuple[Family, ...]


@dataclass(frozen=True)
class Sent:
    """What is noted of letters that went out: a reply per student id, the number of letters, and
    the families of whom nothing is noted, because no letter can be made for them."""

    replies: dict[str, Reply]
    letters: int
    left_out: tuple[Family, ...]


def fitting(found: Iterable[Family], day: date) -> Fitting:
    """Every letter speaks of a mentor who is to begin: whom that fits on `day`, and whom not."""
    found = tuple(found)
    # Who said no is off the list for that: the letters themselves say so.
    outside = tuple(f for f in found if not f.in_program and not f.standing.no)
    know = tuple(f for f in found if f.in_program and _knows(f, day))
    to_tell = tuple(f for f in found if f not in outside and f not in know)
    early = tuple(f for f in to_tell if f.mentor and not f.standing.no)
    return Fitting(to_tell, know, outside, early)


def _knows(family: Family, day: date) -> bool:
    meets = bool(family.mentor) and family.standing.clear_on(day)
    return meets or family.standing.state == GIVEN


def sent(made: Letters, found: Iterable[Family], day: date) -> Sent:
    """What is noted on `day` of the letters `made` for the families `found`, in the language in
    which each is printed. Where one of several households gets a letter, it alone was told; a
    family of which some households get one and others do not is noted by hand."""
    printed: dict[str, list[Letter]] = {}
    for letter in made.letters:
        printed.setdefault(letter.student_id, []).append(letter)
    missing = {each.student_id for each in made.without}
    replies, left_out = {}, []
    for family in found:
        letters = printed.get(family.student_id, [])
        partly = family.student_id in missing
        if not letters or (partly and len(letters) > 1):
            left_out.append(family)
            continue
        languages = ", ".join(dict.fromkeys(letter.language for letter in letters))
        household = letters[0].family_id if partly else EVERYBODY
        replies[family.student_id] = Reply(SENT, day, "letter", languages, family_id=household)
    return Sent(replies, sum(len(printed[s]) for s in replies), tuple(left_out))
