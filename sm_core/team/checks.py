"""What the record of somebody in a role may not say, each in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from sm_core.errors import SmError
from sm_core.mentors.checks import EMAIL, LONGEST
from sm_core.plausible import is_phone, require_done
from sm_core.team.named import CHOSEN, ONE_EACH, ROLES, Member

MOST_HOURS = 60
"""A week, inclusive."""


def require_sound(member: Member, today: date) -> None:
    """Raise `SmError`, a sentence for each thing wrong with the record."""
    wrong = list(_wrong(member))
    if wrong:
        raise SmError(*wrong)
    if member.started:
        require_done(member.started, f"{member.name}: the start", today)


def _wrong(member: Member) -> Iterator[str]:
    who = member.name or "This person"
    if member.role not in ROLES:
        yield f'{who}: "{member.role}" is not a role at a school; choose {", ".join(ROLES)}.'
    if not member.name.strip():
        yield "Somebody in a role needs a name: fill it in."
    if member.email and not EMAIL.fullmatch(member.email):
        yield f'{who}: "{member.email}" is not an e-mail address; write it like name@school.org.'
    if member.phone and not is_phone(member.phone):
        yield f'{who}: "{member.phone}" is not a phone number; write it like 555-0142.'
    for words in (member.name, member.position, member.email, member.phone, member.background):
        if len(words) > LONGEST:
            yield f'{who}: "{words[:30]}…" is too long; keep it under {LONGEST} letters.'
    yield from _wrong_hours(member, who)


def _wrong_hours(member: Member, who: str) -> Iterator[str]:
    hours = member.hours
    if hours is None:
        return
    if member.role not in CHOSEN:
        yield f"{who}: hours a week are those of a coordinator or substitute; leave them empty."
    if not 0 < hours <= MOST_HOURS or hours * 2 != int(hours * 2):
        yield (
            f"{who}: {Decimal(hours).normalize():f} hours a week cannot be; give half hours from "
            f"0.5 to {MOST_HOURS}, or leave it empty."
        )


def require_one_each(members: Iterable[Member]) -> None:
    """Raise `SmError` where two of the members, all of one district, hold a role of which a school
    has one at a time on the same day."""
    last: dict[tuple[str, str], Member] = {}
    several = [m for m in members if m.role in ONE_EACH]
    for member in sorted(several, key=lambda m: m.begins):
        before = last.get((member.school_id, member.role))
        if before and before.overlaps(member):
            raise SmError(
                f"{before.name} and {member.name} would both be {ROLES[member.role].lower()} at "
                "one time; a school has one. Correct the last day of one or the start of "
                "the other."
            )
        if member.serves_at_all:
            last[member.school_id, member.role] = member
