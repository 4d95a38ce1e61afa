"""A slow, obvious second opinion on the attendance rules, day by day, without sm_core."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

ABSENT = {"absent_excused", "absent_unexcused", "absent_unverified", "suspended_oss"}
PRESENT = {"present", "tardy", "early_departure", "school_activity", "suspended_iss"}
OUT_OF_DENOMINATOR = {"non_membership", "not_recorded"}

# What the codes of the test files mean; E2 is a second spelling, H has its portion in the mapping.
MEANINGS = {
    "P": "present",
    "E": "absent_excused",
    "E2": "absent_excused",
    "H": "absent_excused",
    "U": "absent_unexcused",
    "V": "absent_unverified",
    "S": "suspended_oss",
    "I": "suspended_iss",
    "T": "tardy",
    "D": "early_departure",
    "F": "school_activity",
    "N": "non_membership",
    "X": "not_recorded",
}
CODE_PORTIONS = {"H": Fraction(1, 2)}

FEW_DAYS = 10
OPEN_END = date.max


@dataclass(frozen=True)
class Stretch:
    """One line of an enrollment file; `exit` as the file spells it, None while still enrolled."""

    student: str
    school: str
    grade: str
    entry: date
    exit: date | None = None


@dataclass(frozen=True)
class Row:
    """One line of an events file or a register; `portion` None when the file leaves it blank."""

    student: str
    school: str
    day: date
    code: str
    portion: Fraction | None = None
    grade: str = ""


@dataclass(frozen=True)
class District:
    """What the files of one import say together."""

    rows: list[Row]
    stretches: list[Stretch] | None = None  # None: a register without an enrollment file
    calendar: dict[str, set[date]] | None = None  # None: a register brings its own
    is_register: bool = False
    covers: tuple[date, date] | None = None
    exit_inclusive: bool = True
    held_against: date | None = None  # the day a year later with which the answer is compared

    @cached_property
    def rows_by_day(self):
        found = defaultdict(set)  # a set: rows equal in every column count once
        for row in self.rows:
            found[row.student, row.school, row.day].add(row)
        return found

    @cached_property
    def days_by_school(self):
        """The calendar as filed; a register's is its dates with rows."""
        if self.calendar is not None:
            return self.calendar
        found = defaultdict(set)
        for row in self.rows:
            found[row.school].add(row.day)
        return found


@dataclass(frozen=True)
class Span:
    """Days enrolled, both ends inclusive."""

    student: str
    school: str
    grade: str
    first: date
    last: date

    def holds(self, day):
        return self.first <= day <= self.last


def standing(district, as_of, scope, day_rule):
    """One dict of printed values per student, or per student and school."""
    groups = defaultdict(list)
    for span in relevant_spans(district, as_of):
        school = span.school if scope == "school" else None
        groups[span.student, school or ""].append(span)
    rows = [standing_row(district, spans, as_of, day_rule) for spans in groups.values()]
    return sorted(rows, key=lambda row: (row["student_id"], row["school_id"]))


def standing_row(district, spans, as_of, day_rule):
    student = spans[0].student
    here = latest_begun(spans)
    enrolled, absent = 0, Fraction(0)
    for school in sorted({span.school for span in spans}):
        spans_here = [span for span in spans if span.school == school]
        for day in counted_days(district, spans_here, as_of):
            enrolled += 1
            absent += days_missed(portion_missed(rows_on(district, student, school, day)), day_rule)
    through = data_through(district, here.school, as_of)
    return {
        "student_id": student,
        "school_id": here.school,
        "grade": here.grade,
        "enrolled": true_or_false(is_enrolled(district, spans, as_of)),
        "days_enrolled": str(enrolled),
        "days_absent": f"{float(absent):g}",
        "absence_rate": f"{float(absent / enrolled):.6f}" if enrolled else "",
        "tier": tier(absent, enrolled),
        "few_days": true_or_false(enrolled < FEW_DAYS),
        "data_through": through.isoformat() if through else "",
    }


def true_or_false(value):
    return "true" if value else "false"


# --- the school year and its days


def school_year(day):
    """First and last day of the school year that holds the day."""
    start = day.year if day.month >= 7 else day.year - 1
    return date(start, 7, 1), date(start + 1, 6, 30)


def in_year_of(day, as_of):
    first, last = school_year(as_of)
    return first <= day <= last


def calendar_days(district, school, as_of):
    """The school's instructional days of the school year of the as-of date, in order."""
    days = district.days_by_school.get(school, set())
    return sorted(day for day in days if in_year_of(day, as_of))


def has_begun(district, school, as_of):
    return any(day <= as_of for day in calendar_days(district, school, as_of))


