"""Decides about a name on the list: discussed, deferred to the next week, or given an action."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import NamedTuple

from sm_core.actions.action import DROPPED, OPEN, Action
from sm_core.actions.find import one_action
from sm_core.actions.save import NOT_HERE, set_state, write_action
from sm_core.errors import SmError
from sm_core.plausible import us_day
from sm_core.review.meeting import begun, open_review, record_of
from sm_core.review.prepare import Prepared
from sm_core.review.record import ACTION, DECISIONS, Decision, Review
from sm_core.saving import Save, Writing, new_id, save_once
from sm_core.store import REVIEWS, Store

LONGEST = 2000
BY_MISTAKE = "Given by mistake"


class Wanted(NamedTuple):
    """What a person decides about a student: a `kind` of `DECISIONS`, a note, and what is to be
    done, by whom and by when, where it is an action."""

    student_id: str
    kind: str
    note: str = ""
    action: Action | None = None


def decide(store: Store, save: Save, prepared: Prepared, wanted: Wanted) -> Decision | None:
    """Decide about one name in the week, which is begun if nobody has: then the name has left the
    list. Who decides the same again gets the decision that stands. None for a press saved before.

    Raises `SmError` for an action that cannot be, a student who is not at the school or about whom
    something else is decided (which is taken back first), and in a week that is closed or has not
    begun, `NotAllowed` for a school that is not the person's.
    """
    assert wanted.kind in DECISIONS, wanted.kind
    assert (wanted.kind == ACTION) == (wanted.action is not None)
    if len(wanted.note) > LONGEST:
        raise SmError(f"That is too long; keep it under {LONGEST:,} letters.")
    return save_once(store, save, lambda writing: _decide(writing, prepared, wanted), REVIEWS)


def _decide(writing: Writing, prepared: Prepared, wanted: Wanted) -> Decision:
    review = begun(writing, prepared)
    here = {name.student_id for name in review.names} | prepared.facts.keys()
    if wanted.student_id not in here:
        raise SmError(NOT_HERE)
    return write_decision(writing, review, wanted)


def write_decision(writing: Writing, review: Review, wanted: Wanted) -> Decision:
    """As `decide`, within a save, in a review that is open."""
    if standing := review.decided.get(wanted.student_id):
        _require_same(writing, review, standing, wanted)
        return standing
    action_id = ""
    if wanted.action:
        given = replace(wanted.action, school_id=review.school_id, monday=review.monday,
                        student_id=wanted.student_id)  # fmt: skip
        action_id = write_action(writing, given).action_id
    decision = Decision(
        new_id(), review.school_id, review.monday, wanted.student_id, wanted.kind,
        _keys(review, wanted.student_id), wanted.note.strip(), action_id, writing.save.when,
        writing.actor.person,
    )  # fmt: skip
    row = asdict(decision) | {"review_id": review.review_id,
                              "reasons": "\n".join(decision.reasons)}  # fmt: skip
    writing.insert("review_decisions", [row])
    record = record_of(review.school_id, review.monday)
    writing.changed(record, {}, {f"about {wanted.student_id}": wanted.kind})
    return decision


def _require_same(
    writing: Writing, review: Review, standing: Decision, wanted: Wanted
) -> None:  # fmt: skip
    """Raise `SmError` unless the person decided just this before."""
    given = one_action(writing.cursor, standing.action_id) if standing.action_id else None
    before = (standing.recorded_by, standing.kind, standing.note, _asked(given))
    if before == (writing.actor.person, wanted.kind, wanted.note.strip(), _asked(wanted.action)):
        return
    when, kind = standing.recorded, DECISIONS[standing.kind].lower()
    raise SmError(
        f"{standing.recorded_by} decided about {review.name_of(wanted.student_id)} on "
        f"{us_day(when.date())} at {when:%H:%M} ({kind}); undo that first."
    )


def _asked(action: Action | None) -> tuple | None:
    return (action.what.strip(), action.owner.strip(), action.due) if action else None


def _keys(review: Review, student_id: str) -> tuple[str, ...]:
    """The reasons for which the review lists the student."""
    found = [name for name in review.names if name.student_id == student_id]
    return tuple(key for name in found for key, _ in name.reasons)


def take_back(store: Store, save: Save, prepared: Prepared, decision_id: str) -> Decision | None:
    """Take a decision back: the name stands on the list again, and an action that was given with it
    and is open is no longer needed. Raises `SmError` where it was taken back before, is not of this
    week or the week is closed."""

    def act(writing: Writing) -> Decision:
        review = open_review(writing, prepared.school.school_id, prepared.monday)
        found = [d for d in review.decisions if d.decision_id == decision_id]
        if not found or found[0].taken_back:
            raise SmError("This decision was taken back already; reload the page.")
        [decision] = found
        writing.cursor.execute(
            "UPDATE program.review_decisions SET taken_back = $when WHERE decision_id = $id",
            {"when": writing.save.when, "id": decision_id},
        )
        name = f"about {decision.student_id}"
        writing.changed(record_of(review.school_id, review.monday), {name: decision.kind},
                        {name: "taken back"})  # fmt: skip
        _drop_action(writing, decision)
        return replace(decision, taken_back=writing.save.when)

    return save_once(store, save, act, REVIEWS)


def _drop_action(writing: Writing, decision: Decision) -> None:
    given = one_action(writing.cursor, decision.action_id) if decision.action_id else None
    if given and given.state == OPEN:
        set_state(writing, given, DROPPED, BY_MISTAKE)
