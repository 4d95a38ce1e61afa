"""Success Mentors: page settings and the menu of the person who is looking; no content."""

import streamlit as st

from ui.address import follow
from ui.menu import page_at, pages_for
from ui.saving import forget_all
from ui.session import looking

st.set_page_config(page_title="Success Mentors", page_icon="🧭", layout="wide")
if follow(lambda path: page_at(path, looking())):
    forget_all()
st.navigation(pages_for(looking()), position="top").run()
