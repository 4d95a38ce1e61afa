"""Registers: a row for every student and day."""

from datetime import date

import pytest
from invented import (
    AMINA,
    CODES,
    DAYS,
    LINC,
    MARCUS,
    ROOS,
    ROSA,
    bring,
    calendar,
    counts,
    enrollment,
    mapping,
    register,
    table,
    weekdays,
)

from sm_core.actor import local_captain
from sm_core.errors import SmError
from sm_core.importing.run import Call, import_files
from sm_core.standing import Asked, standing
from tests.conftest import NOW

HEADER = "Student ID,School ID,Grade,Date,Code,Portion"


def answer(store, as_of, scope="student"):
    """{student id: row as a dict}, for one row per student."""
    frame = standing(store, local_captain(), Asked(as_of, scope))
    return {row["student_id"]: row for row in frame.to_dict("records")}


def test_a_register_brings_its_own_days_and_enrollment(store, given):
    marks = {(ROSA, DAYS[1]): "U", (ROSA, DAYS[2]): "T", (MARCUS, DAYS[0]): "S"}

    [report] = bring(store, given, {"r.csv": register(DAYS[:10], marks=marks)})

    assert (report.layout, report.rows_kept, report.rejected) == ("register", 20, {})
    assert report.changes == {"added": 2, "changed": 0, "removed": 0}
    rosa = answer(store, DAYS[9])[ROSA]
    assert (rosa["days_enrolled"], rosa["days_absent"], rosa["tier"]) == (10, 1, "moderate_chronic")
    assert (rosa["school_id"], rosa["grade"], rosa["enrolled"]) == (LINC, "6", True)
    assert rosa["data_through"].date() == DAYS[9]


def test_a_blank_code_is_a_code(store, given):
    marks = {(ROSA, day): "" for day in DAYS[:5]} | {(ROSA, DAYS[1]): "U"}

    [report] = bring(store, given, {"r.csv": register(DAYS[:5], [ROSA], marks)})

    assert report.layout == "register"
    assert counts(store, DAYS[4]) == {ROSA: (5, 1)}


def test_a_blank_code_nobody_explained_asks(store, given):
    text = register(DAYS[:5], [ROSA], {(ROSA, DAYS[1]): ""})
    call = Call(local_captain(), NOW, mapping(codes='[codes]\nP = "present"\n'))
    path = given("r.csv", text)

    with pytest.raises(SmError, match=r"the blank code \(1 row\) has no meaning yet"):
        import_files(store, call, [path])


def test_a_gap_ends_the_stretch_and_its_days_do_not_count(store, given):
    gone = {(ROSA, day): None for day in DAYS[3:6]}

    bring(store, given, {"r.csv": register(DAYS[:10], marks=gone)})

    assert counts(store, DAYS[9]) == {ROSA: (7, 0), MARCUS: (10, 0)}
    assert not answer(store, DAYS[4])[ROSA]["enrolled"]
    assert answer(store, DAYS[9])[ROSA]["enrolled"]


def test_missing_rows_are_not_recorded_where_enrollment_is_known(store, given):
    gone = {(ROSA, day): None for day in DAYS[3:6]}
    files = {
        "r.csv": register(DAYS[:10], marks=gone),
        "e.csv": enrollment((ROSA, DAYS[0]), (MARCUS, DAYS[0]), (AMINA, DAYS[0])),
    }

    bring(store, given, files)

    assert counts(store, DAYS[9]) == {ROSA: (7, 0), MARCUS: (10, 0), AMINA: (0, 0)}
    assert answer(store, DAYS[4])[ROSA]["enrolled"]
    with store.reading() as cursor:
        inferred = cursor.execute(
            "SELECT student_id, count(*) FROM attendance.absences WHERE inferred "
            "GROUP BY student_id ORDER BY student_id"
        ).fetchall()
    assert inferred == [(ROSA, 3), (AMINA, 10)]


@pytest.mark.parametrize("enrollment_first", [True, False])
def test_enrollment_before_or_after_the_register_is_the_same(store, given, enrollment_first):
    files = [
        {"e.csv": enrollment((ROSA, DAYS[2]), (MARCUS, DAYS[0]))},
        {"r.csv": register(DAYS[:10], marks={(ROSA, DAYS[1]): "U", (MARCUS, DAYS[4]): None})},
    ]

    for upload in files if enrollment_first else files[::-1]:
        bring(store, given, upload)

    assert counts(store, DAYS[9]) == {ROSA: (8, 0), MARCUS: (9, 0)}


