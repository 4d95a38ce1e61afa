"""Why a student is talked about, worked out slowly day by day, without sm_core."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

import slow_contacts
from slow_versions import (
    calendar_days,
    counted_days,
    data_through,
    days_missed,
    is_enrolled,
    latest_begun,
    portion_missed,
    relevant_spans,
    rows_on,
    school_year,
    tier,
)

WEEK = timedelta(days=7)
BOUNDS = (5, 10, 20)
TIERS = ("satisfactory", "at_risk", "moderate_chronic", "severe_chronic")
FEW_DAYS, EARLY_DAYS = 10, 30
STANDARD = 3
DAYS_TO_SAY_NO = 10


@dataclass(frozen=True)
class Answer:
    student: str
    state: str  # sent, given or refused
    since: date

    @property
    def order(self):
        return self.since, self.state == "refused"


@dataclass(frozen=True)
class World:
    """What people typed: `chosen` by student the school and the day, `supports` by student."""

    matches: list = field(default_factory=list)
    told: list = field(default_factory=list)
    chosen: dict = field(default_factory=dict)
    supports: dict = field(default_factory=dict)
    answers: list = field(default_factory=list)


def students_at(district, school, as_of):
    """Those still enrolled whose latest school it is."""
    by_student = defaultdict(list)
    for span in relevant_spans(district, as_of):
        by_student[span.student].append(span)
    return {
        student: spans
        for student, spans in by_student.items()
        if latest_begun(spans).school == school and is_enrolled(district, spans, as_of)
    }


def facts(district, world, question, rules, since=None):
    """By student of the school a dict of what is known of them; `since` is the last day that the
    team heard of, a week before the last day of the school where it never met."""
    school, as_of, _, _ = question
    through = data_through(district, school, as_of)
    since = since or (min(as_of, through) - WEEK if through else date.min)
    return {
        student: one(district, world, student, spans, (question, since), rules)
        for student, spans in students_at(district, school, as_of).items()
    }


def one(district, world, student, spans, asked, rules):
    question, since = asked
    school, as_of, day, _ = question
    lines = days_of(district, student, spans, as_of)
    began = min((m.started for m in held(world, student, day) if m.started <= day), default=None)
    totals = {"days": len(lines), "missed": sum(missed for _, missed in lines)}
    quarter = last_quarter(district, school, as_of, rules.quarter_days)
    return (
        totals
        | lately(dates_of(lines), began, rules)
        | tiers(lines, since, rules.margin)
        | of_quarter(dates_of(lines), quarter)
        | program(district, world, student, question)
    )


def days_of(district, student, spans, as_of):
    """(day, missed) of every day that counts, at each school."""
    return sorted(
        (day, days_missed(portion_missed(rows_on(district, student, school, day)), "half_day"))
        for school in {span.school for span in spans}
        for day in counted_days(district, [s for s in spans if s.school == school], as_of)
    )


def dates_of(lines):
    """Each date once: a student at two schools was where less was missed."""
    found = {}
    for day, missed in lines:
        found[day] = min(missed, found.get(day, missed))
    return found


def lately(dates, began, rules):
    days = sorted(dates)
    missed = [dates[day] for day in days]
    stuck = rules.stuck_weeks * 5
    after = [dates[day] for day in days if began and day >= began]
    before = [dates[day] for day in days if began and day < began][-stuck:]
    run = run_at_the_end(missed)
    return {
        "known": len(days),
        "last_day": days[-1] if days else None,
        "worse": (last(missed, rules.worse_days), last(missed, rules.worse_days, 1)),
        "better": (last(missed, rules.better_days), last(missed, rules.better_days, 1)),
        "run": run,
        "run_since": days[-run] if run else None,
        "with_mentor": len(after),
        "stuck_now": sum(after[-stuck:]),
        "stuck_before": sum(before),
        "stuck_before_days": len(before),
    }


def last(missed, count, earlier=0):
    """The missed of the last `count` days, or of as many `earlier`; None where there are none."""
    end = len(missed) - earlier * count
    found = missed[max(0, end - count) : max(0, end)]
    return sum(found) if found else None


def run_at_the_end(missed):
    run = 0
    while run < len(missed) and missed[-run - 1]:
        run += 1
    return run


def tiers(lines, since, margin):
    """Step by step: a tier is reached over its bound by the margin and left under the bound; nobody
    heard of one while few days were known."""
    state, before = dict.fromkeys(BOUNDS, False), 0
    for day in sorted({day for day, _ in lines}):
        so_far = [missed for each, missed in lines if each <= day]
        if len(so_far) >= FEW_DAYS:
            share = Fraction(sum(so_far) * 100, len(so_far))
            for bound in BOUNDS:
                if share >= bound + Fraction(margin):
                    state[bound] = True
                elif share < bound:
                    state[bound] = False
        if day <= since and len(so_far) >= EARLY_DAYS:
            before = highest(state)
    return {"tier_now": highest(state), "tier_before": before}


def highest(state):
    return max((n for n, bound in enumerate(BOUNDS, start=1) if state[bound]), default=0)


def last_quarter(district, school, as_of, size):
    """First and last day of the last quarter of the school that is over."""
    through = data_through(district, school, as_of)
    days = [d for d in calendar_days(district, school, as_of) if through and d <= through]
    days = [day for day in days if day <= as_of]
    over = len(days) // size
    return (days[(over - 1) * size], days[over * size - 1]) if over else None


def of_quarter(dates, quarter):
    found = [dates[day] for day in dates if quarter and quarter[0] <= day <= quarter[1]]
    return {"quarter": (sum(found), len(found)) if found else (None, None)}


# --- the program


def held(world, student, day):
    """The matches of which the student has or will have something on the day."""
    return [
        match
        for match in world.matches
        if match.student == student
        and (match.ended is None or (match.ended > day and match.ended > match.started))
    ]


def program(district, world, student, question):
    school, as_of, day, monday = question
    where, since = world.chosen.get(student, (None, None))
    chosen = where == school and since <= day
    matches = held(world, student, day)
    stands = "" if matches or not chosen else family(world, student, day)
    return {
        "chosen": chosen,
        "mentors": sorted({match.mentor for match in matches}),
        "support": world.supports.get(student, "none"),
        "waits": stands == "waits",
        "said_no": stands == "no",
        "contacts": contacts(district, world, matches, (as_of, day, monday)),
    }


def contacts(district, world, matches, question):
    """(asked for, logged) of the match that fell most short in the week before."""
    as_of, day, monday = question
    weeks = slow_contacts.match_weeks(district, matches, world.told, as_of, day, [monday - WEEK])
    found = [(0, 0)]
    for _, _, session, away, _, seen, *_ in weeks:
        found.append((min(STANDARD, round(Fraction(STANDARD * (session - away), 5))), seen))
    return max(found[1:] or found, key=lambda pair: pair[0] - pair[1])


def family(world, student, day):
    """Where the family stands that has ten days to say no, each school year anew."""
    known = [a for a in world.answers if a.student == student and a.since <= day]
    said = [a for a in known if a.state != "sent"]
    if said and max(said, key=lambda a: a.order).state == "refused":
        return "no"
    last_no = max((a.order for a in known if a.state == "refused"), default=(date.min, False))
    first, _ = school_year(day)
    counts = [a for a in known if a.order > last_no and a.since >= first]
    clear = [
        a for a in counts if a.state == "given" or a.since + timedelta(days=DAYS_TO_SAY_NO) < day
    ]
    return "clear" if clear else "waits"


# --- the reasons


def reasons(known, rules):
    """The keys of all that hold, as a set."""
    found = set()
    word = tier(known["missed"], known["days"])
    early = known["days"] < EARLY_DAYS
    has_nobody = not known["mentors"] and known["support"] == "none"
    if word == "severe_chronic" and not early and has_nobody:
        found.add("severe")
    if known["run"] >= rules.running:
        found.add(f"running {known['run_since'].isoformat()}")
    now, before = known["worse"]
    if known["known"] >= 2 * rules.worse_days and now >= rules.worse_missed and now > before:
        found.add("worse")
    now, before = known["better"]
    if known["known"] >= 2 * rules.better_days:
        found |= {"better"} if now <= rules.better_most and before >= rules.better_after else set()
    if is_stuck(known, rules.stuck_weeks * 5):
        found.add("stuck")
    if known["tier_now"] > known["tier_before"] and not early:
        found.add(f"tier {TIERS[known['tier_now']]}")
    asked, logged = known["contacts"]
    found |= {"contact"} if logged < asked else set()
    found |= {"permission"} if known["waits"] else set()
    found |= {"mentor"} if known["chosen"] and not known["mentors"] else set()
    return found


def is_stuck(known, days):
    if known["with_mentor"] < days or known["stuck_before_days"] < FEW_DAYS:
        return False
    now = Fraction(known["stuck_now"], days)
    before = Fraction(known["stuck_before"], known["stuck_before_days"])
    return now >= Fraction(1, 10) and now >= before
