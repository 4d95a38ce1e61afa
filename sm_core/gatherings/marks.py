"""Invites people of the schools to a gathering, lets a school say who comes, and records who came.

A dictionary of marks holds None for a person without a mark any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from sm_core.errors import SmError
from sm_core.gatherings.find import one_gathering, read_marks
from sm_core.gatherings.gathering import (
    CAME,
    CANCELED,
    COMING,
    HELD,
    INVITED,
    MISSED,
    NOT_COMING,
    Gathering,
    Mark,
    Marks,
)
from sm_core.gatherings.save import own_gathering, record_of, write_state
from sm_core.plausible import us_day
from sm_core.saving import ChangedMeanwhile, Save, Writing, merged, save_once
from sm_core.store import GATHERINGS, Store
from sm_core.team.named import COORDINATOR, PRINCIPAL, Member, read_members
from sm_core.trainings.session import LONGEST_TEXT, require_over

Wanted = Mapping[str, Mark | None]
USUALLY = (PRINCIPAL, COORDINATOR)
"""Roles in the team of a school that are invited, unless others are."""


def people_at(
    store: Store, schools: Iterable[str], day: date, roles: Collection[str] = ()
) -> Marks:  # fmt: skip
    """Who of the team of each school could come on the day, in these roles (none given: in any),
    each person once. The caller has made sure that the person may see the schools."""
    with store.reading() as cursor:
        return _people(read_members(cursor), set(schools), day, roles)


def _people(
    members: Iterable[Member], schools: Collection[str], day: date, roles: Collection[str]
) -> Marks:
    found: Marks = {}
    names = set()
    for member in members:
        person = member.school_id, " ".join(member.name.casefold().split())
        if person in names or member.school_id not in schools or not member.serves_on(day):
            continue
        if not roles or member.role in roles:
            names.add(person)
            mark = Mark(member.school_id, member.member_id, member.name, member.role)
            found[mark.key] = mark
    return found


def invite(
    store: Store, save: Save, gathering_id: str, schools: Iterable[str],
    roles: Collection[str] = USUALLY,
) -> int:  # fmt: skip
    """Invite those who have such a role at these schools on the day; whoever has a mark already
    keeps it. How many are new (0 for a second click).

    Raises `SmError` for a gathering that is over, `NotAllowed` for everybody but a captain.
    """

    def act(writing: Writing) -> int:
        gathering = own_gathering(writing, gathering_id)
        _require_ahead(gathering, writing, "nobody is invited to it any more")
        before = _marks(writing, gathering)
        asked = _people(read_members(writing.cursor), set(schools), gathering.day, roles)
        new = {key: mark for key, mark in asked.items() if key not in before}
        _write(writing, gathering, before, new)
        return len(new)

    return save_once(store, save, act, GATHERINGS) or 0


def say_who_comes(
    store: Store, save: Save, gathering_id: str, school: str, opened: Marks, wanted: Wanted
) -> None:  # fmt: skip
    """Say for one school who is coming to a gathering ahead and who is not.

    `opened` and `wanted` are its marks as the form was opened with and as they are to be; a mark
    without a name says that nobody comes. Raises `ChangedMeanwhile` where somebody else said
    otherwise of the same person, `SmError` for a gathering that is over and where nothing is said,
    `NotAllowed` for a school that is not the person's.
    """
    save.actor.require_team(school)
    assert all(mark is None or mark.school_id == school for mark in wanted.values())
    assert all(mark is None or mark.state in (INVITED, COMING, NOT_COMING)
               for mark in wanted.values())  # fmt: skip
    if not any(mark and mark.state != INVITED for mark in wanted.values()):
        raise SmError("Choose who comes, or say that nobody can.")

    def act(writing: Writing) -> None:
        gathering = one_gathering(writing.cursor, writing.actor, gathering_id)
        _require_ahead(gathering, writing, "say on the day who came")
        _save(writing, gathering, opened, wanted)

    save_once(store, save, act, GATHERINGS)


def record_who_came(
    store: Store, save: Save, gathering_id: str, opened: Marks, wanted: Wanted
) -> None:
    """Record, or correct later, who came; with the first mark the gathering counts as held.

    `opened` and `wanted` are marks as the form was opened with and as they are to be; people in
    neither stay as they are. Raises `ChangedMeanwhile` where somebody else marked the same person
    otherwise, `SmError` for a gathering that lies ahead or is canceled, for nobody at all and for
    somebody without a name, `NotAllowed` for everybody but a captain.
    """
    if not wanted:
        raise SmError("Nobody is tapped, and nobody was invited: tap who came.")

    def act(writing: Writing) -> None:
        gathering = own_gathering(writing, gathering_id)
        require_over(gathering, writing.save.today)
        after = _save(writing, gathering, opened, wanted)
        if any(mark.state in (CAME, MISSED) for mark in after.values()):
            write_state(writing, gathering, HELD)

    save_once(store, save, act, GATHERINGS)


def _marks(writing: Writing, gathering: Gathering) -> Marks:
    ids = [gathering.gathering_id]
    return read_marks(writing.cursor, writing.actor, ids).get(gathering.gathering_id, {})


def _save(writing: Writing, gathering: Gathering, opened: Marks, wanted: Wanted) -> Marks:
    """Put in place what the person changed; all marks as they stand then."""
    before = _marks(writing, gathering)
    versions = tuple(_states(wanted, marks) for marks in (opened, wanted, before))
    known = {key: mark for key, mark in (*opened.items(), *wanted.items()) if mark}
    words = {key: f"the mark of {mark.name or 'the school'}" for key, mark in known.items()}
    try:
        states = merged(writing, record_of(gathering), versions, words)
    except ChangedMeanwhile as told:
        # Forms hold whole marks.
        told.now = {key: before.get(key) for key in told.now}
        raise
    new = {
        key: replace(before.get(key) or known[key], state=states[key]) if states[key] else None
        for key in wanted if states[key] != (before[key].state if key in before else None)
    }  # fmt: skip
    _require_known(writing, [mark for key, mark in new.items() if mark and key not in before])
    _write(writing, gathering, before, new)
    return {key: mark for key, mark in (before | new).items() if mark}


def _states(wanted: Wanted, marks: Wanted) -> dict[str, str | None]:
    """Of everybody in the form where they stand, None for nowhere."""
    return {key: mark.state if (mark := marks.get(key)) else None for key in wanted}


def _require_known(writing: Writing, new: list[Mark]) -> None:
    team = {(m.school_id, m.member_id) for m in read_members(writing.cursor)}
    for mark in new:
        if mark.member_id and (mark.school_id, mark.member_id) not in team:
            raise SmError(f"{mark.name} is not on the team of this school; reload the page.")
        if len(mark.name) > LONGEST_TEXT:
            raise SmError(f'"{mark.name[:30]}…" is too long; keep it under {LONGEST_TEXT} letters.')
        if not mark.name.strip() and mark.state != NOT_COMING:
            raise SmError("Whoever came needs a name: fill it in.")


def _require_ahead(gathering: Gathering, writing: Writing, words: str) -> None:
    if not gathering.ahead_on(writing.save.today):
        state = gathering.state
        over = "over" if state not in (HELD, CANCELED) else state
        raise SmError(f"“{gathering.title}” on {us_day(gathering.day)} is {over}; {words}.")


def _write(writing: Writing, gathering: Gathering, before: Marks, new: Wanted) -> None:
    for key, mark in new.items():
        was = before.get(key)
        writing.changed(
            record_of(gathering, (mark or was).school_id),
            {key: was.state} if was else {}, {key: mark.state if mark else None},
        )  # fmt: skip
    writing.cursor.execute(
        "DELETE FROM program.gathering_marks WHERE gathering_id = $gathering_id "
        "AND list_contains($keys::VARCHAR[], "
        "school_id || '|' || CASE WHEN member_id = '' THEN name ELSE member_id END)",
        {"gathering_id": gathering.gathering_id, "keys": list(new)},
    )
    writing.insert("gathering_marks", [
        vars(mark) | {"gathering_id": gathering.gathering_id} for mark in new.values() if mark
    ])  # fmt: skip
