"""The figures of a school's progress, counted slowly student by student, without sm_core."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction

import slow_contacts
import slow_review
from slow_versions import school_year, standing

WEEK = timedelta(days=7)
STANDARD = 3
TIERS = ("satisfactory", "at_risk", "moderate_chronic", "severe_chronic")


def monday_of(day):
    return day - timedelta(days=day.weekday())


def tiers(district, as_of):
    """By school with students (students of each tier, with few days, enrolled)."""
    found = defaultdict(list)
    for row in standing(district, as_of, "student", "half_day"):
        found[row["school_id"]].append(row)
    return {school: counted(rows) for school, rows in found.items()}


def counted(rows):
    rated = [row["tier"] for row in rows if row["few_days"] == "false"]
    enrolled = sum(row["enrolled"] == "true" for row in rows)
    return {tier: rated.count(tier) for tier in TIERS}, len(rows) - len(rated), enrolled


def weeks(district, reviews, first, day):
    """By school (Monday, state of the review) of the weeks with school, or with a review begun,
    that are over by the day. `reviews` are by (school, Monday) the day begun and the day closed,
    None for never."""
    mondays = defaultdict(set)
    for school, days in district.days_by_school.items():
        mondays[school] |= {monday_of(each) for each in days}
    for (school, monday), (began, _) in reviews.items():
        if began <= day:
            mondays[school].add(monday)
    return {
        school: found
        for school, own in mondays.items()
        if (found := [
            (monday, state_on(day, reviews.get((school, monday))))
            for monday in sorted(own)
            if monday >= monday_of(first) and monday + timedelta(days=6) <= day
        ])
    }  # fmt: skip


def state_on(day, review):
    began, closed = review or (None, None)
    if began is None or began > day:
        return ""
    return "closed" if closed and closed <= day else "open"


def held(weeks, since):
    """(weeks, held, open) of those ended since then, the Monday of the last one held at all, and
    the weeks after it, or all since then."""
    own = [(monday, state) for monday, state in weeks if monday + timedelta(days=6) >= since]
    states = [state for _, state in own]
    last, after = None, len(own)
    for monday, state in weeks:
        after += 1 if last else 0
        if state == "closed":
            last, after = monday, 0
    return len(own), states.count("closed"), states.count("open"), last, after


def funnel(district, world, school, question):
    """(chosen, told, matched, of them untold, week, asked, met) of a school; the question is the
    date of the data, the day, and the Mondays to look at, the newest first."""
    as_of, day, _ = question
    here = slow_review.students_at(district, school, as_of)
    chosen = {s for s, (where, _) in world.chosen.items() if where == school and s in here}
    told = {s for s in chosen if was_told(world, s, day)}
    matched = {m.student for m in world.matches if m.student in chosen and m.holds(day)}
    week, asked, met = first_asking(district, world, matched, question) or (None, 0, 0)
    return len(chosen), len(told), len(matched), len(matched - told), week, asked, met


def was_told(world, student, day):
    """A no is an answer, too; anything else is of this school year, and after the last no."""
    known = [a for a in world.answers if a.student == student and a.since <= day]
    if slow_review.family(world, student, day) == "no":
        return True
    last_no = max((a.order for a in known if a.state == "refused"), default=(date.min, False))
    return any(a.order > last_no and a.since >= school_year(day)[0] for a in known)


def first_asking(district, world, matched, question):
    as_of, day, mondays = question
    for monday in mondays:
        how = defaultdict(list)
        for student, asked, seen in asked_for(district, world, matched, (as_of, day, monday)):
            how[student].append(seen >= asked)
        if how:
            return monday, len(how), sum(all(met) for met in how.values())
    return None


def asked_for(district, world, matched, question):
    """(student, contacts asked for, seen) of each match of theirs that the week asks of."""
    as_of, day, monday = question
    by_id = {match.match_id: match.student for match in world.matches}
    found = slow_contacts.match_weeks(district, world.matches, world.told, as_of, day, [monday])
    for match, _, session, away, _, seen, *_ in found:
        asked = min(STANDARD, round(Fraction(STANDARD * (session - away), 5)))
        if asked and by_id[match] in matched:
            yield by_id[match], asked, seen
