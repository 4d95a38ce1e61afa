"""What the checks found, as words and tables for a screen or a spreadsheet."""

from datetime import date
from functools import partial

import pandas as pd

from sm_core.quality.checks import LATE
from sm_core.quality.found import Found
from sm_core.school_year import school_year_of

WHY = {
    "no_file": "no file covers this day",
    "no_rows": "the register has no rows",
    "nobody_marked": "nobody marked, usually about {:,}",
}
DIRECTIONS = {"above": "▲ far above", "below": "▼ far below"}


def many(count: int, singular: str, plural: str | None = None) -> str:
    """A count with its noun: "1 day", "2 days"."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


def headline(found: list[Found], as_of: date, several_schools: bool) -> str:
    """The answer in one sentence, from what all checks found.

    A thing to look at is a check that found something, not each of its rows: 200 unverified
    absences are one phone list.
    """
    things = [one for one in found if one.count]
    through = _reported(found)
    if through is None and not things:
        return f"No school has data in {school_year_of(as_of)} by {short_day(as_of)}"
    until = f" through {short_day(through or as_of)}"
    if not things:
        return f"Nothing to look at{until}"
    schools = {school for one in things for school in one.schools}
    where = f" in {many(len(schools), 'school')}" if several_schools and schools else ""
    return f"{many(len(things), 'thing')} to look at{where},{until}"


def _reported(found: list[Found]) -> date | None:
    """The last day that any of the schools reported by the as-of date."""
    [late] = [one for one in found if one.check == LATE]
    return max((day for day in late.rows["last_reported"].to_pylist() if day), default=None)


def overview(found: list[Found]) -> pd.DataFrame:
    """One row per check: its name, what it found, and what that means in a few words."""
    return pd.DataFrame(
        {
            "Check": [one.check.title for one in found],
            "Found": [("⚠ " if one.count else "") + counted(one) for one in found],
            "Meaning": [one.check.brief for one in found],
        }
    )


def short_day(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"


def counted(found: Found) -> str:
    """How much a check found, in its own unit: "2 schools", "12 days of 3 students"; "None"."""
    return _COUNTED[found.check.key](found) if found.count else "None"


def _students_days(found: Found) -> str:
    students = len(set(found.rows["student_id"].to_pylist()))
    return f"{many(found.total('days'), 'day')} of {many(students, 'student')}"


_COUNTED = {
    "late": lambda found: many(found.count, "school"),
    "not_taken": lambda found: many(found.count, "day"),
    "outside": _students_days,
    "off_calendar": lambda found: many(found.count, "day"),
    "not_enrolled": lambda found: many(found.count, "student"),
    "unverified": _students_days,
    "two_schools": _students_days,
    "jumps": lambda found: many(found.count, "day"),
}


def table(found: Found, frame: pd.DataFrame, several_schools: bool) -> pd.DataFrame:
    """Rows of `found.rows` under the headings people read; the school is left out for one school,
    and the name where no file gives names."""
    out = _TABLES[found.check.key](frame)
    hidden = [] if several_schools or found.check.key == "late" else ["School"]
    if "Student" in out and (out["Student"] == "").all():
        hidden.append("Student")
    return out.drop(columns=[column for column in hidden if column in out])


def _late(frame: pd.DataFrame) -> pd.DataFrame:
    begun = frame["behind_as_of"].notna()
    state = frame["is_late"].map({True: "⚠ late", False: "on time"})
    return pd.DataFrame(
        {
            "School": frame["school_name"],
            "State": state.where(begun, "not begun"),
            "Reported through": frame["last_reported"],
            "Days behind the newest school": frame["behind_newest"].astype("Int64"),
            "Days behind the as-of date": frame["behind_as_of"].astype("Int64"),
            "School days since": frame["school_days_since"].astype("Int64"),
        }
    )


def _not_taken(frame: pd.DataFrame) -> pd.DataFrame:
    why = [
        WHY[row.why].format(int(row.marks_a_day) if row.why == "nobody_marked" else 0)
        for row in frame.itertuples()
    ]
    counts = {True: "a day everybody was present", False: "no school day"}
    return pd.DataFrame(
        {
            "School": frame["school_name"],
            "Date": frame["day"],
            "What is missing": pd.Series(why, dtype="object"),
            "Counts as": frame["counts_as_present"].map(counts),
        }
    )


def _renamed(frame: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    return frame[list(columns)].rename(columns=columns)


def _jumps(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "School": frame["school_name"],
            "Date": frame["day"],
            "Compared": frame["direction"].map(DIRECTIONS),
            "Missing": _shares(frame["absent"], frame["enrolled"]),
            "Usual": _shares(frame["usual_absent"], frame["usual_enrolled"]),
        }
    )


def _shares(parts: pd.Series, wholes: pd.Series) -> list[str]:
    """ "143 of 612 (23.3%)": percent cut, not rounded, in whole numbers."""
    pairs = ((int(part), int(whole)) for part, whole in zip(parts, wholes, strict=True))
    return [f"{part:,} of {whole:,} ({part * 1000 // whole / 10:.1f}%)" for part, whole in pairs]


_STAYS = {
    "student_name": "Student",
    "student_id": "Id",
    "school_name": "School",
    "days": "Days",
    "first_day": "First",
    "last_day": "Last",
}
_RENAMED = {
    "outside": _STAYS,
    "unverified": _STAYS,
    "off_calendar": {"school_name": "School", "day": "Date", "students": "Students marked"},
    "not_enrolled": {"student_name": "Student", "student_id": "Id", "grade": "Grade"},
    "two_schools": {
        "student_name": "Student",
        "student_id": "Id",
        "school_name": "One school",
        "other_name": "Other school",
        "first_day": "From",
        "last_day": "To",
        "days": "School days",
        "counted_twice": "Counted twice",
    },
}
"""The checks whose rows need new headings only."""
_TABLES = {"late": _late, "not_taken": _not_taken, "jumps": _jumps} | {
    key: partial(_renamed, columns=columns) for key, columns in _RENAMED.items()
}
