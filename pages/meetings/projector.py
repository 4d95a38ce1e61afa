"""The pack on a projector: a school at a time, in alphabetical order."""

from ui import empty
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("On the projector", *EVERYBODY)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    empty.invented(seen)
