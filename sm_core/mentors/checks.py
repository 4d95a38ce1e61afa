"""What a mentor's record may not say, each in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sm_core.errors import SmError
from sm_core.mentors.mentor import KINDS, MOST_STUDENTS, Mentor

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LONGEST = 200


def require_sound(mentor: Mentor) -> None:
    """Raise `SmError`, a sentence for each thing wrong with the record."""
    wrong = list(_wrong(mentor))
    if wrong:
        raise SmError(*wrong)


def _wrong(mentor: Mentor) -> Iterator[str]:
    who = mentor.name or "This mentor"
    if not mentor.name:
        yield "A mentor needs a name: fill in the first name or the last name."
    if mentor.kind not in KINDS:
        yield f'{who}: "{mentor.kind}" is not a kind of mentor; choose {", ".join(KINDS)}.'
    if not 1 <= mentor.capacity <= MOST_STUDENTS:
        yield (
            f"{who}: {mentor.capacity} students at once cannot be; give a number from 1 to "
            f"{MOST_STUDENTS}. To give no new students, pause the mentor."
        )
    if mentor.email and not EMAIL.fullmatch(mentor.email):
        yield f'{who}: "{mentor.email}" is not an e-mail address; write it like name@school.org.'
    for words in (mentor.first_name, mentor.last_name, mentor.position, mentor.organization):
        if len(words) > LONGEST:
            yield f'{who}: "{words[:30]}…" is too long; keep it under {LONGEST} letters.'
