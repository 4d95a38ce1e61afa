"""Matches that need a hand: what happened, what follows, what can be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sm_core.contacts.contact import Contact
from sm_core.contacts.find import read_contacts
from sm_core.matching.end import OpenMatch
from sm_core.mentors.mentor import Mentor, step_words
from sm_core.plausible import us_day
from sm_core.queries import run
from sm_core.store import Store
from sm_core.support.check_in import FAMILY, MENTOR, STUDENT
from sm_core.targeting.candidates import Candidates
from sm_core.targeting.words import counted

if TYPE_CHECKING:
    import pandas as pd

SOON = timedelta(days=30)
"""So long before a check expires, or a match ends as planned, something has to be done."""
CLOSED, LEFT, MOVED, PAUSED = "closed", "left", "moved", "paused"
ELSEWHERE, GONE, TROUBLE = "elsewhere", "gone", "trouble"
CANNOT, FULL, EXPIRING, ENDING = "cannot", "full", "expiring", "ending"
ORDER = (CLOSED, GONE, LEFT, MOVED, TROUBLE, PAUSED, CANNOT, ELSEWHERE, FULL, EXPIRING, ENDING)
"""The gravest first: a student whom nobody sees comes before one who is seen."""
WRONG = {
    CLOSED: "Mentor left the program", GONE: "Mentor left the school",
    LEFT: "Student not enrolled here", MOVED: "Student moved on", TROUBLE: "Somebody needs help",
    ELSEWHERE: "Student at another school",
    PAUSED: "Mentor is paused", CANNOT: "Mentor may not meet students",
    FULL: "Mentor has more students than places", EXPIRING: "A check expires soon",
    ENDING: "The match ends soon",
}  # fmt: skip
"""Short for a column; the sentences are told of the rows picked."""
CAN_DO = {
    CLOSED: "Find another mentor, or end the match",
    GONE: "Find another mentor, or add the school on the mentor's page",
    LEFT: "End the match; the reason is that the student left the school",
    ELSEWHERE: "Ask the mentor or a captain before you end anything",
    TROUBLE: "Talk with them again, or open a request and resolve it",
    MOVED: "End the match, and find a mentor at the new school",
    PAUSED: "Say who sees the student meanwhile, or find another mentor",
    CANNOT: "Put right what is missing, or find another mentor",
    FULL: "Find another mentor for some, or raise the number on the mentor's page",
    EXPIRING: "Renew the check before that day",
    ENDING: "Let the two say goodbye; find another mentor if one is wanted",
}


@dataclass(frozen=True)
class Case:
    """One thing that happened to a match, a kind of `ORDER`, and what follows; both sentences."""

    kind: str
    happened: str
    follows: str


@dataclass(frozen=True)
class InMotion:
    """A match that needs a hand, with everything that happened, the gravest first."""

    match: OpenMatch
    cases: tuple[Case, ...]

    @property
    def happened(self) -> str:
        return " ".join(case.happened for case in self.cases)

    @property
    def follows(self) -> str:
        return " ".join(dict.fromkeys(case.follows for case in self.cases))

    @property
    def wrong(self) -> str:
        first, *others = dict.fromkeys(WRONG[case.kind] for case in self.cases)
        return ", ".join([first, *(words[0].lower() + words[1:] for words in others)])

    @property
    def can_do(self) -> str:
        return CAN_DO[self.cases[0].kind]


@dataclass(frozen=True)
class _Known:
    """What the cases are told from: the mentors by id, the names of schools, the students seen
    with whether they are enrolled, the contacts of those whose mentor is paused, and by (about, id)
    the day of a last talk that said that help is needed, and who talked."""

    mentors: Mapping[str, Mentor]
    schools: Mapping[str, str]
    enrolled: Mapping[str, bool]
    contacts: Mapping[str, list[Contact]]
    trouble: Mapping[tuple[str, str], tuple[date, str]]
    whole_district: bool
    day: date


def in_motion(
    store: Store, known: Candidates, matches: Iterable[OpenMatch], mentors: Iterable[Mentor],
    schools: Mapping[str, str], day: date,
) -> list[InMotion]:  # fmt: skip
    """The matches of the actor of `known` to which something happened by the day, the gravest
    first, then by mentor and student. `matches` hold then or are to begin; `mentors` are those
    seen, and `schools` the names of the schools by id."""
    matches, by_id = list(matches), {mentor.mentor_id: mentor for mentor in mentors}
    rows = known.seen.students.select(["student_id", "enrolled"]).to_pylist()
    enrolled = {row["student_id"]: bool(row["enrolled"]) for row in rows}
    paused = [m for m in matches if _stage(by_id, m, day) == PAUSED]
    whole = known.seen.actor.scope["schools"] is None
    facts = _Known(by_id, schools, enrolled, _contacts(store, paused, day),
                   _trouble(store, matches, day), whole, day)  # fmt: skip
    found = [InMotion(match, tuple(_cases(match, facts))) for match in matches]
    return sorted((one for one in found if one.cases), key=_gravest_first)


def _gravest_first(one: InMotion) -> tuple:
    match = one.match
    return ORDER.index(one.cases[0].kind), match.mentor.casefold(), match.student.casefold(), \
        match.match_id  # fmt: skip


def _stage(mentors: Mapping[str, Mentor], match: OpenMatch, day: date) -> str:
    mentor = mentors.get(match.mentor_id)
    return mentor.stage(day) if mentor else ""


def _contacts(store: Store, paused: list[OpenMatch], day: date) -> dict[str, list[Contact]]:
    found: dict[str, list[Contact]] = {match.student_id: [] for match in paused}
    if paused:
        with store.reading() as cursor:
            for contact in read_contacts(cursor, list(found), last=day):
                if contact.counts:
                    found[contact.student_id].append(contact)
    return found


def _trouble(
    store: Store, matches: list[OpenMatch], day: date
) -> dict[tuple[str, str], tuple[date, str]]:  # fmt: skip
    values = {"mentors": sorted({match.mentor_id for match in matches}),
              "students": sorted({match.student_id for match in matches}), "day": day}  # fmt: skip
    with store.reading() as cursor:
        rows = run(cursor, "talks_in_trouble", **values).fetchall()
    return {(about, record): (on, person) for about, record, on, person in rows}


def _cases(match: OpenMatch, facts: _Known) -> list[Case]:
    mentor = facts.mentors.get(match.mentor_id)
    cases = [*_of_student(match, mentor, facts), *_gone(match, mentor, facts),
             *(_of_mentor(match, mentor, facts) if mentor else ()), *_in_trouble(match, facts),
             *_planned_end(match, facts.day)]  # fmt: skip
    return sorted(cases, key=lambda case: ORDER.index(case.kind))


def _of_student(match: OpenMatch, mentor: Mentor | None, facts: _Known) -> Iterator[Case]:
    student = match.student
    if not match.now_at and _may_be_elsewhere(match, mentor, facts):
        where = facts.schools.get(match.school_id, match.school_id)
        yield Case(
            ELSEWHERE, f"{student} is no longer at {where}.",
            f"{match.mentor} works at another school, too, where the match may go on.",
        )  # fmt: skip
    elif not match.now_at:
        yield Case(LEFT, *_left(match, facts))
    elif match.now_at != match.school_id and not (mentor and match.now_at in mentor.schools):
        now, then = (facts.schools.get(s, s) for s in (match.now_at, match.school_id))
        yield Case(
            MOVED, f"{student} is at {now} now; the match was made at {then}.",
            f"{match.mentor} does not work there, and nobody else can be suggested while the "
            "match holds.",
        )  # fmt: skip


def _may_be_elsewhere(match: OpenMatch, mentor: Mentor | None, facts: _Known) -> bool:
    """Whether the student is out of sight and may be at another school of the mentor, who is out
    of sight, too, or works at more than one."""
    if facts.whole_district or match.student_id in facts.enrolled:
        return False
    return mentor is None or bool({*mentor.schools} - {match.school_id})


def _gone(match: OpenMatch, mentor: Mentor | None, facts: _Known) -> Iterator[Case]:
    """The student is where the match was made, and the mentor does not work there any more. A
    coordinator does not see such a mentor at all."""
    at_match = match.now_at == match.school_id
    if at_match and not (mentor and match.school_id in mentor.schools):
        where = facts.schools.get(match.school_id, match.school_id)
        yield Case(GONE, f"{match.mentor} does not work at {where} any more.",
                   f"{match.student} is there, and nobody else can be suggested while the match "
                   "holds.")  # fmt: skip


def _in_trouble(match: OpenMatch, facts: _Known) -> Iterator[Case]:
    """Talks before the match began were about another one."""
    who = {(MENTOR, match.mentor_id): match.mentor, (STUDENT, match.student_id): match.student,
           (FAMILY, match.student_id): f"The family of {match.student}"}  # fmt: skip
    for key, name in who.items():
        day, person = facts.trouble.get(key, (date.min, ""))
        if day >= match.started:
            yield Case(
                TROUBLE, f"{name} needs help, says the check-in of {us_day(day)} ({person}).",
                "Listed until the next check-in with them, or a resolved request.",
            )  # fmt: skip


def _left(match: OpenMatch, facts: _Known) -> tuple[str, str]:
    student = match.student
    if match.student_id in facts.enrolled:
        return f"{student} is no longer enrolled.", f"{match.mentor} waits in vain."
    if facts.whole_district:
        words = f"{student} is in no attendance file of this school year."
        return words, f"{match.mentor} may wait in vain: check the id of the student."
    where = facts.schools.get(match.school_id, match.school_id)
    return (f"{student} is no longer at {where}.",
            "At the school of the student nobody else can be suggested while the match "
            "holds.")  # fmt: skip


def _of_mentor(match: OpenMatch, mentor: Mentor, facts: _Known) -> Iterator[Case]:
    stage, day, name = mentor.stage(facts.day), facts.day, mentor.name
    why = f" ({mentor.state_reason})" if mentor.state_reason else ""
    if stage == CLOSED:
        yield Case(CLOSED, f"{name} left the program on {us_day(mentor.closed)}{why}.",
                   f"Nobody sees {match.student}.")  # fmt: skip
        return
    if len(mentor.students) > mentor.capacity:
        students = counted(len(mentor.students), "student", "students")
        yield Case(FULL, f"{name} has places for {mentor.capacity} and meets {students}.",
                   "Each may be seen less often than planned.")  # fmt: skip
    if stage == PAUSED:
        yield Case(
            PAUSED,
            f"{name} is paused since {us_day(mentor.paused)}{why}.",
            f"{match.student} is still theirs. {_meanwhile(match, mentor, facts)}",
        )
    elif reasons := mentor.cannot_be_matched(day):
        why = ", ".join(reasons)
        yield Case(CANNOT, f"{why[0].upper()}{why[1:]}: {name} may meet nobody now.",
                   "No mentor may meet students without it.")  # fmt: skip
    else:
        yield from _expiring(mentor, day)


def _meanwhile(match: OpenMatch, mentor: Mentor, facts: _Known) -> str:
    """Who has seen the student since the mentor is paused."""
    since = [c for c in facts.contacts[match.student_id] if c.day >= mentor.paused]
    seen = Counter(c.person for c in since if c.mentor_id != mentor.mentor_id)
    if not seen:
        return "Nobody else has logged a contact since."
    people = ", ".join(f"{person} ({times:,})" for person, times in seen.most_common(3))
    return f"Seen since then by {people}."


def _expiring(mentor: Mentor, day: date) -> Iterator[Case]:
    ends = mentor.expiring(day + SOON)
    if ends:
        checks = "; ".join(f"{step_words(step)} on {us_day(last)}" for step, last in ends)
        yield Case(EXPIRING, f"{mentor.name}: a check expires soon, {checks}.",
                   "After that day no students may be met until it is renewed.")  # fmt: skip


def _planned_end(match: OpenMatch, day: date) -> Iterator[Case]:
    if match.ended and match.ended <= day + SOON:
        yield Case(ENDING, f"The match ends on {us_day(match.ended)}, as planned.",
                   f"{match.student} waits from then on.")  # fmt: skip


def motion_table(rows: Sequence[InMotion], several_schools: bool) -> pd.DataFrame:
    """One row per match, in the same order, under the headings people read."""
    import pandas as pd

    frame = pd.DataFrame([
        {"Student": row.match.student, "School": row.match.school, "Mentor": row.match.mentor,
         "What is wrong": row.wrong, "What can be done": row.can_do,
         "What happened": row.happened, "What follows": row.follows}
        for row in rows
    ])  # fmt: skip
    return frame if several_schools else frame.drop(columns="School", errors="ignore")
