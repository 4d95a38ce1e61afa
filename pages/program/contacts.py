"""Contacts: who was seen as often as planned, and where a week is filled in."""

from ui import contacts, empty, week_bar
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("Contacts", *EVERYBODY)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    empty.invented(seen)
    monday = week_bar.week(seen)
    contacts.headline(seen, monday)
    contacts.schools(seen, monday)
    name = contacts.toolbar(seen, monday)
    contacts.LISTED[name](seen, monday)
