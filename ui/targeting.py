"""The parts of the page that chooses students: the answer, the lists, the table, downloads."""

from functools import partial

import streamlit as st

from sm_core import exports
from sm_core.audit import record
from sm_core.student_list import PAGE_SIZE
from sm_core.targeting import words
from sm_core.targeting.board import VIEWS, Board, on_view
from sm_core.targeting.decision import Picked, shown_as
from sm_core.targeting.table import shown
from ui import address, session
from ui.frame import View
from ui.saving import Form
from ui.session import EVERYBODY
from ui.students import ROW_HEIGHT
from ui.targeting_board import numbers

LIST = "list"
COLUMNS = {
    "Why": st.column_config.TextColumn(width=540),
    "Why then": st.column_config.TextColumn(width=460),
}
PICKED, PICKED_ON, DRAWN = "picked", "picked_on", "picks_drawn"
SUPPORT = "support"
"""The form of the intensive support of those picked."""
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


def list_shown() -> str:
    """The list in the address; a name nobody knows is the first one."""
    said = address.one(LIST)
    return said if said in VIEWS else next(iter(VIEWS))


def list_buttons(view: View) -> str:
    """One button per list with its students; the list that is open."""
    _, counts = numbers(view)
    st.session_state["list_buttons"] = list_shown()
    st.segmented_control(
        "List", list(VIEWS), key="list_buttons", required=True, label_visibility="collapsed",
        format_func=lambda name: f"{VIEWS[name]} {counts[name]:,}", on_change=_open_list,
    )  # fmt: skip
    return list_shown()


def _open_list() -> None:
    session.guard(*EVERYBODY)
    chosen = st.session_state["list_buttons"]
    address.put(LIST, None if chosen == next(iter(VIEWS)) else chosen)
    pick([])


def search() -> str:
    return st.text_input("Find a student", type="search", live="300ms", key="targeting_search",
                         placeholder="Part of a name or id") or ""  # fmt: skip


def picked() -> list[Picked]:
    """The students picked, each as the list showed them when they were."""
    return st.session_state.get(PICKED, [])


def pick(students: list[Picked]) -> None:
    """Put these in place of all picked before; the table is drawn anew with them selected."""
    _put(students)
    st.session_state[DRAWN] = st.session_state.get(DRAWN, 0) + 1


def keep_picks_of(view: View, name: str) -> None:
    """Picks belong to the list, school and date they were made on."""
    where = (view.actor, view.school, view.as_of, name)
    if st.session_state.setdefault(PICKED_ON, where) != where:
        st.session_state[PICKED_ON] = where
        pick([])


def rows_picked(rows) -> list[Picked]:
    """Each of the rows as a pick."""
    names = ("student_id", "school_id", "state", "until")
    return [
        Picked(row["student_id"], row["school_id"], shown_as(row["state"], row["until"]))
        for row in rows.select(names).to_pylist()
    ]


def table(view: View, name: str, rows) -> None:
    """One page of the list with a box to tick per student, and the pages below it."""
    pages = -(-rows.num_rows // PAGE_SIZE)
    question = f"{view.version}|{view.actor.person}|{view.as_of}|{view.school}|{name}"
    page = min(st.session_state.get(f"targets_page|{question}", 1), pages)
    here = rows.slice((page - 1) * PAGE_SIZE, PAGE_SIZE)
    picks = rows_picked(here)
    frame = shown(here, name, view.several_schools)
    # The ids of the rows: a list that changed must not keep rows selected by position.
    drawn = st.session_state.get(DRAWN, 0)
    key = f"targets|{question}|{page}|{hash(tuple(picks))}|{drawn}"
    st.dataframe(
        frame, hide_index=True, width="stretch", row_height=ROW_HEIGHT,
        height=len(frame) * ROW_HEIGHT + 38, key=key, column_config=COLUMNS,
        selection_mode="multi-row", on_select=partial(_pick_rows, key, picks),
        selection_default={"selection": {"rows": _places(picks)}},
        alt=f"{VIEWS[name]}: students with their reasons; tick rows to decide about them",
    )  # fmt: skip
    if pages > 1:
        st.pagination(pages, key=f"targets_page|{question}", default=page)
    _pick_buttons(rows, picks, page)


def _places(picks: list[Picked]) -> list[int]:
    chosen = {(p.student_id, p.school_id) for p in picked()}
    return [n for n, p in enumerate(picks) if (p.student_id, p.school_id) in chosen]


def _pick_rows(key: str, here: list[Picked]) -> None:
    session.guard(*EVERYBODY)
    rows = st.session_state[key].selection.rows
    ids = {(p.student_id, p.school_id) for p in here}
    others = [p for p in picked() if (p.student_id, p.school_id) not in ids]
    _put(others + [here[row] for row in rows])


def _put(students: list[Picked]) -> None:
    # The support form is about those picked: for others it begins with what stands about them.
    Form(SUPPORT).forget()
    st.session_state[PICKED] = students


def _pick_buttons(rows, picks: list[Picked], page: int) -> None:
    """Say which students these are, and pick all of the page or all of the list."""
    first = (page - 1) * PAGE_SIZE + 1
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Select all on this page", key="pick_page", on_click=_pick_all, args=(picks,))
        if rows.num_rows > PAGE_SIZE:
            st.button(f"Select all {rows.num_rows:,}", key="pick_all",
                      on_click=lambda: _pick_all(rows_picked(rows)))  # fmt: skip
        st.caption(f"Students {first:,} to {first + len(picks) - 1:,} of {rows.num_rows:,}.")


def _pick_all(more: list[Picked]) -> None:
    session.guard(*EVERYBODY)
    ids = {(p.student_id, p.school_id) for p in more}
    pick([p for p in picked() if (p.student_id, p.school_id) not in ids] + more)


def nobody(name: str, searched: str) -> None:
    """An empty list: what would be on it."""
    if searched.strip():
        st.info("No student of this list matches the search. Clear it to see all.")
    else:
        st.info(words.EMPTY[name])


def downloads(view: View, board: Board, name: str) -> None:
    """The whole list as a file; made on click and written to the audit."""
    kinds = {"CSV": ("csv", "text/csv"), "Excel": ("xlsx", "application/octet-stream")}
    with st.popover("Download"):
        for label, (ending, mime) in kinds.items():
            st.download_button(
                label, partial(_bytes, view, board, name, ending),
                f"{name.replace('_', '-')}-{view.as_of.isoformat()}.{ending}",
                mime, on_click="ignore", key=f"targets_{ending}", width="stretch",
            )  # fmt: skip


def _bytes(view: View, board: Board, name: str, ending: str) -> bytes:
    session.guard(*EVERYBODY)
    frame = shown(on_view(board, name, view.school), name, several_schools=True)
    subject = f"targets {name}.{ending} {len(frame)} rows"
    record(view.store, view.actor, session.now(), "export", subject)
    return exports.safe_csv(frame) if ending == "csv" else exports.safe_xlsx(frame, VIEWS[name])
