"""How sheets of contacts are read: both shapes, columns, days and marks, and every bad cell."""

import shutil
from datetime import date

import pytest

from sm_core.actor import MENTOR, PRINCIPAL, Actor
from sm_core.contact_sheets.columns import LONG, OFFERED, WIDE, day_places, header_row, recognize
from sm_core.contact_sheets.marks import day_said, mark_said
from sm_core.contact_sheets.template import NAMES, template
from sm_core.contact_sheets.texts import MOST_ROWS, Text, rows_in
from sm_core.contacts.contact import LOOKED, SAW, TALKED
from sm_core.errors import FileRefused, NotAllowed, SmError
from sm_core.uploads import open_district
from tests.contact_sheets import BOSS, NOW, lines, look

TODAY = NOW.date()
MONDAY = date(2025, 10, 13)


@pytest.fixture(scope="module")
def school(sheets_made, tmp_path_factory):
    """No test here changes it."""
    home = tmp_path_factory.mktemp("read") / "home"
    shutil.copytree(sheets_made, home)
    opened = open_district(home)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("marks", "kind"),
    [
        (["x", "X", "s", "saw", "Saw", "✓", "✔️", "1", "3", "yes", "TRUE", "check-in"], SAW),
        (["p", "P", "phone", "Call", "called", "e-mail", "Talked by phone or message"], TALKED),
        (["a", "absent", "looked", "looked for", "Looked for, not there", "-", "–"], LOOKED),
        (["0", "no", "N/A", "none", "false", "."], ""),
    ],
)
def test_marks(marks, kind):
    assert {mark: mark_said(mark) for mark in marks} == dict.fromkeys(marks, kind)


@pytest.mark.parametrize("mark", ["?", "talked about math", "xx", "1.5"])
def test_a_mark_that_is_none(mark):
    with pytest.raises(SmError, match="this is no mark"):
        mark_said(mark)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("1/26/2026", "mdy", date(2026, 1, 26)), ("26.1.2026", "dmy", date(2026, 1, 26)),
        ("2026-01-26", "mdy", date(2026, 1, 26)), ("Mon 1/26", "mdy", date(2026, 1, 26)),
        ("Jan 26", "mdy", date(2026, 1, 26)), ("26-Jan", "mdy", date(2026, 1, 26)),
        ("7/1", "mdy", date(2025, 7, 1)), ("6/30", "mdy", date(2026, 6, 30)),
        ("9/5", "mdy", date(2025, 9, 5)), ("9/5", "dmy", date(2026, 5, 9)),
        ("1/26/2026 9:14:02", "mdy", date(2026, 1, 26)),
        ("Mon", "mdy", MONDAY), ("thursday", "mdy", date(2025, 10, 16)), ("R", "mdy",
        date(2025, 10, 16)), ("F", "mdy", date(2025, 10, 17)), ("someday", "mdy", None),
        ("2/30/2026", "mdy", None),
    ],
)  # fmt: skip
def test_days(text, order, day):
    assert day_said(text, order, TODAY, week=date(2025, 10, 15)) == day


def test_a_weekday_is_no_day_before_somebody_says_which_week():
    assert day_said("Mon", "mdy", TODAY) is None


@pytest.mark.parametrize(
    ("headers", "places"),
    [
        (["Student", "Mon", "Tue"], [1, 2]), (["Student", "M", "T", "W", "F"], [1, 2, 3, 4]),
        (["Student", "F", "Mentor"], []), (["Student", "1/26", "Jan 27", "Mon 2026-01-28"],
        [1, 2, 3]), (["41001", "Student", "1/26/2026"], [2]),
    ],
)  # fmt: skip
def test_which_columns_are_days(headers, places):
    assert day_places(headers) == places


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        (["Student,Date", "Rosa,1/26/2026"], 1),
        (["Lincoln Middle School", "Mentor:,David Okafor,Week,1/26/2026",
          "Student,Mon,Tue,Wed,Thu,Fri", "Rosa,x"], 3),
        (["Date,Mentor", "1/26/2026,David"], 1),
        (["Rosa Delgado,1/26/2026,David Okafor,seen"], None),
        (["Student", "Rosa"], None),
        (["", ""], None),
    ],
)  # fmt: skip
def test_where_the_column_names_stand(rows, number):
    cells = {n: row.split(",") for n, row in enumerate(rows, start=1)}
    assert header_row(cells) == number