@pytest.mark.parametrize("calendar_first", [True, False])
def test_a_calendar_file_rules_the_days_of_a_register(store, given, calendar_first):
    """Saturday school is no school day; the day after the register's last does not count yet."""
    saturday = date(2025, 8, 30)
    files = [
        {"c.csv": calendar(DAYS[:6])},
        {"r.csv": register([*DAYS[:5], saturday], marks={(ROSA, saturday): "U"})},
    ]

    for upload in files if calendar_first else files[::-1]:
        bring(store, given, upload)

    assert counts(store, DAYS[9]) == {ROSA: (5, 0), MARCUS: (5, 0)}


def test_saturday_rows_are_counted_as_off_the_calendar(store, given):
    bring(store, given, {"c.csv": calendar(DAYS[:6])})

    [report] = bring(store, given, {"r.csv": register([*DAYS[:5], date(2025, 8, 30)])})

    assert report.rejected == {"off_calendar": 2}
    assert report.rejects["row_number"].tolist() == [12, 13]


def test_equal_rows_count_once_and_unequal_ones_add(store, given):
    said = [("P", ""), ("P", ""), ("E", "0.25"), ("E", "0.25"), ("T", "0.25")]
    rows = [(ROSA, LINC, 6, DAYS[0], *cells) for cells in said]
    rows += [(ROSA, LINC, 6, day, "P", "") for day in DAYS[1:5]]

    [report] = bring(store, given, {"r.csv": table(HEADER, rows)})

    assert report.rejected == {"duplicate": 2}
    assert report.rejects["row_number"].tolist() == [3, 5]
    for rule, absent in [("half_day", 1), ("fractional", 0.5), ("any", 1)]:
        assert counts(store, DAYS[4], day_rule=rule) == {ROSA: (5, absent)}


@pytest.mark.parametrize(
    ("portions", "absent"),
    [(["0.5", "0.5"], 0.5), (["0.5", "0.75"], 1), (["0.1", "0.2"], 0.3), (["0.333333"], 0.333333)],
)
def test_portions_add_exactly_and_are_capped(store, given, portions, absent):
    """Rows that agree in everything are one row; here the codes differ."""
    codes = ["E", "U"] if len(set(portions)) > 1 else ["E", "E"]
    rows = [(ROSA, LINC, 6, DAYS[0], *cells) for cells in zip(codes, portions, strict=False)]
    rows += [(ROSA, LINC, 6, day, "P", "") for day in DAYS[1:5]]

    bring(store, given, {"r.csv": table(HEADER, rows)}, 'layout = "register"\n')

    assert counts(store, DAYS[4], day_rule="fractional") == {ROSA: (5, absent)}


def test_minutes_become_parts_of_the_day(store, given):
    header = HEADER.replace("Portion", "Minutes Absent")
    rows = [
        (ROSA, LINC, 6, day, "U", minutes)
        for day, minutes in zip(DAYS, [390, 195, 194, 500], strict=False)
    ]
    rows += [(ROSA, LINC, 6, DAYS[4], "P", "")]

    bring(store, given, {"r.csv": table(header, rows)}, 'day_minutes = 390\nlayout = "register"\n')

    assert counts(store, DAYS[4]) == {ROSA: (5, 3)}


def test_days_out_leave_the_denominator(store, given):
    marks = {(ROSA, DAYS[0]): "N", (ROSA, DAYS[1]): "X", (ROSA, DAYS[2]): "I", (ROSA, DAYS[3]): "V"}

    bring(store, given, {"r.csv": register(DAYS[:10], marks=marks)})

    assert counts(store, DAYS[9])[ROSA] == (8, 1)


def test_two_schools_on_one_date_count_at_each(store, given):
    text = register(DAYS[:5], [ROSA], {(ROSA, DAYS[0]): "U"})
    text += register(DAYS[:5], [ROSA], {(ROSA, DAYS[1]): "U"}, ROOS).split("\n", 1)[1]

    bring(store, given, {"r.csv": text})

    assert counts(store, DAYS[4]) == {ROSA: (10, 2)}
    assert counts(store, DAYS[4], "school") == {(ROSA, LINC): (5, 1), (ROSA, ROOS): (5, 1)}


