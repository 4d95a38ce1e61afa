"""What the progress of a school says: its head, each stage from chosen to met, tiers, plan and
reviews. Nothing here says what a change came from."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from sm_core.definitions import SCOPES, STANDARD, TIER_WORDS, TIERS
from sm_core.palette import TIER_MARKS
from sm_core.plans.plan import MEASURES
from sm_core.plans.targets import target_words
from sm_core.plans.words import plan_words, undated_words
from sm_core.progress.goals import standing
from sm_core.progress.moments import NOW, START, YEAR, YEAR_END, Moment
from sm_core.progress.record import Progress
from sm_core.student_words import full_day, short_day
from sm_core.targeting.words import counted

NOT_A_CAUSE = (
    "These are all students of the school, with a mentor or without: a difference between two "
    "dates does not say what it came from."
)

EARLIER = (
    "Who was chosen or has support, and the days, owners and goals of the plan are told as they "
    "stand today; all else is of the date chosen."
)


def headline(found: Progress) -> str:
    """Like "19 of 72 chosen students have no mentor; 3 places are free"."""
    chosen, free = found.funnel.chosen, _places(found.free)
    if not found.now.enrolled:
        return "Nobody is enrolled here at this date"
    if not chosen:
        return f"No student is chosen for a mentor yet; {free}"
    if not found.without_mentor:
        every = "The one chosen student has" if chosen == 1 else f"All {chosen:,} chosen have"
        return f"{every} a mentor; {free}"
    verb = "has" if found.without_mentor == 1 else "have"
    of = counted(chosen, "chosen student", "chosen students")
    return f"{found.without_mentor:,} of {of} {verb} no mentor; {free}"


def schools_headline(every: Iterable[Progress]) -> str:
    """Like "34 of 181 chosen students have no mentor, at 4 of 12 schools"; no full stop. Places are
    not added up: a mentor may serve two schools."""
    every = list(every)
    chosen = sum(found.funnel.chosen for found in every)
    schools = counted(len(every), "school", "schools")
    if not chosen:
        return f"No student is chosen for a mentor yet at {schools}"
    without = sum(found.without_mentor for found in every)
    if not without:
        return f"All {chosen:,} chosen students at {schools} have a mentor"
    where = sum(found.without_mentor > 0 for found in every)
    verb = "has" if without == 1 else "have"
    return (
        f"{without:,} of {counted(chosen, 'chosen student', 'chosen students')} {verb} no mentor, "
        f"at {where:,} of {schools}"
    )


def _places(free: int) -> str:
    return "no place is free" if not free else f"{counted(free, 'place is', 'places are')} free"


def heading(found: Progress) -> str:
    """Like "Lincoln Middle School · data through Jan 30, 2026"; how old they are where a week or
    more has gone by."""
    if found.through is None:
        return f"{found.school.name} · no data yet"
    weeks = weeks_without_data(found)
    old = f", {counted(weeks, 'week', 'weeks')} ago" if weeks else ""
    return f"{found.school.name} · data through {full_day(found.through)}{old}"


def weeks_without_data(found: Progress) -> int:
    """Full weeks between the last day with data and the day looked at."""
    return (found.day - found.through).days // 7 if found.through else 0


def tier_totals(now: Moment) -> dict[str, str]:
    """By tier, the worst first, its mark, word and students; {} where nobody is rated."""
    return {
        tier: f"{TIER_MARKS[tier]} {TIER_WORDS[tier]} {now.tiers.get(tier, 0):,}"
        for tier in reversed(TIERS) if now.rated
    }  # fmt: skip


def tier_lines(moments: Iterable[Moment]) -> list[str]:
    """How the chronically absent of now compare with those of each earlier date: students, and
    points where the shares may be said; or that nothing is known of it."""
    now, *earlier = moments
    assert now.label == NOW
    return [_since(now, moment) for moment in earlier] if now.rated else []


def _since(now: Moment, then: Moment) -> str:
    name = {START: "in the baseline of the plan", YEAR_END: "at the end of last school year",
            YEAR: "on the same date last year"}[then.label]  # fmt: skip
    when = f"{name} ({full_day(then.day)})"
    if not then.rated:
        return f"Nothing to compare with is known: nobody was counted {when}."
    change = now.chronic - then.chronic
    more = "more" if change > 0 else "fewer"
    students = f"{abs(change):,} {more}" if change else "As many"
    than = "than" if change else "as"
    points = f"; the share {_points(now, then)}" if now.may_be_drawn and then.may_be_drawn else ""
    return (
        f"{students} chronically absent {than} {when}: {now.chronic:,} of {now.rated:,} "
        f"students now, {then.chronic:,} of {then.rated:,} then{points}."
    )


def _points(now: Moment, then: Moment) -> str:
    change = Fraction(now.chronic * 100, now.rated) - Fraction(then.chronic * 100, then.rated)
    tenths = abs(round(change * 10))
    if not tenths:
        return "is about the same"
    way = "up" if change > 0 else "down"
    return f"is {way} {tenths // 10}.{tenths % 10} points"


def stages(found: Progress) -> list[tuple[str, str, str]]:
    """(name, number, what it is of) of each stage from chosen to met; [] while nobody is chosen."""
    funnel = found.funnel
    if not funnel.chosen:
        return []
    of = f"of {funnel.chosen:,} chosen"
    return [
        ("Chosen", f"{funnel.chosen:,}", "and still here"),
        ("Family told", f"{funnel.told:,}", of),
        ("Matched", f"{funnel.matched:,}", of),
        ("Met as planned", f"{funnel.met:,}" if funnel.asked else "–", _asked(found)),
    ]


def _asked(found: Progress) -> str:
    funnel = found.funnel
    if not funnel.matched:
        return "nobody is matched yet"
    if funnel.week is None:
        return "no week asked for a contact lately"
    return f"of {funnel.asked:,} asked for, week of {short_day(funnel.week)}"


def stage_lines(found: Progress) -> list[str]:
    """What the stages do not say by themselves, each a sentence; [] for nothing."""
    funnel = found.funnel
    if not found.now.enrolled:
        return []
    if not funnel.chosen:
        return ["Nobody is chosen yet, so there is nobody to tell, match or meet."]
    lines = []
    if not funnel.matched:
        lines.append("No chosen student is matched with a mentor yet, so nobody can be met.")
    if funnel.untold:
        verb = "meets a mentor and the family has" if funnel.untold == 1 else (
            "meet a mentor and their families have")  # fmt: skip
        lines.append(f"{counted(funnel.untold, 'student', 'students')} {verb} not been told.")
    return lines


def plan_line(found: Progress) -> str:
    """Like "9 of 12 steps done, 1 overdue", and how many have no day; no full stop."""
    if found.plan is None:
        return "There is no plan for this school year yet"
    undated = undated_words(found.plan, found.day).rstrip(".")
    return ". ".join(filter(None, (plan_words(found.plan, found.day), undated)))


def held_line(found: Progress) -> str:
    """Like "14 of 17 weeks with school since Sep 2, 2025; the last one was that of Jan 19"."""
    held, since = found.held, full_day(found.since)
    said = f"{held.held:,} of {counted(held.weeks, 'week', 'weeks')} with school since {since}"
    if not held.weeks:
        said = f"No week with school is over since {since}"
    said += f"; {held.open:,} begun and not closed" if held.open else ""
    if held.last is None:
        return said
    after = f", {counted(held.since, 'week', 'weeks')} with school ago" if held.since else ""
    return f"{said}; the last one was that of {short_day(held.last)}{after}"


def goal_lines(found: Progress) -> list[str]:
    """What each goal of the plan is, where it began and where it stands; where a goal asks for
    nothing, that it does."""
    now = standing(found)
    return [
        f"{MEASURES[target.measure]}. {target_words(target, now[target.measure])}"
        for target in (found.plan.targets if found.plan else ())
    ]


def severe_words(found: Progress) -> str:
    """Those in the severe tier who are here, and how many of them have nobody."""
    if not found.severe:
        return "No student who is here is in the severe tier."
    if found.severe == 1:
        have = "has neither" if found.neither else "has a"
        nor = "nor" if found.neither else "or"
        return f"The one severe student who is here {have} mentor {nor} support."
    verb = "has" if found.neither == 1 else "have"
    return (
        f"{found.neither:,} of {found.severe:,} severe students who are here {verb} neither mentor "
        "nor support."
    )


def trend_caption(found: Progress, rated: int) -> str:
    """Definition, n and date of the rate by week."""
    day = full_day(found.through or found.as_of)
    return (
        f"Of {counted(rated, 'student', 'students')} with {STANDARD.few_days} or more days by "
        f"{day}, the share who by the end of each week had missed {STANDARD.moderate}% or more of "
        "their days. The first weeks jump, for few days decide them."
    )


def how(found: Progress, moments: Iterable[Moment], where: str) -> str:
    """Definitions, numerators and denominators, scope and dates; as Markdown, `where` made safe by
    the caller."""
    now, rules = next(iter(moments)), STANDARD
    day = full_day(now.day)
    return "\n\n".join((
        f"**Chronically absent**: missed {rules.moderate}% or more of the days enrolled (severe: "
        f"{rules.severe}% or more; at risk: {rules.at_risk}% to under {rules.moderate}%). "
        f"**{now.chronic:,}** of **{now.rated:,}** students of {where}, through {day}; "
        f"{found.now.few_days:,} with under {rules.few_days} enrolled days are left out. A "
        f"student's days are those at {SCOPES['student']}. Each date counts the students and "
        f"days of that date; who left during the year counts at the latest school. {NOT_A_CAUSE}",
        "**From chosen to met** counts students chosen for a mentor and still here. *Family told*: "
        "the family was told of the program; a no is an answer, too. *Matched*: has a mentor now. "
        "*Met as planned*: as often as the last week that is over asked for, of those it asked "
        "anything for.",
        "**Severe with neither** are students in the severe tier who are still here and have "
        f"{rules.early_days} or more enrolled days, without a mentor and without intensive "
        "support. The tiers above count those who left and those with fewer days, too.",
        f"**Reviews held** are weekly reviews that were closed, of the weeks with school that are "
        f"over since {full_day(found.since)}, {_since_what(found)}.",
    ))  # fmt: skip


def _since_what(found: Progress) -> str:
    return "the start of the plan" if found.plan else "the first day of the school year"
