"""What schools ask each other for, and what they learned."""

from ui import empty, lessons
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("Help and lessons", *EVERYBODY)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    empty.invented(seen)
    lessons.answer(seen)
    lessons.lists(seen)
