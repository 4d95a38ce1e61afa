"""Where each student stands: days enrolled and absent, and the tier, at any date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sm_core.actor import Actor
from sm_core.definitions import DAY_RULES, SCOPES, STANDARD, Definitions
from sm_core.queries import run
from sm_core.school_year import a_year_before, school_year_of
from sm_core.schools import require_known
from sm_core.store import Store

if TYPE_CHECKING:
    import pandas as pd

DAYS = {"student": "days_by_student", "school": "days_by_school"}


@dataclass(frozen=True)
class Asked:
    """A question about standing, the same for every page and command.

    `as_of` is the last day counted, `scope` a key of `SCOPES`, `day_rule` one of `DAY_RULES`;
    `school` narrows to one school: in student scope to those whose latest school it is.
    `held_against` is the day a year later with which the answer is compared: a school whose data
    end before it in that year is asked only about the days up to a year before their end.
    """

    as_of: date
    scope: str = "student"
    day_rule: str = "half_day"
    school: str | None = None
    rules: Definitions = STANDARD
    held_against: date | None = None

    def __post_init__(self) -> None:
        assert self.scope in SCOPES
        assert self.day_rule in DAY_RULES
        assert self.held_against is None or self.as_of == a_year_before(self.held_against)

    @property
    def year_ago(self) -> Asked:
        """The same question on the same date a year earlier, each school held to a year before the
        end of its own data now."""
        return replace(self, as_of=a_year_before(self.as_of), held_against=self.as_of)

    @property
    def pieces(self) -> dict[str, str]:
        """Which query stands for `{days}` in the queries of this scope."""
        return {"days": DAYS[self.scope]}

    def parameters(self, actor: Actor) -> dict:
        """All that the queries on standing bind, for what this actor may see."""
        return {
            "as_of": self.as_of,
            "school_year": school_year_of(self.as_of),
            "day_rule": self.day_rule,
            "school": self.school,
            "held_against": self.held_against,
            "held_year": self.held_against and school_year_of(self.held_against),
            **self.rules.bounds,
            **actor.scope,
        }


def standing(store: Store, actor: Actor, asked: Asked) -> pd.DataFrame:
    """One row per student, or student and school, enrolled at any time in the school year of the
    as-of date up to that date, leavers included, ordered by id.

    Columns: student_id, school_id, grade, enrolled (still, on that date), days_enrolled,
    days_absent (exact decimals), absence_rate (fraction, null for no day), tier (null for no
    day), few_days, data_through. No rows before a school's first day. Raises `SmError` for a
    `school` that is not known, `NotAllowed` for one that the actor may not see.
    """
    if asked.school is not None:
        require_known(store, actor, asked.school)
    with store.reading() as cursor:
        return run(cursor, "standing_sorted", asked.pieces, **asked.parameters(actor)).df()
