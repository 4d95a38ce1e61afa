"""The lists of matching as words for a screen or a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sm_core.definitions import TIER_WORDS
from sm_core.matching.caseloads import Caseload
from sm_core.matching.changes import CHANGES, DROPPED, MOVED, Change
from sm_core.matching.pool import Pool
from sm_core.matching.student import Student
from sm_core.matching.suggest import Suggestion
from sm_core.matching.words import cautions, reasons
from sm_core.palette import TIER_MARKS

if TYPE_CHECKING:
    import pandas as pd

OFTEN_EMPTY = ("Good to know", "Since the last list", "One more place")
KEPT_WORDS = "kept for each other"
NOTHING_KNOWN = "has a place"
"""In place of reasons, where nothing is known that two have in common."""


def suggested_table(
    pool: Pool, rows: Sequence[Suggestion], changed: Mapping[str, Change], several_schools: bool,
    scores: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """One row per suggested pair, in the order given; `scores` adds the points out of 1,000."""
    return _table([
        {
            "Student": row.student.label, "Mentor": row.mentor.name,
            "Why": _why(row),
            "Good to know": "; ".join(cautions(row.student, row.mentor)),
            "Since the last list": _changed(pool, changed.get(row.student.student_id, Change())),
            "Score": row.score, **_who(pool, row.student),
        }
        for row in rows if row.mentor
    ], () if scores else ("Score",), several_schools)  # fmt: skip


def cannot_table(
    pool: Pool, rows: Sequence[Suggestion], changed: Mapping[str, Change], several_schools: bool
) -> pd.DataFrame:
    """One row per student without a suggestion: why, what would help, who is kept away by what."""
    return _table([
        {
            "Student": row.student.label, "Why not yet": row.gap.sentence,
            "What helps soonest": row.gap.fix,
            "Mentors of the school": ", ".join(f"{n} {words}" for words, n in row.gap.counts),
            "Since the last list": _changed(pool, changed.get(row.student.student_id, Change())),
            **_who(pool, row.student),
        }
        for row in rows if row.gap
    ], (), several_schools)  # fmt: skip


def _why(row: Suggestion) -> str:
    kept = [KEPT_WORDS] if row.student.pin == row.mentor_id else []
    said = [*kept, *reasons(row.student, row.mentor, dict(row.parts))]
    return "; ".join(said) or NOTHING_KNOWN


def caseload_table(
    pool: Pool, loads: Sequence[Caseload], names: Mapping[str, str], more: Mapping[str, str],
    several_schools: bool,
) -> pd.DataFrame:  # fmt: skip
    """One row per mentor; `names` are those of students, `more` what one more place would buy, by
    mentor."""
    return _table([
        {
            "Mentor": load.mentor.name, "Places": load.mentor.capacity,
            "Taken": len(load.mentor.students), "Suggested": len(load.suggested),
            "Then": load.state(pool.day),
            "Students": _names(load.mentor.students, names),
            "Would get": _names(load.suggested, names),
            "One more place": more.get(load.mentor.mentor_id, ""),
            "School": ", ".join(pool.school_names.get(s, s) for s in load.mentor.schools),
            "Id": load.mentor.mentor_id,
        }
        for load in loads
    ], (), several_schools)  # fmt: skip


def _table(rows: list[dict], without: Sequence[str], several_schools: bool) -> pd.DataFrame:
    import pandas as pd

    left_out = [*without, *([] if several_schools else ["School"])]
    left_out += [name for name in OFTEN_EMPTY if not any(row.get(name) for row in rows)]
    return pd.DataFrame(rows).drop(columns=left_out, errors="ignore")


def _who(pool: Pool, student: Student) -> dict[str, str]:
    """What else to know of the student, after what the list is about."""
    tier = f"{TIER_MARKS[student.tier]} {TIER_WORDS[student.tier]}" if student.tier else "Early"
    return {
        "Tier": tier, "Grade": student.grade,
        "School": pool.school_names.get(student.school_id, student.school_id),
        "Id": student.student_id,
    }  # fmt: skip


def _changed(pool: Pool, change: Change) -> str:
    if not change.change:
        return ""
    before = pool.mentor.get(change.before_id) if change.change in (MOVED, DROPPED) else None
    words = CHANGES[change.change] + (f", was {before.name}" if before else "")
    return f"{words}: {change.why}" if change.why else words


def _names(ids: Sequence[str], names: Mapping[str, str]) -> str:
    known = sorted(names[i] for i in ids if i in names)
    more = len(ids) - len(known)
    return ", ".join([*known, *([f"{more} more"] if more else [])])
