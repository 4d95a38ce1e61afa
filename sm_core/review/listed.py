"""The list of the week: every name once, with all its reasons, those first that matter most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sm_core.actions.action import Action
from sm_core.contacts.weeks import WEEK
from sm_core.review.facts import Facts
from sm_core.review.reasons import POINTS, Reason, carried_over, reasons
from sm_core.review.record import ACTION, DISCUSSED, Decision, Review
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
        return sum(POINTS[reason.kind] for reason in self.reasons)

    @property
    def kinds(self) -> list[str]:
        return [reason.kind for reason in self.reasons]


def carried(before: Review | None, rules: Thresholds) -> dict[str, date]:
    """By student the week since which nobody decided about them: those of the last review."""
    if before is None:
        return {}
    found = {}
    for name in before.undecided(rules.shown):
        since = [key.split()[1] for key, _ in name.reasons if key.startswith("carried")]
        found[name.student_id] = date.fromisoformat(since[0]) if since else before.monday
    return found


def quiet(
    decisions: Iterable[Decision], actions: Mapping[str, Action], rules: Thresholds, monday: date
) -> dict[str, set[str]]:
    """By student the keys of reasons that earlier weeks talked about so lately that the week of
    `monday` does not list them again: `quiet_weeks` weeks long, or as long as the action it led to
    is open and not overdue; `actions` are by id. One taken back counts for nothing."""
    found: dict[str, set[str]] = {}
    for each in decisions:
        if each.taken_back or each.monday >= monday or each.kind not in (DISCUSSED, ACTION):
            continue
        action = actions.get(each.action_id)
        lately = monday <= each.monday + rules.quiet_weeks * WEEK
        if lately or (action and action.is_open and action.due >= monday):
            found.setdefault(each.student_id, set()).update(each.reasons)
    return found


def listed(
    facts: Mapping[str, Facts], rules: Thresholds, over: Mapping[str, date],
    silent: Mapping[str, set[str]],
) -> list[Name]:  # fmt: skip
    """Everybody with a reason that is not silent, or carried `over`, in the order of the list: by
    points, then by what was missed lately and so far, then by name."""
    found = []
    for student, known in facts.items():
        why = [r for r in reasons(known, rules) if r.key not in silent.get(student, ())]
        if student in over:
            why.insert(0, carried_over(over[student]))
        if why:
            found.append(Name(0, known, tuple(why)))
    found.sort(key=_order)
    return [Name(place, n.facts, n.reasons) for place, n in enumerate(found, start=1)]


def _order(name: Name) -> tuple:
    known = name.facts
    share = known.missed / known.days if known.days else 0
    return (-name.points, -(known.lately.worse_now or 0), -share, known.sort_name.casefold(),
            known.name.casefold(), known.student_id)  # fmt: skip
