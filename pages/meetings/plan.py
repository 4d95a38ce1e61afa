"""The action plan of a school: who does what by when, and with which goals."""

from ui import empty, plan
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("Plan", *EVERYBODY)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    empty.invented(seen)
    found = plan.plans_of(seen)
    if seen.several_schools:
        plan.every_school(seen, found)
    else:
        plan.the_one(seen, found)
