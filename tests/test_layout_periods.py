"""Attendance by class period, and the rule that turns missed periods into a day."""

import os
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from invented import CODES, LINC, MARCUS, ROSA, bring, counts, table, weekdays
from round_trip import AS_OF, around, asked, taken
from slow_periods import PORTIONS, part_missed

from sm_core.uploads import open_district

DAYS = weekdays(date(2025, 9, 2), 20)
HEADER = "Student ID,School ID,Date,Period,Code"
RULES = ("any", "half", "all")


def rows(student, day, marks):
    """`marks` has a letter for each period from the first; several letters for one in a list."""
    return [
        (student, LINC, day, period, code)
        for period, codes in enumerate(marks, 1) for code in codes
    ]  # fmt: skip


def day_file(marks):
    """Marks of one day of Rosa, who was present on the others."""
    others = [row for day in DAYS[1:] for row in rows(ROSA, day, "PPPPPP")]
    return table(HEADER, [*rows(ROSA, DAYS[0], marks), *others])


@pytest.mark.parametrize(
    ("marks", "parts"),
    [
        ("PPPPPP", (0, 0, 0)),
        ("UPPPPP", (1, "1/6", 0)),
        ("UUUPPP", (1, "3/6", 0)),
        ("UUUPPPP", (1, "3/7", 0)),
        ("UUUUPPP", (1, "4/7", 0)),
        ("UUUUUU", (1, 1, 1)),
        ("TTPPPP", (0, 0, 0)),
        ("UTUUUU", (1, "5/6", 0)),
        ("UUUXXX", (1, 1, 1)),
        ("UUPXXX", (1, "2/3", 0)),
        ("HHPPPP", (1, "1/6", 0)),
        ("HHHHHH", (1, "1/2", 1)),
        (["UT", "P", "P", "P"], (1, "1/4", 0)),
        (["PX", "U"], (1, "1/2", 0)),
        (["UU", "P"], (1, "1/2", 0)),
        (["EU", "E", "U", "EP"], (1, 1, 1)),
    ],
)
def test_missed_periods_become_a_day(store, given, marks, parts):
    for number, rule in enumerate(RULES):
        text = f'period_rule = "{rule}"\n'
        bring(store, given, {"periods.csv": day_file(marks)}, text)

        part = Fraction(parts[number])
        [(enrolled, missed)] = counts(store, AS_OF, day_rule="fractional").values()
        assert (enrolled, missed) == (20, pytest.approx(float(part), abs=2e-6))
        assert counts(store, AS_OF) == {ROSA: (20, part >= Fraction(1, 2))}


def test_a_day_whose_periods_were_not_taken_does_not_count(store, given):
    bring(store, given, {"periods.csv": day_file("XXXXXX")}, 'period_rule = "half"\n')

    assert counts(store, AS_OF) == {ROSA: (19, 0)}


def test_repetitions_are_counted(cli, given):
    files = {"periods.csv": day_file(["UUU", "UE", "P", "P"])}

    done = taken(cli, given, files, f'period_rule = "half"\n{CODES}')

    assert done.reports["periods.csv"]["rejected"] == {"duplicate": 2}
    assert done.students == {ROSA: (20, 1)}


def test_seven_sevenths_are_a_day(store, given):
    marks = [row for n, day in enumerate(DAYS)
             for row in rows(ROSA, day, "UPPPPPP" if n < 14 else "PPPPPPP")]  # fmt: skip
    bring(store, given, {"periods.csv": table(HEADER, marks)}, 'period_rule = "half"\n')

    [(_, missed)] = counts(store, AS_OF, day_rule="fractional").values()

    assert missed >= 2
    assert missed == pytest.approx(2, abs=1e-4)


MISSED_ONLY = table(
    HEADER,
    [
        *rows(ROSA, DAYS[0], "UUU"), *rows(ROSA, DAYS[1], "UU"), *rows(ROSA, DAYS[2], "UUUUUU"),
        *rows(MARCUS, DAYS[12], "TTTTTT"), *rows(MARCUS, DAYS[19], "E"),
    ],
)  # fmt: skip
ABSENCES = '[codes]\nU = "absent_unexcused"\nE = "absent_excused"\nT = "tardy"\n'


@pytest.mark.parametrize(("rule", "rosa", "marcus"), [("any", 3, 1), ("half", 2, 0), ("all", 1, 0)])
def test_missed_periods_alone_need_the_periods_of_a_day(cli, given, rule, rosa, marcus):
    files = {"periods.csv": MISSED_ONLY, **around(DAYS, ROSA, MARCUS, school=LINC)}
    decided = f'period_rule = "{rule}"\n{ABSENCES}'

    assert asked(cli, given, files, ABSENCES) == {"period_rule", "day_periods"}
    assert asked(cli, given, files, decided) == (set() if rule == "any" else {"day_periods"})
    done = taken(cli, given, files, f"day_periods = 6\n{decided}")

    assert done.students == {ROSA: (20, rosa), MARCUS: (20, marcus)}


