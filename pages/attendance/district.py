"""Where is it getting worse, and for whom? The district, or one school, at a date."""

import streamlit as st

from sm_core.actor import CAPTAIN, PRINCIPAL
from sm_core.seen import Filters
from ui import cached, district, district_charts, empty
from ui.frame import explained, title, view

store, actor = title(district.name(), CAPTAIN, PRINCIPAL)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    empty.invented(seen)
    wanted = district.chosen(seen)
    counts = cached.tier_counts(seen, wanted)
    if counts.rated:
        district.headline(seen, counts, cached.tier_counts(seen, wanted, seen.last_year))
    else:
        empty.no_rates(seen, counts)
    district.selected(seen, wanted, counts)
    if not cached.tier_counts(seen, Filters()).rated:
        st.stop()
    left, right = st.columns(2, gap="large")
    with left:
        if seen.several_schools or seen.school:
            district_charts.by_school(seen, wanted)
        district_charts.by_grade(seen, wanted)
        if counts.rated:
            district_charts.by_weekday(seen, wanted)
    with right:
        if counts.rated:
            district_charts.by_week(seen, wanted)
            district_charts.by_group(seen, wanted)
