"""What mentors of the demo asked help with in the last weeks, and what became of it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta

from sm_core.actor import Actor
from sm_core.demo.calendars import AS_OF
from sm_core.demo.choices import AFTERNOON
from sm_core.demo.people import CAST
from sm_core.families.ending import Meeting, meetings
from sm_core.saving import Save, Writing, save_once
from sm_core.store import Store
from sm_core.support.request import IN_WORK, RESOLVED, Request, Step

ROSA, _, AMINA, _ = CAST["student_id"]
DUE = date(2026, 2, 3)


@dataclass(frozen=True)
class Asked:
    """A request, the day of it, and what the coordinator said since, a day or so apart."""

    day: date
    topic: str
    words: str
    steps: tuple[tuple[str, str], ...] = ()


TAKEN = (IN_WORK, "Thank you, I take care of it.")
OF_CAST = {
    ROSA: Asked(date(2026, 1, 22), "school", "When Rosa is with her father, the early bus leaves "
                "without her. Is there a later one?",
                ((IN_WORK, "I ask transportation about the stop on River Road."),)),
    AMINA: Asked(date(2026, 1, 29), "not found", "Amina misses every fourth day, and nobody "
                 "answers at home."),
}  # fmt: skip
"""Of their mentors."""
OF_SCHOOLS = (
    Asked(date(2026, 1, 27), "times", "My free period moved, and now we have none together.",
          (TAKEN,)),
    Asked(date(2026, 1, 28), "not found", "In homeroom three times, and the student not there."),
    Asked(date(2026, 1, 12), "material", "We need a quiet room before the first bell.",
          (TAKEN, (RESOLVED, "The library is open for you from half past seven."))),
    Asked(date(2026, 1, 29), "student", "Comes when I ask, and does not say a word."),
    Asked(date(2026, 1, 14), "family", "Nobody answers the phone. Is there another number?",
          (TAKEN, (RESOLVED, "The office has the grandmother's number now."))),
    Asked(date(2026, 1, 21), "together", "We try, and find nothing to talk about.", (TAKEN,)),
    Asked(date(2026, 1, 26), "school", "The teacher does not let the student out of class."),
    Asked(date(2026, 1, 20), "times", "On Fridays I am at the other building now.",
          (TAKEN, (RESOLVED, "Mondays instead; the student knows."))),
)  # fmt: skip
"""Of one mentor at each school in turn, from the first one again where there are more schools."""


def make_requests(store: Store, actor: Actor, callers: dict[str, str]) -> None:
    """Put requests of the demo's mentors on record; `callers` names who answers, by school."""

    def act(writing: Writing) -> None:
        matches = [m for m in meetings(writing.cursor) if m.school_id in callers and not m.ended]
        made = [_made(m, asked, callers[m.school_id]) for m, asked in _asked(matches)]
        writing.insert("support_requests", [asdict(request) for request, _ in made])
        writing.insert("request_steps", [asdict(step) for _, steps in made for step in steps])

    save_once(store, Save(actor, datetime.combine(AS_OF, AFTERNOON)), act)


def _asked(matches: list[Meeting]) -> Iterator[tuple[Meeting, Asked]]:
    yield from ((m, OF_CAST[m.student_id]) for m in matches if m.student_id in OF_CAST)
    newest_first = sorted(matches, key=lambda m: m.started, reverse=True)
    oldest = {m.school_id: m for m in newest_first if m.student_id not in OF_CAST}
    for number, school in enumerate(sorted(oldest)):
        yield oldest[school], OF_SCHOOLS[number % len(OF_SCHOOLS)]


def _made(match: Meeting, asked: Asked, caller: str) -> tuple[Request, list[Step]]:
    """The request as it stands, and its steps."""
    day = max(asked.day, match.started)
    request = Request(
        f"demo-{match.student_id}", match.school_id, match.mentor_id, match.student_id,
        asked.topic, asked.words, opened=_afternoon(day), opened_by=match.mentor,
        by_mentor=True,
    )  # fmt: skip
    steps = [
        Step(f"{request.request_id}-{n}", request.request_id,
             _afternoon(min(day + timedelta(days=n), AS_OF)), caller, words, state, caller,
             DUE if state == IN_WORK else None)
        for n, (state, words) in enumerate(asked.steps, start=1)
    ]  # fmt: skip
    if steps:
        last = steps[-1]
        request = replace(request, state=last.state, owner=last.owner, due=last.due)
    return request, steps


def _afternoon(day: date) -> datetime:
    return datetime.combine(day, AFTERNOON)
