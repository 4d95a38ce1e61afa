"""The words of the family's copy in one language, and days as it writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sm_core.papers.family_copy_english import ENGLISH
from sm_core.papers.family_copy_spanish import SHORT_MONTHS, SPANISH, STORED, WEEKDAYS
from sm_core.papers.languages import canonical
from sm_core.papers.wording import READY

Language = Literal["English", "Spanish"]
WORDS: dict[str, dict[str, str]] = {"English": ENGLISH, "Spanish": SPANISH}


@dataclass(frozen=True)
class Say:
    """The words of one language, and days as it writes them."""

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        return WORDS[self.language][key].format(**values)

    def stored(self, word: str) -> str:
        """A word of the tables as the family reads it; one that nobody foresaw stands as it is."""
        return STORED.get(word, word) if self.language == "Spanish" else word

    def spoken(self, language: str) -> str:
        """A language, whatever a file or a person calls it."""
        return self.stored(canonical(language))

    def role(self, role: str) -> str:
        return READY[self.language].roles[role]

    def day(self, day: date | None) -> str:
        """January 30, 2026, or 30 de enero de 2026."""
        if day is None:
            return self("unknown_day")
        return READY[self.language].day(day)

    def short_day(self, day: date | None) -> str:
        """Fri Jan 30, 2026, or vie 30 ene 2026."""
        if day is None:
            return self("unknown_day")
        if self.language == "Spanish":
            return f"{WEEKDAYS[day.weekday()]} {day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"
        return f"{day:%a %b} {day.day}, {day.year}"
