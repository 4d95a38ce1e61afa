"""Where the intensive support of the students picked is recorded."""

from dataclasses import replace

import streamlit as st

from sm_core.errors import SmError
from sm_core.saving import ChangedMeanwhile
from sm_core.school_year import first_day
from sm_core.targeting.board import Board
from sm_core.targeting.decision import Picked
from sm_core.targeting.supports import NO_SUPPORT, SUPPORTS, Support, save_supports, supports_of
from ui import session, targeting
from ui.frame import View
from ui.saving import Form
from ui.session import UPLOADERS
from ui.targeting_board import candidates_of

Supports = dict[str, Support]


def support(view: View, board: Board, chosen: list[Picked]) -> None:
    """None yet, referred (to whom, when) or started, for everybody picked."""
    ids = [each.student_id for each in chosen]
    form = targeting.SUPPORT
    opened = form.opened(_now(view, board, ids))
    with st.popover("Intensive support…", key=form.key("popover")), \
            st.form(form.key("form"), border=False):  # fmt: skip
        wanted = _asked(form, opened[ids[0]] if len(ids) == 1 else None, board)
        pressed = st.form_submit_button("Save support", type="primary")
    if pressed:
        _save(view, board, form, opened, wanted)


def _now(view: View, board: Board, ids: list[str]) -> Supports:
    known = supports_of(view.store, board.candidates.school_year, ids)
    return {student: known.get(student, NO_SUPPORT) for student in ids}


def _asked(form: Form, known: Support | None, board: Board) -> Support | None:
    """The support as the form says, None before a state is chosen; `known` is None for several
    students, whose support may differ."""
    names, now = list(SUPPORTS), known or NO_SUPPORT
    today, begins = session.today(), first_day(board.candidates.school_year)
    first = names.index(now.state) if known else None
    state = st.radio("Intensive support", names, first, SUPPORTS.get,
                     horizontal=True, key=form.key("state"))  # fmt: skip
    to_whom = st.text_input("To whom, or who helps", now.to_whom, key=form.key("to_whom"),
                            max_chars=200, placeholder="Counselor, nurse, clinic, …")  # fmt: skip
    since = st.date_input("Since", now.since or today, begins, max(today, begins),
                          format="MM/DD/YYYY", key=form.key("since"))  # fmt: skip
    note = st.text_input("Note", now.note, key=form.key("note"), max_chars=300)
    return Support(state, to_whom, since, note) if state else None


def _save(view: View, board: Board, form: Form, opened: Supports, wanted: Support | None) -> None:
    """For several students an empty note leaves theirs as it is."""
    actor = session.guard(*UPLOADERS)
    if wanted is None:
        st.session_state[targeting.TOLD] = ["Say whether support is none yet, referred or started."]
        st.rerun()
    several = len(opened) > 1
    forms = {
        student: (now, replace(wanted, note=wanted.note or now.note) if several else wanted)
        for student, now in opened.items()
    }
    try:
        save_supports(view.store, form.save(actor), candidates_of(view), forms)
    except SmError as error:
        if isinstance(error, ChangedMeanwhile):
            form.go_on_from(_now(view, board, list(opened)))
        st.session_state[targeting.TOLD] = error.sentences
        st.rerun()
    targeting.PICKS.pick([])
    count = "1 student" if len(opened) == 1 else f"{len(opened):,} students"
    form.done(f"The intensive support of {count} is saved.")
