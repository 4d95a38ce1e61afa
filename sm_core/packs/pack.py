"""A pack as it is frozen and shown: a page per school and what is shown of all together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sm_core.hiding.cell import Cell

RATED, CHRONIC, SEVERE, AT_RISK = "rated", "chronic", "severe", "at_risk"
"""Students in rates, and of these the chronically absent (of which severe) and those at risk."""
MOMENTS = NOW, START, YEAR = ("now", "start", "year")
"""When they are counted: at the date of the pack, in the baseline, a year before."""
CHOSEN, TOLD, MATCHED, MET = "chosen", "told", "matched", "met"
SEVERE_HERE, NEITHER = "severe_here", "neither"
"""Of the program at the date, as `sm_core.progress` counts them; neither of the severe who are here
still."""
FREE, MENTORS, HELD, WEEKS, STEPS, DONE, OVERDUE = FACTS = (
    "free", "mentors", "held", "weeks", "steps", "done", "overdue",
)  # fmt: skip
"""What does not count students: places free, active mentors, reviews held of weeks with school, and
the steps of the plan (none of these where there is no plan). The first two are unknown where it is
hidden how many are matched: with the places there are, they would tell."""
TELLING = FREE, MENTORS
Partly = tuple[int | None, int]


@dataclass(frozen=True)
class PackPage:
    """What is shown of one school, or ("" for `school_id`) of all together.

    `cells` are students: by "now.rated", "year.chronic", "chosen" … what may be shown of each.
    `facts` are the other figures (`FACTS`; None is unknown). `days` are the dates of the moments
    other than now. `weeks` are the last day of each week and the whole percent chronically absent
    by then, where it may be shown; `before` the same of the year before. `figures_of` is the date
    that its students are of: that of an earlier pack where today's would give away what that one
    hid. Of all together, `partly` has by key what is of some of its schools only: the whole of the
    same schools (None where it is hidden or there is none) and how many schools these are.
    """

    school_id: str
    name: str
    figures_of: date
    through: date | None = None
    cells: Mapping[str, Cell] = field(default_factory=dict)
    facts: Mapping[str, int | None] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    weeks: tuple[tuple[date, int], ...] = ()
    before: tuple[tuple[date, int], ...] = ()
    note: str = ""
    partly: Mapping[str, Partly] = field(default_factory=dict)


@dataclass(frozen=True)
class Pack:
    """All pages of an `as_of` date, the schools by name; `frozen` for the gathering with the id,
    "" for none."""

    pack_id: str
    as_of: date
    gathering_id: str
    frozen: datetime
    frozen_by: str
    district: PackPage
    schools: tuple[PackPage, ...]
    taken_back: datetime | None = None
