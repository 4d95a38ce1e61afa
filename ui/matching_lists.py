"""The lists of the Matching page, and what is picked on the open one."""

import streamlit as st

from ui.picks import Picks

SUGGESTED, CANNOT, MATCHED, MENTORS, RULES = "suggested", "cannot", "matched", "mentors", "rules"
LISTS = {
    SUGGESTED: "Suggested", CANNOT: "Cannot yet", MATCHED: "Matched", MENTORS: "Mentors",
    RULES: "Rules",
}  # fmt: skip
PICKS = Picks("matching", LISTS)
"""The ids of the students picked, or of the mentors, matches or rules on their lists."""
COLUMNS = {
    "Student": st.column_config.TextColumn(width=150),
    "Grade": st.column_config.TextColumn(width=55),
    "Tier": st.column_config.TextColumn(width=150),
    "Mentor": st.column_config.TextColumn(width=150),
    "Why": st.column_config.TextColumn(width=330),
    "Why not yet": st.column_config.TextColumn(width=380),
    "What helps soonest": st.column_config.TextColumn(width=230),
    "Then": st.column_config.TextColumn(width=160),
}
