"""Schools side by side: where it is better or worse than chance alone would make it."""

from sm_core.actor import CAPTAIN
from ui import empty, side_by_side
from ui.frame import explained, title, view

store, actor = title("Schools side by side", CAPTAIN)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    empty.invented(seen)
    wanted = side_by_side.chosen(seen)
    found = side_by_side.compared(seen, wanted)
    side_by_side.headline(found)
    side_by_side.table(seen, wanted, found)
    side_by_side.charts(seen, wanted, found)
    side_by_side.left_out(found)
