"""Notes what was agreed with the schools, changes it, and says that it is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import duckdb

from sm_core.actor import CAPTAIN, Actor
from sm_core.errors import NotAllowed, SmError
from sm_core.gatherings.find import one_gathering
from sm_core.gatherings.follow_up import DROPPED, OPEN, OWED_BY, SCHOOL, STATES, FollowUp
from sm_core.plausible import us_day
from sm_core.queries import run
from sm_core.saving import Record, Save, Writing, merged, new_id, save_once
from sm_core.store import GATHERINGS, Store
from sm_core.trainings.session import YEARS_AHEAD, YEARS_BACK

WORDS = {"what": "what is to be done", "owner": "who does it", "due": "the day"}
LONGEST = 300


def follow_ups_seen(store: Store, actor: Actor) -> list[FollowUp]:
    """Those of the actor's schools and what the district owes to every school, the first due first
    and those without a day last, whether open or over; none for a mentor."""
    with store.reading() as cursor:
        return read_follow_ups(cursor, actor)


def may_end(actor: Actor, follow_up: FollowUp) -> bool:
    """Whether a person may say that it is done: a captain, or the school that owes it."""
    own = follow_up.owed_by == SCHOOL and actor.may_change_team(follow_up.school_id)
    return actor.role == CAPTAIN or own


def add_follow_up(
    store: Store, save: Save, follow_up: FollowUp, schools: Iterable[str]
) -> int:  # fmt: skip
    """Note what is to be done, one for each of the `schools`, so that each says by itself when it
    is done; none of them is what the district owes to every school. Ids are made here. How many
    were noted (0 for a second click).

    Raises `SmError` for nothing said, too much of it, a day that is a slip or a gathering that is
    unknown; `NotAllowed` for everybody but a captain.
    """
    save.actor.require_program("")
    schools = list(schools)
    if follow_up.owed_by == SCHOOL and not schools:
        raise SmError("Choose the schools that are to do it.")
    wanted = replace(follow_up, what=follow_up.what.strip(), owner=follow_up.owner.strip(),
                     opened=save.when, opened_by=save.actor.person)  # fmt: skip
    _require_sound(wanted, save.today)

    def act(writing: Writing) -> int:
        if wanted.gathering_id:
            one_gathering(writing.cursor, writing.actor, wanted.gathering_id)
        new = [replace(wanted, follow_up_id=new_id(), school_id=s) for s in schools or [""]]
        writing.insert("follow_ups", [vars(each) for each in new])
        for each in new:
            writing.changed(record_of(each), {}, _flat(each) | {"owed_by": each.owed_by})
        return len(new)

    return save_once(store, save, act, GATHERINGS) or 0


def change_follow_up(
    store: Store, save: Save, opened: FollowUp, what: str, owner: str, due: date | None
) -> None:  # fmt: skip
    """Say otherwise what is to be done, by whom or by when (None: no day is set). Raises as
    `add_follow_up`, and `ChangedMeanwhile` where somebody else changed the same since it was
    `opened`."""
    save.actor.require_program("")
    wanted = replace(opened, what=what.strip(), owner=owner.strip(), due=due)

    def act(writing: Writing) -> None:
        now = _now(writing, opened)
        versions = (_flat(opened), _flat(wanted), _flat(now))
        after = replace(now, **merged(writing, record_of(now), versions, WORDS))
        _require_sound(after, save.today)
        _put(writing, now, after, tuple(WORDS))

    save_once(store, save, act, GATHERINGS)


def set_state(store: Store, save: Save, opened: FollowUp, state: str, words: str = "") -> None:
    """Say that it is done, not needed (which needs `words` that say why), or open again. Where it
    stands so already, nothing happens.

    Raises `SmError` where somebody else put it otherwise since it was `opened`, `NotAllowed` for
    whoever may not end it.
    """
    assert state in STATES, state
    words = words.strip()

    def act(writing: Writing) -> None:
        now = _now(writing, opened)
        if not may_end(writing.actor, now):
            raise NotAllowed(f"Only a captain may say whether “{now.what}” is done.")
        if now.state == state:
            return
        if now.state != opened.state:
            raise SmError(
                f"Somebody else put “{now.what}” to “{STATES[now.state].lower()}” meanwhile; look "
                "at it again, and press once more if you still want to change it."
            )
        if state == DROPPED and not words:
            raise SmError(f"Say why “{now.what}” is not needed.")
        ended = None if state == OPEN else save.today
        after = replace(now, state=state, ended=ended, words=words)
        _require_sound(after, save.today)
        _put(writing, now, after, ("state", "words"))

    save_once(store, save, act, GATHERINGS)


def read_follow_ups(
    cursor: duckdb.DuckDBPyConnection, actor: Actor, ids: list[str] | None = None
) -> list[FollowUp]:
    """As `follow_ups_seen`, on a cursor; of these `ids` only, unless None."""
    rows = run(cursor, "follow_ups_seen", follow_up_ids=ids, **actor.scope).fetchall()
    return [FollowUp(*row) for row in rows]


def record_of(follow_up: FollowUp) -> Record:
    return Record("follow-up", follow_up.follow_up_id, follow_up.school_id)


def _flat(follow_up: FollowUp) -> dict:
    return {name: getattr(follow_up, name) for name in WORDS}


def _now(writing: Writing, opened: FollowUp) -> FollowUp:
    found = read_follow_ups(writing.cursor, writing.actor, [opened.follow_up_id])
    if not found:
        raise SmError("There is no such follow-up among those of your schools; reload the page.")
    return found[0]


def _require_sound(follow_up: FollowUp, today: date) -> None:
    assert follow_up.owed_by in OWED_BY, follow_up.owed_by
    if not follow_up.what:
        raise SmError("Say what is to be done.")
    for what, text in (("What is to be done", follow_up.what), ("The owner", follow_up.owner),
                       ("The reason", follow_up.words)):  # fmt: skip
        if len(text) > LONGEST:
            raise SmError(f"{what} is too long; keep it under {LONGEST} letters.")
    due = follow_up.due
    if due and not today.year - YEARS_BACK <= due.year <= today.year + YEARS_AHEAD:
        raise SmError(f"It would be due on {us_day(due)}; check the year.")


def _put(
    writing: Writing, before: FollowUp, after: FollowUp, names: tuple[str, ...]
) -> None:  # fmt: skip
    versions = ({name: getattr(each, name) for name in names} for each in (before, after))
    if writing.changed(record_of(after), *versions):
        writing.cursor.execute(
            "UPDATE program.follow_ups SET what = $what, owner = $owner, due = $due, "
            "state = $state, ended = $ended, words = $words WHERE follow_up_id = $follow_up_id",
            {name: getattr(after, name)
             for name in ("what", "owner", "due", "state", "ended", "words", "follow_up_id")},
        )  # fmt: skip