@pytest.mark.parametrize("name", OFFERED)
def test_every_name_that_is_offered_for_a_column_is_known(name):
    found = recognize([name])
    assert found.columns or found.days


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Student\tDate\tNote\nDelgado, Rosa\t1/26/2026\thi; you", ["Delgado, Rosa", "1/26/2026",
         "hi; you"]),
        ("Student;Date\nDelgado, Rosa;26.1.2026", ["Delgado, Rosa", "26.1.2026"]),
        ('Student,Date\n"Delgado, Rosa",1/26/2026', ["Delgado, Rosa", "1/26/2026"]),
        ('Student\tDate\n"Rosie" Delgado\t1/26/2026', ['"Rosie" Delgado', "1/26/2026"]),
        ("\ufeffStudent|Date\r\n'=Rosa|1/26/2026\r\n\r\n", ["=Rosa", "1/26/2026"]),
    ],
)  # fmt: skip
def test_what_separates_cells(text, rows):
    assert list(rows_in(Text("x", text)).values())[1:] == [rows]


def test_an_open_quotation_mark_swallows_no_line():
    text = 'Student\tDate\n"Rosa Delgado\t1/26/2026\nMarcus Tran\t1/26/2026\n'
    assert len(rows_in(Text("x", text))) == 3


def test_as_many_lines_as_can_be_looked_at_and_one_more():
    assert len(rows_in(Text("x", "Student,Date\n" + "a,b\n" * MOST_ROWS))) == MOST_ROWS + 1
    with pytest.raises(FileRefused, match="over 20,000 lines"):
        rows_in(Text("x", "Student,Date\n" + "a,b\n" * (MOST_ROWS + 1)))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" \n\n", "What was pasted has no lines"),
        ("Student\nRosa Delgado", "has only one column"),
        ("Student,Date\n", "has column names but no line below them"),
        ("Student,10/13/2025,10/13\nRosa,x,x", "are both Oct 13, 2025"),
    ],
)
def test_text_that_cannot_be_read(school, text, sentence):
    assert sentence in look(school, text).problems[0]


def test_a_header_that_is_no_date_is_a_column_like_any_other(school):
    report = look(school, "Student,10/13,13/14/2025,Shoe size\nRosa Delgado,x,x,38\n")
    assert report.columns_unread == ["13/14/2025", "Shoe size"]
    assert report.new == 1


def test_a_row_for_each_contact(school):
    sheet = lines(
        "Student\tDate\tMentor\tKind\tNote",
        "Rosa Delgado\t10/13/2025\tDavid Okafor\t\tlikes band",
        "Tran, Marcus\t10/13/2025\tMs. Lindqvist\tphone\t",
        "41001\t10/14/2025\tdavid@school.org\tlooked for\t",
        "0041001\t10/15/2025\tm1\tsaw\t",
        "Rosa Delgado\t10/16/2025\t\tsaw\t",
        "Rosa Delgado\t10/17/2025\tDavid Okafor\tno\t",
    )
    report = look(school, sheet)
    assert (report.layout, report.new, report.rejected) == (LONG, 5, {})
    assert (report.rows_read, report.rows_kept, report.rows_same) == (6, 6, 1)


def test_a_row_for_each_student_and_a_column_for_each_day(school):
    sheet = lines(
        "First name,Last name,Mentor,Mon 10/13,Tue 10/14,Wed 10/15,Note",
        "Rosa,Delgado,David Okafor,x,p,a,asked for a bus pass",
        "Marcus,Tran,,✓,0,,",
        "Marcus,Tran,Grace Lindqvist,,,,",
    )
    report = look(school, sheet)
    assert (report.layout, report.new, report.rows_same) == (WIDE, 4, 1)


