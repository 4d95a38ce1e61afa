"""Where a family stands: what was sent, what it said, and from which day a mentor may begin.

No mentor before the family knows (DESIGN rule 11). What a written permission has to say is
34 CFR 99.30: the records, the purpose, to whom, and a signature with its date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sm_core.families.policy import NOTICE, OPT_IN, OPT_OUT, Policy
from sm_core.school_year import school_year_of

TO_SEND, SENT, GIVEN = "to send", "sent", "given"
REFUSED, WITHDRAWN, EXPIRED = "refused", "withdrawn", "expired"
STATES = {
    TO_SEND: "To send", SENT: "Sent", GIVEN: "Given", REFUSED: "Refused",
    WITHDRAWN: "Withdrawn", EXPIRED: "Expired",
}  # fmt: skip
NO = (REFUSED, WITHDRAWN)
"""No mentor, whatever else was said before."""
SAID = (GIVEN, *NO)
PAPER, ELECTRONIC = "signed form", "signed electronically"
WRITTEN = (PAPER, ELECTRONIC)
"""The channels of a signature."""
EVERYBODY = ""
"""In place of a household: all that the student has."""
LONG_AGO = date.min


@dataclass(frozen=True)
class Answer:
    """One thing sent to or said by a family on a day (None: nobody noted it), and who recorded it.

    `family_id` is a household, or `EVERYBODY`. `records`, `purpose`, `recipient`, `signed_by` and
    `signed` are those of a written permission. `expires` is the last day on which it holds.
    `taken_back` is set where it was recorded by mistake: then it counts for nothing.
    """

    permission_id: str
    student_id: str
    school_id: str
    state: str
    since: date | None = None
    channel: str = ""
    language: str = ""
    note: str = ""
    family_id: str = EVERYBODY
    recorded: datetime | None = None
    recorded_by: str = ""
    records: str = ""
    purpose: str = ""
    recipient: str = ""
    signed_by: str = ""
    signed: date | None = None
    expires: date | None = None
    effects: str = ""
    taken_back: datetime | None = None

    @property
    def day(self) -> date | None:
        """When it was said: where nobody noted it, it was known when it was recorded."""
        return self.since or (self.recorded.date() if self.recorded else None)

    @property
    def order(self) -> tuple:
        """Later is worth more; of one day what was recorded later, and of one moment a no."""
        return self.day or LONG_AGO, self.recorded or datetime.min, self.state in NO

    @property
    def complete(self) -> bool:
        """Whether it says all that a written permission has to."""
        return all((self.records, self.purpose, self.recipient, self.signed_by, self.signed))


@dataclass(frozen=True)
class Standing:
    """Where a family stands on a day. `since` is the day of the answer that decides, None where it
    is not known; `clear_from` the first day on which a mentor may meet the student, None where
    none is in sight. `waits_for` are the households still to be told, where others have been."""

    state: str
    since: date | None = None
    clear_from: date | None = None
    waits_for: tuple[str, ...] = ()

    def clear_on(self, day: date) -> bool:
        """Whether a mentor may meet the student on `day`."""
        return self.clear_from is not None and self.clear_from <= day

    @property
    def no(self) -> bool:
        return self.state in NO


def standing(
    policy: Policy, answers: Iterable[Answer], households: Iterable[str], day: date,
    later: Mapping[str, date] | None = None,
) -> Standing:  # fmt: skip
    """Where the family of one student stands on `day` under the policy of the school.

    `answers` are the student's, `households` the ids of those that count on the day; with none the
    family is one. One household's no is a no. All must have been told before a mentor begins; of a
    permission one is enough. `later` are the households put on record beside another one, and
    when: a letter to everybody from before did not reach them. What a household was sent or gave
    goes with it when it is ended; its no stays the family's, until those who are left say
    otherwise.
    """
    known, ids = _counting(answers, households, day)
    if no := _last_nos(known, ids):
        newest = max(no, key=lambda a: a.order)
        return Standing(newest.state, newest.day)
    each = {
        name: _of_one(policy, [
            a for a in _of_household(known, name) if not _missed(a, name, later or {})
        ], day)
        for name in ids
    }  # fmt: skip
    return _together(policy, each)


def standing_no(answers: Iterable[Answer], households: Iterable[str], day: date) -> list[Answer]:
    """The answers for which `standing` is a no on `day`, the newest first: of each household its
    last word. None of a family that does not say no; the policy of the school does not matter."""
    answers = list(answers)
    ids = {a.permission_id for a in _last_nos(*_counting(answers, households, day))}
    no = [a for a in answers if a.permission_id in ids]
    return sorted(no, key=lambda a: a.order, reverse=True)


def deciding(answers: Iterable[Answer]) -> Answer | None:
    """The newest of what a family said, or else of what it was sent; whatever the policy."""
    known = [a for a in answers if a.taken_back is None]
    said = [a for a in known if a.state in SAID]
    return max(said or known, key=lambda a: a.order, default=None)


def _counting(
    answers: Iterable[Answer], households: Iterable[str], day: date
) -> tuple[list[Answer], list[str]]:
    """The answers known on the day, and whose word counts."""
    known = [a for a in answers if a.taken_back is None and (a.day or LONG_AGO) <= day]
    ids = list(households) or [EVERYBODY]
    return known + _no_of_the_gone(known, ids), ids


def _no_of_the_gone(known: list[Answer], ids: list[str]) -> list[Answer]:
    """The last word of each household that no longer counts, where it was no, as everybody's."""
    gone = {a.family_id for a in known} - {*ids, EVERYBODY}
    return [replace(a, family_id=EVERYBODY) for a in _last_nos(known, gone)]


