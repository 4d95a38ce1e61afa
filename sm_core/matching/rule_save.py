"""Saves what people say about who may meet whom, unless it contradicts what was said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sm_core.bringing.find import Person, one_person
from sm_core.errors import SmError
from sm_core.matching.contradictions import clash
from sm_core.matching.pool import read_pool
from sm_core.matching.rule_checks import require_language, require_no_match_against
from sm_core.matching.rule_words import Told, told, turned
from sm_core.matching.rules import against
from sm_core.matching.said import (
    KINDS,
    LANGUAGE,
    OF_MENTOR,
    OF_STUDENTS,
    PIN,
    MatchRule,
    read_rules,
)
from sm_core.mentors.find import one_mentor
from sm_core.mentors.mentor import Mentor
from sm_core.papers.languages import canonical
from sm_core.saving import Record, Save, Writing, new_id, save_once
from sm_core.store import Store
from sm_core.targeting.candidates import Candidates
from sm_core.targeting.decision import LONGEST_REASON
from sm_core.targeting.words import counted

TAKEN_BACK = "This was taken back already; reload the page."


def add_rule(
    store: Store, save: Save, known: Candidates, kind: str, student_id: str, other_id: str,
    reason: str = "",
) -> str | None:  # fmt: skip
    """As `add_rules`, for one; its id."""
    ids = add_rules(store, save, known, [(kind, student_id, other_id)], reason)
    return ids[0] if ids else None


def add_rules(
    store: Store, save: Save, known: Candidates, wanted: Sequence[tuple[str, str, str]],
    reason: str = "",
) -> list[str] | None:  # fmt: skip
    """Note things of students, given as (kind of `KINDS`, student id, other id), all or none; the
    ids of the rules, or None for a press that was saved before. A student is kept for one mentor: a
    new pin takes the old one back.

    `known` are the candidates of the same person at the newest date. Raises `SmError` for what
    stands already or contradicts what was said before (named), for a pin that a hard rule or too
    few places forbid, for people not seen; `NotAllowed` for a school that is not the person's.
    """
    assert known.seen.actor == save.actor
    reason = reason.strip()
    if len(reason) > LONGEST_REASON:
        raise SmError(f"The reason is too long; keep it under {LONGEST_REASON} letters.")
    return save_once(store, save, lambda w: _Adding(store, w, known, reason).all(wanted))


@dataclass(frozen=True)
class _Adding:
    """Several rules, in one transaction."""

    store: Store
    writing: Writing
    known: Candidates
    reason: str

    @property
    def as_of(self) -> date:
        return self.known.seen.asked.as_of

    def all(self, wanted: Sequence[tuple[str, str, str]]) -> list[str]:
        new = [self._made(*each) for each in wanted]
        pins = [rule for rule in new if rule.kind == PIN]
        # Two who change mentors give up both places before they take them.
        for rule in pins:
            self._take_old_pins_back(rule)
        for rule in new:
            put_rule(self.writing, self.as_of, rule)
        if pins:
            self._require_places(pins)
        return [rule.rule_id for rule in new]

    def _made(self, kind: str, student_id: str, other_id: str) -> MatchRule:
        assert kind in KINDS, kind
        other_id = canonical(other_id) if kind == LANGUAGE else other_id
        self._require_other(kind, student_id, other_id)
        person = self._person(student_id)
        self.writing.actor.require_program(person.school_id)
        return made(self.writing, kind, student_id, other_id, person.school_id, self.reason)

    def _person(self, student_id: str) -> Person:
        return one_person(self.writing.cursor, self.writing.actor, self.as_of, student_id)

    def _mentor(self, mentor_id: str) -> Mentor:
        today = self.writing.save.today
        return one_mentor(self.writing.cursor, self.writing.actor, today, mentor_id)

    def _require_other(self, kind: str, student_id: str, other_id: str) -> None:
        if kind in OF_MENTOR:
            self._mentor(other_id)
        elif kind == LANGUAGE:
            require_language(self.writing, other_id)
        elif kind in OF_STUDENTS:
            if other_id == student_id:
                raise SmError("This names one student twice; choose two students.")
            self._person(other_id)

    def _take_old_pins_back(self, new: MatchRule) -> None:
        old = [rule for rule in read_rules(self.writing.cursor, [new.student_id])
               if rule.kind == PIN and rule.other_id != new.other_id]  # fmt: skip
        if old:
            now, *before = told(self.writing.cursor, self.writing.actor, self.as_of, [new, *old])
            for rule in before:
                take_back(self.writing, self.as_of, rule, f"Now: {now.field}")

    def _require_places(self, pins: list[MatchRule]) -> None:
        """Raise `SmError` for a pin that cannot come true."""
        pool = read_pool(self.store, self.known, self.writing.save.today)
        kept = {s.student_id: s.pin for s in pool.waiting if s.pin}
        kept |= {pin.student_id: pin.other_id for pin in pins}
        for pin in pins:
            student = pool.student.get(pin.student_id)
            mentor = pool.mentor.get(pin.other_id) or self._mentor(pin.other_id)
            if student is None:
                person = self._person(pin.student_id)
                where = person.school_name
                raise SmError(f"{person.label} is not chosen at {where} now; choose them first.")
            if said := against(student, mentor, pool.day):
                raise SmError(*said)
            others = [pool.student[s].label for s, m in kept.items()
                      if m == mentor.mentor_id and s != pin.student_id]  # fmt: skip
            if len(others) >= mentor.places_left:
                raise SmError(kept_words(mentor, others))


def kept_words(mentor: Mentor, others: list[str]) -> str:
    """Why the mentor has no place: it is kept for the others, given by their labels."""
    left = counted(mentor.places_left, "place", "places")
    return (
        f"{mentor.name} has {left} left, kept for {', '.join(others)}: take that back first, or "
        f"give {mentor.name} more places."
    )


def made(
    writing: Writing, kind: str, student_id: str, other_id: str, school_id: str, reason: str
) -> MatchRule:
    """A rule as this person says it now."""
    save = writing.save
    return MatchRule(new_id(), kind, student_id, other_id, school_id, reason, save.when,
                     save.actor.person)  # fmt: skip


def put_rule(writing: Writing, as_of: date, new: MatchRule) -> None:
    """Add a rule with its history; raises `SmError` where the same stands already, or others
    that it contradicts."""
    rules = read_rules(writing.cursor)
    same = [rule for rule in rules if same_as(rule, new)]
    clashing = [] if same else clash(rules, new)
    [words, *others] = told(writing.cursor, writing.actor, as_of, [new, *same, *clashing])
    if same:
        raise SmError(f"That is noted already: {others[0].with_who}.")
    if clashing:
        raise SmError(
            f"{words.words} contradicts {'; '.join(t.with_who for t in others)}: take "
            f"{'that' if len(others) == 1 else 'one of these'} back first."
        )
    require_no_match_against(writing, as_of, rules, words)
    writing.insert("match_rules", [vars(new)])
    tell(writing, as_of, words, True, new.reason)


def same_as(rule: MatchRule, new: MatchRule) -> bool:
    """Whether two rules say the same; of two who are tied, it is the same from either side."""
    ends = [(new.student_id, new.other_id)]
    ends += [(new.other_id, new.student_id)] if new.kind in OF_STUDENTS else []
    return rule.kind == new.kind and (rule.student_id, rule.other_id) in ends


def tell(writing: Writing, as_of: date, rule: Told, holds: bool, reason: str = "") -> None:
    """Tell the history of the student, or of both, that the rule holds now, or no longer. Where the
    two are at different schools, neither's history names the other, or says why."""
    ends = [rule]
    if rule.rule.kind in OF_STUDENTS:
        ends.append(replace(rule, rule=turned(rule.rule), student=rule.other, other=rule.student))
    for each in ends:
        record = Record("match_rule", each.rule.student_id, rule.rule.school_id)
        before, after = {each.recorded: not holds}, {each.recorded: holds}
        writing.changed(record, before, after, reason if rule.one_school else "")


def take_back_rule(store: Store, save: Save, rule_id: str) -> str | None:
    """Let a rule hold no longer; what it said, in words, or None for a press saved before.

    Raises `SmError` for one that holds no more, `NotAllowed` for a school that is not the
    person's.
    """

    def act(writing: Writing) -> str:
        rule = next((r for r in read_rules(writing.cursor) if r.rule_id == rule_id), None)
        if rule is None:
            raise SmError(TAKEN_BACK)
        [words] = told(writing.cursor, writing.actor, writing.save.today, [rule])
        writing.actor.require_program(words.decided_at)
        take_back(writing, writing.save.today, words)
        return words.words

    return save_once(store, save, act)


def take_back(writing: Writing, as_of: date, rule: Told, reason: str = "") -> None:
    """As `take_back_rule`, in a transaction, with its history."""
    writing.cursor.execute(
        "UPDATE program.match_rules SET taken_back = $when WHERE rule_id = $rule",
        {"when": writing.save.when, "rule": rule.rule.rule_id},
    )
    tell(writing, as_of, rule, False, reason)
