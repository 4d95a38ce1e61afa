"""Of which dates figures can be frozen, as far as one knows without counting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sm_core.plausible import us_day
from sm_core.school_year import PLAUSIBLE, a_year_before, school_year_of
from sm_core.schools import School

FIVE_WEEKS = timedelta(weeks=5)
"""So long before a meeting figures may be without a word: the month before it, and some days."""


def why_not(schools: Sequence[School], as_of: date, today: date) -> str:
    """Why the figures of these schools cannot be frozen for the date, and what to do, in a sentence
    or two; "" where they can."""
    return ahead(as_of, today) or without_data(schools, as_of)


def early_line(as_of: date, meeting: date) -> str:
    """How long before the meeting the date is, where nobody would expect it; else ""."""
    before = meeting - as_of
    if before <= FIVE_WEEKS:
        return ""
    return f"That is {round(before.days / 7):,} weeks before the meeting."


def ahead(as_of: date, today: date) -> str:
    """ "" for today and before."""
    if as_of <= today:
        return ""
    return f"{us_day(as_of)} is still ahead; freeze a pack for today or an earlier day."


def without_data(schools: Sequence[School], as_of: date) -> str:
    """ "" where `known_by` finds a school."""
    if as_of.year not in PLAUSIBLE:
        return f"{us_day(as_of)} is no day of ours; check the year."
    if not schools:
        return "There is no attendance yet; import a file first."
    if known_by(schools, as_of):
        return ""
    began = min((s.begins for s in schools if s.begins and s.begins > as_of), default=None)
    first = f": the first are of {us_day(began)}" if began else " of this school year or last"
    return f"There are no data by {us_day(as_of)}{first}. Choose another date."


def known_by(schools: Iterable[School], as_of: date) -> list[School]:
    """By name, those with data of the school year of the date or the one before."""
    recent = {school_year_of(as_of), school_year_of(a_year_before(as_of))}
    known = [school for school in schools if _reaches(school.by(as_of), recent)]
    return sorted(known, key=lambda school: (school.name.casefold(), school.school_id))


def _reaches(school: School, years: set[str]) -> bool:
    return bool(school.data_through) and school_year_of(school.data_through) in years
