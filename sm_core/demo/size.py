"""How large the demo district is to be."""

from dataclasses import dataclass

from sm_core.demo.schools import AT_LINCOLN
from sm_core.errors import SmError

STUDENTS, SEED = 6_000, 5
STUDENTS_PER_SCHOOL = 600
MOST_STUDENTS, MOST_SCHOOLS = 2_000_000, 5_000


@dataclass(frozen=True)
class Size:
    """What a demo district is made from; the same numbers give the same district. `students` are
    those of this school year. Raises `SmError` for numbers of which none can be made."""

    students: int
    schools: int
    seed: int

    def __post_init__(self) -> None:
        least = self.schools + AT_LINCOLN - 1
        if self.schools < 1:
            raise SmError(f"A demo needs 1 school or more, not {self.schools:,}.")
        if self.students < least:
            raise SmError(
                f"A demo with {counted(self.schools, 'school')} needs {least:,} students or more, "
                f"not {self.students:,}."
            )
        if self.students > MOST_STUDENTS or self.schools > MOST_SCHOOLS:
            raise SmError(
                f"A demo has {MOST_STUDENTS:,} students and {MOST_SCHOOLS:,} schools at most."
            )
        if self.seed < 0:
            raise SmError(f"The seed {self.seed} is below 0; any whole number from 0 on will do.")

    @classmethod
    def of(cls, students: int | None, schools: int | None, seed: int | None) -> "Size":
        """The size asked for; what is not said is usual: a school for about 600 students."""
        students = STUDENTS if students is None else students
        if schools is None:
            schools = max(1, round(students / STUDENTS_PER_SCHOOL))
        return cls(students, schools, SEED if seed is None else seed)


def counted(count: int, noun: str) -> str:
    """ "1 school", "10 schools"."""
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"
