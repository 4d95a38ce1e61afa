"""The suggestions of a day as a table for scripts: ids only, nobody's name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sm_core.actor import Actor
from sm_core.matching.blocks import Solved
from sm_core.matching.pool import read_pool
from sm_core.matching.said import UNSEEN
from sm_core.matching.student import DAYS_LEFT, SAID_NO, TO_TELL, UNSIGNED, Student
from sm_core.matching.suggest import Suggestion, Suggestions, suggest, suggestions_of
from sm_core.matching.table import NOTHING_KNOWN
from sm_core.matching.words import gap_words, reasons
from sm_core.mentors.mentor import Mentor
from sm_core.plausible import us_day
from sm_core.schools import require_known, schools_seen
from sm_core.seen import see
from sm_core.standing import Asked
from sm_core.store import Store
from sm_core.targeting.candidates import candidates

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ["school_id", "student_id", "mentor_id", "score", "reasons"]


def suggest_on(
    store: Store, actor: Actor, day: date, school: str | None = None, ahead: bool = True
) -> Suggestions:
    """The suggestions of a day with the attendance of that day, for all schools of the actor: a
    mentor may serve two, so that one school alone has no best answer. A match that is to begin
    counts with `ahead`; who looks back at a day leaves it out.

    `school` is only looked at: raises `SmError` for one that is not known, `NotAllowed` for one
    outside the actor's.
    """
    if school is not None:
        require_known(store, actor, school)
    known = candidates(store, see(store, actor, Asked(day)))
    return suggest(read_pool(store, known, day, ahead=ahead))


def match_table(found: Suggestions, school: str | None = None) -> pd.DataFrame:
    """One row per waiting student, of one school or of all, by school and id.

    `score` is 0 to `BEST`; it and `mentor_id` are empty for a student without a mentor, whose
    `reasons` say why. The table goes to other programs and may lie about as a file, so no name is
    in it, of students or of mentors (some are students too): sentences say "the student" and
    "mentor" with the id.
    """
    import pandas as pd

    rows = [_cells(row) for each in found.solved for row in suggestions_of(_unnamed(each))]
    rows = sorted(row for row in rows if school in (None, row[0]))
    return pd.DataFrame(rows, columns=COLUMNS).astype({"score": "Int64"})


def _cells(row: Suggestion) -> tuple[str, str, str, int | None, str]:
    student = row.student
    if row.mentor is None:
        words = gap_words(row.gap)
        return student.school_id, student.student_id, "", None, words[0].upper() + words[1:]
    words = "; ".join(reasons(student, row.mentor, dict(row.parts))) or NOTHING_KNOWN
    return student.school_id, student.student_id, row.mentor_id, row.score, words


def _unnamed(solved: Solved) -> Solved:
    """The same problem and solution, without the names of anybody."""
    grid = solved.grid
    students = tuple(_unnamed_student(student) for student in grid.students)
    mentors = tuple(_unnamed_mentor(mentor) for mentor in grid.mentors)
    return replace(solved, grid=replace(grid, students=students, mentors=mentors))


def _unnamed_student(student: Student) -> Student:
    """What is said of a family may name who signed or who is still to be told."""
    begins = f"a mentor may begin on {us_day(student.clear_from)}" if student.clear_from else ""
    family = {
        TO_TELL: "not told yet", DAYS_LEFT: begins, UNSIGNED: "no signed permission yet",
        SAID_NO: "said no",
    }  # fmt: skip
    return replace(
        student, name="the student", mentor="a mentor" if student.mentor else "",
        family_words=family.get(student.family_gap, ""),
        shares=_unnamed_ties(student.shares), apart=_unnamed_ties(student.apart),
    )  # fmt: skip


def _unnamed_mentor(mentor: Mentor) -> Mentor:
    return replace(mentor, first_name="mentor", last_name=mentor.mentor_id)


def _unnamed_ties(ties: tuple[tuple[str, str, str], ...]) -> tuple[tuple[str, str, str], ...]:
    return tuple((UNSEEN, mentor_id, f"mentor {mentor_id}") for _, mentor_id, _ in ties)


def what_is_missing(
    store: Store, actor: Actor, found: Suggestions, school: str | None = None
) -> str:
    """Why nobody waits, or why nobody can have a mentor, and what to do: a sentence, or ""."""
    pool, where = found.pool, f" at {school}" if school else ""
    students = [s for s in pool.students if school in (None, s.school_id)]
    if not schools_seen(store, actor):
        return "There is no attendance yet; import a file first."
    if not students:
        return (
            f"Nobody enrolled{where} on {us_day(pool.day)} is chosen for a mentor; choose students "
            "under “Who needs a mentor?”, or bring in a roster."
        )
    if not any(school in (None, student.school_id) for student in pool.waiting):
        return f"Everybody chosen{where} has a mentor."
    if not any(school in (None, *mentor.schools) for mentor in pool.mentors):
        return f"There are no mentors{where} yet; add them under “Mentors”, or bring in a roster."
    return ""
