"""Names people in their roles, changes what is known of them, and sets their last day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from sm_core.actor import Actor
from sm_core.errors import SmError
from sm_core.plausible import us_day
from sm_core.saving import ChangedMeanwhile, Record, Save, Writing, merged, save_once
from sm_core.store import Store
from sm_core.team.checks import require_one_each, require_sound
from sm_core.team.named import ONE_EACH, PRINCIPAL, ROLES, Member, read_members

WORDS = {
    "role": "the role", "name": "the name", "position": "the position", "email": "the e-mail",
    "phone": "the phone", "background": "the background", "hours": "the hours a week",
    "note": "the note", "started": "the start", "ended": "the first day without them",
}  # fmt: skip
"""Every field of a record that a person changes, as sentences name it."""
UNSEEN = (
    "There is nobody with this id among the people of your schools; go back to the team of the "
    "school."
)
LATEST_END = timedelta(days=365)


def flat(member: Member) -> dict:
    """The fields of `WORDS`: what a form and the history hold."""
    return {name: getattr(member, name) for name in WORDS}


def tidy(values: dict) -> dict:
    """What a form says, written as it is kept, so that only real changes count as one."""
    return {name: " ".join(value.split()) if isinstance(value, str) else value
            for name, value in values.items()}  # fmt: skip


def record_of(member: Member) -> Record:
    return Record("team", member.member_id, member.school_id)


def may_name(actor: Actor, school: str, role: str) -> bool:
    """Whether a person may name, change or end somebody in this role: the principal of a school
    everybody but the principal, a coordinator of it and a captain everybody."""
    return actor.may_change_program(school) if role == PRINCIPAL else actor.may_change_team(school)


def require_name(actor: Actor, school: str, role: str) -> None:
    """Raise `NotAllowed` unless `may_name`."""
    if role == PRINCIPAL:
        actor.require_program(school)
    else:
        actor.require_team(school)


def name_member(store: Store, save: Save, member: Member, replacing: str = "") -> None:
    """Put somebody into a role, under the id that the record brings.

    `replacing` is the id of the one whom the person was asked about, and who ends the day before
    the new one starts. Raises `SmError` for a record that cannot be, `ChangedMeanwhile` where
    somebody else holds a role of which there is one, `NotAllowed` for a school or role that is not
    the person's to fill.
    """

    def act(writing: Writing) -> None:
        require_sound(member, save.today)
        if member.role in ONE_EACH:
            _make_room(writing, member, replacing)
        write_members(writing, [member])

    save_once(store, save, act)


def _make_room(writing: Writing, member: Member, replacing: str) -> None:
    in_the_way = [m for m in _of_role(writing, member) if m.overlaps(member)]
    for other in in_the_way:
        if other.ended and other.ended <= writing.save.today:
            raise SmError(_was_until(other))
        if other.member_id != replacing:
            error = ChangedMeanwhile(_is_named(other))
            error.now = {"replacing": other.member_id}
            raise error
        if other.begins > member.begins:
            raise SmError(_starts_later(other))
        _put(writing, other, replace(other, ended=member.started), f"{member.name} follows")


def _of_role(writing: Writing, member: Member) -> list[Member]:
    """The others who ever held the role of `member` at the school."""
    return [
        m for m in read_members(writing.cursor)
        if (m.school_id, m.role) == (member.school_id, member.role)
        and m.member_id != member.member_id
    ]  # fmt: skip


def _was_until(other: Member) -> str:
    return (
        f"{other.name} was {ROLES[other.role].lower()} until {us_day(other.last_day)}; who follows "
        f"can start on {us_day(other.ended)} at the earliest."
    )


def _is_named(other: Member) -> str:
    since = f" since {us_day(other.started)}" if other.started else ""
    return (
        f"{other.name} is named as {ROLES[other.role].lower()}{since}. Yours is not saved and "
        "still in the form: press Save again to put it in place of theirs."
    )


def _starts_later(other: Member) -> str:
    return (
        f"{other.name} is {ROLES[other.role].lower()} since {us_day(other.started)}; who follows "
        "cannot start before that. Where the day is wrong, correct it first."
    )


def change_member(store: Store, save: Save, member_id: str, opened: dict, wanted: dict) -> None:
    """Save what a person changed in the form of one member; who holds one of the three named roles
    keeps it.

    `opened` and `wanted` are the form (`flat`) as it was opened and as it is. Raises
    `ChangedMeanwhile` where somebody else changed the same field, `SmError` for a record that
    cannot be, `NotAllowed` for somebody who is not the person's to change.
    """

    def act(writing: Writing) -> None:
        now = _own(writing, member_id)
        after = replace(now, **merged(writing, record_of(now), (opened, wanted, flat(now)), WORDS))
        if after.role != now.role and ONE_EACH & {after.role, now.role}:
            raise SmError(
                f"{now.name} keeps the role; set a last day, and name somebody in the other one."
            )
        require_sound(after, save.today)
        _put(writing, now, after)

    save_once(store, save, act)


def end_member(store: Store, save: Save, member_id: str, last_day: date, reason: str) -> None:
    """Let somebody serve until `last_day`, inclusive; the day may also be ahead. Raises `SmError`
    without a reason, for a day that cannot be, and for somebody whom another person ended."""

    def act(writing: Writing) -> None:
        now = _own(writing, member_id)
        if now.ended:
            raise SmError(f"{now.name} serves until {us_day(now.last_day)} already; look again.")
        if not reason.strip():
            raise SmError("Say why: nothing in the program ends without a reason.")
        if last_day < now.begins:
            raise SmError(
                f"{now.name} started on {us_day(now.started)}; {us_day(last_day)} is before that "
                "and cannot be the last day. Check both days."
            )
        if last_day > save.today + LATEST_END:
            raise SmError(f"{now.name} would serve until {us_day(last_day)}; check the year.")
        _put(writing, now, replace(now, ended=last_day + timedelta(days=1)), reason.strip())

    save_once(store, save, act)


def take_back_end(store: Store, save: Save, member_id: str) -> None:
    """Let somebody who was ended serve on as if they had not been. Raises `SmError` where somebody
    else holds the role by now."""

    def act(writing: Writing) -> None:
        now = _own(writing, member_id)
        _put(writing, now, replace(now, ended=None), "the last day was taken back")

    save_once(store, save, act)


def write_members(writing: Writing, members: Iterable[Member]) -> None:
    """Put new people into their roles, in one go. The roles of which a school has one must fit each
    other, and what is there already."""
    members = list(members)
    for member in members:
        require_sound(member, writing.save.today)
        require_name(writing.actor, member.school_id, member.role)
        writing.changed(record_of(member), {}, flat(member))
    require_one_each([*read_members(writing.cursor), *members])
    writing.insert("team", [vars(member) for member in members])


def _own(writing: Writing, member_id: str) -> Member:
    found = [m for m in read_members(writing.cursor) if m.member_id == member_id]
    if not found or not writing.actor.may_act_for([found[0].school_id]):
        raise SmError(UNSEEN)
    require_name(writing.actor, found[0].school_id, found[0].role)
    return found[0]


def _put(writing: Writing, now: Member, after: Member, reason: str = "") -> None:
    if after.role in ONE_EACH:
        require_one_each([*_of_role(writing, after), after])
    if not writing.changed(record_of(now), flat(now), flat(after), reason):
        return
    sets = ", ".join(f"{name} = ${name}" for name in WORDS)
    query = f"UPDATE program.team SET {sets} WHERE member_id = $member_id"
    writing.cursor.execute(query, flat(after) | {"member_id": now.member_id})
