"""One time that an adult saw or reached a student, or looked for one in vain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

SAW, TALKED, LOOKED = "saw", "talked", "looked for"
KINDS = {SAW: "Saw", TALKED: "Talked by phone or message", LOOKED: "Looked for, not there"}
SEEN_BY = (SAW, TALKED)
"""The kinds that count as contact. Who looked in vain did their part, and the student saw nobody:
the day of an absent student is not asked for anyway."""
LONGEST_NOTE = 500
"""Letters of one note; a contact has one of each who told of it."""
Said = tuple[str, str]
"""(who wrote it, a line of a note)."""


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
    """A contact on record; one `taken_back` was logged by mistake. The first line of `note` is of
    whom it was `recorded_by`, "" where they wrote none; what was told later stands under it as
    "who: text", so that it can be told who may read which."""

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

    @property
    def said(self) -> list[Said]:
        """The lines of the note."""
        first, *later = self.note.split("\n")
        lines = (line.partition(": ") for line in later)
        return [(self.recorded_by, first), *((who, text) for who, _, text in lines)]

    @property
    def note_words(self) -> str:
        """The note for staff, in one line."""
        return "; ".join(filter(None, self.note.split("\n")))

    def noted_by(self, who: str) -> str:
        """What this person wrote of it, in one line."""
        return "; ".join(text for by, text in self.said if by == who and text)

    def with_said(self, said: Iterable[Said]) -> str:
        """The note with more lines; what it says already is not said again."""
        first, *later = self.note.split("\n")
        for who, text in said:
            if not first and who == self.recorded_by:
                first = text
            elif text and text != first and f"{who}: {text}" not in later:
                later.append(f"{who}: {text}")
        return "\n".join([first, *later])
