"""What the desk says, in sentences."""

from __future__ import annotations

from datetime import date

from sm_core.desk.calls import Call
from sm_core.desk.listed import Desk, Row
from sm_core.desk.reasons import COORDINATOR, PLAN, STALE
from sm_core.desk.settings import WORDS, Rules
from sm_core.school_year import school_year_of
from sm_core.student_words import short_day
from sm_core.targeting.words import counted
from sm_core.team.named import ROLES

FIELDS = {
    "stale_days": "Days without data, more than", "weeks": "Weeks without a review",
    "overdue": "Overdue steps of a plan", "request_days": "Days without an answer, more than",
    "neither": "Severe students with neither", "waiting": "Chosen students and places free",
    "quiet_days": "Days that a call lets rest", "shown": "Schools shown first",
}  # fmt: skip
"""What the fields that change each threshold are called."""
assert FIELDS.keys() == WORDS.keys()


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


def contact_words(row: Row) -> str:
    """Like "Ms. Chen, site coordinator · 555-0143"; "" where nobody is named."""
    one = row.facts.team.named.contact if row.facts.team else None
    if one is None:
        return ""
    reach = one.phone or one.email or "no phone known"
    return f"{one.name}, {ROLES[one.role].lower()} · {reach}"


def state_words(row: Row) -> str:
    """What explains why a school is not called, or for less than others; "" for nothing."""
    facts = row.facts
    if facts.closed:
        return "nobody is enrolled any more, so it is not called for data, reviews or its plan"
    if facts.new:
        return f"opened this week, on {short_day(facts.progress.school.begins)}"
    if facts.unseen and not facts.progress.through:
        return "no data by this date"
    return ""


def resting_words(row: Row) -> str:
    """What was called about lately and still holds; "" for nothing."""
    return "; ".join(reason.words for reason in row.resting)


def call_words(call: Call) -> str:
    """Like "Jan 28, District captain: will send data on Friday"."""
    said = f": {call.words}" if call.words else " called"
    return f"{short_day(call.day)}, {call.person}{said}"


def preview_words(wanted: Desk, now: Desk) -> str:
    count = len(wanted.to_call)
    schools = counted(count, "school would", "schools would")
    return f"{schools} be listed; now {len(now.to_call):,}."


def rules_words(rules: Rules) -> list[str]:
    """A sentence per reason, those first that weigh most; as Markdown."""
    stale = counted(rules.stale_days, "day", "days")
    asked = counted(rules.request_days, "day", "days")
    weeks = counted(rules.weeks, "week", "weeks")
    return [
        "**Worry about safety**: one that nobody has answered, at once.",
        "**No site coordinator** is named at the school.",
        "**Help without an answer**: a request of a mentor about which nobody else has said a word "
        f"for more than {asked}.",
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
        "Schools with the gravest reasons come first, of these those with most severe students "
        f"with nobody. The first {rules.shown} are shown.",
    ]  # fmt: skip
