"""What one student brings, and what may not stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sm_core.errors import SmError
from sm_core.plausible import require_done
from sm_core.traits import NOTHING, Traits

WISHES = {"yes": "Yes", "unsure": "Not sure", "no": "No"}
LONGEST = 500


@dataclass(frozen=True)
class Profile:
    """What is noted of a student; everything may be unknown, and unknown never stands in the way of
    a match. `wish` is a key of `WISHES` or ""; `knows` are the ids of adults the student knows;
    `home_language` is what the school's file says. The `note` is for the school alone."""

    student_id: str
    asked: date | None = None
    wish: str = ""
    wished_for: str = ""
    note: str = ""
    brings: Traits = NOTHING
    home_language: str = ""
    knows: tuple[str, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """Those noted; where none is, the home language of the school's file."""
        return self.brings.languages or ((self.home_language,) if self.home_language else ())


def require_sound(profile: Profile, name: str, today: date) -> None:
    """Raise `SmError`, a sentence for each thing wrong with what was typed of a student."""
    if profile.asked:
        require_done(profile.asked, f"The day on which {name} was asked", today)
    wrong = list(_wrong(profile, name))
    if wrong:
        raise SmError(*wrong)


def _wrong(profile: Profile, name: str) -> Iterator[str]:
    if profile.wish and profile.wish not in WISHES:
        yield f'{name}: "{profile.wish}" is not a wish; choose {", ".join(WISHES)}.'
    if profile.wish and not profile.asked:
        yield f"{name}: a wish is noted, but not when the student was asked; give the day."
    brings = profile.brings
    for text in (profile.wished_for, profile.note, *brings.languages, *brings.interests,
                 *brings.dislikes):  # fmt: skip
        if len(text) > LONGEST:
            yield f'{name}: "{text[:30]}…" is too long; keep it under {LONGEST} letters.'