def test_weekdays_ask_which_week(school):
    sheet = lines("Student,Mon,Tue,Wed,Thu,Fri", "Rosa Delgado,x,x,,x,")
    report = look(school, sheet)
    assert (report.week_open, report.new) == (True, 0)
    assert "which week is meant by Mon" in report.questions[0]
    report = look(school, sheet, week=date(2025, 10, 15))
    assert (report.week_open, report.new, report.questions) == (True, 3, [])


def test_weekdays_in_rows_ask_as_well(school):
    sheet = lines("Student,Day", "Rosa Delgado,Mon", "Rosa Delgado,10/14/2025")
    assert look(school, sheet).week_open
    assert look(school, sheet, week=MONDAY).new == 2


def test_without_column_names_the_usual_order_is_taken_and_told(school):
    report = look(
        school, lines("Rosa Delgado,10/14/2025,David Okafor,hi", "Marcus Tran,10/13/2025")
    )
    assert report.new == 2
    assert "read as Student, Date, Mentor, Note" in report.notes[0]


def test_another_order_is_asked(school):
    sheet = lines("David Okafor,Rosa Delgado,10/14/2025", "Grace Lindqvist,Marcus Tran,10/13/2025")
    report = look(school, sheet)
    assert (report.columns_open, report.new) == (True, 0)
    assert report.guesses == ["", "", "Date"]
    assert report.samples[0] == ["David Okafor", "Rosa Delgado", "10/14/2025"]
    said = {"What was pasted": ("Mentor", "Student", "Date")}
    assert look(school, sheet, columns=said).new == 2


def test_two_columns_for_students_are_asked(school):
    report = look(school, lines("Student Name,Student Full Name,Date", "Rosa,Delgado,10/14/2025"))
    assert report.columns_open
    assert "may mean the same" in report.questions[0]


def test_month_or_day_first_is_told_by_the_dates(school):
    def days(*dates, **more):
        return look(
            school, lines("Student,Date", *(f"Rosa Delgado,{day}" for day in dates)), **more
        )

    settled = days("10/9/2025", "10/14/2025")
    assert (settled.new, settled.date_example, settled.notes) == (2, "", [])
    # Day first, June 10 and July 10 would be still to come, or long ago.
    told = days("10/6/2025", "10/7/2025")
    assert told.new == 2
    assert "10/6/2025 is read as Oct 6, 2025" in told.notes[0]
    open_ = days("9/10/2025")
    assert (open_.new, open_.date_example) == (0, "9/10/2025")
    assert "--date-order" in open_.questions[0]
    assert days("9/10/2025", date_order="dmy").new == 1
    assert days("9/10/2025", date_order="mdy").rejected == {"no_mentor": 1}


