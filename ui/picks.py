"""Lists on which people tick rows, to do something with all of them in a bar below.

A page has several lists and one of them open, named in the address. A pick is what the page keeps
of a row: an id, or an object that equals every other one of the same row. Picks stay while the
person searches and turns pages.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from sm_core.student_list import PAGE_SIZE
from ui import address, session
from ui.frame import View, plain
from ui.session import EVERYBODY
from ui.students import ROW_HEIGHT

NAMES_SHOWN = 3


@dataclass(frozen=True)
class Picks:
    """The lists of one page and what is picked on them, known by their `name`: "families"."""

    name: str
    lists: dict[str, str]
    """The words of the buttons by the names in the address, the usual list first."""
    changed: Callable[[], None] = lambda: None
    """Called whenever others are picked: what was asked about those before is forgotten there."""

    def list_buttons(self, view: View, counts: dict[str, int]) -> str:
        """One button per list with how many are on it; the list that is open."""
        name = address.pressed(
            "list", "List", list(self.lists), label_visibility="collapsed",
            format_func=lambda each: f"{self.lists[each]} {counts[each]:,}",
        )  # fmt: skip
        self._keep_only_of(view, name)
        return name

    def _keep_only_of(self, view: View, name: str) -> None:
        """Picks belong to the person, school, date and list they were made on."""
        key, where = f"{self.name}_picked_on", (view.actor, view.school, view.as_of, name)
        if st.session_state.setdefault(key, where) != where:
            st.session_state[key] = where
            self.pick([])

    def picked(self) -> list:
        return st.session_state.get(f"{self.name}_picked", [])

    def pick(self, picks: list) -> None:
        """Put these in place of all picked before; the table is drawn anew with them selected."""
        self._put(picks)
        st.session_state[f"{self.name}_drawn"] = self._drawn() + 1

    def open(self, view: View, name: str, picks: list) -> None:
        """Open another list with these picked on it; called by a button, before the next run."""
        first = next(iter(self.lists))
        address.put_all(list=None if name == first else name, of=None)
        st.session_state[f"{self.name}_picked_on"] = (view.actor, view.school, view.as_of, name)
        self.pick(picks)

    def _drawn(self) -> int:
        return st.session_state.get(f"{self.name}_drawn", 0)

    def _put(self, picks: list) -> None:
        self.changed()
        st.session_state[f"{self.name}_picked"] = picks

    def table(
        self, view: View, name: str, rows: Sequence, picks_of: Callable[[Sequence], list],
        shown: Callable[[Sequence], pd.DataFrame], noun: str, drawn_with: int = 0, **more,
    ) -> None:  # fmt: skip
        """One page of a list with a box to tick per row, and the pages below it. `rows` may be an
        Arrow table; another `drawn_with` draws the table anew; `more` is for `st.dataframe`."""
        question = f"{view.version}|{view.actor.person}|{view.as_of}|{view.school}|{name}"
        pages = -(-len(rows) // PAGE_SIZE)
        page = min(st.session_state.get(f"{self.name}_page|{question}", 1), pages)
        first = (page - 1) * PAGE_SIZE
        here = rows[first : first + PAGE_SIZE]
        self._boxes(f"{question}|{page}|{drawn_with}", picks_of(here), shown(here), more)
        if pages > 1:
            st.pagination(pages, key=f"{self.name}_page|{question}", default=page)
        with st.container(horizontal=True, vertical_alignment="center"):
            self._select_all("on this page", here, picks_of)
            if pages > 1:
                self._select_all(f"{len(rows):,}", rows, picks_of)
            st.caption(f"{noun} {first + 1:,} to {first + len(here):,} of {len(rows):,}.")

    def _boxes(self, question: str, picks: list, frame: pd.DataFrame, more: dict) -> None:
        # The picks are in the key: a list that changed must not keep rows selected by position.
        key = f"{self.name}|{question}|{hash(tuple(picks))}|{self._drawn()}"
        chosen = set(self.picked())
        places = [place for place, pick in enumerate(picks) if pick in chosen]
        st.dataframe(
            frame, hide_index=True, width="stretch", row_height=ROW_HEIGHT,
            height=len(frame) * ROW_HEIGHT + 38, key=key, selection_mode="multi-row",
            on_select=partial(self._pick_rows, key, picks),
            selection_default={"selection": {"rows": places}}, **more,
        )  # fmt: skip

    def _pick_rows(self, key: str, here: list) -> None:
        session.guard(*EVERYBODY)
        rows = st.session_state[key].selection.rows
        self._put(self._others(here) + [here[row] for row in rows])

    def _select_all(self, which: str, rows: Sequence, picks_of: Callable) -> None:
        st.button(f"Select all {which}", key=f"{self.name}_all {which}",
                  on_click=self._pick_all, args=(rows, picks_of))  # fmt: skip

    def _pick_all(self, rows: Sequence, picks_of: Callable) -> None:
        session.guard(*EVERYBODY)
        more = picks_of(rows)
        self.pick(self._others(more) + more)

    def _others(self, picks: list) -> list:
        """Those picked that are none of these."""
        these = set(picks)
        return [pick for pick in self.picked() if pick not in these]

    def say(self, count: int, names: list[str]) -> None:
        """How many are picked and who; `names` are at least those of the first `NAMES_SHOWN`."""
        more = f" and {count - NAMES_SHOWN:,} more" if count > NAMES_SHOWN else ""
        st.markdown(f"**{count:,} picked:** {plain(', '.join(names[:NAMES_SHOWN]))}{more}")

    def clear_button(self) -> None:
        st.button("Clear", key=f"{self.name}_clear", on_click=self._clear)

    def _clear(self) -> None:
        session.guard(*EVERYBODY)
        self.pick([])
