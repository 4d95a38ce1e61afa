"""What do families read? The letters, to look at, change and add in another language."""

from ui import letter_words
from ui.frame import explained, title
from ui.session import EVERYBODY

store, actor = title("Letters", *EVERYBODY)
with explained():
    letter_words.intro(actor)
    chosen = letter_words.choose(store, actor)
    letter_words.show(store, actor, chosen)