BAD = {
    "Nobody Known\t10/14/2025\tDavid Okafor\t\t\t\t": ("Student", "Nobody Known",
                                                       "no such student"),
    "\t10/14/2025\tDavid Okafor\t\t\t\t": ("Student", "", "names no student"),
    "Owen Fitzgerald\t10/14/2025\tHelen Brandt\t\t\t\t": ("Student", "Owen Fitzgerald",
                                                          "among those you may see"),
    "Rosa Delgado\t\tDavid Okafor\t\t\t\t": ("Date", "", "it says no day"),
    "Rosa Delgado\tsoon\tDavid Okafor\t\t\t\t": ("Date", "soon", "this is no day"),
    "Rosa Delgado\t10/18/2025\tDavid Okafor\t\t\t\t": ("Date", "10/18/2025", "has not come yet"),
    "Rosa Delgado\t9/14/2025\tDavid Okafor\t\t\t\t": ("Date", "9/14/2025",
                                                      "matched from Sep 15, 2025 on"),
    "Rosa Delgado\t6/30/2025\tGrace Lindqvist\t\t\t\t": ("Date", "6/30/2025",
                                                         "before this school year"),
    "Rosa Delgado\t10/14/2025\tSomebody Else\t\t\t\t": ("Mentor", "Somebody Else",
                                                        "no such mentor"),
    "0041009\t10/14/2025\t\t\t\t\t": ("Date", "10/14/2025", "matched with no mentor on Oct 14"),
    "Rosa Delgado\t9/14/2025\t\t\t\t\t": ("Date", "9/14/2025", "matched with no mentor on Sep 14"),
    "Rosa Delgado\t10/14/2025\tDavid Okafor\thm\t\t\t": ("Kind", "hm", "this is no mark"),
    "Rosa Delgado\t10/14/2025\tDavid Okafor\t\t" + "n" * 501 + "\t\t": ("Note", "n" * 501,
                                                                        "under 500 letters"),
    "Rosa Delgado\t10/14/2025\tDavid Okafor\t\t\t99\t": ("Grade", "99", "is no grade"),
    "Rosa Delgado\t10/14/2025\tDavid Okafor\t\t\t\tNOPE": ("Student", "Rosa Delgado",
                                                           'no school "NOPE"'),
    "Rosa Delgado\t10/14/2025\tDavid Okafor\t\t\t\tROOS": ("Student", "Rosa Delgado", "at ROOS"),
    "Rosa Delgado\t10/14/2025\tDavid Okafor\t\t\t\t\tmore": ("", "", "more cells than the header"),
}  # fmt: skip


def test_every_bad_cell_is_named_and_nothing_else_is_lost(school):
    header = "Student\tDate\tMentor\tKind\tNote\tGrade\tSchool"
    good = "Rosa Delgado\t10/13/2025\tDavid Okafor\t\t" + "n" * 500 + "\t6\tLINC"
    report = look(school, lines(header, good, *BAD))
    assert (report.new, report.rows_kept, len(report.cells)) == (1, 1, len(BAD))
    assert report.rows_read == report.rows_kept + sum(report.rejected.values())
    told = {aside.row: aside for aside in report.asides}
    for number, (column, value, words) in enumerate(BAD.values(), start=3):
        assert (told[number].column, told[number].value) == (column, value)
        assert words in told[number].advice


def test_a_bad_mark_sets_its_line_aside(school):
    report = look(
        school, lines("Student,10/13/2025,10/14/2025", "Rosa Delgado,x,?", "Marcus Tran,x,")
    )
    [aside] = report.asides
    assert (aside.row, aside.column, aside.value, report.new) == (2, "10/14/2025", "?", 1)


def test_a_name_that_fits_two_students_is_asked(school):
    sheet = lines("Student,Date", "Amina Yusuf,10/13/2025", '"Yusuf, Amina",10/14/2025',
                  "Rosa Delgado,10/14/2025")  # fmt: skip
    report = look(school, sheet)
    [asked] = report.names.values()
    assert asked.choices == {"0041003": "0041003 (grade 6, LINC), mentor David Okafor",
                             "0041009": "0041009 (grade 7, LINC)"}  # fmt: skip
    assert (asked.who, asked.lines, report.new, report.waiting) == ("student", 2, 1, 2)
    assert report.rejected == {"ambiguous_student": 2}
    assert "0041009 (grade 7, LINC); write the id" in report.asides[0].advice
    answered = look(school, sheet, people={asked.key: "0041003"})
    assert (answered.new, answered.waiting, answered.rejected) == (3, 0, {})
    assert [*answered.names] == [asked.key]
    left_out = look(school, sheet, people={asked.key: ""})
    assert (left_out.new, left_out.rejected, left_out.asides) == (1, {"left_out": 2}, [])


def test_grade_and_school_tell_two_of_one_name_apart(school):
    report = look(school, lines("Student,Grade,Date,Mentor", "Amina Yusuf,7,10/13/2025,m1"))
    assert (report.names, report.new, report.unmatched) == ({}, 1, 1)
    assert report.notes[-1].endswith("marked so: Amina Yusuf on Oct 13, 2025 by David Okafor.")


