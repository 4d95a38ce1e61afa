"""The agenda of one gathering, a line per point; a captain writes it."""

import streamlit as st

from sm_core.actor import CAPTAIN
from sm_core.gatherings.gathering import CANCELED, Gathering
from sm_core.gatherings.save import change_gathering
from sm_core.saving import ChangedMeanwhile
from ui import session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.targeting_board import newest


def agenda(view: View, gathering: Gathering) -> None:
    """The points, with the form behind a button for whoever may change them."""
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.markdown("##### Agenda", width="content")
        if may_change(view, gathering):
            _form(view, gathering)
    if gathering.points:
        st.markdown("\n".join(f"{n}. {plain(p)}" for n, p in enumerate(gathering.points, start=1)))
    else:
        st.caption("No agenda yet.")


def may_change(view: View, gathering: Gathering) -> bool:
    """An earlier date is only looked at."""
    captain = view.actor.role == CAPTAIN
    return captain and newest(view) and gathering.state != CANCELED


def _form(view: View, gathering: Gathering) -> None:
    form = Form(f"gathering agenda|{gathering.gathering_id}")
    before = form.opened({"agenda": gathering.agenda})
    with st.popover("Change the agenda…", key=form.key("popover")), \
            st.form(form.key("form"), border=False):  # fmt: skip
        text = st.text_area("A line per point", before["agenda"], key=form.key("agenda"),
                            height=200)  # fmt: skip
        pressed = st.form_submit_button("Save the agenda", type="primary", key=form.key("save"))
    if pressed:
        with explained():
            save = form.save(session.guard(CAPTAIN))
            try:
                change_gathering(view.store, save, gathering.gathering_id, before,
                                 {"agenda": text.strip()})  # fmt: skip
            except ChangedMeanwhile as told:
                form.go_on_from(told.now)
                raise
            form.done("The agenda is saved.")
