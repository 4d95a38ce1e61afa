"""The list of the Mentors page: the pipeline as buttons, filters, the table, files."""

from functools import partial

import streamlit as st

from sm_core.mentors.mentor import KINDS, STAGES, Mentor
from sm_core.mentors.table import Wanted, exported, listed, shown, stage_counts
from sm_core.student_list import PAGE_SIZE
from ui import address, cached_mentors, menu, session
from ui.downloads import offer
from ui.frame import View, plain

NEW = "new"
OPEN, STAGES_KEY, KIND, SHOW = "mentor", "stage", "kind", "mentors_shown"
ALL, MATCHABLE, EXPIRING = "All mentors", "Can be matched", "A check to renew within 60 days"
ROW_HEIGHT = 32
COLUMNS = {
    "Mentor": st.column_config.TextColumn(width=150),
    "Stage": st.column_config.TextColumn(width=90),
    "Missing": st.column_config.TextColumn(width=300),
}


def everybody(view: View) -> list[Mentor]:
    """The mentors of the school chosen, or of all."""
    return [m for m in cached_mentors.mentors(view) if view.school in (None, *m.schools)]


def buttons(view: View) -> None:
    """What can be done with the whole list."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if view.actor.may_upload:
            if st.button("Add a mentor", type="primary", key="add_mentor"):
                st.switch_page(menu.MENTOR, query_params=address.along(mentor=NEW))
            menu.link(menu.ROSTER, "Bring in a roster", mentor=None)
        if everybody(view):
            _downloads(view)


def nobody(view: View) -> None:
    st.info(
        "Nobody is on the roster yet. Adults at school who greet a student every day are the best "
        "start: the staff, then partners such as AmeriCorps, then older students. "
        + ("Add the first one, or bring in a roster file." if view.actor.may_upload
           else "The coordinator of the school adds them.")
    )  # fmt: skip


def stages_chosen() -> tuple[str, ...]:
    named = (address.one(STAGES_KEY) or "").split(",")
    return tuple(stage for stage in STAGES if stage in named)


def _toggle(stage: str) -> None:
    session.guard(*session.EVERYBODY)
    address.put(STAGES_KEY, ",".join(sorted(set(stages_chosen()) ^ {stage})))


def stage_buttons(view: View) -> None:
    """The pipeline, from prospect to closed, with how many stand where; pressed ones narrow the
    list."""
    counts = stage_counts(cached_mentors.mentors(view), view.school, view.day)
    with st.container(horizontal=True, gap="small"):
        for stage, words in STAGES.items():
            pressed = stage in stages_chosen()
            mark = "✓ " if pressed else ""
            st.button(f"{mark}{words} {counts[stage]:,}", key=f"stage_{stage}",
                      on_click=_toggle, args=(stage,))  # fmt: skip


def chosen(view: View) -> Wanted:
    """Search, kind and what to look for, in one row; the stages come from their own buttons."""
    search, kind, show = st.columns([3, 2, 2])
    with search:
        text = st.text_input("Find a mentor", type="search", live="300ms", key="mentor_search",
                             placeholder="Part of a name, language or interest")  # fmt: skip
    words = {words: key for key, words in KINDS.items()}
    with kind:
        kinds = address.several(KIND, "Kind", list(words), placeholder="All kinds")
    with show:
        said = address.selected(SHOW, "Show", [ALL, MATCHABLE, EXPIRING], ALL)
    return Wanted(view.school, stages_chosen(), tuple(words[kind] for kind in kinds), text or "",
                  said == MATCHABLE, said == EXPIRING)  # fmt: skip


def _found(view: View, wanted: Wanted) -> list[Mentor]:
    return listed(cached_mentors.mentors(view), wanted, view.day)


def table(view: View, wanted: Wanted) -> None:
    """The mentors wanted; a row opens its mentor below."""
    found = _found(view, wanted)
    if not found:
        st.info("No mentor matches these filters. Let go of a stage or a filter to see more.")
        return
    question = f"mentors|{view.program}|{view.actor.person}|{view.day}|{wanted}"
    pages = -(-len(found) // PAGE_SIZE)
    page = min(st.session_state.get(f"page|{question}", 1), pages)
    first = (page - 1) * PAGE_SIZE
    _grid(view, found[first : first + PAGE_SIZE], f"{question}|{page}|{_closed()}")
    if pages > 1:
        st.pagination(pages, key=f"page|{question}", default=page)
    mentors = "1 mentor" if len(found) == 1 else f"{len(found):,} mentors"
    st.caption(f"{mentors}. Tick the box of a row to open the mentor.")


def _grid(view: View, found: list[Mentor], key: str) -> None:
    """One page of the list. Another question, or another state of the roster, is another `key`:
    no row stays selected by its position."""
    rows = shown(found, cached_mentors.school_names(view), view.day)
    if not view.several_schools:
        rows = rows.drop(columns="Schools")
    ids, opened = [mentor.mentor_id for mentor in found], address.one(OPEN)
    st.dataframe(
        rows, hide_index=True, width="stretch", row_height=ROW_HEIGHT,
        height=len(rows) * ROW_HEIGHT + 38, key=key, selection_mode="single-row",
        on_select=partial(_open_row, key, ids),
        selection_default={"selection": {"rows": [ids.index(opened)] if opened in ids else []}},
        column_config=COLUMNS, placeholder="–",
        alt="Mentors with their stage and places; a row opens the mentor",
    )  # fmt: skip


def _closed() -> int:
    return st.session_state.get("mentor_closed", 0)


def _open_row(key: str, ids: list[str]) -> None:
    session.guard(*session.EVERYBODY)
    rows = st.session_state[key].selection.rows
    address.put(OPEN, ids[rows[0]] if rows else None)


def open_one(view: View) -> None:
    """Who is chosen in the list, and the way to their page."""
    chosen = address.one(OPEN)
    # The whole roster is read for who opens somebody, not with every list.
    found = next((m for m in everybody(view) if m.mentor_id == chosen), None) if chosen else None
    if found is None:
        return
    with st.bottom, st.container(horizontal=True, vertical_alignment="center"):
        stage = STAGES[found.stage(view.day)]
        st.markdown(f"**{plain(found.name)}** · {KINDS[found.kind]} · {stage}")
        menu.link(menu.MENTOR, "Open mentor", mentor=found.mentor_id)
        st.button("Clear", key="close_mentor", on_click=_let_go)


def _let_go() -> None:
    session.guard(*session.EVERYBODY)
    address.put(OPEN, None)
    # A table that keeps its key would keep its row selected.
    st.session_state["mentor_closed"] = _closed() + 1


def _downloads(view: View) -> None:
    """Everybody of the school or district, as the roster import reads it back."""
    offer(view, f"mentors-{view.day.isoformat()}", "Mentors", "mentors",
          lambda: exported(everybody(view), view.day))  # fmt: skip
