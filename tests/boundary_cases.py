"""Small districts with answers written by hand, for the slow version and the command line alike."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from slow_versions import District, Row, Stretch

PUPIL, OTHER = "001", "002"
FIRST_SCHOOL, SECOND_SCHOOL = "101", "102"
QUARTER, HALF, THREE_QUARTERS = Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)


@dataclass(frozen=True)
class Case:
    """`expected` holds, per row of the answer, the columns the case is about."""

    name: str
    district: District
    as_of: date
    expected: list[dict]
    scope: str = "student"
    day_rule: str = "half_day"
    only: str | None = None  # the student whose rows are compared; None for all


def weekdays(first, count):
    days, day = [], first
    while len(days) < count:
        if day.weekday() < 5:
            days.append(day)
        day += timedelta(days=1)
    return days


YEAR = weekdays(date(2024, 8, 19), 180)
TEN = YEAR[:10]


def stretch(entry=TEN[0], exit=None, school=FIRST_SCHOOL, student=PUPIL, grade="4"):
    return Stretch(student, school, grade, entry, exit)


def row(day, code="U", portion=None, school=FIRST_SCHOOL, student=PUPIL):
    return Row(student, school, day, code, portion)


def register_row(day, code="P", portion=None, school=FIRST_SCHOOL, student=PUPIL, grade="4"):
    return Row(student, school, day, code, portion, grade)


def one_school(days, rows, stretches=None, covered=True, exit_inclusive=True):
    return District(
        rows=list(rows),
        stretches=stretches or [stretch()],
        calendar={FIRST_SCHOOL: set(days)},
        covers=(days[0], days[-1]) if covered else None,
        exit_inclusive=exit_inclusive,
    )


def register(rows, stretches=None):
    return District(rows=rows, stretches=stretches, is_register=True)


# --- the edges of the tiers: absent, of enrolled, rate, tier, few days

SHARES = [
    ("0", 180, "0.000000", "satisfactory", "false"),
    ("8", 180, "0.044444", "satisfactory", "false"),
    ("8.75", 180, "0.048611", "satisfactory", "false"),
    ("9", 180, "0.050000", "at_risk", "false"),
    ("9.25", 180, "0.051389", "at_risk", "false"),
    ("17", 180, "0.094444", "at_risk", "false"),
    ("17.75", 180, "0.098611", "at_risk", "false"),
    ("18", 180, "0.100000", "moderate_chronic", "false"),
    ("18.25", 180, "0.101389", "moderate_chronic", "false"),
    ("35", 180, "0.194444", "moderate_chronic", "false"),
    ("35.75", 180, "0.198611", "moderate_chronic", "false"),
    ("36", 180, "0.200000", "severe_chronic", "false"),
    ("36.25", 180, "0.201389", "severe_chronic", "false"),
    ("180", 180, "1.000000", "severe_chronic", "false"),
    ("0", 9, "0.000000", "satisfactory", "true"),
    ("1", 9, "0.111111", "moderate_chronic", "true"),
    ("9", 9, "1.000000", "severe_chronic", "true"),
    ("1", 10, "0.100000", "moderate_chronic", "false"),
    ("0.5", 10, "0.050000", "at_risk", "false"),
    ("1", 11, "0.090909", "at_risk", "false"),
]


def share_case(absent, enrolled, rate, tier, few_days):
    days = YEAR[:enrolled]
    expected = {
        "days_enrolled": str(enrolled),
        "days_absent": absent,
        "absence_rate": rate,
        "tier": tier,
        "few_days": few_days,
    }
    return Case(
        name=f"{absent} of {enrolled}",
        district=one_school(days, absences(days, Fraction(absent))),
        as_of=days[-1],
        expected=[expected],
        day_rule="fractional",
    )


def absences(days, total):
    """Rows missing `total` days; one row of a present student when that is none."""
    whole, rest = divmod(total, 1)
    rows = [row(day) for day in days[:whole]]
    if rest:
        rows.append(row(days[whole], portion=rest))
    return rows or [row(days[0], "P")]


# --- parts of a day: what happened on one date of ten, days under half_day, fractional, any

PORTIONS = [
    ("a half", [("E", HALF)], "1", "0.5", "1"),
    ("a half by its code", [("H", None)], "1", "0.5", "1"),
    ("a quarter", [("E", QUARTER)], "0", "0.25", "1"),
    ("two different quarters", [("T", QUARTER), ("D", QUARTER)], "1", "0.5", "1"),
    ("two equal quarters, one row twice", [("E", QUARTER), ("E", QUARTER)], "0", "0.25", "1"),
    ("two spellings of one meaning", [("E", QUARTER), ("E2", QUARTER)], "1", "0.5", "1"),
    ("more than the day", [("E", THREE_QUARTERS), ("U", HALF)], "1", "1", "1"),
    ("absent with portion 0", [("E", Fraction(0))], "0", "0", "0"),
    ("present beside a whole absence", [("P", None), ("U", None)], "1", "1", "1"),
    ("present without portion", [("T", None)], "0", "0", "0"),
    ("in-school suspension", [("I", None)], "0", "0", "0"),
    ("out-of-school suspension", [("S", None)], "1", "1", "1"),
    ("not verified", [("V", None)], "1", "1", "1"),
    ("school activity", [("F", None)], "0", "0", "0"),
    ("not recorded beside a quarter", [("X", None), ("E", QUARTER)], "0", "0.25", "1"),
]


def portion_cases(name, marks, *by_rule):
    district = one_school(TEN, [row(TEN[3], code, portion) for code, portion in marks])
    return [
        Case(
            name=f"{name}, {day_rule}",
            district=district,
            as_of=TEN[-1],
            expected=[{"days_enrolled": "10", "days_absent": absent}],
            day_rule=day_rule,
        )
        for day_rule, absent in zip(("half_day", "fractional", "any"), by_rule, strict=True)
    ]


# --- days that count: one school of ten days, days enrolled and absent at its end

STAYS = [stretch()]
COUNTED = [
    ("non membership beats the absence", STAYS, [row(TEN[2], "N"), row(TEN[2])], "9", "0"),
    ("not recorded leaves", STAYS, [row(TEN[2], "X"), row(TEN[3])], "9", "1"),
    ("not recorded loses to present", STAYS, [row(TEN[2], "X"), row(TEN[2], "P")], "10", "0"),
    ("off the calendar", STAYS, [row(TEN[4] + timedelta(days=1)), row(TEN[0])], "10", "1"),
    ("before entry", [stretch(TEN[3])], [row(TEN[2]), row(TEN[3])], "7", "1"),
    ("exit inclusive", [stretch(exit=TEN[4])], [row(TEN[4]), row(TEN[5])], "5", "1"),
    ("overlap counts once", [stretch(exit=TEN[6]), stretch(TEN[4])], [row(TEN[5])], "10", "1"),
    (
        "back after a gap",
        [stretch(exit=TEN[2]), stretch(TEN[6])],
        [row(TEN[4]), row(TEN[6])],
        "7",
        "1",
    ),
    ("entered in an earlier year", [stretch(date(2022, 9, 1))], [row(TEN[0])], "10", "1"),
]


def counted_case(name, stretches, rows, enrolled, absent):
    district = one_school(TEN, rows, stretches)
    return Case(name, district, TEN[-1], [{"days_enrolled": enrolled, "days_absent": absent}])


# --- two schools: 37 of 82 days present, then 89 of 96

AT_FIRST, AT_SECOND = YEAR[:82], YEAR[82:178]
TRANSFER = District(
    rows=[row(day) for day in AT_FIRST[:45]]
    + [row(day, school=SECOND_SCHOOL) for day in AT_SECOND[:7]],
    stretches=[stretch(exit=AT_FIRST[-1]), stretch(AT_SECOND[0], school=SECOND_SCHOOL, grade="5")],
    calendar={FIRST_SCHOOL: set(YEAR[:178]), SECOND_SCHOOL: set(YEAR[:178])},
    covers=(YEAR[0], YEAR[177]),
)
TRANSFER_AS_STUDENT = {
    "student_id": PUPIL,
    "school_id": SECOND_SCHOOL,
    "grade": "5",
    "enrolled": "true",
    "days_enrolled": "178",
    "days_absent": "52",
    "absence_rate": "0.292135",
    "tier": "severe_chronic",
    "few_days": "false",
    "data_through": YEAR[177].isoformat(),
}
TRANSFER_AT_FIRST = TRANSFER_AS_STUDENT | {
    "school_id": FIRST_SCHOOL,
    "grade": "4",
    "enrolled": "false",
    "days_enrolled": "82",
    "days_absent": "45",
    "absence_rate": "0.548780",
}
TRANSFER_AT_SECOND = TRANSFER_AS_STUDENT | {
    "days_enrolled": "96",
    "days_absent": "7",
    "absence_rate": "0.072917",
    "tier": "at_risk",
}
TRANSFER_CASES = [
    Case("transfer, the student", TRANSFER, YEAR[177], [TRANSFER_AS_STUDENT]),
    Case(
        "transfer, the schools",
        TRANSFER,
        YEAR[177],
        [TRANSFER_AT_FIRST, TRANSFER_AT_SECOND],
        "school",
    ),
    Case(
        "transfer, before it",
        TRANSFER,
        AT_FIRST[-1],
        [TRANSFER_AT_FIRST | {"enrolled": "true"}],
    ),
]

# --- dates: as-of, data through, exit dates, school years

LEAVER = [stretch(exit=TEN[4])]
STOPS = one_school(TEN, [row(TEN[1]), row(TEN[5])], covered=False)
STRAY_ROWS = one_school(
    TEN,
    [row(TEN[0]), row(TEN[2], student=OTHER), row(TEN[4] + timedelta(days=1))],
    covered=False,
)
LEFT_BEFORE = one_school(
    TEN,
    [row(TEN[1])],
    [stretch(), stretch(date(2023, 9, 1), date(2024, 6, 7), student=OTHER)],
)
NOT_YET = one_school(TEN, [row(TEN[6], student=OTHER)], [stretch(), stretch(TEN[6], student=OTHER)])
SUMMER = [
    date(2025, 6, 26),
    date(2025, 6, 27),
    date(2025, 6, 30),
    date(2025, 7, 1),
    date(2025, 7, 2),
]
TWO_YEARS = one_school(SUMMER, [row(SUMMER[1]), row(SUMMER[4])], [stretch()], covered=False)
AFTER_TEN = TEN[-1] + timedelta(days=1)
NO_DAYS = one_school(
    TEN, [row(TEN[0], "P", student=OTHER)], [stretch(AFTER_TEN), stretch(student=OTHER)]
)


def exits(exit_inclusive):
    rows = [row(TEN[0], "P"), row(TEN[4])]
    return one_school(TEN, rows, LEAVER, exit_inclusive=exit_inclusive)


def facts(**columns):
    return [columns]


DATE_CASES = [
    Case("day before the first", STOPS, TEN[0] - timedelta(days=1), []),
    Case(
        "first day",
        STOPS,
        TEN[0],
        facts(days_enrolled="1", days_absent="0", few_days="true", data_through=TEN[5].isoformat()),
    ),
    Case(
        "data stop on the sixth day",
        STOPS,
        TEN[9],
        facts(days_enrolled="6", days_absent="2", data_through=TEN[5].isoformat()),
    ),
    Case(
        "data through by a row outside enrollment, not by one off the calendar",
        STRAY_ROWS,
        TEN[9],
        facts(days_enrolled="3", days_absent="1", data_through=TEN[2].isoformat()),
    ),
    Case("left in an earlier year", LEFT_BEFORE, TEN[9], facts(student_id=PUPIL)),
    Case(
        "last day, exit inclusive",
        exits(True),
        TEN[4],
        facts(enrolled="true", days_enrolled="5", days_absent="1"),
    ),
    Case(
        "last day, exit exclusive",
        exits(False),
        TEN[4],
        facts(enrolled="false", days_enrolled="4", days_absent="0"),
    ),
    Case("leaver stays listed", exits(True), TEN[9], facts(enrolled="false", days_enrolled="5")),
    Case("not yet entered", NOT_YET, TEN[5], facts(student_id=PUPIL, days_enrolled="6")),
    Case(
        "no days yet",
        NO_DAYS,
        AFTER_TEN,
        [
            {
                "student_id": PUPIL,
                "enrolled": "true",
                "days_enrolled": "0",
                "days_absent": "0",
                "absence_rate": "",
                "tier": "",
                "few_days": "true",
            },
            {"student_id": OTHER, "days_enrolled": "10", "tier": "satisfactory"},
        ],
    ),
    Case(
        "June 30 ends the year",
        TWO_YEARS,
        date(2025, 6, 30),
        facts(days_enrolled="2", days_absent="1", data_through="2025-06-27"),
    ),
    Case(
        "July 1 begins another",
        TWO_YEARS,
        date(2025, 7, 2),
        facts(days_enrolled="2", days_absent="1", data_through="2025-07-02"),
    ),
]
# --- more than one school: whose student he is, and which schools have begun


def two_schools(*stretches, second_begins=TEN[0]):
    """The other student is at both; the data of the first school stop on the eighth day."""
    last_days = {FIRST_SCHOOL: TEN[7], SECOND_SCHOOL: TEN[9]}
    calendar = {FIRST_SCHOOL: set(TEN), SECOND_SCHOOL: {d for d in TEN if d >= second_begins}}
    return District(
        rows=[row(day, "P", school=school, student=OTHER) for school, day in last_days.items()],
        stretches=[
            *(stretch(*ends, school=school, grade=grade) for school, grade, *ends in stretches),
            stretch(date(2023, 9, 1), student=OTHER),
            stretch(date(2023, 9, 1), student=OTHER, school=SECOND_SCHOOL),
        ],
        calendar=calendar,
    )


VISITOR = two_schools((FIRST_SCHOOL, "3", TEN[0]), (SECOND_SCHOOL, "4", TEN[4], TEN[6]))
SAME_START = two_schools((FIRST_SCHOOL, "3", TEN[0], TEN[4]), (SECOND_SCHOOL, "4", TEN[0], TEN[5]))
SAME_DAYS = two_schools((SECOND_SCHOOL, "4", TEN[0]), (FIRST_SCHOOL, "3", TEN[0]))
LATE_SCHOOL = two_schools((SECOND_SCHOOL, "4", TEN[0]), second_begins=TEN[5])
AT_THE_FIRST = {"school_id": FIRST_SCHOOL, "grade": "3", "data_through": TEN[7].isoformat()}
AT_THE_SECOND = {"school_id": SECOND_SCHOOL, "grade": "4", "data_through": TEN[9].isoformat()}


def place_case(name, district, as_of, *expected, scope="student"):
    return Case(name, district, as_of, list(expected), scope, only=PUPIL)


PLACE_CASES = [
    place_case(
        "the stay begun latest names the school, any stay says enrolled",
        VISITOR,
        TEN[9],
        AT_THE_SECOND | {"enrolled": "true", "days_enrolled": "11"},
    ),
    place_case(
        "each school has its own data through",
        VISITOR,
        TEN[9],
        AT_THE_FIRST | {"enrolled": "true", "days_enrolled": "8"},
        AT_THE_SECOND | {"enrolled": "false", "days_enrolled": "3"},
        scope="school",
    ),
    place_case("before the second stay", VISITOR, TEN[3], AT_THE_FIRST | {"days_enrolled": "4"}),
    place_case("begun together, the later last day", SAME_START, TEN[9], AT_THE_SECOND),
    place_case("begun and ended together, the last school id", SAME_DAYS, TEN[9], AT_THE_SECOND),
    place_case("school not begun", LATE_SCHOOL, TEN[4]),
    place_case("school begun", LATE_SCHOOL, TEN[5], AT_THE_SECOND | {"days_enrolled": "1"}),
]

# --- registers: the other student's rows make the ten days

REGISTER_DAYS = [register_row(day, student=OTHER) for day in TEN]


def register_facts(**pupil):
    other = {"student_id": OTHER, "enrolled": "true", "days_enrolled": "10", "days_absent": "0"}
    return [{"student_id": PUPIL, **pupil}, other]


def here_on(days):
    return [register_row(day, "U" if day == TEN[0] else "P") for day in days]


REGISTER_CASES = [
    Case(
        "register, a gap of two days",
        register(REGISTER_DAYS + here_on(TEN[:4] + TEN[6:])),
        TEN[9],
        register_facts(
            enrolled="true", days_enrolled="8", days_absent="1", tier="moderate_chronic"
        ),
    ),
    Case(
        "register, inside the gap",
        register(REGISTER_DAYS + here_on(TEN[:4] + TEN[6:])),
        TEN[4],
        [
            {"student_id": PUPIL, "enrolled": "false", "days_enrolled": "4"},
            {"student_id": OTHER, "enrolled": "true", "days_enrolled": "5"},
        ],
    ),
    Case(
        "register, gone after seven days",
        register(REGISTER_DAYS + here_on(TEN[:7])),
        TEN[9],
        register_facts(enrolled="false", days_enrolled="7", days_absent="1"),
    ),
    Case(
        "register, asked weeks after its end",
        register(REGISTER_DAYS + here_on(TEN)),
        TEN[9] + timedelta(days=20),
        register_facts(enrolled="true", days_enrolled="10", data_through=TEN[9].isoformat()),
    ),
    Case(
        "register with an enrollment file, missing rows are not recorded",
        register(
            REGISTER_DAYS + here_on(TEN[:4] + TEN[6:]),
            [stretch(), stretch(student=OTHER)],
        ),
        TEN[4],
        [
            {"student_id": PUPIL, "enrolled": "true", "days_enrolled": "4", "days_absent": "1"},
            {"student_id": OTHER, "enrolled": "true", "days_enrolled": "5", "days_absent": "0"},
        ],
    ),
    Case(
        "register with an enrollment file, rows before entry",
        register(REGISTER_DAYS + here_on(TEN), [stretch(TEN[3]), stretch(student=OTHER)]),
        TEN[9],
        register_facts(enrolled="true", days_enrolled="7", days_absent="0"),
    ),
]

CASES = [
    *(share_case(*share) for share in SHARES),
    *(case for portions in PORTIONS for case in portion_cases(*portions)),
    *(counted_case(*counted) for counted in COUNTED),
    *TRANSFER_CASES,
    *DATE_CASES,
    *PLACE_CASES,
    *REGISTER_CASES,
]


def columns_asked(answer, case):
    """The answer cut down to the student and the columns the case is about."""
    rows = [row for row in answer if case.only in (None, row["student_id"])]
    if len(rows) != len(case.expected):
        return rows
    return [{c: got[c] for c in wanted} for got, wanted in zip(rows, case.expected, strict=True)]
