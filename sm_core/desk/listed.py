"""The list of the desk: the schools to be called, those first that need it most, and the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sm_core.desk.calls import Call
from sm_core.desk.facts import Facts
from sm_core.desk.reasons import COMMON, Reason, points, reasons
from sm_core.desk.settings import Rules


@dataclass(frozen=True, eq=False)
class Row:
    """A school with the `reasons` to call it for, those that are `resting` since a call, and all
    calls to it, the last one first."""

    facts: Facts
    reasons: tuple[Reason, ...]
    resting: tuple[Reason, ...] = ()
    calls: tuple[Call, ...] = ()

    @property
    def points(self) -> int:
        return points(self.reasons)

    @property
    def keys(self) -> tuple[str, ...]:
        """What a call about all reasons lets rest."""
        return tuple(key for reason in self.reasons for key in reason.keys)


@dataclass(frozen=True, eq=False)
class Desk:
    """The schools `to_call` in their order, the `others` by name, and the kinds of reasons that
    hold at every school (`common`) and are told once, of `schools` that are open."""

    to_call: tuple[Row, ...]
    others: tuple[Row, ...]
    common: tuple[str, ...]
    schools: int


def desk(known: Iterable[Facts], rules: Rules, calls: Iterable[Call], day: date) -> Desk:
    """As it stands on the day; `calls` are those that stood then, the last one first."""
    known, made = list(known), defaultdict(list)
    for call in calls:
        made[call.school_id].append(call)
    found = {facts.school_id: reasons(facts, rules) for facts in known}
    here = [facts for facts in known if not facts.closed]
    common = _common(here, rules)
    rows = [
        _row(facts, [r for r in found[facts.school_id] if r.kind not in common],
             made[facts.school_id], rules, day)
        for facts in known
    ]  # fmt: skip
    return Desk(
        tuple(sorted((row for row in rows if row.reasons), key=_order)),
        tuple(row for row in rows if not row.reasons), common, len(here),
    )  # fmt: skip


def _common(here: list[Facts], rules: Rules) -> tuple[str, ...]:
    """One school alone has its reasons for itself."""
    if len(here) < 2:
        return ()
    return tuple(kind for kind, holds in COMMON.items() if all(holds(f, rules) for f in here))


def _row(facts: Facts, why: list[Reason], calls: list[Call], rules: Rules, day: date) -> Row:
    silent = quiet(calls, rules, day)
    rests = [reason for reason in why if set(reason.keys) <= silent]
    return Row(facts, tuple(r for r in why if r not in rests), tuple(rests), tuple(calls))


def quiet(calls: Iterable[Call], rules: Rules, day: date) -> set[str]:
    """The keys about which somebody called so lately that they rest: to the last of `quiet_days`
    after the call."""
    since = day - timedelta(days=rules.quiet_days)
    return {key for call in calls if call.day >= since for key in call.reasons}


def _order(row: Row) -> tuple:
    """Of schools with the same reasons those come first where more severe students have nobody,
    then those with more steps overdue."""
    found = row.facts.progress
    return (-row.points, -found.neither, -found.steps.overdue, row.facts.name.casefold(),
            row.facts.school_id)  # fmt: skip
