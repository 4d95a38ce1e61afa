"""Dirt that says nothing: the file counts as if it were clean, and no row is set aside."""

import codecs

import pytest
from invented import DAYS, LINC, MARCUS, ROSA, register

CLEAN = register(DAYS[:5], marks={(ROSA, DAYS[1]): "U"})
COUNTED = {ROSA: (5, 1), MARCUS: (5, 0)}
TABS = CLEAN.replace(",", "\t")
QUOTED = "\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in CLEAN.splitlines())
TITLES = "Attendance by student\n\nLincoln Middle School\nRun on 01/30/2026\n\n\n"


def header(old, new):
    """The clean file with another word in its header."""
    first, rest = CLEAN.split("\n", 1)
    assert old in first
    return f"{first.replace(old, new)}\n{rest}"


def lines(change):
    return "".join(f"{change(line)}\n" for line in CLEAN.splitlines())


def below(change):
    first, *rest = CLEAN.splitlines()
    return "".join(f"{line}\n" for line in [first, *map(change, rest)])


def dated(*patterns):
    """The clean file with its dates written in these ways in turn."""
    ways = dict(zip(map(str, DAYS), patterns * len(DAYS), strict=False))
    text = CLEAN
    for day in DAYS[:5]:
        text = text.replace(str(day), day.strftime(ways[str(day)]))
    return text


def serials(fraction=""):
    text = CLEAN
    for day in DAYS[:5]:
        text = text.replace(str(day), f"{day.toordinal() - 693594}{fraction}")
    return text


FILES = {
    "a byte order mark before a quoted header": codecs.BOM_UTF8 + QUOTED.encode(),
    "two byte order marks": 2 * codecs.BOM_UTF8 + CLEAN.encode(),
    "a byte order mark read as three letters": "ï»¿" + CLEAN,
    "a no-break space in a header": header("Student ID", "Student\u00a0ID"),
    "zero-width spaces in a header": header("Student ID", "\u200bStudent\u200b ID\u2060"),
    "blanks around headers": header("Student ID,School ID", " Student ID ,\tSchool ID"),
    "UTF-16, little end, tabs": codecs.BOM_UTF16_LE + TABS.encode("utf-16-le"),
    "UTF-16, big end, tabs": codecs.BOM_UTF16_BE + TABS.encode("utf-16-be"),
    "UTF-16, little end, tabs, bare": TABS.encode("utf-16-le"),
    "UTF-16, big end, tabs, bare": TABS.encode("utf-16-be"),
    "lines that end on a carriage return": CLEAN.replace("\n", "\r"),
    "no line end after the last row": CLEAN.removesuffix("\n"),
    "titles and blank lines above": TITLES + CLEAN,
    "Excel's line with the delimiter": "sep=;\n" + CLEAN.replace(",", ";"),
    "a delimiter after every line": lines(lambda line: line + ","),
    "a delimiter after every row": below(lambda line: line + ","),
    "blank columns at the end": lines(lambda line: line + ",,,,"),
    "blank cells behind some rows": CLEAN.replace(",U\n", ",U, ,,\n"),
    "rows cut short": lines(lambda line: line + ",") .replace("P,\n", "P\n"),
    "a column without a name": lines(lambda line: line.replace(LINC, f"{LINC},7"))
    .replace("School ID", "School ID,"),
    "codes with blanks around": CLEAN.replace(",U", ", U\t").replace(",P", ",P\u00a0"),
    "ids with blanks and zero-width marks around": CLEAN.replace(ROSA, f"\u200b{ROSA}\u2060 "),
    "ids with control characters around": CLEAN.replace(ROSA, f"\x02{ROSA}\x1f"),
    "timestamps": dated("%Y-%m-%dT00:00:00.000Z", "%Y-%m-%d 07:30:00"),
    "dates as Excel counts them": serials(),
    "dates as Excel counts them, with a time": serials(".354166"),
    "several date formats": dated("%Y-%m-%d", "%Y%m%d", "%m/%d/%Y", "%d-%b-%Y", "%d %B %Y"),
    "the day before the month": dated("%d/%m/%Y"),
    "weekdays before the dates": dated("%a %m/%d/%y"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_it_counts_as_the_clean_file_does(take, days, name):
    report = take({"dirty.csv": FILES[name]})

    assert (report["layout"], report["rows_read"]) == ("register", 10)
    assert (report["rejected"], report["questions"], report["problems"]) == ({}, [], [])
    assert days() == COUNTED


def test_a_file_of_a_thousand_columns(take, days):
    names = ",".join(f"Field {n}" for n in range(995))
    first, *rest = CLEAN.splitlines()
    text = "\n".join([f"{first},{names}", *(line + ",x" * 995 for line in rest)])

    assert take({"wide.csv": text})["rejected"] == {}
    assert days() == COUNTED


def test_blank_rows_at_the_end_are_counted_as_such(take, days):
    report = take({"dirty.csv": CLEAN + "\n,,,,\n \n" + '""\n'})

    assert report["rejected"] == {"blank_row": 4}
    assert days() == COUNTED


def test_the_end_mark_of_a_DOS_file_is_a_blank_row(take, days):
    report = take({"dirty.csv": CLEAN + "\x1a"})

    assert report["rejected"] == {"blank_row": 1}
    assert days() == COUNTED
