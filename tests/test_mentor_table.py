"""The list of mentors: filtered, in order, and as a file that the roster import reads back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sm_core.mentors.mentor import Screening, Training
from sm_core.mentors.table import (
    HEADERS,
    Wanted,
    expiring,
    exported,
    listed,
    shown,
    stage_counts,
)
from sm_core.traits import Traits
from tests.invented import LINC, ROOS
from tests.mentor_cast import CAST, DAVID, GRACE, HELEN, LAST_FALL, PRIYA, TODAY, TOMAS, cleared

DAY = timedelta(days=1)
READY = replace(cleared(DAVID), brings=Traits(("K", "10", "7"), ("Igbo", "English"), ("Brass",)))
RENEW = cleared(GRACE, criminal_check=Screening(LAST_FALL, TODAY + 60 * DAY))
LATE = cleared(TOMAS, registry_check=Screening(LAST_FALL, TODAY - DAY))
GONE = replace(cleared(PRIYA, application=Screening(LAST_FALL, TODAY)), closed=TODAY)
ALL = [HELEN, GONE, LATE, RENEW, READY]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Wanted(), ["m2", "m1", "m3", "m5"]),
        (Wanted(stages=("closed", "prospect")), ["m5", "m4"]),
        (Wanted(school=ROOS), ["m3"]),
        (Wanted(kinds=("external", "peer")), ["m3"]),
        (Wanted(can_be_matched=True), ["m2", "m1"]),
        (Wanted(expires_soon=True), ["m2", "m3"]),
        (Wanted(text="tomas"), ["m3"]),
        (Wanted(text="BAND t"), ["m1"]),
        (Wanted(text="igbo"), ["m1"]),
        (Wanted(text="brass"), ["m1"]),
        (Wanted(text="americorps"), ["m3"]),
        (Wanted(text="%"), []),
        (Wanted(text="coach"), []),
    ],
)
def test_the_list_is_narrowed(wanted, ids):
    assert [mentor.mentor_id for mentor in listed(ALL, wanted, TODAY)] == ids


def test_a_check_is_due_sixty_days_before_its_last_day_and_after_it():
    assert [(m.mentor_id, step) for m, step, _ in expiring(ALL, TODAY)] == [
        ("m3", "registry_check"), ("m2", "criminal_check"),
    ]  # fmt: skip
    assert [m.mentor_id for m, _, _ in expiring(ALL, TODAY - DAY)] == ["m3", "m4"]


def test_every_stage_is_counted_at_the_school_chosen():
    counts = stage_counts(ALL, None, TODAY)
    assert (counts["active"], counts["prospect"], counts["closed"]) == (3, 1, 1)
    assert sum(counts.values()) == 5
    assert stage_counts(ALL, ROOS, TODAY)["active"] == 1


def test_the_table_in_the_words_people_read():
    rows = shown([READY, LATE, HELEN], {LINC: "Lincoln"}, TODAY).to_dict("records")
    assert rows[0] == {
        "Mentor": "David Okafor", "Kind": "Staff", "Schools": "Lincoln", "Stage": "Active",
        "Missing": "", "At once": 4, "Students": 0, "Free": 4, "Grades": "K, 7, 10",
        "Languages": "Igbo, English", "Free time": "", "Next expiry": "",
    }  # fmt: skip
    assert rows[1]["Kind"] == "From outside"
    assert rows[1]["Missing"].endswith("registries expired on Jan 29, 2026")
    assert (rows[1]["Free"], rows[1]["Next expiry"]) == (0, "Jan 29, 2026")
    assert rows[2]["Missing"].startswith("no application yet; no interview yet; ")


def test_the_file_has_the_headers_of_the_roster():
    assert HEADERS[:-1] == [
        "Mentor ID", "First name", "Last name", "Kind", "Position", "Organization", "E-mail",
        "Phone", "Schools", "Capacity", "Grades", "Languages", "Interests", "Dislikes",
        "Availability", "Application", "Interview", "References", "Criminal check",
        "Criminal check expires", "Registry check", "Registry check expires", "Orientation",
        "Confidentiality agreement", "Duty to report", "Started", "Paused", "Closed", "Reason",
        "Note",
    ]  # fmt: skip
    assert list(exported([], TODAY).columns) == HEADERS


def test_the_file_holds_iso_dates_lists_and_yes_or_no():
    mentor = replace(
        RENEW, brings=READY.brings, schools=(LINC, ROOS), paused=TODAY, state_reason="On leave",
        trainings=(Training("orientation", LAST_FALL, "", True, False),),
        screening=RENEW.screening | {"interview": Screening(LAST_FALL, passed=False)},
    )  # fmt: skip
    [row] = exported([mentor], TODAY).to_dict("records")
    told = {name: row[name] for name in (
        "Kind", "Schools", "Capacity", "Grades", "Languages", "Application", "Interview",
        "References", "Criminal check", "Criminal check expires", "Registry check expires",
        "Orientation", "Confidentiality agreement", "Duty to report", "Started", "Paused",
        "Closed", "Reason")}  # fmt: skip
    assert told == {
        "Kind": "staff", "Schools": "LINC; ROOS", "Capacity": 3, "Grades": "K; 7; 10",
        "Languages": "English; Igbo", "Application": "2025-09-15", "Interview": "",
        "References": "", "Criminal check": "2025-09-15", "Criminal check expires": "2026-03-31",
        "Registry check expires": "", "Orientation": "2025-09-15",
        "Confidentiality agreement": "yes", "Duty to report": "no", "Started": "2025-09-16",
        "Paused": "2026-01-30", "Closed": "", "Reason": "On leave",
    }  # fmt: skip


def test_who_brings_nothing_has_empty_cells():
    [row] = exported([HELEN], TODAY).to_dict("records")
    assert {row[name] for name in ("Grades", "Orientation", "Duty to report", "Started")} == {""}
    assert len(exported(list(CAST), TODAY)) == 5
