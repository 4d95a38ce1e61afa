"""School progress: does the school do what it planned? One page, the same for every school."""

from ui import empty, progress_page
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("School progress", *EVERYBODY)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    empty.invented(seen)
    found = progress_page.school(seen)
    progress_page.cautions(found)
    progress_page.headline(seen, found)
    progress_page.stages(seen, found)
    progress_page.plan(found)
    progress_page.tiers(seen, found)
    progress_page.trend(seen, found)
