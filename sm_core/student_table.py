"""The list of students as words for a screen or a spreadsheet."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sm_core.definitions import STANDARD, TIER_WORDS, Definitions
from sm_core.exports import plain_number
from sm_core.palette import TIER_MARKS
from sm_core.recent import Recent


def shown(frame: pd.DataFrame, several_schools: bool, rules: Definitions = STANDARD):
    """The rows of `list_students` under the headings people read, in the same order.

    With under 30 enrolled days the tier is "Early" and the days say so: a third of children read
    10 % or more on day 10 (DESIGN rule 6). Columns that would say the same in every row are left
    out, the school where `several_schools` is false.
    """
    early = frame["days_enrolled"] < rules.early_days
    out = pd.DataFrame(
        {
            "Student": frame["student_name"].where(frame["student_name"] != "", "(no name)"),
            "School": frame["school_name"],
            "Grade": frame["grade"],
            "Tier": [tier_words(*row) for row in zip(frame["tier"], early, strict=True)],
            "Missed": [days_words(*row) for row in zip(
                frame["days_absent"], frame["days_enrolled"], early, strict=True)],
            "Share missed": _percent(frame["absence_rate"]),
            "Enrolled": frame["enrolled"].map({True: "yes", False: "left"}),
            "Data through": pd.to_datetime(frame["data_through"]).dt.strftime("%b %d, %Y"),
            "Id": frame["student_id"],
        }
    )  # fmt: skip
    hidden = [] if several_schools else ["School"]
    if (frame["student_name"] == "").all():
        hidden.append("Student")
    if (frame["grade"] == "").all():
        hidden.append("Grade")
    if frame["enrolled"].all():
        hidden.append("Enrolled")
    if frame["data_through"].nunique(dropna=False) == 1:
        hidden.append("Data through")
    return _named_first(out.drop(columns=hidden))


def _named_first(table: pd.DataFrame) -> pd.DataFrame:
    """The id at the end, off a phone's screen; where no file names students it leads."""
    first = "Student" if "Student" in table else "Id"
    return table[[first, *(column for column in table if column != first)]]


def with_recent(table: pd.DataFrame, frame: pd.DataFrame, recents: dict[str, Recent]):
    """The table of `shown` with what happened lately: days missed in each of the last eight weeks,
    and the change of the share missed in 30 days, in points (empty where it says nothing)."""
    now = zip(frame["student_id"], frame["absence_rate"].astype(float), strict=True)
    place = table.columns.get_loc("Share missed") + 1
    out = table.copy()
    out.insert(place, "Last 8 weeks", [recents[student].weeks for student in frame["student_id"]])
    out.insert(place + 1, "Change in 30 days",
               [_points(rate, recents[student].rate_before) for student, rate in now])  # fmt: skip
    return out


def _points(now: float, before: float | None) -> float | None:
    return None if before is None or now != now else round((now - before) * 100, 1)


def _percent(rate: pd.Series) -> pd.Series:
    """Percent cut, not rounded, to a tenth: 4.95 % must not read as 5.0 beside "satisfactory"."""
    return np.floor(rate.astype(float) * 1000 + 1e-9) / 10


def tier_words(tier: str | None, early: bool) -> str:
    if tier is None or tier != tier:
        return "no days yet"
    return "Early" if early else f"{TIER_MARKS[tier]} {TIER_WORDS[tier]}"


def days_words(absent, enrolled, early: bool) -> str:
    days = (
        f"{plain_number(absent)} of {plain_number(enrolled)} {'day' if enrolled == 1 else 'days'}"
    )
    return f"{days}, early" if early else days
