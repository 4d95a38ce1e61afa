"""Records what was sent to families and what they said; a no ends suggestion and match at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from sm_core.bringing.find import Person, people
from sm_core.errors import SmError, at_once
from sm_core.families.find import read_households
from sm_core.families.permission import (
    ELECTRONIC,
    EVERYBODY,
    GIVEN,
    PAPER,
    SAID,
    SENT,
    STATES,
    WRITTEN,
    Answer,
)
from sm_core.families.policy import OPT_IN, Policy, read_policies
from sm_core.families.write import write_answers
from sm_core.plausible import require_done, us_day
from sm_core.saving import Save, Writing, new_id, save_once
from sm_core.store import Store

RECORDED = (SENT, *SAID)
"""What a person can record."""
CHANNELS = {
    "letter": "Letter home with the student", "mail": "Letter by mail", "e-mail": "E-mail",
    "text": "Text message", "phone": "Phone call", "in person": "In person",
    PAPER: "Signed form on paper", ELECTRONIC: "Signed electronically",
}  # fmt: skip
LONGEST = 500
TEXTS = ("language", "note", "records", "purpose", "recipient", "signed_by")
CONSENT = {
    "records": "which records may be shown", "purpose": "what for", "recipient": "to whom",
    "signed_by": "who signed", "signed": "the day of the signature",
}  # fmt: skip
"""What a written permission has to say (34 CFR 99.30)."""
STANDARD = {
    "records": "The days present and absent this school year; nothing else",
    "purpose": "So that the mentor notices when the student is missing, and can help",
    "recipient": "The success mentor, and the people who lead the mentoring program at the school",
}
"""What the form that comes with the letters says; the district may have changed that."""


@dataclass(frozen=True)
class Reply:
    """What one family was sent or said, as somebody records it; the fields are those of `Answer`.
    `day` is when."""

    state: str
    day: date | None
    channel: str = ""
    language: str = ""
    note: str = ""
    family_id: str = EVERYBODY
    records: str = ""
    purpose: str = ""
    recipient: str = ""
    signed_by: str = ""
    signed: date | None = None
    expires: date | None = None


@dataclass(frozen=True)
class Recorded:
    """How many answers were saved, a sentence for each match or choice they ended, and the ids of
    the answers by student, with which they can be taken back."""

    saved: int
    ended: tuple[str, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)


def record_answers(
    store: Store, save: Save, as_of: date, replies: Mapping[str, Reply]
) -> Recorded | None:
    """Record a reply per student id, all or none; None for a press that was saved before.

    The students are those seen as of the attendance date. Raises `SmError` with a sentence for
    each reply that cannot be (a day in the future, a signed permission without its four parts, a
    household that is not the student's), `NotAllowed` for a school that is not the person's.
    """
    assert replies
    replies = {student: _tidy(reply) for student, reply in replies.items()}
    with store.reading() as cursor:
        found = people(cursor, save.actor, as_of, list(replies))
        policies = read_policies(cursor, sorted({p.school_id for p in found.values()}))
        households = read_households(cursor, list(replies))
    for school in sorted({person.school_id for person in found.values()}):
        save.actor.require_program(school)
    wrong = []
    for student, reply in replies.items():
        known = {h.family_id for h in households.get(student, ()) if h.counts_on(save.today)}
        wrong += _wrong(reply, found.get(student), policies, known, save.today, student)
    if wrong:
        raise SmError(*at_once(wrong), *_nothing_saved(len(replies)))
    return save_once(store, save, lambda writing: _write(writing, found, replies))


def _tidy(reply: Reply) -> Reply:
    return replace(reply, **{name: getattr(reply, name).strip() for name in TEXTS})


def _nothing_saved(students: int) -> list[str]:
    return [f"Nothing is saved for any of the {students:,} students."] if students > 1 else []


def _wrong(
    reply: Reply, person: Person | None, policies: Mapping[str, Policy], known: set[str],
    today: date, student: str,
) -> Iterator[str]:  # fmt: skip
    if person is None:
        yield f"There is no student {student} among those you may see; check the id."
        return
    name = person.label
    if reply.state not in RECORDED:
        yield f'{name}: "{reply.state}" cannot be recorded; choose {", ".join(RECORDED)}.'
    if reply.channel and reply.channel not in CHANNELS:
        yield f'{name}: "{reply.channel}" is no channel; choose {", ".join(CHANNELS)}.'
    if reply.family_id != EVERYBODY and reply.family_id not in known:
        yield f"{name}: this household is not among those on record; open the family again."
    for text in TEXTS:
        if len(getattr(reply, text)) > LONGEST:
            what = CONSENT.get(text, f"the {text}")
            yield f"{name}: {what} is too long; keep it under {LONGEST} letters."
    yield from _wrong_days(reply, name, today)
    if reply.state == GIVEN:
        yield from _wrong_consent(reply, name, policies[person.school_id])


def _wrong_days(reply: Reply, name: str, today: date) -> Iterator[str]:
    if reply.day is None:
        yield f"{name}: give the day on which it was {STATES.get(reply.state, 'said').lower()}."
        return
    for day, what in ((reply.day, "The answer"), (reply.signed, "The signature")):
        try:
            if day:
                require_done(day, f"{name}: {what.lower()}", today)
        except SmError as error:
            yield from error.sentences
    if reply.signed and reply.signed > reply.day:
        yield (f"{name}: the form came back on {us_day(reply.day)} and is signed "
               f"{us_day(reply.signed)}; check both days.")  # fmt: skip
    if reply.expires and reply.expires < reply.day:
        yield (f"{name}: it would end on {us_day(reply.expires)}, before it was given on "
               f"{us_day(reply.day)}; check both days.")  # fmt: skip


def _wrong_consent(reply: Reply, name: str, policy: Policy) -> Iterator[str]:
    written = reply.channel in WRITTEN
    if policy.kind == OPT_IN and not written:
        yield (f"{name}: the school asks for a signed permission; choose a signed form as the "
               "channel, or record that the letter was sent until it comes back.")  # fmt: skip
    missing = [words for part, words in CONSENT.items() if not getattr(reply, part)]
    if written and missing:
        yield f"{name}: a signed permission has to say {' and '.join(missing)}; fill that in."


def _write(writing: Writing, found: Mapping[str, Person], replies: Mapping[str, Reply]) -> Recorded:
    rows = [_answer(found[student], reply) for student, reply in replies.items()]
    ended = write_answers(writing, rows, {s: person.label for s, person in found.items()})
    return Recorded(len(rows), tuple(ended), {row.student_id: row.permission_id for row in rows})


def _answer(person: Person, reply: Reply) -> Answer:
    fields = asdict(reply)
    since = fields.pop("day")
    return Answer(new_id(), person.student_id, person.school_id, since=since, **fields)
