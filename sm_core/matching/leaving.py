"""A mentor leaves the program and the students matched with them wait again, in one press."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sm_core.bringing.find import labels
from sm_core.errors import SmError
from sm_core.families.ending import Meeting, meetings
from sm_core.matching.accept import require_own
from sm_core.matching.end import MENTOR_LEFT, write_end
from sm_core.mentors.screen import write_close
from sm_core.saving import Save, Writing, save_once
from sm_core.store import Store


def close_and_end(
    store: Store, save: Save, mentor_id: str, day: date, reason: str, shown: Collection[str]
) -> list[str] | None:
    """Let a mentor leave on `day`, the first without any of the matches that hold or are to begin;
    the ids of the students who were matched, None for a press saved before. `shown` are the ids of
    the matches (`open_of`) that the person was told of.

    Raises `SmError` where others are open by now, for somebody who left already, in the future,
    without a reason, and for a day before one of the matches began; `NotAllowed` where a match
    belongs to a school that is not the person's. Then nothing is saved.
    """

    def act(writing: Writing) -> list[str]:
        ended = _end_all(writing, mentor_id, day, shown)
        write_close(writing, mentor_id, day, reason)
        return ended

    return save_once(store, save, act)


def _end_all(writing: Writing, mentor_id: str, day: date, shown: Collection[str]) -> list[str]:
    found = _open_meetings_of(writing.cursor, mentor_id, writing.save.today)
    require_own(writing, found)
    students = list(dict.fromkeys(meeting.student_id for meeting in found))
    called = labels(writing.cursor, writing.actor, writing.save.today, students)
    _require_shown(found, called, shown)
    for meeting in found:
        write_end(writing, meeting, called[meeting.student_id], day, MENTOR_LEFT)
    return students


def _require_shown(found: list[Meeting], called: dict[str, str], shown: Collection[str]) -> None:
    new = [meeting for meeting in found if meeting.match_id not in shown]
    if new:
        students = ", ".join(dict.fromkeys(called[meeting.student_id] for meeting in new))
        raise SmError(
            f"{students} was matched with {new[0].mentor} since you opened this. Nothing is saved: "
            "look again at whose matches end, then press once more."
        )


def open_of(store: Store, mentor_id: str, day: date) -> list[str]:
    """The ids of the matches of a mentor that hold on the day or are to begin, those out of
    anybody's sight among them."""
    with store.reading() as cursor:
        return [meeting.match_id for meeting in _open_meetings_of(cursor, mentor_id, day)]


def _open_meetings_of(cursor, mentor_id: str, day: date) -> list[Meeting]:
    """The matches of the mentor that hold on the day or are to begin, whoever may see them."""
    return [meeting for meeting in meetings(cursor, mentors=[mentor_id]) if not meeting.over(day)]


def close_words(name: str, students: list[str]) -> str:
    """What the end of a mentor does to those matched, before it is done: `students` as they are
    called, those out of sight among them."""
    if not students:
        return f"{name} is matched with nobody."
    waits = "waits" if len(students) == 1 else "wait"
    return (
        f"Ends the matches of {name} in the same press: {', '.join(students)} {waits} for another "
        "mentor then, and this page leads to one."
    )


def pause_words(name: str, students: list[str]) -> str:
    """The same for a pause."""
    if not students:
        return f"{name} is matched with nobody."
    stays = "stays" if len(students) == 1 else "stay"
    return (
        f"A pause ends no match: {', '.join(students)} {stays} with {name}. Say who sees them "
        "meanwhile, or find another mentor; until then they stand under Support, Matches in motion."
    )
