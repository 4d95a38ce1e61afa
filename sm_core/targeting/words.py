"""What the page says about the list as a whole, in sentences: counts, and what they ask for."""

from __future__ import annotations

from sm_core.definitions import TIER_WORDS
from sm_core.targeting.board import NEITHER, Answer
from sm_core.targeting.criteria import ALL_YEAR, EARLY, Criteria
from sm_core.targeting.propose import Preview

EMPTY = {
    "to_decide": "Nobody waits for a decision: everybody whom the criteria propose is chosen, "
    "deferred or declined. Other criteria may propose more.",
    "earlier": "Nobody: everybody who was proposed and not decided about still meets the criteria.",
    "chosen": "No student is chosen yet. Pick students under “To decide” and press Choose.",
    "deferred": "No student is deferred.",
    "declined": "No student was declined or taken off the list.",
    NEITHER: "Every student in the severe tier has a mentor or intensive support.",
}


def counted(count: int, one: str, many: str) -> str:
    """ "1 place", "1,200 places"."""
    return f"{count:,} {one if count == 1 else many}"


def headline(found: Answer) -> str:
    words = f"{counted(found.proposed, 'student', 'students')} proposed, {found.chosen:,} chosen"
    if found.without_mentor:
        words += f", {found.without_mentor:,} of these without a mentor"
    return words


def what_it_takes(found: Answer) -> str:
    """The places, and the mentors that would serve everybody."""
    places = f"{counted(found.free, 'place is', 'places are')} free"
    if found.mentors:
        per = f" at {counted(found.caseload, 'student', 'students')} each" if found.caseload else ""
        more = counted(found.mentors, "more mentor", "more mentors")
        words = f"{places}: {more}{per} would serve everyone chosen and proposed."
    elif found.proposed or found.without_mentor:
        words = f"{places}: enough for everyone chosen and proposed."
    else:
        words = f"{places}."
    if found.left:
        who = counted(found.left, "chosen student has", "chosen students have")
        words += f" {who} left: see Chosen."
    return words


def severe_line(found: Answer) -> str:
    who = counted(found.severe, "severe student", "severe students")
    if found.severe == 1:
        have = "has neither" if found.neither else "has a"
        return f"The one severe student {have} mentor {'nor' if found.neither else 'or'} support."
    verb = "has" if found.neither == 1 else "have"
    return f"{found.neither:,} of {who} {verb} neither mentor nor support."


def preview_words(found: Preview, criteria: Criteria) -> str:
    """What criteria would propose, by group in the order of the list, and the mentors it takes."""
    groups = ", ".join(
        f"{found.groups[group]:,} {TIER_WORDS[group].lower()}" for group in criteria.groups
    )
    early = f" ({found.early:,} of them early in the year)" if found.early else ""
    mentors = counted(found.mentors, "mentor", "mentors")
    per = "each school's caseload"
    if found.caseload:
        per = f"{counted(found.caseload, 'student', 'students')} each"
    students = counted(found.students, "student", "students")
    told = f"{students} proposed, those decided about included: {groups}{early}."
    return f"{told} At {per} that takes {mentors}."


def criteria_words(criteria: Criteria) -> str:
    """The criteria in one line, in the order of the list."""
    parts = [TIER_WORDS[tier].lower() for tier in criteria.groups if tier in criteria.tiers]
    parts += ["the pace of the first weeks"] if criteria.pace else []
    parts += {EARLY: ["last year while early"], ALL_YEAR: ["last year"]}.get(criteria.last_year, [])
    words = ", ".join(parts)
    if criteria.grades:
        only = "only grades:" if criteria.only_grades else "grades first:"
        words += f" · {only} {', '.join(criteria.grades)}"
    kept = f"{criteria.reserve_percent}% of places kept for severe"
    return f"{words} · {kept} · {criteria.caseload} per mentor"
