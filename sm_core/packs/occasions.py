"""For what a pack is looked at: each convening with its own, and packs that belong to none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sm_core.gatherings.gathering import CANCELED, CONVENING, Gathering
from sm_core.packs.pack import Pack

A_MONTH = timedelta(days=31)
"""So long before a convening a pack may be of that was frozen for none, as by the command line."""


@dataclass(frozen=True)
class Occasion:
    """A convening, its pack where one is frozen, or a pack without a convening."""

    gathering: Gathering | None
    pack: Pack | None

    @property
    def key(self) -> str:
        """Names it in an address."""
        return self.gathering.gathering_id if self.gathering else self.pack.pack_id

    @property
    def day(self) -> date:
        return self.gathering.day if self.gathering else self.pack.as_of


def occasions(gatherings: Iterable[Gathering], packs: Sequence[Pack]) -> list[Occasion]:
    """One per convening that is not canceled, and per pack that belongs to none of these; the
    newest first."""
    held = [g for g in gatherings if g.kind == CONVENING and g.state != CANCELED]
    own = {pack.gathering_id: pack for pack in reversed(packs)}
    ids = {gathering.gathering_id for gathering in held}
    free = [pack for pack in packs if pack.gathering_id not in ids]
    found = []
    for gathering in sorted(held, key=lambda each: each.day):
        pack = own.get(gathering.gathering_id) or _before(free, gathering.day)
        free = [each for each in free if each is not pack]
        found.append(Occasion(gathering, pack))
    found += [Occasion(None, pack) for pack in free]
    return sorted(found, key=lambda each: (each.day, each.key), reverse=True)


def _before(packs: Sequence[Pack], day: date) -> Pack | None:
    near = [pack for pack in packs if day - A_MONTH <= pack.as_of <= day]
    return max(near, key=lambda pack: pack.as_of, default=None)


def next_one(found: Sequence[Occasion], day: date) -> Occasion | None:
    """The first convening still to come on the day (its own counts) that has figures, or else the
    first at all; where none is to come, the last one there was."""
    ahead = [each for each in reversed(found) if each.day >= day]
    # The first of the best: False comes before True.
    ahead.sort(key=lambda each: (each.gathering is None, each.pack is None))
    return next(iter([*ahead, *found]), None)
