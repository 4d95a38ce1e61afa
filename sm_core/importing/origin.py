"""Which school system a file comes from, told from its column names; only ever shown."""

import re

from sm_core.importing.columns import plain
from sm_core.importing.header import STAS, head_rows
from sm_core.importing.source import Source

SIGNS: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (name, frozenset(words.split()))
    for name, words in (
        ("PowerSchool", "attmodecode"), ("PowerSchool", "attendancecodeid"),
        ("PowerSchool", "presencestatuscd"), ("Aeries", "sc sn dy"),
        ("Aeries", "excusedabsences unexcusedabsences dayssuspended"),
        ("Infinite Campus", "absentday unexcusedabsentday"), ("Infinite Campus", "calendarid"),
        ("Infinite Campus", "studentstudentnumber"), ("Aspen", "attportionabsent"),
        ("Aspen", "localid absence tardy"), ("an Ed-Fi system", "attendanceeventcategory"),
        ("an Ed-Fi system", "attendanceeventcategorydescriptor"),
        ("an Ed-Fi system", "studentuniqueid"), ("Synergy", "sisnumber"),
        ("Skyward", "daysexcused daysunexcused daysother"), ("OneRoster", "sourcedid"),
        ("Massachusetts SIMS", "doe017 doe018"), ("Texas PEIMS", "e0036"),
        ("Texas PEIMS", "txuniquestudentid"),
    )
)  # fmt: skip
"""System, and the plain column names that together give it away; the first that fit decides."""

TABLE_NUMBER = re.compile(r"\[\d+\]")
"""PowerSchool's mark for a column of another table."""


def origin_of(source: Source) -> str:
    """The system's name, or "" where nothing gives it away."""
    if not source.has_header:
        rows = head_rows(source.text, source.delimiter)
        return "CALPADS" if rows and rows[0][1][0] == STAS else ""
    if any(TABLE_NUMBER.match(header) for header in source.headers):
        return "PowerSchool"
    words = {plain(header) for header in source.headers}
    return next((name for name, signs in SIGNS if signs <= words), "")
