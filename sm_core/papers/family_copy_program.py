"""What the program holds, for the family's copy: mentors, what the child brings, letters and
answers, contacts and households."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from sm_core.availability import Slot
from sm_core.families.find import Household
from sm_core.families.held import Contact, Held, Helped, Listed, Met
from sm_core.families.permission import Answer
from sm_core.papers.family_copy_words import Say
from sm_core.papers.sheet import listed, pairs, table, text


def mentor_block(held: Held, say: Say) -> dict:
    """With whom the child meets or met, whether it is on the list, and whether other help began."""
    lines = [_met(met, held, say) for met in held.met] or [say("no_mentor")]
    lines += [_listed(place, say) for place in held.listed] or [say("not_listed")]
    if held.helped:
        lines.append(_helped(held.helped, say))
    return listed(lines)


def _helped(helped: Helped, say: Say) -> str:
    key = f"{helped.state}_to" if helped.to_whom.strip() else helped.state
    return say(key, since=say.day(helped.since), whom=helped.to_whom.strip())


def _met(met: Met, held: Held, say: Say) -> str:
    mentor, started = met.mentor or say("somebody"), say.day(met.started)
    if met.ended is None:
        key = "with_to_begin" if met.started > held.day else "with"
        return say(key, mentor=mentor, started=started)
    words = say("with_until", mentor=mentor, started=started, ended=say.day(met.ended))
    return f"{words}; {say('why_ended', reason=met.end_reason)}" if met.end_reason else words


def _listed(place: Listed, say: Say) -> str:
    since = place.proposed if place.state == "proposed" else place.since
    return say(place.state, school=place.school_name, since=say.day(since),
               until=say.day(place.until))  # fmt: skip


def seen_block(held: Held, say: Say) -> dict:
    if not held.seen:
        return text(say("not_seen"))
    rows = [
        [say.short_day(seen.day),
         "; ".join((say(f"met {seen.kind}"), *_slip(seen.taken_back, say))), seen.person]
        for seen in held.seen
    ]  # fmt: skip
    return table([say("date"), say("what"), say("who")], rows, [4, 8, 5])


def talks_block(held: Held, say: Say) -> dict:
    if not held.talks:
        return text(say("no_talk"))
    header = [say("date"), say("with_whom"), say("goes"), say("who")]
    rows = [
        [say.short_day(talk.day), f"{say(f'talk {talk.about}')}, {say.stored(talk.how)}",
         "; ".join((say(f"goes {talk.relationship}"), *_slip(talk.taken_back, say))), talk.person]
        for talk in held.talks
    ]  # fmt: skip
    return table(header, rows, [4, 6, 6, 4])


def requests_block(held: Held, say: Say) -> dict:
    if not held.requests:
        return text(say("no_request"))
    rows = [
        [say.short_day(asked.day), say(f"topic {asked.topic}"), say(f"state {asked.state}")]
        for asked in held.requests
    ]
    return table([say("date"), say("what"), say("state")], rows, [4, 8, 5])


def meetings_blocks(held: Held, say: Say) -> Iterator[dict]:
    """What the team's weekly meetings decided, and what they gave to do."""
    if not held.reviewed and not held.to_do:
        yield text(say("no_meeting"))
    if held.reviewed:
        rows = [
            [say.short_day(met.day),
             "; ".join((say(f"review {met.kind}"), *_slip(met.taken_back, say)))]
            for met in held.reviewed
        ]  # fmt: skip
        yield table([say("date"), say("what")], rows, [4, 13])
    if held.to_do:
        rows = [
            [say.short_day(given.day), given.owner, say.short_day(given.due),
             say(f"action {given.state}")]
            for given in held.to_do
        ]  # fmt: skip
        yield table([say("date"), say("to_do"), say("due"), say("state")], rows, [4, 6, 4, 4])


def brings_block(held: Held, say: Say) -> dict:
    rows = [(say(key), words) for key, words in _brings(held, say) if words]
    return pairs(rows) if rows else text(say("nothing"))


