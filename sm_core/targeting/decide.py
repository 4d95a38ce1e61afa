"""Decides about students on the list: choose, defer, decline, end, or take a decision back.

One press decides about all students picked or about none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sm_core.errors import SmError, at_once
from sm_core.families.find import said_no
from sm_core.plausible import us_day
from sm_core.queries import run
from sm_core.saving import Save, Writing, save_once
from sm_core.store import Store
from sm_core.targeting.candidates import Candidates
from sm_core.targeting.criteria import criteria_by_school
from sm_core.targeting.decision import (
    CHOOSE,
    DECLINE,
    DEFER,
    END,
    REOPEN,
    STATES,
    Decided,
    Decision,
    Picked,
    require_sound,
    shown_as,
)
from sm_core.targeting.propose import propose
from sm_core.targeting.reasons import reasons_text
from sm_core.targeting.targets import read_targets, write_targets
from sm_core.targeting.whereabouts import Whereabouts, whereabouts

NOTHING_TO_END = "{name} is not chosen at {school}, so there is nothing to end."
IS_CHOSEN = "{name} is chosen at {school}; end that first."
NOT_NOW = {
    (END, "open"): NOTHING_TO_END,
    (END, "deferred"): NOTHING_TO_END,
    (END, "declined"): NOTHING_TO_END,
    (END, "ended"): NOTHING_TO_END,
    (DEFER, "chosen"): IS_CHOSEN,
    (DECLINE, "chosen"): IS_CHOSEN,
    (REOPEN, "chosen"): IS_CHOSEN,
    (REOPEN, "open"): "{name} is on the list of {school} already.",
    (DEFER, "declined"): "{name} was declined at {school}; reopen that first.",
    (DEFER, "ended"): "{name} was taken off the list of {school}; reopen that first.",
    (DECLINE, "ended"): "{name} has left the list of {school} already.",
}
"""Why an act is not possible in a state."""
STATE_WORDS = {
    "chosen": "chosen", "deferred": "deferred", "declined": "declined",
    "ended": "taken off the list", "proposed": "put back on the list",
}  # fmt: skip


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
    require_sound(decision, candidates.school_year, save.today)
    where = whereabouts(store, candidates, [(p.student_id, p.school_id) for p in picked])
    listed = _listed(store, candidates, picked)
    return save_once(
        store, save, lambda writing: _Deciding(writing, candidates, where, listed).all(
            picked, decision)
    )  # fmt: skip


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
        wrong = wrong or list(self._said_no([p for p, _ in rest], decision))
        if wrong:
            raise SmError(*at_once(wrong), *_nothing_saved(len(each)))
        rows = [self._row(p, row, decision) for p, row in rest]
        write_targets(self.writing, [row for _, row in rest], rows, decision.reason.strip())
        return Decided(len(rows), tuple(map(self._already, already)))

    def _wrong(self, picked: Picked, row: dict | None, decision: Decision) -> Iterator[str]:
        """What stands against the decision about one student; at most one sentence."""
        shown = shown_as(row["state"], row["until"]) if row else "open"
        gone = self.where.not_here(picked.student_id, picked.school_id)
        # A student who has left can be taken off the list, and that is all.
        if gone and not (row and decision.act in (DECLINE, END)):
            yield gone
        elif shown != picked.shown:
            yield self._meanwhile(picked, row)
        elif (decision.act, shown.split()[0]) in NOT_NOW:
            yield NOT_NOW[decision.act, shown.split()[0]].format(**self._named(picked))
        elif decision.act == END and row and row["since"] and decision.day < row["since"]:
            chosen, day = us_day(row["since"]), us_day(decision.day)
            name = self.where.name(picked.student_id)
            yield f"{name} was chosen on {chosen}, after {day}; give a later day."
        elif self._needs_reason(picked, row, decision):
            name = self.where.name(picked.student_id)
            yield f"No criterion proposes {name}: say why this student is chosen all the same."

    def _said_no(self, picked: list[Picked], decision: Decision) -> Iterator[str]:
        """A sentence for each whose family wants no mentor."""
        if decision.act != CHOOSE:
            return
        students, writing = [p.student_id for p in picked], self.writing
        for student, no in said_no(writing.cursor, students, writing.save.today).items():
            since = f" on {us_day(no[0].day)}" if no[0].day else ""
            yield (
                f"The family of {self.where.name(student)} said no{since}. If it has changed its "
                "mind, record that under Families first."
            )

    def _named(self, picked: Picked) -> dict[str, str]:
        return {
            "name": self.where.name(picked.student_id),
            "school": self.where.school(picked.school_id),
        }

    def _needs_reason(self, picked: Picked, row: dict | None, decision: Decision) -> bool:
        proposed = row or (picked.student_id, picked.school_id) in self.listed
        return decision.act == CHOOSE and not proposed and not decision.reason.strip()

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
            # Who is chosen is so for the reasons of this day, whatever listed them first.
            "listed_for": (why if decision.act == CHOOSE else "") or before["listed_for"] or why,
            "proposed": before["proposed"] or (today if why else None),
        }  # fmt: skip


def _stands(decision: Decision, row: dict | None) -> bool:
    """Whether somebody has chosen the student whom this person chooses too."""
    return decision.act == CHOOSE and row is not None and row["state"] == "chosen"


def _nothing_saved(picked: int) -> list[str]:
    if picked == 1:
        return []
    return [
        f"Nothing is saved for any of the {picked:,} students picked. Look at the list again, take "
        "these out or decide about them one by one."
    ]
