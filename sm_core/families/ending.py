"""What a family's no ends: the open matches of the student, and the choice or proposal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from sm_core.actor import Actor
from sm_core.bringing.find import Person, people
from sm_core.queries import run
from sm_core.saving import Record, Writing, as_text
from sm_core.school_year import school_year_of
from sm_core.store import Store
from sm_core.targeting.targets import write_targets

AFTER_NO = {"chosen": "ended", "proposed": "declined", "deferred": "declined"}
"""The state of a target once the family has said no."""
DAYS = ("since", "until", "proposed")


@dataclass(frozen=True)
class Meeting:
    """A match that holds today or is to begin, and the mentor's name."""

    match_id: str
    student_id: str
    mentor_id: str
    mentor: str
    school_id: str
    started: date
    ended: date | None
    end_reason: str


def would_end(
    store: Store, actor: Actor, as_of: date, today: date, students: list[str]
) -> list[str]:
    """What a no of these families would end, if it were recorded today: a phrase per match and
    choice, like "the match of Rosa Delgado with David Okafor"."""
    with store.reading() as cursor:
        found = people(cursor, actor, as_of, students)
        meetings = _meetings(cursor, list(found), today)
        listed = _open_targets(cursor, list(found), today)
    return [
        *(f"the match of {found[m.student_id].label} with {m.mentor}" for m in meetings),
        *(f"the choice of {found[t['student_id']].label}" for t in listed),
    ]


def end_for(
    writing: Writing, names: Mapping[str, str], reasons: Mapping[str, str]
) -> tuple[dict[str, dict], list[str]]:
    """End all that the students have or are listed for, with the reason of each; at every school,
    because the family spoke for the child. `names` are those of the students, by id.

    By student, what stood before as `put_back` reads it; and a sentence per match and choice.
    """
    effects: dict[str, dict] = {}
    matches = _end_matches(writing, names, reasons, effects)
    return effects, [*matches, *_end_targets(writing, names, reasons, effects)]


def _end_matches(writing, names, reasons, effects) -> list[str]:
    today = writing.save.today
    words = []
    for meeting in _meetings(writing.cursor, list(names), today):
        # One that was still to begin never does.
        ended = max(meeting.started, today)
        _set_end(writing, meeting, ended, reasons[meeting.student_id])
        effects.setdefault(meeting.student_id, {}).setdefault("matches", []).append({
            "match_id": meeting.match_id, "ended": as_text(meeting.ended),
            "end_reason": meeting.end_reason, "set": ended.isoformat(),
        })  # fmt: skip
        words.append(f"The match of {names[meeting.student_id]} with {meeting.mentor} is "
                     "ended.")  # fmt: skip
    return words


def _meetings(cursor: duckdb.DuckDBPyConnection, students: list[str], today: date) -> list[Meeting]:
    rows = run(cursor, "matches_of", students=students, matches=None).fetchall()
    found = [Meeting(*row) for row in rows]
    return [m for m in found if m.ended is None or m.ended > max(today, m.started)]


def _set_end(writing: Writing, meeting: Meeting, ended: date | None, reason: str) -> None:
    writing.changed(
        Record("match", meeting.match_id, meeting.school_id),
        {"ended": meeting.ended, "end_reason": meeting.end_reason},
        {"ended": ended, "end_reason": reason},
    )
    writing.cursor.execute(
        "UPDATE program.matches SET ended = $ended, end_reason = $reason WHERE match_id = $id",
        {"ended": ended, "reason": reason, "id": meeting.match_id},
    )


def _targets(cursor: duckdb.DuckDBPyConnection, students: list[str], today: date) -> list[dict]:
    query = run(cursor, "targets_of", students=students, school_year=school_year_of(today))
    names = [column[0] for column in query.description]
    return [dict(zip(names, row, strict=True)) for row in query.fetchall()]


def _open_targets(
    cursor: duckdb.DuckDBPyConnection, students: list[str], today: date
) -> list[dict]:
    return [t for t in _targets(cursor, students, today) if t["state"] in AFTER_NO]


def _end_targets(writing, names, reasons, effects) -> list[str]:
    today, words = writing.save.today, []
    for row in _open_targets(writing.cursor, list(names), today):
        student, reason = row["student_id"], reasons[row["student_id"]]
        after = row | {"state": AFTER_NO[row["state"]], "since": today, "until": None,
                       "reason": reason}  # fmt: skip
        write_targets(writing, [row], [after], reason)
        kept = {"before": row | {day: as_text(row[day]) for day in DAYS}, "set": reason}
        effects.setdefault(student, {}).setdefault("targets", []).append(kept)
        words.append(f"{names[student]} is off the list for a mentor.")
    return words


def put_back(writing: Writing, person: Person, effects: Mapping[str, list[dict]]) -> list[str]:
    """Undo what `end_for` did for one student, where nobody has changed it since; a sentence for
    each match and choice that is back, or why it is not."""
    # Asked once: of two that were ended together, one back must not keep the other away.
    others = _meetings(writing.cursor, [person.student_id], writing.save.today)
    return [
        *(_match_back(writing, person, kept, others) for kept in effects.get("matches", ())),
        *(_target_back(writing, person, kept) for kept in effects.get("targets", ())),
    ]


def _match_back(writing: Writing, person: Person, kept: dict, others: list[Meeting]) -> str:
    rows = run(writing.cursor, "matches_of", students=None, matches=[kept["match_id"]]).fetchall()
    what = f"The match of {person.label}"
    if not rows or as_text(Meeting(*rows[0]).ended) != kept["set"]:
        return f"{what} was changed since and stays as it is."
    meeting = Meeting(*rows[0])
    what = f"{what} with {meeting.mentor}"
    if others:
        return f"{what} stays ended: they meet {others[0].mentor} now."
    if not _has_place(writing, meeting.mentor_id):
        return f"{what} stays ended: {meeting.mentor} has no place left."
    _set_end(writing, meeting, _day(kept["ended"]), kept["end_reason"])
    return f"{what} goes on."


def _has_place(writing: Writing, mentor_id: str) -> bool:
    rows = run(writing.cursor, "mentor_places", mentor=mentor_id, day=writing.save.today).fetchall()
    return bool(rows) and rows[0][0]


def _target_back(writing: Writing, person: Person, kept: dict) -> str:
    before = {n: _day(v) if n in DAYS else v for n, v in kept["before"].items()}
    rows = _targets(writing.cursor, [person.student_id], writing.save.today)
    now = next((t for t in rows if t["school_id"] == before["school_id"]), None)
    set_then = (AFTER_NO[before["state"]], kept["set"])
    if now is None or (now["state"], now["reason"]) != set_then:
        return f"What was decided about {person.label} since stays as it is."
    write_targets(writing, [now], [before], "Recorded by mistake")
    return f"{person.label} is back on the list, {before['state']} as before."


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
