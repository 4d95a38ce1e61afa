"""September watch: what the days missed in September foretell of the year.

The spans are those of Baltimore's study of 2012-13 (fewer than 2 days, 2 to 4, more than 4), where
half of the middle span and nine in ten of the last became chronically absent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sm_core.seen import Filters, Seen
from sm_core.store import Store

SPANS = {"0-1": "Under 2 days", "2-4": "2 to 4 days", "5": "Over 4 days"}
"""Days missed in September as an address writes them, and in words."""
UNTOLD = ""
"""Students in rates who had under ten school days in September."""


@dataclass(frozen=True)
class Share:
    """`chronic` of `rated` students."""

    rated: int = 0
    chronic: int = 0


def september_watch(store: Store, seen: Seen, filters: Filters) -> dict[str, Share]:
    """The students in rates by the days they missed in September of the school year, whatever
    `filters.september` says, and how many are chronically absent at the date: the keys of `SPANS`,
    and `UNTOLD`. Before ten school days of September, and of totals, all are untold."""
    with seen.ask(store, "september_watch", replace(filters, september=None)) as query:
        found = {span: Share(*numbers) for span, *numbers in query.fetchall()}
    return {span: found.get(span, Share()) for span in (*SPANS, UNTOLD)}