def _last_nos(known: list[Answer], ids: Iterable[str]) -> list[Answer]:
    """The last word of each of the households, where it was no; each answer once."""
    last = [_last_said(_of_household(known, name)) for name in ids]
    return list({a.permission_id: a for a in last if a and a.state in NO}.values())


def _of_household(known: list[Answer], name: str) -> list[Answer]:
    return [a for a in known if a.family_id in (name, EVERYBODY)]


def _missed(answer: Answer, name: str, later: Mapping[str, date]) -> bool:
    """Whether a letter to everybody went out before anybody knew of the household."""
    to_all = answer.state == SENT and answer.family_id == EVERYBODY
    return to_all and name in later and (answer.day or LONG_AGO) < later[name]


def _last_said(answers: list[Answer]) -> Answer | None:
    return max((a for a in answers if a.state in SAID), key=lambda a: a.order, default=None)


def _together(policy: Policy, each: dict[str, Standing]) -> Standing:
    found = list(each.values())
    untold = tuple(name for name, s in each.items() if s.state in (TO_SEND, EXPIRED))
    if untold:
        first = next(s for name, s in each.items() if name in untold)
        return replace(first, waits_for=untold if len(untold) < len(found) else ())
    never = any(s.clear_from is None for s in found)
    given = [s for s in found if s.state == GIVEN]
    if given and policy.kind == OPT_IN:
        # One signature is enough, and the others know of it.
        clear = max(s.clear_from or _since(s) for s in found)
        return replace(min(given, key=_since), clear_from=clear)
    decides = min(given, key=_since) if given else max(found, key=_since)
    # Where days to say no are given, each household has its own.
    return replace(decides, clear_from=None if never else max(s.clear_from for s in found))


def _since(standing: Standing) -> date:
    return standing.since or LONG_AGO


def _of_one(policy: Policy, answers: list[Answer], day: date) -> Standing:
    """Where one household stands whose last word is not no."""
    last_no = max((a.order for a in answers if a.state in NO), default=())
    since_then = [a for a in answers if a.order > last_no]
    given = [a for a in since_then if _permits(policy, a)]
    said = max(given, key=lambda a: a.order, default=None)
    if said and _holds(policy, said, day):
        return Standing(GIVEN, said.day, said.day or LONG_AGO)
    # Of a permission that is over, no letter from before it makes more.
    letters = [a for a in since_then if a.state in (SENT, GIVEN) and a not in given
               and (not said or a.order > said.order)]  # fmt: skip
    if holding := [a for a in letters if _holds(policy, a, day)]:
        sent = min(holding, key=lambda a: (_clear_after(policy, a.day) or date.max, a.order))
        return Standing(SENT, sent.day, _clear_after(policy, sent.day))
    over = max([*letters, *given], key=lambda a: a.order, default=None)
    return Standing(EXPIRED, over.day) if over else Standing(TO_SEND)


def _permits(policy: Policy, answer: Answer) -> bool:
    """Whether it is a permission as the school asks for it. Where that is a signature, a yes by
    phone says no more than that the family knows; of a roster's yes nobody noted how it came."""
    signed = answer.channel in ("", *WRITTEN)
    return answer.state == GIVEN and (signed or policy.kind != OPT_IN)


def _holds(policy: Policy, answer: Answer, day: date) -> bool:
    if answer.expires and answer.expires < day:
        return False
    same_year = answer.day is None or school_year_of(answer.day) == school_year_of(day)
    return same_year or not policy.each_year


def _clear_after(policy: Policy, sent: date | None) -> date | None:
    """The first day for a mentor after a letter to which nothing was said. Days to say no begin
    with the first letter of a known day: a reminder takes nothing away and adds nothing."""
    if policy.kind == OPT_IN:
        return None
    if policy.kind == NOTICE:
        return sent or LONG_AGO
    assert policy.kind == OPT_OUT
    return last_day_to_say_no(policy, sent) + timedelta(days=1) if sent else None


def last_day_to_say_no(policy: Policy, sent: date) -> date:
    """The last of the days that a family has to say no before a mentor begins, inclusive."""
    return sent + timedelta(days=policy.days)