def test_ids_keep_their_zeros_and_lose_their_wrapping(store, given):
    text = register(DAYS[:5], [ROSA, "41002"]).replace(ROSA, f'="{ROSA}"')

    bring(store, given, {"r.csv": text}, "student_id_width = 7\n")

    assert counts(store, DAYS[4]) == {ROSA: (5, 0), MARCUS: (5, 0)}


def test_everybody_is_still_enrolled_when_the_declared_period_ends_later(store, given):
    """The last declared day was a snow day: no register has rows on it."""
    text = f'covers = ["{DAYS[0]}", "{DAYS[5]}"]\n'

    bring(store, given, {"r.csv": register(DAYS[:5], marks={(MARCUS, DAYS[4]): None})}, text)

    said = answer(store, DAYS[5])
    assert [said[student]["enrolled"] for student in (ROSA, MARCUS)] == [True, False]
    assert said[ROSA]["data_through"].date() == DAYS[5]
    assert said[ROSA]["days_enrolled"] == 5


def test_a_school_that_reports_late_is_judged_by_its_own_days(store, given):
    text = register(DAYS[:10], [ROSA], {(ROSA, DAYS[7]): "U"})
    text += register(DAYS[:5], [AMINA], {(AMINA, DAYS[2]): "U"}, ROOS).split("\n", 1)[1]

    bring(store, given, {"r.csv": text})

    assert counts(store, DAYS[9]) == {ROSA: (10, 1), AMINA: (5, 1)}
    assert answer(store, DAYS[9])[AMINA]["data_through"].date() == DAYS[4]
    assert answer(store, DAYS[9])[AMINA]["enrolled"]


def test_a_declared_school_year_rejects_the_rest(store, given):
    days = [date(2025, 6, 30), date(2025, 7, 1)]

    [report] = bring(store, given, {"r.csv": register(days)}, 'school_year = "2025-26"\n')

    assert report.rejected == {"outside_school_year": 2}
    assert counts(store, days[1]) == {ROSA: (1, 0), MARCUS: (1, 0)}


def test_a_footer_is_no_student_and_its_blank_no_code(store, given):
    text = register(DAYS[:5]) + "Total,,,10\nReport run on 01/30/2026,,,\n"

    [report] = bring(store, given, {"r.csv": text})

    assert (report.rejected, report.rows_kept) == ({"footer": 2}, 10)


# --- gaps are counted in the report


def gap_notes(reports):
    return [note for report in reports for note in report.notes]


def gaps(who, days):
    return [
        f"{who} gaps of {days} in all (no row, between days with one), counted as not enrolled."
    ]


@pytest.mark.parametrize(
    ("missing", "note"),
    [
        ({}, []),
        ({ROSA: [3]}, gaps("1 student has", "1 day")),
        ({ROSA: [3, 4, 7]}, gaps("1 student has", "3 days")),
        ({ROSA: [3, 4], MARCUS: [1]}, gaps("2 students have", "3 days")),
        ({ROSA: [0, 1], MARCUS: [8, 9]}, []),  # came later, left earlier
    ],
)
def test_the_report_counts_the_gaps_of_its_file(store, given, missing, note):
    marks = {(student, DAYS[n]): None for student, days in missing.items() for n in days}

    reports = bring(store, given, {"r.csv": register(DAYS[:10], [ROSA, MARCUS, AMINA], marks)})

    assert gap_notes(reports) == note


def test_a_preview_counts_the_same_gaps(store, given):
    file = {"r.csv": register(DAYS[:10], marks={(ROSA, DAYS[3]): None})}

    assert gap_notes(bring(store, given, file, keep=False)) == gaps("1 student has", "1 day")
    assert gap_notes(bring(store, given, file)) == gaps("1 student has", "1 day")


def test_a_gap_is_counted_by_the_file_in_which_it_ends_and_by_no_later_one(store, given):
    """Rosa lacks Thursday and Friday of the first week and all of the second."""
    away = {(ROSA, day): None for day in DAYS[3:10]}

    notes = [
        gap_notes(bring(store, given, {"r.csv": register(DAYS[n : n + 5], marks=away)}))
        for n in (0, 5, 10, 15)
    ]

    assert notes == [[], [], gaps("1 student has", "7 days"), []]


