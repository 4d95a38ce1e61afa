"""Files as real systems made them; they are not part of the repository."""

from datetime import date

import pytest

from tests.conftest import ROOT

DATA = ROOT.parent / "shared" / "data"


def real(name):
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{path} is not on this computer")
    return path


def rows(text):
    header, *lines = (line.split(",") for line in text.splitlines())
    return [dict(zip(header, line, strict=True)) for line in lines]


def test_the_register_of_600_students(cli, given):
    register = real("oea-contoso-register/batch1_studentattendance.csv")
    codes = given("codes.toml", '[codes]\nP = "present"\nA = "absent_unexcused"\n')

    [report] = cli.reports(register, "--mapping", codes)
    students = rows(cli.done("standing", "--as-of", "2022-06-30"))
    tiers = [row["tier"] for row in students]

    assert (report["layout"], report["rows_kept"], report["rejected"]) == ("register", 12_000, {})
    assert len(students) == 600
    assert {row["days_enrolled"] for row in students} == {"20"}
    assert [row["days_absent"] for row in students].count("2") == 174
    assert {tier: tiers.count(tier) for tier in tiers} == {
        "satisfactory": 63, "at_risk": 155, "moderate_chronic": 289, "severe_chronic": 93,
    }  # fmt: skip


def test_the_register_asks_for_its_codes_first(cli):
    register = real("oea-contoso-register/batch1_studentattendance.csv")

    result = cli("import", register)

    assert result.exit_code == 2
    assert ['code "P"' in line or 'code "A"' in line for line in result.stderr.splitlines()] == [
        True, True,
    ]  # fmt: skip


def test_events_with_calendar_and_enrollment(cli, given):
    files = [
        real(f"edfi-sample/{name}.csv")
        for name in ("StudentSchoolAttendance_flat", "calendar_made", "enrollment_made")
    ]
    partial = '[codes]\n"Partial" = { meaning = "absent_excused", portion = 0.5 }\n'

    events, calendar, enrollment = cli.reports(*files, "--mapping", given("p.toml", partial))
    students = rows(cli.done("standing", "--as-of", "2022-06-30"))
    by_school = rows(cli.done("standing", "--as-of", "2022-06-30", "--scope", "school"))

    assert events["layout"] == "events"
    # Three events fall on a Sunday; no two lines of the file agree.
    assert events["rejected"] == {"off_calendar": 3}
    assert (calendar["rejected"], enrollment["rejected"]) == ({}, {})
    assert len(students) == len(by_school) == 227
    absent = {row["student_id"]: row["days_absent"] for row in students}
    assert sum(map(float, absent.values())) == whole_days(files[0])


def whole_days(path):
    """Student-days with an absence or half of one, Sundays left out, counted by hand."""
    absent = set()
    for row in rows(path.read_text(encoding="utf-8")):
        day = date.fromisoformat(row["EventDate"])
        if not row["AttendanceEventCategory"].endswith("#Tardy") and day.weekday() < 5:
            absent.add((row["StudentUniqueId"], row["SchoolId"], day))
    return len(absent)


def test_figures_per_school_are_refused_in_one_sentence(cli):
    result = cli("import", real("nyc-daily/2018-2019_Daily_Attendance.csv"))

    assert result.exit_code == 2
    [sentence] = result.stderr.splitlines()
    assert "2018-2019_Daily_Attendance.csv holds figures per school" in sentence


@pytest.mark.parametrize(("rule", "missed"), [("any", "178"), ("all", "0")])
def test_the_rule_for_class_periods_decides(cli, given, rule, missed):
    """Nine rows a day of the student st1, with the same period number and different sections."""
    codes = f'period_rule = "{rule}"\n[codes]\nP = "present"\nA = "absent_unexcused"\n'
    periods = real("oea-contoso-period/day1_studentattendance_part1.csv")

    [report] = cli.reports(periods, "--mapping", given("codes.toml", codes))
    [student] = rows(cli.done("standing", "--as-of", "2020-06-30"))

    assert report["layout"] == "periods"
    assert report["rejected"] == {"duplicate": 1}
    assert (student["days_enrolled"], student["days_absent"]) == ("244", missed)


def test_class_periods_ask_for_their_rule(cli, given):
    codes = given("codes.toml", '[codes]\nP = "present"\nA = "absent_unexcused"\n')

    [report] = cli.reports(real("oea-contoso-period/day1_studentattendance_part1.csv"),
                           "--mapping", codes)  # fmt: skip

    assert report["rejected"] == {"file_refused": report["rows_read"]}
    [question] = report["questions"]
    assert 'period_rule = "any", "half" or "all"' in question


def test_a_printed_report_is_refused(cli):
    result = cli(
        "import", real("colorado-chronic/2022-2023_ChronicAbsenteeism_as_saved_by_excel.csv")
    )

    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_student_events_without_a_local_id_are_no_calendar(cli):
    """Its dates are those of absences: as school days they would make every student absent."""
    result = cli("import", real("aspen-flags/fake_attendance_export_v2.txt"))

    assert result.exit_code == 2
    assert "no column that we know to hold the student's id" in result.stderr


@pytest.mark.parametrize(
    "name",
    [
        "fake_attendance_export_c1588b7a.txt",
        "fake_attendance_export_v2.txt",
        "fake_students_export.csv",
    ],
)
def test_an_aspen_export_never_crashes(cli, name):
    [report] = cli.reports(real(f"aspen-flags/{name}"))

    assert report["rows_read"] == report["rows_kept"] + sum(report["rejected"].values())
