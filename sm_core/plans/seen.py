"""What the program itself knows about each step of the template, beside what people say of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sm_core.mentors.mentor import Mentor
from sm_core.plans.plan import Step
from sm_core.plans.template import USUAL
from sm_core.plausible import us_day
from sm_core.program_settings import DISTRICT
from sm_core.progress.funnel import Funnel
from sm_core.progress.record import Progress
from sm_core.school_year import school_year_of
from sm_core.targeting.words import counted
from sm_core.team.named import Member
from sm_core.team.overview import SchoolTeam, hours_words
from sm_core.trainings.listed import is_ahead
from sm_core.trainings.session import HELD, MEETING, Session

USUAL_WORDS = {step.key: step.what for step in USUAL}


@dataclass(frozen=True)
class Facts:
    """One school on a `day`: its team, the last day of its data (None: there is none), the funnel
    of its chosen students, its mentors, and the sessions at it or of the whole district."""

    day: date
    team: SchoolTeam
    through: date | None
    funnel: Funnel
    mentors: Sequence[Mentor]
    sessions: Sequence[Session]


@dataclass(frozen=True)
class See:
    """`words` is a sentence; `done` says whether the step is done by it, None where that cannot be
    told, as it is on its way or only people know."""

    words: str
    done: bool | None


def facts_of(
    found: Progress, team: SchoolTeam, mentors: Iterable[Mentor], sessions: Iterable[Session]
) -> Facts:  # fmt: skip
    """What is known of one school, of all the `mentors` and `sessions` those that concern it."""
    school = found.school.school_id
    return Facts(
        found.day, team, found.through, found.funnel,
        [mentor for mentor in mentors if school in mentor.schools],
        [session for session in sessions if session.school_id in (DISTRICT, school)],
    )  # fmt: skip


def look_done(steps: Iterable[Step], facts: Facts) -> int:
    """How many of the steps are not said to be done by the day and look so."""
    seen = what_we_see(facts)
    return sum(_looks_done(step, seen.get(step.template_key), facts.day) for step in steps)


def what_we_see(facts: Facts) -> dict[str, See]:
    """By step of the usual template; nothing for one of which the program knows nothing."""
    return {key: see(facts) for key, see in LOOKS.items()}


def _looks_done(step: Step, see: See | None, day: date) -> bool:
    usual = USUAL_WORDS.get(step.template_key, step.what) == step.what
    return see is not None and bool(see.done) and usual and step.open_on(day)


def seen_words(step: Step, see: See, day: date) -> str:
    """What is seen beside a step, and whether that is something else than what people said. A step
    that was put in other words may be another one: then it is said what was looked at."""
    usual = USUAL_WORDS.get(step.template_key, step.what)
    if step.what != usual:
        return f"What we see of “{usual}”: {see.words}"
    return " ".join(filter(None, (f"What we see: {see.words}", disagreement(step, see, day))))


def disagreement(step: Step, see: See | None, day: date) -> str:
    """Where what people said of a step by the end of the day and what we see of it differ, in a
    sentence; "" else."""
    if see is None or see.done is None:
        return ""
    if step.done_on(day) and not see.done:
        return "It is said to be done, and what we see does not say so."
    if _looks_done(step, see, day):
        return "It looks done; say so if it is."
    return ""


def _principal(facts: Facts) -> See:
    one = facts.team.named.principal
    return See(_named(one), None) if one else See("Nobody is named as principal.", False)


def _coordinator(facts: Facts) -> See:
    one = facts.team.named.coordinator
    if one is None:
        return See("No site coordinator is named.", False)
    hours = hours_words(one)
    if not hours:
        return See(f"{_named(one)[:-1]}, with no hours a week set.", None)
    return See(f"{_named(one)[:-1]}, with {hours}.", True)


def _named(one: Member) -> str:
    since = f" since {us_day(one.started)}" if one.started else ""
    return f"{one.name} is named{since}."


def _data(facts: Facts) -> See:
    through = facts.through
    if through is None or school_year_of(through) != school_year_of(facts.day):
        return See("There is no attendance of this school year yet.", False)
    return See(f"Attendance is here through {us_day(through)}.", None)


def _students(facts: Facts) -> See:
    chosen = facts.funnel.chosen
    verb = "is" if chosen == 1 else "are"
    return See(f"{counted(chosen, 'student', 'students')} {verb} chosen.", chosen > 0)


def _there(facts: Facts) -> list[Mentor]:
    return [m for m in facts.mentors if m.stage(facts.day) != "closed"]


def _recruiting(facts: Facts) -> See:
    there = len(_there(facts))
    people = counted(there, "mentor is", "mentors are")
    return See(f"{people} on the roster.", None if there else False)


def _screening(facts: Facts) -> See:
    return _of_mentors(facts, "passed every step of the screening",
                       lambda m: not m.missing_steps(facts.day))  # fmt: skip


def _training(facts: Facts) -> See:
    return _of_mentors(facts, "had the orientation", lambda m: m.oriented(facts.day))


def _of_mentors(facts: Facts, what: str, done: Callable[[Mentor], bool]) -> See:
    """Those who began count; before anybody did, all who may."""
    there = _there(facts)
    active = [m for m in there if m.stage(facts.day) == "active"]
    asked = active or there
    if not asked:
        return See("No mentor is on the roster yet.", False)
    have = sum(map(done, asked))
    kind = "active mentors" if active else "people on the roster"
    return See(f"{have:,} of {len(asked):,} {kind} have {what}.", have == len(asked))


def _notices(facts: Facts) -> See:
    found = facts.funnel
    if not found.chosen:
        return NOBODY_CHOSEN
    words = f"{found.told:,} of {found.chosen:,} families of chosen students were told."
    if found.untold:
        who = counted(found.untold, "student meets", "students meet")
        return See(f"{words} {who} a mentor before the family was told.", False)
    return See(words, _all(found.told, found.chosen))


def _matching(facts: Facts) -> See:
    found = facts.funnel
    if not found.chosen:
        return NOBODY_CHOSEN
    words = f"{found.matched:,} of {found.chosen:,} chosen students have a mentor."
    return See(words, _all(found.matched, found.chosen))


NOBODY_CHOSEN = See("No student is chosen yet.", False)


def _all(some: int, total: int) -> bool | None:
    """Students are chosen all year, so that some without is no sign that nothing was done."""
    return some == total or (None if some else False)


def _weekly(facts: Facts) -> See:
    meets = str(facts.team.meeting)
    return See(f"The team meets {meets}." if meets else "No meeting day is set.", bool(meets))


def _support(facts: Facts) -> See:
    meetings = [s for s in facts.sessions if s.kind == MEETING]
    ahead = min((s.day for s in meetings if is_ahead(s, facts.day)), default=None)
    if ahead:
        return See(f"The next monthly meeting is planned for {us_day(ahead)}.", True)
    last = max((s.day for s in meetings if s.state == HELD and s.day <= facts.day), default=None)
    held = f"; the last was held on {us_day(last)}" if last else ""
    return See(f"No monthly meeting with mentors is planned{held}.", None if last else False)


LOOKS: dict[str, Callable[[Facts], See]] = {
    "principal": _principal, "coordinator": _coordinator, "data": _data, "students": _students,
    "recruiting": _recruiting, "screening": _screening, "training": _training,
    "notices": _notices, "matching": _matching, "weekly": _weekly, "support": _support,
}  # fmt: skip
"""By key of the template. Of a celebration the program knows nothing."""
