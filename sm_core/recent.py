"""What happened lately to the students of one page of the list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sm_core.queries import run
from sm_core.school_year import school_year_of
from sm_core.seen import Seen
from sm_core.store import Store

WEEKS_SHOWN = 8
CHANGE_DAYS = timedelta(days=30)


@dataclass(frozen=True)
class Recent:
    """Days missed in each of the eight weeks up to the student's last day with data, oldest first
    (None where the school sends totals only), and the rate 30 days before that day (None where it
    says nothing: under ten enrolled days then)."""

    weeks: list[float] | None
    rate_before: float | None


def recent(store: Store, seen: Seen, ids: list[str]) -> dict[str, Recent]:
    """`Recent` of each student of one page of the list, by id, in student scope."""
    ends = _last_days(seen, ids)
    before = _rates_before(store, seen, ends)
    weeks = _weeks(store, seen, ends)
    return {student: Recent(weeks.get(student), before.get(student)) for student in ids}


def _last_days(seen: Seen, ids: list[str]) -> dict[str, date]:
    """Per student with daily data the last day that counts: no week after it is shown as one
    without absences."""
    import pyarrow.compute as compute

    chosen = compute.field("student_id").isin(ids) & compute.field("has_daily")
    rows = seen.students.filter(chosen).select(["student_id", "data_through"]).to_pylist()
    return {
        row["student_id"]: min(row["data_through"], seen.asked.as_of)
        for row in rows
        if row["data_through"]
    }


def _weeks(store: Store, seen: Seen, ends: dict[str, date]) -> dict[str, list[float]]:
    weeks = {student: [0.0] * WEEKS_SHOWN for student in ends}
    with seen.ask(store, "students_recent", page=list(ends)) as query:
        for student, monday, missed in query.fetchall():
            last = ends[student] - timedelta(days=ends[student].weekday())
            place = WEEKS_SHOWN - 1 - (last - monday).days // 7
            if 0 <= place < WEEKS_SHOWN:
                weeks[student][place] = float(missed)
    return weeks


def _rates_before(store: Store, seen: Seen, ends: dict[str, date]) -> dict[str, float]:
    """The rate of each student 30 days before its last day, where that is in the same year."""
    days = defaultdict(list)
    for student, end in ends.items():
        if school_year_of(end - CHANGE_DAYS) == school_year_of(end):
            days[end - CHANGE_DAYS].append(student)
    rates = {}
    for day, students in days.items():
        asked = replace(seen.asked, as_of=day)
        # Those seen now are followed back to an earlier school (DESIGN rule 5).
        values = asked.parameters(seen.actor) | {"students": students, "schools": None}
        with store.reading() as cursor:
            rows = run(cursor, "standing", asked.pieces, **values).df()
        known = rows[~rows["few_days"]]
        rates |= dict(zip(known["student_id"], known["absence_rate"].astype(float), strict=True))
    return rates
