"""What only shows with many rows on several threads; all other tests run on one."""

from datetime import date

from tests.invented import bring, calendar, counts, enrollment, events, weekdays

STUDENTS = [f"{number:07d}" for number in range(2000)]
SCHOOL_DAYS = weekdays(date(2025, 8, 25), 65)


def test_a_large_import_is_seen_at_once_and_not_only_after_the_next_start(store, given):
    store._connection.execute("SET threads = 2")
    missed = [(student, day, "U") for student in STUDENTS for day in SCHOOL_DAYS]
    files = {
        "enrollment.csv": enrollment(*((student, SCHOOL_DAYS[0]) for student in STUDENTS)),
        "calendar.csv": calendar(SCHOOL_DAYS),
        "absences.csv": events(*missed),
    }
    covers = f'covers = ["{SCHOOL_DAYS[0]}", "{SCHOOL_DAYS[-1]}"]\n'
    bring(store, given, files, covers)
    found = counts(store, SCHOOL_DAYS[-1])
    assert len(found) == len(STUDENTS)
    assert set(found.values()) == {(65.0, 65.0)}


def test_two_large_files_of_one_call_are_both_seen(store, given):
    """Between them, nothing is added for register days that an enrolled student lacks."""
    store._connection.execute("SET threads = 2")
    first, second = SCHOOL_DAYS[:60], SCHOOL_DAYS[60:]
    files = {
        "enrollment.csv": enrollment(*((student, SCHOOL_DAYS[0]) for student in STUDENTS)),
        "calendar.csv": calendar(SCHOOL_DAYS),
        "first.csv": events(*((student, day, "U") for student in STUDENTS for day in first)),
        "second.csv": events(*((student, day, "E") for student in STUDENTS for day in second)),
    }
    bring(store, given, files)
    assert set(counts(store, SCHOOL_DAYS[-1]).values()) == {(65.0, 65.0)}
