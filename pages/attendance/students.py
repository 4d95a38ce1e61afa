"""Who misses how much: the students of a school or the district, by tier."""

import streamlit as st

from ui import cached, students
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("Students", *EVERYBODY)
with explained():
    seen = view(store, actor)
    if not seen.schools:
        students.empty(seen)
        st.stop()
    students.invented(seen)
    chosen = students.filters(seen)
    counts = cached.tier_counts(seen, chosen)
    students.headline(seen, counts)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        students.tier_buttons(counts, chosen.tiers)
        students.downloads(seen, chosen)
    total = counts.listed(chosen.tiers)
    if total:
        students.table(seen, chosen, total)
    else:
        students.nobody()
