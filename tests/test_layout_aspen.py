"""Aspen: a column each for absent, tardy, dismissed and excused, as a database writes them out."""

from datetime import date

import pytest
from invented import AMINA, MARCUS, OWEN, ROSA, weekdays
from round_trip import around, asked, taken

DAYS = weekdays(date(2025, 9, 2), 20)
HEADER = (
    "state_id", "local_id", "absence", "tardy", "dismissed", "reason", "excused", "comment",
    "event_date", "school_local_id",
)  # fmt: skip
FLAGS = {"numbers": "01", "words": ("false", "true"), "capitals": ("FALSE", "TRUE")}


def quoted(cells, mark='"'):
    return ",".join(f"{mark}{cell}{mark}" for cell in cells)


def event(student, day, flags="1000", reason=r"\N", comment=r"\N", words="01"):
    """`flags` are those for absent, tardy, dismissed and excused; a dash is none."""
    absent, tardy, dismissed, excused = (r"\N" if f == "-" else words[int(f)] for f in flags)
    return [f"10{student}", student, absent, tardy, dismissed, reason, excused, comment, day, "102"]


def dump(*rows, header=True, us=False):
    lines = [quoted(HEADER, "'")] if header else []
    for row in rows:
        day = f"{row[8]:%m/%d/%Y}" if us else row[8]
        lines.append(quoted([*row[:8], day, row[9]]))
    return ("\r\n".join(lines) + "\r\n").encode("cp1252")


def events(words="01"):
    return [
        event(ROSA, DAYS[0], "1001", "Ill", r"the “flu”, \"mother\" said", words),
        event(ROSA, DAYS[1], "1000", words=words),
        event(ROSA, DAYS[2], "0100", words=words),
        event(MARCUS, DAYS[3], "0010", comment="café", words=words),
        event(MARCUS, DAYS[19], "1000", words=words),
    ]


@pytest.mark.parametrize("words", FLAGS)
@pytest.mark.parametrize("us", [True, False])
def test_flags_say_what_happened(cli, given, words, us):
    text = dump(*events(FLAGS[words]), us=us)
    files = {"attendance.csv": text, **around(DAYS, ROSA, MARCUS)}

    assert asked(cli, given, files) == set()
    done = taken(cli, given, files)

    report = done.reports["attendance.csv"]
    assert (report["layout"], report["rejected"]) == ("events", {})
    assert done.students == {ROSA: (20, 2), MARCUS: (20, 1)}


def test_absent_and_tardy_at_once_asks(cli, given):
    rows = [*events(), event(AMINA, DAYS[5], "1100")]
    files = {"attendance.csv": dump(*rows), **around(DAYS, ROSA, MARCUS, AMINA)}

    assert asked(cli, given, files) == {'"absent, tardy"'}
    done = taken(cli, given, files, '[codes]\n"absent, tardy" = "tardy"\n')

    assert done.students[AMINA] == (20, 0)


def test_flags_that_are_none_are_set_aside(cli, given):
    bad = event(OWEN, DAYS[6])
    bad[2] = "A"
    none = event(OWEN, DAYS[7], "----")
    files = {"attendance.csv": dump(*events(), bad), **around(DAYS, ROSA, MARCUS, OWEN)}

    done = taken(cli, given, files)

    assert done.reports["attendance.csv"]["rejected"] == {"bad_flag": 1}
    assert done.students[OWEN] == (20, 0)
    files["attendance.csv"] = dump(*events(), none)
    assert asked(cli, given, files) == {'""'}


@pytest.mark.parametrize("word", ["E", "U", "excused", "Unexcused"])
def test_words_of_excuses_do_not_say_present_or_absent(cli, given, word):
    told, bad = event(OWEN, DAYS[5]), [event(OWEN, DAYS[6 + n]) for n in range(3)]
    told[6] = word
    for place, row in zip((2, 3, 4), bad, strict=True):
        row[place] = word
    text = dump(*events(), told, *bad)
    files = {"attendance.csv": text, **around(DAYS, ROSA, MARCUS, OWEN)}

    done = taken(cli, given, files)

    assert done.reports["attendance.csv"]["rejected"] == {"bad_flag": 3}
    assert done.students[OWEN] == (20, 1)


def test_without_header_the_columns_are_named_by_position(cli, given):
    files = {"attendance.csv": dump(*events(), header=False), **around(DAYS, ROSA, MARCUS)}
    columns = "\n".join(
        f"{field} = {HEADER.index(header) + 1}"
        for field, header in {
            "student_id": "local_id", "presence": "absence", "tardy": "tardy",
            "dismissed": "dismissed", "excused": "excused", "date": "event_date",
            "school_id": "school_local_id",
        }.items()
    )  # fmt: skip

    assert asked(cli, given, files) == {"student_id", "date", "code", "school_id"}
    done = taken(cli, given, files, f'[files."attendance.csv".columns]\n{columns}\n')

    assert done.reports["attendance.csv"]["rows_kept"] == 5
    assert done.students == {ROSA: (20, 2), MARCUS: (20, 1)}


NATIVE = (
    "ATT_OID", "ATT_STD_OID", "ATT_SKL_OID", "ATT_DATE", "ATT_CODE_VIEW", "ATT_TARDY_IND",
    "ATT_DISMISSED_IND", "ATT_REASON_CODE", "ATT_EXCUSED_IND", "ATT_COMMENT", "ATT_ABSENT_IND",
    "ATT_PORTION_ABSENT",
)  # fmt: skip
KEYS = '[files."attendance.csv".columns]\nstudent_id = "ATT_STD_OID"\nschool_id = "ATT_SKL_OID"\n'


def native(student, day, view, flags, portion="0.0000"):
    absent, tardy, dismissed, excused = flags
    return ["ATT0001", student, "102", day, view, tardy, dismissed, r"\N", excused, "NULL", absent,
            portion]  # fmt: skip


@pytest.mark.parametrize(("portion", "missed"), [("0.0000", 1), ("0.5000", 0.5)])
def test_the_table_itself(cli, given, portion, missed):
    rows = [
        native(ROSA, DAYS[0], "A-E", "1001"),
        native(MARCUS, DAYS[1], "T-E", "0101"),
        native(MARCUS, DAYS[19], "A", "1000", portion),
    ]
    text = "\r\n".join([quoted(NATIVE), *map(quoted, rows)])
    files = {"attendance.csv": text, **around(DAYS, ROSA, MARCUS)}

    done = taken(cli, given, files, KEYS, day_rule="fractional")

    report = done.reports["attendance.csv"]
    unused = "The column with the part of the day is zero in every row, so it was not used."
    assert (unused in report["notes"]) == (portion == "0.0000")
    assert done.students == {ROSA: (20, 1), MARCUS: (20, missed)}
