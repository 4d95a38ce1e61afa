"""How many students were seen as planned in a week: all, by school, and under another standard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from sm_core.contacts.board import LESS, PLANNED, UNASKED, UNSEEN, Board, Line
from sm_core.program_settings import DISTRICT


@dataclass(frozen=True)
class Numbers:
    """Of the students matched in a week: how many were seen by their mentor as `planned`, `less`
    often, or `unseen` by any mentor of theirs (of whom `by_others` by another adult); of `unasked`
    the week asks nothing: `too_few` could be met on a day, the others on none. `going_on` have
    school days of the week before them, of `unknown` some day is not reported yet. `mentors` have
    such students, `silent` of them logged nothing in the week."""

    students: int
    planned: int = 0
    less: int = 0
    unseen: int = 0
    unasked: int = 0
    too_few: int = 0
    by_others: int = 0
    going_on: int = 0
    unknown: int = 0
    mentors: int = 0
    silent: int = 0

    @property
    def asked(self) -> int:
        """Those for whom the week asks for a contact."""
        return self.students - self.unasked


def numbers(lines: Iterable[Line], day: date) -> Numbers:
    """The numbers of a week on `day`; a student with two mentors counts once, as planned where both
    matches are."""
    of_student: dict[str, list[Line]] = defaultdict(list)
    marked: dict[str, bool] = {}
    for line in lines:
        of_student[line.student_id].append(line)
        marked[line.mentor_id] = marked.get(line.mentor_id, False) or line.marked
    students = list(of_student.values())
    states = [state_of(own) for own in students]

    def among(test: Callable[[Line], object]) -> int:
        return sum(any(test(line) for line in own) for own in students)

    return Numbers(
        len(students), *(states.count(state) for state in (PLANNED, LESS, UNSEEN, UNASKED)),
        too_few=sum(
            state == UNASKED and any(line.week.possible for line in own)
            for state, own in zip(states, students, strict=True)
        ),
        by_others=sum(
            state == UNSEEN and any(line.week.seen_by_others for line in own)
            for state, own in zip(states, students, strict=True)
        ),
        going_on=among(lambda line: line.goes_on(day)),
        unknown=among(lambda line: line.week.unknown),
        mentors=len(marked), silent=sum(not said for said in marked.values()),
    )  # fmt: skip


def state_of(own: list[Line]) -> str:
    """How the week went for a student with these matches."""
    states = {line.state for line in own if line.asked}
    if not states:
        return UNASKED
    if states == {PLANNED}:
        return PLANNED
    return LESS if any(line.week.seen for line in own) else UNSEEN


def by_school(board: Board) -> list[tuple[str, Numbers]]:
    """(name, numbers) of every school with matches, by name; a match belongs to the school that
    made it."""
    found: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in board.counted():
        found[line.school, line.school_id].append(line)
    return [(name, numbers(lines, board.day)) for (name, _), lines in sorted(found.items())]


def as_if(board: Board, school: str, wanted: int, own: Iterable[str]) -> Numbers:
    """The numbers of a school, or of the district without the schools with a standard of their
    `own`, if the standard were `wanted`."""
    kept = set(own)
    lines = board.counted(school or None)
    if school == DISTRICT:
        lines = [line for line in lines if line.school_id not in kept]
    return numbers((replace(line, standard=wanted) for line in lines), board.day)
