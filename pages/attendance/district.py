"""Where is it getting worse, and for whom? The district, or one school, at a date."""

import streamlit as st

from sm_core.actor import CAPTAIN, PRINCIPAL
from ui import cached, district, district_looks, empty
from ui.frame import explained, title, view

store, actor = title(district.name(), CAPTAIN, PRINCIPAL)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    empty.invented(seen)
    wanted, measure = district.chosen(seen)
    counts = cached.tier_counts(seen, wanted)
    if not counts.rated:
        district.nobody(seen, wanted, counts)
        st.stop()
    before = cached.tier_counts(seen, wanted, seen.last_year)
    district.headline(seen, wanted, counts, before, measure)
    district.selected(seen, wanted, counts)
    district_looks.draw(seen, wanted, measure)
