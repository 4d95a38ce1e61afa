"""Reads the reviews of a school: their record, decisions, and the names that they kept."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date

from sm_core.actor import Actor
from sm_core.review.record import Decision, KeptName, Review, review_id
from sm_core.store import Store


def read_reviews(
    cursor, school: str, first: date | None = None, last: date | None = None,
    named: int | None = None,
) -> list[Review]:  # fmt: skip
    """The reviews of a school in the weeks from `first` to `last`, both Mondays, the newest first;
    with the names of so many newest (`named`), or of all. The caller has made sure that the person
    may see the school."""
    weeks = {"school": school, "first": first, "last": last}
    rows = cursor.execute(
        "SELECT school_id, monday, state, day, as_of, figures, present, notes, started, "
        f"started_by, closed, closed_by, given FROM program.reviews WHERE {_WEEKS} "
        "ORDER BY monday DESC",
        weeks,
    ).fetchall()
    counts, decisions = _counts(cursor, school), _decisions(cursor, weeks)
    found = []
    for at, row in enumerate(rows):
        each = review_id(row[0], row[1])
        review = Review(
            *row[:5], json.loads(row[5] or "{}"), _lines(row[6]), row[7] or "", *row[8:12],
            row[12] or "", counts.get(each, 0), (), tuple(decisions[each]),
        )  # fmt: skip
        found.append(_with_names(cursor, review) if named is None or at < named else review)
    return found


_WEEKS = (
    "school_id = $school AND ($first::DATE IS NULL OR monday >= $first::DATE) "
    "AND ($last::DATE IS NULL OR monday <= $last::DATE)"
)


def _with_names(cursor, review: Review) -> Review:
    review = replace(review, names=tuple(_names(cursor, review.review_id)))
    unlisted = [_last_called(cursor, review.school_id, s) for s in review.besides]
    return replace(review, unlisted=tuple(name for name in unlisted if name))


def read_review(cursor, school: str, monday: date) -> Review | None:
    found = read_reviews(cursor, school, monday, monday)
    return found[0] if found else None


def reviews(
    store: Store, actor: Actor, school: str, first: date | None = None, last: date | None = None,
    named: int | None = None,
) -> list[Review]:  # fmt: skip
    """As `read_reviews`. Raises `NotAllowed` for a school that the actor may not see, and for a
    mentor."""
    actor.require_schools([school])
    with store.reading() as cursor:
        return read_reviews(cursor, school, first, last, named)


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


def _counts(cursor, school: str) -> dict[str, int]:
    """By review of the school how many names its list has."""
    return dict(cursor.execute(
        "SELECT review_id, count(*) FROM program.review_names WHERE school_id = $school "
        "GROUP BY review_id",
        {"school": school},
    ).fetchall())  # fmt: skip


def _names(cursor, review: str) -> list[KeptName]:
    rows = cursor.execute(
        f"SELECT {_NAMED} FROM program.review_names WHERE review_id = $id ORDER BY place",
        {"id": review},
    ).fetchall()
    return [_name(row) for row in rows]


def _last_called(cursor, school: str, student: str) -> KeptName | None:
    """The student as the newest list of the school that has them."""
    row = cursor.execute(
        f"SELECT {_NAMED} FROM program.review_names WHERE school_id = $school "
        "AND student_id = $student ORDER BY review_id DESC LIMIT 1",
        {"school": school, "student": student},
    ).fetchone()
    return replace(_name(row), place=0, points=0, reasons=(), facts={}) if row else None


_NAMED = "student_id, place, name, grade, points, reasons, facts"


def _name(row: Sequence) -> KeptName:
    *said, reasons, facts = row
    why = tuple((key, words) for key, words in json.loads(reasons))
    return KeptName(*said, why, json.loads(facts))


def _decisions(cursor, weeks: dict) -> dict[str, list[Decision]]:
    """In the order they were made."""
    found: dict[str, list[Decision]] = defaultdict(list)
    for review, *row in cursor.execute(
        f"SELECT review_id, {_DECIDED} FROM program.review_decisions WHERE {_WEEKS} "
        "ORDER BY recorded, decision_id",
        weeks,
    ).fetchall():
        found[review].append(_decision(row))
    return found


_DECIDED = ", ".join(field.name for field in fields(Decision))


def _decision(row: Sequence) -> Decision:
    said = Decision(*row)
    return replace(said, reasons=_lines(said.reasons))
