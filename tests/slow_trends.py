"""The numbers of the District page, counted slowly from the slow standing, without sm_core."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from slow_versions import (
    FEW_DAYS,
    calendar_days,
    counted_days,
    data_through,
    days_missed,
    has_begun,
    portion_missed,
    relevant_spans,
    rows_on,
    standing,
)

RULE = "half_day"
GROUPS = {"1": ("Low income", "With disabilities"), "0": ("Not low income", "With disabilities")}
CHRONIC = ("moderate_chronic", "severe_chronic")


@dataclass(frozen=True)
class Wanted:
    """The filters of the page, as a person says them."""

    school: str | None = None
    grade: str | None = None
    group: str | None = None
    missed_on: tuple[int, int] | None = None  # weekday (Monday 1) and month
    missed_day: date | None = None
    september: str | None = None  # "0-1", "2-4" or "5"


def groups_of(student):
    """The student file of these tests: odd ids are of low income, the witness is in no file."""
    return () if student == "900" else GROUPS[str(int(student) % 2)]


def chosen(district, as_of, wanted):
    """The rows of the slow standing that the filters leave."""
    return [
        row
        for row in standing(district, as_of, "student", RULE)
        if wanted.school in (None, row["school_id"])
        and wanted.grade in (None, row["grade"])
        and (wanted.group is None or wanted.group in groups_of(row["student_id"]))
        and (wanted.missed_on is None or missed_one(district, row["student_id"], as_of, wanted))
        and (wanted.missed_day is None or missed_it(district, row["student_id"], as_of, wanted))
        and wanted.september in (None, september_of(district, row["student_id"], as_of))
    ]


def missed_one(district, student, as_of, wanted):
    return any(
        (day.isoweekday(), day.month) == wanted.missed_on and missed > 0
        for day, missed in absences(district, student, as_of)
    )


def missed_it(district, student, as_of, wanted):
    return any(
        day == wanted.missed_day and missed > 0
        for day, missed in absences(district, student, as_of)
    )


def september_of(district, student, as_of):
    """The span of the days missed in September; "" for fewer than ten days of it."""
    days = [missed for day, missed in absences(district, student, as_of) if day.month == 9]
    if len(days) < FEW_DAYS:
        return ""
    return "0-1" if sum(days) < 2 else "2-4" if sum(days) <= 4 else "5"


def absences(district, student, as_of):
    """(day, part missed) of every counted day of one student at each school."""
    for school in sorted({s.school for s in relevant_spans(district, as_of)}):
        spans = [s for s in relevant_spans(district, as_of)
                 if (s.student, s.school) == (student, school)]  # fmt: skip
        for day in counted_days(district, spans, as_of) if spans else []:
            rows = rows_on(district, student, school, day)
            yield day, days_missed(portion_missed(rows), RULE)


def in_rates(rows):
    return [row for row in rows if row["few_days"] == "false"]


def headline(district, as_of, wanted):
    """Students per tier, those with few days, and the days of the students in a tier."""
    rows = chosen(district, as_of, wanted)
    rated = in_rates(rows)
    return (
        Counter(row["tier"] for row in rated),
        len(rows) - len(rated),
        sum((Fraction(row["days_absent"]) for row in rated), Fraction(0)),
        sum(int(row["days_enrolled"]) for row in rated),
    )


def cut(district, as_of, wanted, by):
    """Per school, grade or group: (students in rates, chronic, severe, days, days missed)."""
    found = matrix(district, as_of, wanted, by, lambda row: "")
    return {name: counts for (name, _), counts in found.items()}


def matrix(district, as_of, wanted, by, across=lambda row: row["grade"]):
    """As `cut`, per school or group and grade."""
    found = defaultdict(lambda: [0, 0, 0, 0, Fraction(0)])
    for row in chosen(district, as_of, wanted):
        names = {"school": [row["school_id"]], "grade": [row["grade"]]}
        for name in names.get(by, groups_of(row["student_id"])):
            if name:
                counts, one = found[name, across(row)], row["few_days"] == "false"
                counts[0] += one
                counts[1] += one and row["tier"] in CHRONIC
                counts[2] += one and row["tier"] == "severe_chronic"
                counts[3] += one and int(row["days_enrolled"])
                counts[4] += one and Fraction(row["days_absent"])
    return {place: tuple(counts) for place, counts in found.items()}


def begun(day, period):
    return day.replace(day=1) if period == "month" else day - timedelta(days=day.weekday())


def ends(first, period, as_of):
    """The last day of the week or month begun on the first, or the as-of date before it."""
    last = first + timedelta(days=6)
    if period == "month":
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(last, as_of)


def by_period(district, as_of, wanted, period):
    """Per week or month with counted school days: today's students, as at the end of it."""
    rows = chosen(district, as_of, wanted)
    students = {row["student_id"] for row in rows}
    periods = {}
    schools = {row["school_id"] for row in rows}
    for first in {begun(day, period) for day in reported_days(district, as_of, schools)}:
        until = ends(first, period, as_of)
        then = in_rates(standing(district, until, "student", RULE))
        tiers = Counter(row["tier"] for row in then if row["student_id"] in students)
        chronic = sum(tiers[tier] for tier in CHRONIC)
        periods[first] = (until, tiers.total(), chronic, tiers["severe_chronic"])
    return periods


def days_by_period(district, as_of, wanted, period):
    """Per week or month: its end, the days counted and those missed of the students chosen."""
    found = defaultdict(lambda: [0, Fraction(0)])
    for row in in_rates(chosen(district, as_of, wanted)):
        for day, missed in absences(district, row["student_id"], as_of):
            days = found[begun(day, period)]
            days[0] += 1
            days[1] += missed
    return {first: (ends(first, period, as_of), *days) for first, days in found.items()}


def reported_days(district, as_of, schools):
    for school in schools:
        through = data_through(district, school, as_of)
        if through and has_begun(district, school, as_of):
            yield from (d for d in calendar_days(district, school, as_of)
                        if d <= min(through, as_of))  # fmt: skip


def by_weekday(district, as_of, wanted):
    """Per (year, month, weekday): (days counted, days missed) of the students chosen."""
    found = defaultdict(lambda: [0, Fraction(0)])
    for row in in_rates(chosen(district, as_of, wanted)):
        for day, missed in absences(district, row["student_id"], as_of):
            cell = found[day.year, day.month, day.isoweekday()]
            cell[0] += 1
            cell[1] += missed
    return {place: tuple(days) for place, days in found.items()}
