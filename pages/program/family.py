"""One family: where it stands, what was sent and said, its households, who tried to reach it."""

import streamlit as st

from ui import empty, family, family_households, family_record
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("Family", *EVERYBODY)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    family.back()
    chosen = family.chosen()
    if chosen is None:
        family.nobody()
        st.stop()
    found = family.find(seen, chosen)
    if found is None:
        st.stop()
    family_record.undo(seen)
    family.headline(seen, found)
    family.actions(seen, found)
    family.answers(seen, found)
    family_households.households(seen, found)
    family.contacts(seen, found)
    family.history(seen, found)
