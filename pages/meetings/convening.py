"""The frozen numbers of all schools, the agenda, and what was agreed: the month's meeting."""

from ui import convening, convening_parts, empty
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("Monthly convening", *EVERYBODY)
with explained():
    # Figures are frozen at an earlier date, too.
    seen = view(store, actor, only_looked_at=False)
    empty.stop_without_attendance(seen)
    empty.invented(seen)
    occasion = convening.chosen(seen)
    convening.headline(seen, occasion)
    convening_parts.part(seen, occasion)
