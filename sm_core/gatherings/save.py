"""Plans gatherings, changes what was planned, and cancels them; none is ever deleted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sm_core.errors import SmError
from sm_core.gatherings.find import one_gathering
from sm_core.gatherings.gathering import CANCELED, HELD, PLANNED, Gathering, Mark, require_sound
from sm_core.plausible import us_day
from sm_core.saving import Record, Save, Writing, merged, save_once
from sm_core.store import GATHERINGS, Store

WORDS = {
    "kind": "the kind", "title": "the title", "day": "the day", "starts": "the start",
    "minutes": "the minutes", "place": "the place", "leader": "the leader",
    "agenda": "the agenda",
}  # fmt: skip
"""Every field of a gathering that a person changes, as sentences name it."""


def flat(gathering: Gathering) -> dict:
    """The fields of `WORDS`: what a form and the history hold."""
    return {name: getattr(gathering, name) for name in WORDS}


def record_of(gathering: Gathering, school: str = "") -> Record:
    """What the history says of a gathering, or of the people of a school in it."""
    return Record("gathering", gathering.gathering_id, school)


def plan_gathering(
    store: Store, save: Save, gathering: Gathering, invited: Collection[Mark] = ()
) -> None:
    """Put a gathering into the calendar, under the id it brings, with the marks of those who are
    `invited`. The day may also be past: then who came is recorded next.

    Raises `SmError` for one that cannot be, `NotAllowed` for everybody but a captain.
    """
    assert gathering.state == PLANNED
    save.actor.require_program("")
    require_sound(gathering, save.today)

    def act(writing: Writing) -> None:
        writing.changed(record_of(gathering), {}, {"state": PLANNED, **flat(gathering)})
        who = {"made": save.when, "made_by": save.actor.person}
        writing.insert("gatherings", [vars(gathering) | who])
        for mark in invited:
            writing.changed(record_of(gathering, mark.school_id), {}, {mark.key: mark.state})
        of = {"gathering_id": gathering.gathering_id}
        writing.insert("gathering_marks", [vars(mark) | of for mark in invited])

    save_once(store, save, act, GATHERINGS)


def change_gathering(
    store: Store, save: Save, gathering_id: str, opened: dict, wanted: dict
) -> None:  # fmt: skip
    """Save what a person changed in a form of one gathering.

    `opened` and `wanted` are the form (`flat`, or a part of it) as it was opened and as it is.
    Raises `ChangedMeanwhile` where somebody else changed the same field, `SmError` for a gathering
    that cannot be, `NotAllowed` for everybody but a captain.
    """

    def act(writing: Writing) -> None:
        now = own_gathering(writing, gathering_id)
        values = merged(writing, record_of(now), (opened, wanted, flat(now)), WORDS)
        _put(writing, now, replace(now, **values))

    save_once(store, save, act, GATHERINGS)


def cancel(store: Store, save: Save, gathering_id: str, reason: str) -> None:
    """Call a planned gathering off; it stays on the list, with the reason. Raises `SmError` for one
    that was held or canceled before, and without a reason; `NotAllowed` for everybody but a
    captain."""

    def act(writing: Writing) -> None:
        now = own_gathering(writing, gathering_id)
        if now.state == HELD:
            raise SmError(f"“{now.title}” was held and cannot be canceled; correct who came.")
        if now.state == CANCELED:
            raise SmError(f"“{now.title}” was canceled meanwhile: {now.reason}.")
        if not reason.strip():
            raise SmError("Say why: nothing in the program ends without a reason.")
        write_state(writing, now, CANCELED, reason.strip())

    save_once(store, save, act, GATHERINGS)


def own_gathering(writing: Writing, gathering_id: str) -> Gathering:
    """One that the person may change; raises `NotAllowed` for everybody but a captain."""
    writing.actor.require_program("")
    return one_gathering(writing.cursor, writing.actor, gathering_id)


def _put(writing: Writing, now: Gathering, wanted: Gathering) -> None:
    require_sound(wanted, writing.save.today)
    if now.state == CANCELED:
        raise SmError(f"“{now.title}” is canceled; plan a new meeting instead.")
    if now.state == HELD and wanted.day > writing.save.today:
        raise SmError(
            f"“{now.title}” was held, so {us_day(wanted.day)} cannot be its day: that has not "
            "come yet."
        )
    if writing.changed(record_of(now), flat(now), flat(wanted)):
        sets = ", ".join(f"{name} = ${name}" for name in WORDS)
        writing.cursor.execute(
            f"UPDATE program.gatherings SET {sets} WHERE gathering_id = $gathering_id",
            flat(wanted) | {"gathering_id": now.gathering_id},
        )


def write_state(writing: Writing, gathering: Gathering, state: str, reason: str = "") -> None:
    """Let a gathering be held or canceled."""
    states = {"state": gathering.state}, {"state": state}
    if writing.changed(record_of(gathering), *states, reason):
        writing.cursor.execute(
            "UPDATE program.gatherings SET state = $state, reason = $reason "
            "WHERE gathering_id = $gathering_id",
            {"state": state, "reason": reason, "gathering_id": gathering.gathering_id},
        )
