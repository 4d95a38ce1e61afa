"""One import as a person does it on the command line; `make slow` (ROUND_TRIP) also does it again
with the mapping it printed, and once more as next week's file."""

import csv
import io
import os
import re
from dataclasses import dataclass, replace
from datetime import date

from invented import calendar, enrollment

ROUND_TRIP = bool(os.environ.get("ROUND_TRIP"))
AS_OF = date(2026, 1, 30)
SETTLES = re.compile(r'Settle it in the mapping with ("(?:[^"\\]|\\.)*"|\w+) =')

OF_ONE_FILE = {"as_of", "school_year", "school_id"}


@dataclass(frozen=True)
class Taken:
    """The reports of a call by file, and {student: (days enrolled, days absent)} after it."""

    reports: dict[str, dict]
    students: dict[str, tuple[float, float]]
    rows: list[dict]


def around(days, *students, school="102"):
    """The calendar and enrollment file that a list of absences needs."""
    return {
        "calendar.csv": calendar(days, school),
        "enrollment.csv": enrollment(*((s, days[0]) for s in students), school=school),
    }


def asked(cli, given, files, decisions=""):
    """What settles the questions of a call: names of settings and columns, and codes in quotes."""
    reports = cli.reports(*_paths(given, files), *_mapping(given, decisions), "--dry-run")
    assert [report["problems"] for report in reports] == [[] for _ in reports]
    questions = [question for report in reports for question in report["questions"]]
    assert all(SETTLES.search(question) for question in questions), questions
    return {SETTLES.search(question)[1] for question in questions}


def refused(cli, given, files, decisions=""):
    """The sentences of a call that must be refused without a question."""
    result = cli("import", *_paths(given, files), *_mapping(given, decisions))
    assert result.exit_code == 2, result.output
    return result.stderr.splitlines()


def taken(cli, given, files, decisions="", as_of=AS_OF, day_rule="half_day"):
    """Import the files, {name: content}. With ROUND_TRIP once more elsewhere with the mapping that
    a dry run prints: both ask nothing and give the same."""
    paths = _paths(given, files)
    before = _mapping(given, decisions)
    if not ROUND_TRIP:
        return _once(cli, paths, before, as_of, day_rule)
    printed = given("printed.toml", cli.done("import", *paths, *before, "--dry-run"))
    first = _once(cli, paths, before, as_of, day_rule)
    elsewhere = replace(cli, home=cli.home.with_name("again"))
    again = _once(elsewhere, paths, ("--mapping", printed), as_of, day_rule)
    assert again.rows == first.rows
    _next_week(cli, paths, first)
    said = ("layout", "rows_read", "rejected", "changes", "notes")
    for name, report in again.reports.items():
        assert {key: report[key] for key in said} == {key: first.reports[name][key] for key in said}
    return first


def _next_week(cli, paths, first):
    """Such a file asks only for what is true of it alone."""
    for report in cli.reports(*paths, "--dry-run"):
        assert {SETTLES.search(question)[1] for question in report["questions"]} <= OF_ONE_FILE
        assert report["problems"] == []
        assert report["layout"] == first.reports[report["file"]]["layout"]


def _once(cli, paths, mapping, as_of, day_rule):
    reports = cli.reports(*paths, *mapping)
    for report in reports:
        assert not report["questions"] + report["problems"], report
        assert report["rows_read"] == report["rows_kept"] + sum(report["rejected"].values())
        del report["upload_id"]
    text = cli.done("standing", "--as-of", as_of, "--day-rule", day_rule)
    rows = list(csv.DictReader(io.StringIO(text)))
    students = {
        row["student_id"]: (float(row["days_enrolled"]), float(row["days_absent"])) for row in rows
    }
    return Taken({report["file"]: report for report in reports}, students, rows)


def _paths(given, files):
    return [given(name, content) for name, content in files.items()]


def _mapping(given, decisions):
    return ("--mapping", given("map.toml", decisions)) if decisions else ()
