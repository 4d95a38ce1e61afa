"""Who do I look for this morning? A mentor's students, and one tap to say that one was seen."""

from ui import my_students, support_ask
from ui.frame import explained, small_title, small_view
from ui.session import MENTORS

store, actor = small_title("My students", *MENTORS)
with explained():
    seen = small_view(store, actor)
    found = my_students.find(seen)
    support_ask.answered(seen)
    if found:
        my_students.cards(seen, found)
    else:
        my_students.nobody(seen)
    support_ask.mine(seen, found)
