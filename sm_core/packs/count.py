"""Counts for a pack, exactly, what is true of each school at a date; nothing is hidden yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from sm_core.actor import Actor
from sm_core.errors import SmError
from sm_core.packs import pack
from sm_core.packs.dates import known_by, without_data
from sm_core.packs.figures import Figures
from sm_core.plausible import us_day
from sm_core.progress.moments import Moment
from sm_core.progress.record import Progress
from sm_core.progress.whole import whole_moments, whole_progress
from sm_core.school_year import school_year_of
from sm_core.schools import schools_seen
from sm_core.seen import Filters, Seen, see
from sm_core.standing import Asked
from sm_core.store import Store
from sm_core.trends import by_week_and_school, whole_year_before

Weeks = Mapping[str, tuple[tuple[date, int, int], ...]]


def figures(store: Store, actor: Actor, as_of: date) -> list[Figures]:
    """Of every school that has data of the school year or the one before, by name, with the program
    as it was on the day. The actor sees all schools.

    Raises `SmError` for a date before any data, or on which no school has students yet.
    """
    every = schools_seen(store, actor)
    if why := without_data(every, as_of):
        raise SmError(why)
    schools = known_by(every, as_of)
    now = Asked(as_of)
    seen_as = cache(lambda asked: see(store, actor, asked))
    found = whole_progress(store, seen_as(now), schools, as_of)
    if not any(each.now.students for each in found):
        raise SmError(
            f"No school has students by {us_day(as_of)} in the school year {school_year_of(as_of)},"
            " as far as the files say; choose another date."
        )
    dates = whole_moments(store, found, seen_as)
    weeks, a_year_ago = (_weeks(store, seen_as(each)) for each in (now, whole_year_before(now)))
    return [_of(each, dates[each.school.school_id], weeks, a_year_ago) for each in found]


def _weeks(store: Store, seen: Seen) -> Weeks:
    found = defaultdict(list)
    rows = by_week_and_school(store, seen, Filters())
    for row in rows.astype({"until": "datetime64[s]"}).itertuples():
        found[row.school_id].append((row.until.date(), int(row.rated), int(row.chronic)))
    return {school: tuple(own) for school, own in found.items()}


def _of(found: Progress, dates: list[Moment], weeks: Weeks, before: Weeks) -> Figures:
    """A closed school has no way through the year: those who left say nothing of it."""
    own, (_, start, year) = found.school.school_id, dates
    there = found.has_students
    return Figures(
        own, found.school.name, found.as_of, found.through,
        _at_moments(dates) | _of_program(found, dates[0]), _facts(found),
        {pack.START: start.day, pack.YEAR: year.day}, weeks.get(own, ()) if there else (),
        before.get(own, ()) if there else (),
    )  # fmt: skip


def _at_moments(dates: Iterable[Moment]) -> dict[str, int]:
    counts = {}
    for name, moment in zip((pack.NOW, pack.START, pack.YEAR), dates, strict=True):
        if moment.rated:
            counts |= {
                f"{name}.{pack.RATED}": moment.rated,
                f"{name}.{pack.CHRONIC}": moment.chronic,
                f"{name}.{pack.SEVERE}": moment.tiers.get("severe_chronic", 0),
                f"{name}.{pack.AT_RISK}": moment.tiers.get("at_risk", 0),
            }
    return counts


def _of_program(found: Progress, now: Moment) -> dict[str, int]:
    """Whether those matched are met is unknown where no week asked for a contact lately."""
    funnel = found.funnel
    counts = {pack.CHOSEN: funnel.chosen, pack.TOLD: funnel.told, pack.MATCHED: funnel.matched}
    if funnel.week or not funnel.matched:
        counts[pack.MET] = funnel.met
    if now.rated:
        counts |= {pack.SEVERE_HERE: found.severe, pack.NEITHER: found.neither}
    return counts


def _facts(found: Progress) -> dict[str, int | None]:
    steps, planned = found.steps, found.plan is not None
    return {
        pack.FREE: found.free, pack.MENTORS: found.mentors,
        pack.HELD: found.held.held, pack.WEEKS: found.held.weeks,
        pack.STEPS: steps.total if planned else None, pack.DONE: steps.done if planned else None,
        pack.OVERDUE: steps.overdue if planned else None,
    }  # fmt: skip