def _brings(held: Held, say: Say) -> Iterator[tuple[str, str]]:
    profile = held.profile
    yield "asked", say.day(profile.asked) if profile.asked else ""
    yield "wish", say(profile.wish) if profile.wish else ""
    yield "wished_for", profile.wished_for
    spoken = ", ".join(say.spoken(language) for language in profile.brings.languages)
    home = say.spoken(profile.home_language)
    yield "languages", spoken or (say("from_file", language=home) if home else "")
    yield "interests", ", ".join(profile.brings.interests)
    yield "dislikes", ", ".join(profile.brings.dislikes)
    yield "free", "; ".join(_free(slot, say) for slot in profile.brings.availability)
    yield "adults", ", ".join(held.adults)


def _free(slot: Slot, say: Say) -> str:
    day = say("weekdays").split()[slot.weekday - 1]
    return f"{day} {_time(slot.starts)}–{_time(slot.ends)}"


def _time(when: time) -> str:
    return f"{when.hour}:{when:%M}"


def said_block(held: Held, say: Say) -> dict:
    """A line per letter and answer; with several households it says which one's."""
    if not held.answers:
        return text(say("nothing_said"))
    header = [say("date"), say("what"), say("how"), say("recorded")]
    rows = [
        [
            say.short_day(answer.day), "; ".join(_answer(answer, held, say)),
            ", ".join(filter(None, (say.stored(answer.channel), say.spoken(answer.language)))),
            answer.recorded_by,
        ]
        for answer in held.answers
    ]  # fmt: skip
    return table(header, rows, [4, 9, 4, 4])


def _answer(answer: Answer, held: Held, say: Say) -> Iterator[str]:
    yield say(answer.state)
    yield from _household_named(answer.family_id, held, say)
    if answer.signed_by:
        yield say("signed", by=answer.signed_by, day=say.day(answer.signed))
    for part in ("records", "purpose", "recipient"):
        if words := getattr(answer, part):
            yield say(part, words=words)
    if answer.expires:
        yield say("expires", day=say.day(answer.expires))
    yield from _slip(answer.taken_back, say)


def _household_named(family_id: str, held: Held, say: Say) -> Iterator[str]:
    names = {h.family_id: h.addressee or say("unnamed") for h in held.households}
    if family_id in names and len(names) > 1:
        yield say("household", name=names[family_id])


def _slip(taken_back: datetime | None, say: Say) -> Iterator[str]:
    if taken_back:
        yield say("taken_back", day=say.day(taken_back.date()))


def contacts_block(held: Held, say: Say) -> dict:
    if not held.contacts:
        return text(say("nothing_tried"))
    header = [say("date"), say("what"), say("outcome"), say("who")]
    rows = [
        [
            say.short_day(contact.day), "; ".join(_contact(contact, held, say)),
            say.stored(contact.outcome), contact.person or contact.recorded_by,
        ]
        for contact in held.contacts
    ]  # fmt: skip
    return table(header, rows, [4, 7, 6, 4])


def _contact(contact: Contact, held: Held, say: Say) -> Iterator[str]:
    yield say.stored(contact.kind)
    yield from _household_named(contact.family_id, held, say)
    yield from _slip(contact.taken_back, say)


def household_blocks(held: Held, say: Say) -> Iterator[dict]:
    if not held.households:
        yield text(say("none_known"))
        return
    yield listed(", ".join(_household(h, held, say)) for h in held.households)
    if len(held.households) > 1:
        yield text(say("address_kept"))


def _household(household: Household, held: Held, say: Say) -> Iterator[str]:
    yield household.addressee or say("unnamed")
    address = (line.strip() for line in household.address.splitlines())
    written = (say.spoken(household.language), household.phone, household.email)
    yield from (part for part in (*address, *written) if part)
    if household.ended:
        yield say("ended_on", day=say.day(household.ended))
