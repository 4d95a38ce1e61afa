"""Whom did the mentors see? Contacts pasted from a sheet, or brought in from a file."""

from ui import contacts_in, contacts_made
from ui.frame import explained, title
from ui.session import UPLOADERS

store, actor = title("Contacts from a sheet", *UPLOADERS)
with explained():
    contacts_in.stop_without_students(store, actor)
    contacts_in.stop_at_earlier_date(store, actor)
    contacts_in.last_press(store, actor)
    texts = contacts_in.given()
    if texts:
        contacts_in.look(store, actor, texts)
    else:
        contacts_made.left_over(actor)
        contacts_in.templates()
