"""The progress of one school at a date: every figure that its page, its paper and the tables of the
captain show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sm_core.plans.plan import Counted, Plan
from sm_core.progress.funnel import Funnel
from sm_core.progress.held import Held
from sm_core.progress.tiers import SchoolTiers
from sm_core.schools import School


@dataclass(frozen=True)
class Progress:
    """One `school` (its `data_through` cut at the date) on a `day`, with attendance as of `as_of`.

    Students by tier `now`. Of the students chosen and here the `funnel`, and so many
    `without_mentor` for `free` places; of the `severe` ones here `neither` mentor nor support. The
    reviews `held` since `since`; `plan` is None where none was begun; `mentors` are active there.
    All students have `left` while the school year went on (`sm_core.progress.left`).
    """

    school: School
    day: date
    as_of: date
    now: SchoolTiers
    funnel: Funnel
    without_mentor: int
    free: int
    severe: int
    neither: int
    since: date
    held: Held
    plan: Plan | None = None
    mentors: int = 0
    left: bool = False

    @property
    def through(self) -> date | None:
        return self.school.data_through

    @property
    def has_students(self) -> bool:
        """Whether there is anybody to show by tier: at a closed school all have gone."""
        return bool(self.now.students) and not self.closed

    @property
    def steps(self) -> Counted:
        return self.plan.counted_on(self.day) if self.plan else Counted()

    @property
    def closed(self) -> bool:
        """Whether students were there this school year and nobody will come back."""
        return self.left and not self.now.enrolled
