"""Talks about how a match goes, with mentor, student or family: logged and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from sm_core.actor import CAPTAIN, Actor
from sm_core.actor import MENTOR as MENTOR_ROLE
from sm_core.bringing.find import one_person
from sm_core.errors import SmError
from sm_core.families.ending import meetings
from sm_core.mentors.find import one_mentor
from sm_core.mentors.mentor import Mentor
from sm_core.mentors.save import require_change
from sm_core.plausible import require_done, us_day
from sm_core.queries import run
from sm_core.saving import Record, Save, Writing, new_id, save_once
from sm_core.store import Store
from sm_core.support.request import SAFETY, Request, open_request

MENTOR, STUDENT, FAMILY = "mentor", "student", "family"
ABOUT = {MENTOR: "Mentor", STUDENT: "Student", FAMILY: "Family"}
HOW = {"in person": "In person", "phone": "By phone", "message": "By message"}
WELL, SOME_WORRY, IN_TROUBLE = "well", "some worry", "in trouble"
RELATIONSHIP = {WELL: "Going well", SOME_WORRY: "Some worry", IN_TROUBLE: "Needs help"}
LONGEST = 500


@dataclass(frozen=True)
class CheckIn:
    """One talk. `about` is with whom; one with a mentor is about all their students and has no
    `student_id`, one with a student or family no `mentor_id`. `worry` is one about the student's
    safety; `doing` says what the two do together, `outcomes` what came of it. `person` is who
    talked; `school_id` is the school they talked for, "" for the district; one `taken_back` was
    logged by mistake."""

    about: str
    day: date
    mentor_id: str = ""
    student_id: str = ""
    how: str = "in person"
    relationship: str = WELL
    worry: bool = False
    doing: str = ""
    outcomes: str = ""
    note: str = ""
    person: str = ""
    check_in_id: str = ""
    school_id: str = ""
    recorded: datetime | None = None
    recorded_by: str = ""
    taken_back: datetime | None = None


def log_check_in(
    store: Store, save: Save, as_of: date, said: CheckIn, worry_about: str | None = None
) -> str | None:
    """Log a check-in; its id, None for a press that was saved before. A student is one seen as of
    the attendance date. A worry opens a request about the student's safety in the same transaction;
    of a talk with a mentor it is about the student `worry_about`, "" for nobody in sight.

    Raises `SmError` for what cannot be: a day to come, a student or mentor who never was matched by
    that day, a worry without a note; `NotAllowed` for a school that is not the person's.
    """

    def act(writing: Writing) -> str:
        found = _about(writing, as_of, said)
        who = save.actor.person
        made = replace(found, check_in_id=new_id(), recorded=save.when, recorded_by=who,
                       person=said.person.strip() or who)  # fmt: skip
        words = ("day", "how", "relationship", "worry", "doing", "outcomes", "note")
        writing.changed(_record(made), {}, {name: getattr(made, name) for name in words})
        writing.insert("check_ins", [asdict(made)])
        if made.worry:
            _ask(writing, as_of, made, worry_about)
        return made.check_in_id

    return save_once(store, save, act)


def _about(writing: Writing, as_of: date, said: CheckIn) -> CheckIn:
    """The check-in with its school, once it can be."""
    assert said.about in ABOUT, said
    assert (said.about == MENTOR) == bool(said.mentor_id) != bool(said.student_id), said
    actor, cursor, today = writing.actor, writing.cursor, writing.save.today
    if said.about == MENTOR:
        mentor = one_mentor(cursor, actor, today, said.mentor_id)
        require_change(actor, mentor)
        name, school = mentor.name, _school_of(writing, mentor)
    else:
        person = one_person(cursor, actor, as_of, said.student_id)
        actor.require_program(person.school_id)
        name, school = person.label, person.school_id
    wrong = [*_wrong(name, said), *_unmatched(writing, name, said)]
    require_done(said.day, f"The check-in with {name}", today)
    if wrong:
        raise SmError(*wrong)
    texts = {part: getattr(said, part).strip() for part in ("doing", "outcomes", "note")}
    return replace(said, school_id=school, **texts)


def _ask(writing: Writing, as_of: date, made: CheckIn, worry_about: str | None) -> None:
    """Open the request about a worry. It is no mentor's request, and so on no mentor's phone: the
    worry may be about the mentor, and the words are those of the one who talked."""
    student, words = made.student_id, f"the {made.about}"
    school = made.school_id
    if made.about == MENTOR:
        mentor = one_mentor(writing.cursor, writing.actor, writing.save.today, made.mentor_id)
        if worry_about is None:
            raise SmError(f"{mentor.name}: say which student the worry is about.")
        student, words = worry_about, mentor.name
        if student:
            school = one_person(writing.cursor, writing.actor, as_of, student).school_id
    told = f"Heard in a check-in with {words} on {us_day(made.day)}: {made.note}"
    open_request(writing, Request(new_id(), school, "", student, SAFETY, told))


def _school_of(writing: Writing, mentor: Mentor) -> str:
    """The school for which this person talks with a mentor: their own at which the mentor meets
    students, else at which the mentor works; for a captain the only one, "" where there are
    more."""
    found = meetings(writing.cursor, mentors=[mentor.mentor_id])
    actor, meets = writing.actor, sorted({match.school_id for match in found})
    own = [s for s in (*meets, *mentor.schools) if s in actor.schools]
    if actor.role != CAPTAIN:
        return own[0]
    return meets[0] if len(meets) == 1 else ""


def _wrong(name: str, said: CheckIn) -> Iterator[str]:
    if said.how not in HOW:
        yield f'{name}: "{said.how}" is no way to talk; choose {", ".join(HOW)}.'
    if said.relationship not in RELATIONSHIP:
        yield f"{name}: say how it goes; choose {', '.join(RELATIONSHIP)}."
    if said.worry and not said.note.strip():
        yield f"{name}: say in the note what the worry is, and whom you told."
    if max(len(text) for text in (said.doing, said.outcomes, said.note, said.person)) > LONGEST:
        yield f"{name}: that is too long; keep every text under {LONGEST} letters."


def _unmatched(writing: Writing, name: str, said: CheckIn) -> Iterator[str]:
    """A match may be over: the last talk comes after its end."""
    whose = {"mentors": [said.mentor_id]} if said.mentor_id else {"students": [said.student_id]}
    first = min((m.started for m in meetings(writing.cursor, **whose)), default=None)
    if first is None or said.day < first:
        since = f" before {us_day(first)}" if first else " yet"
        yield f"{name} was not matched{since}; a check-in is about a match. Check the day."


def _record(said: CheckIn) -> Record:
    return Record("check_in", said.mentor_id or said.student_id, said.school_id)


def take_back_check_in(store: Store, save: Save, check_in_id: str) -> None:
    """Take a check-in back that was logged by mistake. Raises `SmError` where it is gone already,
    `NotAllowed` for another school's."""

    def act(writing: Writing) -> None:
        found = read_check_ins(writing.cursor, ids=[check_in_id])
        if not found or found[0].taken_back:
            raise SmError("This check-in has been taken back already; reload the page.")
        [said] = found
        writing.actor.require_program(said.school_id)
        was = {"day": said.day, "relationship": said.relationship}
        writing.changed(_record(said), was, dict.fromkeys(was, ""), "Logged by mistake")
        writing.cursor.execute(
            "UPDATE program.check_ins SET taken_back = $when WHERE check_in_id = $id",
            {"when": save.when, "id": check_in_id},
        )

    save_once(store, save, act)


