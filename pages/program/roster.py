"""Who mentors, and who meets whom already? Bring in mentors, or a running program, from a file."""

from ui import roster
from ui.frame import explained, title
from ui.session import UPLOADERS

store, actor = title("Bring in a roster", *UPLOADERS)
with explained():
    roster.ways()
    paths = roster.choose()
    if paths:
        roster.look(store, actor, paths)
    else:
        roster.templates()
