"""What a roster did or would do, in numbers that add up, and every row that was set aside."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from sm_core.importing.questions import one_line
from sm_core.importing.report import REASONS as IMPORT_REASONS
from sm_core.importing.report import FileReport

REASONS = {
    "blank_row": IMPORT_REASONS["blank_row"],
    "too_many_columns": IMPORT_REASONS["too_many_columns"],
    "repeated_header": IMPORT_REASONS["repeated_header"],
    "duplicate": IMPORT_REASONS["duplicate"],
    "contradicts": "the row contradicts an earlier row, or what is known",
    "no_name": "the row names no mentor",
    "bad_kind": "the kind of mentor is not known",
    "bad_status": "the status is not known",
    "bad_email": "the e-mail address cannot be one",
    "bad_number": "the number of students cannot be",
    "bad_grade": "the grades cannot be read",
    "bad_time": "the free time cannot be read",
    "bad_date": "a date cannot be",
    "too_long": "a text is too long",
    "unknown_school": "there is no such school",
    "other_school": "the row is about a school of somebody else",
    "ambiguous_mentor": "the mentor can be two people",
    "unknown_student": "there is no such student",
    "ambiguous_student": "the student can be two people",
    "bad_permission": "the permission cannot be read",
    "refused_permission": "the family refused, and the row says that a mentor meets the student",
    "other_mentor": "the student has another mentor now",
    "mentor_left": "the mentor has left the program",
    "file_refused": IMPORT_REASONS["file_refused"],
}

CHANGES = {
    "mentors_added": ("new mentor", "new mentors"),
    "mentors_changed": ("mentor updated", "mentors updated"),
    "students_chosen": ("student chosen", "students chosen"),
    "matches_added": ("new match", "new matches"),
    "matches_changed": ("match updated", "matches updated"),
    "permissions_added": ("new permission", "new permissions"),
    "permissions_changed": ("permission updated", "permissions updated"),
}


@dataclass(frozen=True)
class Aside:
    """One thing that is wrong with a row; `row` counts as a spreadsheet does, `column` and `value`
    are "" where it is the row as a whole."""

    file: str
    row: int
    column: str
    value: str
    reason: str
    advice: str

    def __str__(self) -> str:
        cell = f', {self.column} "{self.value[:60]}"' if self.column else ""
        return one_line(f"{self.file}, row {self.row:,}{cell}: {self.advice}")


@dataclass
class RosterReport(FileReport):
    """As for `import`; `asides` are the rows set aside, with all that is wrong with each, and
    `cells` what those rows say, by row number. `rows_same` are rows that change nothing."""

    REASONS: ClassVar[Mapping[str, str]] = REASONS
    CHANGES: ClassVar[Mapping[str, tuple[str, str]]] = CHANGES

    asides: list[Aside] = field(default_factory=list)
    cells: dict[int, list[str]] = field(default_factory=dict)
    columns_read: list[str] = field(default_factory=list)
    columns_unread: list[str] = field(default_factory=list)
    rows_same: int = 0
    date_example: str = ""
    """A date of which nobody said whether the month or the day comes first."""
    refused_with_others: bool = False
    """Nothing is wrong with this file, but with another one of the call."""

    def count(self, reason: str) -> None:
        assert reason in self.REASONS, reason
        self.rejected[reason] = self.rejected.get(reason, 0) + 1

    def changed(self, what: str, times: int) -> None:
        assert what in self.CHANGES, what
        if times:
            self.changes[what] = self.changes.get(what, 0) + times

    def as_json(self) -> dict:
        """The contract of `import --json`, and the rows set aside."""
        asides = [
            {"row": a.row, "column": a.column, "value": a.value, "reason": a.reason,
             "sentence": str(a)}
            for a in self.asides
        ]  # fmt: skip
        return super().as_json() | {"set_aside": asides}


def change_words(report: RosterReport) -> list[str]:
    """The changes in words: ["12 new mentors", "3 mentors updated"]; what stayed at the end."""
    words = [f"{n:,} {report.CHANGES[what][n != 1]}" for what, n in report.changes.items()]
    return words + ([f"{report.rows_same:,} unchanged"] if report.rows_same else [])


def set_aside_in_words(report: RosterReport) -> list[str]:
    count = sum(report.rejected.values())
    return [f"{count:,} {'row' if count == 1 else 'rows'} set aside"] if count else []


def printed(reports: list[RosterReport], dry_run: bool, as_json: bool) -> str:
    """The reports as the command line shows them."""
    if as_json:
        return json.dumps([r.as_json() for r in reports], ensure_ascii=False, indent=1)
    lines = [line for report in reports for line in _lines(report)]
    return "\n".join([*lines, "Nothing was saved: this was a dry run."] if dry_run else lines)


def _lines(report: RosterReport) -> list[str]:
    if report.problems or report.questions:
        return [f"{report.file}: not used yet"]
    changes = "; ".join(change_words(report)) or "nothing to change"
    counts = [f"  {n:,} set aside: {report.REASONS[why]}" for why, n in report.rejected.items()]
    return [
        f"{report.file}: {report.layout}, {report.rows_kept:,} of {report.rows_read:,} rows kept: "
        f"{changes}",
        *counts,
        *(f"  {aside}" for aside in report.asides),
        *(f"  {said}" for said in (*report.warnings, *report.notes)),
    ]
