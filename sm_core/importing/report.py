"""What an import did or would do with one file, in numbers that add up."""

from dataclasses import dataclass, field

import pandas as pd

from sm_core.importing.questions import one_line

REASONS = {
    "blank_row": "the row is blank",
    "too_many_columns": "the row has more cells than the header",
    "repeated_header": "the row repeats the column names, as on a new page of a printed report",
    "footer": "the row is a total or a footer of the report",
    "no_student": "the row has no student id",
    "no_school": "the row has no school",
    "no_date": "the row has no date",
    "bad_date": "the date cannot be read",
    "no_mark": "the row has no mark on any day",
    "bad_flag": "a column that says yes or no says something else",
    "period_row": "the row is of a class period, and the whole day has a row of its own",
    "never_attended": "the student never attended (no show, or an invalid enrollment)",
    "says_nothing": "the row says nothing of a student but an id",
    "not_a_student": "the row is not about a student",
    "not_a_school": "the row is not about a school",
    "deleted": "the school system marks the row as deleted",
    "too_many_days": "more days than the period or a school year has",
    "outside_school_year": "the date lies outside the school year of the file",
    "bad_portion": "the part of the day is not a number from 0 to 1",
    "bad_number": "the days are not numbers that fit together",
    "suppressed": "a number is held back for privacy (such as * or <10)",
    "absent_over_enrolled": "more days absent than enrolled",
    "second_total": "a second, different total for the same student, school and date",
    "exit_before_entry": "the exit date lies before the entry date",
    "duplicate": "the row says the same as an earlier row",
    "named_again": "a later row of the file speaks of the same one",
    "off_calendar": "the date is not a school day of that school",
    "outside_enrollment": "the student was not enrolled at that school on that day",
    "not_needed": "the file says nothing that is used here",
    "file_refused": "the file was not used",
}


@dataclass
class FileReport:
    """One file of an import call. `rows_read` is always `rows_kept` plus the sum of `rejected`
    (reason → lines); `rejects` lists the first of those lines with what they say, `last_day` is the
    last day covered (ISO)."""

    file: str
    layout: str | None = None
    reason: str = ""
    rows_read: int = 0
    rejected: dict[str, int] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    changes: dict[str, int] = field(default_factory=dict)
    last_day: str | None = None
    upload_id: str | None = None
    unchanged: bool = False
    headers: tuple[str, ...] = ()
    mapping: str = ""
    rejects: pd.DataFrame | None = None

    @property
    def rows_kept(self) -> int:
        return self.rows_read - sum(self.rejected.values())

    def refuse(self, sentences: list[str]) -> "FileReport":
        """Mark the whole file as not used, for these reasons."""
        self.problems += [one_line(sentence) for sentence in sentences]
        self.rejected = {"file_refused": self.rows_read} if self.rows_read else {}
        return self

    def as_json(self) -> dict:
        """The contract of `import --json`, and a few keys more."""
        return {
            "file": self.file, "layout": self.layout, "reason": self.reason,
            "rows_read": self.rows_read,
            "rows_kept": self.rows_kept, "rejected": self.rejected, "questions": self.questions,
            "problems": self.problems, "notes": self.notes, "warnings": self.warnings,
            "changes": self.changes, "upload_id": self.upload_id, "unchanged": self.unchanged,
        }  # fmt: skip
