"""Puts back what a family's no ended, where nobody has changed it since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sm_core.actor import CAPTAIN, Actor
from sm_core.bringing.find import Person
from sm_core.families.ending import (
    AFTER_NO,
    DAYS,
    Meeting,
    meetings,
    open_meetings,
    set_ends,
    targets,
)
from sm_core.mentors.find import read_mentors
from sm_core.mentors.mentor import AWAY
from sm_core.saving import Writing, as_text
from sm_core.targeting.targets import write_targets


def put_back(
    writing: Writing, found: Mapping[str, Person], effects: Mapping[str, Mapping[str, list[dict]]]
) -> list[str]:
    """Undo what `end_for` did, given by student; a sentence for each match and choice that is
    back, or why it is not."""
    if not effects:
        return []
    matches = [(found[s], each) for s, kept in effects.items() for each in kept.get("matches", ())]
    listed = [(found[s], each) for s, kept in effects.items() for each in kept.get("targets", ())]
    return [*_matches_back(writing, matches), *_targets_back(writing, listed)]


def _matches_back(writing: Writing, kept: list[tuple[Person, dict]]) -> list[str]:
    now = _Now.of(writing, kept)
    ends, words = [], []
    for person, each in kept:
        meeting = now.matches.get(each["match_id"])
        hindrance = now.hindrance(person, meeting, each)
        if not hindrance:
            ends.append((meeting, _day(each["ended"]), each["end_reason"]))
            now.take_place(meeting)
        words.append(hindrance or f"{meeting.of(person.label)} goes on.")
    set_ends(writing, ends)
    return words


@dataclass(frozen=True)
class _Now:
    """How the matches and their mentors stand: the matches by id, whom each student meets, and by
    mentor the places left and why somebody is not there at all."""

    matches: Mapping[str, Meeting]
    others: Mapping[str, Meeting]
    places: dict[str, int]
    away: Mapping[str, str]
    today: date

    @classmethod
    def of(cls, writing: Writing, kept: list[tuple[Person, dict]]) -> _Now:
        cursor, today = writing.cursor, writing.save.today
        found = {m.match_id: m for m in meetings(cursor, matches=[e["match_id"] for _, e in kept])}
        # Asked once: of two that were ended together, one back must not keep the other away.
        open_now = open_meetings(cursor, [person.student_id for person, _ in kept], today)
        others = {m.student_id: m for m in reversed(open_now)}
        ids = sorted({m.mentor_id for m in found.values()})
        # Also those of another school, where the student was before.
        mentors = read_mentors(cursor, Actor("", CAPTAIN), today, ids)
        places = {mentor.mentor_id: mentor.places_left for mentor in mentors}
        away = {mentor.mentor_id: AWAY.get(mentor.stage(today), "") for mentor in mentors}
        return cls(found, others, places, away, today)

    def hindrance(self, person: Person, meeting: Meeting | None, kept: dict) -> str:
        """Why the match cannot be put back, "" where it can."""
        if meeting is None or as_text(meeting.ended) != kept["set"]:
            return f"The match of {person.label} was changed since and stays as it is."
        what, other = meeting.of(person.label), self.others.get(person.student_id)
        if other:
            return f"{what} stays ended: they meet {other.mentor} now."
        if away := self.away.get(meeting.mentor_id):
            return f"{what} stays ended: {meeting.mentor} {away}."
        if self.places.get(meeting.mentor_id, 0) < 1:
            return f"{what} stays ended: {meeting.mentor} has no place left."
        return ""

    def take_place(self, meeting: Meeting) -> None:
        if meeting.started <= self.today:
            self.places[meeting.mentor_id] -= 1


def _targets_back(writing: Writing, kept: list[tuple[Person, dict]]) -> list[str]:
    rows = targets(writing.cursor, [person.student_id for person, _ in kept], writing.save.today)
    found = {(row["student_id"], row["school_id"]): row for row in rows}
    back, words = [], []
    for person, each in kept:
        before = {n: _day(v) if n in DAYS else v for n, v in each["before"].items()}
        now = found.get((person.student_id, before["school_id"]))
        set_then = (AFTER_NO[before["state"]], each["set"])
        if now is None or (now["state"], now["reason"]) != set_then:
            words.append(f"What was decided about {person.label} since stays as it is.")
        else:
            back.append((now, before))
            words.append(f"{person.label} is back on the list, {before['state']} as before.")
    if back:
        write_targets(writing, *map(list, zip(*back, strict=True)), "Recorded by mistake")
    return words


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
