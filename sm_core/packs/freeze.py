"""Freezes the figures of all schools for a date, once, and takes a pack back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sm_core.errors import SmError
from sm_core.packs.count import figures
from sm_core.packs.dates import ahead
from sm_core.packs.find import read_packs
from sm_core.packs.hide import hide_all
from sm_core.packs.pack import Pack, PackPage
from sm_core.packs.stored import to_json
from sm_core.plausible import us_day
from sm_core.saving import Record, Save, Writing, new_id, save_once
from sm_core.store import GATHERINGS, Store

KIND = "pack"


def freeze(store: Store, save: Save, as_of: date, gathering_id: str = "") -> Pack:
    """The pack of the date: the one that stands, or a new one, for the gathering.

    Raises `SmError` for a date ahead and one by which no school has data, `NotAllowed` for anybody
    but a captain.
    """
    save.actor.require_program("")
    if why := ahead(as_of, save.today):
        raise SmError(why)
    if found := _standing(store, as_of):
        return found
    known = figures(store, save.actor, as_of)

    def act(writing: Writing) -> None:
        packs = read_packs(writing.cursor)
        if any(_stands(pack, as_of) for pack in packs):
            return
        district, schools = hide_all(known, packs)
        _write(writing, Pack(new_id(), as_of, gathering_id, _behind(packs, save.when),
                             save.actor.person, district, schools))  # fmt: skip

    save_once(store, save, act, GATHERINGS)
    if found := _standing(store, as_of):
        return found
    raise SmError(f"The pack of {us_day(as_of)} was taken back meanwhile; reload the page.")


def take_back(store: Store, save: Save, pack_id: str) -> None:
    """Show a pack no more. Whoever saw it knows it all the same, so it still counts for what the
    next ones hide. One that is taken back already stays as it is. Raises `NotAllowed` for anybody
    but a captain, `SmError` for an unknown id."""
    save.actor.require_program("")

    def act(writing: Writing) -> None:
        found = [pack for pack in read_packs(writing.cursor) if pack.pack_id == pack_id]
        if not found:
            raise SmError("There is no pack with this id; reload the page.")
        if found[0].taken_back:
            return
        writing.changed(Record(KIND, pack_id), {"taken_back": None}, {"taken_back": save.when})
        writing.cursor.execute(
            "UPDATE program.packs SET taken_back = $when WHERE pack_id = $pack_id",
            {"when": save.when, "pack_id": pack_id},
        )
        writing.account_for("take back", _subject(found[0]))

    save_once(store, save, act, GATHERINGS)


def _behind(packs: Iterable[Pack], when: datetime) -> datetime:
    """Behind all others, also where a clock was put back or a district stands still on a day: which
    pack one is compared with hangs on the order."""
    last = max((pack.frozen for pack in packs), default=datetime.min)
    return max(when, last + timedelta(microseconds=1))


def _standing(store: Store, as_of: date) -> Pack | None:
    with store.reading() as cursor:
        return next((pack for pack in read_packs(cursor) if _stands(pack, as_of)), None)


def _stands(pack: Pack, as_of: date) -> bool:
    return pack.as_of == as_of and pack.taken_back is None


def _subject(pack: Pack) -> str:
    return f"pack {pack.as_of} {pack.pack_id}"


def _write(writing: Writing, pack: Pack) -> None:
    writing.insert("packs", [{
        "pack_id": pack.pack_id, "as_of": pack.as_of, "gathering_id": pack.gathering_id,
        "frozen": pack.frozen, "frozen_by": pack.frozen_by, "page": to_json(pack.district),
        "taken_back": None,
    }])  # fmt: skip
    writing.insert("pack_pages", [_row(pack, page) for page in pack.schools])
    writing.changed(Record(KIND, pack.pack_id), {}, {"as_of": pack.as_of})
    writing.account_for("freeze", _subject(pack))


def _row(pack: Pack, page: PackPage) -> dict:
    return {"pack_id": pack.pack_id, "school_id": page.school_id, "name": page.name,
            "figures_of": page.figures_of, "page": to_json(page)}  # fmt: skip