def test_only_a_corrected_week_counts_the_gaps_it_touches(store, given):
    bring(store, given, {"r.csv": register(DAYS[:20], marks={(MARCUS, DAYS[17]): None})})

    corrected = register(DAYS[5:10], marks={(ROSA, DAYS[6]): None})

    assert gap_notes(bring(store, given, {"w.csv": corrected})) == gaps("1 student has", "1 day")


def test_days_between_two_schools_are_no_gap(store, given):
    moved = register(DAYS[:5], [ROSA]) + register(DAYS[7:10], [ROSA], school=ROOS).split("\n", 1)[1]
    others = register(DAYS[:10], [MARCUS]).split("\n", 1)[1]
    others += register(DAYS[:10], [AMINA], school=ROOS).split("\n", 1)[1]

    assert gap_notes(bring(store, given, {"r.csv": moved + others})) == []


def test_days_between_two_school_years_are_no_gap(store, given):
    """June 23 to July 11; Rosa ends the one year early and begins the next one late."""
    days = weekdays(date(2025, 6, 23), 15)
    away = {(ROSA, day): None for day in days if date(2025, 6, 27) < day < date(2025, 7, 4)}

    [report] = bring(store, given, {"r.csv": register(days, marks=away)})

    assert len(away) == 4
    assert (report.rejected, report.notes) == ({}, [])


def test_days_that_the_calendar_rules_out_are_no_gap(store, given):
    saturday = date(2025, 8, 30)
    days, marks = [*DAYS[:5], saturday, *DAYS[5:10]], {(ROSA, saturday): None}
    calendar_file = {"c.csv": calendar(DAYS[:10])}

    assert (
        gap_notes(bring(store, given, {"r.csv": register(days, marks=marks)} | calendar_file)) == []
    )
    marks[ROSA, DAYS[5]] = None
    file = {"r.csv": register(days, marks=marks)}
    assert gap_notes(bring(store, given, file)) == gaps("1 student has", "1 day")


def test_where_an_enrollment_file_rules_a_missing_row_ends_no_stretch(store, given):
    files = {
        "r.csv": register(DAYS[:10], marks={(ROSA, DAYS[3]): None}),
        "e.csv": enrollment((ROSA, DAYS[0]), (MARCUS, DAYS[0])),
    }

    assert gap_notes(bring(store, given, files)) == []


# --- what is remembered for next week


def next_week(cli, given, *more):
    return cli.reports(given("week2.csv", register(DAYS[5:10])), *more)[0]


def test_decisions_are_remembered_for_files_with_the_same_headers(cli, given):
    cli.done("import", given("week1.csv", register(DAYS[:5])), "--mapping", given("m.toml", CODES))

    report = next_week(cli, given)

    assert (report["questions"], report["rows_kept"]) == ([], 10)


def test_what_was_true_of_one_file_only_is_not_remembered(cli, given):
    text = f'school_id = "OAK"\nschool_year = "2025-26"\ncovers = ["{DAYS[0]}", "{DAYS[30]}"]\n'
    week = register(DAYS[:5]).replace(",School ID", "").replace(",LINC", "")
    cli.done("import", given("week1.csv", week), "--mapping", given("m.toml", text + CODES))

    result = cli("import", given("week2.csv", week.replace("2025-", "2024-")))

    assert result.exit_code == 2
    assert result.stderr.startswith("week2.csv: it has no school column")
    assert len(result.stderr.splitlines()) == 1


def test_a_list_of_absences_like_the_last_register_is_still_one(cli, given):
    """The same columns, but only the absences: as a register everybody would miss every day."""
    cli.done("import", given("week1.csv", register(DAYS[:5])), "--mapping", given("m.toml", CODES))
    rows = table("Student ID,School ID,Grade,Date,Code", [(ROSA, LINC, 6, DAYS[2], "U")])

    report = cli.reports(given("absences.csv", rows))[0]

    assert report["layout"] == "events"


def test_dates_that_show_their_order_beat_the_remembered_one(cli, given):
    def week(days, pattern):
        text = register(days)
        for day in days:
            text = text.replace(str(day), day.strftime(pattern))
        return text

    first = week(DAYS[:5], "%m/%d/%Y")
    cli.done("import", given("week1.csv", first), "--mapping", given("m.toml", CODES))
    [report] = cli.reports(given("week5.csv", week(DAYS[20:25], "%d/%m/%Y")))

    assert report["rejected"] == {}
    assert cli.done("uploads").splitlines()[-1].count("2025-09-22 to 2025-09-26") == 1
