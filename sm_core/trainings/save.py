"""Plans sessions, changes what was planned, and cancels them; no session is ever deleted."""

from __future__ import annotations

from dataclasses import replace

from sm_core.actor import Actor
from sm_core.errors import SmError
from sm_core.plausible import us_day
from sm_core.saving import Record, Save, Writing, merged, save_once
from sm_core.store import Store
from sm_core.trainings.find import one_session
from sm_core.trainings.session import CANCELED, HELD, PLANNED, Session, require_sound

WORDS = {
    "kind": "the kind", "title": "the title", "day": "the day", "starts": "the start",
    "minutes": "the minutes", "place": "the place", "leader": "the leader", "note": "the note",
    "agenda": "the agenda",
}  # fmt: skip
"""Every field of a session that a person changes, as sentences name it."""


def flat(session: Session) -> dict:
    """The fields of `WORDS`: what a form and the history hold."""
    return {name: getattr(session, name) for name in WORDS}


def may_change(actor: Actor, session: Session) -> bool:
    """Whether a person may change this session: a captain any, a coordinator those of their
    school."""
    own = [session.school_id] if session.school_id else []
    return actor.may_upload and actor.may_act_for(own)


def record_of(session: Session) -> Record:
    return Record("training", session.training_id, session.school_id)


def plan_session(store: Store, save: Save, session: Session) -> None:
    """Put a session into the calendar, under the id it brings. The day may also be past: then who
    came is recorded next.

    Raises `SmError` for a session that cannot be, `NotAllowed` for a school that is not the
    person's.
    """
    assert session.state == PLANNED
    save.actor.require_program(session.school_id)
    require_sound(session, save.today)

    def act(writing: Writing) -> None:
        writing.changed(record_of(session), {}, {"state": PLANNED, **flat(session)})
        stored = {name: value for name, value in vars(session).items() if name != "reason"}
        writing.insert("trainings", [stored])

    save_once(store, save, act)


def change_session(store: Store, save: Save, training_id: str, opened: dict, wanted: dict) -> None:
    """Save what a person changed in the form of one session; who came follows its day and kind.

    `opened` and `wanted` are the form (`flat`) as it was opened and as it is. Raises
    `ChangedMeanwhile` where somebody else changed the same field, `SmError` for a session that
    cannot be.
    """

    def act(writing: Writing) -> None:
        now = _own(writing, training_id)
        values = merged(writing, record_of(now), (opened, wanted, flat(now)), WORDS)
        _put(writing, now, replace(now, **values))

    save_once(store, save, act)


def cancel(store: Store, save: Save, training_id: str, reason: str) -> None:
    """Call a planned session off; it stays on the list, with the reason."""

    def act(writing: Writing) -> None:
        now = _own(writing, training_id)
        if now.state == HELD:
            raise SmError(f"“{now.title}” was held and cannot be canceled; correct who came.")
        if not reason.strip():
            raise SmError("Say why: nothing in the program ends without a reason.")
        write_state(writing, now, CANCELED, reason.strip())

    save_once(store, save, act)


def _own(writing: Writing, training_id: str) -> Session:
    now = one_session(writing.cursor, writing.actor, training_id)
    writing.actor.require_program(now.school_id)
    return now


def _put(writing: Writing, now: Session, wanted: Session) -> None:
    require_sound(wanted, writing.save.today)
    if now.state == CANCELED:
        raise SmError(f"“{now.title}” is canceled; plan a new session instead.")
    if now.state == HELD:
        _require_still_held(writing, now, wanted)
    if not writing.changed(record_of(now), flat(now), flat(wanted)):
        return
    values = flat(wanted) | {"training_id": now.training_id}
    sets = ", ".join(f"{name} = ${name}" for name in WORDS)
    query = f"UPDATE program.trainings SET {sets} WHERE training_id = $training_id"
    writing.cursor.execute(query, values)
    writing.cursor.execute(
        "UPDATE program.training_attendance SET kind = $kind, day = $day "
        "WHERE training_id = $training_id",
        {name: values[name] for name in ("kind", "day", "training_id")},
    )


def _require_still_held(writing: Writing, now: Session, wanted: Session) -> None:
    if wanted.kind != now.kind:
        raise SmError(
            f"“{now.title}” was held as {now.kind}; its kind stays, because mentors were trained "
            "by it. Plan another session for the other kind."
        )
    if wanted.day > writing.save.today:
        raise SmError(
            f"“{now.title}” was held, so {us_day(wanted.day)} cannot be its day: that has not "
            "come yet."
        )


def write_state(writing: Writing, session: Session, state: str, reason: str = "") -> None:
    """Let a session be held or canceled."""
    changed = writing.changed(record_of(session), {"state": session.state}, {"state": state},
                              reason)  # fmt: skip
    if changed:
        writing.cursor.execute(
            "UPDATE program.trainings SET state = $state WHERE training_id = $training",
            {"state": state, "training": session.training_id},
        )
