"""Why a student has no mentor: the first thing in the way, the mentors it keeps away, and what
would change it soonest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from sm_core.matching import rules
from sm_core.matching.blocks import Solved
from sm_core.matching.grid import Grid
from sm_core.matching.student import Student
from sm_core.mentors.mentor import Mentor

NO_MENTORS, WAITS, KEPT, TIED = "no_mentors", "waits", "kept", "tied"


@dataclass(frozen=True)
class Gap:
    """`code` is the name of the rule in the way of most, `NO_MENTORS`, `WAITS` (the places go to
    others), `KEPT` (the mentor the student is kept for cannot have them) or `TIED`
    (a place is free, but not for the two who must share a mentor, or must not).
    `sentence` says it of the student; `counts` are the mentors of the school by the first rule that
    keeps each away (`counted` words), those whom none keeps away last; `fix` is what would
    change it soonest, inside a sentence."""

    code: str
    sentence: str
    counts: tuple[tuple[str, int], ...] = ()
    fix: str = ""


GO_TO_OTHERS = "with places for other students"
COULD = "could otherwise"
OF_MENTOR = slice(len(rules.OF_STUDENT), len(rules.OF_STUDENT) + len(rules.OF_MENTOR))
"""The rules about mentors, as layers of a grid."""
PROMISED = "whose places go to others kept for them."


def gap_of(solved: Solved, row: int) -> Gap:
    """Why the student of a row has nobody."""
    grid, student = solved.grid, solved.grid.students[row]
    is_free = _has_free_place(solved, row)
    counts = _counts(solved, row, is_free)
    for rule in rules.OF_STUDENT:
        if words := rule.sentence(student, grid.day):
            return Gap(rule.name, words, counts, _student_fix(rule.name, student))
    here = np.flatnonzero(grid.at_school[row])
    if not here.size:
        return Gap(NO_MENTORS, f"No mentor works at {student.label}'s school yet.",
                   fix="find a mentor for this school")  # fmt: skip
    if student.pin:
        return _kept(solved, row, counts)
    if is_free:
        return Gap(TIED, _tied(solved, row), counts, "a place that suits both, or untie the two")
    if grid.allowed[row].any():
        return Gap(WAITS, _waits(student, int(grid.allowed[row].sum())), counts,
                   "one more place with one of them")  # fmt: skip
    code, alone = _code(grid.first_failing[row, here])
    sentence = NOBODY[code] if alone else SEVERAL
    language = " or ".join(student.must_speak)
    sentence = sentence.format(name=student.label, language=language)
    return Gap(code, sentence, counts, _fix(solved, row, _nearest(grid, row, here)))


def _nearest(grid: Grid, row: int, here: np.ndarray) -> int:
    """The mentor with whom least stands in the way: one with a place before one without, then who
    has the fewest rules against them, then who fits best."""
    blocked = grid.blocked[:, row, here]
    no_place = blocked[OF_MENTOR].any(axis=0)
    return int(here[np.lexsort((-grid.fits[row, here], blocked.sum(axis=0), no_place))[0]])


def _counts(solved: Solved, row: int, is_free: bool) -> tuple[tuple[str, int], ...]:
    """The mentors of the student's school by the first rule about them that keeps each away."""
    grid, of_student = solved.grid, len(rules.OF_STUDENT)
    about_mentors = grid.blocked[of_student:, row, grid.at_school[row]]
    first = np.where(about_mentors.any(axis=0), about_mentors.argmax(axis=0), len(about_mentors))
    found = np.bincount(first)
    last = COULD if is_free or grid.blocked[:of_student, row].any() else GO_TO_OTHERS
    words = [*(rule.counted for rule in rules.RULES[of_student:]), last]
    return tuple((words[place], int(found[place])) for place in np.flatnonzero(found))


