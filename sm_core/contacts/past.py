"""The weeks of matches before the one shown, and the last contact, for a page of a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sm_core.contacts.board import Line
from sm_core.contacts.find import LONG_AGO
from sm_core.contacts.weeks import WEEK, MatchWeek, match_weeks
from sm_core.queries import run
from sm_core.seen import Seen
from sm_core.store import Store

WEEKS_SHOWN = 8


@dataclass(frozen=True)
class Last:
    """The last time somebody saw a student, or looked for them; `kind` is one of `KINDS`."""

    day: date
    person: str
    kind: str


@dataclass(frozen=True)
class Past:
    """`weeks` are the last of a match up to the one shown, oldest first, None where it did not
    hold. `last` is None where there is none of which the actor may know."""

    weeks: tuple[MatchWeek | None, ...]
    last: Last | None


def mondays_to(monday: date) -> list[date]:
    """Of the weeks told of a match, oldest first."""
    return [monday - WEEK * n for n in reversed(range(WEEKS_SHOWN))]


def past(
    store: Store, seen: Seen, day: date, monday: date, lines: Sequence[Line]
) -> dict[str, Past]:
    """By match what there is to tell of each of the lines, in the weeks up to that of `monday`;
    contacts count up to `day`."""
    ids, mondays = [line.match_id for line in lines], mondays_to(monday)
    weeks: dict[str, dict[date, MatchWeek]] = defaultdict(dict)
    for week in match_weeks(store, seen.actor, seen.asked.as_of, day, mondays[0], monday, seen.here,
                            ids):  # fmt: skip
        weeks[week.match_id][week.monday] = week
    with store.reading() as cursor:
        rows = run(cursor, "contacts_last", **_values(seen, day, ids)).fetchall()
    last = {match: Last(*said) for match, *said in rows}
    return {match: Past(tuple(map(weeks[match].get, mondays)), last.get(match)) for match in ids}


def last_logged(store: Store, seen: Seen, day: date, lines: Sequence[Line]) -> dict[str, date]:
    """By mentor of the lines the last day, up to `day`, with a contact of theirs."""
    values = _values(seen, day, [line.match_id for line in lines])
    with store.reading() as cursor:
        return dict(run(cursor, "contacts_last_of_mentors", **values).fetchall())


def _values(seen: Seen, day: date, matches: list[str]) -> dict:
    actor = seen.actor
    return actor.scope | {"mentor": actor.mentor_id, "here": seen.here, "matches": matches,
                          "first": LONG_AGO, "day": day}  # fmt: skip
