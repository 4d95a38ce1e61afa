"""Who misses how much: the students of a school or the district, by tier."""

import streamlit as st

from ui import cached, empty, filters, open_student, students
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("Students", *EVERYBODY)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    empty.invented(seen)
    wanted = students.chosen(seen)
    filters.say_picked(wanted)
    counts = cached.tier_counts(seen, wanted)
    if counts.rated:
        students.headline(seen, counts)
    else:
        empty.no_rates(seen, counts)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        students.tier_buttons(counts, wanted.tiers)
        students.downloads(seen, wanted)
    total = counts.listed(wanted.tiers)
    if total:
        students.table(seen, wanted, total)
    elif counts.listed(None):
        empty.no_such_tier()
    open_student.card(seen)
