"""What a family's no ends: the open matches of the student, and the choice or proposal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from sm_core.actor import Actor
from sm_core.bringing.find import people
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
    """A match, which may be over or still to begin, and the mentor's name."""

    match_id: str
    student_id: str
    mentor_id: str
    mentor: str
    school_id: str
    started: date
    ended: date | None
    end_reason: str
    note: str = ""

    def of(self, label: str) -> str:
        """The match as sentences name it; `label` is the student's."""
        return f"The match of {label} with {self.mentor}"

    def holds(self, day: date) -> bool:
        """Whether the two are matched on the day; that on which a match ends is no day of it."""
        return self.started <= day and (self.ended is None or day < self.ended)

    def over(self, day: date) -> bool:
        """Whether it neither holds on the day nor is to begin."""
        return self.ended is not None and self.ended <= max(day, self.started)


def would_end(
    store: Store, actor: Actor, as_of: date, today: date, students: list[str]
) -> list[str]:
    """What a no of these families would end, if it were recorded today: a phrase per match and
    choice, like "the match of Rosa Delgado with David Okafor"."""
    with store.reading() as cursor:
        found = people(cursor, actor, as_of, students)
        open_now = open_meetings(cursor, list(found), today)
        listed = _open_targets(cursor, list(found), today)
    return [
        *(f"the match of {found[m.student_id].label} with {m.mentor}" for m in open_now),
        *(f"the choice of {found[t['student_id']].label}" for t in listed),
    ]


def end_for(
    writing: Writing, names: Mapping[str, str], reasons: Mapping[str, str]
) -> tuple[dict[str, dict], list[str]]:
    """End all that the students have or are listed for, with the reason of each; at every school,
    because the family spoke for the child. `names` are those of the students, by id.

    By student, what stood before as `putting_back` reads it; and a sentence per match and choice.
    """
    effects: dict[str, dict] = {}
    if not names:
        return effects, []
    matches = _end_matches(writing, names, reasons, effects)
    return effects, [*matches, *_end_targets(writing, names, reasons, effects)]


def _end_matches(writing, names, reasons, effects) -> list[str]:
    today, words, ends = writing.save.today, [], []
    for meeting in open_meetings(writing.cursor, list(names), today):
        # One that was still to begin never does.
        ended = max(meeting.started, today)
        ends.append((meeting, ended, reasons[meeting.student_id]))
        effects.setdefault(meeting.student_id, {}).setdefault("matches", []).append({
            "match_id": meeting.match_id, "ended": as_text(meeting.ended),
            "end_reason": meeting.end_reason, "set": ended.isoformat(),
        })  # fmt: skip
        words.append(f"{meeting.of(names[meeting.student_id])} is ended: "
                     f"please tell {meeting.mentor}.")  # fmt: skip
    set_ends(writing, ends)
    return words


def open_meetings(
    cursor: duckdb.DuckDBPyConnection, students: list[str], today: date
) -> list[Meeting]:
    """The matches of the students that hold on the day or are to begin."""
    found = meetings(cursor, students=students)
    return [m for m in found if not m.over(today)]


def meetings(
    cursor: duckdb.DuckDBPyConnection, students: list[str] | None = None,
    matches: list[str] | None = None, mentors: list[str] | None = None,
) -> list[Meeting]:  # fmt: skip
    """Every match of the students, or of the mentors, or those with the ids `matches`, over or not,
    whoever may see it."""
    values = {"students": students, "matches": matches, "mentors": mentors}
    rows = run(cursor, "matches_of", **values).fetchall()
    return [Meeting(*row) for row in rows]


def set_ends(writing: Writing, ends: list[tuple[Meeting, date | None, str]]) -> None:
    """Let each match end on its day (None: it goes on), for its reason."""
    alike: dict[tuple, list[str]] = defaultdict(list)
    for meeting, ended, reason in ends:
        writing.changed(
            Record("match", meeting.match_id, meeting.school_id),
            {"ended": meeting.ended, "end_reason": meeting.end_reason},
            {"ended": ended, "end_reason": reason},
        )
        alike[ended, reason].append(meeting.match_id)
    for (ended, reason), ids in alike.items():
        writing.cursor.execute(
            "UPDATE program.matches SET ended = $ended, end_reason = $reason "
            "WHERE match_id IN (SELECT unnest($ids::VARCHAR[]))",
            {"ended": ended, "reason": reason, "ids": ids},
        )


def targets(cursor: duckdb.DuckDBPyConnection, students: list[str], today: date) -> list[dict]:
    """The rows of the students on the lists of this school year."""
    query = run(cursor, "targets_of", students=students, school_year=school_year_of(today))
    names = [column[0] for column in query.description]
    return [dict(zip(names, row, strict=True)) for row in query.fetchall()]


def _open_targets(
    cursor: duckdb.DuckDBPyConnection, students: list[str], today: date
) -> list[dict]:
    return [t for t in targets(cursor, students, today) if t["state"] in AFTER_NO]


def _end_targets(writing, names, reasons, effects) -> list[str]:
    today, words = writing.save.today, []
    alike: dict[str, list[tuple[dict, dict]]] = defaultdict(list)
    for row in _open_targets(writing.cursor, list(names), today):
        student, reason = row["student_id"], reasons[row["student_id"]]
        after = row | {"state": AFTER_NO[row["state"]], "since": today, "until": None,
                       "reason": reason}  # fmt: skip
        alike[reason].append((row, after))
        kept = {"before": row | {day: as_text(row[day]) for day in DAYS}, "set": reason}
        effects.setdefault(student, {}).setdefault("targets", []).append(kept)
        words.append(f"{names[student]} is off the list for a mentor.")
    for reason, rows in alike.items():
        write_targets(writing, *map(list, zip(*rows, strict=True)), reason)
    return words
