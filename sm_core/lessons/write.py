"""Writes a lesson, changes it, and takes it back."""

from __future__ import annotations

from dataclasses import replace

from sm_core.errors import SmError
from sm_core.lessons.find import read_help, read_lessons
from sm_core.lessons.help import SETTLED
from sm_core.lessons.lesson import WORDS, Lesson
from sm_core.program_settings import DISTRICT
from sm_core.saving import Record, Save, Writing, merged, new_id, save_once
from sm_core.schools import require_known
from sm_core.store import GATHERINGS, Store


def write_lesson(store: Store, save: Save, lesson: Lesson) -> Lesson | None:
    """Keep what a school or the district learned, with the id, person and moment given here; None
    for a press saved before.

    Raises `NotAllowed` for a school that is not the person's, and for a mentor, `SmError` for a
    school without data, as `Lesson.sound`, and where the help it came from is not that of the
    school, not settled, or a lesson already.
    """
    save.actor.require_team(lesson.school_id)
    if lesson.school_id != DISTRICT:
        require_known(store, save.actor, lesson.school_id)
    made = replace(lesson.sound(), lesson_id=new_id(), person=save.actor.person,
                   recorded=save.when, taken_back=None)  # fmt: skip

    def act(writing: Writing) -> Lesson:
        if made.help_id:
            _require_settled(writing, made)
        writing.changed(_record(made), {}, made.standing)
        writing.insert("lessons", [vars(made)])
        return made

    return save_once(store, save, act, GATHERINGS)


def _require_settled(writing: Writing, lesson: Lesson) -> None:
    found = [each for each in read_help(writing.cursor, lesson.help_id)
             if each.school_id == lesson.school_id and each.state == SETTLED]  # fmt: skip
    if not found:
        raise SmError(
            "What this lesson came from is not settled, or of another school; copy your words into "
            "a new lesson."
        )
    for each in read_lessons(writing.cursor):
        if each.help_id == lesson.help_id and each.taken_back is None:
            raise SmError(
                f"{each.person} made a lesson of this already: “{each.title}”; change that one."
            )


def change_lesson(store: Store, save: Save, lesson_id: str, opened: dict, wanted: dict) -> None:
    """Say it otherwise: `opened` and `wanted` are its `standing` as the form was opened and as it
    is to be. Raises as `write_lesson`, `SmError` where it was taken back, and `ChangedMeanwhile`
    where somebody else changed the same field since."""

    def act(writing: Writing) -> None:
        now = _own(writing, lesson_id)
        asked = replace(now, **wanted).sound().standing
        values = merged(writing, _record(now), (opened, asked, now.standing), WORDS)
        writing.changed(_record(now), now.standing, values)
        writing.cursor.execute(
            "UPDATE program.lessons SET topic = $topic, title = $title, words = $words "
            "WHERE lesson_id = $id",
            values | {"id": lesson_id},
        )

    save_once(store, save, act, GATHERINGS)


def take_back_lesson(store: Store, save: Save, lesson_id: str) -> None:
    """Nobody finds it any more; it stays on record. Raises as `change_lesson`."""

    def act(writing: Writing) -> None:
        now = _own(writing, lesson_id)
        writing.changed(_record(now), {"lesson": "written"}, {"lesson": "taken back"})
        writing.cursor.execute(
            "UPDATE program.lessons SET taken_back = $when WHERE lesson_id = $id",
            {"when": save.when, "id": lesson_id},
        )

    save_once(store, save, act, GATHERINGS)


def _own(writing: Writing, lesson_id: str) -> Lesson:
    found = [each for each in read_lessons(writing.cursor, lesson_id) if each.taken_back is None]
    if not found:
        raise SmError("This lesson was taken back meanwhile; reload the page.")
    writing.actor.require_team(found[0].school_id)
    return found[0]


def _record(lesson: Lesson) -> Record:
    return Record("lesson", lesson.lesson_id, lesson.school_id)
