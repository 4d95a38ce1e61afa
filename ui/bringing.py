"""The parts of the page What students bring: the counts, and a row per student."""

from dataclasses import dataclass
from functools import partial

import streamlit as st

from sm_core.bringing.listed import Brought, adults_at, bringing_table, chosen_students
from sm_core.mentors.mentor import Mentor
from ui import address, cached, menu, session
from ui.frame import View, plain
from ui.session import EVERYBODY, UPLOADERS

OPEN = "student"


@dataclass(frozen=True)
class Found:
    """The students of the choice with what they bring, and the adults there."""

    brought: Brought
    adults: list[Mentor]


def everything(view: View) -> Found:
    """The chosen students, and the one the address names, if this person may see that one."""
    brought = chosen_students(view.store, cached.seen(view), view.school, address.one(OPEN))
    return Found(brought, adults_at(view.store, view.actor, view.day, view.school))


def answer(view: View, found: Found) -> None:
    """How many were asked and what they wish; without chosen students, where to choose some."""
    brought = found.brought
    if not brought.chosen:
        st.info(f"No student is chosen at {plain(view.where)} this school year yet, so nobody is "
                "listed here. A student's own page also leads here.")  # fmt: skip
        if menu.TARGETING in menu.DOORS:
            menu.link(menu.TARGETING, "Choose students", student=None)
        return
    st.subheader(_counts(brought))
    nobody = len(brought.known_to_nobody)
    known = f"{len(brought.chosen) - nobody} of them are known to an adult on the roster, " \
            f"{nobody} to nobody yet."  # fmt: skip
    st.markdown(known)
    gone = f" {brought.gone} more are chosen here, but are no longer at the school." \
        if brought.gone else ""  # fmt: skip
    st.caption("What is not known never stands in the way of a match." + gone)
    if view.actor.role in UPLOADERS:
        menu.link(menu.KNOWN, "Who already knows whom? The ten-minute grid", student=None)


def _counts(brought: Brought) -> str:
    total = len(brought.chosen)
    words = f"{brought.asked} of {total} chosen students were asked"
    if total == 1:
        words = f"{'The' if brought.asked else 'Not the'} one chosen student was asked"
    no, unsure = brought.wishing("no"), brought.wishing("unsure")
    wishes = [f"{no} said no"] if no else []
    wishes += [f"{unsure} {'is' if unsure == 1 else 'are'} not sure"] if unsure else []
    return f"{words}; {', '.join(wishes)}" if wishes else words


def table(view: View, found: Found) -> None:
    """A row per student; a row opens the student below."""
    people = found.brought.people
    if not people:
        return
    ids = [person.student_id for person in people]
    key = f"bringing|{view.version}|{view.program}|{view.actor.person}|{view.school}|" \
          f"{view.as_of}|{st.session_state.get('closed_bringing', 0)}|{len(ids)}"  # fmt: skip
    opened = address.one(OPEN)
    names = {adult.mentor_id: adult.name for adult in found.adults}
    st.dataframe(
        bringing_table(found.brought, names, view.several_schools), hide_index=True, key=key,
        selection_mode="single-row", on_select=partial(_open_row, key, ids), placeholder="–",
        selection_default={"selection": {"rows": [ids.index(opened)] if opened in ids else []}},
        alt="Chosen students with what they bring; a row opens the student",
    )  # fmt: skip
    st.caption("Tick the box of a row to open the student.")


def _open_row(key: str, ids: list[str]) -> None:
    session.guard(*EVERYBODY)
    rows = st.session_state[key].selection.rows
    address.put(OPEN, ids[rows[0]] if rows else None)


def close_button() -> None:
    """Leave the student who is open."""
    st.button("Close", key="close_bringing", on_click=_close)


def _close() -> None:
    session.guard(*EVERYBODY)
    address.put(OPEN, None)
    # A list that keeps its key would keep its row selected.
    st.session_state["closed_bringing"] = st.session_state.get("closed_bringing", 0) + 1
