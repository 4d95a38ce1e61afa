"""The goals of a plan: set, changed, given up, and how far the school has come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sm_core.errors import SmError
from sm_core.history import last_change
from sm_core.plans.begin import require_within
from sm_core.plans.plan import CHRONIC, MEASURES, Target, plan_id
from sm_core.plans.save import own_plan
from sm_core.plausible import us_day
from sm_core.saving import ChangedMeanwhile, Record, Save, Writing, merged, save_once
from sm_core.store import PLANS, Store

WORDS = {"goal": "the goal", "by": "the day of the goal"}
MOST = 9999
"""Students or mentors; of a rate, 100 percent."""
ONE_DECIMAL = Decimal("0.1")


@dataclass(frozen=True)
class Now:
    """What a measure is on a day: `count`, `of` so many students for a rate, None for a plain
    count. `few` students are too few for a rate."""

    count: int
    of: int | None
    day: date
    few: bool = False

    @property
    def known(self) -> bool:
        return self.of is None or self.of > 0

    @property
    def amount(self) -> Fraction:
        """In the unit of the goal."""
        return Fraction(self.count * 100, self.of) if self.of else Fraction(self.count)


def save_target(
    store: Store, save: Save, where: tuple[str, str], measure: str, opened: Target | None,
    wanted: tuple[Decimal, date | None], now: Now,
) -> None:  # fmt: skip
    """Set the goal of a measure, or change it and the day (None: no day); where there is none yet,
    its baseline is what is true `now`. `opened` is the target as the form was opened with.

    Raises `SmError` for a goal that cannot be, a day in another school year or before the baseline,
    or a rate without students, `ChangedMeanwhile` where somebody else changed the same,
    `NotAllowed` for a school that is not the person's. A goal on the wrong side of its baseline is
    saved.
    """
    assert measure in MEASURES, measure
    goal, by = wanted
    _require_goal(measure, goal)
    if by:
        require_within(by, where[1], "A goal cannot be reached by a day")
    if not now.known:
        raise SmError(
            "No student has enough days to be counted yet, so there is no rate to aim at."
        )

    def act(writing: Writing) -> None:
        plan = own_plan(writing, where)
        old = next((t for t in plan.targets if t.measure == measure), None)
        record = _record(where, measure)
        if old is None and opened and opened.goal is not None:
            raise _given_up(writing, record, measure)
        versions = _flat(opened), {"goal": goal, "by": by}, _flat(old)
        after = merged(writing, record, versions, WORDS)
        began = old or Target(measure, now.count, now.of, now.day, after["goal"])
        new = replace(began, goal=after["goal"], by=after["by"])
        if by and by < new.baseline_day and new.by != (old and old.by):
            raise SmError(
                f"{MEASURES[measure]}: a goal set on {us_day(new.baseline_day)} cannot be reached "
                f"by {us_day(by)}; give a later day, or none."
            )
        if writing.changed(record, _told(old), _told(new)):
            _drop(writing, where, measure)
            writing.insert("plan_targets", [_row(where, new)])

    save_once(store, save, act, PLANS)


def give_up(store: Store, save: Save, where: tuple[str, str], opened: Target) -> None:
    """Take a goal out of the plan, which stood as `opened`; the history keeps it. Raises as
    `save_target`."""
    measure = opened.measure

    def act(writing: Writing) -> None:
        plan = own_plan(writing, where)
        old = next((t for t in plan.targets if t.measure == measure), None)
        if old:
            if _flat(old) != _flat(opened):
                raise ChangedMeanwhile(
                    f"{MEASURES[measure]}: somebody else changed this goal meanwhile; look at it "
                    "again, and press once more if you still want to give it up."
                )
            writing.changed(_record(where, measure), _told(old), _told(None))
            _drop(writing, where, measure)

    save_once(store, save, act, PLANS)


def way_made(target: Target, now: Now) -> Fraction | None:
    """The part of the way from baseline to goal that is behind, 0 to 1; None where the goal lies on
    the wrong side of the baseline, or nothing is known now."""
    if not target.asks_for_more or not now.known or now.few:
        return None
    way = (now.amount - target.began_at) / (Fraction(target.goal) - target.began_at)
    return min(max(way, Fraction(0)), Fraction(1))


def target_words(target: Target, now: Now) -> str:
    """What the goal is, where it began and where it stands, in sentences."""
    by = f" by {us_day(target.by)}" if target.by else ""
    goal = f"Goal: {amount_words(target.measure, Fraction(target.goal))}{by}."
    began = Now(target.baseline, target.of, target.baseline_day)
    there = f"It began at {now_words(target.measure, began)} on {us_day(target.baseline_day)}"
    if not now.known:
        return f"{goal} {there}; no student has enough days to be counted now."
    stands = f"{goal} {there} and is now at {now_words(target.measure, now)}."
    if now.few:
        return f"{stands} So few students say little as a rate."
    return f"{stands} {nothing_asked(target) or _far(target, now)}"


def nothing_asked(target: Target) -> str:
    """That a goal lies on the wrong side of where it began; "" of all others."""
    if target.asks_for_more:
        return ""
    side = "below" if target.measure == CHRONIC else "above"
    return f"The goal asks for nothing: choose one {side} where it began."


def _far(target: Target, now: Now) -> str:
    way = way_made(target, now)
    if way == 1:
        return "The goal is reached."
    missing = abs(Fraction(target.goal) - now.amount)
    worse = way == 0 and now.amount != target.began_at
    more = "" if target.measure == CHRONIC else "more "
    told = f"{amount_words(target.measure, missing, points=True)} {more}to go."
    if target.by and target.by < now.day:
        told = f"its day is past, and there are {told}"
    return (
        f"That is on the wrong side of where it began; {told}"
        if worse
        else told[0].upper() + told[1:]
    )


def amount_words(measure: str, amount: Fraction, points: bool = False) -> str:
    """Like "40", "23.4%" or "3.5 points", rounded to a tenth as in the charts beside it; what is
    left of a way is never nothing."""
    if measure != CHRONIC:
        return f"{int(amount):,}"
    if points:
        return f"{max(float(amount), 0.1):.1f} points"
    return f"{float(amount / 100):.1%}"


def now_words(measure: str, now: Now) -> str:
    """Like "143 of 612 students (23.4%)"."""
    if now.of is None:
        return f"{now.count:,}"
    return f"{now.count:,} of {now.of:,} students ({amount_words(measure, now.amount)})"


def _require_goal(measure: str, goal: Decimal) -> None:
    rate = measure == CHRONIC
    most = 100 if rate else MOST
    if not 0 <= goal <= most:
        raise SmError(f"{MEASURES[measure]}: a goal is between 0 and {most:,}.")
    step = ONE_DECIMAL if rate else Decimal(1)
    if goal % step:
        how = "one digit after the point" if rate else "a whole number"
        raise SmError(f"{MEASURES[measure]}: give the goal with {how}.")


def _flat(target: Target | None) -> dict:
    return {"goal": target.goal, "by": target.by} if target else {"goal": None, "by": None}


def _told(target: Target | None) -> dict:
    """For the history, which alone keeps where a goal began that was given up."""
    if target is None:
        return {"goal": None, "by": None, "began": None}
    began = Now(target.baseline, target.of, target.baseline_day)
    told = f"{now_words(target.measure, began)} on {us_day(target.baseline_day)}"
    return _flat(target) | {"began": told}


def _given_up(writing: Writing, record: Record, measure: str) -> ChangedMeanwhile:
    person, _ = last_change(writing.cursor, record.kind, record.record_id, "goal")
    error = ChangedMeanwhile(
        f"{MEASURES[measure]}: {person} gave this goal up meanwhile; press Save once more if you "
        "want to set it anew."
    )
    error.now = {"goal": None, "by": None}
    return error


def _row(where: tuple[str, str], target: Target) -> dict:
    return {
        "school_id": where[0], "school_year": where[1], "measure": target.measure,
        "baseline": target.baseline, "baseline_of": target.of,
        "baseline_day": target.baseline_day, "goal": target.goal, "by_day": target.by,
    }  # fmt: skip


def _record(where: tuple[str, str], measure: str) -> Record:
    return Record(f"plan target {where[1]}", f"{plan_id(*where)}|{measure}", where[0])


def _drop(writing: Writing, where: tuple[str, str], measure: str) -> None:
    writing.cursor.execute(
        "DELETE FROM program.plan_targets "
        "WHERE school_id = $school AND school_year = $year AND measure = $measure",
        {"school": where[0], "year": where[1], "measure": measure},
    )
