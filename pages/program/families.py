"""Families: who still has to be told, who has days left to say no, and who said what."""

import streamlit as st

from ui import empty, families, families_policy, family_actions, family_record, narrowed
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("Families", *EVERYBODY)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    empty.invented(seen)
    family_record.undo(seen)
    families.headline(seen)
    families_policy.policy(seen)
    name = families.list_buttons(seen)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        searched = families.search()
    narrowed.say()
    found = families.listed(seen, name, searched)
    if found:
        families.table(seen, name, found)
    else:
        families.nobody(seen, name, searched)
    family_actions.bar(seen)
