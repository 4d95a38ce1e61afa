"""Matching: who could meet whom and why, who has nobody yet and what would help, who meets whom."""

from ui import empty, matching, matching_bar, matching_end, matching_save, matching_settings
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("Matching", *EVERYBODY)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    empty.invented(seen)
    matching_save.undo(seen)
    matching.headline(seen)
    matching_end.after(seen)
    matching_settings.settings(seen)
    name = matching.list_buttons(seen)
    searched = matching.toolbar(seen, name)
    matching.LISTED[name](seen, searched)
    matching_bar.bar(seen, name)
