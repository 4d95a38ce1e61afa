"""The progress of all schools as rows under the headings people read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sm_core.hiding.table import HIDDEN_NOTE, Counted, hidden_table, lacks
from sm_core.progress.record import Progress
from sm_core.progress.tiers import NOBODY

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "School", "Chosen", "No mentor", "Places free", "Family told", "Matched", "Met as planned",
    "Severe, neither", "Chronically absent", "Reviews held", "Steps done", "Overdue",
    "Data through",
)  # fmt: skip

STUDENTS = (
    Counted("rated"), Counted("chronic", "rated"), Counted("severe", "chronic", "rated"),
    Counted("neither", "severe"),
    Counted("Chosen"), Counted("Matched", "Chosen", tells=("No mentor", "Places free")),
    Counted("Family told", "Chosen"), Counted("told and waiting", tells=("Family told",)),
    Counted("met", "Matched"),
)  # fmt: skip


def progress_table(found: Iterable[Progress]) -> pd.DataFrame:
    """One row per school, in the order given; counts, or "part of whole" as text, "" where there is
    no whole; nothing overdue where there is no plan."""
    import pandas as pd

    frame = pd.DataFrame([_row(each) for each in found], columns=list(COLUMNS))
    return frame.astype({"Overdue": "Int64"})


def _row(found: Progress) -> tuple:
    funnel, now, steps = found.funnel, found.now, found.steps
    chronic = "" if found.closed else of(now.chronic, now.rated)
    return (
        found.school.name, funnel.chosen, found.without_mentor, found.free, funnel.told,
        funnel.matched, of(funnel.met, funnel.asked), of(found.neither, found.severe), chronic,
        of(found.held.held, found.held.weeks), of(steps.done, steps.total),
        steps.overdue if found.plan else None, found.through,
    )  # fmt: skip


def of(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,}" if whole else ""


def for_a_file(found: Iterable[Progress]) -> pd.DataFrame:
    """The table without what tells of a small group (`sm_core.hiding.table`), which a note says.
    Those met have no whole: so few of the matched are not asked for that these would be told."""
    found = list(found)
    table = progress_table(found)
    counts = table.assign(**_counts(found))
    shown = hidden_table(counts, STUDENTS)
    file = table.assign(**{name: shown[name] for name in (
        "Chosen", "No mentor", "Places free", "Family told", "Matched")})  # fmt: skip
    file["Met as planned"] = shown["met"]
    file["Severe, neither"] = _texts(shown, "neither", "severe")
    file["Chronically absent"] = _texts(shown, "chronic", "rated")
    return file.assign(Note=lacks(shown, counts).map({True: HIDDEN_NOTE, False: ""}))


def _counts(found: list[Progress]) -> dict[str, list[int | None]]:
    there = [each.now if not each.closed else NOBODY for each in found]
    return {
        "rated": [now.rated for now in there], "chronic": [now.chronic for now in there],
        "severe": [each.severe for each in found], "neither": [each.neither for each in found],
        "met": [each.funnel.met if each.funnel.asked else None for each in found],
        "told and waiting": [abs(each.funnel.told - each.funnel.matched) for each in found],
    }  # fmt: skip


def _texts(shown: pd.DataFrame, part: str, whole: str) -> list[str]:
    """ "" where the part is hidden."""
    numbers = zip(shown[part].isna(), shown[part].fillna(0), shown[whole].fillna(0), strict=True)
    return ["" if hidden else of(count, students) for hidden, count, students in numbers]
