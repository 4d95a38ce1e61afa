"""Each mentor's students: those they have, and those a list would give them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sm_core.matching.pool import Pool
from sm_core.matching.suggest import Suggestion
from sm_core.mentors.mentor import Mentor


@dataclass(frozen=True)
class Caseload:
    """A mentor with the ids of those `suggested`; whoever is matched stands in the mentor."""

    mentor: Mentor
    suggested: tuple[str, ...] = ()

    @property
    def left(self) -> int:
        """Places that would still be free, whether or not the mentor can be matched."""
        return max(self.mentor.places_left - len(self.suggested), 0)

    def state(self, day: date) -> str:
        """Why nobody new can come, or how many may."""
        if reasons := self.mentor.cannot_be_matched(day):
            return f"cannot be matched: {'; '.join(reasons)}"
        return {0: "full", 1: "1 place free"}.get(self.left, f"{self.left} places free")


def caseloads(pool: Pool, rows: Sequence[Suggestion], school: str | None) -> list[Caseload]:
    """One per mentor of a school, or (None) of all, with what all the rows give them, those of
    their other schools among them: first those with places to give, the emptiest
    first, then those who are full, then those who cannot be matched."""
    given: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        given[row.mentor_id].append(row.student.student_id)
    found = [
        Caseload(m, tuple(given[m.mentor_id])) for m in pool.mentors
        if school in (None, *m.schools)
    ]  # fmt: skip
    return sorted(found, key=lambda c: _order(c, pool.day))


def _order(found: Caseload, day: date) -> tuple:
    mentor = found.mentor
    return (
        bool(mentor.cannot_be_matched(day)), not found.left, -found.left,
        mentor.last_name.casefold(), mentor.first_name.casefold(), mentor.mentor_id,
    )  # fmt: skip
