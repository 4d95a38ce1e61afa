"""What is going on with this one? One student's days, goal, rate and schools."""

import streamlit as st

from ui import empty, family_copy, student, student_program, student_timeline
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("Student", *EVERYBODY)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    student.back()
    chosen = student.chosen()
    if chosen is None:
        student.nobody()
        st.stop()
    found = student.find(seen, chosen)
    student.headline(found)
    student_program.section(seen, found)
    family_copy.button(seen, chosen)
    student_timeline.section(seen, found)
    student.year(found)
    student.rate(found)
    student.schools(found)
