"""What the page says about families, in sentences: counts, where each stands, what was tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sm_core.families.answer import CHANNELS, WRITTEN
from sm_core.families.contacts import KINDS, OTHER, OUTCOMES, Contact
from sm_core.families.find import Family
from sm_core.families.permission import (
    EXPIRED,
    GIVEN,
    REFUSED,
    SENT,
    TO_SEND,
    WITHDRAWN,
    Answer,
)
from sm_core.families.policy import OPT_IN, OPT_OUT, Policy
from sm_core.plausible import us_day
from sm_core.school_year import school_year_of
from sm_core.targeting.words import counted

EMPTY = {
    "to_tell": "Every family of this list has been told.",
    "waiting": "No family has days left to say no, and no signature is outstanding.",
    "clear": "No student may meet a mentor yet. Tell the families first: see “To tell”.",
    "no": "No family said no.",
    "untold": "Nobody meets a mentor who may not.",
    "all": "Nobody is in the program yet. Choose students on “Who needs a mentor?” first.",
}


@dataclass(frozen=True)
class Numbers:
    """Of the students in the program (chosen and enrolled, or meeting a mentor): how many may meet
    a mentor on the day; the others by what is missing; and how many meet one although they may
    not."""

    everybody: int
    clear: int
    to_tell: int
    days_left: int
    unsigned: int
    no: int
    untold: int


def numbers(found: list[Family], day: date) -> Numbers:
    program = [f for f in found if f.in_program]
    clear = [f for f in program if f.standing.clear_on(day)]
    no = [f for f in program if f.standing.no]
    to_tell = [f for f in program if f.standing.state in (TO_SEND, EXPIRED)]
    waiting = len(program) - len(clear) - len(no) - len(to_tell)
    days_left = [f for f in program if not f.standing.no and not f.standing.clear_on(day)
                 and f.standing.clear_from is not None]  # fmt: skip
    untold = [f for f in program if f.mentor and not f.standing.clear_on(day)]
    return Numbers(len(program), len(clear), len(to_tell), len(days_left),
                   waiting - len(days_left), len(no), len(untold))  # fmt: skip


def headline(found: Numbers) -> str:
    if not found.everybody:
        return "No student is in the program yet"
    students = counted(found.everybody, "student", "students")
    words = f"{found.clear:,} of {students} in the program may meet a mentor"
    missing = [
        (found.to_tell, "family is still to be told", "families are still to be told"),
        (found.days_left, "has days left to say no", "have days left to say no"),
        (found.unsigned, "has not answered yet", "have not answered yet"),
        (found.no, "said no", "said no"),
    ]
    told = [counted(count, one, many) for count, one, many in missing if count]
    return f"{words}; {', '.join(told)}" if told else words


def warning(found: Numbers) -> str:
    """That somebody meets a mentor who may not; "" where nobody does."""
    if not found.untold:
        return ""
    meets = counted(found.untold, "student meets", "students meet")
    whose = "whose family was" if found.untold == 1 else "whose families were"
    return f"{meets} a mentor {whose} not told in time, did not sign, or said no."


def policy_words(policy: Policy) -> str:
    kinds = {
        OPT_IN: "ask for a signed permission",
        OPT_OUT: f"tell the family, with {counted(policy.days, 'day', 'days')} to say no",
    }
    holds = "each school year anew" if policy.each_year else "once, until the family says otherwise"
    return f"{kinds.get(policy.kind, 'tell the family')}; {holds}"


def preview_words(found: Numbers) -> str:
    """What a policy would do; begins in the middle of a sentence."""
    students = counted(found.everybody, "student", "students")
    words = f"{found.clear:,} of {students} in the program may meet a mentor"
    if found.untold:
        verb = "does already and may" if found.untold == 1 else "do already and may"
        words += f"; {found.untold:,} {verb} not"
    return words


def short_day(day: date, today: date) -> str:
    """Like Jan 22, with the year where it is another school year."""
    same = school_year_of(day) == school_year_of(today)
    return f"{day:%b} {day.day}" if same else us_day(day)


def deciding(family: Family, day: date) -> Answer | None:
    """The answer on which the standing on `day` rests."""
    where = family.standing
    states = (SENT, GIVEN) if where.state == EXPIRED else (where.state,)
    return next((a for a in family.answers if a.state in states and a.day == where.since
                 and a.taken_back is None), None)  # fmt: skip


def where_words(family: Family, day: date) -> str:
    """Where the family stands on `day`, and what that means for a mentor."""
    where, answer = family.standing, deciding(family, day)
    when = short_day(where.since, day) if where.since else "on a day nobody noted"
    if where.state == TO_SEND:
        words = "To be told"
    elif where.state == SENT:
        words = _sent(family, answer, when, day)
    elif where.state == GIVEN:
        words = _given(family, answer, when, day)
    elif where.state == EXPIRED:
        words = _expired(answer, when, day)
    else:
        words = {REFUSED: f"Said no {when}", WITHDRAWN: f"Took the permission back {when}"}[
            where.state
        ]
    return words + _waits_for(family)


def _waits_for(family: Family) -> str:
    names = [h.addressee for h in family.households if h.family_id in family.standing.waits_for]
    return f": {' and '.join(names)}; the other household was" if names else ""


def _sent(family: Family, answer: Answer | None, when: str, day: date) -> str:
    where, policy = family.standing, family.policy
    how = answer.channel if answer else ""
    words = f"Letter sent {when}" if how in ("letter", "mail") else f"Told {when}"
    if policy.kind == OPT_IN:
        return f"{words}; no signed permission yet"
    if policy.kind != OPT_OUT:
        return words
    if where.clear_from is None:
        return f"{words}; tell them again, so that they have their days to say no"
    last = where.clear_from - timedelta(days=1)
    if where.clear_on(day):
        return f"{words}; could say no until {short_day(last, day)} and did not"
    return f"{words}; the family may say no until {short_day(last, day)}"


def _given(family: Family, answer: Answer | None, when: str, day: date) -> str:
    written = bool(answer) and answer.channel in WRITTEN
    words = "Signed permission" if written else "Permission"
    words += f" from {answer.signed_by}, {when}" if answer and answer.signed_by else f" {when}"
    if written and (gap := gap_words(answer)):
        words += f" ({gap})"
    if answer and answer.expires:
        words += f", until {short_day(answer.expires, day)}"
    clear = family.standing.clear_from
    if clear and clear > day:
        last = short_day(clear - timedelta(days=1), day)
        words += f"; the other household may say no until {last}"
    if clear is None:
        words += "; the other household has no days to say no yet: tell it again"
    return words


def gap_words(answer: Answer) -> str:
    """What a signed permission leaves out; "" for a complete one."""
    parts = {
        "records": answer.records, "purpose": answer.purpose, "recipient": answer.recipient,
        "who signed": answer.signed_by, "the day of the signature": answer.signed,
    }  # fmt: skip
    missing = [name for name, said in parts.items() if not said]
    if not missing:
        return ""
    verb = "is" if len(missing) == 1 else "are"
    return f"{' and '.join(missing)} {verb} not noted"


def _expired(answer: Answer | None, when: str, day: date) -> str:
    again = "ask again" if answer and answer.state == GIVEN else "tell them again"
    what = "Permission of" if answer and answer.state == GIVEN else "Told"
    if answer and answer.expires and answer.expires < day:
        return f"{what} {when}, over since {short_day(answer.expires, day)}: {again}"
    return f"{what} {when}, an earlier school year: {again}"


def answer_words(answer: Answer) -> str:
    """One answer as it was recorded: what, when, how, by whom."""
    verbs = {SENT: "Sent", GIVEN: "Permission given", REFUSED: "Said no",
             WITHDRAWN: "Permission taken back"}  # fmt: skip
    words = verbs.get(answer.state, answer.state.capitalize())
    words += f" {us_day(answer.since)}" if answer.since else ", day not noted"
    how = [CHANNELS.get(answer.channel, answer.channel).lower() if answer.channel else "",
           f"in {answer.language}" if answer.language else ""]  # fmt: skip
    return ", ".join([words, *(part for part in how if part)])


def contact_words(contact: Contact, day: date) -> str:
    """ "Phone call Jan 28: left a message"."""
    outcome = "" if contact.outcome == OTHER else f": {OUTCOMES[contact.outcome].lower()}"
    return f"{KINDS[contact.kind]} {short_day(contact.day, day)}{outcome}"
