"""What do the chosen students bring to a match, and who was asked?"""

from ui import bringing, bringing_form, empty
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("What students bring", *EVERYBODY)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    found = bringing.everything(seen)
    bringing.answer(seen, found)
    bringing.table(seen, found)
    bringing_form.opened(seen, found)
