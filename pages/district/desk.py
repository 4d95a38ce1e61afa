"""The captain's desk: which schools to call today, and why."""

from sm_core.actor import CAPTAIN
from ui import desk, empty
from ui.frame import explained, title, view

store, actor = title("The desk", CAPTAIN)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    empty.invented(seen)
    desk.schools(seen)
