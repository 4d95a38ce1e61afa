"""What a school or the district learned, written down for the others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sm_core.lessons.topics import require_sound

LONGEST, LONGEST_TITLE = 5000, 120
WORDS = {"topic": "the topic", "title": "the title", "words": "the lesson"}


@dataclass(frozen=True)
class Lesson:
    """`help_id` and `gathering_id` say what it came from, "" for neither; `school_id` is
    `DISTRICT` for one of the district."""

    lesson_id: str
    school_id: str
    topic: str
    title: str
    words: str
    help_id: str = ""
    gathering_id: str = ""
    person: str = ""
    recorded: datetime | None = None
    taken_back: datetime | None = None

    @property
    def standing(self) -> dict[str, str]:
        """The fields of `WORDS`: what a form is opened with."""
        return {name: getattr(self, name) for name in WORDS}

    def stands_on(self, day: date) -> bool:
        """Whether it was known at the end of the day."""
        taken = self.taken_back and self.taken_back.date() <= day
        return self.recorded.date() <= day and not taken

    def sound(self) -> Lesson:
        """It without blanks around its words. Raises `SmError` for no topic, no title or no words,
        or too many letters."""
        title, words = " ".join(self.title.split()), self.words.strip()
        require_sound(self.topic, ("The title", title, LONGEST_TITLE),
                      ("The lesson", words, LONGEST))  # fmt: skip
        return replace(self, title=title, words=words)
