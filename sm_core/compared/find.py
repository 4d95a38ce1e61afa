"""Puts the schools beside each other, from the counts of all and the progress of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sm_core.compared.change import change
from sm_core.compared.limits import place
from sm_core.compared.record import (
    CLOSED,
    FEW,
    FEW_BEFORE,
    FEWEST,
    FEWEST_SCHOOLS,
    NEW,
    NO_DATA,
    NO_RATES,
    OPENED,
    OPENED_LATELY,
    SILENT,
    SILENT_AFTER,
    Compared,
    Count,
)
from sm_core.progress.record import Progress
from sm_core.school_year import first_day, school_year_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Together:
    """The schools of a choice, worst first: by rate, then those of too few students, then those
    without any. `all` are the students of the choice at every school, compared or not; `newest` is
    the last day of data anywhere and `before` the day a year earlier."""

    schools: tuple[Compared, ...]
    all: Count
    newest: date
    before: date

    @property
    def compared(self) -> list[Compared]:
        return [each for each in self.schools if not each.state]

    @property
    def outside(self) -> list[Compared]:
        """Those beyond the limits of chance, the furthest first."""
        of_all = self.all.chronic / max(self.all.rated, 1)
        found = [each for each in self.schools if each.place]
        return sorted(found, key=lambda each: (-abs(each.place), -abs(each.rate - of_all)))

    @property
    def changes(self) -> list[Compared]:
        """Those with a change, the most worsened first."""
        found = [each for each in self.schools if each.change]
        return sorted(found, key=lambda each: (-each.change.points, each.name))


def counts(cut: pd.DataFrame) -> dict[str, Count]:
    """By school, of a cut by school (`sm_core.trends.cut`)."""
    rows = zip(cut["name"], cut["rated"], cut["chronic"], strict=True)
    return {school: Count(int(rated), int(chronic)) for school, rated, chronic in rows}


def weeks_of(rows: pd.DataFrame) -> dict[str, tuple[tuple[date, float], ...]]:
    """By school the last day of each week and the share of students chronically absent by then, of
    `sm_core.trends.by_week_and_school`; weeks with fewer than `FEWEST` in rates are left out."""
    found = defaultdict(list)
    rows = rows[rows["rated"] >= FEWEST]
    shares = rows["chronic"] / rows["rated"]
    for school, until, share in zip(rows["school_id"], rows["until"], shares, strict=True):
        found[school].append((until.date(), float(share)))
    return {school: tuple(weeks) for school, weeks in found.items()}


def together(
    schools: Iterable[Progress], now: Mapping[str, Count], before: Mapping[str, Count],
    weeks: Mapping[str, tuple], newest: date, year_day: date, everybody: bool = True,
) -> Together:  # fmt: skip
    """Without filters (`everybody`) every school is listed, else those with students of the choice.
    A year before is `year_day`."""
    schools = [p for p in schools if everybody or p.school.school_id in now]
    found = [_of(p, now, before, weeks, newest) for p in schools]
    of_all = sum(now.values(), Count())
    if sum(not each.state for each in found) >= FEWEST_SCHOOLS:
        found = [_placed(each, of_all) for each in found]
    asked = sum(_asks(each) for each in found)
    found = [
        replace(each, change=change(each.before, each.now, asked)) if _asks(each) else each
        for each in found
    ]
    return Together(tuple(sorted(found, key=_worst_first)), of_all, newest, year_day)


def _of(progress: Progress, now, before, weeks, newest: date) -> Compared:
    own = progress.school.school_id
    found = Compared(progress, now.get(own, Count()), before.get(own, Count()), weeks.get(own, ()))
    state = _state(found, newest)
    return replace(found, state=state, unchanged="" if state else _unchanged(found))


def _state(each: Compared, newest: date) -> str:
    through, begins = each.progress.through, each.progress.school.begins
    if through is None or through < first_day(school_year_of(newest)):
        return NO_DATA
    if each.progress.closed:
        return CLOSED
    if newest - through >= SILENT_AFTER:
        return SILENT
    if newest - begins < OPENED_LATELY:
        return OPENED
    if each.now.rated < FEWEST:
        return FEW if each.now.rated else NO_RATES
    return ""


def _asks(each: Compared) -> bool:
    return not each.state and not each.unchanged


def _unchanged(each: Compared) -> str:
    if each.before.rated < FEWEST:
        return FEW_BEFORE if each.before.rated else NEW
    return ""


def _placed(each: Compared, of_all: Count) -> Compared:
    return each if each.state else replace(each, place=place(each.now, of_all))


def _worst_first(each: Compared) -> tuple:
    rate = each.rate
    return rate is None, -(rate or 0), not each.now.rated, each.name
