"""The fields of a letter: what a template may name in braces, and what each stands for."""

from __future__ import annotations

import difflib

from sm_core.families.policy import OPT_IN, OPT_OUT, POLICIES
from sm_core.papers.wording import READY

FIELDS = {
    "student": "The student's full name",
    "first_name": "The student's first name",
    "days": "A ready sentence: days missed, and how many of them were excused",
    "missed": "Days missed, as a number",
    "enrolled": "Days enrolled so far, as a number",
    "excused": "Days missed that were excused, as a number",
    "through": "The last day that is counted",
    "addressee": "To whom the letter goes: the household's name, or “family of” the student",
    "address": "The address of the household, line by line",
    "school": "The name of the school",
    "grade": "The student's grade",
    "school_year": "The school year, like 2025-26",
    "today": "The date of the letter",
    "mentor": "The mentor's name; before there is one, “an adult at school; we will tell you who” "
              "in English and Spanish",
    "last_day_to_say_no": "The last day to say no before a mentor begins",
    "answer_by": "The day by which the family is asked to send the permission back: 10 days after "
                 "the date of the letter",
    "whom_to_call": "The contact with role, phone and e-mail, ready to print",
    "contact": "Whom to call: the name of the coordinator, else of the principal, else of the "
               "substitute",
    "contact_role": "The role of the contact",
    "contact_phone": "The phone of the contact",
    "contact_email": "The e-mail of the contact",
    "principal": "The name of the principal",
}  # fmt: skip
OTHER_NAMES = {
    "absences": "missed", "absent": "missed", "days_absent": "missed", "days_missed": "missed",
    "days_enrolled": "enrolled", "days_excused": "excused", "child": "student",
    "child_name": "student", "full_name": "student", "name": "student", "student_name": "student",
    "family": "addressee", "parent": "addressee", "guardian": "addressee", "date": "today",
    "deadline": "last_day_to_say_no",
    "return_by": "answer_by", "reply_by": "answer_by",
    "phone": "contact_phone", "telephone": "contact_phone",
    "email": "contact_email", "coordinator": "contact", "coordinator_name": "contact",
    "mentor_name": "mentor", "school_name": "school", "year": "school_year",
    "data_through": "through", "as_of": "through",
}  # fmt: skip
"""What people write instead; offered, never taken."""
ONLY_FOR = {"last_day_to_say_no": OPT_OUT, "answer_by": OPT_IN}
MENTOR = "mentor"
"""The one field with words of the letter's own for as long as it has no value."""


def field_named(said: str) -> str:
    """The field as it may be written, {First name} or {FIRST_NAME}; its own text if unknown."""
    return "_".join(said.partition("|")[0].casefold().split())


def problem_with(name: str, kind: str, language: str) -> str:
    """What stands against a field in a letter of this kind and language, "" for nothing."""
    if name not in FIELDS:
        close = OTHER_NAMES.get(name) or next(iter(difflib.get_close_matches(name, FIELDS, 1)), "")
        mean = f"; did you mean {{{close}}}?" if close else "."
        known = ", ".join(f"{{{field}}}" for field in FIELDS)
        return f"there is no field {{{name}}}{mean} Known fields are {known}."
    if ONLY_FOR.get(name, kind) != kind:
        return f"{{{name}}} is only for the letter “{POLICIES[ONLY_FOR[name]]}”; take it out here."
    if name == "days" and language not in READY:
        return (
            f"{{days}} is a sentence that is ready in {' and '.join(READY)} only; write it in "
            f"{language or 'this language'} with {{missed}}, {{enrolled}} and {{through}}."
        )
    return ""
