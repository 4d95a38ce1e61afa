"""Forms that save once, tell a second editor, and say that they saved.

Streamlit queues a second click. The token of a form is part of its widgets' keys and changes with
every save, so that the queued click finds no button; and `save_once` refuses a token it has seen.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

import streamlit as st

from sm_core.actor import Actor
from sm_core.errors import SmError
from sm_core.saving import Save, new_id
from ui import session

SAID, SAVING = "just_saved", "saving"
SAVED = "Saved."
READING = 2.0
"""Seconds."""
Thing, Result = TypeVar("Thing"), TypeVar("Result")
Saved = tuple[list[tuple[Thing, Result]], list[str]]


@dataclass(frozen=True)
class Form:
    """One form on a page, known by its `name`: "mentor|<id>"."""

    name: str

    @property
    def token(self) -> str:
        return st.session_state.setdefault(f"token|{self.name}", new_id())

    def key(self, widget: str) -> str:
        """The key of a widget of this form; another one after each save."""
        return f"{self.name}|{widget}|{self.token}"

    def save(self, actor: Actor, part: str = "") -> Save:
        """This press of the button, or a `part` of what it saves one by one; whoever asks has
        guarded the page."""
        token = f"{self.token}|{part}" if part else self.token
        return Save(actor, session.moment(), token)

    def opened(self, record: dict) -> dict:
        """The record as this form was opened with, kept while the person fills it in; with what
        was told since (`go_on_from`)."""
        opened = st.session_state.setdefault(f"opened|{self.name}|{self.token}", dict(record))
        when, now = st.session_state.get(f"told|{self.name}|{self.token}", (0, {}))
        # The second click of a double one comes before anybody can have read the sentence.
        if now and monotonic() - when > READING:
            opened |= now
        return opened

    def go_on_from(self, now: dict) -> None:
        """After somebody else's change of these fields was told: once there was time to read it,
        the next press replaces it knowingly, and nothing that was not told."""
        st.session_state[f"told|{self.name}|{self.token}"] = (monotonic(), now)

    def closed(self) -> None:
        """Nobody looks at its fields: opened again they show the record as it stands by then."""
        st.session_state.pop(f"told|{self.name}|{self.token}", None)
        st.session_state.pop(f"opened|{self.name}|{self.token}", None)

    def forget(self) -> None:
        """Begin anew: the widgets show the record as it stands."""
        self.closed()
        st.session_state.pop(f"token|{self.name}", None)

    def done(self, words: str) -> None:
        """After a save: say so on the page drawn next, with widgets that show what is stored."""
        self.forget()
        st.session_state[SAID] = words
        st.rerun()


def one_by_one(things: Iterable[Thing], act: Callable[[Thing], Result]) -> Saved:
    """Save each by itself: (thing, what `act` gave) of those that were, and the sentences of those
    that were not. Raises `SmError` with these where none was."""
    done, refused = [], []
    for thing in things:
        try:
            done.append((thing, act(thing)))
        except SmError as error:
            refused += error.sentences
    if not done:
        raise SmError(*refused)
    return done, refused


def forget_all(of: str = "") -> None:
    """On another page: whoever comes back to a form sees the record as it stands by then. With
    `of` only the forms that have this id in their names."""
    for key in list(st.session_state):
        kind, *parts = str(key).split("|")
        if kind in ("token", "opened") and (not of or of in parts):
            del st.session_state[key]


@contextmanager
def in_one() -> Iterator[None]:
    """Save, and leave in the session what the page says of it. Streamlit starts the run of a second
    click beside the first one, which ends at its next look into the session: the second waits at
    the top of its page until the first one leaves this block, in which nobody looks."""
    with st.session_state.setdefault(SAVING, Lock()):
        yield


@dataclass(frozen=True)
class Pressed(Generic[Result]):
    """What one press of a person gave, in the form whose `token` it had."""

    actor: Actor
    form: Form
    token: str
    result: Result


def press(key: str, form: Form, actor: Actor, act: Callable[[], Result]) -> None:
    """Save by `act`, and leave to the run after this one what is to say of it, under the `key`:
    where saving is slower than a second click, this run ends at its next look into the session.
    For the same reason `act` does not look there; whoever calls has made its `Save` before."""
    last, token = st.session_state.setdefault(key, []), form.token
    with in_one():
        last[:] = [Pressed(actor, form, token, act())]
    st.rerun()


def last_pressed(key: str) -> tuple[Pressed | None, bool]:
    """The last press under the `key`, and whether this is the first look at it since: its form
    begins anew with that."""
    for pressed in st.session_state.get(key, []):
        first = pressed.form.token == pressed.token
        if first:
            pressed.form.forget()
        return pressed, first
    return None, False


def wait() -> None:
    """Let the run of a first click save before this one looks at what is stored."""
    with in_one():
        pass


def say(hide: bool = False) -> None:
    """What the last press saved, once; with `hide` only that it is saved, as the words may name
    somebody."""
    wait()
    if words := st.session_state.pop(SAID, None):
        st.success(SAVED if hide else words)
