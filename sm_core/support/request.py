"""Requests for help from mentors: opened, taken on by somebody, resolved, with every step kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta

from sm_core.actor import MENTOR, Actor
from sm_core.bringing.find import one_person
from sm_core.errors import NotAllowed, SmError
from sm_core.mentors.find import read_mentors
from sm_core.mentors.mentor import Mentor
from sm_core.plausible import us_day
from sm_core.queries import run
from sm_core.saving import Record, Save, Writing, merged, new_id, save_once
from sm_core.store import Store
from sm_core.team.named import COORDINATOR, read_members

OPEN, IN_WORK, RESOLVED = "open", "in work", "resolved"
STATES = {OPEN: "Open", IN_WORK: "In work", RESOLVED: "Resolved"}
SAFETY = "safety"
TOPICS = {
    "not found": "I cannot find the student", "times": "Our times do not fit",
    "student": "The student does not want to", "together": "We do not get along",
    "family": "Contact with the family", "school": "Something at school stands in the way",
    SAFETY: "I worry about the student's safety", "material": "A room, material or money",
    "other": "Something else",
}  # fmt: skip
WORDS = {"state": "the state", "owner": "the owner", "due": "the day it is due"}
LONGEST = 1000
GONE = "There is no request with this id among those you may see; reload the page."


@dataclass(frozen=True)
class Request:
    """What a mentor needs help with, or a worry heard in a check-in (`mentor_id` is "" then), as it
    stands. `student_id` is "" where it is about none; `owner` is who takes care of it,
    by name, "" for nobody yet."""

    request_id: str
    school_id: str
    mentor_id: str
    student_id: str
    topic: str
    words: str
    state: str = OPEN
    owner: str = ""
    due: date | None = None
    opened: datetime | None = None
    opened_by: str = ""
    by_mentor: bool = False
    """Whether the mentor asked; else `opened_by` noted it for them."""

    @property
    def for_mentor(self) -> bool:
        """Whether the mentor reads it: a worry about safety that was noted may be about them."""
        return bool(self.mentor_id) and (self.by_mentor or self.topic != SAFETY)

    @property
    def standing(self) -> dict:
        """The fields of `WORDS`: what a form is opened with."""
        return {name: getattr(self, name) for name in WORDS}


@dataclass(frozen=True)
class Step:
    """What somebody said of a request, and where it stood after that."""

    step_id: str
    request_id: str
    happened: datetime
    person: str
    words: str
    state: str
    owner: str
    due: date | None


def ask_for_help(
    store: Store, save: Save, as_of: date, mentor_id: str, topic: str, words: str,
    student_id: str = "",
) -> str | None:  # fmt: skip
    """Open a request of a mentor, as that mentor or for them; its id, None for a press that was
    saved before. It belongs to the student's school, else to one at which the mentor meets
    students, else to one of the mentor's: in both a school with a coordinator goes first. Who that
    is says `who_sees`.

    Raises `SmError` for no topic or no words, or a student out of sight, `NotAllowed` for another
    mentor's request and another school's.
    """
    wrong = list(_wrong(topic, words))
    if wrong:
        raise SmError(*wrong)

    def act(writing: Writing) -> str:
        school = _school(writing, as_of, mentor_id, student_id)
        made = Request(new_id(), school, mentor_id, student_id, topic, words.strip())
        open_request(writing, made)
        return made.request_id

    return save_once(store, save, act)


def open_request(writing: Writing, request: Request) -> None:
    """Write a new request that this person may open."""
    made = replace(request, opened=writing.save.when, opened_by=writing.actor.person,
                   by_mentor=writing.actor.role == MENTOR)  # fmt: skip
    words = {"topic": made.topic, "words": made.words, "state": OPEN}
    writing.changed(_record(made), {}, words)
    writing.insert("support_requests", [asdict(made)])


def _wrong(topic: str, words: str) -> Iterator[str]:
    if topic not in TOPICS:
        yield "Say what it is about: choose one of the topics."
    if not words.strip():
        yield "Say in a sentence what you need help with."
    if len(words) > LONGEST:
        yield f"That is too long; keep it under {LONGEST:,} letters."


def _school(writing: Writing, as_of: date, mentor_id: str, student_id: str) -> str:
    """The school that takes care of it, once this person may ask."""
    actor, today = writing.actor, writing.save.today
    own = Actor("", "captain") if actor.role == MENTOR else actor
    if actor.role == MENTOR and mentor_id != actor.mentor_id:
        raise NotAllowed("A mentor asks for help for themselves only.")
    found = read_mentors(writing.cursor, own, today, [mentor_id])
    if not found:
        raise SmError("There is no mentor with this id among those you may see; reload the page.")
    if student_id:
        school = one_person(writing.cursor, actor, as_of, student_id).school_id
    else:
        mine = [s for s in _schools_of(writing, found[0])
                if actor.role == MENTOR or actor.may_act_for([s])]  # fmt: skip
        with_coordinator = [s for s in mine if _coordinator(writing.cursor, s, today)]
        school = (with_coordinator or mine or [""])[0]
    if actor.role != MENTOR:
        actor.require_program(school)
    return school


def _schools_of(writing: Writing, mentor: Mentor) -> list[str]:
    """Those of the matches that hold come first."""
    values = {"mentors": [mentor.mentor_id], "day": writing.save.today}
    rows = run(writing.cursor, "matches_of_mentors", **values).fetchall()
    return list(dict.fromkeys([*(school for *_, school, _ in rows), *mentor.schools]))


def _coordinator(cursor, school: str, day: date) -> str:
    """Who is named as the coordinator of the school, "" for nobody."""
    named = (m.name for m in read_members(cursor)
             if (m.school_id, m.role) == (school, COORDINATOR) and m.serves_on(day))  # fmt: skip
    return next(named, "")


def who_sees(store: Store, actor: Actor, request_id: str, day: date) -> str:
    """Who sees a request of the actor's, as a sentence."""
    with store.reading() as cursor:
        found = read_requests(cursor, actor, [request_id])
        if not found:
            raise SmError(GONE)
        [request] = found
        name = request.school_id and _coordinator(cursor, request.school_id, day)
    if name:
        return f"{name}, your coordinator, sees it now."
    why = "no coordinator is named for your school" if request.school_id else "you have no school"
    return f"A captain sees it now: {why} yet."


