"""Schools side by side as a table, on the page and as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sm_core.compared.change import NOT_TOLD
from sm_core.compared.record import FEWEST, Compared
from sm_core.compared.words import PLACES, note

if TYPE_CHECKING:
    import pandas as pd

LINE = "Last 12 weeks"
WEEKS = 12
"""Of the small line: the first weeks of a year jump, and would flatten all others."""
COUNTS = ("Rate", "Beside all", "Chronic", "In rates", "Change, points", "Change, students",
          "Change", "No mentor", "Severe, neither")  # fmt: skip
"""What tells of students."""
FEW_HIDDEN = f"counts hidden: fewer than {FEWEST} students"
BESIDE_HIDDEN = "counts hidden, or those of a smaller school could be worked out"


def compared_table(schools: Sequence[Compared], program: bool = True) -> pd.DataFrame:
    """One row per school in the order given, under the headings people read; rates in percent,
    changes in points. `program` adds the columns on mentors, reviews and plans, which are those of
    the whole school."""
    import pandas as pd

    columns = [_attendance(each) | (_program(each) if program else {}) | _last(each)
               for each in schools]  # fmt: skip
    return pd.DataFrame(columns)


def for_a_file(table: pd.DataFrame) -> pd.DataFrame:
    """Without the line, which is no text. Where students could be told from the counts, these are
    empty and the note says why: schools of 1 to 9 students in rates, and as many of the next
    smallest as it takes for two schools and `FEWEST` students, or the total of all schools less
    the others would give them away. They come last, because a place by rate tells of the rate."""
    # Whole numbers stay whole beside cells that are empty.
    file = table.drop(columns=LINE).convert_dtypes()
    rated = table["In rates"][table["In rates"] > 0].sort_values(kind="stable")
    few = rated.index[rated < FEWEST]
    beside = _beside(rated, len(few))
    for rows, why in ((few, FEW_HIDDEN), (beside, BESIDE_HIDDEN)):
        file.loc[rows, [name for name in COUNTS if name in file]] = None
        file.loc[rows, "Note"] = [_noted(note, why) for note in file.loc[rows, "Note"]]
    hidden = file.loc[few.union(beside)].sort_values("School", kind="stable").index
    return file.loc[file.index.difference(hidden).append(hidden)]


def _beside(rated: pd.Series, few: int) -> pd.Index:
    """Which are hidden beside the first `few` of those in order of size."""
    hidden = few
    while few and hidden < len(rated) and (hidden < 2 or rated.iloc[:hidden].sum() < FEWEST):
        hidden += 1
    return rated.index[few:hidden]


def _noted(note: str, why: str) -> str:
    return why if note in why else f"{note}; {why}"


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
