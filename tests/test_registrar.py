"""What to ask the registrar for: every system says what our importer needs, in a short message."""

import re

import pytest

from sm_core.importing.columns import recognize
from sm_core.importing.registrar import (
    ABSENCES,
    CALENDAR,
    CODE_TABLE,
    ENROLLMENT,
    TOTALS,
    message,
    together,
)
from sm_core.importing.systems import SYSTEMS

LONG_NAME = "Dr. Martin Luther King Jr. Middle School"
EVERY = pytest.mark.parametrize("name", SYSTEMS)
DAILY = [name for name, system in SYSTEMS.items() if together(system)]
OF_TOTALS = [name for name in SYSTEMS if name not in DAILY]


@EVERY
def test_the_message_is_short_plain_text_that_names_every_file_and_column(name):
    system = SYSTEMS[name]

    text = message(system, LONG_NAME)

    assert len(text) < 1500
    assert LONG_NAME in text
    for file in system.files:
        assert file.source in text
        assert ", ".join(file.columns) in text
    for question in (*system.asks, *system.says):
        assert question in text
    assert not re.search(r"[*<>`]|\n\n\n", text)


@EVERY
def test_the_message_says_how_and_how_safely(name):
    text = message(SYSTEMS[name], LONG_NAME)

    for words in (
        "Dear registrar", "first day of school through yesterday", "also those who left",
        "Then", "not open the files in Excel", "leading zeros", "never in an e-mail",
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize("school", [None, "", "  "])
def test_without_a_school_the_message_is_of_our_schools(school):
    assert "Success Mentors at our schools we" in message(SYSTEMS["aeries"], school)


def test_the_systems_are_offered_under_their_names():
    names = [system.name for system in SYSTEMS.values()]

    assert names == [
        "PowerSchool", "Infinite Campus", "Aeries", "Skyward", "Synergy", "Aspen / X2", "Ed-Fi",
        "OneRoster (names only)", "New York SIRS", "California CALPADS (STAS)", "Texas PEIMS",
        "Massachusetts SIMS", "Another system",
    ]  # fmt: skip


@pytest.mark.parametrize("name", DAILY)
def test_daily_attendance_comes_with_enrollment_and_calendar(name):
    system = SYSTEMS[name]
    uses = [file.use for file in system.files]

    assert {ABSENCES, ENROLLMENT, CALENDAR} <= set(uses)
    assert "can replace" in message(system)
    assert any("exit date" in question for question in system.asks)


@pytest.mark.parametrize("name", OF_TOTALS)
def test_a_state_file_of_totals_says_what_it_cannot_give(name):
    system = SYSTEMS[name]

    [totals] = [file for file in system.files if file.use == TOTALS]
    assert "no trends" in totals.why
    assert "can replace" not in message(system)


def test_powerschool_names_its_code_table_and_the_status_in_it():
    [table] = [file for file in SYSTEMS["powerschool"].files if file.use == CODE_TABLE]

    assert "Attendance_Code (156)" in table.source
    assert "Presence_Status_CD" in table.columns


def test_oneroster_says_that_it_holds_no_attendance():
    assert "OneRoster has no attendance" in message(SYSTEMS["oneroster"])


SENSITIVE = r"birth|sex\b|gender|race|comment|disab|iep|housing|income|phone|address"


@EVERY
def test_nothing_is_asked_for_that_is_not_needed(name):
    columns = [column for file in SYSTEMS[name].files for column in file.columns]

    assert [column for column in columns if re.search(SENSITIVE, column, re.I)] == []


NEEDED = {
    ENROLLMENT: {"student_id", "entry_date", "exit_date"},
    CALENDAR: {"school_id", "date", "day_type"},
}


@pytest.mark.parametrize("use", NEEDED)
@pytest.mark.parametrize("name", DAILY)
def test_the_import_knows_the_columns_asked_for(name, use):
    [file] = [file for file in SYSTEMS[name].files if file.use == use]
    headers = [re.sub(r" \(.*\)", "", column) for column in file.columns]

    found = recognize(headers)

    assert NEEDED[use] <= found.columns.keys() | found.ties.keys()


@pytest.mark.parametrize("name", ["another", "ed-fi", "powerschool"])
def test_the_import_knows_the_absences_asked_for(name):
    [file] = [file for file in SYSTEMS[name].files if file.use == ABSENCES]

    assert {"student_id", "school_id", "date", "code"} <= recognize(file.columns).columns.keys()
