"""How a number was counted: definition, numerator and denominator, scope and date, on request."""

import streamlit as st

from sm_core.definitions import DAY_RULES, SCOPES, STANDARD
from sm_core.student_list import TierCounts
from ui.frame import View, long_day, plain


def what_counts() -> str:
    """Which days are missed days, and from which part on."""
    return (
        "Excused, unexcused and unverified absences and out-of-school suspensions count; "
        f"{DAY_RULES['half_day']}."
    )


def how(view: View, counts: TierCounts) -> None:
    """A button that opens the definition behind the chronic rate of `counts`."""
    rules = STANDARD
    with st.popover("How is this counted?"):
        st.markdown(
            f"Chronically absent: missed {rules.moderate}% or more of the days enrolled "
            f"(severe: {rules.severe}% or more; at risk: {rules.at_risk}% to under "
            f"{rules.moderate}%). {what_counts()}\n\n"
            f"**{counts.chronic:,}** of **{counts.rated:,}** students of this choice in "
            f"{plain(view.where)}, through {long_day(view.through)}. Each student's "
            f"days: {SCOPES['student']}. {counts.few_days:,} students with under "
            f"{rules.few_days} enrolled days are left out."
        )
