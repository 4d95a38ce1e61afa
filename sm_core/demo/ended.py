"""Matches of the demo that ended over the year, and why: most of these students have another mentor
now, some wait."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from sm_core.demo import people
from sm_core.demo.mentors import weekday
from sm_core.matching.end import MENTOR_LEFT

CAST = frozenset(people.CAST["student_id"])
MARCUS, BEFORE = people.CAST["student_id"][1], "Lindqvist"
"""Of the cast, and whom he met before."""
EVERY, EVERY_WAITING = 8, 2
"""Of those with a mentor, and of those without one whose family said yes, every how many-th had
another one before."""
WEEKS = (5, 6, 7)
PAUSE, SHORTEST = timedelta(days=7), timedelta(days=21)
REASONS = ("The schedules no longer fit", "It did not work out", "The student wishes it",
           "The family wishes it")  # fmt: skip


@dataclass
class Ended:
    """Tells a few of the rows of the file of pairs in two: the match that ended, and what came
    after it. `mentors` are the rows of the roster file; `last` is the last day on which a match of
    the file can begin."""

    mentors: list[dict[str, str]]
    last: date
    seen: Counter = field(default_factory=Counter)
    """Rows so far, of students who are matched and of others; and matches made so far by school."""

    def told(self, rows: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
        for row in rows:
            before = self._match(row) if self._has_one(row) else None
            if before is None:
                yield row
                continue
            yield before
            after = date.fromisoformat(before["End date"]) + PAUSE
            yield row | ({"Start date": after.isoformat()} if row["Mentor ID"] else {})

    def _has_one(self, row: dict[str, str]) -> bool:
        """Whether the student was matched before, as far as there is time; of the cast only one."""
        if row["Permission"] != "yes" or row["Student ID"] in CAST:
            return row["Student ID"] == MARCUS
        matched = bool(row["Mentor ID"])
        self.seen[matched] += 1
        return self.seen[matched] % (EVERY if matched else EVERY_WAITING) == 0

    def _match(self, row: dict[str, str]) -> dict[str, str] | None:
        """Another mentor of the school, first the one who has left, for some weeks."""
        number = self.seen[row["School"]]
        self.seen[row["School"]] += 1
        here = self._others(row)
        if not here:
            return None
        mentor = here[number % len(here)]
        permission = date.fromisoformat(row["Permission date"])
        wanted = row["Start date"] or weekday(permission + timedelta(days=3)).isoformat()
        began = date.fromisoformat(max(wanted, mentor["Started"]))
        left = mentor.get("Closed", "")
        weeks = timedelta(weeks=WEEKS[number % len(WEEKS)])
        end = date.fromisoformat(left) if left else began + weeks
        if end - began < SHORTEST or end + PAUSE > self.last:
            return None
        return row | {
            "Mentor ID": mentor["Mentor ID"],
            "Mentor": f"{mentor['First name']} {mentor['Last name']}",
            "Start date": began.isoformat(), "End date": end.isoformat(),
            "Reason": MENTOR_LEFT if left else REASONS[number % len(REASONS)],
        }  # fmt: skip

    def _others(self, row: dict[str, str]) -> list[dict[str, str]]:
        here = [
            m for m in self.mentors
            if m["Schools"] == row["School"] and m["Mentor ID"] != row["Mentor ID"]
            and m.get("Started") and not m.get("Paused")
        ]  # fmt: skip
        if row["Student ID"] == MARCUS:
            return [m for m in here if m["Last name"] == BEFORE]
        return sorted(here, key=lambda m: not m.get("Closed"))
