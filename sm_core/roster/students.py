"""Finds the students that a program sheet names, among those the person may see."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

import duckdb

from sm_core.actor import Actor
from sm_core.mentors.gap import schools_now
from sm_core.mentors.names import folded, name_key, short_key
from sm_core.queries import run
from sm_core.roster.sheet import BadCell
from sm_core.roster.values import one_grade


@dataclass
class Student:
    """A student; `schools` are those they were ever enrolled at and the person may see, the latest
    first, each with the grade there."""

    student_id: str
    name: str
    schools: dict[str, str] = field(default_factory=dict)

    @property
    def school(self) -> str:
        return next(iter(self.schools))

    @property
    def words(self) -> str:
        """ "0041001 (grade 6, LINC)"."""
        grade = self.schools[self.school]
        return f"{self.student_id} ({f'grade {grade}, ' if grade else ''}{self.school})"


class Students:
    """The students among whom those of these `texts`, ids and names, must be."""

    def __init__(
        self, cursor: duckdb.DuckDBPyConnection, actor: Actor, day: date, texts: set[str]
    ) -> None:
        self.actor = actor
        ids = sorted({text.lstrip("0") for text in texts})
        words = sorted({word for text in texts for word in folded(text).split()})
        schools = actor.scope["schools"]
        rows = run(cursor, "roster_students", day=day, schools=schools, ids=ids, words=words)
        self.by_id: dict[str, Student] = {}
        for student, school, name, grade, _ in rows.fetchall():
            self.by_id.setdefault(student, Student(student, name)).schools[school] = grade
        self._now = schools_now(cursor, [*self.by_id], day)
        self._by_name, self._by_short = defaultdict(list), defaultdict(list)
        self._by_bare_id = defaultdict(list)
        for student in self.by_id.values():
            self._by_bare_id[student.student_id.lstrip("0")].append(student)
            self._by_name[name_key(student.name)].append(student)
            self._by_short[short_key(student.name)].append(student)

    def with_id(self, text: str, name: str = "") -> Student:
        """The student with this id, also where a spreadsheet took the zeros before it; raises
        `BadCell` where there is none, or `name` is somebody else's."""
        found = self._with_id(text)
        if len(found) != 1:
            raise self._nobody()
        require_called(found[0], name)
        return found[0]

    def _with_id(self, text: str) -> list[Student]:
        bare = self._by_bare_id.get(text.lstrip("0"), [])
        return [self.by_id[text]] if text in self.by_id else bare

    def called(self, text: str) -> list[Student]:
        """All students whom a name, or an id with or without the zeros before it, may mean."""
        if text in self.by_id or folded(text).isdecimal():
            return self._with_id(text)
        return self._by_name.get(name_key(text)) or self._by_short.get(short_key(text), [])

    def named(self, text: str, school: str = "", grade: str = "") -> Student:
        """The student of this name (or id); `school` and `grade` tell two of one name apart."""
        if text in self.by_id or folded(text).isdecimal():
            return self.with_id(text)
        found = self.called(text)
        if not found:
            raise self._nobody()
        fitting = fits(found, school, grade)
        if not fitting:
            raise BadCell("unknown_student", f"there is no {text} at {school}; in the data are "
                          f"{' and '.join(s.words for s in found[:3])}.")  # fmt: skip
        if len(fitting) > 1:
            raise BadCell("ambiguous_student", f"{len(fitting)} students have this name, "
                          f"{' and '.join(s.words for s in fitting[:4])}; write the id of the one "
                          "who is meant.")  # fmt: skip
        return fitting[0]

    def has_left(self, student_id: str, school: str) -> bool:
        """Whether a student who was at the school is there no more."""
        return self._now.get(student_id, school) != school

    def _nobody(self) -> BadCell:
        own = self.actor.scope["schools"]
        advice = "write the id, or the name as the school system has it"
        if own is None:
            return BadCell("unknown_student", f"there is no such student in the data; {advice}.")
        return BadCell("unknown_student", f"there is no such student in the data of "
                       f"{', '.join(own)}; {advice}, or ask a captain.")  # fmt: skip


def require_called(student: Student, name: str) -> None:
    """Raise `BadCell` where a `name` is given that is somebody else's."""
    ours = set(folded(student.name).split())
    if name and ours and not ours & set(folded(name).split()):
        raise BadCell("ambiguous_student", f"the student with this id is {student.name}, not "
                      f"{name}; correct the id or the name.")  # fmt: skip


def fits(found: list[Student], school: str, grade: str) -> list[Student]:
    """Those at the school; of them those in the grade, if there are any. "" is no limit."""
    here = [s for s in found if not school or school in s.schools]
    return [s for s in here if not grade or _same_grade(s, grade)] or here


def _same_grade(student: Student, grade: str) -> bool:
    return any(known and one_grade(known) == grade for known in student.schools.values())
