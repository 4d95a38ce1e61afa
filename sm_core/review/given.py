"""The actions that a weekly review gave: as they were decided, and how they stand now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sm_core.actions.action import DROPPED, OPEN, STATES, Action
from sm_core.review.record import Review
from sm_core.student_words import short_day


@dataclass(frozen=True)
class Given:
    """An action of a review: `then` as the week had it when it was closed, `now` as it stands; in a
    week that is open both are the same."""

    then: Action
    now: Action

    @property
    def changed(self) -> str:
        """Like "now Visit (Ms. Chen, by Feb 6)", "" where nothing but the state changed since."""
        then, now = asked_words(self.then), asked_words(self.now)
        return "" if then == now else f"now {now}"

    @property
    def words(self) -> str:
        """Like "Call home (David Okafor, by Feb 6): done"; one that was changed, dropped or both
        says to what and why, and one that is open as it was nothing else."""
        why = f" ({self.now.words})" if self.now.state == DROPPED and self.now.words else ""
        state = "" if self.now.state == OPEN else STATES[self.now.state].lower() + why
        stands = ", ".join(filter(None, (self.changed, state)))
        return f"{asked_words(self.then)}: {stands}" if stands else asked_words(self.then)


def asked_words(action: Action) -> str:
    """Like "Call home (David Okafor, by Feb 6)"."""
    due = f", by {short_day(action.due)}" if action.due else ""
    return f"{action.what} ({action.owner}{due})"


def given_in(review: Review, actions: Iterable[Action]) -> list[Given]:
    """The actions of the week, of all these `actions` as they stand: those that it had when it was
    closed, or while it is open those that it has by now."""
    if review.is_closed:
        now = {action.action_id: action for action in actions}
        return [Given(then, now.get(then.action_id, then)) for then in _kept(review)]
    return [Given(action, action) for action in actions_of(review, actions)]


def by_id(review: Review, actions: Mapping[str, Action]) -> dict[str, Given]:
    """As `given_in`, by the id of the action."""
    return {given.then.action_id: given for given in given_in(review, actions.values())}


def actions_of(review: Review, actions: Iterable[Action]) -> list[Action]:
    """Those given in the week, without those that went with a decision taken back."""
    slips = {d.action_id for d in review.decisions if d.taken_back}
    return [a for a in actions if a.monday == review.monday
            and not (a.state == DROPPED and a.action_id in slips)]  # fmt: skip


def to_json(actions: Iterable[Action]) -> str:
    """What a closed review keeps of its actions: what, who, by when, about whom."""
    return json.dumps([
        {"action_id": a.action_id, "what": a.what, "owner": a.owner,
         "due": a.due.isoformat() if a.due else None, "student_id": a.student_id}
        for a in actions
    ])  # fmt: skip


def _kept(review: Review) -> list[Action]:
    return [
        Action(school_id=review.school_id, monday=review.monday,
               **kept | {"due": date.fromisoformat(kept["due"]) if kept["due"] else None})
        for kept in json.loads(review.given or "[]")
    ]  # fmt: skip
