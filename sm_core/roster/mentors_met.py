"""What the matches of a call mean for mentors: when they began, and who has too many students."""

from __future__ import annotations

from dataclasses import replace

from sm_core.roster.pending import Pending
from sm_core.roster.program_tables import Program


def start_mentors(pending: Pending, program: Program) -> int:
    """Let mentors without a start begin with their first match of this call; how many stored ones
    the program sheets change, in this or in their schools."""
    for mentor_id, day in program.first_starts().items():
        mentor = pending.who.mentors[mentor_id]
        if mentor.started is None:
            pending.put(replace(mentor, started=day))
            program.moved.add(mentor_id)
    return sum(1 for mentor_id in program.moved if not pending.is_new(mentor_id))


def over_capacity(pending: Pending, program: Program) -> list[str]:
    """A warning for each mentor of this call who now has more students than they take."""
    counts = program.open_by_mentor(pending.today)
    mentors = [pending.who.mentors[m] for m in sorted(program.touched)]
    return [
        f"{mentor.name} now has {counts[mentor.mentor_id]} students and takes {mentor.capacity}."
        for mentor in mentors
        if counts.get(mentor.mentor_id, 0) > mentor.capacity
    ]
