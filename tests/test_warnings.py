"""The warning before an import that would make many known absences vanish."""

import pytest
from invented import (
    AMINA,
    DAYS,
    MARCUS,
    ROOS,
    ROSA,
    bring,
    calendar,
    counts,
    enrollment,
    events,
    register,
)

ABSENT = {(ROSA, day): "U" for day in DAYS[:20]}
BASE = {
    "calendar.csv": calendar(DAYS),
    "enrollment.csv": enrollment((ROSA, DAYS[0]), (MARCUS, DAYS[0])),
}


def without(count, known=ABSENT):
    """`known` absences but the first `count`."""
    return dict(list(known.items())[count:])


@pytest.mark.parametrize(("gone", "warned"), [(0, 0), (1, 0), (2, 0), (3, 1), (20, 1)])
def test_a_register_that_removes_more_than_a_tenth_of_twenty(store, given, gone, warned):
    bring(store, given, {"a.csv": register(DAYS[:20], marks=ABSENT)})

    again = {"b.csv": register(DAYS[:20], marks=without(gone))}
    [report] = bring(store, given, again, keep=False)

    assert len(report.warnings) == warned
    assert report.changes.get("removed", 0) == gone


def test_the_sentence_names_both_numbers_and_the_days(store, given, cli):
    bring(store, given, {"a.csv": register(DAYS[:20], marks=ABSENT)})

    [report] = bring(store, given, {"b.csv": register(DAYS[:20], marks=without(3))})

    said = (
        "Careful: this file removes 3 of the 20 absences known at its schools between "
        "August 25, 2025 and September 19, 2025; is it complete?"
    )
    assert report.warnings == report.as_json()["warnings"] == [said]
    # A warning asks; the import goes on.
    assert counts(store, DAYS[19])[ROSA] == (20, 17)


def test_one_day_is_named_once(store, given):
    bring(store, given, {"a.csv": register(DAYS[:1], marks={(ROSA, DAYS[0]): "U"})})

    [report] = bring(store, given, {"b.csv": register(DAYS[:1])})

    assert "at its schools on August 25, 2025; is it complete?" in report.warnings[0]


def test_only_the_days_and_schools_of_the_file_are_weighed(store, given):
    """Twenty more absences beside what the file reaches do not hide that all of its own go."""
    other = {(MARCUS, day): "U" for day in DAYS[:20]}
    bring(store, given, {
        "l.csv": register(DAYS[:20], marks=ABSENT),
        "r.csv": register(DAYS[:20], [MARCUS, AMINA], other, ROOS),
    })  # fmt: skip

    [report] = bring(store, given, {"b.csv": register(DAYS[:5])})

    assert "removes 5 of the 5 absences" in report.warnings[0]


def test_events_that_cover_a_period_and_lack_what_was_known(store, given):
    rows = [(ROSA, day, "U") for day in DAYS[:10]]
    bring(store, given, BASE | {"a.csv": events(*rows)})

    covers = f'covers = ["{DAYS[0]}", "{DAYS[9]}"]\n'
    [report] = bring(store, given, {"b.csv": events(*rows[:8])}, covers, keep=False)

    assert "removes 2 of the 10 absences" in report.warnings[0]


def test_an_enrollment_file_that_lacks_a_student(store, given):
    rows = [(ROSA, day, "U") for day in DAYS[:5]] + [(MARCUS, day, "E") for day in DAYS[:5]]
    bring(store, given, BASE | {"a.csv": events(*rows)})

    [report] = bring(store, given, {"e.csv": enrollment((ROSA, DAYS[0]))}, keep=False)

    assert report.changes == {"removed": 5}
    assert "removes 5 of the 10 absences" in report.warnings[0]


def test_a_calendar_that_lacks_a_week(store, given):
    bring(store, given, BASE | {"a.csv": events(*[(ROSA, day, "U") for day in DAYS[:10]])})

    [report] = bring(store, given, {"c.csv": calendar(DAYS[5:])}, keep=False)

    assert "removes 5 of the 10 absences" in report.warnings[0]


def test_the_command_line_says_it(cli, given):
    codes = given("codes.toml", '[codes]\nP = "present"\nU = "absent_unexcused"\n')
    cli.done("import", given("a.csv", register(DAYS[:20], marks=ABSENT)), "--mapping", codes)

    said = cli.done("import", given("b.csv", register(DAYS[:20])), "--mapping", codes)

    assert "\n  Careful: this file removes 20 of the 20 absences known" in said
