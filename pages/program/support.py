"""Support: who has to be asked how it goes, who needs help, and which matches need a hand."""

from ui import empty, support
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("Support", *EVERYBODY)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    empty.invented(seen)
    support.headline(seen)
    name = support.list_buttons(seen)
    support.LISTED[name](seen)
    support.BARS[name](seen)
