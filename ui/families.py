"""The parts of the Families page: the answer, the lists, the table with its picks."""

import streamlit as st

from sm_core.families import words
from sm_core.families.find import Family
from sm_core.families.lists import LISTS, matching
from sm_core.families.table import shown
from ui import cached_families, menu, narrowed, session
from ui.frame import View
from ui.picks import Picks

PICKS = Picks("families", LISTS)
"""The ids of the students whose families are picked."""
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


def list_buttons(view: View) -> str:
    """One button per list with its families; the list that is open."""
    lists = _lists(view)
    return PICKS.list_buttons(view, {name: len(found) for name, found in lists.items()})


def search() -> str:
    return st.text_input("Find a family", type="search", live="300ms", key="family_search",
                         placeholder="Part of a name, id, household or mentor") or ""  # fmt: skip


def listed(view: View, name: str, searched: str) -> list[Family]:
    return matching(_lists(view)[name], view.school, searched)


def _lists(view: View) -> dict[str, list[Family]]:
    """As a link narrowed them."""
    lists, only = cached_families.lists(view), narrowed.only(view)
    if only is None:
        return lists
    return {name: [f for f in found if f.student_id in only] for name, found in lists.items()}


def table(view: View, name: str, found: list[Family]) -> None:
    """One page of the list with a box to tick per family, and the pages below it."""
    contacts = cached_families.last_contacts(view)
    PICKS.table(
        view, name, found, lambda rows: [family.student_id for family in rows],
        lambda rows: shown(rows, contacts, view.day, view.several_schools),
        "Families", drawn_with=view.program, column_config=COLUMNS,
        alt=f"{LISTS[name]}: where each family stands; tick rows to record something",
    )  # fmt: skip


def nobody(view: View, name: str, searched: str) -> None:
    """An empty list: what would be on it; and where to begin when nobody is in the program."""
    anybody = bool(cached_families.families(view))
    if searched.strip() and anybody:
        st.info("No family of this list matches the search. Clear it to see all.")
        return
    st.info(words.EMPTY[name if anybody else "all"])
    if not anybody:
        menu.link(menu.TARGETING, "Who needs a mentor?", list=None, of=None)
