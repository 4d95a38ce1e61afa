"""Lists of students and of schools: who they are, never where they stand."""

from invented import (
    AMINA,
    DAYS,
    LINC,
    MARCUS,
    NAMES,
    ROOS,
    ROSA,
    SCHOOL_NAMES,
    bring,
    counts,
    register,
    table,
)

from sm_core.actor import Actor, local_captain
from sm_core.uploads import list_uploads

STUDENTS = "Student ID,First Name,Last Name,Grade,Home Language"


def students(store, columns="student_id, first_name, last_name, grade, home_language"):
    with store.reading() as cursor:
        return cursor.execute(f"SELECT {columns} FROM attendance.students ORDER BY ALL").fetchall()


def schools(store):
    with store.reading() as cursor:
        return dict(cursor.execute("SELECT * FROM attendance.schools").fetchall())


def test_students_are_told_of(store, given):
    rows = [(student, *NAMES[student], 6, "") for student in (ROSA, AMINA)]

    [report] = bring(store, given, {"s.csv": table(STUDENTS, rows)})

    assert (report.layout, report.rejected) == ("students", {})
    assert students(store) == [
        (ROSA, "Rosa", "Delgado", "6", None),
        (AMINA, "Amina", "Yusuf", "6", None),
    ]
    assert counts(store, DAYS[4]) == {}


def test_a_later_file_fills_in_and_never_blanks(store, given):
    bring(store, given, {"a.csv": table(STUDENTS, [(ROSA, "Rosa", "Delgado", 6, "Spanish")])})

    bring(store, given, {"b.csv": table(STUDENTS, [(ROSA, "", "Delgado Ruiz", 7, "")])})

    assert students(store) == [(ROSA, "Rosa", "Delgado Ruiz", "7", "Spanish")]


def test_of_two_lines_on_one_student_the_later_counts(store, given):
    rows = [
        (ROSA, "Rosa", "Delgado", 6, ""),
        (ROSA, "Rosa", "Delgado", 7, ""),
        ("Total", 2, "", "", ""),
        ("", "Owen", "Fitzgerald", 6, ""),
        ("", "", "", "", ""),
    ]

    [report] = bring(store, given, {"s.csv": table(STUDENTS, rows)})

    assert report.rejected == {"blank_row": 1, "footer": 1, "named_again": 1, "no_student": 1}
    assert students(store, "student_id, grade") == [(ROSA, "7")]


def test_a_full_name_column_names_no_school(store, given):
    rows = [(ROSA, "Rosa Delgado", 6), (MARCUS, "Marcus Tran", 6)]

    bring(store, given, {"s.csv": table("Student ID,Name,Grade", rows)})

    assert schools(store) == {}
    assert students(store, "student_id, full_name") == [
        (ROSA, "Rosa Delgado"),
        (MARCUS, "Marcus Tran"),
    ]


def test_grade_is_a_fact_of_a_school_year(store, given):
    for year, grade in (("2024-25", 5), ("2025-26", 6)):
        text = table("Student ID,Grade", [(ROSA, grade)])
        bring(store, given, {f"{year}.csv": text}, f'school_year = "{year}"\n')

    assert students(store, "school_year, grade") == [("2024-25", "5"), ("2025-26", "6")]


def test_an_attendance_file_that_names_its_students_tells_of_them(store, given):
    header, *lines = register(DAYS[:3], [ROSA]).splitlines()
    text = "\n".join([f"{header},Student Name", *(f'{line},"Delgado, Rosa"' for line in lines)])

    bring(store, given, {"r.csv": text + "\n"})

    assert students(store, "student_id, full_name, grade") == [(ROSA, "Delgado, Rosa", "6")]


def test_schools_get_their_names(store, given):
    rows = [*SCHOOL_NAMES.items(), (ROOS, "Roosevelt School"), ("", "Oak"), ("Total", "2")]

    [report] = bring(store, given, {"s.csv": table("School ID,School Name", rows)})

    assert (report.layout, report.rows_kept) == ("schools", 2)
    assert report.rejected == {"footer": 1, "named_again": 1, "no_school": 1}
    assert schools(store) == {LINC: "Lincoln Middle School", ROOS: "Roosevelt School"}


def test_a_file_without_school_ids_goes_by_the_schools_name(store, given):
    text = register(DAYS[:3], [ROSA], school="Lincoln Middle School").replace(
        "School ID", "School Name"
    )

    bring(store, given, {"r.csv": text})

    assert counts(store, DAYS[2], "school") == {(ROSA, "Lincoln Middle School"): (3, 0)}


def test_a_coordinators_name_is_on_the_upload(store, given):
    coordinator = Actor("Owen Fitzgerald", "coordinator", (LINC,))

    bring(store, given, {"r.csv": register(DAYS[:3])}, actor=coordinator)

    assert [upload.who for upload in list_uploads(store, local_captain())] == ["Owen Fitzgerald"]
