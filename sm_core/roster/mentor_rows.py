"""Takes the rows of a mentors file: who is new, who is known, what changes, what cannot be."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from sm_core.errors import SmError
from sm_core.mentors.checks import require_sound
from sm_core.mentors.mentor import (
    CAPACITY,
    ORIENTATION,
    STEPS,
    Mentor,
    Screening,
    Training,
)
from sm_core.mentors.save import WORDS, shaped
from sm_core.plausible import require_expiry, us_day
from sm_core.roster.mentor_cells import CHECKS, UNDATED, mentor_said, usual_of_new
from sm_core.roster.names import folded, name_key
from sm_core.roster.pending import Pending
from sm_core.roster.schools import Schools
from sm_core.roster.sheet import BadCell, Row, Sheet
from sm_core.saving import new_id

UNTOLD = "not told by the roster file"


@dataclass
class MentorRows:
    """One mentors file of a call."""

    sheet: Sheet
    pending: Pending
    schools: Schools
    said: dict[str, tuple[int, dict]] = field(default_factory=dict)
    """By mentor, the row that spoke of them, and all that this file says of them so far."""

    def bring(self) -> None:
        for row in self.sheet.rows():
            said = mentor_said(row, self.sheet.order, self.pending.today, self.schools)
            if not row.wrong:
                self._take(row, said)
            if row.wrong:
                self.sheet.set_aside(row)
        self._tell()

    def _take(self, row: Row, said: dict) -> None:
        try:
            known = self._known(said)
            if known and known.mentor_id in self.said:
                self._again(row, known, said)
            else:
                self._put(row, known, said)
        except BadCell as bad:
            row.refuse(bad.reason, bad.sentences[0], _FIELDS.get(bad.reason, ""))

    def _known(self, said: dict) -> Mentor | None:
        """The mentor a row means, if they are known; raises `BadCell` for one who can be several,
        or is none of the person's."""
        who = self.pending.who
        name = f"{said.get('first_name', '')} {said.get('last_name', '')}".strip()
        found = who.with_id(said.get("mentor_id", ""))
        owner = who.with_email(said["email"]) if said.get("email") else None
        if owner and found and owner is not found:
            raise _taken(owner)
        if not found and owner and name and not _alike(owner, name, who.renamed):
            raise _taken(owner)
        found = found or owner
        if not found and not name:
            raise BadCell("no_name", "it names nobody; fill in the name of the mentor.")
        found = found or who.named(name, self._schools_of(said))
        self._require_own(found, said)
        return found

    def _schools_of(self, said: dict) -> set[str]:
        own = self.schools.actor.schools
        return {*said.get("schools", own if len(own) == 1 else ())}

    def _require_own(self, found: Mentor | None, said: dict) -> None:
        known = set(found.schools) if found else set()
        self.schools.require_own(self._schools_of(said) - known)
        seen = self.schools.actor.scope["schools"]
        if found and seen is not None and not known.intersection(seen):
            raise BadCell("other_school", f"{found.name} is a mentor at {', '.join(known)}, not at "
                          f"{', '.join(seen)}; ask a captain to add your school.")  # fmt: skip
        if not found and seen is not None and not self._schools_of(said):
            raise BadCell("other_school", f"it names no school; fill in one of {', '.join(seen)}.")

    def _again(self, row: Row, known: Mentor, said: dict) -> None:
        """A second row about one mentor: it may add to the first, not contradict it."""
        number, before = self.said[known.mentor_id]
        for name in said.keys() & before.keys() - {"schools", "mentor_id", UNDATED}:
            if not _agree(name, said[name], before[name]):
                raise BadCell("contradicts", f"row {number} says another thing of {known.name} "
                              f"({WORDS.get(name) or STEPS.get(name, name).lower()}); keep the row "
                              "that is right, or give two people two e-mails.")  # fmt: skip
        self._put(row, known, before | said)
        if not row.wrong:
            self.said[known.mentor_id] = (number, before | said)
            row.refuse("duplicate", f"row {number} speaks of {known.name} already; what this one "
                       "adds is kept.")  # fmt: skip

    def _put(self, row: Row, known: Mentor | None, said: dict) -> None:
        mentor = known or self._new(row, said)
        wanted = shaped(mentor, self._values(mentor, said, known is None))
        if wanted.closed and not mentor.closed and mentor.students:
            raise BadCell("contradicts", f"{mentor.name} still has {len(mentor.students)} "
                          "students; end those matches first.")  # fmt: skip
        steps, training = self._steps(mentor, said), self._training(mentor, said)
        _require_sound(wanted)
        if not known:
            self._tell_near(row, wanted)
        self.pending.put(wanted)
        self.pending.steps[mentor.mentor_id] |= steps
        if training:
            key = (training.kind, training.day)
            self.pending.trainings[mentor.mentor_id][key] = training
        self.said.setdefault(mentor.mentor_id, (row.number, said))

    def _new(self, row: Row, said: dict) -> Mentor:
        usual = usual_of_new(row, said)
        if "kind" not in said:
            self._count("kind", row)
        return Mentor(
            said.get("mentor_id") or new_id(), capacity=CAPACITY[usual["kind"]],
            schools=tuple(sorted(self._schools_of(said))), **usual,
        )  # fmt: skip

    def _values(self, mentor: Mentor, said: dict, new: bool) -> dict:
        """The fields of the record that the row sets. Schools are added, never taken away."""
        values = {name: value for name, value in said.items() if name in WORDS}
        values["schools"] = tuple(sorted({*mentor.schools, *values.get("schools", ())}))
        if not new:
            for name in self._keep(mentor, said):
                values.pop(name, None)
        return values | self._state(mentor, said)

    def _keep(self, mentor: Mentor, said: dict) -> tuple[str, ...]:
        """The fields in which the record stays: the spelling of a name, unless the row says the
        id; and all by which a record is called that was merged into this one."""
        name = name_key(f"{said.get('first_name', '')} {said.get('last_name', '')}")
        other = self.pending.who.renamed.get(mentor.mentor_id, set())
        if said.get("mentor_id") == mentor.mentor_id:
            return ()
        if name in other or said.get("email", "").casefold() in other:
            return ("first_name", "last_name", "email")
        return ("first_name", "last_name") if name == name_key(mentor.name) else ()

    def _state(self, mentor: Mentor, said: dict) -> dict:
        """Start, pause and end, where a word says that they are another than is known."""
        today, status = self.pending.today, said.get("status")
        stage = mentor.stage(today)
        if status == "active" and stage != "active":
            started = said.get("started") or mentor.started or today
            return {"started": started, "paused": None, "closed": None}
        values = {}
        if status in ("paused", "closed") and stage != status:
            values = {"closed": None, status: said.get(status, today)}
        begins = {name for name in ("paused", "closed") if values.get(name) or said.get(name)}
        if begins and not said.get("state_reason") and not mentor.state_reason:
            values["state_reason"] = UNTOLD
        return values

    def _steps(self, mentor: Mentor, said: dict) -> dict[str, Screening]:
        found = {}
        for step in STEPS.keys() & said.keys():
            before = self.pending.step(mentor, step)
            after = _screening(before, step, *said[step])
            if after != before:
                found[step] = after
        return found

    def _training(self, mentor: Mentor, said: dict) -> Training | None:
        """The orientation that a row tells, if that is news. An agreement without a day is that
        of the latest orientation."""
        known = [*mentor.trainings, *self.pending.trainings[mentor.mentor_id].values()]
        came = [t for t in known if t.kind == ORIENTATION]
        day = said.get("orientation") or max((t.day for t in came), default=None)
        marks = {mark: bool(said.get(mark)) for mark in ("confidentiality", "duty_to_report")}
        if day is None:
            return None
        same = [t for t in came if t.day == day]
        if same:
            # What another session covered is not told again of this one.
            marks = {m: told and not any(getattr(t, m) for t in came) for m, told in marks.items()}
        return None if same and not any(marks.values()) else Training(ORIENTATION, day, **marks)

    def _tell_near(self, row: Row, mentor: Mentor) -> None:
        if other := self.pending.who.like(mentor):
            self.sheet.report.notes.append(
                f"{mentor.name} (row {row.number:,}) is close to {other.name}; merge them on "
                "Mentors if they are one person."
            )

    def _count(self, what: str, row: Row) -> None:
        self._counted.setdefault(what, []).append(row.number)

    _counted: dict[str, list[int]] = field(default_factory=dict)

    def _tell(self) -> None:
        report, pending = self.sheet.report, self.pending
        old = [m for m in self.said if not pending.is_new(m)]
        changed = [m for m in old if pending.differs(m)]
        report.changed("mentors_added", len(self.said) - len(old))
        report.changed("mentors_changed", len(changed))
        report.rows_same = len(old) - len(changed)
        report.notes += self._notes()
        for mentor_id, (_, said) in self.said.items():
            report.warnings += self._expired(pending.who.mentors[mentor_id], said)

    def _notes(self) -> list[str]:
        notes = []
        if rows := self._counted.get("kind"):
            notes.append(f"The kind of mentor is not told in {rows_named(rows)}: taken from the "
                         "position where it says one, else as staff.")  # fmt: skip
        undated: dict[str, list[int]] = {}
        for number, said in self.said.values():
            for header in said.get(UNDATED, ()):
                undated.setdefault(header, []).append(number)
        return notes + [
            f"{header} says yes without a day in {rows_named(rows)}: it counts once the day on "
            "which it was done is known." for header, rows in undated.items()
        ]  # fmt: skip

    def _expired(self, mentor: Mentor, said: dict) -> list[str]:
        """A warning for each check that a row speaks of and that holds no more."""
        held = {step: self.pending.step(mentor, step) for step in CHECKS if step in said}
        return [
            f"{mentor.name}: {STEPS[step].lower()} expired on {us_day(check.expires)}; no new "
            "students until it is renewed."
            for step, check in held.items()
            if check and check.expires and check.expires < self.pending.today and not mentor.closed
        ]


