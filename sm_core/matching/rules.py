"""The hard rules: who may not meet whom, whatever the fit.

Each rule is a function that returns the sentence why it stands in the way, or "". They are asked in
this order, and what is told of a pair is the first that does: what is wrong with the student, then
with the mentor, then with the two.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sm_core.availability import availability_text, shared_minutes
from sm_core.matching.student import SAID_NO, Student, language_keys, spoken
from sm_core.mentors.mentor import Mentor


def has_no_mentor(student: Student, day: date) -> str:
    """Who came to the school with a match from another one waits, and it has to end first."""
    if student.elsewhere:
        return (
            f"{student.label} is still matched with {student.mentor}, at another school; end that "
            "match first."
        )
    return f"{student.label} meets {student.mentor} already." if student.mentor else ""


def family_knows(student: Student, day: date) -> str:
    """No mentor before the family knows (DESIGN rule 11)."""
    if not student.family_gap:
        return ""
    words = student.family_words
    return f"The family of {student.label}: {words[:1].lower()}{words[1:]}."


def wants_a_mentor(student: Student, day: date) -> str:
    return f"{student.label} said they want no mentor." if student.wish == "no" else ""


def may_be_matched(mentor: Mentor, day: date) -> str:
    """Screened, trained, active and not paused."""
    reasons = mentor.cannot_be_matched(day)
    return f"{mentor.name} cannot be matched: {'; '.join(reasons)}." if reasons else ""


def has_a_place(mentor: Mentor, day: date) -> str:
    if mentor.places_left:
        return ""
    if mentor.capacity == 1:
        return f"{mentor.name}'s only place is taken."
    return f"All {mentor.capacity} places of {mentor.name} are taken."


def works_at_the_school(student: Student, mentor: Mentor) -> str:
    if student.school_id in mentor.schools:
        return ""
    return f"{mentor.name} does not work at {student.label}'s school."


def not_kept_apart(student: Student, mentor: Mentor) -> str:
    """The never-pair list, and students who must not share a mentor."""
    if mentor.mentor_id in student.never:
        return f"Somebody said that {student.label} and {mentor.name} must never be matched."
    for other, mentor_id, _ in student.apart:
        if mentor_id == mentor.mentor_id:
            return f"{student.label} must not share a mentor with {other}, who meets {mentor.name}."
    return ""


def is_among_those_required(student: Student, mentor: Mentor) -> str:
    """The only mentors a family allows, and the mentor of a brother or sister."""
    if student.only and mentor.mentor_id not in student.only:
        return f"{mentor.name} is not among the mentors that {student.label}'s family asks for."
    for other, mentor_id, name in student.shares:
        if mentor_id != mentor.mentor_id:
            return f"{student.label} must share the mentor of {other}, who meets {name}."
    return ""


def speaks_the_language(student: Student, mentor: Mentor) -> str:
    theirs = language_keys(spoken(mentor.brings.languages))
    if not student.must_speak or language_keys(student.must_speak) & theirs:
        return ""
    needed = " or ".join(student.must_speak)
    return f"{mentor.name} does not speak {needed}, which {student.label} needs."


def shares_time(student: Student, mentor: Mentor) -> str:
    """Only where both are known: nobody is kept away by what was not asked."""
    ours, theirs = student.brings.availability, mentor.brings.availability
    if not ours or not theirs or shared_minutes(ours, theirs):
        return ""
    return (
        f"{student.label} is free {availability_text(ours)} and {mentor.name} "
        f"{availability_text(theirs)}: no shared time."
    )


@dataclass(frozen=True)
class Rule:
    """A rule about a student, a mentor, or both; `counted` is how mentors are counted whom it keeps
    away, after their number ("5 full")."""

    sentence: Callable[..., str]
    counted: str

    @property
    def name(self) -> str:
        return self.sentence.__name__


OF_STUDENT = (
    Rule(has_no_mentor, "students have a mentor"), Rule(family_knows, "families not ready"),
    Rule(wants_a_mentor, "want no mentor"),
)  # fmt: skip
OF_MENTOR = (Rule(may_be_matched, "cannot be matched yet"), Rule(has_a_place, "full"))
OF_PAIR = (
    Rule(works_at_the_school, "at other schools"), Rule(not_kept_apart, "kept apart"),
    Rule(is_among_those_required, "not among those required"),
    Rule(speaks_the_language, "without the language"), Rule(shares_time, "without shared time"),
)  # fmt: skip
RULES = (*OF_STUDENT, *OF_MENTOR, *OF_PAIR)


def sentence(rule: Rule, student: Student, mentor: Mentor, day: date) -> str:
    """Why the rule keeps these two apart on the day, "" where it does not."""
    if rule in OF_STUDENT:
        return rule.sentence(student, day)
    if rule in OF_MENTOR:
        return rule.sentence(mentor, day)
    return rule.sentence(student, mentor)


def against(student: Student, mentor: Mentor, day: date) -> list[str]:
    """Every sentence against a pair, in the order of the rules; [] for one that may meet."""
    said = (sentence(rule, student, mentor, day) for rule in RULES)
    return [words for words in said if words]


def family_fix(student: Student) -> str:
    """What has to be done about the family."""
    return {
        "to_tell": "tell the family", "days_left": "wait until the days to say no are over",
        "unsigned": "get the signed permission",
        SAID_NO: "record it under Families if the family changes its mind",
    }.get(student.family_gap, "")  # fmt: skip
