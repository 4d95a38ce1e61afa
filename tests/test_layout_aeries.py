"""Aeries: one row per day with codes in columns, and the Attendance Works extract."""

from datetime import date

import pytest
from invented import MARCUS, ROSA, weekdays
from round_trip import around, asked, refused, taken

DAYS = weekdays(date(2025, 9, 2), 20)
PERIODS = [f"A{n}" for n in range(10)]
HEADER = ["SC", "SN", "DY", "CD", "GR", "AL", *PERIODS, "DT"]
CODES = '[codes]\n"U" = "absent_unexcused"\n"I" = "absent_excused"\n"L" = "tardy"\n"" = "present"\n'


def line(number, day, all_day="", periods="", school="102"):
    """`periods` holds a letter for each period, a dot for none."""
    marks = [mark.strip(".") for mark in periods.ljust(10, ".")]
    at = DAYS.index(day) + 1
    return [school, number, at, "", 6, all_day, *marks, f"{day:%m/%d/%Y}"]


def table(*lines):
    return "\n".join(",".join(map(str, row)) for row in (HEADER, *lines)) + "\n"


def test_the_all_day_code_rules(cli, given):
    text = table(
        line(11, DAYS[0], "U", ".UUUUUU"),
        line(11, DAYS[1], "", ".L"),
        line(12, DAYS[19], "I", ".IIIIII"),
    )
    files = {"ATT.csv": text, **around(DAYS, "11", "12")}

    assert asked(cli, given, files) == {'"U"', '"I"', '""'}
    done = taken(cli, given, files, CODES + '[files."ATT.csv"]\nlayout = "events"\n')

    assert done.reports["ATT.csv"]["layout"] == "events"
    assert done.students == {"11": (20, 1), "12": (20, 1)}


def test_without_an_all_day_code_the_periods_tell(cli, given):
    text = table(
        line(11, DAYS[0], periods=".UUU..."),
        line(11, DAYS[1], periods=".UU.L.."),
        line(12, DAYS[2], periods=".IIIIII"),
        line(12, DAYS[19], periods=".L....."),
    )
    files = {"ATT.csv": text, **around(DAYS, "11", "12")}
    asks = '[codes]\n"U" = "absent_unexcused"\n"I" = "absent_excused"\n"L" = "tardy"\n'

    assert asked(cli, given, files, asks) == {"period_rule"}
    assert asked(cli, given, files, f'period_rule = "half"\n{asks}') == {"day_periods"}
    done = taken(cli, given, files, f'period_rule = "half"\nday_periods = 6\n{asks}')

    report = done.reports["ATT.csv"]
    assert (report["layout"], report["rejected"]) == ("periods", {})
    assert "AL is empty" in report["reason"]
    assert done.students == {"11": (20, 1), "12": (20, 1)}


def test_a_school_whose_all_day_codes_are_empty_is_noted(cli, given):
    text = table(
        *(line(11 + n, DAYS[2 * n], "U") for n in range(5)),
        *(line(21 + n, DAYS[3 * n + 7], periods=".UUUUUU", school="103") for n in range(5)),
    )
    files = {"ATT.csv": text, **around(DAYS, "11")}

    report = taken(cli, given, files, CODES + '[files."ATT.csv"]\nlayout = "events"\n').reports

    assert any("AL is empty in every row of 103" in note for note in report["ATT.csv"]["notes"])


def test_the_number_in_school_is_refused_where_two_schools_use_it(cli, given):
    text = table(line(11, DAYS[0], "U"), line(11, DAYS[19], "U", school="103"))

    [sentence] = refused(cli, given, {"ATT.csv": text}, CODES)

    assert 'SN = "11" stands for different students at the schools 102 and 103' in sentence


EXTRACT = (
    "ID,FirstName,MiddleName,LastName,SchoolName,Grade,ZipCode,Gender,Race,IEP,EngLearner,"
    "FreeAndReduced,DaysPresent,ExcusedAbsences,UnexcusedAbsences,DaysSuspended,"
    "IncidentsOfSuspension"
)
PEOPLE = {
    ROSA: ("Rosa", "", "Ibáñez Peña", "Lincoln Middle School", "6", "95814", "F",
           "HISPANIC/LATINO", "NO", "YES", "YES"),
    MARCUS: ("Marcus", "René", "Núñez", "Lincoln Middle School", "TK", "95814", "M", "MULTI-RACE",
             "YES", "NO", "NO"),
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "utf-8"])
def test_the_attendance_works_extract(cli, given, encoding):
    counts = {ROSA: (81, 4, 3, 2, 1), MARCUS: (90, 0, 0, 0, 0)}
    rows = [",".join(map(str, (s, *PEOPLE[s], *counts[s]))) for s in counts]
    files = {"000_20260130112140_AWSTU 2526.csv": "\n".join([EXTRACT, *rows]).encode(encoding)}

    assert asked(cli, given, files) == {"as_of"}
    done = taken(cli, given, files, "as_of = 2026-01-30\n")

    [report] = done.reports.values()
    assert (report["layout"], report["rows_kept"]) == ("student_totals", 2)
    assert done.students == {ROSA: (90, 9), MARCUS: (90, 0)}
    assert {row["grade"] for row in done.rows} == {"6", "TK"}


def test_names_of_the_extract_keep_their_letters(store, given):
    from invented import bring

    rows = [",".join(map(str, (ROSA, *PEOPLE[ROSA], 81, 4, 3, 2, 1)))]
    text = "\n".join([EXTRACT, *rows]).encode("cp437")
    bring(store, given, {"AWSTU.csv": text}, "as_of = 2026-01-30\n")

    with store.reading() as cursor:
        found = cursor.execute("SELECT last_name FROM attendance.students").fetchall()

    assert found == [("Ibáñez Peña",)]
