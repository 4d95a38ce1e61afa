"""Wishes in free words that matching cannot read by itself."""

from __future__ import annotations

from sm_core.matching.pool import Pool
from sm_core.matching.student import Student
from sm_core.mentors.mentor import Mentor


def unread_wishes(pool: Pool) -> list[Student]:
    """Those who wait and wished for somebody, where the wish names no mentor of the school and
    nobody noted who meets it; by school, grade and name."""
    found = [
        s for s in pool.waiting
        if s.wished_for.strip() and not s.meets_wish
    ]  # fmt: skip
    return sorted(found, key=lambda s: (s.school_id, s.order, s.student_id))


def mentors_at(pool: Pool, school: str) -> list[Mentor]:
    """The mentors of one school, by last name."""
    return sorted(
        (m for m in pool.mentors if school in m.schools),
        key=lambda m: (m.last_name.casefold(), m.first_name.casefold(), m.mentor_id),
    )
