"""Gives an action, changes it, says that it is done, or that it is no longer needed."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date

from sm_core.actions.action import DROPPED, OPEN, STATES, Action
from sm_core.actions.find import one_action
from sm_core.bringing.find import people
from sm_core.errors import SmError
from sm_core.review.meeting import open_review
from sm_core.saving import Record, Save, Writing, merged, new_id, save_once
from sm_core.schools import reached, schools_seen
from sm_core.store import REVIEWS, Store

WORDS = {"what": "what is to be done", "owner": "who does it", "due": "the day"}
CHANGED = tuple(WORDS)
NOT_HERE = "This student is not at this school; reload the page."
GONE = "There is no action with this id on record; reload the page."


def add_action(store: Store, save: Save, action: Action) -> Action | None:
    """Give an action; its `action_id` and `opened` are made here. None for a press saved before.

    Raises `SmError` for one without what, owner or day, about a student who is neither at the
    school nor on the list of the week it is of, or of a week whose review is not open, `NotAllowed`
    for a school that is not the person's; the principal of a school, who leads its team, may, too.
    """
    # In summer the school year has begun before there are any days of it.
    as_of = min(save.today, reached(schools_seen(store, save.actor)) or save.today)

    def act(writing: Writing) -> Action:
        writing.actor.require_team(action.school_id)
        _require_place(writing, action, as_of)
        return write_action(writing, action)

    return save_once(store, save, act, REVIEWS)


def _require_place(writing: Writing, action: Action, as_of: date) -> None:
    student, here = action.student_id, set()
    if action.monday:
        review = open_review(writing, action.school_id, action.monday)
        here = {name.student_id for name in review.names}
    if student and student not in here:
        found = people(writing.cursor, writing.actor, as_of, [student])
        if student not in found or found[student].school_id != action.school_id:
            raise SmError(NOT_HERE)


def write_action(writing: Writing, action: Action) -> Action:
    """As `add_action`, within a save, of whatever student and week the caller has made sure."""
    writing.actor.require_team(action.school_id)
    action.require_sound(writing.save.today)
    action = replace(
        action, action_id=new_id(), what=action.what.strip(), owner=action.owner.strip(),
        state=OPEN, ended=None, opened=writing.save.when, opened_by=writing.actor.person,
    )  # fmt: skip
    writing.insert("actions", [asdict(action)])
    writing.changed(_record(action), {}, {name: getattr(action, name) for name in CHANGED})
    return action


def change_action(
    store: Store, save: Save, opened: Action, what: str, owner: str, due: object
) -> Action | None:
    """Say otherwise what an open action is, who does it or by when; `opened` is the action as the
    form was opened with. Raises as `add_action`, `ChangedMeanwhile` where somebody else changed the
    same since, and `SmError` for one that is done by now."""
    wanted = replace(opened, what=what.strip(), owner=owner.strip(), due=due)

    def act(writing: Writing) -> Action:
        now = _own(writing, opened.action_id)
        if not now.is_open:
            raise _ended(now)
        versions = tuple({n: getattr(a, n) for n in CHANGED} for a in (opened, wanted, now))
        after = replace(now, **merged(writing, _record(now), versions, WORDS))
        # An action that is overdue may keep its day, and get no other one that is over.
        after.require_sound(now.due if after.due == now.due else writing.save.today)
        _put(writing, now, after, CHANGED)
        return after

    return save_once(store, save, act, REVIEWS)


def finish_action(
    store: Store, save: Save, action_id: str, state: str, words: str = ""
) -> Action | None:
    """Say that an action is done or no longer needed (`DROPPED`, which needs `words`), or, after a
    slip, that it is open again. None for a press saved before; where it stands so already, nothing
    happens. Raises `SmError` where somebody ended it otherwise before, and else as `add_action`."""
    assert state in STATES, state

    def act(writing: Writing) -> Action:
        now = _own(writing, action_id)
        if now.state == state:
            return now
        if OPEN not in (now.state, state):
            raise _ended(now)
        return set_state(writing, now, state, words)

    return save_once(store, save, act, REVIEWS)


def _ended(now: Action) -> SmError:
    return SmError(f"“{now.what}” is {STATES[now.state].lower()} by now; reload the page.")


def set_state(writing: Writing, now: Action, state: str, words: str = "") -> Action:
    """Put an action, which the person may change, into another state."""
    if state == DROPPED and not words.strip():
        raise SmError(f"Say why “{now.what}” is no longer needed.")
    ended = None if state == OPEN else writing.save.today
    after = replace(now, state=state, ended=ended, words=words.strip())
    after.require_short()
    _put(writing, now, after, ("state", "words"))
    return after


def _own(writing: Writing, action_id: str) -> Action:
    found = one_action(writing.cursor, action_id)
    if found is None:
        raise SmError(GONE)
    writing.actor.require_team(found.school_id)
    return found


def _put(writing: Writing, before: Action, after: Action, names: tuple[str, ...]) -> None:
    versions = ({name: getattr(action, name) for name in names} for action in (before, after))
    if writing.changed(_record(after), *versions):
        writing.cursor.execute(
            "UPDATE program.actions SET what = $what, owner = $owner, due = $due, state = $state, "
            "ended = $ended, words = $words WHERE action_id = $action_id",
            {name: getattr(after, name)
             for name in ("what", "owner", "due", "state", "ended", "words", "action_id")},
        )  # fmt: skip


def _record(action: Action) -> Record:
    return Record("action", action.action_id, action.school_id)
