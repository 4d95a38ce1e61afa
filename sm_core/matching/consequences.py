"""What would follow if a student met somebody else than suggested, in sentences."""

from __future__ import annotations

from sm_core.matching.explain import Move, WhyNot
from sm_core.matching.pool import Pool
from sm_core.targeting.words import counted

NOTHING = "Nobody else would have another mentor, and all pairs together fit as well."
BUT = "but it is not what was suggested last, or mentors would be less evenly full"


def consequences(pool: Pool, found: WhyNot) -> list[str]:
    """A sentence per thing that would change, for a pair that no hard rule forbids."""
    assert not found.against
    said = [*_let_go(pool, found), *(_move(pool, move) for move in found.moves)]
    said += [*_coverage(found.served), *_fit(found)]
    return said or [NOTHING]


def _fit(found: WhyNot) -> list[str]:
    points = counted(abs(found.fit_lost), "point", "points")
    if found.fit_lost > 0:
        return [f"All pairs together would fit less well, by {points}."]
    if found.cost <= 0:
        return []
    how = f"better, by {points}" if found.fit_lost else "as well"
    return [f"All pairs together would fit {how}; {BUT}."]


def _let_go(pool: Pool, found: WhyNot) -> list[str]:
    student = pool.student[found.student_id]
    kept = pool.mentor.get(student.pin)
    if kept is None or kept.mentor_id == found.mentor_id:
        return []
    return [f"{student.label} is kept for {kept.name}, and would no longer be."]


def _move(pool: Pool, move: Move) -> str:
    student = pool.student[move.student_id].label
    names = {name: mentor.name for name, mentor in pool.mentor.items()}
    if not move.after:
        return f"{student} would wait again instead of meeting {names[move.before]}."
    if not move.before:
        return f"{student} would get {names[move.after]}."
    return f"{student} would meet {names[move.after]} instead of {names[move.before]}."


def _coverage(served: tuple[int, ...]) -> list[str]:
    """How the numbers of those served change, and whether somebody is passed over who comes
    first."""
    said, total = [], sum(served)
    if total:
        students = counted(abs(total), "student", "students")
        said.append(f"{students} {'more' if total > 0 else 'fewer'} would have a mentor in all.")
    first = next((change for change in served if change), 0)
    if first < 0:
        said.append("Somebody who comes first on the list of the school would be passed over.")
    return said