def _code(first: np.ndarray) -> tuple[str, bool]:
    """The rule in the way of most of the mentors who come furthest, those who have a place, if any;
    and whether it is in the way of all of these."""
    names = Counter(rules.RULES[place].name for place in first)
    pairs = {rule.name: names[rule.name] for rule in rules.OF_PAIR if names[rule.name]}
    if pairs:
        return max(pairs, key=lambda name: pairs[name]), len(pairs) == 1
    full = rules.has_a_place.__name__
    return (full if names[full] else rules.may_be_matched.__name__), True


def _has_free_place(solved: Solved, row: int) -> bool:
    """Whether someone the student may meet has a place that nobody gets: only a tie leaves one."""
    block, has = solved.block, solved.assigned >= 0
    used = np.bincount(solved.assigned[has], minlength=len(block.places))
    return bool((solved.grid.allowed[row] & (block.places > used)).any())


def _tied(solved: Solved, row: int) -> str:
    students = solved.grid.students
    tied = [(a if b == row else b, together) for a, b, together in solved.block.ties
            if row in (a, b)]  # fmt: skip
    others = sorted({students[other].label for other, _ in tied})
    said = "must share a mentor with" if all(t for _, t in tied) else "is tied to"
    return f"{students[row].label} {said} {', '.join(others)}, and no free place suits both."


def _waits(student: Student, mentors: int) -> str:
    """Others may come first, fit better, have the better lot or a place that is kept."""
    if mentors == 1:
        return f"One mentor fits {student.label}, but that place goes to another student."
    return f"{mentors} mentors fit {student.label}, but their places go to other students."


SEVERAL = "None of the mentors with a place can meet {name}."
NOBODY = {
    rules.may_be_matched.__name__: "No mentor of the school can be matched yet.",
    rules.has_a_place.__name__: "All places at the school are taken.",
    rules.works_at_the_school.__name__: "No mentor with a place works at the school.",
    rules.not_kept_apart.__name__: "The mentors with a place are kept apart from {name}.",
    rules.is_among_those_required.__name__: "None of those required for {name} can be matched.",
    rules.speaks_the_language.__name__: "No mentor with a place speaks {language}.",
    rules.shares_time.__name__: "No mentor with a place is free when {name} is.",
}


def _kept(solved: Solved, row: int, counts) -> Gap:
    """The student is kept for one mentor, who is not to be had."""
    grid, student = solved.grid, solved.grid.students[row]
    column = grid.column.get(student.pin)
    if column is None:
        said = "a mentor who is not at this school or has left."
    else:
        mentor = grid.mentors[column]
        failing = rules.against(student, mentor, grid.day)
        said = f"{mentor.name}: {failing[0]}" if failing else f"{mentor.name}, {PROMISED}"
    return Gap(KEPT, f"{student.label} is kept for {said}", counts,
               f"let {student.label} have another mentor")  # fmt: skip


def _student_fix(rule: str, student: Student) -> str:
    return {
        rules.has_no_mentor.__name__: "end that match",
        rules.family_knows.__name__: rules.family_fix(student),
        rules.wants_a_mentor.__name__: "ask the student again",
    }.get(rule, "")


def _fix(solved: Solved, row: int, column: int) -> str:
    """What stands between the student and the mentor with whom least does."""
    student, mentor = solved.grid.students[row], solved.grid.mentors[column]
    layers = np.flatnonzero(solved.grid.blocked[:, row, column])
    return "; ".join(_one_fix(rules.RULES[n].name, student, mentor, solved) for n in layers)


def _one_fix(rule: str, student: Student, mentor: Mentor, solved: Solved) -> str:
    day = solved.grid.day
    return {
        rules.may_be_matched.__name__: f"{mentor.name}: {', '.join(mentor.cannot_be_matched(day))}",
        rules.has_a_place.__name__: f"one more place with {mentor.name}",
        rules.not_kept_apart.__name__: f"take back what keeps {mentor.name} away",
        rules.is_among_those_required.__name__: f"allow {mentor.name} as well",
        rules.speaks_the_language.__name__:
            f"find somebody who speaks {' or '.join(student.must_speak)}, or do without",
        rules.shares_time.__name__: f"find a common time with {mentor.name}",
    }[rule]  # fmt: skip
