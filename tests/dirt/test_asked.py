"""Codes and dates that a file leaves open, and slips among them that must not open anything."""

import pytest
from invented import DAYS, MARCUS, ROSA, enrollment, events, register, table

CLEAN = register(DAYS[:5], marks={(ROSA, DAYS[1]): "U"})
COUNTED = {ROSA: (5, 1), MARCUS: (5, 0)}


def asked(report):
    assert report["rejected"] == {"file_refused": report["rows_read"]}
    return report["questions"]


LIKE_KNOWN = ["u", "N/A", "n/a", "0", "é", "😀", "U U", "-"]


def test_codes_that_look_like_a_known_one_or_like_none_are_asked_by_name(take):
    marks = {(ROSA, day): code for day, code in zip(DAYS, LIKE_KNOWN, strict=False)}

    questions = asked(take({"dirty.csv": register(DAYS[:8], marks=marks)}))

    assert len(questions) == len(LIKE_KNOWN)
    said = " ".join(questions)
    assert all(f'code "{code}" (1 row) has no meaning yet' in said for code in LIKE_KNOWN)


def test_codes_that_differ_in_case_are_two_codes(take, days):
    text = register(DAYS[:5], marks={(ROSA, DAYS[1]): "a", (ROSA, DAYS[2]): "A"})

    assert len(asked(take({"dirty.csv": text}))) == 2
    take({"dirty.csv": text}, '[codes]\na = "tardy"\nA = "absent_excused"\nP = "present"\n', "")

    assert days() == COUNTED


NO_CODE = ["NULL", r"\N", "(null)", "#N/A", " ", "\u00a0"]


def test_codes_that_are_none_are_the_blank_code(take):
    marks = {(ROSA, day): code for day, code in zip(DAYS, NO_CODE, strict=False)}
    text = register(DAYS[:6], marks=marks)

    [question] = asked(take({"dirty.csv": text}, codes='[codes]\nP = "present"\n'))

    assert "the blank code (6 rows) has no meaning yet" in question


@pytest.mark.parametrize("slip", ["99/99/2025", "0/0/2025", "13/32/2025", "2/30/2025", "1/0/1900"])
def test_a_date_that_cannot_be_leaves_no_order_open(take, days, slip):
    row = f"{ROSA},LINC,6,{slip},U\n"

    report = take({"dirty.csv": CLEAN + row})

    assert (report["questions"], sum(report["rejected"].values())) == ([], 1)
    assert days() == COUNTED


def test_one_date_in_another_order_asks(take, days):
    text = CLEAN
    for day in DAYS[:5]:
        text = text.replace(str(day), f"{day:%m/%d/%Y}")
    text += f"{ROSA},LINC,6,25/08/2025,U\n"

    [question] = asked(take({"dirty.csv": text}))
    report = take({"dirty.csv": text}, 'date_order = "mdy"\n')

    assert "some dates are written month first and some day first" in question
    assert report["rejected"] == {"bad_date": 1}
    assert days() == COUNTED


def test_one_slip_does_not_turn_a_file_around(take):
    """Fourteen rows can be read both ways; 13/9 alone would make May of September."""
    days = ["9/2/2025", "9/3/2025", "9/4/2025", "9/5/2025", "9/8/2025", "9/9/2025", "9/10/2025"]
    rows = [(student, day, "U") for day in days for student in (ROSA, MARCUS, "3", "4")]
    text = events(*rows, (ROSA, "13/9/2025", "U"))

    [question] = asked(take({"dirty.csv": text}))

    assert 'only few dates, such as "13/9/2025", tell' in question


BLANK_EXITS = ["././.", "00/00/0000", "0000-00-00", "1/0/1900", "1900-01-01 00:00:00.000", r"\N"]


def test_an_exit_date_that_is_none_asks_nothing(take):
    rows = [(f"{n}", DAYS[0], blank) for n, blank in enumerate(BLANK_EXITS)]

    report = take({"e.csv": enrollment(*rows)})

    assert (report["rejected"], report["questions"]) == ({}, [])


DESTROYED = ["1.23457E+11", "1,23457E+11", "1.23457e11", "41001.0", "41001.00", "4.1E+04"]


@pytest.mark.parametrize("student", DESTROYED)
def test_an_id_that_a_spreadsheet_rounded_refuses_the_file(take, student):
    rows = [(ROSA, "Delgado"), (f'"{student}"', "Tran")]

    [problem] = take({"rounded.csv": table("Student ID,Last Name", rows)})["problems"]

    assert f'in row 3 the student id is "{student}", a number that a spreadsheet has' in problem
    assert "format that column as text" in problem
