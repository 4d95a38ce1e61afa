"""What one row of a mentors file changes in the record of its mentor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sm_core.errors import SmError
from sm_core.mentors.mentor import ORIENTATION, STEPS, Mentor, Screening, Training
from sm_core.mentors.names import name_key
from sm_core.mentors.save import WORDS, shaped
from sm_core.plausible import require_expiry, us_day
from sm_core.roster.pending import Pending
from sm_core.roster.sheet import BadCell

UNTOLD = "not told by the roster file"


@dataclass(frozen=True)
class Change:
    """A mentor as they stand, and what a row says of them (`mentor_cells.mentor_said`)."""

    pending: Pending
    mentor: Mentor
    said: dict

    def record(self) -> Mentor:
        """The record with the fields that the row sets. Schools are added, never taken away."""
        values = {name: value for name, value in self.said.items() if name in WORDS}
        values["schools"] = tuple(sorted({*self.mentor.schools, *values.get("schools", ())}))
        for name in self._kept():
            values.pop(name, None)
        return shaped(self.mentor, values | self._state())

    def _kept(self) -> tuple[str, ...]:
        """The fields in which the record stays: the spelling of a name, unless the row says the
        id; and all by which a record is called that was merged into this one."""
        name = name_key(f"{self.said.get('first_name', '')} {self.said.get('last_name', '')}")
        other = self.pending.who.renamed.get(self.mentor.mentor_id, set())
        if self.said.get("mentor_id") == self.mentor.mentor_id:
            return ()
        if name in other or self.said.get("email", "").casefold() in other:
            return ("first_name", "last_name", "email")
        return ("first_name", "last_name") if name == name_key(self.mentor.name) else ()

    def _state(self) -> dict:
        """Start, pause and end, where a word says that they are another than is known."""
        mentor, said, today = self.mentor, self.said, self.pending.today
        status, stage = said.get("status"), mentor.stage(today)
        if status == "active" and stage in ("paused", "closed"):
            return {}
        if status == "active" and stage != "active":
            started = said.get("started") or mentor.started or today
            return {"started": started}
        values = {}
        if status in ("paused", "closed") and stage != status:
            values = {"closed": None, status: said.get(status, today)}
        begins = {name for name in ("paused", "closed") if values.get(name) or said.get(name)}
        if begins and not said.get("state_reason") and not mentor.state_reason:
            values["state_reason"] = UNTOLD
        return values

    def steps(self) -> dict[str, Screening]:
        """The steps of the screening that are news: of two days the later one stands, as when two
        records are merged, lest an old sheet puts a check in place of one not passed since."""
        found = {}
        for step in STEPS.keys() & self.said.keys():
            before = self.pending.step(self.mentor, step)
            after = _screening(before, step, *self.said[step])
            if after != before and not (before and after.done < before.done):
                found[step] = after
        return found

    def still_away(self) -> list[str]:
        """A sentence where a row calls somebody active who was paused or left: why that was may
        have been grave, so a person undoes it, not an old file."""
        mentor, stage = self.mentor, self.mentor.stage(self.pending.today)
        if self.said.get("status") != "active" or stage not in ("paused", "closed"):
            return []
        why = f" ({mentor.state_reason})" if mentor.state_reason else ""
        away = "is paused" if stage == "paused" else "has left the program"
        return [f"{mentor.name} {away}{why} and stays so; press Resume on the mentor's page to "
                "bring them back."]  # fmt: skip

    def older(self) -> list[str]:
        """Sentences on the steps of which a later day is known than the row says."""
        said = {step: self.said[step][0] for step in STEPS if step in self.said}
        known = {step: self.pending.step(self.mentor, step) for step in said}
        return [
            f"{self.mentor.name}: {STEPS[step].lower()} of {us_day(day)} is older than that of "
            f"{us_day(known[step].done)}, which stays; a slip is corrected on the mentor's page."
            for step, day in said.items() if day and known[step] and day < known[step].done
        ]  # fmt: skip

    def training(self) -> Training | None:
        """The orientation that a row tells, if that is news. An agreement without a day is that
        of the latest orientation."""
        told = self.pending.trainings[self.mentor.mentor_id].values()
        came = [t for t in (*self.mentor.trainings, *told) if t.kind == ORIENTATION]
        day = self.said.get("orientation") or max((t.day for t in came), default=None)
        if day is None:
            return None
        marks = {mark: bool(self.said.get(mark)) for mark in ("confidentiality", "duty_to_report")}
        same = [t for t in came if t.day == day]
        if same:
            # What another session covered is not told again of this one.
            marks = {m: said and not any(getattr(t, m) for t in came) for m, said in marks.items()}
        return None if same and not any(marks.values()) else Training(ORIENTATION, day, **marks)


def _screening(
    before: Screening | None, step: str, done: date | None, expires: date | None, passed: bool
) -> Screening:
    day = done or (before.done if before else None)
    if day is None:
        raise BadCell("bad_date", f"{STEPS[step].lower()}: it has an expiry, but no day on which "
                      "it was done; fill that in.")  # fmt: skip
    if expires and not done:
        try:
            require_expiry(expires, day, "the check")
        except SmError as error:
            raise BadCell("bad_date", str(error)) from error
    if before and before.done == day:
        return replace(before, expires=expires or before.expires, passed=before.passed and passed)
    return Screening(day, expires, passed)
