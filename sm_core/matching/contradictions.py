"""Whether all that people said about who may meet whom can hold together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sm_core.matching.blocks import joined
from sm_core.matching.said import (
    APART,
    LANGUAGE,
    NEVER,
    OF_MENTOR,
    OF_STUDENTS,
    ONLY,
    PIN,
    TOGETHER,
    MatchRule,
)


def clash(rules: Iterable[MatchRule], new: MatchRule) -> list[MatchRule]:
    """Rules that cannot hold together with the new one, none more than it takes; [] where all can.
    What contradicts itself without the new one is not its fault."""
    left = _near(list(rules), new)
    if consistent([*left, new]):
        return []
    left = _fewest(left, [new])
    return left if consistent(left) else []


def clash_of_merged(
    rules: Iterable[MatchRule], other_id: str, kept_id: str
) -> list[MatchRule]:  # fmt: skip
    """Rules that can hold together as long as two records of a mentor are two people's, and not
    once they are one's, none more than it takes; [] where all can."""
    rules = list(rules)
    for rule in (r for r in rules if r.kind in OF_MENTOR and r.other_id == other_id):
        before = _near(rules, rule)
        after = [_handed_over(each, other_id, kept_id) for each in before]
        if consistent(before) and not consistent(after):
            ids = {each.rule_id for each in _fewest(after, [])}
            return [each for each in before if each.rule_id in ids]
    return []


def _handed_over(rule: MatchRule, other_id: str, kept_id: str) -> MatchRule:
    goes = rule.kind in OF_MENTOR and rule.other_id == other_id
    return replace(rule, other_id=kept_id) if goes else rule


def _fewest(rules: list[MatchRule], new: list[MatchRule]) -> list[MatchRule]:
    """Of rules that are not consistent with the new ones, no more than it takes."""
    for key in dict.fromkeys(map(_whole, rules)):
        without = [rule for rule in rules if _whole(rule) != key]
        if not consistent([*without, *new]):
            rules = without
    return rules


def _whole(rule: MatchRule) -> tuple[str, str]:
    """What a rule is part of: the mentors allowed to a student say one thing only together."""
    return (ONLY, rule.student_id) if rule.kind == ONLY else ("", rule.rule_id)


def _near(rules: list[MatchRule], new: MatchRule) -> list[MatchRule]:
    """The rules about the students whom the new one ties, by one another or through others."""
    ties = [_two(rule) for rule in (*rules, new) if rule.kind in OF_STUDENTS]
    of = joined(
        {rule.student_id for rule in (*rules, new)} | {s for two in ties for s in two}, ties
    )
    return [rule for rule in rules if of[rule.student_id] == of[new.student_id]]


def consistent(rules: Iterable[MatchRule]) -> bool:
    """Whether a mentor could be found for each of the students as far as the rules go."""
    rules = list(rules)
    students = {s for r in rules for s in (_two(r) if r.kind in OF_STUDENTS else (r.student_id,))}
    of = joined(students, [_two(rule) for rule in rules if rule.kind == TOGETHER])
    needs: dict[str, _Needs] = defaultdict(_Needs)
    for rule in rules:
        needs[of[rule.student_id]].add(rule)
    return all(each.can_be() for each in needs.values()) and not any(
        of[a] == of[b] or needs[of[a]].mentors[PIN] & needs[of[b]].mentors[PIN]
        for a, b in (_two(rule) for rule in rules if rule.kind == APART)
    )


def _two(rule: MatchRule) -> tuple[str, str]:
    return rule.student_id, rule.other_id


@dataclass
class _Needs:
    """What was said of students who share a mentor: mentors by kind, and by student the mentors
    allowed and the languages."""

    mentors: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    only: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    languages: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, rule: MatchRule) -> None:
        if rule.kind in (PIN, NEVER):
            self.mentors[rule.kind].add(rule.other_id)
        elif rule.kind == ONLY:
            self.only[rule.student_id].add(rule.other_id)
        elif rule.kind == LANGUAGE:
            self.languages[rule.student_id].add(rule.other_id)

    def can_be(self) -> bool:
        pins, never = self.mentors[PIN], self.mentors[NEVER]
        if len(pins) > 1 or pins & never or any(len(said) > 1 for said in self.languages.values()):
            return False
        if not self.only:
            return True
        allowed = set.intersection(*self.only.values()) - never
        return bool(allowed) and pins <= allowed
