"""Schools side by side as a table, on the page and as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sm_core.compared.change import NOT_TOLD
from sm_core.compared.record import Compared
from sm_core.compared.words import PLACES, note
from sm_core.hiding.table import HIDDEN_NOTE, Counted, hidden_table, lacks

if TYPE_CHECKING:
    import pandas as pd

LINE = "Last 12 weeks"
WEEKS = 12
"""Of the small line: the first weeks of a year jump, and would flatten all others."""
RATE = ("Rate", "Beside all")
CHANGE = ("Change, points", "Change, students", "Change")
RATED_BEFORE, CHRONIC_BEFORE = "In rates before", "Chronic before"
"""What a change tells of besides; no columns of the table."""
STUDENTS = (
    Counted("In rates", tells=RATE),
    Counted("Chronic", "In rates", tells=(*RATE, *CHANGE)),
    Counted(RATED_BEFORE, tells=CHANGE),
    Counted(CHRONIC_BEFORE, RATED_BEFORE, tells=CHANGE),
)
PROGRAM = (Counted("No mentor"), Counted("Severe, neither"))


def compared_table(schools: Sequence[Compared], program: bool = True) -> pd.DataFrame:
    """One row per school in the order given, under the headings people read; rates in percent,
    changes in points. `program` adds the columns on mentors, reviews and plans, which are those of
    the whole school."""
    import pandas as pd

    columns = [_attendance(each) | (_program(each) if program else {}) | _last(each)
               for each in schools]  # fmt: skip
    return pd.DataFrame(columns)


def for_a_file(schools: Sequence[Compared], program: bool = True) -> pd.DataFrame:
    """The table without the line, which is no text, and without what tells of a small group
    (`sm_core.hiding.table`); the note says so. Rows without a rate come last, by name, because a
    place by rate tells of the rate."""
    whole = compared_table(schools, program).drop(columns=LINE).convert_dtypes()
    whole[RATED_BEFORE] = [each.before.rated for each in schools]
    whole[CHRONIC_BEFORE] = [each.before.chronic for each in schools]
    file = hidden_table(whole, STUDENTS + PROGRAM * program)
    lacking = lacks(file, whole)
    file.loc[lacking, "Note"] = [_noted(note, HIDDEN_NOTE) for note in file.loc[lacking, "Note"]]
    last = file[file["Rate"].isna()].sort_values("School", kind="stable").index
    file = file.drop(columns=[RATED_BEFORE, CHRONIC_BEFORE])
    return file.loc[file.index.difference(last, sort=False).append(last)]


def _noted(note: str, why: str) -> str:
    return f"{note}; {why}" if note else why


def _attendance(each: Compared) -> dict:
    change = each.change
    return {
        "School": each.name,
        "Rate": None if each.rate is None else round(100 * each.rate, 1),
        "Beside all": None if each.place is None else PLACES[each.place],
        "Chronic": each.now.chronic,
        "In rates": each.now.rated,
        # Zero added last: a change of -0.04 must not show as a fall of "-0.0".
        "Change, points": round(change.points, 1) + 0.0 if change else None,
        "Change, students": change.students if change else None,
        "Change": change and (change.word if change.word != NOT_TOLD else "not told apart"),
        LINE: [100 * share for _, share in each.weeks[-WEEKS:]],
    }


def _program(each: Compared) -> dict:
    found = each.progress
    return {
        "No mentor": found.without_mentor,
        "Severe, neither": found.neither,
        "Reviews held": found.held.held,
        "of weeks": found.held.weeks,
        "Steps done": found.steps.done if found.plan else None,
        "of steps": found.steps.total if found.plan else None,
        "Overdue": found.steps.overdue if found.plan else None,
    }


def _last(each: Compared) -> dict:
    return {"Data through": each.progress.through, "Note": note(each)}
