"""What a sheet of contacts did or would do, with every line that was set aside and all it asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from sm_core.roster.report import REASONS, RosterReport

SHARED = (
    "blank_row", "too_many_columns", "repeated_header", "bad_date", "bad_grade", "too_long",
    "unknown_school", "unknown_student", "ambiguous_student", "ambiguous_mentor", "file_refused",
)  # fmt: skip


@dataclass
class NameAsked:
    """A name that fits several people: `who` is "student" or "mentor", `choices` the words for each
    by id, `rows` the (file, row) that say it; `answer` is the id of who is meant, "" for nobody,
    None while nobody has said so."""

    key: str
    who: str
    name: str
    choices: dict[str, str]
    answer: str | None = None
    rows: set[tuple[str, int]] = field(default_factory=set)

    @property
    def lines(self) -> int:
        return len(self.rows)


@dataclass
class ContactsReport(RosterReport):
    """As for a roster. `rows_same` are lines of which every contact is known, or that tell none.

    `known` contacts are on record already or told twice; `changes` counts those to which something
    is added. `unmatched` new ones are of students who were not matched with that adult on that day,
    `no_school` new ones lie on days without school. Where `columns_open`, somebody has to say what
    the columns hold (`samples` shows their first cells, `guesses` what they may be called), where
    `week_open`, which week is meant.
    """

    REASONS: ClassVar = {reason: REASONS[reason] for reason in SHARED} | {
        "bad_mark": "the mark or the kind of contact is not known",
        "no_mentor": "nobody can tell who saw the student",
        "unknown_mentor": "there is no such mentor",
        "cannot_be": "there can be no such contact",
        "left_out": "the line was left out, as somebody said",
    }
    CHANGES: ClassVar = {
        "contacts_added": ("new contact", "new contacts"),
        "contacts_changed": ("known contact added to", "known contacts added to"),
    }

    known: int = 0
    unmatched: int = 0
    no_school: int = 0
    columns_open: bool = False
    samples: list[list[str]] = field(default_factory=list)
    guesses: list[str] = field(default_factory=list)
    week_open: bool = False
    names: dict[str, NameAsked] = field(default_factory=dict)

    @property
    def new(self) -> int:
        return self.changes.get("contacts_added", 0)

    @property
    def waiting(self) -> int:
        """How many lines are set aside only until somebody says who is meant."""
        open_rows = {row for asked in self.names.values() if asked.answer is None
                     for file, row in asked.rows if file == self.file}  # fmt: skip
        return len(open_rows & self.cells.keys())

    def as_json(self) -> dict:
        return super().as_json() | {
            "contacts_known": self.known, "contacts_unmatched": self.unmatched,
            "contacts_without_school": self.no_school,
        }  # fmt: skip
