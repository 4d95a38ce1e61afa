"""The agenda of a monthly meeting of mentors: what the data propose, own points, and the paper."""

from functools import partial

import streamlit as st

from sm_core.audit import record
from sm_core.papers.meeting_agenda import meeting_agenda, meeting_agenda_pdf
from sm_core.saving import ChangedMeanwhile
from sm_core.support.agenda import own_points
from sm_core.trainings.save import change_session, flat, may_change
from sm_core.trainings.session import CANCELED, LONGEST_AGENDA, MEETING, PLANNED, Session
from ui import cached_support, session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import EVERYBODY, UPLOADERS
from ui.team_papers import DOCX

PAPERS = {"docx": ("Agenda (Word)", DOCX, meeting_agenda),
          "pdf": ("Agenda (PDF)", "application/pdf", meeting_agenda_pdf)}  # fmt: skip


def agenda(view: View, names: dict[str, str], one: Session) -> None:
    """The part "Agenda" of a monthly meeting that is not canceled."""
    if one.kind != MEETING or one.state == CANCELED:
        return
    st.markdown("##### Agenda")
    # What the data say now is no record of what was talked about then.
    proposed = cached_support.points_of(view, one) if one.state == PLANNED else []
    lines = [*own_points(one), *proposed]
    if lines:
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    else:
        st.caption("Nothing is noted yet.")
    if proposed:
        st.caption("Proposed from the data, without any student's name: other mentors are there.")
    if may_change(view.actor, one):
        _own(view, one)
    with st.container(horizontal=True):
        for ending, (label, mime, _) in PAPERS.items():
            st.download_button(
                label, partial(_bytes, view, names, one, proposed, ending),
                f"agenda-{one.day}.{ending}", mime, on_click="ignore", key=f"agenda_{ending}",
            )  # fmt: skip


def _own(view: View, one: Session) -> None:
    form = Form(f"agenda|{one.training_id}")
    before = form.opened({"agenda": flat(one)["agenda"]})
    with st.form(form.key("form"), border=False):
        text = st.text_area("Own points, one per line", before["agenda"], key=form.key("agenda"),
                            max_chars=LONGEST_AGENDA, height=100)  # fmt: skip
        pressed = st.form_submit_button("Save the agenda", key=form.key("save"))
    if pressed:
        actor = session.guard(*UPLOADERS)
        with explained():
            try:
                change_session(view.store, form.save(actor), one.training_id, before,
                               {"agenda": text.strip()})  # fmt: skip
            except ChangedMeanwhile as told:
                form.go_on_from(told.now)
                raise
            form.done("The agenda is saved.")


def _bytes(
    view: View, names: dict[str, str], one: Session, proposed: list[str], ending: str
) -> bytes:  # fmt: skip
    session.guard(*EVERYBODY)
    *_, paper = PAPERS[ending]
    made = paper(one, proposed, names, view.day)
    record(view.store, view.actor, session.now(), "export", f"agenda.{ending} {one.training_id}")
    return made
