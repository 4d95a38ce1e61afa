"""The pack on a projector: a school at a time, in alphabetical order."""

from ui import projector, session
from ui.frame import explained
from ui.session import EVERYBODY

actor = session.guard(*EVERYBODY)
with explained():
    seen = projector.open_view(session.store(), actor)
    shown = projector.occasion(seen)
    if shown:
        projector.show(seen, shown)
    else:
        projector.nothing()
