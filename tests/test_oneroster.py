"""OneRoster 1.1 and 1.2 bundles: schools, students and enrollment, and no attendance."""

import zipfile

import pytest
from invented import AMINA, MARCUS, ROSA

from sm_core.uploads import open_district

ORGS = """sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
o-1,active,2025-08-01,Lincoln Middle School,school,LINC,o-0
o-0,active,2025-08-01,Riverside District,district,,
"""
USERS = f"""sourcedId,status,orgSourcedIds,role,username,givenName,familyName,identifier,grades
u-1,active,o-1,student,rosa,Rosa,Delgado,{ROSA},"06,07"
u-2,active,o-1,student,marcus,Marcus,Tran,{MARCUS},06
u-3,tobedeleted,o-1,student,amina,Amina,Yusuf,{AMINA},06
u-9,active,o-1,teacher,okafor,Ben,Okafor,T-77,
"""
ENROLLMENTS = """\
sourcedId,status,classSourcedId,schoolSourcedId,userSourcedId,role,beginDate,endDate
e-1,active,c-1,o-1,u-1,student,2025-08-25,2026-01-17
e-2,active,c-2,o-1,u-1,student,2026-01-17,2026-06-13
e-3,active,c-1,o-1,u-2,student,,
e-4,tobedeleted,c-1,o-1,u-3,student,2025-08-25,
e-5,active,c-1,o-1,u-9,teacher,2025-08-25,
"""
SESSIONS = """sourcedId,status,title,type,startDate,endDate,schoolYear
s-1,active,2025-26,schoolYear,2025-08-25,2026-06-12,2026
"""
DEMOGRAPHICS = """userSourcedId,status,birthdate,sex,hispanicOrLatinoEthnicity,asian
u-1,active,2013-04-02,female,true,false
u-2,active,2013-09-30,male,false,true
"""
ROLES = """sourcedId,status,userSourcedId,roleType,role,orgSourcedId
r-1,active,u-1,primary,student,o-1
r-2,active,u-2,primary,student,o-1
r-3,active,u-3,primary,student,o-1
r-9,active,u-9,primary,teacher,o-1
"""
MANIFEST = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\n"
ONE_ONE = {
    "manifest.csv": MANIFEST, "orgs.csv": ORGS, "users.csv": USERS,
    "enrollments.csv": ENROLLMENTS, "academicSessions.csv": SESSIONS,
    "demographics.csv": DEMOGRAPHICS,
}  # fmt: skip


def one_two():
    """The same with roles in a file of their own."""
    users = [line.split(",") for line in USERS.replace('"06,07"', "06").splitlines()]
    place = users[0].index("role")
    text = "\n".join(",".join(c for n, c in enumerate(row) if n != place) for row in users)
    return ONE_ONE | {"users.csv": text + "\n", "roles.csv": ROLES}


@pytest.fixture(params=["1.1", "1.2"])
def bundle(request, tmp_path):
    files = ONE_ONE if request.param == "1.1" else one_two()
    path = tmp_path / "roster.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def test_a_bundle_tells_schools_students_and_enrollment(cli, bundle):
    reports = {report["file"]: report for report in cli.reports(bundle)}

    assert {name: report["layout"] for name, report in reports.items() if report["layout"]} == {
        "orgs.csv": "schools", "users.csv": "students", "demographics.csv": "students",
        "enrollments.csv": "enrollment",
    }  # fmt: skip
    assert reports["orgs.csv"]["rejected"] == {"not_a_school": 1}
    assert reports["users.csv"]["rejected"] == {"deleted": 1, "not_a_student": 1}
    assert reports["enrollments.csv"]["rejected"] == {"deleted": 1, "not_a_student": 1}
    assert reports["manifest.csv"]["rejected"] == {"not_needed": 2}
    assert all(r["rows_read"] == r["rows_kept"] + sum(r["rejected"].values())
               for r in reports.values())  # fmt: skip


def test_students_go_by_their_local_number(cli, bundle, given):
    register = "Student ID,School ID,Date,Code\n" + "".join(
        f"{student},LINC,{day},{code}\n"
        for student, code in ((ROSA, "U"), (MARCUS, "P"))
        for day in ("2025-09-02", "2025-09-03")
    )
    codes = given("c.toml", '[codes]\nP = "present"\nU = "absent_unexcused"\n')

    cli.done("import", bundle)
    cli.done("import", given("r.csv", register), "--mapping", codes)
    lines = cli.done("standing", "--as-of", "2025-09-03").splitlines()

    assert [line.split(",")[:6] for line in lines[1:]] == [
        [ROSA, "LINC", "06", "true", "2", "2"],
        [MARCUS, "LINC", "06", "true", "2", "0"],
    ]


