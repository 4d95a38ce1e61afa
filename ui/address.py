"""The address is where choices live: a reload, a shared link and the next page keep them.

Every choice is one name in the address, left out while it is the usual one. Streamlit can bind a
widget to the address by itself, but loses the value, who is looking among them, on a link from a
page that was opened by address (seen in 1.67); so a widget here shows what the address says, and a
change of the widget writes it there.
"""

from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

import streamlit as st

FOLLOWING = ("who", "me", "school", "as_of", "grade", "group", "order")
"""Chosen once, and kept on every page; all else belongs to the page or link that wrote it."""
KEPT, PATH = "kept_choices", "path_before"
ON = "1"


def follow(page_at: Callable[[str], str]) -> bool:
    """Take the following choices along to another page; whether it is another one. Called before
    anything reads one. `page_at` gives the page at a path, once who is looking is known: the
    landing page has two paths, its own and that of the app, and changes from one to the other
    under the first press."""
    path = urlsplit(st.context.url or "").path
    here = {name: every(name) for name in FOLLOWING if name in st.query_params}
    before, page_before = st.session_state.get(PATH, (path, None))
    kept = st.session_state.get(KEPT, {}) if before != path else {}
    for name in kept.keys() - here.keys():
        st.query_params[name] = kept[name]
    page = page_at(path)
    st.session_state[PATH], st.session_state[KEPT] = (path, page), kept | here
    return before != path and page_before != page


def one(name: str) -> str | None:
    """What the address says under `name`; None where it says nothing."""
    return st.query_params.get(name) or None


def every(name: str) -> list[str]:
    return st.query_params.get_all(name)


def put(name: str, value: str | list[str] | None) -> None:
    """Write a choice; None or an empty one leaves the address."""
    put_all(**{name: value or None})


def put_all(**changes: str | list[str] | None) -> None:
    """As `put`, in one step of the browser: its Back undoes all of it."""
    wanted = along(**changes)
    if wanted != along():
        st.query_params.from_dict(wanted)


def drop(name: str, kept: list[str], words: str) -> None:
    """Leave `kept` of what the address says under `name`, and tell in `words` that the rest cannot
    be; nothing where there is no rest."""
    if len(kept) == len(every(name)):
        return
    put(name, kept)
    # Or the next page, opened by a link, would be given it once more.
    st.session_state[KEPT] = st.session_state.get(KEPT, {}) | {name: kept}
    st.warning(f"The address asks for {words}.")


def drop_unknown(name: str, options: list[str], what: str) -> None:
    """As `drop`, of all that is none of the `options`; nothing where there are none to choose. An
    empty one is no choice that cannot be: a link says with it that none follows from its page."""
    if options:
        kept = [said for said in every(name) if not said or said in options]
        drop(name, kept, f"{what}: it is left out")


def selected(name: str, label: str, options: list[str], usual: str | None, **more) -> str:
    """A selectbox of `options` that shows and writes the choice `name`; what the address says and
    no option is, counts as the usual one."""
    said = one(name)
    st.session_state[name] = said if said in options else usual
    first = None if usual is None else 0
    return st.selectbox(
        label, options, first, key=name, on_change=_note, args=(name, usual), **more
    )  # fmt: skip


def pressed(name: str, label: str, options: list[str], **more) -> str:
    """A row of buttons, one of them pressed, that shows and writes the choice `name`; the first is
    the usual one, and stands in for what no option is."""
    said = one(name)
    chosen = st.session_state[name] = said if said in options else options[0]
    st.segmented_control(
        label, options, key=name, required=True, on_change=_note, args=(name, options[0]), **more
    )  # fmt: skip
    return chosen


def switched(name: str, label: str, **more) -> bool:
    """A switch that shows and writes the choice `name`, off as a rule."""
    on = st.session_state[name] = one(name) == ON
    st.toggle(label, key=name, on_change=_note_switch, args=(name,), **more)
    return on


def several(name: str, label: str, options: list[str], **more) -> list[str]:
    """A multiselect that shows and writes the choice `name`."""
    st.session_state[name] = [option for option in options if option in every(name)]
    return st.multiselect(label, options, key=name, on_change=_note, args=(name, None), **more)


def pills(name: str, label: str, options: list[str], **more) -> list[str]:
    """A row of buttons of which several may be pressed, that shows and writes the choice `name`."""
    st.session_state[name] = [option for option in options if option in every(name)]
    return st.pills(label, options, selection_mode="multi", key=name, on_change=_note,
                    args=(name, None), **more)  # fmt: skip


def typed(name: str, label: str, **more) -> str:
    """A line of text that shows and writes the choice `name`."""
    st.session_state[name] = one(name) or ""
    return st.text_input(label, key=name, on_change=_note, args=(name, ""), **more)


def day(
    name: str, label: str, usual: date, min_value: date, max_value: date, **more
) -> date | None:
    """A date input that shows and writes the choice `name`, both bounds inclusive."""
    st.session_state[name] = min(max(as_day(one(name)) or usual, min_value), max_value)
    return st.date_input(
        label, key=name, on_change=_note, args=(name, usual),
        min_value=min_value, max_value=max_value, **more,
    )  # fmt: skip


def as_day(text: str | None) -> date | None:
    """A date as an address writes it; None for anything else."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _note(name: str, usual: str | date | None) -> None:
    value = st.session_state[name]
    put(name, None if value == usual else value.isoformat() if isinstance(value, date) else value)


def _note_switch(name: str) -> None:
    put(name, ON if st.session_state[name] else None)


def along(**changes: str | list[str] | None) -> dict[str, list[str]]:
    """The address as it stands, for a link to another page; a change of None leaves one out."""
    now = {name: every(name) for name in st.query_params}
    now |= {name: value if isinstance(value, list) else [value] for name, value in changes.items()}
    return {name: values for name, values in now.items() if values != [None]}
