"""What to know before the progress of a school is believed, each a sentence of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sm_core.definitions import STANDARD
from sm_core.progress.moments import FEW, Moment
from sm_core.progress.record import Progress
from sm_core.progress.words import weeks_without_data
from sm_core.review.cautions import STALE_WEEKS
from sm_core.school_year import school_year_of
from sm_core.student_words import full_day
from sm_core.targeting.words import counted


def cautions(found: Progress) -> list[str]:
    """Sentences for the top of the page, [] for none."""
    return list(_cautions(found))


def _cautions(found: Progress) -> Iterator[str]:
    school, day, through = found.school.name, full_day(found.as_of), found.through
    if through is None:
        yield f"There is no data of {school} by {day}. Choose a later date above, or upload a file."
        return
    if not found.now.students:
        yield _nobody(found, through)
        return
    if found.closed:
        were = counted(found.now.students, "student was", "students were")
        yield (
            f"{school} has no student left: {were} there this school year. Tiers and trend are not "
            "shown, because they would be those of students who have gone."
        )
        return
    weeks = weeks_without_data(found)
    if weeks >= STALE_WEEKS:
        yield (
            f"{school} has sent no data since {full_day(through)}, {weeks} weeks ago. Tiers and "
            "trend stand as of then; of the days since nothing is known, which does not mean that "
            "everybody was there."
        )
    if not found.now.rated:
        yield _too_early(found)
    elif found.now.rated < FEW:
        yield (
            f"{school} has {counted(found.now.rated, 'student', 'students')} in rates: shares of "
            f"fewer than {FEW} are not shown, because one student moves them by "
            f"{100 // found.now.rated} points or more."
        )


def _nobody(found: Progress, through: date) -> str:
    """The last day of the data may be one before the first day of school."""
    day, year = full_day(found.as_of), school_year_of(found.as_of)
    nobody = (
        f"Nobody was enrolled at {found.school.name} by {day} in the school year {year}, as far as "
        "the files say"
    )
    if school_year_of(through) == year:
        return (
            f"{nobody}: school had not begun, or everybody who was there has gone on to another "
            "school. Choose another date above."
        )
    return f"{nobody}: its last data are of {full_day(through)}. Choose another date above."


def _too_early(found: Progress) -> str:
    few = counted(found.now.few_days, "student has", "students have")
    return (
        f"Nobody at {found.school.name} has {STANDARD.few_days} enrolled days by "
        f"{full_day(found.as_of)}, so there are no tiers and no rates yet: {few} fewer."
    )


def left_out(moments: Iterable[Moment]) -> str:
    """Which dates have too few students to be drawn, "" for none; a date of which nothing is known
    is told with the changes."""
    few = [f"{m.label} ({counted(m.rated, 'student', 'students')})" for m in moments
           if m.rated and not m.may_be_drawn]  # fmt: skip
    return (
        f"Not drawn, because fewer than {FEW} students are counted: {', '.join(few)}."
        if few
        else ""
    )


def no_trend(found: Progress, most: int) -> str:
    """Why a school with students has no line by week, "" where it has one; `most` are the students
    counted in the week that counts most."""
    if most >= FEW:
        return ""
    if most:
        return f"There is no rate by week: fewer than {FEW} students are counted in any week."
    if found.now.rated:
        return (
            f"There is no rate by week: {found.school.name} sends totals only, and these do not "
            "say on which days students were absent."
        )
    return "There is no rate by week yet: too few days are known."
