"""Help and lessons in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sm_core.lessons.help import Answer, Help
from sm_core.lessons.lesson import Lesson
from sm_core.lessons.topics import TOPICS
from sm_core.plausible import us_day
from sm_core.program_settings import DISTRICT
from sm_core.targeting.words import counted

OF_DISTRICT = "The district"
QUICK = 2
"""Days, from which on no answer is late."""
NO_NAMES = "All schools read this: name no student, and nothing by which one could be told."


def school_words(school_id: str, names: Mapping[str, str]) -> str:
    """The name of the school that asks, answers or writes, or “The district”."""
    return OF_DISTRICT if school_id == DISTRICT else names.get(school_id, school_id)


def headline(found: Sequence[Help], name: str = "") -> str:
    """The answer first, of all that is open: "4 requests for help of 3 schools, 1 with no answer
    yet"; `name` is that of the school whose they are, "" for those of all."""
    still = [each for each in found if each.is_open]
    if not still:
        return f"{name} asks for no help now" if name else "No school asks for help now"
    schools = counted(len({each.school_id for each in still}), "school", "schools")
    waiting = sum(each.unanswered for each in still)
    no_answer = "with no answer yet" if waiting == len(still) else f"{waiting:,} with no answer yet"
    stands = no_answer if waiting else "with an answer"
    return f"{counted(len(still), 'request', 'requests')} for help of {name or schools}, {stands}"


def is_late(each: Help, day: date) -> bool:
    """Whether nobody has answered for two days or more: only then it is marked."""
    return each.unanswered and each.days(day) >= QUICK


def about_words(each: Help) -> str:
    """Like "Finding mentors · asked Jan 12, 2026 by Ms. Chen"."""
    return f"{TOPICS[each.topic]} · asked {us_day(each.asked.date())} by {each.person}"


def waiting_words(each: Help, day: date) -> str:
    """How it stands, like "Nobody has answered for 18 days" or "2 answers"."""
    if not each.is_open:
        return f"Settled {us_day(each.ended)}"
    if each.by_others:
        return counted(len(each.by_others), "answer", "answers")
    days = each.days(day)
    if not days:
        return "Asked today"
    return f"Nobody has answered for {counted(days, 'day', 'days')}"


def answer_words(answer: Answer, names: Mapping[str, str]) -> str:
    """Like "Roosevelt Elementary, Mr. Ruiz · Jan 14, 2026"."""
    who = school_words(answer.school_id, names)
    return f"{who}, {answer.person} · {us_day(answer.recorded.date())}"


def lesson_words(lesson: Lesson, names: Mapping[str, str]) -> str:
    """Like "Lincoln Middle School · Finding mentors · Jan 14, 2026, Ms. Chen"."""
    of = school_words(lesson.school_id, names)
    written = f"{us_day(lesson.recorded.date())}, {lesson.person}"
    return f"{of} · {TOPICS[lesson.topic]} · {written}"


def learned_from(each: Help) -> str:
    """What a lesson begins with that came from something settled."""
    return f"We asked: {each.words}\n\nWhat helped: {each.outcome}"


def found_words(found: int, of: int) -> str:
    """How many lessons a search found."""
    if found == of:
        return counted(of, "lesson", "lessons")
    return (
        f"{found:,} of {counted(of, 'lesson', 'lessons')}"
        if found
        else (
            f"No lesson of {of:,} has these words and this topic; try fewer words, or all topics."
        )
    )
