"""The list of the week: every name once, with all its reasons, those first that matter most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sm_core.actions.action import Action
from sm_core.contacts.weeks import WEEK
from sm_core.review.facts import Facts, gone
from sm_core.review.reasons import MOVED, Reason, carried_over, points, reasons
from sm_core.review.record import ACTION, DISCUSSED, Review
from sm_core.review.settings import Thresholds


@dataclass(frozen=True)
class Name:
    """A student on the list, in their place from 1, with the reasons in the order of `POINTS`."""

    place: int
    facts: Facts
    reasons: tuple[Reason, ...]

    @property
    def student_id(self) -> str:
        return self.facts.student_id

    @property
    def points(self) -> int:
        return points(self.facts, self.reasons)

    @property
    def kinds(self) -> list[str]:
        return [reason.kind for reason in self.reasons]


class Carried(NamedTuple):
    """Somebody about whom nobody decided since a week, as the last review calls them."""

    since: date
    name: str
    grade: str


def carried(before: Review | None) -> dict[str, Carried]:
    """By student those whom the last review left over."""
    if before is None:
        return {}
    found = {}
    for name in before.undecided:
        since = [key.split()[1] for key, _ in name.reasons if key.startswith("carried")]
        monday = date.fromisoformat(since[0]) if since else before.monday
        found[name.student_id] = Carried(monday, name.name, name.grade)
    return found


def quiet(
    reviews: Iterable[Review], actions: Mapping[str, Action], rules: Thresholds, monday: date,
    day: date,
) -> dict[str, set[str]]:  # fmt: skip
    """By student the keys of reasons that earlier `reviews` talked about so lately that the week of
    `monday` does not list them again: `quiet_weeks` weeks long, or as long as the action it led to
    is open and on the `day` not overdue; `actions` are by id. Of decisions about one name in one
    week the last counts."""
    found: dict[str, set[str]] = {}
    earlier = (review for review in reviews if review.monday < monday)
    for each in (decision for review in earlier for decision in review.decided.values()):
        action = actions.get(each.action_id)
        lately = monday <= each.monday + rules.quiet_weeks * WEEK
        still = action is not None and action.is_open and action.due >= day
        if each.kind in (DISCUSSED, ACTION) and (lately or still):
            found.setdefault(each.student_id, set()).update(each.reasons)
    return found


def listed(
    facts: Mapping[str, Facts], rules: Thresholds, over: Mapping[str, Carried],
    silent: Mapping[str, set[str]],
) -> list[Name]:  # fmt: skip
    """Everybody with a reason that is not silent, or carried `over`, in the order of the list: by
    points, then by what was missed lately and so far, then by name. Of those carried over who are
    not among the `facts` of the school the list has the name alone, so that it is the same whoever
    makes it."""
    away = {s: gone(s, one.name, one.grade) for s, one in over.items() if s not in facts}
    found = []
    for student, known in {**facts, **away}.items():
        why = [r for r in reasons(known, rules) if r.key not in silent.get(student, ())]
        if student in over:
            why.insert(0, carried_over(over[student].since))
        if student in away and facts:
            why.append(MOVED)
        if why:
            found.append(Name(0, known, tuple(why)))
    found.sort(key=_order)
    return [Name(place, n.facts, n.reasons) for place, n in enumerate(found, start=1)]


def _order(name: Name) -> tuple:
    known = name.facts
    share = known.missed / known.days if known.days else 0
    return (-name.points, -(known.lately.worse_now or 0), -share, known.sort_name.casefold(),
            known.name.casefold(), known.student_id)  # fmt: skip
