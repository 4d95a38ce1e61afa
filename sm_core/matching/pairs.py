"""Pairs that somebody wants to match, and everything that stands against them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sm_core.families.ending import Meeting
from sm_core.matching.pool import Pool
from sm_core.matching.promised import Promised
from sm_core.matching.rules import against
from sm_core.matching.student import Student
from sm_core.mentors.find import UNSEEN
from sm_core.mentors.mentor import Mentor
from sm_core.plausible import us_day
from sm_core.targeting.whereabouts import Whereabouts
from sm_core.targeting.words import counted


@dataclass(frozen=True)
class Pair:
    """The ids of a student and of the mentor they are to meet."""

    student_id: str
    mentor_id: str


@dataclass(frozen=True, eq=False)
class Checked:
    """Pairs against what is known on the day of the pool. `mentors` are those the person may see,
    by id, `first` is the day of the first meeting, `before` all matches of the students so far."""

    pairs: list[Pair]
    pool: Pool
    mentors: Mapping[str, Mentor]
    where: Whereabouts
    first: date
    before: list[Meeting]

    def wrong(self) -> list[str]:
        """Every sentence against them: one per pair, then those about several; [] for none."""
        each = [words for pair in self.pairs for words in self._of_pair(pair)]
        promised = Promised(self.pool, self.mentors, self._meets).wrong()
        together = (*self._picked_twice(), *self._too_many(), *self._tied(), *promised)
        return list(dict.fromkeys([*each, *together]))

    def _of_pair(self, pair: Pair) -> Iterator[str]:
        student, mentor = self.pool.student.get(pair.student_id), self.mentors.get(pair.mentor_id)
        if student is None:
            yield self._not_chosen(pair.student_id)
        elif mentor is None:
            yield UNSEEN
        elif said := against(student, mentor, self.pool.day):
            yield said[0]
        else:
            yield from list(self._too_early(student, mentor))[:1]

    def _not_chosen(self, student_id: str) -> str:
        school = school_of(self.where, student_id)
        return self.where.not_here(student_id, school) or (
            f"{self.where.name(student_id)} is not chosen at {self.where.school(school)}, where "
            "they are now: choose them there first."
        )

    def _too_early(self, student: Student, mentor: Mentor) -> Iterator[str]:
        day = us_day(self.first)
        if student.clear_from and self.first < student.clear_from:
            yield (
                f"No mentor may meet {student.label} before {us_day(student.clear_from)}, when the "
                f"family has been told in time or has agreed; {day} is too early."
            )
        if mentor.started and self.first < mentor.started:
            yield (
                f"{mentor.name} began on {us_day(mentor.started)}; a first meeting with "
                f"{student.label} on {day} cannot be."
            )
        if reasons := mentor.cannot_be_matched(self.first):
            yield (
                f"{mentor.name} could not meet {student.label} on {day} yet: {'; '.join(reasons)}. "
                "Give a later day."
            )
        for met in self.before:
            if met.student_id == student.student_id and met.ended and (
                met.ended > max(self.first, met.started)
            ):  # fmt: skip
                yield (
                    f"{student.label} met {met.mentor} until {us_day(met.ended)}; give that day or "
                    "a later one."
                )

    def _picked_twice(self) -> Iterator[str]:
        picked: dict[str, list[str]] = defaultdict(list)
        for pair in self._known():
            picked[pair.student_id].append(self.mentors[pair.mentor_id].name)
        for student, names in picked.items():
            if len(names) > 1:
                label = self.pool.student[student].label
                yield f"{label} is picked with {' and with '.join(names)}; choose one of them."

    def _too_many(self) -> Iterator[str]:
        for mentor, picked in self._by_mentor():
            left, labels = mentor.places_left, [student.label for student in picked]
            if 0 < left < len(labels):
                yield (
                    f"{mentor.name} has {counted(left, 'place', 'places')} left, and "
                    f"{len(labels)} students are picked: {', '.join(labels)}."
                )

    def _tied(self) -> Iterator[str]:
        meets = self._meets
        for one, other, together in self.pool.ties():
            if {one, other} <= meets.keys() and (meets[one] == meets[other]) != together:
                first, second = (self.pool.student[s].label for s in (one, other))
                must = "must share a mentor" if together else "must not share a mentor"
                both = "picked with different ones" if together else "both picked with "
                both += "" if together else self.mentors[meets[one]].name
                yield f"{first} and {second} {must}, and are {both}."

    @cached_property
    def _meets(self) -> dict[str, str]:
        return {pair.student_id: pair.mentor_id for pair in self._known()}

    def _by_mentor(self) -> list[tuple[Mentor, list[Student]]]:
        """The mentors of these pairs, each with the students picked for them."""
        picked: dict[str, list[Student]] = defaultdict(list)
        for pair in self._known():
            picked[pair.mentor_id].append(self.pool.student[pair.student_id])
        return [(self.mentors[mentor], students) for mentor, students in picked.items()]

    def _known(self) -> list[Pair]:
        return [
            p for p in self.pairs if p.student_id in self.pool.student
            and p.mentor_id in self.mentors
        ]  # fmt: skip


def school_of(where: Whereabouts, student_id: str) -> str:
    """The latest school of a student whom the person may see, else one they have left."""
    if row := where.seen.get(student_id):
        return row["school_id"]
    return next((school for s, school in sorted(where.were_here) if s == student_id), "")
