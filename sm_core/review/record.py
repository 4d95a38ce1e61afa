"""The record of a weekly review: who was there, what was listed, what was decided."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from sm_core.actor import Actor
from sm_core.store import Store

OPEN, CLOSED = "open", "closed"
DISCUSSED, DEFERRED, ACTION = "discussed", "deferred", "action"
DECISIONS = {DISCUSSED: "Discussed", DEFERRED: "Next week", ACTION: "Action"}


def review_id(school: str, monday: date) -> str:
    """The same for everybody: two people who begin the review of a week begin one."""
    return f"{school}|{monday.isoformat()}"


@dataclass(frozen=True)
class Decision:
    """What was decided about a student in the week of `monday`, who was listed for the reasons with
    these keys; `action_id` is that of the action given, "" for none."""

    decision_id: str
    school_id: str
    monday: date
    student_id: str
    kind: str
    reasons: tuple[str, ...] = ()
    note: str = ""
    action_id: str = ""
    recorded: datetime | None = None
    recorded_by: str = ""
    taken_back: datetime | None = None


@dataclass(frozen=True)
class KeptName:
    """A student as the list of that day had them: `reasons` are (key, words) of each, `facts` what
    the row said."""

    student_id: str
    place: int
    name: str
    grade: str
    points: int
    reasons: tuple[tuple[str, str], ...]
    facts: dict


@dataclass(frozen=True)
class Review:
    """The review of a school in the week of `monday`, as begun on `started`: its figures and names
    are those of `day`, with attendance as of `as_of`, until somebody takes newer ones. `given` are
    its actions as they stood when it was closed, in JSON (`sm_core.review.given`)."""

    school_id: str
    monday: date
    state: str
    day: date
    as_of: date
    figures: dict
    present: tuple[str, ...] = ()
    notes: str = ""
    started: datetime | None = None
    started_by: str = ""
    closed: datetime | None = None
    closed_by: str = ""
    given: str = ""
    names: tuple[KeptName, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def review_id(self) -> str:
        return review_id(self.school_id, self.monday)

    @property
    def is_closed(self) -> bool:
        return self.state == CLOSED

    @property
    def decided(self) -> dict[str, Decision]:
        """By student the decision that was not taken back."""
        return {d.student_id: d for d in self.decisions if d.taken_back is None}

    def name_of(self, student_id: str) -> str:
        """What the review calls a student, who may have left its list since."""
        names = (name.name for name in self.names if name.student_id == student_id)
        return next(names, f"Student {student_id}")

    def undecided(self, shown: int) -> list[KeptName]:
        """Who has to carry over to the next week: of the `shown` first and of those carried over
        already whoever was left without a decision; and whoever was deferred to it."""
        kinds = {student: decision.kind for student, decision in self.decided.items()}
        return [
            name for name in self.names
            if kinds.get(name.student_id) == DEFERRED
            or (name.student_id not in kinds
                and (name.place <= shown or any(k.startswith("carried") for k, _ in name.reasons)))
        ]  # fmt: skip


def read_reviews(
    cursor, school: str, first: date | None = None, last: date | None = None
) -> list[Review]:
    """The reviews of a school in the weeks from `first` to `last`, both Mondays, the newest first;
    the caller has made sure that the person may see the school."""
    rows = cursor.execute(
        "SELECT school_id, monday, state, day, as_of, figures, present, notes, started, "
        "started_by, closed, closed_by, given FROM program.reviews WHERE school_id = $school "
        "AND ($first::DATE IS NULL OR monday >= $first::DATE) "
        "AND ($last::DATE IS NULL OR monday <= $last::DATE) ORDER BY monday DESC",
        {"school": school, "first": first, "last": last},
    ).fetchall()
    ids = [review_id(row[0], row[1]) for row in rows]
    names, decisions = _names(cursor, ids), _decisions(cursor, ids)
    return [
        Review(*row[:5], json.loads(row[5] or "{}"), _lines(row[6]), row[7] or "", *row[8:12],
               row[12] or "", tuple(names[each]), tuple(decisions[each]))
        for each, row in zip(ids, rows, strict=True)
    ]  # fmt: skip


def read_review(cursor, school: str, monday: date) -> Review | None:
    found = read_reviews(cursor, school, monday, monday)
    return found[0] if found else None


def reviews(
    store: Store, actor: Actor, school: str, first: date | None = None, last: date | None = None
) -> list[Review]:
    """As `read_reviews`. Raises `NotAllowed` for a school that the actor may not see, and for a
    mentor."""
    actor.require_schools([school])
    with store.reading() as cursor:
        return read_reviews(cursor, school, first, last)


def decisions_about(cursor, actor: Actor, student: str) -> list[Decision]:
    """What the reviews of the actor's schools decided about a student, in the order they did; those
    taken back, too. None for a mentor."""
    if actor.scope["students"] is not None:
        return []
    rows = cursor.execute(
        f"SELECT {_DECIDED} FROM program.review_decisions WHERE student_id = $student "
        "AND ($schools::VARCHAR[] IS NULL OR list_contains($schools::VARCHAR[], school_id)) "
        "ORDER BY recorded, decision_id",
        {"student": student, "schools": actor.scope["schools"]},
    ).fetchall()
    return [_decision(row) for row in rows]


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line for line in (text or "").splitlines() if line)


def _names(cursor, ids: Sequence[str]) -> dict[str, list[KeptName]]:
    found: dict[str, list[KeptName]] = defaultdict(list)
    for review, student, place, name, grade, points, reasons, facts in cursor.execute(
        "SELECT review_id, student_id, place, name, grade, points, reasons, facts "
        "FROM program.review_names WHERE list_contains($ids::VARCHAR[], review_id) "
        "ORDER BY review_id, place",
        {"ids": list(ids)},
    ).fetchall():
        why = tuple((key, words) for key, words in json.loads(reasons))
        found[review].append(KeptName(student, place, name, grade, points, why, json.loads(facts)))
    return found


def _decisions(cursor, ids: Iterable[str]) -> dict[str, list[Decision]]:
    """In the order they were made."""
    found: dict[str, list[Decision]] = defaultdict(list)
    for review, *row in cursor.execute(
        f"SELECT review_id, {_DECIDED} FROM program.review_decisions "
        "WHERE list_contains($ids::VARCHAR[], review_id) ORDER BY recorded, decision_id",
        {"ids": list(ids)},
    ).fetchall():
        found[review].append(_decision(row))
    return found


_DECIDED = ", ".join(field.name for field in fields(Decision))


def _decision(row: Sequence) -> Decision:
    said = Decision(*row)
    return replace(said, reasons=_lines(said.reasons))
