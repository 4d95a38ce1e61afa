"""The lists of the Matching page, and what is picked on the open one."""

import streamlit as st

from ui.picks import Picks

SUGGESTED, CANNOT, MATCHED, MENTORS, RULES = "suggested", "cannot", "matched", "mentors", "rules"
LISTS = {
    SUGGESTED: "Suggested", CANNOT: "Cannot yet", MATCHED: "Matched", MENTORS: "Mentors",
    RULES: "Rules",
}  # fmt: skip
PICKS = Picks("matching", LISTS)
"""The pairs picked, a student without a mentor on *Cannot yet*; on the other lists the ids of
mentors, matches or rules."""
WIDTHS = {
    "Student": 135, "School": 150, "Grade": 55, "Tier": 140, "Mentor": 135, "Why": 330,
    "Good to know": 250, "Since the last list": 150, "Why not yet": 400,
    "What helps soonest": 250, "Mentors of the school": 300, "Then": 240, "Students": 260,
    "Would get": 200, "One more place": 230, "What holds": 300, "Reason": 250, "Said by": 150,
    "Note": 300,
}  # fmt: skip
DAYS = ("Since", "Until", "When")
COLUMNS = {name: st.column_config.TextColumn(width=width) for name, width in WIDTHS.items()} | {
    name: st.column_config.DateColumn(width=105, format="MMM D, YYYY") for name in DAYS
}


def search_key(name: str) -> str:
    """Where the session has what is searched for on a list."""
    return f"matching_search|{name}"