def test_a_name_that_fits_two_mentors_is_asked(school):
    sheet = lines("Student,Date,Mentor", "Rosa Delgado,10/13/2025,Priya Nair",
                  "Marcus Tran,10/13/2025,Nair")  # fmt: skip
    report = look(school, sheet)
    assert [(asked.who, asked.name) for asked in report.names.values()] == [
        ("mentor", "Priya Nair"), ("mentor", "Nair"),
    ]  # fmt: skip
    people = dict.fromkeys(report.names, "m6")
    assert look(school, sheet, people=people).new == 2


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        ("Ros Delgado,m1", "Do you mean Rosa Delgado, 0041001 (grade 6, LINC)?"),
        ("Rosa Delgdo,m1", "Do you mean Rosa Delgado, 0041001 (grade 6, LINC)?"),
        ("R. Delgado,m1", "Do you mean Rosa Delgado, 0041001 (grade 6, LINC)?"),
        ("Rosa Delgado,D. Okafor", "Do you mean David Okafor?"),
        ("Rosa Delgado,David Okafr", "Do you mean David Okafor?"),
        ("Maria Delgado,m1", "as the school system has it."),
        ("Owen Fitzgerold,m1", "as the school system has it."),
        ("Rosa Delgado,Nobody Atall", "or the Mentor ID."),
    ],
)
def test_a_near_name_is_suggested_and_taken_for_nobody(school, cells, asked):
    """Of another school, as Owen is, nobody is told."""
    report = look(school, lines("Student,Mentor,Date", f"{cells},10/14/2025"))
    assert report.new == 0
    assert report.asides[0].advice.endswith(asked)


def test_the_id_of_one_and_the_name_of_another_are_told(school):
    sheet = lines("Student ID,Student,Mentor ID,Mentor,Date", "0041001,Marcus Tran,,,10/13/2025",
                  "0041001,Rosa,m1,Grace Lindqvist,10/13/2025")  # fmt: skip
    first, second = look(school, sheet).asides
    assert "the student with this id is Rosa Delgado" in first.advice
    assert "the mentor with this id or e-mail is David Okafor" in second.advice


def test_days_without_school_are_counted_and_told(school):
    report = look(
        school, lines("Student,Date", "Rosa Delgado,10/11/2025", "Rosa Delgado,10/14/2025")
    )
    assert (report.new, report.no_school) == (2, 1)
    assert "Sat Oct 11, 2025" in report.warnings[0]


def test_the_same_contact_twice_counts_once(school):
    sheet = lines("Student,Date,Mentor", *["Rosa Delgado,10/14/2025,m1"] * 3)
    report = look(school, sheet)
    assert (report.new, report.known, report.rejected, report.rows_same) == (1, 2, {}, 2)
    assert report.notes[0].endswith(
        "nothing is logged twice: Rosa Delgado on Oct 14, 2025 by David Okafor; "
        "Rosa Delgado on Oct 14, 2025 by David Okafor."
    )
    many = look(school, lines("Student,Date,Mentor", *["Rosa Delgado,10/14/2025,m1"] * 13))
    assert many.notes[0].endswith("by David Okafor; and 2 more.")


def test_a_captain_sees_all_schools(school):
    sheet = lines("Student,Date", "Owen Fitzgerald,10/14/2025")
    assert look(school, sheet, actor=BOSS).new == 1
    assert look(school, sheet).new == 0


@pytest.mark.parametrize("role", [PRINCIPAL, MENTOR])
def test_others_bring_in_nothing(school, role):
    with pytest.raises(NotAllowed, match="Only a coordinator or a captain"):
        look(school, "Student,Date\nRosa,10/14/2025", actor=Actor("Somebody", role, ("LINC",)))


@pytest.mark.parametrize("layout", NAMES)
def test_the_empty_sheets_name_only_columns_that_are_read(layout):
    sheet, how = template(layout, TODAY).values()
    found = recognize(list(sheet.columns))
    assert (found.layout, found.problems) == (layout, [])
    assert len(found.columns) + len(found.days) == len(sheet.columns)
    assert set(how["Column"]) <= set(sheet.columns)
