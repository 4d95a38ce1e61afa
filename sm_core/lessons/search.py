"""Lessons by the words that a person types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sm_core.lessons.lesson import Lesson
from sm_core.lessons.topics import TOPICS
from sm_core.lessons.words import school_words
from sm_core.mentors.names import bare


def search(
    lessons: Iterable[Lesson], names: Mapping[str, str], asked: str = "", topic: str = ""
) -> list[Lesson]:  # fmt: skip
    """Those of the topic ("" is any) that have every word asked for, or what begins or continues
    it, in title, words, topic or the name of the school, whatever the case and accents: those first
    that have all in the title, else in the order given. `names` are those of the schools by id."""
    wanted = bare(asked).split()
    found = [
        lesson for lesson in lessons
        if topic in ("", lesson.topic) and _has(wanted, _text(lesson, names))
    ]  # fmt: skip
    return sorted(found, key=lambda lesson: not _has(wanted, lesson.title))


def _text(lesson: Lesson, names: Mapping[str, str]) -> str:
    of = school_words(lesson.school_id, names)
    return "\n".join((lesson.title, lesson.words, TOPICS[lesson.topic], of))


def _has(wanted: list[str], text: str) -> bool:
    text = bare(text)
    return all(word in text for word in wanted)