_FIELDS = {"no_name": "name", "other_school": "schools", "ambiguous_mentor": "name"}
"""The column that is wrong, where a reason found late is about one."""


def _taken(owner: Mentor) -> BadCell:
    return BadCell("contradicts", f"its e-mail is that of {owner.name}; two people need two "
                   "e-mails, or leave one blank.")  # fmt: skip


def _alike(owner: Mentor, name: str, renamed: dict[str, set[str]]) -> bool:
    """Whether a name has a word of the owner's: a new last name, or a first name shortened."""
    words = set(folded(owner.name).split())
    words.update(*(other.split() for other in renamed.get(owner.mentor_id, ())))
    return bool(words & set(folded(name).split()))


def _agree(name: str, one: object, other: object) -> bool:
    if name in ("grades", "languages", "interests", "dislikes"):
        return {*one} == {*other}
    if isinstance(one, str) and isinstance(other, str):
        return folded(one) == folded(other)
    return one == other


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


def _require_sound(mentor: Mentor) -> None:
    try:
        require_sound(mentor)
    except SmError as error:
        raise BadCell("too_long", error.sentences[0]) from error


def rows_named(numbers: list[int]) -> str:
    """ "row 4", or "3 rows (4, 5, 9)"."""
    shown = ", ".join(f"{n:,}" for n in numbers[:8]) + (" …" if len(numbers) > 8 else "")
    return f"row {shown}" if len(numbers) == 1 else f"{len(numbers):,} rows ({shown})"
