"""How the dirty files here are brought in: by the command line, each beside a clean answer."""

import csv
import io

import pytest
from invented import CODES, DAYS

from sm_core.importing.report import REASONS
from sm_core.uploads import open_district


@pytest.fixture
def take(cli, given):
    """Imports files, given as {name: content}, in one call; the report of the last one, whose
    numbers add up and whose reasons have words."""

    def imported(files, text="", codes=CODES):
        paths = [given(name, content) for name, content in files.items()]
        reports = cli.reports(*paths, "--mapping", given("map.toml", text + codes))
        for report in reports:
            kept, rejected = report["rows_kept"], report["rejected"]
            assert report["rows_read"] == kept + sum(rejected.values())
            assert rejected.keys() <= REASONS.keys()
        return reports[-1]

    return imported


@pytest.fixture
def days(cli):
    """{student: (days enrolled, days absent)} as the command line tells them."""

    def told():
        rows = csv.DictReader(io.StringIO(cli.done("standing", "--as-of", str(DAYS[-1]))))
        return {r["student_id"]: (int(r["days_enrolled"]), int(r["days_absent"])) for r in rows}

    return told


@pytest.fixture
def names(cli):
    """{student: (first name, last name, full name)} as they are stored."""

    def told():
        store = open_district(cli.home)
        with store.reading() as cursor:
            rows = cursor.execute(
                "SELECT student_id, first_name, last_name, full_name FROM attendance.students"
            ).fetchall()
        store.close()
        return {student: tuple(said) for student, *said in rows}

    return told
