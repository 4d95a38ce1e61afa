"""The head of the review: how many students are chronically absent, and more or fewer than when."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date

from sm_core.actions.action import DONE, OPEN, Action
from sm_core.contacts.weeks import WEEK
from sm_core.review.given import actions_of
from sm_core.review.record import Review
from sm_core.school_year import a_year_before, school_year_of
from sm_core.seen import Filters
from sm_core.standing import Asked
from sm_core.student_list import TierCounts


@dataclass(frozen=True)
class Figures:
    """Of the `rated` students of the school `chronic` are chronically absent (moderate or severe),
    `severe` among them, known `through` a day; beside it the same a week before that day and on
    the same date a year before, each None where nothing is known of it."""

    through: date | None = None
    chronic: int = 0
    rated: int = 0
    severe: int = 0
    week_day: date | None = None
    week_chronic: int | None = None
    week_rated: int | None = None
    year_day: date | None = None
    year_chronic: int | None = None
    year_rated: int | None = None

    def to_json(self) -> dict:
        return {name: value.isoformat() if isinstance(value, date) else value
                for name, value in asdict(self).items()}  # fmt: skip

    @classmethod
    def from_json(cls, said: dict) -> Figures:
        days = {"through", "week_day", "year_day"}
        return cls(**{
            name: date.fromisoformat(value) if name in days and value else value
            for name, value in said.items() if name in cls.__dataclass_fields__
        })  # fmt: skip


def asked_at(as_of: date, through: date | None) -> dict[str, Asked]:
    """The questions on standing whose answers make the figures: "now", and where the school has
    data of the school year, "year" and as far as it reaches back "week", both before `through`, the
    last day known of the school."""
    now = Asked(as_of)
    if through is None or school_year_of(through) != school_year_of(as_of):
        return {"now": now}
    asked = {"now": now, "year": now.year_ago}
    if school_year_of(through - WEEK) == school_year_of(as_of):
        asked["week"] = replace(now, as_of=through - WEEK)
    return asked


def figures(through: date | None, counts: dict[str, TierCounts]) -> Figures:
    """Of the counts at each of `asked_at`, at the school alone (`at_school`)."""
    now = counts["now"]
    days = {"week": through - WEEK, "year": a_year_before(through)} if through else {}
    found = Figures(through, now.chronic, now.rated, now.tiers["severe_chronic"])
    for name, day in days.items():
        if name in counts and counts[name].rated:
            found = replace(found, **{
                f"{name}_day": day, f"{name}_chronic": counts[name].chronic,
                f"{name}_rated": counts[name].rated,
            })  # fmt: skip
    return found


def at_school(school: str) -> Filters:
    return Filters(school=school)


@dataclass(frozen=True)
class LastWeek:
    """What became of the last review before this week: of the `actions` given in it, without those
    taken back with their decision, `done` and `dropped`, and how many names it left `over`;
    `monday` is None where there was none."""

    monday: date | None = None
    actions: int = 0
    done: int = 0
    dropped: int = 0
    over: int = 0


def last_week(before: Review | None, actions: list[Action], over: int) -> LastWeek:
    if before is None:
        return LastWeek()
    own = actions_of(before, actions)
    done, still = sum(a.state == DONE for a in own), sum(a.state == OPEN for a in own)
    return LastWeek(before.monday, len(own), done, len(own) - done - still, over)
