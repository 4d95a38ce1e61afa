"""What is decided without asking? The remembered decisions, to read, change and forget."""

from ui import decisions
from ui.frame import explained, title
from ui.session import UPLOADERS

store, actor = title("Remembered decisions", *UPLOADERS)
with explained():
    decisions.ways()
    kept, forgotten = decisions.everything(store, actor)
    if not kept and not forgotten:
        decisions.none_yet()
    for profile in kept:
        decisions.card(profile)
    decisions.set_aside(forgotten)
