"""The lists of the Support page, and what is picked on the open one."""

import streamlit as st

from ui.matching_lists import MATCHED
from ui.picks import Picks

CHECK_INS, REQUESTS, MOTION = "check-ins", "requests", MATCHED
"""Matches in motion have the name of the list to which they lead on Matching: Streamlit writes the
address of the page to come into that of the page left, to which one goes back (seen in 1.67)."""
LISTS = {CHECK_INS: "Check-ins", REQUESTS: "Requests", MOTION: "Matches in motion"}
PICKS = Picks("support", LISTS)
"""The keys of check-ins, or the ids of matches; a request is opened, not picked."""
REQUEST, NEW = "request", "new"
"""In the address: the request that is open, or the form for a new one."""
WIDTHS = {
    "With": 70, "Name": 140, "State": 95, "Why": 370, "Matched with": 200, "School": 150,
    "Student": 135, "Mentor": 135, "What is wrong": 340, "What can be done": 420,
    "What happened": 460, "What follows": 280,
    "What": 260, "Owner": 120, "Reason": 220, "Then": 190,
}  # fmt: skip
DAYS = ("Due", "Opened", "Since", "Ended")
COLUMNS = {name: st.column_config.TextColumn(width=width) for name, width in WIDTHS.items()} | {
    name: st.column_config.DateColumn(width=105, format="MMM D, YYYY") for name in DAYS
}
