"""The parts of the page that chooses students: the answer, the lists, the table, downloads."""

import streamlit as st

from sm_core.targeting import words
from sm_core.targeting.board import VIEWS, Board, on_view
from sm_core.targeting.decision import Picked, shown_as
from sm_core.targeting.table import shown
from ui import address, narrowed, session
from ui.downloads import offer
from ui.frame import View
from ui.picks import Picks
from ui.saving import Form
from ui.targeting_board import board_as_it_stands, numbers

COLUMNS = {
    "Why": st.column_config.TextColumn(width=540),
    "Why then": st.column_config.TextColumn(width=460),
}
SUPPORT = Form("support")
"""Of those picked: for others it begins with what stands about them."""
NARROWED = "chosen"
PICKS = Picks("targets", VIEWS, changed=SUPPORT.forget)
"""Each a `Picked`, as the list showed the student when picked."""
TOLD = "targets_told"
"""What stood against the last press, until it is shown."""


def headline(view: View) -> None:
    """The answer first: how many wait, how many places are free, what would serve everybody; then
    the severe ones without any help."""
    found, _ = numbers(view)
    st.subheader(words.headline(found))
    st.markdown(words.what_it_takes(found))
    if view.day < session.today():
        st.caption("Decisions are those that stand today; attendance, mentors and places are those "
                   "of the date chosen.")  # fmt: skip
    if found.severe:
        st.markdown(f"{':orange[⚠] ' if found.neither else ''}{words.severe_line(found)}")


def list_buttons(view: View) -> str:
    """One button per list with its students; the list that is open."""
    _, counts = numbers(view)
    if narrowed.stage() and address.one("list") == NARROWED:
        counts |= {NARROWED: len(listed(view, board_as_it_stands(view), NARROWED))}
    return PICKS.list_buttons(view, counts)


def listed(view: View, board: Board, name: str, searched: str = ""):
    """The rows of a list, as searched for; those chosen as a link narrowed them."""
    only = narrowed.only(view) if name == NARROWED else None
    return on_view(board, name, view.school, searched, only)


def search() -> str:
    return st.text_input("Find a student", type="search", live="300ms", key="targeting_search",
                         placeholder="Part of a name or id") or ""  # fmt: skip


def rows_picked(rows) -> list[Picked]:
    """Each of the rows as a pick."""
    names = ("student_id", "school_id", "state", "until")
    return [
        Picked(row["student_id"], row["school_id"], shown_as(row["state"], row["until"]))
        for row in rows.select(names).to_pylist()
    ]


def table(view: View, name: str, rows) -> None:
    """One page of the list with a box to tick per student, and the pages below it."""
    PICKS.table(
        view, name, rows, rows_picked, lambda here: shown(here, name, view.several_schools),
        "Students", column_config=COLUMNS,
        alt=f"{VIEWS[name]}: students with their reasons; tick rows to decide about them",
    )  # fmt: skip


def nobody(name: str, searched: str) -> None:
    """An empty list: what would be on it."""
    if searched.strip():
        st.info("No student of this list matches the search. Clear it to see all.")
    else:
        st.info(words.EMPTY[name])


def downloads(view: View, board: Board, name: str) -> None:
    """The whole list as a file."""
    offer(
        view, f"{name.replace('_', '-')}-{view.as_of.isoformat()}", VIEWS[name], f"targets {name}",
        lambda: shown(listed(view, board, name), name, several_schools=True),
    )  # fmt: skip
