"""The parts of the Plan page: the plans of all schools, or that of one."""

import streamlit as st

from sm_core.plans.plan import Plan
from ui import cached_progress
from ui.frame import View


def plans_of(view: View) -> dict[str, Plan]:
    return cached_progress.plans(view)


def every_school(view: View, found: dict[str, Plan]) -> None:
    st.subheader(f"{len(found):,} of {len(view.schools):,} schools have a plan.")


def the_one(view: View, found: dict[str, Plan]) -> None:
    own = next(s for s in view.schools if view.school in (None, s.school_id))
    plan = found.get(own.school_id)
    st.subheader("There is no plan yet." if plan is None else f"{len(plan.steps):,} steps")
