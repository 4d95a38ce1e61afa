"""One time that an adult saw or reached a student, or looked for one in vain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

SAW, TALKED, LOOKED = "saw", "talked", "looked for"
KINDS = {SAW: "Saw", TALKED: "Talked by phone or message", LOOKED: "Looked for, not there"}
SEEN_BY = (SAW, TALKED)
"""The kinds that count as contact. Who looked in vain did their part, and the student saw nobody:
the day of an absent student is not asked for anyway."""
LONGEST_NOTE = 500


@dataclass(frozen=True)
class Entry:
    """A contact as somebody tells it. `mentor_id` is "" for an adult who is no mentor; then
    `person` says who it was, "" for whoever saves it."""

    student_id: str
    day: date
    mentor_id: str = ""
    kind: str = SAW
    note: str = ""
    person: str = ""

    @property
    def key(self) -> tuple[str, date, str]:
        """What two tellings of the same contact share: the student, the day and the adult."""
        return self.student_id, self.day, self.mentor_id or self.person.casefold()


@dataclass(frozen=True)
class Contact:
    """A contact on record; one `taken_back` was logged by mistake."""

    contact_id: str
    student_id: str
    mentor_id: str
    school_id: str
    day: date
    kind: str
    note: str
    person: str
    recorded: datetime
    recorded_by: str
    taken_back: datetime | None = None

    @property
    def key(self) -> tuple[str, date, str]:
        return self.student_id, self.day, self.mentor_id or self.person.casefold()

    @property
    def counts(self) -> bool:
        return self.kind in SEEN_BY and self.taken_back is None