def data_through(district, school, as_of):
    """Last day the school's data speak about in this year, None when they say nothing."""
    if district.covers and in_year_of(district.covers[1], as_of):
        return district.covers[1]
    calendar = set(calendar_days(district, school, as_of))
    return max(
        (r.day for r in district.rows if r.school == school and r.day in calendar), default=None
    )


def asked_until(district, school, as_of):
    """The as-of date, or a year before the school's data end, where that is before the day held
    against."""
    against = district.held_against
    end = data_through(district, school, against) if against else None
    if end is None or end >= against:
        return as_of
    is_leap_day = (end.month, end.day) == (2, 29)
    return end.replace(year=end.year - 1, day=28 if is_leap_day else end.day)


# --- who is enrolled when


def relevant_spans(district, as_of):
    """Spans begun by the as-of date that touch its school year, at schools whose year has begun."""
    return [
        span
        for span in all_spans(district, as_of)
        if span.first <= day_known(district, span.school, as_of)
        and span.last >= school_year(as_of)[0]
        and has_begun(district, span.school, as_of)
    ]


def day_known(district, school, as_of):
    """A register tells of nobody before they come; a file of enrollment does."""
    return asked_until(district, school, as_of) if district.stretches is None else as_of


def all_spans(district, as_of):
    if district.stretches is None:
        return register_spans(district, as_of)
    spans = [span_of(stretch, district.exit_inclusive) for stretch in district.stretches]
    return [span for span in spans if span.first <= span.last]


def span_of(stretch, exit_inclusive):
    last = stretch.exit or OPEN_END
    if stretch.exit and not exit_inclusive:
        last -= timedelta(days=1)
    return Span(stretch.student, stretch.school, stretch.grade, stretch.entry, last)


def register_spans(district, as_of):
    pairs = sorted({(row.student, row.school) for row in district.rows})
    return [
        span_of_run(district, student, school, run)
        for student, school in pairs
        for run in unbroken_runs(district, student, school, as_of)
    ]


def unbroken_runs(district, student, school, as_of):
    """Runs of the school's register days of the year on which the student has a row."""
    runs, run = [], []
    for day in calendar_days(district, school, as_of):
        if rows_on(district, student, school, day):
            run.append(day)
        elif run:
            runs.append(run)
            run = []
    return [*runs, run] if run else runs


def span_of_run(district, student, school, run):
    grade = min(row.grade for row in rows_on(district, student, school, run[-1]))
    return Span(student, school, grade, run[0], run[-1])


def latest_begun(spans):
    """The span begun latest; then the later last day, then the last school id in order."""
    return max(spans, key=lambda span: (span.first, span.last, span.school))


def is_enrolled(district, spans, as_of):
    return any(span.holds(day_to_look_at(district, span.school, as_of)) for span in spans)


def day_to_look_at(district, school, as_of):
    """A register without an enrollment file knows nothing after its last day."""
    if district.stretches is None:
        until = asked_until(district, school, as_of)
        return min(until, data_through(district, school, as_of))
    return as_of


# --- what counts on a day


def rows_on(district, student, school, day):
    return district.rows_by_day.get((student, school, day), set())


def counted_days(district, spans, as_of):
    """The days of the denominator: of one student at one school, whose spans are given."""
    student, school = spans[0].student, spans[0].school
    through = data_through(district, school, as_of)
    if through is None:
        return []
    return [
        day
        for day in calendar_days(district, school, as_of)
        if day <= asked_until(district, school, as_of)
        and day <= through
        and any(span.holds(day) for span in spans)
        and day_is_recorded(district, rows_on(district, student, school, day))
    ]


def day_is_recorded(district, rows):
    """In a register no row is no record; in an events file no row is a day present."""
    meanings = {MEANINGS[row.code] for row in rows}
    if not meanings:
        return not district.is_register
    return "non_membership" not in meanings and meanings != {"not_recorded"}


def portion_missed(rows):
    return min(Fraction(1), sum((row_portion(row) for row in rows), Fraction(0)))


def row_portion(row):
    meaning = MEANINGS[row.code]
    if meaning in OUT_OF_DENOMINATOR:
        return Fraction(0)
    if row.portion is not None:
        return row.portion
    return CODE_PORTIONS.get(row.code, Fraction(meaning in ABSENT))


def days_missed(portion, day_rule):
    if day_rule == "fractional":
        return portion
    if day_rule == "half_day":
        return Fraction(portion >= Fraction(1, 2))
    assert day_rule == "any", day_rule
    return Fraction(portion > 0)


def tier(absent, enrolled):
    if enrolled == 0:
        return ""
    if absent * 100 >= 20 * enrolled:
        return "severe_chronic"
    if absent * 100 >= 10 * enrolled:
        return "moderate_chronic"
    if absent * 100 >= 5 * enrolled:
        return "at_risk"
    return "satisfactory"
