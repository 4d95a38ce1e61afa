"""Which of the weeks with school had their review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sm_core.contacts.weeks import SUNDAY, WEEK, monday_of
from sm_core.queries import run
from sm_core.review.record import CLOSED, OPEN
from sm_core.store import Store

Weeks = Sequence[tuple[date, str]]
"""The Monday of a week with school and the state of its review, "" for none; in order."""


@dataclass(frozen=True)
class Held:
    """Of the `weeks` with school so many had a review that was closed (`held`), or begun and never
    closed (`open`). `last` is the Monday of the last one closed in the school year, `since` the
    weeks with school after it, or all of these where there was none."""

    weeks: int = 0
    held: int = 0
    open: int = 0
    last: date | None = None
    since: int = 0


def weeks_until(store: Store, schools: Iterable[str], first: date, day: date) -> dict[str, Weeks]:
    """By school the weeks with school from that of `first` to the last one that is over by `day`,
    as far as calendars and data tell. The caller has made sure that the person may see them."""
    found: dict[str, list[tuple[date, str]]] = defaultdict(list)
    last = last_week(day)
    with store.reading() as cursor:
        rows = run(cursor, "review_weeks", first=monday_of(first), last=last, day=day,
                   schools_asked=sorted(set(schools))).fetchall()  # fmt: skip
    for school, monday, state in rows:
        found[school].append((monday, state))
    return dict(found)


def last_week(day: date) -> date:
    """The Monday of the last week that is over: on a Sunday its own."""
    return monday_of(day - SUNDAY)


def held(weeks: Weeks, since: date) -> Held:
    """The reviews of the weeks that ended on `since` or later. An earlier one is still the last: a
    plan that begins anew makes no silence shorter."""
    own = [(monday, state) for monday, state in weeks if monday + WEEK > since]
    states = [state for _, state in own]
    last = max((monday for monday, state in weeks if state == CLOSED), default=None)
    after = len(own) if last is None else sum(monday > last for monday, _ in weeks)
    return Held(len(own), states.count(CLOSED), states.count(OPEN), last, after)
