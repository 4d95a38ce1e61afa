"""What the desk says, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sm_core.desk.calls import Call
from sm_core.desk.facts import Facts
from sm_core.desk.listed import Desk, Row
from sm_core.desk.reasons import COORDINATOR, PLAN, POINTS, STALE, Reason
from sm_core.desk.settings import WORDS, Rules
from sm_core.plausible import us_day
from sm_core.school_year import school_year_of
from sm_core.student_words import short_day
from sm_core.targeting.words import counted
from sm_core.team.named import ROLES

FIELDS = {
    "stale_days": "Days without data, more than", "weeks": "Weeks without a review",
    "overdue": "Overdue steps of a plan", "request_days": "Days without an answer, more than",
    "help_days": "Days without one to a school, more than",
    "neither": "Severe students with neither", "waiting": "Chosen students and places free",
    "quiet_days": "Days that a call lets rest", "shown": "Schools shown first",
}  # fmt: skip
"""What the fields that change each threshold are called."""
assert FIELDS.keys() == WORDS.keys()


def others_heading(rows: Sequence[Row]) -> str:
    """Over the schools not to be called now: "Called lately (1), nothing to call about (2)"."""
    resting = sum(bool(row.resting) for row in rows)
    parts = ((resting, "called lately"), (len(rows) - resting, "nothing to call about"))
    said = ", ".join(f"{words} ({number:,})" for number, words in parts if number)
    return f"{said[:1].upper()}{said[1:]}"


def headline(found: Desk, shown: int) -> str:
    """The answer first."""
    count = len(found.to_call)
    if not count:
        return "No school to call today"
    if count == 1:
        return "Call this school, because …"
    if count <= shown:
        return f"Call these {count:,} schools, because …"
    first = "this school" if shown == 1 else f"these {shown:,} schools"
    more = count - shown
    return f"Call {first} first; {more:,} more {'has' if more == 1 else 'have'} a reason"


def common_words(found: Desk, kind: str, day: date) -> str:
    """What holds at every school, in one sentence."""
    every = f"none of the {found.schools:,} schools" if found.schools > 2 else "neither school"
    rows = [*found.to_call, *found.others]
    if kind == STALE:
        last = max((r.facts.behind.last for r in rows if r.facts.behind.last), default=None)
        since = f"after {short_day(last)}" if last else f"of {school_year_of(day)}"
        return (f"No school has sent data {since}. Unless school is out, this is about the upload "
                "of the district, and no school is listed for it.")  # fmt: skip
    assert kind in (COORDINATOR, PLAN)
    if kind == PLAN:
        return f"{every.capitalize()} has a plan of {school_year_of(day)} yet."
    return f"{every.capitalize()} has a site coordinator named yet."


def contact_words(facts: Facts) -> tuple[str, str]:
    """Whom to call and how, like "Call Ms. Chen, site coordinator" and "555-0143"; the second is ""
    where the school team has nothing to reach them by."""
    one = facts.contact
    if one is None:
        return "Nobody is named there yet to call.", ""
    return f"Call {one.name}, {ROLES[one.role].lower()}", one.phone or one.email


def unplaced_words(reason: Reason) -> str:
    """Of requests that belong to none of the schools."""
    return f"Belonging to no school here: {reason.words}."


def state_words(row: Row) -> str:
    """What explains why a school is not called, or for less than others; "" for nothing."""
    facts, school = row.facts, row.facts.progress.school
    if facts.closed:
        return "nobody is enrolled any more, so it is called for requests alone"
    if school.begins and school.begins > facts.progress.day:
        return f"its first day is {us_day(school.begins)}, after this date"
    if facts.new:
        return f"opened on {short_day(school.begins)}, less than a week ago"
    if facts.unseen and all(reason.kind != STALE for reason in row.reasons + row.resting):
        return f"no data of {school_year_of(facts.progress.day)} yet"
    return ""


def resting_words(row: Row) -> str:
    """What was called about lately and still holds; "" for nothing."""
    return "; ".join(reason.words for reason in row.resting)


def call_words(call: Call) -> str:
    """Like "Called Jan 28 by District captain: will send data on Friday"."""
    said = f": {call.words}" if call.words else ""
    return f"Called {short_day(call.day)} by {call.person}{said}"


def preview_words(wanted: Desk, now: Desk) -> str:
    """How many schools a change would list."""
    count = len(wanted.to_call)
    schools = counted(count, "school would", "schools would")
    return f"{schools} be listed; now {len(now.to_call):,}."


def rules_words(rules: Rules) -> list[str]:
    """A sentence per reason, those first that weigh most; as Markdown."""
    stale = counted(rules.stale_days, "day", "days")
    asked = counted(rules.request_days, "day", "days")
    of_school = counted(rules.help_days, "day", "days")
    weeks = counted(rules.weeks, "week", "weeks")
    return [
        "**Worry about safety**: one that nobody has answered, at once.",
        "**No site coordinator** is named at the school.",
        "**Help without an answer**: a request of a mentor about which nobody else has said a word "
        f"for more than {asked}.",
        "**A school asks for help**, under Help and lessons, and neither another school nor the "
        f"district has answered for more than {of_school}.",
        f"**No data** for more than {stale}; where a calendar file tells the school days, for more "
        "than as many school weeks, so that nothing is late after a vacation.",
        f"**No review**: {weeks} or more with school since the last weekly review that was closed; "
        "not before the day on which the plan lets the reviews begin.",
        f"**Severe with nobody**: {counted(rules.neither, 'student', 'students')} or more in the "
        "severe tier with neither mentor nor intensive support.",
        f"**Overdue**: {counted(rules.overdue, 'step', 'steps')} or more of the plan.",
        "**No plan** of this school year.",
        f"**Places free**: {rules.waiting} or more chosen students without a mentor, and as many "
        "places free.",
        "What holds at every school (no data, no coordinator, no plan) is said once on top, and no "
        "school is listed for it.",
        f"A call lets what it was about rest for {counted(rules.quiet_days, 'day', 'days')}; "
        "another overdue step, another request or any other reason lists the school again.",
        f"In this order the reasons weigh {', '.join(map(str, POINTS.values()))}: the school with "
        "the largest sum comes first, of equal ones that with most severe students who have "
        f"nobody. The first {rules.shown} are shown.",
    ]  # fmt: skip
