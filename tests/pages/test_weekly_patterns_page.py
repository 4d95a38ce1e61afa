"""Patterns on the weekly review, through AppTest."""

import shutil
from datetime import date

import pytest
from looking import look

from sm_core.uploads import open_district
from tests.invented import DAYS, LINC, bring, register, weekdays
from tests.targeted import made_once
from ui import session

WEEKLY = "pages/meetings/weekly.py"
LONG = weekdays(DAYS[0], 60)
STUDENTS = [f"{n:07d}" for n in range(20)]
FRIDAYS = {(student, day): "U" for student in STUDENTS[:6] for day in LONG if day.weekday() == 4}
HEADING = "Patterns worth a word"


@pytest.fixture(scope="session")
def patterned(tmp_path_factory):
    """Twelve weeks of twenty students at Lincoln, of whom six are away on Fridays."""
    return made_once(tmp_path_factory, lambda store, given: bring(
        store, given, {"lincoln.csv": register(LONG, STUDENTS, FRIDAYS, LINC, "7")}
    ))  # fmt: skip


@pytest.fixture
def fridays(patterned, page_home, monkeypatch):
    shutil.copytree(patterned, page_home)
    monkeypatch.setattr(session, "today", lambda: LONG[-1])
    open_district(page_home).close()


def section(**address):
    """The lines that stand under the heading of the section."""
    app = look(WEEKLY, **address)
    assert not app.exception
    assert HEADING in [each.value for each in app.subheader]
    marks = [each.value.replace("\\", "") for each in app.markdown if "student days" in each.value]
    return marks, next(each.value for each in app.caption if "Weekdays" in each.value)


def test_what_stands_out_is_a_sentence(fridays):
    marks, caption = section()

    assert marks == ["- On Fridays students missed 72 of 240 student days (30.0%), on the other "
                     "days of the same 12 weeks 0 of 960 student days (0.0%)."]  # fmt: skip
    assert caption.startswith("5 looked at; 1 stands out even so.")


def test_an_earlier_week_knows_no_more_than_it_did(fridays):
    marks, caption = section(week=date(2025, 9, 15).isoformat())

    assert marks == []
    assert caption.startswith("Too few weeks are known to look for patterns.")
