"""What files say of one another: code tables, and ids that lost their zeros."""

import pytest
from invented import DAYS, LINC, MARCUS, ROSA, enrollment, events, register, table

CODE_TABLE = table(
    "ID,SchoolID,YearID,Att_Code,Description,Presence_Status_CD",
    [
        (4410, LINC, 35, "", "Present", "Present"),
        (4411, LINC, 35, "A", "Absent unexcused", "Absent"),
        (4412, LINC, 35, "Q", "Quiet room", "Present"),
        (4413, LINC, 35, "M", "Field trip", "Absent"),
    ],
)
BY_ID = table(
    "[1]Student_Number,SchoolID,Att_Date,Att_Mode_Code,Attendance_CodeID",
    [
        (ROSA, LINC, DAYS[0], "ATT_ModeDaily", 4411),
        (ROSA, LINC, DAYS[1], "ATT_ModeDaily", 4412),
        (MARCUS, LINC, DAYS[0], "ATT_ModeDaily", 4410),
        (MARCUS, LINC, DAYS[1], "ATT_ModeDaily", 4410),
    ],
)


def standings(cli):
    lines = cli.done("standing", "--as-of", DAYS[1]).splitlines()[1:]
    return {line.split(",")[0]: line.split(",")[4:6] for line in lines}


@pytest.mark.parametrize("in_one_call", [True, False])
def test_a_code_table_settles_the_codes(cli, given, in_one_call):
    codes, days = given("codes.csv", CODE_TABLE), given("attendance.csv", BY_ID)
    if in_one_call:
        # The order in which they are named does not matter.
        _, told = cli.reports(days, codes)
    else:
        [told] = cli.reports(codes)
        cli.done("import", days)

    assert (told["layout"], told["rows_kept"]) == ("codes", 4)
    assert standings(cli) == {ROSA: ["2", "1"], MARCUS: ["2", "0"]}


def test_letters_are_looked_up_as_well_as_numbers(cli, given):
    days = register(DAYS[:2], marks={(ROSA, DAYS[0]): "A", (MARCUS, DAYS[0]): "Q"})

    [_, report] = cli.reports(given("codes.csv", CODE_TABLE), given("r.csv", days.replace("P", "")))

    assert report["questions"] == []


def test_a_table_that_contradicts_itself_settles_nothing(cli, given):
    """A field trip that counts as an absence: nobody guesses."""
    days = register(DAYS[:2], marks={(ROSA, DAYS[0]): "M"}).replace(",P\n", ",\n")

    reports = cli.reports(given("codes.csv", CODE_TABLE), given("r.csv", days))

    [question] = reports[1]["questions"]
    assert 'code "M"' in question
    assert 'described as "Field trip"' in question


def test_undoing_the_table_leaves_what_was_loaded_with_it(cli, given):
    cli.done("import", given("codes.csv", CODE_TABLE), given("attendance.csv", BY_ID))
    before = standings(cli)
    [table_line] = [li for li in cli.done("uploads").splitlines() if "codes.csv" in li]

    cli.done("undo", table_line.split()[0])

    assert standings(cli) == before


SHORT = {ROSA: "41001", MARCUS: "41002"}


def shortened(text):
    for whole, short in SHORT.items():
        text = text.replace(whole, short)
    return text


CODES = '[codes]\nP = "present"\nU = "absent_unexcused"\n'


@pytest.mark.parametrize("in_one_call", [True, False])
def test_lost_zeros_are_asked_about_and_put_back(cli, given, in_one_call):
    roster = given("enrollment.csv", enrollment((ROSA, DAYS[0]), (MARCUS, DAYS[0])))
    days = given("days.csv", shortened(register(DAYS[:2], marks={(ROSA, DAYS[0]): "U"})))
    if not in_one_call:
        cli.done("import", roster)
    files = [roster, days] if in_one_call else [days]

    *_, report = cli.reports(*files, "--mapping", given("c.toml", CODES))
    [question] = report["questions"]
    assert "2 of its 2 student ids" in question
    assert "student_id_width = 7" in question

    cli.done("import", *files, "--mapping", given("w.toml", "student_id_width = 7\n" + CODES))
    assert standings(cli) == {ROSA: ["2", "1"], MARCUS: ["2", "0"]}


def test_ids_may_be_left_as_they_are(cli, given):
    cli.done("import", given("enrollment.csv", enrollment((ROSA, DAYS[0]), (MARCUS, DAYS[0]))))
    days = given("days.csv", shortened(register(DAYS[:2], marks={(ROSA, DAYS[0]): "U"})))

    cli.done("import", days, "--mapping", given("w.toml", "student_id_width = 1\n" + CODES))

    assert "41001" in cli.done("standing", "--as-of", DAYS[1])


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ([ROSA, MARCUS], True),
        # Half of the ids are known as they are: these are other students.
        ([ROSA, "41002"], False),
        # No known id begins with a zero.
        (["9041001", "9041002"], False),
        # Nobody is known, with or without zeros.
        (["0099001", "0099002"], False),
    ],
)
def test_only_ids_known_with_zeros_ask(cli, given, known, asked):
    cli.done("import", given("enrollment.csv", enrollment(*((s, DAYS[0]) for s in known))))
    days = given("days.csv", shortened(register(DAYS[:2], marks={(ROSA, DAYS[0]): "U"})))

    [report] = cli.reports(days, "--mapping", given("c.toml", CODES), "--dry-run")

    assert bool(report["questions"]) is asked


def test_events_with_lost_zeros_ask_before_they_are_set_aside(cli, given):
    calendar = table("School ID,Date", [(LINC, day) for day in DAYS[:5]])
    roster = enrollment((ROSA, DAYS[0]), (MARCUS, DAYS[0]))
    absences = shortened(events((ROSA, DAYS[1], "U")))

    *_, report = cli.reports(
        given("calendar.csv", calendar), given("enrollment.csv", roster),
        given("events.csv", absences), "--mapping", given("c.toml", CODES),
    )  # fmt: skip

    assert len(report["questions"]) == 1


def test_a_code_table_speaks_for_its_own_schools(cli, given):
    """E is an educational trip at one school, an excused absence at another."""
    table_of_linc = table(
        "SchoolID,Att_Code,Description,Presence_Status_CD", [(LINC, "E", "Trip", "Present")]
    )
    days = register(DAYS[:2], marks={(ROSA, DAYS[0]): "E"}, school="ROOS")
    own = register(DAYS[:2], marks={(ROSA, DAYS[0]): "E"})
    cli.done("import", given("codes.csv", table_of_linc))

    [other] = cli.reports(given("roos.csv", days), "--dry-run")
    [same] = cli.reports(given("linc.csv", own), "--dry-run")

    assert any('code "E"' in question for question in other["questions"])
    assert not any('code "E"' in question for question in same["questions"])


def test_the_mapping_of_two_files_of_one_name_can_be_given_back(cli, given, tmp_path):
    other = tmp_path / "other" / "a.csv"
    other.parent.mkdir()
    other.write_text(register(DAYS[2:4]))
    files = (given("a.csv", register(DAYS[:2])), other)

    printed = cli.done("import", *files, "--mapping", given("c.toml", CODES), "--dry-run")

    assert printed.count('[files."a.csv"]') == 1
    cli.done("import", *files, "--mapping", given("printed.toml", printed))
