"""September, days beside breaks and cohorts, counted slowly, without sm_core."""

from collections import Counter, defaultdict
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from operator import add

from slow_trends import CHRONIC, RULE, chosen, in_rates, september_of
from slow_versions import (
    calendar_days,
    counted_days,
    days_missed,
    portion_missed,
    relevant_spans,
    rows_on,
    standing,
)


def september(district, as_of, wanted):
    """Per span ("" for too few days): (students in rates, chronically absent)."""
    found = defaultdict(lambda: [0, 0])
    for row in in_rates(chosen(district, as_of, wanted)):
        span = found[september_of(district, row["student_id"], as_of)]
        span[0] += 1
        span[1] += row["tier"] in CHRONIC
    return {span: tuple(counts) for span, counts in found.items()}


def cohorts(district, as_of, then, wanted):
    """Per grade of today: (in rates now, chronic and severe of them, then too, and of these, then
    and now: chronic, severe, days enrolled, days absent)."""
    before = {row["student_id"]: _counts(row)
              for row in in_rates(standing(district, then, "student", RULE))}  # fmt: skip
    found = defaultdict(lambda: [0] * 12)
    for row in in_rates(chosen(district, as_of, wanted)):
        if not row["grade"]:
            continue
        now, sums = _counts(row), found[row["grade"]]
        added = [1, *now[:2], 0, *[0] * 8]
        if row["student_id"] in before:
            added[3:] = [1, *before[row["student_id"]], *now]
        sums[:] = map(add, sums, added)
    return {grade: tuple(sums) for grade, sums in found.items()}


def _counts(row):
    return (int(row["tier"] in CHRONIC), int(row["tier"] == "severe_chronic"),
            int(row["days_enrolled"]), float(row["days_absent"]))  # fmt: skip


def beside_breaks(district, as_of, wanted):
    """Per (kind, weekdays closed first and last, side, day): days, missed, missed if ordinary."""
    found = defaultdict(lambda: [0, Fraction(0), Fraction(0)])
    days = days_of_schools(district, as_of, wanted)
    for school in sorted({school for school, _ in days}):
        gaps = list(gaps_of(calendar_days(district, school, as_of)))
        beside = {day for gap in gaps for day in gap[3:]}
        for kind, first, last, *around in gaps:
            for side, day in zip(("before", "after"), around, strict=True):
                usual = [told for (one, other), told in days.items()
                         if one == school and other not in beside
                         and other.weekday() == day.weekday()
                         and abs((other - day).days) <= 28]  # fmt: skip
                enrolled, missed = days.get((school, day), (0, 0))
                if enrolled and usual:
                    row = found[kind, first, last, side, day]
                    row[0] += enrolled
                    row[1] += missed
                    row[2] += enrolled * sum(m for _, m in usual) / sum(n for n, _ in usual)
    return {place: tuple(row) for place, row in found.items()}


def gaps_of(days):
    """(kind, first and last weekday closed, school day before and after) of one school."""
    often = Counter(day.weekday() for day in days)
    weekdays = [weekday for weekday, count in often.items() if 2 * count >= max(often.values())]
    for before, after in pairwise(days):
        between = [before + timedelta(days=n) for n in range(1, (after - before).days)]
        closed = [day for day in between if day.weekday() in weekdays]
        if closed:
            kind = "break" if len(closed) >= 3 else "holiday"
            yield kind, closed[0], closed[-1], before, after


def days_of_schools(district, as_of, wanted):
    """Per school and day with a counted day of a student chosen: (days, days missed)."""
    found = defaultdict(lambda: [0, Fraction(0)])
    students = {row["student_id"] for row in in_rates(chosen(district, as_of, wanted))}
    homes = defaultdict(list)
    for span in relevant_spans(district, as_of):
        if span.student in students:
            homes[span.student, span.school].append(span)
    for (student, school), spans in homes.items():
        for day in counted_days(district, spans, as_of):
            rows = rows_on(district, student, school, day)
            found[school, day][0] += 1
            found[school, day][1] += days_missed(portion_missed(rows), RULE)
    return found
