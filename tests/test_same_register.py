"""One register in every shape that school systems write it in gives the same standings."""

import csv
import io
from datetime import date

import pytest
from invented import weekdays

FIRST = date(2025, 9, 2)
DAYS = weekdays(FIRST, 20)
STUDENTS = [f"{number:07d}" for number in range(4100, 4700)]
CODES = f"""
date_order = "mdy"
period_rule = "half"
exit_date = "inclusive"
as_of = "{DAYS[-1]}"
school_year = "2025-26"

[codes]
"P" = "present"
"U" = "absent_unexcused"
"E" = "absent_excused"
"T" = "tardy"
"""
CODE_OF = {0: "U", 1: "E", 2: "T"}


def code(student, day):
    """U, E and T for about 9 % of the student-days each in its way, unevenly spread."""
    number = int(student) * 7919 + day.toordinal() * 104_729 + int(student) % 17 * day.day
    return CODE_OF.get(number % 23 if int(student) % 3 else number % 11, "P")


def school(student):
    return "LINC" if int(student) % 2 else "ROOS"


def rows():
    return [(s, school(s), d, code(s, d)) for d in DAYS for s in STUDENTS]


def written(header, lines, delimiter=","):
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(lines)
    return text.getvalue()


HEADER = ("Student ID", "School ID", "Date", "Code")


def as_register(delimiter=","):
    return written(HEADER, [(s, at, f"{d:%m/%d/%Y}", c) for s, at, d, c in rows()], delimiter)


def as_events():
    enrolled = [(s, school(s), f"{FIRST:%m/%d/%Y}", "") for s in STUDENTS]
    return {
        "events.csv": written(HEADER, [row for row in rows() if row[3] != "P"]),
        "enrollment.csv": written(("Student ID", "School ID", "Entry Date", "Exit Date"), enrolled),
        "calendar.csv": written(
            ("School ID", "Date"), [(at, d) for at in ("LINC", "ROOS") for d in DAYS]
        ),
    }


def as_periods():
    lines = [(s, at, d, n, c) for s, at, d, c in rows() for n in range(1, 7)]
    return written((*HEADER[:3], "Period", "Code"), lines)


def as_period_columns():
    lines = [(s, at, d, *[c] * 6) for s, at, d, c in rows()]
    return written((*HEADER[:3], *[f"P{n}" for n in range(1, 7)]), lines)


def as_wide(header=lambda day: f"{day:%m/%d/%Y}"):
    lines = [(s, school(s), *(code(s, d) for d in DAYS)) for s in STUDENTS]
    return written((*HEADER[:2], *map(header, DAYS)), lines)


def as_totals():
    missed = {s: sum(code(s, d) in "UE" for d in DAYS) for s in STUDENTS}
    return written(
        ("Student ID", "School ID", "Days Enrolled", "Days Absent"),
        [(s, school(s), len(DAYS), missed[s]) for s in STUDENTS],
    )


def serial(day):
    return (day - date(1899, 12, 30)).days


SHAPES = {
    "tsv": lambda: {"register.txt": as_register("\t")},
    "semicolons": lambda: {"register.csv": as_register(";")},
    "utf16": lambda: {"register.csv": as_register("\t").encode("utf-16")},
    "events": as_events,
    "periods": lambda: {"periods.csv": as_periods()},
    "period columns": lambda: {"periods.csv": as_period_columns()},
    "wide": lambda: {"wide.csv": as_wide()},
    "wide without years": lambda: {"wide.csv": as_wide(lambda d: f"{d:%a} {d.month}/{d.day}")},
    "wide with serials": lambda: {"wide.csv": as_wide(serial)},
    "totals": lambda: {"totals.csv": as_totals()},
}


def standing_of(cli, given, files):
    paths = [given(name, content) for name, content in files.items()]
    cli.done("import", *paths, "--mapping", given("map.toml", CODES))
    return cli.done("standing", "--as-of", DAYS[-1])


@pytest.fixture(scope="module")
def expected():
    """What the plain register says, counted by hand."""
    header = "student_id,school_id,days_enrolled,days_absent"
    lines = [
        f"{s},{school(s)},{len(DAYS)},{sum(code(s, d) in 'UE' for d in DAYS)}" for s in STUDENTS
    ]
    return "\n".join([header, *lines]) + "\n"


def numbers(text):
    lines = csv.DictReader(io.StringIO(text))
    names = ("student_id", "school_id", "days_enrolled", "days_absent")
    return "\n".join([",".join(names), *(",".join(row[n] for n in names) for row in lines)]) + "\n"


def test_the_register_itself(cli, given, expected):
    assert numbers(standing_of(cli, given, {"register.csv": as_register()})) == expected


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_says_the_same(cli, given, shape, expected):
    assert numbers(standing_of(cli, given, SHAPES[shape]())) == expected
