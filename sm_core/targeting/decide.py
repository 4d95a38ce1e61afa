"""Decides about students on the list: choose, defer, decline, end, or take a decision back.

One press decides about all students picked or about none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sm_core.errors import SmError
from sm_core.plausible import us_day
from sm_core.queries import run
from sm_core.saving import Record, Save, Writing, save_once
from sm_core.school_year import first_day, last_day
from sm_core.store import Store
from sm_core.targeting.candidates import Candidates
from sm_core.targeting.criteria import criteria_by_school
from sm_core.targeting.propose import propose
from sm_core.targeting.reasons import reasons_text
from sm_core.targeting.whereabouts import Whereabouts, whereabouts

CHOOSE, DEFER, DECLINE, END, REOPEN = "choose", "defer", "decline", "end", "reopen"
STATES = {
    CHOOSE: "chosen", DEFER: "deferred", DECLINE: "declined", END: "ended", REOPEN: "proposed",
}  # fmt: skip
USUAL_REASONS = {
    DEFER: (
        "Family asked to wait", "Waiting for the school counselor", "Attendance is improving",
        "Known absence that ends (illness, travel)", "No suitable mentor yet",
    ),
    DECLINE: (
        "Already has other support", "Family said no", "Absences have a known medical reason",
        "Records are being corrected", "Is moving to another school",
    ),
    END: (
        "Left this school", "Attendance is back on track", "Family asked to end",
        "Gets other support now", "Chosen by mistake",
    ),
}  # fmt: skip
LONGEST_REASON = 500
TOLD_AT_ONCE = 10


@dataclass(frozen=True)
class Picked:
    """A student picked on the list of a school; `shown` is what the page showed (`shown_as`)."""

    student_id: str
    school_id: str
    shown: str = "open"


@dataclass(frozen=True)
class Decision:
    """What is decided: `act` of `STATES`; `until` is the day on which a deferred student is back on
    the list, `day` the one on which a chosen student leaves it."""

    act: str
    reason: str = ""
    until: date | None = None
    day: date | None = None


@dataclass(frozen=True)
class Decided:
    """How many decisions were saved, and a sentence for each that stood already."""

    saved: int
    already: tuple[str, ...] = ()


def shown_as(state: str | None, until: date | None = None) -> str:
    """A state as `Picked.shown` names it: two people who see the same name may both decide."""
    if state in (None, "proposed"):
        return "open"
    return f"{state} until {until}" if until else state


def decide(
    store: Store, save: Save, candidates: Candidates, picked: list[Picked], decision: Decision
) -> Decided | None:
    """Save one decision about every student picked; None for a press that was saved before.

    `candidates` are those of the same person at the newest date. Raises `SmError` with a sentence
    for each student it cannot be (a decision somebody else took meanwhile among them), `NotAllowed`
    for a school that is not the person's; then nothing is saved.
    """
    assert candidates.seen.actor == save.actor
    for school in sorted({each.school_id for each in picked}):
        save.actor.require_program(school)
    _require_sound(decision, candidates.school_year, save.today)
    where = whereabouts(store, candidates, [(p.student_id, p.school_id) for p in picked])
    listed = _listed(store, candidates, picked)
    return save_once(
        store, save, lambda writing: _Deciding(writing, candidates, where, listed).all(
            picked, decision)
    )  # fmt: skip


def _require_sound(decision: Decision, school_year: str, today: date) -> None:
    """What can be wrong whoever it is about."""
    assert decision.act in STATES, decision.act
    if decision.act in USUAL_REASONS and not decision.reason.strip():
        raise SmError("Say why: choose a usual reason or write your own.")
    if len(decision.reason) > LONGEST_REASON:
        raise SmError(f"The reason is too long; keep it under {LONGEST_REASON} letters.")
    if decision.act == DEFER:
        _require_until(decision.until, last_day(school_year), today)
    if decision.act == END:
        _require_end(decision.day, first_day(school_year), today)


def _require_until(until: date | None, year_ends: date, today: date) -> None:
    if until is None:
        raise SmError("Say until when: on that day the student is back on the list.")
    if until <= today:
        raise SmError(f"{us_day(until)} is not after today; choose a later day.")
    if until > year_ends:
        raise SmError(
            f"{us_day(until)} is after the school year, which ends on {us_day(year_ends)}; choose "
            "a day before that, or decline."
        )


def _require_end(day: date | None, year_begins: date, today: date) -> None:
    if day is None:
        raise SmError("Say on which day the student leaves the list.")
    if day > today:
        raise SmError(f"{us_day(day)} has not come yet; end it on that day.")
    if day < year_begins:
        raise SmError(
            f"{us_day(day)} is before the school year, which began on {us_day(year_begins)}; check "
            "the year."
        )


def _listed(
    store: Store, candidates: Candidates, picked: list[Picked]
) -> dict[tuple[str, str], str]:
    """Why the criteria propose those picked whom they propose, by (student, school)."""
    import pyarrow as pa

    schools = sorted({each.school_id for each in picked})
    proposed = propose(store, candidates, criteria_by_school(store, schools))
    wanted = {(each.student_id, each.school_id) for each in picked}
    keys = zip(proposed["student_id"].to_pylist(), proposed["school_id"].to_pylist(), strict=True)
    places = pa.array([n for n, key in enumerate(keys) if key in wanted], pa.int64())
    return {
        (row["student_id"], row["school_id"]): reasons_text(row)
        for row in proposed.take(places).to_pylist()
    }


@dataclass(frozen=True)
class _Deciding:
    """One decision about several students, in one transaction."""

    writing: Writing
    candidates: Candidates
    where: Whereabouts
    listed: Mapping[tuple[str, str], str]

    def all(self, picked: list[Picked], decision: Decision) -> Decided:
        now = read_targets(self.writing, self.candidates.school_year, picked)
        each = [(p, now.get((p.student_id, p.school_id))) for p in dict.fromkeys(picked)]
        already = [p for p, row in each if _stands(decision, row)]
        rest = [(p, row) for p, row in each if not _stands(decision, row)]
        wrong = [words for p, row in rest for words in self._wrong(p, row, decision)]
        if wrong:
            raise SmError(*_at_once(wrong), *_nothing_saved(len(each)))
        rows = [self._row(p, row, decision) for p, row in rest]
        write_targets(self.writing, [row for _, row in rest], rows, decision.reason.strip())
        return Decided(len(rows), tuple(map(self._already, already)))

    def _wrong(self, picked: Picked, row: dict | None, decision: Decision) -> Iterator[str]:
        """What stands against the decision about one student; at most one sentence."""
        shown = shown_as(row["state"], row["until"]) if row else "open"
        name = self.where.name(picked.student_id)
        if decision.act not in (DECLINE, END) or not row:
            # A student who has left can be taken off the list, and that is all.
            gone = self.where.not_here(picked.student_id, picked.school_id)
            if gone:
                yield gone
                return
        if shown != picked.shown:
            yield self._meanwhile(picked, row)
        elif decision.act == END and shown != "chosen":
            yield f"{name} is not chosen at {self._school(picked)}, so there is nothing to end."
        elif decision.act == REOPEN and shown == "open":
            yield f"{name} is on the list of {self._school(picked)} already."
        elif decision.act in (DEFER, DECLINE, REOPEN) and shown == "chosen":
            yield f"{name} is chosen at {self._school(picked)}; end that first."
        elif decision.act == DEFER and shown in ("declined", "ended"):
            yield f"{name} was {shown} at {self._school(picked)}; reopen that first."
        elif decision.act == DECLINE and shown == "ended":
            yield f"{name} has left the list of {self._school(picked)} already."
        elif decision.act == END and row["since"] and decision.day < row["since"]:
            yield (
                f"{name} was chosen on {us_day(row['since'])}, after {us_day(decision.day)}; give "
                "a later day."
            )
        elif self._needs_reason(picked, row, decision):
            yield f"No criterion proposes {name}: say why this student is chosen all the same."

    def _needs_reason(self, picked: Picked, row: dict | None, decision: Decision) -> bool:
        proposed = row or (picked.student_id, picked.school_id) in self.listed
        return decision.act == CHOOSE and not proposed and not decision.reason.strip()

    def _school(self, picked: Picked) -> str:
        return self.where.school(picked.school_id)

    def _meanwhile(self, picked: Picked, row: dict | None) -> str:
        state = row["state"] if row else "proposed"
        name, done = self.where.name(picked.student_id), self._last(picked, state)
        return f"{name} was {STATE_WORDS[state]} by {done} while you had the list open."

    def _already(self, picked: Picked) -> str:
        done = self._last(picked, "chosen")
        return f"{self.where.name(picked.student_id)} was chosen already, by {done}."

    def _last(self, picked: Picked, state: str) -> str:
        values = {"student": picked.student_id, "school": picked.school_id, "state": state}
        told = run(self.writing.cursor, "targeting_last", **values).fetchall()
        if not told:
            return "somebody else"
        [(person, when, reason)] = told
        words = f"{person} on {when:%b} {when.day} at {when:%H:%M}"
        return f"{words} ({reason})" if reason else words

    def _row(self, picked: Picked, now: dict | None, decision: Decision) -> dict:
        before = now or {"listed_for": "", "proposed": None}
        today = self.writing.save.today
        why = self.listed.get((picked.student_id, picked.school_id), "")
        return {
            "student_id": picked.student_id, "school_id": picked.school_id,
            "school_year": self.candidates.school_year, "state": STATES[decision.act],
            "since": decision.day if decision.act == END else today,
            "until": decision.until if decision.act == DEFER else None,
            "reason": decision.reason.strip(),
            "listed_for": before["listed_for"] or why,
            "proposed": before["proposed"] or (today if why else None),
        }  # fmt: skip


STATE_WORDS = {
    "chosen": "chosen", "deferred": "deferred", "declined": "declined",
    "ended": "taken off the list", "proposed": "put back on the list",
}  # fmt: skip


def _stands(decision: Decision, row: dict | None) -> bool:
    """Whether somebody has chosen the student whom this person chooses too."""
    return decision.act == CHOOSE and row is not None and row["state"] == "chosen"


def _at_once(sentences: list[str]) -> list[str]:
    more = len(sentences) - TOLD_AT_ONCE
    return [*sentences[:TOLD_AT_ONCE], *([f"And {more:,} more like these."] if more > 0 else [])]


def _nothing_saved(picked: int) -> list[str]:
    if picked == 1:
        return []
    return [
        f"Nothing is saved for any of the {picked:,} students picked. Look at the list again, take "
        "these out or decide about them one by one."
    ]


def read_targets(
    writing: Writing, school_year: str, picked: list[Picked]
) -> dict[tuple[str, str], dict]:
    """The rows of `program.targets` of those picked, by (student, school)."""
    import pyarrow as pa

    pairs = [{"student_id": p.student_id, "school_id": p.school_id} for p in picked]
    cursor = writing.cursor
    schema = pa.schema({"student_id": pa.string(), "school_id": pa.string()})
    cursor.register("picked", pa.Table.from_pylist(pairs, schema))
    query = run(cursor, "targeting_picked", school_year=school_year)
    names = [column[0] for column in query.description]
    rows = [dict(zip(names, row, strict=True)) for row in query.fetchall()]
    cursor.unregister("picked")
    return {(row["student_id"], row["school_id"]): row for row in rows}


HISTORY = ("state", "since", "until")


def write_targets(
    writing: Writing, before: list[dict | None], after: list[dict], reason: str
) -> None:
    """Put rows in place of those before (None for a new one), with their history."""
    if not after:
        return
    import pyarrow as pa

    for old, new in zip(before, after, strict=True):
        record = Record("target", new["student_id"], new["school_id"])
        was = {name: old[name] for name in HISTORY} if old else {}
        writing.changed(record, was, {name: new[name] for name in HISTORY}, reason)
    keys = [{"student_id": r["student_id"], "school_id": r["school_id"]} for r in after]
    writing.cursor.register("replaced", pa.Table.from_pylist(keys))
    writing.cursor.execute(
        "DELETE FROM program.targets WHERE school_year = $year "
        "AND (student_id, school_id) IN (SELECT student_id, school_id FROM replaced)",
        {"year": after[0]["school_year"]},
    )
    writing.cursor.unregister("replaced")
    writing.insert("targets", after)
