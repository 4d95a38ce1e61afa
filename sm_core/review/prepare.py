"""All that a weekly review shows, put together for a school, a week and a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sm_core.actions.action import Action
from sm_core.actions.find import read_actions
from sm_core.actor import Actor
from sm_core.contacts.weeks import SUNDAY, WEEK, monday_of
from sm_core.errors import SmError
from sm_core.queries import run
from sm_core.review.facts import Facts, facts
from sm_core.review.figures import (
    Figures,
    LastWeek,
    asked_at,
    at_school,
    figures,
    last_week,
)
from sm_core.review.find import read_reviews
from sm_core.review.listed import Carried, Name, carried, listed, quiet
from sm_core.review.record import Review
from sm_core.review.settings import Thresholds, read_thresholds
from sm_core.school_year import school_year_of
from sm_core.schools import School
from sm_core.seen import Seen, see
from sm_core.store import Store
from sm_core.student_list import count_tiers
from sm_core.student_words import full_day

REACH = 53 * WEEK
"""What was left over in June stands on the first list of the next school year."""


@dataclass(frozen=True)
class Told:
    """What people decided at a school: its thresholds, its reviews of a year up to the week of
    `monday`, the newest first, the names of the last two of them, and its actions by id."""

    monday: date
    rules: Thresholds
    reviews: tuple[Review, ...]
    actions: Mapping[str, Action]

    @property
    def review(self) -> Review | None:
        """That of the week, where it was begun."""
        first = self.reviews[0] if self.reviews else None
        return first if first and first.monday == self.monday else None

    @property
    def before(self) -> Review | None:
        """The last one before the week."""
        return next((each for each in self.reviews if each.monday < self.monday), None)

    @property
    def over(self) -> dict[str, Carried]:
        """By student who is carried over to the week."""
        return carried(self.before)

    @property
    def since(self) -> date | None:
        """The last day of which the review before knew, None where there is none."""
        if self.before is None:
            return None
        return Figures.from_json(self.before.figures).through or self.before.as_of

    @property
    def shown(self) -> int:
        """How many names stand first: those of a review that was begun stay."""
        return (self.review or self).rules.shown


@dataclass(frozen=True)
class Prepared:
    """The review of a `school` in the week of `monday` as it looks on `day`, with attendance as of
    `as_of`. `names` is the list as it would be made now; what the `told` review of the week kept is
    there, too."""

    school: School
    monday: date
    day: date
    as_of: date
    told: Told
    facts: Mapping[str, Facts]
    names: tuple[Name, ...]
    figures: Figures
    last: LastWeek


def week_asked(text: date, day: date) -> date:
    """The Monday of a week to be reviewed. Raises `SmError` for one that has not begun by the
    day."""
    monday = monday_of(text)
    if monday > day:
        raise SmError(
            f"The week of {full_day(monday)} has not begun; the newest is that of "
            f"{full_day(monday_of(day))}."
        )
    return monday


def days_of(monday: date, as_of: date, day: date) -> tuple[date, date]:
    """(as_of, day) at which a week is looked at: as it was at its end, once it is over."""
    return min(as_of, monday + SUNDAY), min(day, monday + SUNDAY)


def told_at(store: Store, actor: Actor, school: str, monday: date) -> Told:
    """Raises `NotAllowed` for a school that the actor may not see."""
    actor.require_schools([school])
    with store.reading() as cursor:
        return Told(
            monday, read_thresholds(cursor, school),
            tuple(read_reviews(cursor, school, monday - REACH, monday, named=2)),
            {a.action_id: a for a in read_actions(cursor, actor, school)},
        )  # fmt: skip


def names_of(told: Told, known: Mapping[str, Facts], day: date) -> tuple[Name, ...]:
    """The list of the week as made on the day, of what is known of everybody at the school and of
    those who are carried over."""
    silent = quiet(told.reviews, told.actions, told.rules, told.monday, day)
    return tuple(listed(known, told.rules, told.over, silent))


def prepare(
    store: Store, seen: Seen, school: School, monday: date, day: date,
    rules: Thresholds | None = None,
) -> Prepared:  # fmt: skip
    """The review of the school, whose students as of the date are among those `seen` (in student
    scope); by `rules`, or by the thresholds of now."""
    told = told_at(store, seen.actor, school.school_id, monday)
    told = replace(told, rules=rules or told.rules)
    known = facts(store, seen, school.school_id, told.rules, day, monday, told.over, told.since)
    as_of = seen.asked.as_of
    through = known_through(store, school, as_of)
    asked = asked_at(as_of, through)
    counts = {
        name: count_tiers(store, seen if name == "now" else see(store, seen.actor, each),
                          at_school(school.school_id))
        for name, each in asked.items()
    }  # fmt: skip
    return put_together(school, day, as_of, told, known, figures(through, counts))


def known_through(store: Store, school: School, as_of: date) -> date | None:
    """The last school day of the school of which anything is known, None for none; of a school that
    sends totals only, the day they reach."""
    through = school.by(as_of).data_through
    if through is None:
        return None
    year = school_year_of(through)
    with store.reading() as cursor:
        [last] = run(cursor, "school_day_last", school=school.school_id, school_year=year,
                     through=through).fetchone()  # fmt: skip
    return last or through


def put_together(
    school: School, day: date, as_of: date, told: Told, known: Mapping[str, Facts], head: Figures
) -> Prepared:  # fmt: skip
    """A review made of its parts, for whoever keeps them."""
    last = last_week(told.before, list(told.actions.values()), len(told.over))
    names = names_of(told, known, day)
    return Prepared(school, told.monday, day, as_of, told, known, names, head, last)
