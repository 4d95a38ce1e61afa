from datetime import time

import pytest

from sm_core.availability import (
    Slot,
    availability_text,
    parse_availability,
    shared_minutes,
)
from sm_core.errors import SmError


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", ""),
        ("Mon, Wed 8:00-8:30; Fri 12:15-12:45", "Mon, Wed 8:00-8:30; Fri 12:15-12:45"),
        ("M W F 8-8:30", "Mon, Wed, Fri 8:00-8:30"),
        ("tuesday and thursday 7:30am to 8:00am", "Tue, Thu 7:30-8:00"),
        ("Mon-Thu 2:30-3:15", "Mon, Tue, Wed, Thu 2:30 pm-3:15 pm"),
        ("Mon - Wed 8-8:30", "Mon, Tue, Wed 8:00-8:30"),
        (
            "Mon 8:00-8:30, Wed 1pm-2pm, Thu, Fri 9-10",
            "Mon 8:00-8:30; Wed 1:00 pm-2:00 pm; Thu, Fri 9:00-10:00",
        ),
        ("daily 12-12:30", "Mon, Tue, Wed, Thu, Fri 12:00-12:30"),
        ("every day 14:30 – 15:00", "Mon, Tue, Wed, Thu, Fri 2:30 pm-3:00 pm"),
        ("Mon 11:30-1:00\nFri 12 pm-1 pm", "Mon 11:30-1:00 pm; Fri 12:00-1:00 pm"),
        # Stretches that touch or overlap are one.
        ("Mon 8:00-8:30; Mon 8:30-9:00; Mon 8:15-8:45", "Mon 8:00-9:00"),
        ("Wed 6:00-8:00; Mon 6 pm-8 pm", "Mon 6:00 pm-8:00 pm; Wed 6:00-8:00"),
    ],
)
def test_free_time_is_read_as_people_write_it_and_written_back(written, read):
    slots = parse_availability(written)
    assert availability_text(slots) == read
    assert parse_availability(read) == slots


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("Mon 9:00-8:30", "ends before it starts"),
        ("Mon 9:00-9:00", "ends before it starts"),
        ("Mon 1:30-11:30", "ends before it starts"),
        ("Sat 9:00-10:00", "is not a time of the week"),
        ("Mon 9", "is not a time of the week"),
        ("lunch", "is not a time of the week"),
        ("8:00-8:30", "is not a time of the week"),
        ("Mon 8:75-9:00", "8:75 is not a time"),
        ("Mon 19:30-20:30", "outside the hours from 6:00 to 8:00 pm"),
        ("Mon 0:30-7:00", "outside the hours"),
    ],
)
def test_free_time_that_cannot_be_is_refused_with_its_words(written, says):
    with pytest.raises(SmError, match=says) as refused:
        parse_availability(f"Fri 8:00-8:30; {written}")
    assert written in str(refused.value)
    assert "write it like" in str(refused.value)


def test_the_bounds_of_a_school_day_are_in_it():
    assert parse_availability("Tue 6:00-20:00") == (Slot(2, time(6), time(20)),)


@pytest.mark.parametrize(
    ("ours", "theirs", "minutes"),
    [
        ("Mon 8:00-9:00", "Mon 8:30-9:30", 30),
        ("Mon 8:00-9:00", "Mon 9:00-9:30", 0),
        ("Mon 8:00-9:00", "Tue 8:00-9:00", 0),
        ("daily 8:00-8:30", "Mon, Fri 8:15-8:45", 30),
        ("Mon 8:00-12:00", "Mon 8:30-9:00; Mon 11:00-11:15", 45),
        ("", "Mon 8:00-9:00", 0),
    ],
)
def test_minutes_that_both_have_in_a_week(ours, theirs, minutes):
    assert shared_minutes(parse_availability(ours), parse_availability(theirs)) == minutes
    assert shared_minutes(parse_availability(theirs), parse_availability(ours)) == minutes
