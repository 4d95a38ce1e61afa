"""A school asks for help, others answer, and it says what helped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sm_core.actor import CAPTAIN, Actor
from sm_core.errors import NotAllowed, SmError
from sm_core.lessons.find import read_help
from sm_core.lessons.help import OPEN, SETTLED, WITHDRAWN, Answer, Help
from sm_core.lessons.topics import require_sound
from sm_core.saving import Record, Save, Writing, new_id, save_once
from sm_core.schools import require_known
from sm_core.store import GATHERINGS, Store

LONGEST = 2000


def ask_for_help(store: Store, save: Save, school: str, topic: str, words: str) -> Help | None:
    """Ask the other schools and the district; None for a press saved before.

    Raises `NotAllowed` for a school that is not the person's, and for a mentor, `SmError` for a
    school without data, no topic, and no words or over `LONGEST` letters.
    """
    save.actor.require_team(school)
    require_known(store, save.actor, school)
    words = words.strip()
    require_sound(topic, ("What you need help with", words, LONGEST))
    made = Help(new_id(), school, topic, words, save.actor.person, save.when)

    def act(writing: Writing) -> Help:
        writing.changed(record_of_help(made), {}, {"topic": topic, "words": words})
        row = {name: value for name, value in vars(made).items() if name != "answers"}
        writing.insert("school_help", [row])
        return made

    return save_once(store, save, act, GATHERINGS)


def answer_help(store: Store, save: Save, help_id: str, school: str, words: str) -> None:
    """Answer for a `school`, or (`DISTRICT`) for the district; the school that asked may add words
    of its own. Raises `NotAllowed` for a school that is not the person's, and for a mentor,
    `SmError` where it is not open any more, and for no words or over `LONGEST` letters."""
    save.actor.require_team(school)
    words = words.strip()
    require_sound(None, ("The answer", words, LONGEST))

    def act(writing: Writing) -> None:
        now = _open(writing, help_id)
        said = Answer(new_id(), help_id, school, words, save.actor.person, save.when)
        writing.changed(Record("help answer", said.answer_id, now.school_id), {}, {"words": words})
        writing.insert("help_answers", [vars(said)])

    save_once(store, save, act, GATHERINGS)


def may_take_back(actor: Actor, answer: Answer) -> bool:
    """Whether it is the person's own, or the person a captain."""
    return actor.role == CAPTAIN or answer.person == actor.person


def take_back_answer(store: Store, save: Save, answer: Answer) -> None:
    """Take back what one answered oneself, or (a captain) anybody, such as an answer that names a
    student; it stays on record. Raises `NotAllowed` for what somebody else wrote, `SmError` where
    it was taken back before or there is none."""

    def act(writing: Writing) -> None:
        found = [(h, a) for h in read_help(writing.cursor, answer.help_id) for a in h.answers
                 if a.answer_id == answer.answer_id and a.taken_back is None]  # fmt: skip
        if not found:
            raise SmError("There is no such answer any more; reload the page.")
        [(asked, now)] = found
        save.actor.require_team(now.school_id)
        if not may_take_back(save.actor, now):
            raise NotAllowed(f"{now.person} wrote this answer; they or a captain can take it back.")
        told = {"answer": "written"}, {"answer": "taken back"}
        writing.changed(Record("help answer", now.answer_id, asked.school_id), *told)
        writing.cursor.execute(
            "UPDATE program.help_answers SET taken_back = $when WHERE answer_id = $id",
            {"when": save.when, "id": now.answer_id},
        )

    save_once(store, save, act, GATHERINGS)


def settle_help(store: Store, save: Save, help_id: str, outcome: str) -> None:
    """Say what helped: nobody needs to answer any more. The school that asked does so, or a
    captain. Raises `NotAllowed` for anybody else, `SmError` where it is not open any more, and for
    no words or over `LONGEST` letters."""
    outcome = outcome.strip()
    require_sound(None, ("What helped", outcome, LONGEST))
    _end(store, save, help_id, lambda writing: _open(writing, help_id), SETTLED, outcome)


def withdraw_help(store: Store, save: Save, help_id: str) -> None:
    """Nobody sees it any more; it stays on record. Raises as `settle_help`."""
    _end(store, save, help_id, lambda writing: _open(writing, help_id), WITHDRAWN, "")


def reopen_help(store: Store, save: Save, help_id: str) -> None:
    """Ask again for what was settled; what helped so far stays in the history. Raises as
    `settle_help`, where it is not settled."""

    def settled(writing: Writing) -> Help:
        return _standing(writing, help_id, SETTLED)

    _end(store, save, help_id, settled, OPEN, "")


def _end(
    store: Store, save: Save, help_id: str, find: Callable[[Writing], Help], state: str,
    outcome: str,
) -> None:  # fmt: skip
    def act(writing: Writing) -> None:
        now = find(writing)
        save.actor.require_team(now.school_id)
        ended: date | None = None if state == OPEN else save.today
        writing.changed(
            record_of_help(now), {"state": now.state, "outcome": now.outcome},
            {"state": state, "outcome": outcome},
        )  # fmt: skip
        writing.cursor.execute(
            "UPDATE program.school_help SET state = $state, ended = $ended, outcome = $outcome "
            "WHERE help_id = $id",
            {"state": state, "ended": ended, "outcome": outcome, "id": help_id},
        )

    save_once(store, save, act, GATHERINGS)


def _open(writing: Writing, help_id: str) -> Help:
    return _standing(writing, help_id, OPEN)


def _standing(writing: Writing, help_id: str, state: str) -> Help:
    found = read_help(writing.cursor, help_id)
    if not found:
        raise SmError("Nobody asks for this help any more; reload the page.")
    [now] = found
    if now.state != state:
        said = {OPEN: "is open again", SETTLED: "was settled", WITHDRAWN: "was withdrawn"}
        raise SmError(f"This {said[now.state]} meanwhile; reload the page to see how it stands.")
    return now


def record_of_help(found: Help) -> Record:
    return Record("help", found.help_id, found.school_id)
