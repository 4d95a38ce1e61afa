"""Rows that cannot count: each is set aside under its own reason, and the others count."""

import pytest
from invented import (
    CODES,
    DAYS,
    LINC,
    MARCUS,
    ROSA,
    calendar,
    enrollment,
    register,
    table,
)

MARKS = {(ROSA, DAYS[1]): "U"}
CLEAN = register(DAYS[:5], marks=MARKS)
COUNTED = {ROSA: (5, 1), MARCUS: (5, 0)}
HEADER, *ROWS = CLEAN.splitlines()
PAGE_BREAK = [HEADER]
PRINTED_BREAK = ["Page 2 of 9,,,,", "Lincoln Middle School,,,,", ",,,,", HEADER]


def between(*lines, at=4):
    """The clean register with these lines in its middle."""
    return "\n".join([HEADER, *ROWS[:at], *lines, *ROWS[at:], ""])


def row(student=ROSA, school=LINC, day=DAYS[2], code="U"):
    return f"{student},{school},6,{day},{code}"


def dated(*texts):
    return [row(day=text) for text in texts]


IN_THE_MIDDLE = {
    "a repeated header": ([HEADER], {"repeated_header": 1}),
    "a repeated header, quoted": (
        [",".join(f'"{name}"' for name in HEADER.split(","))], {"repeated_header": 1},
    ),
    "a header on each page": ([HEADER] * 3, {"repeated_header": 3}),
    "the break of a printed page": (
        PRINTED_BREAK, {"blank_row": 1, "footer": 1, "no_date": 1, "repeated_header": 1},
    ),
    "totals of the state": (["STATE TOTALS,,,,412"], {"footer": 1}),
    "totals of a school, under the school": ([",School Total,,,10"], {"footer": 1}),
    "subtotals": (["Sub-total,,,,5", "Grand Total:,,,,10"], {"footer": 2}),
    "when the report was run": (["Report run on January 30, 2026"], {"footer": 1}),
    "who printed it": (["Printed by O. Fitzgerald", "Date printed: 1/30/2026"], {"footer": 2}),
    "a definition": (["* See Definitions,,,,"], {"footer": 1}),
    "the number of a page": (["Page 2 of 9", "- Page 3 -"], {"footer": 2}),
    "what a database says below": (["(412 rows affected)", "10 rows selected."], {"footer": 2}),
    "a line under the header": (["-------,----,--,----------,----"], {"no_student": 1}),
    "a row too long": ([row() + ",late,again"], {"too_many_columns": 1}),
    "a row without anything": (["", ",,,,"], {"blank_row": 2}),
    "no student": ([row(""), row("NULL"), row(r"\N"), row("N/A"), row("#N/A"), row("(null)")],
                   {"no_student": 6}),
    "no school": ([row(school=word) for word in ("", "NULL", "N/A", r"\N")], {"no_school": 4}),
    "no date": (dated("", "0/0/0", "././.", "NULL", r"\N", "N/A", "(null)", "0000-00-00",
                      "1/0/1900", "1900-01-01 00:00:00.000"), {"no_date": 10}),
    "no date that can be": (dated("2025-02-30", "2025-13-01", "soon", "45", "2/30/2025"),
                            {"bad_date": 5}),
    "years that cannot be": (
        dated("0003-09-05", "0209-09-05", "1027-09-05", "1813-09-05", "2086-09-05", "6209-09-05"),
        {"outside_school_year": 6},
    ),
    "another year": (dated("2015-09-05", "2052-09-05"), {"outside_school_year": 2}),
    "the same row": ([row(code="P")], {"duplicate": 1}),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_THE_MIDDLE)
def test_a_row_in_the_middle_harms_no_other(take, days, name):
    lines, rejected = IN_THE_MIDDLE[name]

    report = take({"dirty.csv": between(*lines)})

    assert report["rows_read"] == 10 + len(lines)
    assert report["rejected"] == rejected
    assert days() == COUNTED


