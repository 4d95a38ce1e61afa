"""The lists as words for a screen or a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sm_core.plausible import us_day
from sm_core.student_table import days_words, tier_words
from sm_core.targeting.board import NEITHER, VIEWS
from sm_core.targeting.reasons import INTENSIVE, reasons_text
from sm_core.targeting.supports import NONE, REFERRED, STARTED, SUPPORTS

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

COLUMNS = {
    "to_decide": ("Place", "Why"),
    "earlier": ("Missed", "Proposed", "Why then"),
    "chosen": ("Place", "Chosen", "Why"),
    "deferred": ("Missed", "Back on", "Decision", "Why then"),
    "declined": ("Missed", "Decision", "Why then"),
    NEITHER: ("On the list", "Why"),
}
"""What each view shows beside who it is, the tier, mentor and support. Why they are listed begins
with the days missed."""


def shown(rows: pa.Table, view: str, several_schools: bool) -> pd.DataFrame:
    """Rows of `board.on_view` under the headings people read, in the same order."""
    import pandas as pd

    assert view in VIEWS
    words = [_words(row) for row in rows.to_pylist()]
    schools = ("School",) if several_schools else ()
    who = ("Student", *schools, "Grade", "Tier")
    columns = [*who, *COLUMNS[view], "Mentor", "Intensive support", "Id"]
    table = pd.DataFrame(words, columns=columns)
    return table.drop(columns=[name for name in SAYS_NOTHING if _all_alike(table, name)])


SAYS_NOTHING = {"Mentor": "none yet", "Intensive support": "–", "Grade": ""}


def _all_alike(table: pd.DataFrame, name: str) -> bool:
    """Whether a column would say in every row that there is nothing."""
    return bool((table[name] == SAYS_NOTHING[name]).all())


def _words(row: Mapping) -> dict[str, str]:
    known = row["days_enrolled"] is not None
    return {
        "Student": row["student_name"] or row["student_id"],
        "School": row["school_name"],
        "Grade": row["grade"],
        "Tier": tier_words(row["tier"] or "", bool(row["early"])) if known else "–",
        "Missed": _missed(row) if known else "–",
        "Place": _place(row),
        "Why": _why(row),
        "Why then": row["listed_for"] or "not on the list then",
        "Proposed": us_day(row["proposed"]) if row["proposed"] else "",
        "Chosen": _since(row),
        "Back on": us_day(row["until"]) if row["until"] else "",
        "Decision": _decision(row),
        "On the list": VIEWS[row["view"]] if row["view"] else "not on the list",
        "Mentor": row["mentor"] or "none yet",
        "Intensive support": _support(row),
        "Id": row["student_id"],
    }  # fmt: skip


def _missed(row: Mapping) -> str:
    return days_words(row["days_absent"], row["days_enrolled"], row["early"])


def _why(row: Mapping) -> str:
    """The reasons that hold now, or those of the day; then what else to know."""
    if row["place"] is not None:
        words = [reasons_text(row)]
        if not row["by_tier"] and not (row["early"] and row["on_pace"]):
            words = [f"missed {_missed(row)} so far", *words]
    elif row["is_here"]:
        was = row["listed_for"] or row["reason"]
        now = f"no criterion holds now (was: {was})" if row["state"] else INTENSIVE
        words = [f"missed {_missed(row)}", now]
    else:
        words = [_left(row), row["listed_for"] or ""]
    if row["chosen_elsewhere"]:
        words.append(f"chosen at {row['chosen_elsewhere']}")
    return "; ".join(word for word in words if word)


def _left(row: Mapping) -> str:
    if not row["has_left"]:
        return ""
    now_at = f", now at {row['now_at']}" if row["now_at"] else ""
    return f"left this school{now_at}: end it"


def _place(row: Mapping) -> str:
    if row["mentor"] is not None:
        return "has a mentor"
    if not row["is_here"]:
        return "–"
    return "✓ a place is free" if row["has_place"] else "waits for a place"


def _since(row: Mapping) -> str:
    if not row["since"]:
        return ""
    reason = f" ({row['reason']})" if row["reason"] else ""
    return f"{us_day(row['since'])}{reason}"


def _decision(row: Mapping) -> str:
    if not row["state"]:
        return ""
    return f"{row['state']} {_since(row)}"


def _support(row: Mapping) -> str:
    """In words; nothing for a student who needs none and has none."""
    if row["support"] == NONE:
        return SUPPORTS[NONE].lower() if row["severe"] else "–"
    who = {REFERRED: f" to {row['support_to']}", STARTED: f" with {row['support_to']}"}
    named = who[row["support"]] if row["support_to"] else ""
    return f"{SUPPORTS[row['support']].lower()}{named}, {us_day(row['support_since'])}"
