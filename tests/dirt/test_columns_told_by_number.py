"""Columns whose names do not tell them apart: asked for, and answered by their number."""

import pytest
from invented import CODES, DAYS, MARCUS, ROSA, mapping, register

from sm_core.importing.answers import answered, choices
from sm_core.importing.examine import examine
from sm_core.importing.mapping import Mapping, MappingFile

CLEAN = register(DAYS[:5], marks={(ROSA, DAYS[1]): "U"})
COUNTED = {ROSA: (5, 1), MARCUS: (5, 0)}
ROWS = CLEAN.splitlines()[1:]
TWICE = "\n".join(["Student ID,School ID,Code,Date,Code", *ROWS])
"""The grade stands under the first "Code"."""

UNNAMED = "\n".join(["Student ID,School ID,Grade,,", *ROWS])


def test_two_columns_of_one_name_ask_which_is_meant(take):
    report = take({"twice.csv": TWICE})

    assert report["rejected"] == {"file_refused": 10}
    [question] = report["questions"]
    assert question == (
        'twice.csv: the columns 3 ("Code") and 5 ("Code") could each be code. Settle it in the '
        "mapping with code = 3 (the number of the column) under [columns]."
    )


def test_one_of_several_names_twice_asks_by_number(take):
    text = CLEAN.replace("Student ID,School ID,Grade", "StudentID,School ID,Student_Number")
    text = text.replace("Date,Code", "Date,StudentID", 1).replace("Code", "StudentID")

    [question] = take({"a.csv": text}, "[columns]\ncode = 5\n")["questions"]

    assert '1 ("StudentID") and 3 ("Student_Number") and 5 ("StudentID") could each' in question


ANSWERS = {
    "a number": "code = 5",
    "a number as text": 'code = "5"',
    "with another column by name": 'code = 5\ndate = "Date"',
    "with all by number": "student_id = 1\nschool_id = 2\ndate = 4\ncode = 5",
}


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize(
    ("section", "above"),
    [("columns", ""), ('files."twice.csv".columns', "Attendance\nDate:,01/30/2026\n\n")],
)
def test_the_number_of_the_column_settles_it(take, days, answer, section, above):
    report = take({"twice.csv": above + TWICE}, codes=f"{CODES}\n[{section}]\n{ANSWERS[answer]}\n")

    assert (report["questions"], report["problems"], report["rejected"]) == ([], [], {})
    assert (report["rows_read"], days()) == (10, COUNTED)


def test_a_name_that_two_columns_share_settles_nothing(take):
    for section in ("columns", 'files."twice.csv".columns'):
        report = take({"twice.csv": TWICE}, codes=f'{CODES}\n[{section}]\ncode = "Code"\n')

        assert len(report["questions"]) == 1


def test_columns_without_a_name_are_told_by_number(take, days):
    report = take({"unnamed.csv": UNNAMED}, "[columns]\ndate = 4\ncode = 5\n")

    assert report["rejected"] == {}
    assert days() == COUNTED


def test_a_number_beyond_the_last_column(take):
    text = '[files."twice.csv".columns]\ncode = 6\n'

    [problem] = take({"twice.csv": TWICE}, text)["problems"]

    assert problem.startswith('twice.csv: the mapping says code = "6", but the file has no such')


def test_a_file_without_a_header_stays_one(take, days):
    columns = "[columns]\nstudent_id = 1\nschool_id = 2\ndate = 4\ncode = 5\n"

    report = take({"bare.csv": "\n".join(ROWS)}, columns)

    assert (report["rows_read"], report["rejected"]) == (10, {})
    assert days() == COUNTED


def test_the_answer_on_screen_is_one_of_the_numbers(store, given, tmp_path):
    path, decided = given("twice.csv", TWICE), mapping().top

    def look(said: Mapping):
        with store.reading() as cursor:
            return examine(cursor, path, MappingFile(files={"twice.csv": said}), tmp_path)

    [question] = look(decided).questions
    assert list(choices(question)) == ["3", "5"]
    done = look(answered(decided, question, choices(question)["5"]))

    assert (done.questions, done.mapping.columns["code"]) == ([], 5)
    assert "code = 5" in done.to_toml()


def test_what_was_answered_is_remembered(cli, given, take):
    take({"twice.csv": TWICE}, "[columns]\ncode = 5\n")

    [report] = cli.reports(given("next.csv", TWICE.replace("2025-08", "2025-09")))

    assert (report["questions"], report["rows_kept"]) == ([], 10)


TOTALS = "".join(f"{n},1,{n % 3},100,{n % 7}\n" for n in range(1, 10))
PLACES = {"student_id": 1, "school_id": 2, "days_enrolled": 4, "days_absent": 5}


@pytest.mark.parametrize("quotes", ["", '"'])
def test_numbers_as_text_are_positions_too(take, quotes):
    """The row 1,1,1,100,1 is no header, although all of it is named."""
    columns = "".join(f"{field} = {quotes}{n}{quotes}\n" for field, n in PLACES.items())
    text = f'layout = "student_totals"\nas_of = "2026-01-30"\n[columns]\n{columns}'

    report = take({"tot.csv": "8,1,2,100,1\n5,1,4,100,2\n" + TOTALS}, text)

    assert (report["rows_read"], report["problems"]) == (11, [])


def test_a_section_for_one_file_leaves_the_positions_to_all(take):
    columns = "".join(f"{field} = {n}\n" for field, n in PLACES.items())
    text = f'layout = "student_totals"\n[columns]\n{columns}'
    own = '[files."tot.csv"]\nas_of = "2026-01-30"\n'

    report = take({"tot.csv": TOTALS}, text + own)

    assert (report["rows_read"], report["problems"]) == (9, [])