def test_a_row_in_the_middle_of_a_long_file_harms_no_other(take, days):
    """A parser that stops at the first malformed row loses two thirds of a year."""
    long = register(DAYS, [f"{n:05}" for n in range(100)], {("00042", day): "U" for day in DAYS})
    header, *rows = long.splitlines()
    rows[1500:1500] = [row() + ",1,2", "a,b", '"Rosa ""R""",,', row(day="2025-02-30"), HEADER]

    report = take({"dirty.csv": "\n".join([header, *rows])})

    assert report["rejected"] == {
        "bad_date": 1, "no_date": 2, "repeated_header": 1, "too_many_columns": 1,
    }  # fmt: skip
    assert (len(days()), days()["00042"], days()["00099"]) == (100, (40, 40), (40, 0))


def test_every_row_set_aside_is_told_in_words_and_listed_by_its_number(cli, given):
    dirty = given("dirty.csv", between(HEADER, row(""), "STATE TOTALS,,,,412"))
    mapping = given("map.toml", CODES)

    said = cli.done("import", dirty, "--mapping", mapping).splitlines()

    assert said[0].startswith("dirty.csv: register, 10 of 13 rows kept, upload ")
    assert said[1:] == [
        "  1 set aside: the row is a total or a footer of the report",
        "  1 set aside: the row has no student id",
        "  1 set aside: the row repeats the column names, as on a new page of a printed report",
    ]


# --- other layouts

TOTALS = "Student ID,School ID,Days Enrolled,Days Absent"
AS_OF = "as_of = 2025-10-17\n"


MASKED = ["*", "**", "s", "S", "NS", "<10", "< 10", "n<10", "≥95", ">=95%", "Suppressed"]


def test_a_number_held_back_is_no_number(take, days):
    rows = [(f"1{n}", LINC, 90, mark) for n, mark in enumerate(MASKED)]
    rows += [(f"2{n}", LINC, mark, 3) for n, mark in enumerate(MASKED)]

    report = take({"totals.csv": table(TOTALS, [*rows, (ROSA, LINC, 90, 9)])}, AS_OF)

    assert report["rejected"] == {"suppressed": len(rows)}
    assert days() == {ROSA: (90, 9)}


def test_a_number_that_is_none(take, days):
    rows = [(n, LINC, 90, cell) for n, cell in enumerate(("N/A", "-1", "ninety", "9 days"))]

    report = take({"totals.csv": table(TOTALS, [*rows, (ROSA, LINC, 90, 9)])}, AS_OF)

    assert report["rejected"] == {"bad_number": 4}
    assert days() == {ROSA: (90, 9)}


FOOT = ["STATE TOTALS", "Page 2 of 9", "* See Definitions", "(2 rows affected)", "Report run 1/30"]
LAYOUTS = {
    "students": table("Student ID,Last Name,Grade", [(ROSA, "Delgado", 6), (MARCUS, "Tran", 6)]),
    "student_totals": table(TOTALS, [(ROSA, LINC, 90, 9), (MARCUS, LINC, 90, 3)]),
    "enrollment": enrollment((ROSA, DAYS[0]), (MARCUS, DAYS[0])),
    "calendar": calendar(DAYS[:2]),
    "schools": "School ID,School Name\nLINC,Lincoln Middle School\nROOS,Roosevelt Elementary\n",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_pages_and_feet_of_every_layout(take, layout):
    header, *rows = LAYOUTS[layout].splitlines()
    text = "\n".join([header, rows[0], FOOT[1], header, *rows[1:], "", *FOOT])

    report = take({"printed.csv": text}, AS_OF)

    assert report["layout"] == layout
    assert report["rejected"] == {"blank_row": 1, "footer": 6, "repeated_header": 1}


def test_a_title_on_a_new_page_is_no_student(take, names):
    text = LAYOUTS["students"] + "Lincoln Middle School\n"

    report = take({"students.csv": text})

    assert report["rejected"] == {"says_nothing": 1}
    assert names().keys() == {ROSA, MARCUS}
