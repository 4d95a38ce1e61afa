"""Contacts per match and week, counted slowly day by day, without sm_core."""

from dataclasses import dataclass
from datetime import date, timedelta

from slow_versions import (
    all_spans,
    calendar_days,
    counted_days,
    data_through,
    day_to_look_at,
    portion_missed,
    relevant_spans,
    rows_on,
)

AWAY, THERE, UNKNOWN = "away", "there", "unknown"
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Match:
    match_id: str
    student: str
    mentor: str
    school: str
    started: date
    ended: date | None  # the first day on which it holds no more

    def holds(self, day):
        return self.started <= day and (self.ended is None or day < self.ended)


@dataclass(frozen=True)
class Told:
    """A contact; `mentor` is "" for an adult who is none."""

    student: str
    mentor: str
    day: date
    kind: str
    taken_back: bool = False


def match_weeks(district, matches, told, as_of, day, weeks, own=None, here=()):
    """One tuple per match and Monday of the `weeks`: (match, Monday, days in session, away,
    unknown, seen, seen by others, looked for in vain); where only the schools `own` may be told of
    a student who is not `here`."""

    def far(match):
        return own is not None and match.student not in here

    states = {
        match.student: states_of(district, match.student, as_of, weeks, far(match) and own)
        for match in matches
    }
    return sorted(
        one_week(match, states[match.student], told_of(match, told, far(match)), day, monday)
        for match in matches
        for monday in weeks
        if match.started <= day and days_held(match, monday)
    )


def told_of(match, told, far):
    """No contact of the generated ones was at a school."""
    return [t for t in told if t.mentor == match.mentor or not far]


def days_held(match, monday):
    return [d for d in (monday + timedelta(days=n) for n in range(7)) if match.holds(d)]


def one_week(match, states, told, day, monday):
    held = days_held(match, monday)
    found = [states[d] for d in held if d < day and states[d]]
    met = [word for d in held if d <= day for word in how_met(match, told, d)]
    return (
        match.match_id, monday, len(found), found.count(AWAY), found.count(UNKNOWN),
        met.count("seen"), met.count("seen by others"), met.count("looked"),
    )  # fmt: skip


def how_met(match, told, day):
    """What there is to say of one day of a match."""
    here = [t for t in told if (t.student, t.day) == (match.student, day) and not t.taken_back]
    own = {t.kind for t in here if t.mentor == match.mentor}
    if own & {"saw", "talked"}:
        return ["seen"]
    others = ["seen by others"] if {t.kind for t in here} & {"saw", "talked"} else []
    return others + (["looked"] if own else [])


def states_of(district, student, as_of, weeks, own):
    """By day, what the schools of a student, of `own` where some are given, say of it: None where
    it is no school day for them."""
    days = [monday + timedelta(days=n) for monday in weeks for n in range(7)]
    known = list(known_days(district, student, as_of, own))
    ahead = days_ahead(district, student, as_of, own)
    return {
        day: best({by_day.get(day) for by_day in known} | ({UNKNOWN} if day in ahead else set()))
        for day in days
    }


def best(said):
    """Who was in one of two schools could be met, and what one of them knows is known."""
    return next((one for one in (THERE, AWAY, UNKNOWN) if one in said), None)


def known_days(district, student, as_of, own):
    """For each school the state of the days of which its data tell."""
    stays = [span for span in relevant_spans(district, as_of) if span.student == student]
    for school in {span.school for span in stays if not own or span.school in own}:
        spans = [span for span in stays if span.school == school]
        yield {
            day: AWAY if portion_missed(rows_on(district, student, school, day)) >= 1 else THERE
            for day in counted_days(district, spans, as_of)
        }


def days_ahead(district, student, as_of, own):
    """The days after the data of a school that a calendar file calls school days."""
    if district.calendar is None:
        return set()
    return {
        day
        for span in all_spans(district, as_of)
        if not own or span.school in own
        for day in calendar_days(district, span.school, as_of)
        if span.student == student and goes_on(district, span, as_of, day)
        if day > min(data_through(district, span.school, as_of) or date.min, as_of)
    }


def goes_on(district, span, as_of, day):
    """Who stood on a register to its last day is taken to come on."""
    if district.stretches is None:
        return span.first <= as_of and span.holds(day_to_look_at(district, span.school, as_of))
    return span.holds(day)
