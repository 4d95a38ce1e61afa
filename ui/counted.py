"""How a number was counted: definition, numerator and denominator, scope and date, on request."""

import streamlit as st

from sm_core.definitions import DAY_RULES, SCOPES, STANDARD
from sm_core.student_list import TierCounts
from ui.frame import View, long_day, plain


def how(view: View, counts: TierCounts) -> None:
    """A button that opens the definition behind the chronic rate of `counts`."""
    rules = STANDARD
    with st.popover("How is this counted?"):
        st.markdown(
            f"Chronically absent: missed {rules.moderate} % or more of the days enrolled "
            f"(severe: {rules.severe} % or more; at risk: {rules.at_risk} % to under "
            f"{rules.moderate} %). Excused and unexcused absences and out-of-school suspensions "
            f"count; {DAY_RULES['half_day']}.\n\n"
            f"**{counts.chronic:,}** of **{counts.rated:,}** students of {plain(view.where)}, "
            f"through {long_day(view.as_of)}. Each student's days: {SCOPES['student']}. "
            f"{counts.few_days:,} students with under {rules.few_days} enrolled days are left out."
        )
