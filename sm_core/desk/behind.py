"""How far the data of each school lie behind a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sm_core.actor import Actor
from sm_core.quality.rules import QUALITY
from sm_core.queries import run
from sm_core.school_year import first_day, school_year_of
from sm_core.standing import Asked
from sm_core.store import Store

WEEK, SCHOOL_WEEK = 7, 5


@dataclass(frozen=True)
class Behind:
    """The `last` day that a school reported in the school year of the day, None for none; the
    `days` since (where it reported nothing: since the first school began, None before that), and
    so many `school_days` of them, the day among them, where a calendar file tells."""

    last: date | None = None
    days: int | None = None
    school_days: int | None = None

    def more_than(self, days: int) -> bool:
        """By the calendar; where school days are known, by these, five for a week: a vacation is
        no silence."""
        if self.days is None or self.days <= days:
            return False
        return self.school_days is None or self.school_days * WEEK > days * SCHOOL_WEEK


NOTHING = Behind()


def behind(store: Store, actor: Actor, day: date) -> dict[str, Behind]:
    """By school that the actor may see and that has data of this school year or the last one."""
    year = school_year_of(day)
    values = Asked(day).parameters(actor) | QUALITY.parameters | {
        "last_school_year": school_year_of(first_day(year) - timedelta(days=1)),
    }  # fmt: skip
    with store.reading() as cursor:
        rows = run(cursor, "quality_late", **values).to_arrow_table().to_pylist()
    return {row["school_id"]: Behind(row["last_reported"], row["behind_as_of"],
                                     row["school_days_since"]) for row in rows}  # fmt: skip
