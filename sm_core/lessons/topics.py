"""What help and lessons are about, and how long what people write may be."""

from __future__ import annotations

from sm_core.errors import SmError

TOPICS = {
    "data": "Attendance data", "mentors": "Finding mentors", "training": "Training mentors",
    "families": "Families and permission", "matching": "Matching and the first weeks",
    "time": "Times and rooms", "meetings": "Weekly review and team",
    "supports": "Intensive supports", "barriers": "Health, travel and housing",
    "climate": "Climate and celebrations", "other": "Something else",
}  # fmt: skip


def require_topic(topic: str) -> None:
    if topic not in TOPICS:
        raise SmError("Say what it is about: choose one of the topics.")


def sound(words: str, what: str, longest: int) -> str:
    """The words without blanks around them. Raises `SmError` for none, or more than `longest`
    letters; `what` begins the sentence: "The lesson"."""
    words = words.strip()
    if not words:
        raise SmError(f"{what} is empty; write it first.")
    if len(words) > longest:
        raise SmError(
            f"{what} has {len(words):,} letters, and {longest:,} is the most: shorten it by "
            f"{len(words) - longest:,}. Nothing you typed is lost."
        )
    return words
