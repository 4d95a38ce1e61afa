"""What help and lessons are about, and how long what people write may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sm_core.errors import SmError

TOPICS = {
    "data": "Attendance data", "mentors": "Finding mentors", "training": "Training mentors",
    "families": "Families and permission", "matching": "Matching and the first weeks",
    "time": "Times and rooms", "meetings": "Weekly review and team",
    "supports": "Intensive supports", "barriers": "Health, travel and housing",
    "climate": "Climate and celebrations", "other": "Something else",
}  # fmt: skip


def require_sound(topic: str | None, *written: tuple[str, str, int]) -> None:
    """Raise `SmError` with a sentence for each thing that is wrong: no topic chosen (None: none is
    asked for), nothing in one of the texts, or too many letters. `written` are each what begins the
    sentence ("The lesson"), the text without blanks around it, and the most letters."""
    wrong = list(_wrong(topic, written))
    if wrong:
        raise SmError(*wrong)


def _wrong(topic: str | None, written: Iterable[tuple[str, str, int]]) -> Iterator[str]:
    if topic is not None and topic not in TOPICS:
        yield "Say what it is about: choose one of the topics."
    for what, words, longest in written:
        if not words:
            yield f"{what} is empty; write it first."
        if len(words) > longest:
            yield (
                f"{what} has {len(words):,} letters, and {longest:,} is the most: shorten it by "
                f"{len(words) - longest:,}. Nothing you typed is lost."
            )
