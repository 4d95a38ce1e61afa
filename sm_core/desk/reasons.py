"""Why a school is to be called: each reason a rule of its own, with its number in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sm_core.desk.facts import Facts, Waits
from sm_core.desk.settings import Rules
from sm_core.lessons.help import Help
from sm_core.school_year import school_year_of
from sm_core.student_words import short_day
from sm_core.targeting.words import counted

SAFETY, COORDINATOR, REQUEST, STALE, REVIEW = "safety", "coordinator", "request", "stale", "review"
HELP, NEITHER, OVERDUE, PLAN, PLACES = "help", "neither", "overdue", "plan", "places"
POINTS = {
    SAFETY: 40, COORDINATOR: 6, REQUEST: 5, HELP: 4, STALE: 4, REVIEW: 4, NEITHER: 4, OVERDUE: 3,
    PLAN: 3, PLACES: 2,
}  # fmt: skip
"""What each is worth in the order of the list, and the order of the reasons of a school. A worry
about safety weighs more than all others together; without a coordinator nobody does the rest."""
COMMON: dict[str, Callable[[Facts, Rules], bool]] = {
    STALE: lambda facts, rules: facts.behind.more_than(rules.stale_days),
    COORDINATOR: lambda facts, rules: facts.coordinator is None,
    PLAN: lambda facts, rules: facts.progress.plan is None,
}
"""Where one of these holds at every school, called for it or not, it is not the schools that are to
be called."""


@dataclass(frozen=True)
class Reason:
    """Why a school is listed. `keys` tell one case from the next, such as a step or a request; a
    call about the one says nothing of the other."""

    kind: str
    words: str
    keys: tuple[str, ...]


def reasons(facts: Facts, rules: Rules) -> list[Reason]:
    """Every reason that holds for a school now, in the order of `POINTS`. One that has closed is
    called for requests alone; one without data of this school year for these and the data; one
    in its first week not for a plan."""
    return sorted(_reasons(facts, rules), key=lambda reason: list(POINTS).index(reason.kind))


def points(found: Iterable[Reason]) -> int:
    return sum(POINTS[reason.kind] for reason in found)


def _reasons(facts: Facts, rules: Rules) -> Iterator[Reason]:
    yield from requests(facts.waits, rules, facts.progress.day)
    yield from _help(facts.asks, rules, facts.progress.day)
    if facts.closed:
        return
    if COMMON[STALE](facts, rules):
        yield Reason(STALE, _stale_words(facts), (STALE,))
    if facts.unseen:
        return
    yield from _program(facts, rules)
    yield from _students(facts, rules)


def requests(waits: Iterable[Waits], rules: Rules, day: date) -> Iterator[Reason]:
    """The reasons for which these, the oldest first, cannot wait longer on the day."""
    worries = [wait for wait in waits if wait.safety]
    if worries:
        words = counted(len(worries), "worry", "worries")
        yield Reason(SAFETY, f"{words} about a student's safety without an answer",
                     _keys(SAFETY, worries))  # fmt: skip
    waiting = [wait for wait in waits
               if not wait.safety and (day - wait.since).days > rules.request_days]  # fmt: skip
    if waiting:
        oldest = (day - waiting[0].since).days
        words = counted(len(waiting), "request", "requests")
        yield Reason(REQUEST, f"{words} for help without an answer, {_since(waiting, oldest)}",
                     _keys(REQUEST, waiting))  # fmt: skip


def _keys(kind: str, waits: Iterable[Waits]) -> tuple[str, ...]:
    return tuple(f"{kind} {wait.mark}" for wait in waits)


def _since(waiting: list[Waits], oldest: int) -> str:
    days = counted(oldest, "day", "days")
    return f"for {days}" if len(waiting) == 1 else f"the oldest for {days}"


def _help(asks: Iterable[Help], rules: Rules, day: date) -> Iterator[Reason]:
    """What the school asked the others for, the oldest first, and nobody answered for too long."""
    waiting = [each for each in asks if each.days(day) > rules.help_days]
    if not waiting:
        return
    things = "" if len(waiting) == 1 else f" with {len(waiting):,} things"
    since = "" if len(waiting) == 1 else ", the oldest"
    days = counted(waiting[0].days(day), "day", "days")
    yield Reason(HELP, f"asks the schools for help{things}, and nobody has answered{since} for "
                 f"{days}", tuple(f"{HELP} {each.help_id}" for each in waiting))  # fmt: skip


def _stale_words(facts: Facts) -> str:
    behind, school = facts.behind, facts.progress.school
    if behind.last:
        return f"no data since {short_day(behind.last)}, {counted(behind.days, 'day', 'days')} ago"
    year = school_year_of(facts.progress.day)
    began = counted(behind.days, "day", "days")
    last = f"; the last is of {school.data_through:%b %Y}" if school.data_through else ""
    return f"no data of {year} in the {began} since school began{last}"


def _program(facts: Facts, rules: Rules) -> Iterator[Reason]:
    """What the school has to do for the program to go on."""
    progress = facts.progress
    if COMMON[COORDINATOR](facts, rules):
        yield Reason(COORDINATOR, "no site coordinator is named", (COORDINATOR,))
    if progress.held.since >= rules.weeks and not facts.reviews_planned:
        yield Reason(REVIEW, _review_words(facts), (REVIEW,))
    overdue = facts.overdue
    if len(overdue) >= rules.overdue:
        yield Reason(OVERDUE, _overdue_words(facts),
                     tuple(f"{OVERDUE} {step.step_id}" for step in overdue))  # fmt: skip
    if COMMON[PLAN](facts, rules) and not facts.new:
        yield Reason(PLAN, f"no plan of {school_year_of(progress.day)}", (PLAN,))


def _review_words(facts: Facts) -> str:
    held = facts.progress.held
    weeks = counted(held.since, "week", "weeks")
    if held.last is None:
        return f"no weekly review closed in {weeks} with school"
    return (
        f"no weekly review closed in {weeks} with school, since the week of {short_day(held.last)}"
    )


def _overdue_words(facts: Facts) -> str:
    overdue, steps = facts.overdue, facts.progress.steps
    verb = "is" if len(overdue) == 1 else "are"
    first = overdue[0]
    owner = f" ({first.owner})" if first.owner else ""
    which = "" if len(overdue) == 1 else "first "
    return (f"{len(overdue):,} of {counted(steps.total, 'step', 'steps')} of the plan {verb} "
            f"overdue: {which}“{first.what}”{owner}, due {short_day(first.due)}"
            f"{_look_done_words(facts.look_done, len(overdue))}")  # fmt: skip


def _look_done_words(look_done: int, overdue: int) -> str:
    """Of these nobody has to do more than to say so."""
    if not look_done:
        return ""
    if overdue == 1:
        return "; it looks done"
    return f"; {look_done:,} of them {'looks' if look_done == 1 else 'look'} done"


def _students(facts: Facts, rules: Rules) -> Iterator[Reason]:
    found = facts.progress
    if found.neither >= rules.neither:
        verb = "has" if found.neither == 1 else "have"
        yield Reason(NEITHER, f"{found.neither:,} of "
                     f"{counted(found.severe, 'severe student', 'severe students')} {verb} neither "
                     "mentor nor support", (NEITHER,))  # fmt: skip
    if min(found.without_mentor, found.free) >= rules.waiting:
        verb = "has" if found.without_mentor == 1 else "have"
        places = counted(found.free, "place is", "places are")
        chosen = counted(found.funnel.chosen, "chosen student", "chosen students")
        yield Reason(PLACES, f"{found.without_mentor:,} of {chosen} {verb} no mentor, and "
                     f"{places} free", (PLACES,))  # fmt: skip