def test_a_class_that_ends_does_not_end_the_stretch(cli, bundle, given):
    """The first class ends on the day the second begins; the end date is no longer enrolled."""
    calendar = "School ID,Date\nLINC,2026-01-16\nLINC,2026-01-19\nLINC,2026-06-12\n"
    events = f"Student ID,School ID,Date,Code\n{ROSA},LINC,2026-06-12,U\n"
    codes = given("c.toml", '[codes]\nU = "absent_unexcused"\n')

    cli.done("import", bundle)
    cli.done("import", given("cal.csv", calendar), given("e.csv", events), "--mapping", codes)
    lines = cli.done("standing", "--as-of", "2026-06-12").splitlines()

    assert lines[1].split(",")[4:6] == ["3", "1"]


@pytest.fixture
def stored(cli, tmp_path):
    """The reports on a bundle of these files, and what is stored: {student: (first name, last
    name)} and {(student, school)} of the enrollment."""

    def imported(**files):
        path = tmp_path / "roster.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in (ONE_ONE | {f"{n}.csv": t for n, t in files.items()}).items():
                archive.writestr(name, text)
        reports = {report["file"]: report for report in cli.reports(path)}
        assert all(r["rows_read"] == r["rows_kept"] + sum(r["rejected"].values())
                   for r in reports.values())  # fmt: skip
        store = open_district(cli.home)
        with store.reading() as cursor:
            students = cursor.execute(
                "SELECT student_id, first_name, last_name FROM attendance.students"
            ).fetchall()
            stays = cursor.execute(
                "SELECT student_id, school_id FROM attendance.enrollments"
            ).fetchall()
        store.close()
        return reports, {student: tuple(names) for student, *names in students}, set(stays)

    return imported


STAYS = {(ROSA, "LINC"), (MARCUS, "LINC")}
JOSE = USERS.replace("Marcus", "José").replace("Tran", "NULL")
WRITTEN = {
    "UTF-8": {"users": JOSE},
    "Latin-1": {"users": JOSE.encode("latin-1")},
    "UTF-16": {"users": JOSE.encode("utf-16")},
    "orgs in UTF-16": {"users": JOSE, "orgs": ORGS.encode("utf-16")},
    "lines ended as on an old Mac": {"users": JOSE.replace("\n", "\r")},
    "blank lines": {"users": JOSE + "\n\n", "enrollments": ENROLLMENTS + "\n\n"},
    "semicolons": {"users": JOSE.replace('"06,07"', "06").replace(",", ";")},
}


@pytest.mark.parametrize("way", WRITTEN)
def test_however_the_files_of_a_bundle_are_written(stored, way):
    reports, students, stays = stored(**WRITTEN[way])

    assert [problem for r in reports.values() for problem in r["problems"]] == []
    assert (students[MARCUS], stays) == (("José", "NULL"), STAYS)


def test_a_line_with_too_many_cells_is_set_aside_alone(stored):
    more = "e-9,active,c-1,o-1,u-2,student,2025-08-25,,extra,extra\n"

    reports, _, stays = stored(enrollments=ENROLLMENTS + more)

    rejected = {"deleted": 1, "not_a_student": 1, "too_many_columns": 1}
    assert (reports["enrollments.csv"]["rejected"], stays) == (rejected, STAYS)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "orgs",
            ORGS + 'o-2,active,2025-08-01,"Open,school\n',
            "orgs.csv: a quotation mark in row 4",
        ),
        ("enrollments", b"\0\1\2\0\0\7", "enrollments.csv is a binary file"),
    ],
)
def test_a_file_that_cannot_be_read_refuses_its_bundle(cli, tmp_path, name, content, said):
    with zipfile.ZipFile(tmp_path / "roster.zip", "w") as archive:
        for file, text in (ONE_ONE | {f"{name}.csv": content}).items():
            archive.writestr(file, text)

    refused = cli("import", tmp_path / "roster.zip")

    assert refused.exit_code == 2
    assert said in refused.output


def test_a_file_of_a_bundle_without_any_content(stored):
    reports, _, _ = stored(demographics="")

    [problem] = [problem for report in reports.values() for problem in report["problems"]]
    assert problem.startswith("demographics.csv")


def test_users_that_are_not_there(cli, tmp_path):
    refused = cli("import", tmp_path / "users.csv")

    assert refused.exit_code == 2
    assert "users.csv: there is no such file" in refused.output


@pytest.mark.parametrize("again", ["users", "orgs"])
def test_what_is_listed_twice_counts_once(stored, again):
    """Neither do its lines multiply, nor do all go by the ids of the bundle."""
    text = {"users": USERS, "orgs": ORGS}[again]

    reports, students, stays = stored(**{again: text + text.splitlines()[1] + "\n"})

    assert (reports["enrollments.csv"]["rows_read"], stays) == (5, STAYS)
    assert reports[f"{again}.csv"]["rows_read"] == len(text.splitlines())
    assert students.keys() == {ROSA, MARCUS}