def _record(request: Request) -> Record:
    return Record("request", request.request_id, request.school_id)


def take_step(
    store: Store, save: Save, request_id: str, opened: dict, wanted: dict, words: str = ""
) -> None:
    """Say something of a request, and let it stand elsewhere: `opened` and `wanted` are its
    `standing` as the form was opened and as it is to be. A mentor may add words to their own; these
    open a resolved one again, because they wait for an answer.

    Raises `SmError` where nothing is said or changed, a request is resolved without a word how or
    is taken on by nobody, or `due` lies before today; `ChangedMeanwhile` where somebody else
    changed the same field, `NotAllowed` for another school's.
    """

    def act(writing: Writing) -> None:
        now = _own(writing, request_id)
        if writing.actor.role == MENTOR and wanted != opened:
            raise NotAllowed("Your coordinator says where a request stands; you can add words.")
        values = merged(writing, _record(now), (opened, wanted, now.standing), WORDS)
        after = replace(now, **values | {"owner": values["owner"].strip()})
        if writing.actor.role == MENTOR and words.strip() and now.state == RESOLVED:
            after = replace(after, state=OPEN, due=None)
        _require_sound(now, after, words.strip(), writing.save.today)
        writing.changed(_record(now), now.standing, after.standing, words.strip())
        writing.insert("request_steps", [asdict(Step(
            new_id(), request_id, _moment(writing, now), save.actor.person, words.strip(),
            after.state, after.owner, after.due,
        ))])  # fmt: skip
        writing.cursor.execute(
            "UPDATE program.support_requests SET state = $state, owner = $owner, due = $due "
            "WHERE request_id = $id",
            after.standing | {"id": request_id},
        )

    save_once(store, save, act)


def _moment(writing: Writing, request: Request) -> datetime:
    """Now, but after all that was said before: the clock may stand still or be set back, and the
    last step says where the request stands."""
    query = "SELECT max(happened) FROM program.request_steps WHERE request_id = $id"
    [(last,)] = writing.cursor.execute(query, {"id": request.request_id}).fetchall()
    return max(writing.save.when, (last or request.opened) + timedelta(microseconds=1))


def _own(writing: Writing, request_id: str) -> Request:
    found = read_requests(writing.cursor, writing.actor, [request_id])
    if not found:
        raise SmError(GONE)
    if writing.actor.role != MENTOR:
        writing.actor.require_program(found[0].school_id)
    return found[0]


def _require_sound(now: Request, after: Request, words: str, today: date) -> None:
    if not words and now.standing == after.standing:
        raise SmError("Nothing is said or changed yet.")
    if len(words) > LONGEST:
        raise SmError(f"That is too long; keep it under {LONGEST:,} letters.")
    if after.state not in STATES:
        raise SmError(f'"{after.state}" is no state of a request; choose {", ".join(STATES)}.')
    if after.state == IN_WORK and not after.owner:
        raise SmError("Say who takes care of it.")
    if after.state == RESOLVED and now.state != RESOLVED and not words:
        raise SmError("Say in a sentence how it was resolved.")
    if after.due and after.due != now.due and after.due < today:
        raise SmError(f"{us_day(after.due)} is over; give today or a later day.")


def requests_seen(store: Store, actor: Actor) -> list[Request]:
    """The requests at the actor's schools, a mentor's own for a mentor, the newest first."""
    with store.reading() as cursor:
        return read_requests(cursor, actor)


def read_requests(cursor, actor: Actor, ids: list[str] | None = None) -> list[Request]:
    mentor = actor.mentor_id if actor.role == MENTOR else None
    values = {"mentor": mentor, "schools": actor.scope["schools"], "ids": ids}
    return [Request(*row) for row in run(cursor, "requests_seen", **values).fetchall()]


def read_steps(cursor, requests: list[str]) -> dict[str, list[Step]]:
    """By request its steps in their order; the caller has let these through."""
    found: dict[str, list[Step]] = {request: [] for request in requests}
    for row in run(cursor, "request_steps_of", requests=requests).fetchall():
        step = Step(*row)
        found[step.request_id].append(step)
    return found
