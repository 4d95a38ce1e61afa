"""The captain's calls and visits to schools: read, logged, taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sm_core.actor import Actor
from sm_core.errors import SmError
from sm_core.plausible import us_day
from sm_core.program_settings import DISTRICT
from sm_core.saving import Record, Save, Writing, new_id, save_once
from sm_core.schools import require_known
from sm_core.store import PLANS, Store

LONGEST = 2000
LONGEST_AGO = timedelta(weeks=4)
"""A call is logged within so many weeks, and can be taken back on the page as long."""
COLUMNS = "call_id, school_id, day, reasons, words, person, recorded, taken_back"


@dataclass(frozen=True)
class Call:
    """A call of a `person` to a school on a `day`: the keys of the `reasons` it was about, and what
    was said."""

    call_id: str
    school_id: str
    day: date
    reasons: tuple[str, ...]
    words: str
    person: str
    recorded: datetime
    taken_back: datetime | None = None

    def stands_on(self, day: date) -> bool:
        """Whether it was known at the end of the day."""
        taken = self.taken_back and self.taken_back.date() <= day
        return self.recorded.date() <= day and not taken


def calls_made(store: Store, actor: Actor, day: date) -> list[Call]:
    """The calls to all schools that stood on the day, the last one first. Raises `NotAllowed` for
    anybody but a captain."""
    actor.require_program(DISTRICT)
    with store.reading() as cursor:
        rows = cursor.execute(
            f"SELECT {COLUMNS} FROM program.school_calls ORDER BY day DESC, recorded DESC, call_id"
        ).fetchall()
    return [call for call in map(_call, rows) if call.stands_on(day)]


def _call(row: Sequence) -> Call:
    call_id, school_id, day, reasons, *rest = row
    return Call(call_id, school_id, day, tuple((reasons or "").splitlines()), *rest)


def log_call(
    store: Store, save: Save, school: str, keys: Iterable[str], words: str, day: date
) -> Call | None:  # fmt: skip
    """Keep that somebody called the school on the day about the reasons with these keys; None for a
    press saved before.

    Raises `NotAllowed` for anybody but a captain, `SmError` for a school that is not known, a day
    ahead or more than `LONGEST_AGO` back, and words over `LONGEST`.
    """
    save.actor.require_program(DISTRICT)
    require_known(store, save.actor, school)
    _require_sound(words, day, save.today)
    call = Call(new_id(), school, day, tuple(keys), words.strip(), save.actor.person, save.when)

    def act(writing: Writing) -> Call:
        row = vars(call) | {"reasons": "\n".join(call.reasons)}
        writing.changed(_record(call), {}, {"call": us_day(day), "words": call.words})
        writing.insert("school_calls", [row])
        return call

    return save_once(store, save, act, PLANS)


def _require_sound(words: str, day: date, today: date) -> None:
    if len(words) > LONGEST:
        raise SmError(f"The note is too long; keep it under {LONGEST:,} letters.")
    if day > today:
        raise SmError(f"{us_day(day)} has not come yet; a call is logged once it was made.")
    if day < today - LONGEST_AGO:
        raise SmError(f"{us_day(day)} is more than {LONGEST_AGO.days} days ago; check the date.")


def take_back(store: Store, save: Save, call_id: str) -> None:
    """Take a call back that was logged by mistake: its reasons stand again. Raises `SmError` where
    it was taken back before or there is none, `NotAllowed` for anybody but a captain."""
    save.actor.require_program(DISTRICT)

    def act(writing: Writing) -> None:
        rows = writing.cursor.execute(
            f"SELECT {COLUMNS} FROM program.school_calls WHERE call_id = $id", {"id": call_id}
        ).fetchall()
        found = [call for call in map(_call, rows) if not call.taken_back]
        if not found:
            raise SmError("This call was taken back already; reload the page.")
        writing.cursor.execute(
            "UPDATE program.school_calls SET taken_back = $when WHERE call_id = $id",
            {"when": writing.save.when, "id": call_id},
        )
        writing.changed(_record(found[0]), {"call": us_day(found[0].day)}, {"call": "taken back"})

    save_once(store, save, act, PLANS)


def _record(call: Call) -> Record:
    return Record("call", call.call_id, call.school_id)
