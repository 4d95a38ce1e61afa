"""Puts answers in place beside those on record, and ends what a no ends."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace

from sm_core.families.ending import end_for
from sm_core.families.find import read_answers, said_no
from sm_core.families.permission import NO, WITHDRAWN, Answer
from sm_core.plausible import us_day
from sm_core.saving import Record, Writing

TOLD = ("state", "since", "channel", "language", "family_id", "signed_by", "signed", "expires",
        "note")  # fmt: skip
"""What the history keeps of an answer."""


def write_answers(writing: Writing, rows: list[Answer], names: Mapping[str, str]) -> list[str]:
    """Add answers, at most one of a student, as recorded now by this person, and end what a no
    ends: a sentence for each match and choice. `names` are those of the students, by id. The
    caller has made sure that the answers are sound and the person may."""
    who = {"recorded": writing.save.when, "recorded_by": writing.actor.person}
    rows = [replace(row, **who) for row in rows]
    _tell(writing, rows)
    writing.insert("permissions", [asdict(row) for row in rows])
    said = {row.student_id: row for row in rows if row.state in NO}
    # One that was said before the newest word of the family ends nothing.
    reasons = {student: _why(said[student]) for student in say_no(writing, list(said))}
    effects, ended = end_for(writing, {s: names[s] for s in reasons}, reasons)
    for student, kept in effects.items():
        keep_effects(writing, said[student].permission_id, kept)
    return ended


def say_no(writing: Writing, students: list[str]) -> dict[str, list[Answer]]:
    """Those of the students whose family says no today, with the answers that say so."""
    no = said_no(writing.cursor, students, writing.save.today)
    return {
        student: [a for a in answers if a.state in NO and a.taken_back is None]
        for student, answers in read_answers(writing.cursor, list(no)).items()
    }


def keep_effects(writing: Writing, permission_id: str, effects: Mapping) -> None:
    writing.cursor.execute(
        "UPDATE program.permissions SET effects = $effects WHERE permission_id = $id",
        {"effects": json.dumps(effects) if effects else "", "id": permission_id},
    )


def _why(row: Answer) -> str:
    verb = "took its permission back" if row.state == WITHDRAWN else "said no"
    return f"The family {verb}" + (f" on {us_day(row.since)}" if row.since else "")


def _tell(writing: Writing, rows: list[Answer]) -> None:
    """Into the history, each beside what was said before, and into the audit."""
    before = read_answers(writing.cursor, [row.student_id for row in rows])
    for row in rows:
        said = [a for a in before.get(row.student_id, ()) if a.taken_back is None]
        last = max(said, key=lambda a: a.order, default=None)
        was = {name: getattr(last, name) for name in TOLD} if last else {}
        now = {name: getattr(row, name) for name in TOLD}
        writing.changed(Record("permission", row.student_id, row.school_id), was, now)
        audit(writing, f"student {row.student_id} {row.state}")


def audit(writing: Writing, subject: str) -> None:
    writing.cursor.execute(
        "INSERT INTO program.audit VALUES ($when, $person, 'permission', $subject)",
        {"when": writing.save.when, "person": writing.actor.person, "subject": subject},
    )
