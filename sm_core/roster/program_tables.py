"""Matches, families' answers and chosen students as they are and as they will be, written in one
go."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from datetime import date

from sm_core.families.find import read_answers
from sm_core.families.permission import Answer, deciding
from sm_core.families.write import write_answers
from sm_core.saving import Record, Writing
from sm_core.school_year import school_year_of
from sm_core.targeting.targets import write_targets

CHOSEN, PROPOSED, ALREADY = "chosen", "proposed", "already in the program"


@dataclass(frozen=True)
class Match:
    """A student and mentor who meet or met; `ended` is the first day on which they do not."""

    match_id: str
    student_id: str
    mentor_id: str
    school_id: str
    started: date
    ended: date | None = None
    end_reason: str = ""
    note: str = ""

    def open_on(self, day: date) -> bool:
        return self.ended is None or self.ended > day


@dataclass(frozen=True)
class Target:
    """A student of the list of a school and school year."""

    student_id: str
    school_id: str
    school_year: str
    state: str
    since: date
    until: date | None = None
    reason: str = ""
    listed_for: str = ""
    proposed: date | None = None


class Program:
    """The tables in memory. Nothing is written before `write`."""

    def __init__(self, writing: Writing) -> None:
        self.writing = writing
        self.year = school_year_of(writing.save.today)
        self.matches = {m.match_id: m for m in self._all(Match, "matches")}
        self.answers = read_answers(writing.cursor)
        self.said: dict[str, Answer] = {}
        """The answers of this call, by student."""
        self.names: dict[str, str] = {}
        targets = self._all(Target, "targets")
        self.targets = {_key(t): t for t in targets if t.school_year == self.year}
        self.before = {
            "matches": dict(self.matches), "targets": dict(self.targets),
        }  # fmt: skip
        self.touched: set[str] = set()
        """The mentors of the matches of this call, changed or not."""
        self.moved: set[str] = set()
        """The mentors whose own record a match changes."""
        self._counts: Counter[str] = Counter()
        self._of_student: dict[str, list[str]] = defaultdict(list)
        for match in self.matches.values():
            self._of_student[match.student_id].append(match.match_id)

    def _all(self, kind: type, table: str) -> list:
        names = list(kind.__dataclass_fields__)
        texts = ("channel", "language", "note", "end_reason", "reason", "listed_for")
        columns = ", ".join(f"COALESCE({n}, '')" if n in texts else n for n in names)
        rows = self.writing.cursor.execute(f"SELECT {columns} FROM program.{table}").fetchall()
        return [kind(**dict(zip(names, row, strict=True))) for row in rows]

    def of_student(self, student: str) -> list[Match]:
        return [self.matches[m] for m in self._of_student.get(student, ())]

    def open_match(self, student: str, day: date) -> Match | None:
        return next((m for m in self.of_student(student) if m.open_on(day)), None)

    def match_of(self, student: str, mentor: str, start: date | None) -> Match | None:
        """The match of two that a row means: the one that starts then, else the latest, unless the
        row starts after that one ended."""
        own = [m for m in self.of_student(student) if m.mentor_id == mentor]
        same = [m for m in own if m.started == start]
        latest = max(own, key=lambda m: m.started, default=None)
        if same or not latest:
            return same[0] if same else None
        later = start and latest.ended and start >= latest.ended
        return None if later else latest

    def put_match(self, before: Match | None, match: Match) -> None:
        self.touched.add(match.mentor_id)
        if before is None:
            self._of_student[match.student_id].append(match.match_id)
            self._counts["matches_added"] += 1
        elif before != match:
            self._counts["matches_changed"] += match.match_id in self.before["matches"]
        self.matches[match.match_id] = match

    def answer_of(self, student: str) -> Answer | None:
        """The answer that decides before this call."""
        return deciding(self.answers.get(student, ()))

    def put_answer(self, answer: Answer, name: str) -> bool:
        """Add an answer that is not on record, unless somebody has taken the same back; whether it
        was added. One without a day is the same as any that says so."""
        known = self.answers.get(answer.student_id, ())
        if any(a.state == answer.state and answer.since in (None, a.since) for a in known):
            return False
        self._counts["permissions_changed" if known else "permissions_added"] += 1
        self.said[answer.student_id] = answer
        self.names[answer.student_id] = name or f"Student {answer.student_id}"
        return True

    def decided(self, student: str, school: str) -> bool:
        """Whether somebody deferred or declined the student or took them off the list."""
        before = self.targets.get((student, school))
        return bool(before) and before.state not in (CHOSEN, PROPOSED)

    def choose(self, student: str, school: str, since: date) -> bool:
        """Put a student on the list, unless they are; whether that changed anything."""
        before = self.targets.get((student, school))
        if before and before.state == CHOSEN:
            return False
        self._counts["students_chosen"] += 1
        listed = (before.listed_for if before else "") or ALREADY
        proposed = before.proposed if before else self.writing.save.today
        self.targets[student, school] = Target(
            student, school, self.year, CHOSEN, since, None, ALREADY, listed, proposed
        )
        return True

    def take_counts(self) -> dict[str, int]:
        """What changed since this was asked last."""
        counts, self._counts = dict(self._counts), Counter()
        return counts

    def first_starts(self) -> dict[str, date]:
        """By mentor of this call, the day of the first of their matches."""
        starts: dict[str, date] = {}
        for match in self.matches.values():
            if match.mentor_id in self.touched:
                first = starts.get(match.mentor_id, match.started)
                starts[match.mentor_id] = min(first, match.started)
        return starts

    def open_by_mentor(self, day: date) -> Counter[str]:
        return Counter(m.mentor_id for m in self.matches.values() if m.open_on(day))

    def write(self) -> list[str]:
        """Put all in place; a sentence for each match and choice that a family's no ends."""
        self._write("matches", "match", "match_id", self.matches)
        before = self.before["targets"]
        new = {key: asdict(t) for key, t in self.targets.items() if before.get(key) != t}
        old = [asdict(before[key]) if key in before else None for key in new]
        write_targets(self.writing, old, [*new.values()], ALREADY)
        return write_answers(self.writing, [*self.said.values()], self.names)

    def _write(self, table: str, kind: str, key: str, now: dict) -> None:
        """Put the rows that differ in place of those that stood there, and tell the history."""
        before = self.before[table]
        different = {name: row for name, row in now.items() if before.get(name) != row}
        for name, row in different.items():
            old = _told(before[name]) if name in before else {}
            self.writing.changed(Record(kind, name, row.school_id), old, _told(row))
        self.writing.cursor.execute(
            f"DELETE FROM program.{table} WHERE {key} IN (SELECT unnest($keys::VARCHAR[]))",
            {"keys": [name for name in different if name in before]},
        )
        self.writing.insert(table, [asdict(row) for row in different.values()])


def _told(row: Match) -> dict:
    """The fields as the history names them; the ids of the record and its school stand beside."""
    said = asdict(row)
    renamed = {"student_id": "student", "mentor_id": "mentor"}
    return {renamed.get(name, name): value for name, value in said.items()
            if name not in ("match_id", "school_id")}  # fmt: skip


def _key(target: Target) -> tuple[str, str]:
    return target.student_id, target.school_id
