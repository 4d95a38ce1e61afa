"""The progress of all schools as rows under the headings people read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sm_core.progress.record import Progress

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "School", "Chosen", "No mentor", "Places free", "Family told", "Matched", "Met as planned",
    "Severe, neither", "Chronically absent", "Reviews held", "Steps done", "Overdue",
    "Data through",
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
