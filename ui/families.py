"""The parts of the Families page: the answer, the lists, the table with its picks."""

from functools import partial

import streamlit as st

from sm_core.families import words
from sm_core.families.find import Family
from sm_core.families.lists import LISTS, matching
from sm_core.families.table import shown
from sm_core.student_list import PAGE_SIZE
from ui import address, cached_families, menu, session
from ui.frame import View
from ui.session import EVERYBODY
from ui.students import ROW_HEIGHT

LIST = "list"
PICKED, PICKED_ON, DRAWN = "families_picked", "families_picked_on", "families_drawn"
COLUMNS = {
    "Student": st.column_config.TextColumn(width=150),
    "Where the family stands": st.column_config.TextColumn(width=340),
    "Mentor": st.column_config.TextColumn(width=130),
    "Last contact": st.column_config.TextColumn(width=225),
}


def headline(view: View) -> None:
    """The answer first: who may meet a mentor, what is missing, and who does although they may
    not."""
    found = cached_families.answer(view)
    st.subheader(words.headline(found))
    if found.untold:
        st.markdown(f":orange[⚠] {words.warning(found)} They stand under “{LISTS['untold']}”.")
    if view.day < session.today():
        st.caption(
            "Who was chosen is told as far as it is still known today; what was sent, said "
            "and who met whom is of that date. Answers are recorded at the newest date."
        )


def list_shown() -> str:
    """The list in the address; a name nobody knows is the first one."""
    said = address.one(LIST)
    return said if said in LISTS else next(iter(LISTS))


def list_buttons(view: View) -> str:
    """One button per list with its families; the list that is open."""
    lists = cached_families.lists(view)
    st.session_state["family_lists"] = list_shown()
    st.segmented_control(
        "List", list(LISTS), key="family_lists", required=True, label_visibility="collapsed",
        format_func=lambda name: f"{LISTS[name]} {len(lists[name]):,}", on_change=_open_list,
    )  # fmt: skip
    return list_shown()


def _open_list() -> None:
    session.guard(*EVERYBODY)
    chosen = st.session_state["family_lists"]
    address.put(LIST, None if chosen == next(iter(LISTS)) else chosen)
    pick([])


def search() -> str:
    return st.text_input("Find a family", type="search", live="300ms", key="family_search",
                         placeholder="Part of a name, id, household or mentor") or ""  # fmt: skip


def listed(view: View, name: str, searched: str) -> list[Family]:
    return matching(cached_families.lists(view)[name], view.school, searched)


def picked() -> list[str]:
    """The ids of the students whose families are picked."""
    return st.session_state.get(PICKED, [])


def pick(students: list[str]) -> None:
    """Put these in place of all picked before; the table is drawn anew with them selected."""
    st.session_state[PICKED] = students
    st.session_state[DRAWN] = st.session_state.get(DRAWN, 0) + 1


def keep_picks_of(view: View, name: str) -> None:
    """Picks belong to the list, school and date they were made on."""
    where = (view.actor, view.school, view.as_of, name)
    if st.session_state.setdefault(PICKED_ON, where) != where:
        st.session_state[PICKED_ON] = where
        pick([])


def table(view: View, name: str, found: list[Family]) -> None:
    """One page of the list with a box to tick per family, and the pages below it."""
    pages = -(-len(found) // PAGE_SIZE)
    question = f"{view.version}|{view.actor.person}|{view.as_of}|{view.school}|{name}"
    page = min(st.session_state.get(f"families_page|{question}", 1), pages)
    here = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    ids = [family.student_id for family in here]
    frame = shown(here, cached_families.last_contacts(view), view.day, view.several_schools)
    # The ids of the rows: a list that changed must not keep rows selected by position.
    drawn = st.session_state.get(DRAWN, 0)
    key = f"families|{question}|{page}|{hash(tuple(ids))}|{view.program}|{drawn}"
    st.dataframe(
        frame, hide_index=True, width="stretch", row_height=ROW_HEIGHT,
        height=len(frame) * ROW_HEIGHT + 38, key=key, column_config=COLUMNS,
        selection_mode="multi-row", on_select=partial(_pick_rows, key, ids),
        selection_default={"selection": {"rows": _places(ids)}},
        alt=f"{LISTS[name]}: where each family stands; tick rows to record something",
    )  # fmt: skip
    if pages > 1:
        st.pagination(pages, key=f"families_page|{question}", default=page)
    _pick_buttons(found, ids, page)


def _places(ids: list[str]) -> list[int]:
    chosen = set(picked())
    return [n for n, student in enumerate(ids) if student in chosen]


def _pick_rows(key: str, here: list[str]) -> None:
    session.guard(*EVERYBODY)
    rows = st.session_state[key].selection.rows
    others = [student for student in picked() if student not in here]
    st.session_state[PICKED] = others + [here[row] for row in rows]


def _pick_buttons(found: list[Family], ids: list[str], page: int) -> None:
    """Say which families these are, and pick all of the page or all of the list."""
    first = (page - 1) * PAGE_SIZE + 1
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Select all on this page", key="pick_page", on_click=_pick_all, args=(ids,))
        if len(found) > PAGE_SIZE:
            everybody = [family.student_id for family in found]
            st.button(f"Select all {len(found):,}", key="pick_all",
                      on_click=_pick_all, args=(everybody,))  # fmt: skip
        st.caption(f"Families {first:,} to {first + len(ids) - 1:,} of {len(found):,}.")


def _pick_all(more: list[str]) -> None:
    session.guard(*EVERYBODY)
    pick(list(dict.fromkeys([*picked(), *more])))


def nobody(view: View, name: str, searched: str) -> None:
    """An empty list: what would be on it; and where to begin when nobody is in the program."""
    anybody = bool(cached_families.families(view))
    if searched.strip() and anybody:
        st.info("No family of this list matches the search. Clear it to see all.")
        return
    st.info(words.EMPTY[name if anybody else "all"])
    if not anybody:
        menu.link(menu.TARGETING, "Who needs a mentor?", list=None)
