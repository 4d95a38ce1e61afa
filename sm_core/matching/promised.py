"""Places that pairs would take from others: from those kept for the mentor, and from those who must
share a mentor with one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from sm_core.matching.blocks import joined
from sm_core.matching.pool import Pool
from sm_core.matching.rule_save import kept_words
from sm_core.matching.rules import against
from sm_core.matching.student import Student
from sm_core.mentors.mentor import Mentor


@dataclass(frozen=True, eq=False)
class Promised:
    """What is asked of pairs, given as the mentor that each student is to meet, by ids."""

    pool: Pool
    mentors: Mapping[str, Mentor]
    meets: Mapping[str, str]

    def wrong(self) -> Iterator[str]:
        """A sentence for each mentor whose place is another one's."""
        picked: dict[str, list[Student]] = defaultdict(list)
        for student, mentor in self.meets.items():
            picked[mentor].append(self.pool.student[student])
        for name, students in picked.items():
            mentor = self.mentors[name]
            # Too few places for the pairs themselves are told already.
            if len(students) <= mentor.places_left:
                yield from self._kept_for_others(mentor, students)
                yield from self._left_alone(mentor, students)

    def _kept_for_others(self, mentor: Mentor, picked: list[Student]) -> Iterator[str]:
        others = self._kept(mentor)
        not_kept = sum(student.pin != mentor.mentor_id for student in picked)
        free = mentor.places_left - (len(picked) - not_kept) - len(others)
        if others and not_kept > max(free, 0):
            yield kept_words(mentor, [student.label for student in others])

    def _kept(self, mentor: Mentor) -> list[Student]:
        """Those who wait, are kept for the mentor and may meet them."""
        return [
            s for s in self.pool.waiting
            if s.pin == mentor.mentor_id and s.student_id not in self.meets
            and not against(s, mentor, self.pool.day)
        ]  # fmt: skip

    def _left_alone(self, mentor: Mentor, picked: list[Student]) -> Iterator[str]:
        kept = self._kept(mentor)
        for student in {self._group[s.student_id]: s for s in reversed(picked)}.values():
            others = self._who_must_follow(student)
            must = f"{student.label} must share a mentor with {', '.join(s.label for s in others)}"
            against_ = [words for s in others for words in against(s, mentor, self.pool.day)]
            left = mentor.places_left - len(picked) - len([s for s in kept if s not in others])
            if against_:
                yield f"{must}. {against_[0]}"
            elif left < len(others):
                yield f"{must}, and {mentor.name} has too few places left for all of them."

    def _who_must_follow(self, student: Student) -> list[Student]:
        """Nobody waits for a brother who cannot be matched at all."""
        return [
            s for s in self.pool.waiting
            if self._group[s.student_id] == self._group[student.student_id]
            and s.student_id not in self.meets
            and any(not against(s, mentor, self.pool.day) for mentor in self.pool.mentors)
        ]  # fmt: skip

    @cached_property
    def _group(self) -> dict[str, str]:
        """By student the first of those with whom they must share a mentor, by one another or
        through others; their own id where it is nobody."""
        ids = {s.student_id for s in self.pool.students}
        return joined(ids, [(a, b) for a, b, together in self.pool.ties() if together])
