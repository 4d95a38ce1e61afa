"""Who already knows whom? The ten-minute grid for a staff meeting, one adult after the other."""

from ui import empty, known_adults
from ui.frame import explained, title, view
from ui.session import UPLOADERS

store, actor = title("Who already knows whom?", *UPLOADERS)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    found = known_adults.everything(seen)
    known_adults.answer(seen, found)
    known_adults.grid(seen, found)
    known_adults.whole(seen, found)
