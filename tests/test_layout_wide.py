"""A sheet with a row for each student and a column for each date."""

import shutil
from datetime import date, timedelta

import pytest
from invented import (
    AMINA,
    CODES,
    LINC,
    MARCUS,
    OWEN,
    ROSA,
    bring,
    contents,
    counts,
    enrollment,
    table,
    weekdays,
)
from round_trip import AS_OF, asked, refused, taken

from sm_core.uploads import open_district

DAYS = weekdays(date(2025, 9, 2), 20)
MARKS = {ROSA: {0: "U", 1: "E", 2: "T"}, MARCUS: {19: "U"}}
YEAR = 'school_year = "2025-26"\n'
KNOWN = CODES.replace('"" = "present"', "")


def iso(day):
    return day.isoformat()


def sheet(head=iso, days=DAYS, marks=MARKS, blank="P", before=(), after=(), more=()):
    """`before` and `after` are (header, cells of all students) beside the dates."""
    header = ["Student ID", "School ID", *(h for h, _ in before), *map(head, days),
              *(h for h, _ in after)]  # fmt: skip
    lines = [
        [student, LINC, *(c for _, c in before),
         *(said.get(n, blank) for n in range(len(days))), *(c for _, c in after)]
        for student, said in marks.items()
    ]  # fmt: skip
    return "\n".join([",".join(map(str, line)) for line in (header, *lines)] + list(more)) + "\n"


@pytest.mark.parametrize(
    ("head", "asks"),
    [
        (iso, set()),
        (lambda day: f"{day:%m/%d/%Y}", set()),
        (lambda day: f"{day.month}/{day.day}/{day:%y}", set()),
        (lambda day: (day - date(1899, 12, 30)).days, set()),
        (lambda day: f"{day:%b} {day.day}", {"school_year"}),
        (lambda day: f"{day:%d-%b}", {"school_year"}),
        (lambda day: f"{day.month}/{day.day}", {"school_year"}),
        (lambda day: f"{day:%a} {day.month}/{day.day}", {"school_year"}),
        (lambda day: f"{['M', 'T', 'W', 'Th', 'F'][day.weekday()]} {day.month}/{day.day}",
         {"school_year"}),
        (lambda day: f"{day:%A} {day:%m/%d/%Y}", set()),
    ],
)  # fmt: skip
def test_dates_as_sheets_write_them(cli, given, head, asks):
    files = {"sheet.csv": sheet(head)}

    assert asked(cli, given, files, KNOWN) == asks
    done = taken(cli, given, files, (YEAR if asks else "") + KNOWN)

    report = done.reports["sheet.csv"]
    assert (report["layout"], report["rejected"]) == ("wide", {})
    assert "many of its column names are dates" in report["reason"]
    assert done.students == {ROSA: (20, 2), MARCUS: (20, 1)}


@pytest.mark.parametrize(
    ("meaning", "rosa"),
    [("present", (20, 2)), ("non_membership", (3, 2)), ("not_recorded", (3, 2))],
)
def test_what_an_empty_cell_means_is_asked(cli, given, meaning, rosa):
    files = {"sheet.csv": sheet(blank="", marks=MARKS | {OWEN: dict.fromkeys(range(20), "P")})}

    assert asked(cli, given, files, KNOWN) == {'""'}
    done = taken(cli, given, files, f'{KNOWN}"" = "{meaning}"\n')

    assert done.students[ROSA] == rosa
    assert done.students[OWEN] == (20, 0)


def test_days_not_enrolled_are_those_that_a_register_lacks(store, given, tmp_path, empty_home):
    """A student who left and came back: empty cells, or no rows."""
    marks = {
        ROSA: dict.fromkeys(range(5, 9), ""),
        MARCUS: dict.fromkeys(range(10), ""),
        AMINA: {3: "U", 4: "N"},
        OWEN: dict.fromkeys(range(20), ""),
    }
    rows = [
        (student, LINC, day, said.get(n, "P"))
        for n, day in enumerate(DAYS) for student, said in marks.items() if said.get(n, "P")
    ]  # fmt: skip
    register = table("Student ID,School ID,Date,Code", rows)
    shutil.copytree(empty_home, tmp_path / "other")
    other = open_district(tmp_path / "other")
    blank = '[files."sheet.csv".codes]\n"" = "non_membership"\n'

    [report] = bring(store, given, {"sheet.csv": sheet(marks=marks)}, blank)
    bring(other, given, {"register.csv": register})

    assert report.rejected == {"no_mark": 1}
    assert contents(store) == contents(other)
    other.close()


