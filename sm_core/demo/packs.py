"""The figures that the captain of the demo district froze: for the convening of January, and for
the one in the next days."""

from datetime import date, datetime

from sm_core.actor import Actor
from sm_core.demo.calendars import AS_OF
from sm_core.demo.choices import AFTERNOON
from sm_core.demo.plans import CAPTAIN
from sm_core.gatherings.find import gatherings_seen, last_of, next_of
from sm_core.gatherings.gathering import CONVENING
from sm_core.packs.freeze import freeze
from sm_core.saving import Save
from sm_core.store import Store

BEFORE_BREAK, FROZEN_THEN = date(2025, 12, 19), date(2026, 1, 5)
"""The last school day of the year, and when its figures were frozen."""


def make_packs(store: Store, actor: Actor) -> None:
    """Freeze a pack for the last convening that was held, and one for the next."""
    found = gatherings_seen(store, actor)
    held, ahead = last_of(found, AS_OF, CONVENING), next_of(found, AS_OF, CONVENING)
    for gathering, day, when in ((held, BEFORE_BREAK, FROZEN_THEN), (ahead, AS_OF, AS_OF)):
        save = Save(Actor(CAPTAIN, actor.role), datetime.combine(when, AFTERNOON))
        freeze(store, save, day, gathering.gathering_id if gathering else "")
