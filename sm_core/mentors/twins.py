"""Records of mentors that are probably one person under two spellings. They are offered, and only
a person says whether it is one or two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from sm_core.actor import Actor
from sm_core.mentors.find import one_mentor, read_mentors
from sm_core.mentors.mentor import Mentor
from sm_core.mentors.names import Name, alike, name_of
from sm_core.mentors.save import record_of, require_change
from sm_core.queries import run
from sm_core.saving import Save, Writing, save_once
from sm_core.store import Store


@dataclass(frozen=True)
class Twins:
    """Two records that may be one person's, and why, in words; `one` is on the roster longer."""

    one: Mentor
    other: Mentor
    why: str


def find_twins(store: Store, actor: Actor, day: date) -> list[Twins]:
    """The pairs among the mentors the actor may see, but those said to be two people."""
    with store.reading() as cursor:
        mentors = read_mentors(cursor, actor, day)
        rows = run(cursor, "different_people").fetchall()
    return twins_among(mentors, {frozenset(pair) for pair in rows})


def twins_among(mentors: list[Mentor], different: set[frozenset[str]] = frozenset()) -> list[Twins]:
    """The pairs of `mentors` that share a school or an e-mail and are alike, by name; without the
    pairs of ids in `different`."""
    names = [name_of(mentor.name) for mentor in mentors]
    found = []
    for a, b in sorted(_candidates(mentors, names)):
        pair = frozenset((mentors[a].mentor_id, mentors[b].mentor_id))
        why = _why(mentors[a], mentors[b], names[a], names[b])
        if why and pair not in different:
            found.append(Twins(*sorted((mentors[a], mentors[b]), key=_age), why))
    return sorted(found, key=lambda twins: twins.one.name.casefold())


def resembling(mentors: list[Mentor], new: Mentor) -> list[Twins]:
    """The `mentors` whom somebody about to be added may already be, whatever their school."""
    name = name_of(new.name)
    pairs = [(mentor, _why(mentor, new, name_of(mentor.name), name)) for mentor in mentors]
    return [Twins(mentor, new, why) for mentor, why in pairs if why]


def are_different(store: Store, save: Save, one_id: str, other_id: str) -> None:
    """Remember that two records are two people: they are not offered as twins again."""

    def act(writing: Writing) -> None:
        pair = [
            one_mentor(writing.cursor, writing.actor, save.today, i) for i in (one_id, other_id)
        ]
        for mentor, other in (pair, pair[::-1]):
            require_change(writing.actor, mentor)
            writing.changed(record_of(mentor), {"not the same as": ""},
                            {"not the same as": other.name})  # fmt: skip
        writing.insert("different_people", [{"mentor_id": one_id, "other_id": other_id}])

    save_once(store, save, act)


def _age(mentor: Mentor) -> tuple:
    return (mentor.added or date.max, mentor.mentor_id)


def _why(one: Mentor, other: Mentor, name: Name, other_name: Name) -> str:
    if _email(one) and _email(one) == _email(other):
        return "the same e-mail"
    return alike(name, other_name)


def _email(mentor: Mentor) -> str:
    return mentor.email.strip().casefold()


def _candidates(mentors: list[Mentor], names: list[Name]) -> set[tuple[int, int]]:
    """Pairs of places worth a look. Comparing everybody with everybody takes a district of 5,000
    ten seconds; who is alike shares a first or last name, the two initials, or the words."""
    blocks: dict[tuple, list[int]] = {}
    for place, (mentor, name) in enumerate(zip(mentors, names, strict=True)):
        for key in _keys(mentor, name):
            blocks.setdefault(key, []).append(place)
    return {pair for places in blocks.values() for pair in combinations(places, 2)}


def _keys(mentor: Mentor, name: Name) -> Iterator[tuple]:
    if _email(mentor):
        yield ("e-mail", _email(mentor))
    for school in mentor.schools:
        yield (school, "words", name.words)
        if name.first:
            yield (school, "first", name.first)
            yield (school, "last", name.last)
            yield (school, "initials", name.first[0], name.last[0])
