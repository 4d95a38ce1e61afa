"""No file yet? What to ask the registrar for, by school system, and the message that says it."""

from ui import registrar
from ui.frame import explained, title
from ui.session import UPLOADERS

store, actor = title("What to ask the registrar for", *UPLOADERS)
with explained():
    registrar.ways()
    system, school = registrar.chosen(store, actor)
    registrar.files(system)
    registrar.letter(system, school)
