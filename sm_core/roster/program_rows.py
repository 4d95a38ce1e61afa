"""Takes the rows of a program sheet: each is a student, their mentor, and what the family said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from sm_core.families.permission import NO, Answer
from sm_core.mentors.mentor import CAPACITY, Mentor
from sm_core.mentors.names import split_name
from sm_core.roster.mentor_rows import is_called, rows_named
from sm_core.roster.pending import Pending
from sm_core.roster.program_cells import Pair, pair_said
from sm_core.roster.program_tables import Match, Program
from sm_core.roster.schools import Schools
from sm_core.roster.sheet import BadCell, Sheet
from sm_core.roster.students import Students
from sm_core.roster.words import STAFF
from sm_core.saving import new_id

_SEVERAL = re.compile(r"[;/&]|\band\b", re.IGNORECASE)
TOLD_ENDED = "told by a roster file"
_FIELDS = {
    "ambiguous_mentor": "mentor", "mentor_left": "mentor", "other_mentor": "mentor",
    "no_name": "mentor_email", "other_school": "school", "refused_permission": "permission",
}  # fmt: skip


@dataclass
class ProgramRows:
    """One program sheet of a call."""

    sheet: Sheet
    pending: Pending
    program: Program
    schools: Schools
    students: Students
    added: list[Mentor] = field(default_factory=list)
    undated: list[int] = field(default_factory=list)
    untold: list[int] = field(default_factory=list)
    unkept: list[int] = field(default_factory=list)
    decided: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    _said: dict[str, tuple[int, Pair]] = field(default_factory=dict)

    def bring(self) -> None:
        pairs = []
        for row in self.sheet.rows():
            pair = pair_said(row, self.sheet.order, self.pending.today, self.schools,
                             self.students)  # fmt: skip
            pairs += [pair] if pair else []
            if row.wrong:
                self.sheet.set_aside(row)
        # What ended makes room for what came after it, whatever the order of the rows.
        for pair in sorted(pairs, key=lambda pair: pair.end is None):
            self._take(pair)
        self.sheet.report.asides.sort(key=lambda aside: aside.row)
        self._tell()

    def _take(self, pair: Pair) -> None:
        try:
            self._put(pair)
        except BadCell as bad:
            name = _FIELDS.get(bad.reason, "")
            pair.row.refuse(bad.reason, bad.sentences[0],
                            name if pair.row.text(name) else "")  # fmt: skip
            self.sheet.set_aside(pair.row)

    def _put(self, pair: Pair) -> None:
        mentor = self._mentor(pair) if pair.names_mentor else None
        before, match = self._match(pair, mentor) if mentor else (None, None)
        answer = self._answer(pair, before, match)
        self._require_first(pair, match)
        if mentor and match:
            self._keep_mentor(mentor, pair)
            self.program.put_match(before, match)
            if before is None and pair.start is None:
                self.undated.append(pair.row.number)
        elif pair.note:
            self.unkept.append(pair.row.number)
        changed = bool(pair.permission) and self.program.put_answer(answer, pair.student.name)
        chosen = self._choose(pair, match, answer, bool(match) and before is None)
        if not changed and not chosen and match == before:
            self.sheet.report.rows_same += 1
        if answer is None and match and match.open_on(self.pending.today):
            self.untold.append(pair.row.number)

    def _mentor(self, pair: Pair) -> Mentor:
        """The mentor of a row; somebody not known yet is a new prospect at the student's school."""
        who = self.pending.who
        found = who.with_id(pair.mentor_id) if pair.mentor_id else None
        found = found or (who.with_email(pair.email) if pair.email else None)
        if not found and pair.mentor:
            if _SEVERAL.search(pair.mentor):
                raise BadCell("ambiguous_mentor", "it names several mentors; a student has one, "
                              "and each pair a row of its own.")  # fmt: skip
            found = who.with_id(pair.mentor) or who.named(pair.mentor, {pair.school})
            if not found and not split_name(pair.mentor)[0]:
                found = who.with_last_name(pair.mentor, pair.school)
        if not found and not pair.mentor:
            raise BadCell("no_name", "no mentor on the roster has this id or e-mail; write the "
                          "name as well.")  # fmt: skip
        mentor = found or self._new_mentor(pair)
        seen = self.schools.actor.scope["schools"]
        if seen is not None and not {*seen} & {*mentor.schools}:
            raise BadCell("other_school", f"{mentor.name} is a mentor at another school; ask a "
                          "captain to add yours to them.")  # fmt: skip
        meant = who.with_id(pair.mentor) is found or is_called(mentor, pair.mentor, who.renamed)
        if found and pair.mentor and not meant:
            raise BadCell("ambiguous_mentor", "the mentor with this id or e-mail is "
                          f"{mentor.name}, not the one named; correct one of them.")  # fmt: skip
        if mentor.closed and mentor.closed <= self.pending.today and not pair.end:
            raise BadCell("mentor_left", f"{mentor.name} has left the program; open them on "
                          "Mentors first, or name who meets the student now.")  # fmt: skip
        return mentor

    def _new_mentor(self, pair: Pair) -> Mentor:
        first, last = split_name(pair.mentor)
        mentor_id = pair.mentor_id or new_id()
        return Mentor(mentor_id, first, last, STAFF, email=pair.email, schools=(pair.school,),
                      capacity=CAPACITY[STAFF])  # fmt: skip

    def _keep_mentor(self, mentor: Mentor, pair: Pair) -> None:
        if mentor.mentor_id not in self.pending.who.mentors:
            self.added.append(mentor)
            if other := self.pending.who.like(mentor):
                self.sheet.report.notes.append(
                    f"{mentor.name} (row {pair.row.number:,}) is close to {other.name}; merge them "
                    "on Mentors if they are one person."
                )
        if pair.school not in mentor.schools:
            mentor = replace(mentor, schools=tuple(sorted({*mentor.schools, pair.school})))
            self.program.moved.add(mentor.mentor_id)
        self.pending.put(mentor)

    def _match(self, pair: Pair, mentor: Mentor) -> tuple[Match | None, Match]:
        """(the match as it stands, if it does, and as it will be)."""
        before = self.program.match_of(pair.student.student_id, mentor.mentor_id, pair.start)
        today = self.pending.today
        if before is None:
            match = Match(new_id(), pair.student.student_id, mentor.mentor_id, pair.school,
                          pair.start or min(today, pair.end or today))  # fmt: skip
        else:
            match = replace(before, started=pair.start or before.started)
        match = replace(match, ended=pair.end or match.ended, note=pair.note or match.note)
        if match.ended and match.ended < match.started:
            raise BadCell("bad_date", "it ends before the match starts; check both dates.")
        if match.ended:
            reason = pair.end_reason or match.end_reason or TOLD_ENDED
            match = replace(match, end_reason=reason)
        if match.open_on(today):
            self._require_only(pair, match)
        return before, match

    def _require_only(self, pair: Pair, match: Match) -> None:
        other = self.program.open_match(pair.student.student_id, self.pending.today)
        if other and other.match_id != match.match_id and other.mentor_id != match.mentor_id:
            present = self.pending.who.mentors.get(other.mentor_id)
            raise BadCell("other_mentor", f"{pair.student.name or pair.student.student_id} meets "
                          f"{present.name if present else 'another mentor'} now; end that match "
                          "first.")  # fmt: skip

    def _answer(self, pair: Pair, before: Match | None, match: Match | None) -> Answer | None:
        """What the family said, in this row or before; a no, unless the row tells of a later day.

        Raises `BadCell` where the family said no to a match that the row makes or goes on with. A
        no that the row itself tells ends a match that there is.
        """
        student, today = pair.student.student_id, self.pending.today
        stored = self.program.answer_of(student)
        told = None
        if pair.permission:
            told = Answer(new_id(), student, pair.school, pair.permission, pair.permission_day)
        if stored and stored.state in NO and not _is_later(told, stored):
            told = stored
        says_no = told is not None and told.state in NO
        goes_on = match is not None and match.open_on(today) and (before is None or told is stored)
        if says_no and goes_on:
            raise BadCell("refused_permission", "the family refused, so the student cannot meet a "
                          "mentor; end the match, or correct the permission.")  # fmt: skip
        return told or stored

    def _require_first(self, pair: Pair, match: Match | None) -> None:
        """Raise `BadCell` for a row that an earlier one has said already, or contradicts."""
        key = match.match_id if match else f"student {pair.student.student_id}"
        number, earlier = self._said.setdefault(key, (pair.row.number, pair))
        if earlier is pair:
            return
        for name in ("start", "end", "permission", "permission_day", "note", "end_reason"):
            one, other = getattr(pair, name), getattr(earlier, name)
            if one and other and one != other:
                raise BadCell("contradicts", f"row {number} says another {name.replace('_', ' ')} "
                              "of the same student; keep the row that is right.")  # fmt: skip
        raise BadCell("duplicate", f"row {number} says the same already; nothing is lost.")

    def _choose(self, pair: Pair, match: Match | None, answer: Answer | None, begins: bool) -> bool:
        """Put the student on the list of this school year, unless all is over, or was decided
        otherwise; a match that `begins` decides anew."""
        if match and not match.open_on(self.pending.today):
            return False
        if answer and answer.state in NO:
            return False
        if self.students.has_left(pair.student.student_id, pair.school):
            self.left.append(pair.row.number)
            return False
        if not begins and self.program.decided(pair.student.student_id, pair.school):
            self.decided.append(pair.row.number)
            return False
        since = match.started if match else pair.start or self.pending.today
        return self.program.choose(pair.student.student_id, pair.school, since)

    def _tell(self) -> None:
        report, program = self.sheet.report, self.program
        report.changed("mentors_added", len(self.added))
        for what, times in program.take_counts().items():
            report.changed(what, times)
        if self.added:
            names = ", ".join(m.name for m in self.added[:20]) + (
                "" if len(self.added) < 21 else " …"
            )
            report.notes.append(
                f"Added to the roster as staff: {names}. They keep their students, but cannot get "
                "new ones until they are screened and trained."
            )
        if self.undated:
            report.notes.append(f"No start date in {rows_named(self.undated)}: the match starts "
                                "today.")  # fmt: skip
        if self.untold:
            report.notes.append(f"Nothing is said of the family's permission in "
                                f"{rows_named(self.untold)}.")  # fmt: skip
        if self.left:
            report.warnings.append("Not chosen, because the student is no longer at that school: "
                                   f"{rows_named(self.left)}.")  # fmt: skip
        if self.decided:
            report.notes.append("Deferred, declined or taken off the list before, and left so: "
                                f"{rows_named(self.decided)}.")  # fmt: skip
        if self.unkept:
            report.notes.append(f"A note without a mentor has no place and is not kept: "
                                f"{rows_named(self.unkept)}.")  # fmt: skip


def _is_later(told: Answer | None, stored: Answer) -> bool:
    """Whether a row tells of a day after that of the stored no, or of another no."""
    if told is None:
        return False
    later = told.since is not None and (stored.day is None or told.since > stored.day)
    return later or told.state in NO
