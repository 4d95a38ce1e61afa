"""Meetings and trainings of the district, who came, and what is still owed."""

from ui import empty, gathering, gatherings, owed
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("District meetings", *EVERYBODY)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    empty.invented(seen)
    gatherings.headline(seen)
    gatherings.listed(seen)
    gathering.opened(seen)
    owed.owed(seen)