def test_columns_prepared_for_days_to_come_do_not_count(cli, given):
    ahead = [(iso(DAYS[-1] + timedelta(days=n)), "") for n in range(1, 8)]
    files = {"sheet.csv": sheet(after=ahead)}

    done = taken(cli, given, files, KNOWN)

    [note] = done.reports["sheet.csv"]["notes"]
    assert note.startswith("7 dates without any mark (2025-09-30, 2025-10-01,")
    assert done.students == {ROSA: (20, 2), MARCUS: (20, 1)}


def test_totals_beside_the_dates_are_not_read(cli, given):
    beside = [("Days Absent", 2), ("Days Enrolled", 20), ("Tardy", 1), ("Total", 3)]
    files = {"sheet.csv": sheet(before=[("Name", "Rosa"), ("Grade", 6)], after=beside)}

    done = taken(cli, given, files, KNOWN)

    assert done.students == {ROSA: (20, 2), MARCUS: (20, 1)}
    assert {row["grade"] for row in done.rows} == {"6"}


def test_every_line_is_accounted_for(cli, given):
    empty = "," * 21
    more = [
        empty, "", "Total" + empty, f",{LINC}" + ",P" * 20, "0041007,,P" + "," * 19,
        f"{ROSA},{LINC}" + ",P" * 20, "Report run on 9/30/2025" + empty,
    ]  # fmt: skip
    files = {"sheet.csv": sheet(more=more)}

    done = taken(cli, given, files, f'{KNOWN}"" = "non_membership"\n')

    report = done.reports["sheet.csv"]
    assert report["rows_read"] == 9
    assert report["rejected"] == {"blank_row": 2, "footer": 2, "no_school": 1, "no_student": 1}
    # Days said twice say it together: what was missed beats present.
    assert report["notes"] == ["17 of its days or periods are set aside: the row says the same as "
                               "an earlier row."]  # fmt: skip
    assert done.students == {ROSA: (20, 2), MARCUS: (20, 1)}


@pytest.mark.parametrize("blank", ["present", "non_membership"])
def test_totals_below_the_dates_are_no_student(cli, given, blank):
    sums = "Total absent,," + ",".join(str(n % 3) for n in range(20))
    text = sheet(blank="", more=[sums, "," * 21]).replace(f",{LINC},", ",,")
    text = text.replace("School ID", "Room")
    files = {"sheet.csv": text}
    decided = f'school_id = "{LINC}"\n{KNOWN}"" = "{blank}"\n'

    done = taken(cli, given, files, decided)

    assert done.reports["sheet.csv"]["rejected"] == {"blank_row": 1, "footer": 1}
    assert done.students.keys() == {ROSA, MARCUS}


def test_days_outside_of_the_enrollment_are_noted(store, given):
    files = {
        "enrollment.csv": enrollment((ROSA, DAYS[0]), (MARCUS, DAYS[5])),
        "sheet.csv": sheet(marks=MARKS | {OWEN: {}}),
    }

    _, report = bring(store, given, files)

    assert report.rejected == {"outside_enrollment": 1}
    assert "5 of its days or periods are set aside: the student was not enrolled at that school " \
        "on that day." in report.notes  # fmt: skip
    assert counts(store, AS_OF) == {ROSA: (20, 2), MARCUS: (15, 1)}


@pytest.mark.parametrize(("year", "days"), [("2023-24", 6), ("2025-26", 5)])
def test_the_29th_of_february(cli, given, year, days):
    heads = ["2/25", "2/26", "2/27", "2/28", "2/29", "3/1"]
    text = table(f"Student ID,School ID,{','.join(heads)}", [(ROSA, LINC, *"PPPPUP")])

    done = taken(cli, given, {"sheet.csv": text}, f'school_year = "{year}"\n{KNOWN}',
                 as_of=date(int(year[:4]) + 1, 6, 30))  # fmt: skip

    assert done.students == {ROSA: (days, days - 5)}
    said = "1 of its days or periods are set aside: the date cannot be read."
    assert (said in done.reports["sheet.csv"]["notes"]) == (days == 5)


