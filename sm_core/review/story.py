"""What became of the review of a week: begun by whom, what it came to, and how it was changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sm_core.actions.action import DONE, DROPPED, STATES, Action
from sm_core.actor import Actor
from sm_core.history import Change, history_of
from sm_core.plausible import us_day
from sm_core.review.figures import Figures
from sm_core.review.given import Given, by_id, given_in
from sm_core.review.meeting import TAKEN, WORDS, record_of
from sm_core.review.record import ACTION, DECISIONS, DEFERRED, DISCUSSED, Decision, Review
from sm_core.store import Store
from sm_core.student_words import full_day, week_day

if TYPE_CHECKING:
    import pandas as pd

ABOUT = "about "
NAMED = 12
"""So many names stand in a sentence."""


def begun_words(review: Review, day: date) -> str:
    """Like "Begun at 09:05 by Ms. Chen, figures of Fri Jan 30": when, as seen on `day`."""
    begun = review.started
    when = "" if begun.date() == day else f"{week_day(begun.date())} "
    return f"Begun {when}at {begun:%H:%M} by {review.started_by}, {_figures_words(review)}"


def closed_words(review: Review) -> str:
    closed = review.closed
    return (f"{review.closed_by} closed this week on {us_day(closed.date())} at {closed:%H:%M}; "
            f"{_figures_words(review)}")  # fmt: skip


def _figures_words(review: Review) -> str:
    """The day of the figures: the last one of which they know anything."""
    return f"figures of {week_day(Figures.from_json(review.figures).through or review.day)}"


def came_to(review: Review) -> str:
    """Like "3 discussed, 1 given an action, 2 left for next week"; "" where nothing was decided."""
    kinds = Counter(decision.kind for decision in review.decided.values())
    words = {DISCUSSED: "discussed", ACTION: "given an action", DEFERRED: "left for next week"}
    return ", ".join(f"{kinds[kind]:,} {said}" for kind, said in words.items() if kinds[kind])


def over_words(review: Review) -> str:
    """Who is on the list of the next week whatever comes: like "2 names carry over to next week (1
    left for it, 1 not decided): Rosa Delgado, Owen Fitzgerald"."""
    names = [name.name for name in review.undecided]
    if not names:
        return "Nobody carries over to next week"
    carry = "name carries" if len(names) == 1 else "names carry"
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    named = f"{', '.join(names[:NAMED])}{more}"
    return f"{len(names):,} {carry} over to next week{_left_words(review, len(names))}: {named}"


def _left_words(review: Review, over: int) -> str:
    """Those left for next week were counted as decided about, and are among those who carry over:
    how many of each."""
    left = sum(decision.kind == DEFERRED for decision in review.decided.values())
    if not left:
        return ""
    return f" ({left:,} left for it, {over - left:,} not decided)"


@dataclass(frozen=True)
class Decided:
    """What was decided about one name of a review, with the action `given`, None for none."""

    name: str
    grade: str
    reasons: str
    decision: Decision
    given: Given | None = None

    @property
    def words(self) -> str:
        """Like "Discussed", or "Call home (David Okafor, by Feb 6): done"."""
        return self.given.words if self.given else DECISIONS[self.decision.kind]


def decided_in(review: Review, actions: Mapping[str, Action]) -> list[Decided]:
    """The decisions that count, in the order of the list; of those who have left it last."""
    names = {name.student_id: name for name in review.names}
    order = {student: place for place, student in enumerate(names)}
    given = by_id(review, actions)
    found = []
    for student, decision in review.decided.items():
        name = names.get(student)
        reasons = ", ".join(words for _, words in name.reasons) if name else ""
        found.append(Decided(
            review.name_of(student), name.grade if name else "", reasons, decision,
            given.get(decision.action_id),
        ))  # fmt: skip
    return sorted(found, key=lambda d: order.get(d.decision.student_id, len(order)))


def decided_table(found: Sequence[Decided]) -> pd.DataFrame:
    """One row per decision, under the headings people read."""
    import pandas as pd

    columns = ["Student", "Grade", "Listed for", "Decided", "Note"]
    return pd.DataFrame(
        [(d.name, d.grade, d.reasons, d.words, d.decision.note) for d in found], columns=columns
    )


def record_table(review: Review, actions: Iterable[Action]) -> pd.DataFrame:
    """The whole record as a table for a spreadsheet: who was present, the notes, a row per decision
    and per action of the week: as it was given, with its state of now and beside it, under Note,
    what was changed since and what was said at its end."""
    import pandas as pd

    actions = list(actions)
    by_action = {action.action_id: action for action in actions}
    rows = [{"Part": "Present", "What": name} for name in review.present]
    rows += [{"Part": "Notes", "What": review.notes}] if review.notes else []
    rows += [
        {"Part": "Decided", "Student": d.name, "Grade": d.grade, "Listed for": d.reasons,
         "What": d.words, "Note": d.decision.note}
        for d in decided_in(review, by_action)
    ]  # fmt: skip
    rows += [_action_row(review, each) for each in given_in(review, actions)]
    columns = ["Part", "Student", "Grade", "Listed for", "What", "Owner", "Due", "State", "Note"]
    return pd.DataFrame([dict.fromkeys(columns, "") | row for row in rows], columns=columns)


def _action_row(review: Review, given: Given) -> dict[str, str]:
    then, now = given.then, given.now
    return {
        "Part": "Action", "Student": review.name_of(then.student_id) if then.student_id else "",
        "What": then.what, "Owner": then.owner, "Due": then.due.isoformat(),
        "State": STATES[now.state], "Note": " · ".join(filter(None, (given.changed, now.words))),
    }  # fmt: skip


def weeks_table(found: Sequence[Review], actions: Sequence[Action]) -> pd.DataFrame:
    """One row per review, in the same order, under the headings people read."""
    import pandas as pd

    return pd.DataFrame([
        {"Week of": full_day(review.monday), "State": "Closed" if review.is_closed else "Open",
         "Decided": f"{len(review.decided)} of {review.listed}",
         "Actions done": _done(given_in(review, actions)),
         "Present": ", ".join(review.present)}
        for review in found
    ])  # fmt: skip


def _done(given: Sequence[Given]) -> str:
    """Like "1 of 3, 1 no longer needed"; "" where no action was given."""
    states = Counter(each.now.state for each in given)
    dropped = f", {states[DROPPED]:,} no longer needed" if states[DROPPED] else ""
    return f"{states[DONE]:,} of {len(given):,}{dropped}" if given else ""


def review_history(store: Store, actor: Actor, review: Review) -> list[tuple[str, Change]]:
    """(what it is about, change) of the review of a week, the newest first. Raises `NotAllowed` for
    a school that the actor may not see."""
    actor.require_schools([review.school_id])
    record = record_of(review.school_id, review.monday)
    names = {name.student_id: name.name for name in review.names}
    return [(_about(change.field, names), _in_words(change))
            for change in history_of(store, record.kind, record.record_id)]  # fmt: skip


def _in_words(change: Change) -> Change:
    if not change.field.startswith(ABOUT):
        return change
    words = (DECISIONS.get(said, said) for said in (change.before, change.after))
    return replace(change, **dict(zip(("before", "after"), words, strict=True)))


def _about(field: str, names: Mapping[str, str]) -> str:
    if field.startswith(ABOUT):
        student = field.removeprefix(ABOUT)
        return names.get(student, f"Student {student}")
    words = {"state": "the week", TAKEN: "figures and names"}
    return (words | WORDS).get(field, field).removeprefix("the ").capitalize()