def test_missed_periods_alone_are_refused_without_school_days(cli, given):
    decided = given("map.toml", f'period_rule = "any"\n{ABSENCES}')

    result = cli("import", given("periods.csv", MISSED_ONLY), "--mapping", decided)

    assert result.exit_code == 2
    assert "without a calendar and an enrollment file nobody knows" in result.stderr


def test_a_few_present_periods_do_not_make_a_register(cli, given):
    """Tardy marks that a school counts as present, and nothing of most days."""
    files = {"periods.csv": MISSED_ONLY, **around(DAYS, ROSA, MARCUS, school=LINC)}
    decided = f'period_rule = "half"\n{ABSENCES.replace("tardy", "present")}'

    assert asked(cli, given, files, decided) == {"day_periods"}
    done = taken(cli, given, files, f"day_periods = 6\n{decided}")

    assert done.students == {ROSA: (20, 2), MARCUS: (20, 0)}


def test_sections_tell_periods_apart(cli, given):
    """The same period number in two sections is two classes."""
    missed = (DAYS[0], "MA")
    marks = [
        (ROSA, LINC, day, 1, f"{subject}-101", "U" if (day, subject) == missed else "P")
        for day in DAYS
        for subject in ("MA", "EN")
    ]
    files = {"sections.csv": table("Student ID,School ID,Date,Period,Section,Code", marks)}

    done = taken(cli, given, files, f'period_rule = "all"\n{CODES}')

    assert done.reports["sections.csv"]["rows_kept"] == 40
    assert done.students == {ROSA: (20, 0)}


COLUMNS = ("Per 1", "Per 2", "Per 3", "Advisory")


@pytest.mark.parametrize("field", ["period", "code"])
def test_period_columns_named_in_the_mapping(cli, given, field):
    lines = [(ROSA, LINC, day, *("UUPP" if day == DAYS[0] else "PPPP")) for day in DAYS]
    text = table(f"Student ID,School ID,Date,{','.join(COLUMNS)}", lines)
    listed = ", ".join(f'"{column}"' for column in COLUMNS)
    decided = f'period_rule = "half"\n{CODES}[columns]\n{field} = [{listed}]\n'

    done = taken(cli, given, {"periods.csv": text}, decided)

    assert done.reports["periods.csv"]["layout"] == "periods"
    assert done.students == {ROSA: (20, 1)}


def test_period_columns_by_position(cli, given):
    lines = [(ROSA, LINC, day, *("UUP" if day == DAYS[0] else "PPP")) for day in DAYS]
    text = "\n".join(",".join(map(str, line)) for line in lines)
    columns = "student_id = 1\nschool_id = 2\ndate = 3\nperiod = [4, 5, 6]\n"
    decided = f'period_rule = "half"\n{CODES}[files."periods.csv".columns]\n{columns}'

    done = taken(cli, given, {"periods.csv": text}, decided)

    assert done.students == {ROSA: (20, 1)}


@drawn(
    days=st.lists(
        st.lists(st.tuples(st.integers(1, 7), st.sampled_from(sorted(PORTIONS))), max_size=9),
        min_size=10, max_size=20,
    ),
    rule=st.sampled_from(RULES),
    fixed=st.sampled_from([None, 6, 8]),
)  # fmt: skip
@settings(max_examples=int(os.environ.get("EXAMPLES", "4")), deadline=None)
def test_as_slow_as_it_gets(tmp_path_factory, days, rule, fixed):
    folder = tmp_path_factory.mktemp("periods")

    def write(name, content):
        (folder / name).write_text(content)
        return folder / name

    # A full day at either end keeps the file dense and the day known.
    marks = [[(n, "P") for n in range(1, 7)], *days, [(n, "P") for n in range(1, 7)]]
    dated = list(zip(weekdays(DAYS[0], len(marks)), marks, strict=True))
    lines = [(ROSA, LINC, day, period, code) for day, said in dated for period, code in said]
    files = {"periods.csv": table(HEADER, lines)}
    if fixed:
        files |= around([day for day, _ in dated], ROSA, school=LINC)
    text = f'period_rule = "{rule}"\n' + (f"day_periods = {fixed}\n" if fixed else "")

    # Without periods of a day to go by, a day without rows is no day of the register.
    parts = [part_missed(said, rule, fixed) for _, said in dated if said or fixed]
    held = [part for part in parts if part is not None]
    store = open_district(folder / "home")
    bring(store, write, files, text)
    found = counts(store, AS_OF, day_rule="fractional")[ROSA]
    store.close()

    assert found == (len(held), pytest.approx(float(sum(held)), abs=1e-4))