def test_dates_in_two_school_years(cli, given):
    june, august = weekdays(date(2025, 6, 2), 10), weekdays(date(2025, 8, 18), 10)
    files = {"sheet.csv": sheet(days=[*june, *august])}

    done = taken(cli, given, files, KNOWN)

    assert done.students == {ROSA: (10, 0), MARCUS: (10, 1)}
    last_year = cli.done("standing", "--as-of", "2025-06-30").splitlines()
    assert [line.split(",")[4:6] for line in last_year[1:]] == [["10", "2"], ["10", "0"]]


def test_totals_below_do_not_make_school_days(cli, given):
    ahead = [(iso(DAYS[-1] + timedelta(days=n)), "") for n in range(1, 8)]
    sums = "Total absent,," + ",".join(["1"] * 20 + ["0"] * 7)
    files = {"sheet.csv": sheet(after=ahead, more=[sums])}

    done = taken(cli, given, files, f'{KNOWN}"" = "present"\n')

    assert done.reports["sheet.csv"]["rejected"] == {"footer": 1}
    assert done.students == {ROSA: (20, 2), MARCUS: (20, 1)}


WEEKS = [DAYS[0] + timedelta(days=n) for n in range(-2, 13)]
SELDOM = {ROSA: {2: "U", 3: "E"}, MARCUS: {13: "U"}}
"""Marks on Tuesday, Wednesday and the Saturday of the next week."""


@pytest.mark.parametrize(
    "head", [iso, lambda day: f"{day:%d/%m/%Y}", lambda day: f"{day:%b} {day.day}"]
)
@pytest.mark.parametrize("blank", ["present", "not_recorded"])
def test_days_on_which_nobody_was_absent(cli, given, head, blank):
    decided = f'{YEAR}{KNOWN}"" = "{blank}"\n'
    files = {"sheet.csv": sheet(head, days=WEEKS, marks=SELDOM, blank="")}

    done = taken(cli, given, files, decided)

    notes = done.reports["sheet.csv"]["notes"]
    if blank == "present":
        assert [note.split(" (")[0] for note in notes] == [
            "7 dates without any mark", "5 dates without any mark",
        ]  # fmt: skip
        assert notes[0].endswith("counted as school days, since an empty cell says present.")
        assert f"({', '.join(head(WEEKS[n]) for n in (0, 1, 6, 7, 14))})" in notes[1]
        assert done.students == {ROSA: (10, 2), MARCUS: (10, 1)}
    else:
        assert done.students == {ROSA: (2, 2), MARCUS: (1, 1)}


@pytest.mark.parametrize("heads", [("9/2/2025", "9/2/2025"),
                                   ("9/2/2025 8:00 AM", "9/2/2025 1:00 PM")])  # fmt: skip
def test_two_columns_for_one_date_are_refused(cli, given, heads):
    text = sheet(before=[(heads[0], "U"), (heads[1], "P")], days=DAYS[1:])

    [sentence] = refused(cli, given, {"sheet.csv": text}, KNOWN)

    assert f'two of its columns, "{heads[0]}" and "{heads[1]}", are of the same date' in sentence


def test_an_empty_second_column_for_a_date_says_nothing(cli, given):
    text = sheet(after=[(iso(DAYS[3]), "")])

    done = taken(cli, given, {"sheet.csv": text}, f'{KNOWN}"" = "present"\n')

    assert done.students == {ROSA: (20, 2), MARCUS: (20, 1)}


def test_a_calendar_rules_over_the_empty_dates_of_a_sheet(cli, given):
    calendar = table("School ID,Date", [(LINC, day) for day in DAYS if day != DAYS[5]])
    files = {"calendar.csv": calendar, "sheet.csv": sheet(blank="")}

    done = taken(cli, given, files, f'{KNOWN}"" = "present"\n')

    assert done.students == {ROSA: (19, 2), MARCUS: (19, 1)}
