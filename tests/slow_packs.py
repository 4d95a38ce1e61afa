"""The figures of a pack, counted slowly school by school, without sm_core."""

from dataclasses import replace
from datetime import date, timedelta

import slow_progress
import slow_review
import slow_trends
from slow_versions import calendar_days, data_through, relevant_spans, school_year
from slow_versions import standing as standing_of

CHRONIC = ("moderate_chronic", "severe_chronic")
EARLY_DAYS = 30
SILENT = 7


def figures(district, world, reviews, as_of):
    """By school (last day with data, counts, weeks with school and those reviewed, the rate by
    week of this year and of the whole one before); {} where nobody is enrolled anywhere."""
    known = {}
    for school in district.days_by_school:
        through = reach(district, school, as_of)
        if through and school_year(through)[0] >= a_year_before(school_year(as_of)[0]):
            known[school] = through
    now = slow_progress.tiers(district, as_of)
    if not any(school in now for school in known):
        return {}
    return {s: one(district, world, reviews, (s, through, as_of)) for s, through in known.items()}


def one(district, world, reviews, question):
    school, through, as_of = question
    closed = is_closed(district, school, as_of)
    summer = school_year(a_year_before(as_of))[1]
    counts = {}
    held = replace(district, held_against=as_of)
    moments = {"now": (district, as_of), "start": (district, summer),
               "year": (held, a_year_before(as_of))}  # fmt: skip
    for name, (known, day) in moments.items():
        if not (closed and name == "now"):
            counts |= moment(known, school, name, day)
    counts |= program(district, world, question)
    if "now.rated" in counts:
        counts |= severe(district, world, school, as_of)
    seen = school in slow_progress.tiers(district, as_of) and not closed
    lines = [weeks(district, school, day) if seen else () for day in (as_of, summer)]
    first, _ = school_year(as_of)
    own = slow_progress.weeks(district, reviews, first, as_of).get(school, [])
    return through, counts, slow_progress.held(own, first)[:2], *lines


def reach(district, school, as_of):
    """The last day of any year that the data of the school speak of, by the date: the date itself
    where nothing but its calendar is known."""
    days = sorted(district.days_by_school[school])
    if not days or days[0] > as_of:
        return None
    ends = [data_through(district, school, day) for day in days]
    return min(max((end for end in ends if end), default=as_of), as_of)


def moment(district, school, name, day):
    tiers, _, _ = slow_progress.tiers(district, day).get(school, ({}, 0, 0))
    rated = sum(tiers.values())
    if not rated:
        return {}
    counts = {"rated": rated, "chronic": sum(tiers[tier] for tier in CHRONIC),
              "severe": tiers["severe_chronic"], "at_risk": tiers["at_risk"]}  # fmt: skip
    return {f"{name}.{what}": count for what, count in counts.items()}


def program(district, world, question):
    school, _, as_of = question
    sunday = as_of - timedelta(days=(as_of.weekday() + 1) % 7)
    mondays = [sunday - timedelta(days=6 + 7 * n) for n in range(4)]
    chosen, told, matched, _, week, _, met = slow_progress.funnel(
        district, world, school, (as_of, as_of, mondays)
    )
    counts = {"chosen": chosen, "told": told, "matched": matched}
    return counts | ({"met": met} if week or not matched else {})


def severe(district, world, school, as_of):
    """Severe students who are here and known for long enough, and those of them with nobody."""
    students = slow_review.students_at(district, school, as_of)
    here = neither = 0
    for row in standing_of(district, as_of, "student", "half_day"):
        student = row["student_id"]
        early = int(row["days_enrolled"]) < EARLY_DAYS
        if student in students and row["tier"] == "severe_chronic" and not early:
            here += 1
            mentored = any(m.student == student and m.holds(as_of) for m in world.matches)
            neither += not mentored and student not in world.supports
    return {"severe_here": here, "neither": neither}


def weeks(district, school, as_of):
    own = slow_trends.Wanted(school=school)
    found = slow_trends.by_period(district, as_of, own, "week")
    return tuple(found[monday][:3] for monday in sorted(found))


def is_closed(district, school, as_of):
    """All its students of the year have gone, over a week before those of another school."""
    ends = {}
    days = [day for each in district.days_by_school for day in calendar_days(district, each, as_of)]
    last = max((day for day in days if day <= as_of), default=as_of)
    for span in relevant_spans(district, as_of):
        ends[span.school] = max(ends.get(span.school, date.min), min(span.last, last))
    gone = school in ends and (max(ends.values()) - ends[school]).days > SILENT
    _, _, enrolled = slow_progress.tiers(district, as_of).get(school, ({}, 0, 0))
    return gone and not enrolled


def a_year_before(day):
    feb_29 = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if feb_29 else day.day)
