"""Who could be that somebody? The mentors, the places they have, and what is missing."""

from ui import empty, mentor_list, mentor_places, mentor_twins
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("Mentors", *EVERYBODY)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    empty.invented(seen)
    mentor_places.gap(seen)
    mentor_list.buttons(seen)
    everybody = mentor_list.everybody(seen)
    if everybody:
        mentor_twins.offered(seen)
        mentor_places.to_renew(seen)
        mentor_list.stage_buttons(seen)
        wanted = mentor_list.chosen(seen)
        mentor_list.table(seen, wanted)
        mentor_list.open_one(seen)
    else:
        mentor_list.nobody(seen)
