"""Who is meant by the names of a contact sheet; a name that fits several people is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import duckdb

from sm_core.actor import Actor, local_captain
from sm_core.bringing.find import people
from sm_core.contact_sheets.columns import MENTOR, STUDENT
from sm_core.contact_sheets.reading import Answers
from sm_core.contact_sheets.report import ContactsReport, NameAsked
from sm_core.errors import SmError
from sm_core.families.ending import Meeting, meetings
from sm_core.mentors.find import read_mentors
from sm_core.mentors.mentor import KINDS, Mentor
from sm_core.mentors.names import alike, folded, name_key, name_of
from sm_core.plausible import us_day
from sm_core.roster.mentor_rows import is_called
from sm_core.roster.program_cells import student_field
from sm_core.roster.schools import Schools
from sm_core.roster.sheet import BadCell, Row
from sm_core.roster.students import Student, Students, fits, require_called
from sm_core.roster.values import one_grade
from sm_core.roster.who import Who
from sm_core.roster.words import BLANKS

Found = TypeVar("Found")
LEFT_OUT = "left_out"
CHOICES_TOLD = 4


Outcome = tuple[str, NameAsked | None]
"""Who is meant, "" for nobody; and the question whose answer that is."""


class Persons:
    """The students among whom those of the `texts` of a call must be, and all mentors. Each way in
    which sheets name somebody is looked up once."""

    def __init__(
        self, cursor: duckdb.DuckDBPyConnection, actor: Actor, as_of: date, today: date,
        texts: set[str], answers: Answers,
    ) -> None:  # fmt: skip
        self.actor, self.answers, self.today = actor, answers, today
        self.schools = Schools(cursor, actor)
        self.students = Students(cursor, actor, today, texts)
        self.seen = people(cursor, actor, as_of, list(self.students.by_id))
        self.who = Who(cursor, read_mentors(cursor, local_captain(), today))
        self.meetings: dict[str, list[Meeting]] = {}
        for meeting in meetings(cursor, students=list(self.seen)):
            self.meetings.setdefault(meeting.student_id, []).append(meeting)
        self._known: dict[tuple, object] = {}
        self._by_word: dict[str, dict[str, Student]] = {}

    def student(self, row: Row, report: ContactsReport) -> str | None:
        """The id of the student of a row; None where the row is set aside."""
        field = student_field(row)
        if not field:
            return None
        said = tuple(row.text(name) for name in (*STUDENT, "school", "grade"))
        return self._looked_up(row, report, field, said, lambda: self._student(row))

    def mentor(self, row: Row, report: ContactsReport, student: str, day: date) -> str | None:
        """The id of the mentor of a row, else of the one matched with the student on the day; None
        where the row is set aside."""
        field = next((name for name in MENTOR if row.text(name)), "day")
        said = tuple(row.text(name) for name in MENTOR)
        if not any(said) or folded(" ".join(said)) in BLANKS:
            return self._looked_up(row, report, field, (student, day),
                                   lambda: self._matched(student, day))  # fmt: skip
        return self._looked_up(row, report, field, (student, *said),
                               lambda: self._mentor(row, student))  # fmt: skip

    def _looked_up(
        self, row: Row, report: ContactsReport, field: str, said: tuple,
        look: Callable[[], Outcome],
    ) -> str | None:  # fmt: skip
        found = self._outcome(said, look)
        if isinstance(found, SmError):
            reason = found.reason if isinstance(found, BadCell) else "bad_grade"
            row.refuse(reason, found.sentences[0], "grade" if reason == "bad_grade" else field)
            return None
        person, asked = found
        if asked:
            report.names.setdefault(asked.key, asked).rows.add((row.file, row.number))
        if not person:
            self._refuse(row, asked, field)
        return person or None

    def _outcome(self, said: tuple, look: Callable[[], Outcome]) -> Outcome | SmError:
        if said not in self._known:
            try:
                self._known[said] = look()
            except SmError as error:
                self._known[said] = error
        return self._known[said]

    def _refuse(self, row: Row, asked: NameAsked, field: str) -> None:
        if asked.answer == "":
            row.refuse(LEFT_OUT, "the line is left out, as somebody said.", field)
            return
        meant = ", or ".join([*asked.choices.values()][:CHOICES_TOLD])
        row.refuse(f"ambiguous_{asked.who}", f"{len(asked.choices)} {asked.who}s may be meant: "
                   f"{meant}; write the id of the one who is.", field)  # fmt: skip

    def _student(self, row: Row) -> Outcome:
        school = self.schools.one(row.text("school")) if row.text("school") else ""
        grade = one_grade(row.text("grade")) if row.text("grade") else ""
        name = row.text("student") or f"{row.text('student_first')} {row.text('student_last')}"
        said = row.text("student_id") or name.strip()
        found = fits(self.students.called(said), school, grade)
        # Who was here years ago is not meant where somebody is here now.
        found = [s for s in found if s.student_id in self.seen] or found
        if not found:
            raise BadCell("unknown_student", "there is no such student among those you may see"
                          f"{f' at {school}' if school else ''}; write the id, or the name as the "
                          f"school system has it.{self._students_near(name)}")  # fmt: skip
        student, asked = self._one("student", said, {s.student_id: s for s in found},
                            self._student_words)  # fmt: skip
        if student and row.text("student_id"):
            require_called(student, row.text("student"))
        return (student.student_id if student else ""), asked

    def _students_near(self, name: str) -> str:
        """Who may be meant by a name that nobody has, as a question; "" for nobody."""
        if not self._by_word:
            for student in self.students.by_id.values():
                for word in folded(student.name).split():
                    self._by_word.setdefault(word, {})[student.student_id] = student
        some = {i: s for w in folded(name).split() for i, s in self._by_word.get(w, {}).items()}
        near = [f"{s.name}, {s.words}" for i, s in sorted(some.items())
                if i in self.seen and alike(name_of(name), name_of(s.name))]  # fmt: skip
        return f" Do you mean {' or '.join(near[:CHOICES_TOLD])}?" if near else ""

    def _matched(self, student: str, day: date) -> Outcome:
        ids = {m.mentor_id for m in self.meetings.get(student, []) if m.holds(day)}
        if len(ids) == 1:
            return ids.pop(), None
        matched = "no mentor" if not ids else "more than one mentor"
        raise BadCell("no_mentor", f"{self._label(student)} was matched with {matched} on "
                      f"{us_day(day)}; write who saw the student.")  # fmt: skip

    def _mentor(self, row: Row, student: str) -> Outcome:
        name = row.text("mentor") or f"{row.text('mentor_first')} {row.text('mentor_last')}".strip()
        email = row.text("mentor_email") or (name if "@" in name else "")
        known = self.who.with_id(row.text("mentor_id") or name) or self.who.with_email(email)
        schools = {*self.students.by_id[student].schools}
        found = [known] if known else self.who.meant(name, schools)
        if not found:
            near = self.who.like(Mentor("", "", name, schools=tuple(schools)))
            hint = f" Do you mean {near.name}?" if near else ""
            raise BadCell("unknown_mentor", "there is no such mentor on the roster; write the "
                          "name as it stands on Mentors, the e-mail or the Mentor ID."
                          f"{hint}")  # fmt: skip
        matched = {meeting.mentor_id for meeting in self.meetings.get(student, [])}
        with_student = [m for m in found if m.mentor_id in matched]
        found = with_student if len(with_student) == 1 else found
        said = row.text("mentor_id") or name or email
        mentor, asked = self._one("mentor", said, {m.mentor_id: m for m in found},
                                  self._mentor_words)  # fmt: skip
        if known and name not in (known.mentor_id, email):
            self._require_called(known, name)
        return (mentor.mentor_id if mentor else ""), asked

    def _require_called(self, mentor: Mentor, name: str) -> None:
        if name and not is_called(mentor, name, self.who.renamed):
            raise BadCell("ambiguous_mentor", f"the mentor with this id or e-mail is {mentor.name}"
                          f", not {name}; correct one of them.")  # fmt: skip

    def _one(
        self, who: str, said: str, found: dict[str, Found], words: Callable[[Found], str]
    ) -> tuple[Found | None, NameAsked | None]:
        """The only one, or who was said to be meant, and the question that this answers; None while
        nobody has said so, and for a name that is left out."""
        if len(found) == 1:
            return next(iter(found.values())), None
        key = "|".join([who, name_key(said), *sorted(found)])
        choices = {one: words(person) for one, person in found.items()}
        answer = self.answers.people.get(key)
        return found.get(answer), NameAsked(key, who, said, choices, answer)

    def _student_words(self, student: Student) -> str:
        """With whom a student is matched tells two of one name apart best."""
        meetings = self.meetings.get(student.student_id, [])
        mentors = " and ".join(m.mentor for m in meetings if m.holds(self.today))
        return student.words + (f", mentor {mentors}" if mentors else "")

    def _mentor_words(self, mentor: Mentor) -> str:
        """A mentor of other schools may have seen the student; how to reach them is told only where
        the person may see their record."""
        own = self.actor.scope["schools"]
        here = own is None or not set(own).isdisjoint(mentor.schools)
        told = [mentor.position or KINDS[mentor.kind], mentor.email] if here else []
        told.append("; ".join(mentor.schools))
        words = ", ".join(filter(None, told)) or KINDS[mentor.kind]
        return f"{mentor.mentor_id} ({words})"

    def _label(self, student: str) -> str:
        return self.seen[student].label if student in self.seen else f"Student {student}"
