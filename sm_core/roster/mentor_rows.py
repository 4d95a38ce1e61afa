"""Takes the rows of a mentors file: who is new, who is known, what changes, what cannot be."""

from __future__ import annotations

from dataclasses import dataclass, field

from sm_core.errors import SmError
from sm_core.mentors.checks import require_sound
from sm_core.mentors.mentor import CAPACITY, STEPS, Mentor
from sm_core.mentors.names import folded
from sm_core.mentors.save import WORDS
from sm_core.plausible import us_day
from sm_core.roster.mentor_cells import CHECKS, UNDATED, mentor_said, usual_of_new
from sm_core.roster.mentor_change import Change
from sm_core.roster.pending import Pending
from sm_core.roster.schools import Schools
from sm_core.roster.sheet import BadCell, Row, Sheet
from sm_core.saving import new_id


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
        if found and not owner and name and not is_called(found, name, who.renamed):
            raise BadCell("contradicts", f'the Mentor ID "{said["mentor_id"]}" is that of '
                          f"{found.name}; correct it, or leave it empty.")  # fmt: skip
        if not found and owner and name and not is_called(owner, name, who.renamed):
            raise _taken(owner)
        found = found or owner
        if not found and not name:
            raise BadCell("no_name", "it names nobody; fill in the name of the mentor.")
        found = found or who.named(name, self._schools_of(said), self._others(name, said))
        self._require_own(found, said)
        return found

    def _others(self, name: str, said: dict) -> set[str]:
        """Those of this name of whom the file said another id or e-mail: other people."""
        return {
            mentor_id for mentor_id in self.pending.who.of_name(name) & self.said.keys()
            if any(_differ(said, self.said[mentor_id][1], key) for key in ("mentor_id", "email"))
        }  # fmt: skip

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
        change = Change(self.pending, mentor, said)
        wanted = change.record()
        if wanted.closed and not mentor.closed and mentor.students:
            raise BadCell("contradicts", f"{mentor.name} still has {len(mentor.students)} "
                          "students; end those matches first.")  # fmt: skip
        steps, training = change.steps(), change.training()
        _require_sound(wanted)
        self.sheet.report.warnings += [*change.still_away(), *change.older()]
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
        """A warning on the checks that a row speaks of and that hold no more, if there are any."""
        held = {step: self.pending.step(mentor, step) for step in CHECKS if step in said}
        over = [
            f"{STEPS[step][0].lower()}{STEPS[step][1:]} (on {us_day(check.expires)})"
            for step, check in held.items()
            if check and check.expires and check.expires < self.pending.today
        ]
        if not over or mentor.closed:
            return []
        return [f"{mentor.name}: expired are {' and '.join(over)}; no new students until they are "
                "renewed."]  # fmt: skip


_FIELDS = {"no_name": "name", "other_school": "schools", "ambiguous_mentor": "name"}
"""The column that is wrong, where a reason found late is about one."""


def _taken(owner: Mentor) -> BadCell:
    return BadCell("contradicts", f"its e-mail is that of {owner.name}; two people need two "
                   "e-mails, or leave one blank.")  # fmt: skip


def is_called(mentor: Mentor, name: str, renamed: dict[str, set[str]]) -> bool:
    """Whether a name has a word of the mentor's: a new last name, or a first name shortened."""
    words = set(folded(mentor.name).split())
    words.update(*(other.split() for other in renamed.get(mentor.mentor_id, ())))
    return bool(words & set(folded(name).split()))


def _differ(said: dict, before: dict, key: str) -> bool:
    one, other = said.get(key, ""), before.get(key, "")
    return bool(one and other and one.casefold() != other.casefold())


def _agree(name: str, one: object, other: object) -> bool:
    if name in ("grades", "languages", "interests", "dislikes"):
        return {*one} == {*other}
    if isinstance(one, str) and isinstance(other, str):
        return folded(one) == folded(other)
    return one == other


def _require_sound(mentor: Mentor) -> None:
    try:
        require_sound(mentor)
    except SmError as error:
        raise BadCell("too_long", error.sentences[0]) from error


def rows_named(numbers: list[int]) -> str:
    """ "row 4", or "3 rows (4, 5, 9)"."""
    shown = ", ".join(f"{n:,}" for n in numbers[:8]) + (" …" if len(numbers) > 8 else "")
    return f"row {shown}" if len(numbers) == 1 else f"{len(numbers):,} rows ({shown})"
