"""Where is it getting worse, and for whom? The district, or one school, at a date."""

from dataclasses import replace

import streamlit as st

from sm_core.actor import CAPTAIN, PRINCIPAL
from sm_core.trends import a_year_before
from ui import cached, district, empty
from ui.frame import explained, title, view

store, actor = title(district.name(), CAPTAIN, PRINCIPAL)
with explained():
    seen = view(store, actor)
    if not seen.schools:
        empty.no_attendance(seen)
        st.stop()
    empty.invented(seen)
    wanted = district.chosen(seen)
    last_year = replace(seen.asked, as_of=a_year_before(seen.as_of))
    counts = cached.tier_counts(seen, wanted)
    if counts.rated:
        district.headline(seen, counts, cached.tier_counts(seen, wanted, last_year))
    else:
        empty.no_rates(seen, counts)
    district.selected(seen, wanted, counts)
    left, right = st.columns(2, gap="large")
    with left:
        if seen.several_schools or seen.school:
            district.by_school(seen, wanted)
        district.by_grade(seen, wanted, last_year)
        district.by_weekday(seen, wanted)
    with right:
        district.by_week(seen, wanted)
        district.by_group(seen, wanted, last_year)
