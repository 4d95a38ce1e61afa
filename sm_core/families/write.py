"""Puts answers in place beside those on record, and ends what a no ends."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace

from sm_core.families.ending import end_for
from sm_core.families.find import read_answers, said_no
from sm_core.families.permission import NO, WITHDRAWN, Answer
from sm_core.plausible import us_day
from sm_core.saving import PERMISSION, Record, Writing

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
    return end_refused(writing, {r.student_id: names[r.student_id] for r in rows if r.state in NO})


def end_refused(writing: Writing, names: Mapping[str, str]) -> list[str]:
    """End all that those of the students have whose family says no today: a sentence for each
    match and choice. `names` are those of the students, by id. What is ended is kept with the
    newest no of each. One that was said before the newest word of the family ends nothing."""
    no = said_no(writing.cursor, list(names), writing.save.today)
    reasons = {student: _why(answers[0]) for student, answers in no.items()}
    effects, ended = end_for(writing, {student: names[student] for student in no}, reasons)
    put_answers(writing, [with_effects(no[s][0], kept) for s, kept in effects.items()])
    return ended


def with_effects(answer: Answer, effects: Mapping[str, list]) -> Answer:
    """The answer with these effects beside those that it has."""
    known = json.loads(answer.effects) if answer.effects else {}
    kept = {kind: [*known.get(kind, []), *effects.get(kind, [])] for kind in {**known, **effects}}
    return replace(answer, effects=json.dumps(kept))


def put_answers(writing: Writing, answers: list[Answer]) -> None:
    """Put answers in place of those on record under the same ids."""
    writing.cursor.execute(
        "DELETE FROM program.permissions WHERE permission_id IN (SELECT unnest($ids::VARCHAR[]))",
        {"ids": [answer.permission_id for answer in answers]},
    )
    writing.insert("permissions", [asdict(answer) for answer in answers])


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
        writing.account_for(PERMISSION, f"student {row.student_id} {row.state}")