def check_ins_with(
    store: Store, actor: Actor, as_of: date, day: date, about: str, record_id: str
) -> list[CheckIn]:
    """Those with one mentor, student or family by the day, as `read_check_ins` and `as_told`; none
    for a mentor. Raises `SmError` for somebody out of the actor's sight."""
    if actor.role == MENTOR_ROLE:
        return []
    mentors, students = ([record_id], []) if about == MENTOR else ([], [record_id])
    with store.reading() as cursor:
        if about == MENTOR:
            one_mentor(cursor, actor, day, record_id)
        else:
            one_person(cursor, actor, as_of, record_id)
        found = read_check_ins(cursor, mentors, students)
    return [as_told(said, actor) for said in found if said.about == about and said.day <= day]


def as_told(said: CheckIn, actor: Actor) -> CheckIn:
    """What was said is for the school that talked; for others only that somebody did, when and
    how: `relationship` is "" then."""
    if actor.may_act_for([said.school_id]):
        return said
    return replace(said, relationship="", worry=False, doing="", outcomes="", note="")


def read_check_ins(
    cursor, mentors: list[str] | None = None, students: list[str] | None = None,
    ids: list[str] | None = None,
) -> list[CheckIn]:  # fmt: skip
    """Those with the mentors, and with or about the students (None: with anybody), the newest
    first, those taken back among them. The caller has let these people through."""
    values = {"mentors": mentors, "students": students, "ids": ids}
    return [CheckIn(*row) for row in run(cursor, "check_ins_of", **values).fetchall()]
