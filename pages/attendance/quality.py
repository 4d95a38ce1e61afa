"""Can these numbers be trusted, and who must send or fix what?"""

from ui import empty, quality
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("Data quality", *EVERYBODY)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    found = quality.everything(seen)
    quality.headline(seen, found)
    for one in found:
        quality.section(seen, one)
