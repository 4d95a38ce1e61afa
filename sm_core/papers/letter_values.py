"""The value of every field for one letter, or what is missing and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sm_core.exports import plain_number
from sm_core.families.find import Family, Household
from sm_core.families.permission import SENT, last_day_to_say_no, standing
from sm_core.families.policy import OPT_OUT
from sm_core.papers.template import clean
from sm_core.papers.wording import Days, English, wording_of
from sm_core.school_year import school_year_of
from sm_core.team.named import ROLES, Member, Named

OR_OUT = "or take the field out of the letter."
DAYS_TO_ANSWER = 10
"""From the date of the letter until the day by which a permission is asked back."""


@dataclass(frozen=True)
class Told:
    """What letters of one `day` draw on: `days` and `first_names` by student, `named` by school."""

    day: date
    days: dict[str, Days]
    first_names: dict[str, str]
    named: dict[str, Named]


@dataclass(frozen=True)
class Missing:
    """A field without a value for this letter: why, and what to do, to be said of `who`."""

    who: str
    cause: str


Values = dict[str, "str | Missing"]


def values_of(family: Family, house: Household, language: str, told: Told) -> Values:
    """Every field of `FIELDS` for a letter to this household, as clean text."""
    wording = wording_of(language)
    named = told.named[family.school_id]
    values: Values = {
        **_student(family, wording, told), **_household(family, house, wording),
        **_contact(family, named, wording),
        "school": family.school_name, "school_year": school_year_of(told.day),
        "today": wording.day(told.day),
        "last_day_to_say_no": wording.day(_last_day_to_say_no(family, house, told.day)),
        "answer_by": wording.day(told.day + timedelta(days=DAYS_TO_ANSWER)),
        "mentor": family.mentor or wording.unknown_mentor or Missing(
            family.label,
            "there is no mentor yet, so {mentor} is empty, and the words for one to come are ready "
            "in English and Spanish only: write them in the letter as {mentor|your words}, or take "
            "the field out of it.",
        ),
        "principal": named.principal.name if named.principal else Missing(
            family.school_name,
            f"nobody is named as principal, so {{principal}} is empty. Name them under School "
            f"team, {OR_OUT}",
        ),
    }  # fmt: skip
    return {n: v if isinstance(v, Missing) else clean(v) for n, v in values.items()}


def _last_day_to_say_no(family: Family, house: Household, day: date) -> date:
    """That of the first letter, where one went out to the household: a reminder adds no days, and
    the letter promises that no mentor begins before."""
    where = standing(family.policy, family.answers, [house.family_id], day, family.later)
    if family.policy.kind == OPT_OUT and where.state == SENT and where.clear_from:
        return where.clear_from - timedelta(days=1)
    return last_day_to_say_no(family.policy, day)


def _student(family: Family, wording: English, told: Told) -> Values:
    days = told.days.get(family.student_id)
    first = told.first_names.get(family.student_id) or family.name
    nameless = Missing(family.label, "no name is in the files; upload a student file.")
    unseen = Missing(family.label, f"no day is counted at this date; choose another date, {OR_OUT}")
    values: Values = {
        "student": family.name or nameless, "first_name": first or nameless,
        "grade": family.grade or Missing(
            family.label,
            f"no grade is in the files, so {{grade}} is empty: upload a student file, {OR_OUT}",
        ),
    }  # fmt: skip
    if days is None:
        return values | dict.fromkeys(("days", "missed", "enrolled", "excused", "through"), unseen)
    return values | {
        "days": wording.days(first, days),
        "missed": plain_number(days.missed), "enrolled": plain_number(days.enrolled),
        "through": wording.day(days.through) if days.through else unseen,
        "excused": plain_number(days.excused) if days.excused is not None else Missing(
            family.label,
            "the files tell days missed as totals only, so {excused} is empty: use {days}, which "
            "leaves it out, or {missed}.",
        ),
    }  # fmt: skip


def _household(family: Family, house: Household, wording: English) -> Values:
    return {
        "addressee": house.addressee or wording.family(family.name),
        "address": house.address.strip() or Missing(
            family.label,
            f"no address is noted, so {{address}} is empty: note the household, {OR_OUT}",
        ),
    }  # fmt: skip


def _contact(family: Family, named: Named, wording: English) -> Values:
    who = named.contact
    if who is None:
        gap = Missing(
            family.school_name,
            "nobody is named whom a family can call, so {whom_to_call} is empty. Name the "
            "coordinator or the principal under School team, or take whom to call out of the "
            "letter.",
        )
        fields = ("contact", "contact_role", "contact_phone", "contact_email", "whom_to_call")
        return dict.fromkeys(fields, gap)
    role = wording.roles.get(who.role, "")
    ways = [way for way in (who.phone, who.email) if way]
    ready = ", ".join([f"{who.name} ({role})" if role else who.name, *ways])
    return {
        "contact": who.name, "contact_role": role or who.position or ROLES[who.role],
        "contact_phone": who.phone or _unreached(family, who, "phone", "contact_phone"),
        "contact_email": who.email or _unreached(family, who, "e-mail", "contact_email"),
        "whom_to_call": ready if ways else _unreached(
            family, who, "phone or e-mail", "whom_to_call"
        ),
    }  # fmt: skip


def _unreached(family: Family, who: Member, way: str, field: str) -> Missing:
    return Missing(
        family.school_name,
        f"{who.name} has no {way}, so {{{field}}} is empty. Note it under School team, {OR_OUT}",
    )
