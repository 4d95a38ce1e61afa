"""Hypothesis strategies for districts of a few students, schools and weeks."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import assume
from hypothesis import strategies as st
from slow_versions import (
    CODE_PORTIONS,
    MEANINGS,
    OUT_OF_DENOMINATOR,
    District,
    Row,
    Stretch,
    in_year_of,
    school_year,
    span_of,
)

SCOPES = ("student", "school")
DAY_RULES = ("half_day", "fractional", "any")
SCHOOLS = ("101", "102", "103")
STUDENTS = ("001", "002", "003", "004", "005", "006")
WITNESS = "900"  # enrolled everywhere all the time, so that no school lacks an enrollment
AUTUMN, EARLY_SUMMER = date(2024, 8, 19), date(2025, 5, 19)  # the second may run into July
PORTIONS = [Fraction(quarters, 4) for quarters in range(5)]
CODES_WITHOUT_PORTION = {"H"} | {c for c in MEANINGS if MEANINGS[c] in OUT_OF_DENOMINATOR}
assert set(CODE_PORTIONS) <= CODES_WITHOUT_PORTION


def later(day, count):
    return day + timedelta(days=count)


# --- whole districts


@st.composite
def event_districts(draw, with_covers):
    """Events, enrollment and calendar; declared coverage stays inside one school year."""
    start = AUTUMN if with_covers else draw(starts())
    calendar = draw(calendars(start))
    stretches = draw(enrollments(start, list(calendar)))
    marks = draw(marked_rows(start, calendar, stretches))
    marks = [mark for mark in marks if has_calendar_of_its_year(calendar, mark)]
    spoken_for = list(calendar) if with_covers else [min(calendar)]
    rows = [witness_row(calendar, school) for school in spoken_for] + marks
    return District(
        rows=rows,
        stretches=stretches + [witness_stretch(start, school) for school in calendar],
        calendar=calendar,
        covers=draw(coverages(calendar, rows)) if with_covers else None,
        exit_inclusive=draw(st.booleans()),
    )


@st.composite
def register_districts(draw, with_enrollment):
    """A register; its enrollment file, when there is one, knows every school and lies in one school
    year: beyond the years a file is about, the register's own rows rule."""
    start = AUTUMN if with_enrollment else draw(starts())
    calendar = draw(calendars(start))
    stretches = draw(enrollments(start, list(calendar)))
    marks = draw(marked_rows(start, calendar, stretches))
    exit_inclusive = draw(st.booleans())
    spans = [span_of(stretch, exit_inclusive) for stretch in stretches]
    rows = draw(register_rows(calendar, spans, marks))
    rows.append(witness_row(calendar, min(calendar)))
    known = stretches + [witness_stretch(start, school) for school in calendar]
    return District(
        rows=[with_grade(row) for row in rows],
        stretches=known if with_enrollment else None,
        is_register=True,
        exit_inclusive=exit_inclusive,
    )


@st.composite
def with_a_later_year(draw, districts):
    """A district, and of each school the one row of a year later that tells how far its data go, as
    a register for itself; some have none. No days of the district lie in that later year."""
    district = draw(districts)
    assume(max(set().union(*district.days_by_school.values())) <= date(2025, 6, 30))
    ahead = {
        school: draw(st.none() | st.sampled_from(sorted(later(day, 364) for day in days)))
        for school, days in sorted(district.days_by_school.items())
    }
    return district, [
        District([with_grade(Row(WITNESS, school, end, "P"))], is_register=True)
        for school, end in ahead.items()
        if end
    ]


def held_against_each_end(district, ahead):
    """The district asked about the year before each day on which the data of a school end a year
    later, and of a day after it."""
    rows = [row for one in ahead for row in one.rows]
    calendar = district.calendar and dict(district.calendar)
    for row in rows if calendar else []:
        calendar[row.school] = calendar[row.school] | {row.day}
    whole = replace(district, rows=[*district.rows, *rows], calendar=calendar)
    for against in sorted({day for row in rows for day in (row.day, later(row.day, 3))}):
        yield replace(whole, held_against=against)


def has_calendar_of_its_year(calendar, row):
    """Events of a school year without a calendar are refused, so none are made."""
    return any(in_year_of(day, row.day) for day in calendar[row.school])


def witness_stretch(start, school):
    return Stretch(WITNESS, school, "4", later(start, -30 - SCHOOLS.index(school)))


def witness_row(calendar, school):
    return Row(WITNESS, school, min(calendar[school]), "P")


def with_grade(row):
    """In a register the grade stays the same per student, school and school year."""
    grade = (int(row.student) + int(row.school) + school_year(row.day)[0].year) % 9
    return Row(row.student, row.school, row.day, row.code, row.portion, str(grade + 1))


# --- calendars and coverage


def starts():
    return st.sampled_from([AUTUMN, EARLY_SUMMER])


