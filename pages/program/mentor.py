"""One mentor: whether they can be matched, what is missing, and all that is known of them."""

import streamlit as st

from ui import empty, mentor, mentor_form, mentor_states, mentor_steps, mentor_students
from ui.frame import explained, title, view
from ui.mentor_list import NEW
from ui.session import EVERYBODY

store, actor = title("Mentor", *EVERYBODY)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    mentor.back()
    chosen = mentor.chosen()
    if chosen is None:
        mentor.nobody()
        st.stop()
    if chosen == NEW:
        mentor_form.new(seen)
        st.stop()
    found = mentor.find(seen, chosen)
    mentor.headline(seen, found)
    mentor_states.states(seen, found)
    mentor_students.students(seen, found)
    mentor_students.support(seen, found)
    mentor_steps.screening(seen, found)
    mentor_steps.trainings(seen, found)
    mentor_students.before(seen, found)
    mentor_form.change(seen, found)
    mentor.history(seen, found)