@st.composite
def calendars(draw, start):
    """One to three schools, each with its own first day, length and holidays."""
    schools = SCHOOLS[: draw(st.integers(1, 3))]
    return {school: draw(instructional_days(start)) for school in schools}


@st.composite
def instructional_days(draw, start):
    first = draw(st.integers(0, 5))
    count = draw(st.integers(5, 45))
    holidays = draw(st.sets(st.integers(first + 1, first + count), max_size=4))
    numbers = [n for n in range(first, first + count + len(holidays)) if n not in holidays]
    return {weekday(start, n) for n in numbers[:count]}


def weekday(monday, number):
    weeks, days = divmod(number, 5)
    return later(monday, 7 * weeks + days)


@st.composite
def coverages(draw, calendar, rows):
    """From the first row to any day on which every school has begun, early or late."""
    begun = max(min(days) for days in calendar.values())
    last = max(max(days) for days in calendar.values())
    first = min(row.day for row in rows)
    return first, draw(st.dates(begun, later(last, 10)))


# --- enrollment


@st.composite
def enrollments(draw, start, schools):
    """The stays of one to six students; two lines never tell of the same days in two grades."""
    students = STUDENTS[: draw(st.integers(1, 6))]
    stays = {}
    for student in students:
        for stretch in draw(stays_of(student, start, schools)):
            stays[student, stretch.school, stretch.entry, stretch.exit] = stretch
    return list(stays.values())


@st.composite
def stays_of(draw, student, start, schools):
    """Up to three stays: one after another, with a gap, overlapping or begun on one day."""
    entry = later(start, draw(st.sampled_from([-400, -30, 0, 0, 1, 3, 10, 25])))
    stays = []
    for _ in range(draw(st.integers(1, 3))):
        school, grade = draw(st.sampled_from(schools)), draw(st.sampled_from("3456"))
        length = draw(st.integers(0, 40))
        if entry < start and draw(st.booleans()):
            length += (start - entry).days
        stays.append(Stretch(student, school, grade, entry, later(entry, length)))
        entry = later(entry, length + draw(st.sampled_from([-3, 0, 1, 1, 6, -length])))
    if draw(st.booleans()):
        last = stays.pop()
        stays.append(Stretch(student, last.school, last.grade, last.entry))
    return stays


# --- attendance rows


@st.composite
def marked_rows(draw, start, calendar, stretches):
    """What was written down: mostly where the student belongs, sometimes anywhere, any date."""
    homes = sorted({(stretch.student, stretch.school) for stretch in stretches})
    anywhere = st.tuples(st.sampled_from(STUDENTS), st.sampled_from(list(calendar)))
    places = st.one_of(st.sampled_from(homes), st.sampled_from(homes), anywhere)
    dates = st.dates(later(start, -4), later(start, 70))
    rows = []
    at_least = draw(st.sampled_from([0, 5, 20]))
    for student, school in draw(st.lists(places, min_size=at_least, max_size=40)):
        day = draw(st.one_of(*[st.sampled_from(sorted(calendar[school]))] * 4, dates))
        for code, portion in draw(marks_of_a_date()):
            rows.append(Row(student, school, day, code, portion))
    return rows


def marks_of_a_date():
    """One mark, at times two or three different ones or the same one twice."""
    several = st.lists(marks(), min_size=2, max_size=3)
    twice = marks().map(lambda mark: [mark, mark])
    one = marks().map(lambda mark: [mark])
    return st.one_of(one, one, several, twice)


@st.composite
def marks(draw):
    code = draw(st.one_of(st.sampled_from(["U", "E", "S"]), st.sampled_from(sorted(MEANINGS))))
    if code in CODES_WITHOUT_PORTION:
        return code, None
    return code, draw(st.one_of(st.none(), st.sampled_from(PORTIONS)))


@st.composite
def register_rows(draw, calendar, spans, marks):
    """A present row for every day of every stay, some forgotten, some replaced by marks."""
    here = sorted(
        {
            (span.student, span.school, day)
            for span in spans
            for day in calendar[span.school]
            if span.holds(day)
        }
    )
    forgotten = draw(st.sets(st.integers(0, max(0, len(here) - 1)), max_size=12))
    kept = {place for number, place in enumerate(here) if number not in forgotten}
    if draw(st.booleans()):  # otherwise the day has both rows
        kept -= {(mark.student, mark.school, mark.day) for mark in marks}
    return [Row(*place, "P") for place in sorted(kept)] + marks


# --- dates to ask about


def as_of_dates(district):
    """Before, first, middle, last and after; and both sides of July 1 when the days cross it."""
    if district.calendar is None:
        days = sorted({row.day for row in district.rows})
    else:
        days = sorted(set().union(*district.calendar.values()))
    asked = {later(days[0], -1), days[0], days[len(days) // 2], days[-1], later(days[-1], 3)}
    if days[0] <= date(2025, 6, 30) < days[-1]:
        asked |= {date(2025, 6, 30), date(2025, 7, 1)}
    return sorted(asked)
