"""The parts of the Trainings page: who still needs which, and the list of sessions."""

from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from sm_core.mentors.find import mentors_seen
from sm_core.mentors.mentor import ORIENTATION, Mentor
from sm_core.mentors.save import may_change
from sm_core.trainings.attendance import invite
from sm_core.trainings.find import marks_in, sessions_seen
from sm_core.trainings.listed import in_order, is_ahead, sessions_table
from sm_core.trainings.needed import (
    MEETING_EVERY,
    Need,
    needs_of,
    needs_table,
    needs_words,
    still_to_invite,
)
from sm_core.trainings.session import MEETING, Mark, Session
from ui import address, menu, session
from ui.downloads import offer
from ui.frame import View, explained, long_day, plain
from ui.saving import Form
from ui.session import EVERYBODY, UPLOADERS

OPEN, NEW, NEW_MEETING = "session", "new", "new-meeting"
"""In the address: the session that is open, or the form for a new one, or for a new meeting."""
FORMS = ("training", "came", "cancel", "invite_some", "agenda")
"""The forms of a session, by the first word of their names."""


@dataclass(frozen=True)
class Found:
    """All that the page shows: the mentors of the choice, the sessions, and what stands about these
    mentors in each."""

    mentors: list[Mentor]
    sessions: list[Session]
    marks: dict[str, dict[str, Mark]]
    needs: list[Need]
    names: dict[str, str]


def everything(view: View) -> Found:
    """Mentors and sessions of the school chosen, or of all that this person may see."""
    mentors = [m for m in mentors_seen(view.store, view.actor, view.day)
               if view.school in (None, *m.schools)]  # fmt: skip
    sessions = [s for s in sessions_seen(view.store, view.actor)
                if view.school is None or s.school_id in ("", view.school)]  # fmt: skip
    ids = {mentor.mentor_id for mentor in mentors}
    marks = {
        training: {mentor: mark for mentor, mark in of.items() if mentor in ids}
        for training, of in marks_in(view.store, view.actor).items()
    }
    needs = needs_of(mentors, sessions, marks, view.day)
    names = {school.school_id: school.name for school in view.schools}
    return Found(mentors, sessions, marks, needs, names)


def answer(view: View, found: Found) -> None:
    """How many mentors still need what, who they are, and the press that invites them."""
    if not found.mentors:
        st.info("Nobody is on the roster of mentors yet, so nobody needs a training.")
        menu.link(menu.MENTORS, "Go to the mentors")
        return
    st.subheader(f"{needs_words(found.needs, ORIENTATION)}.")
    st.markdown(f"{needs_words(found.needs, MEETING)}.")
    st.caption(
        f"On {long_day(view.day)}. An orientation counts once the session was attended, the "
        "confidentiality agreement signed and the duty to report covered. A monthly meeting is "
        f"needed by active mentors who were at none in the last {MEETING_EVERY} days."
    )
    if not found.needs:
        return
    table = needs_table(found.needs, view.day, found.names)
    st.dataframe(
        table, hide_index=True, key=f"needs|{view.program}|{view.actor.person}|{view.school}",
        placeholder="–", alt="Mentors who still need a training, and what they are invited to",
    )  # fmt: skip
    with st.container(horizontal=True):
        if view.actor.may_upload:
            _invitations(view, found)
        _downloads(view)


def _invitations(view: View, found: Found) -> None:
    for one in found.sessions:
        names = still_to_invite(found.needs, one) if is_ahead(one, view.day) else []
        mine = [mentor for mentor in names if may_change(view.actor, mentor)]
        if mine:
            many = f"all {len(mine)}" if len(mine) > 1 else mine[0].name
            form = Form(f"invite|{one.training_id}")
            words = f"Invite {many} to {one.title}, {one.day:%b} {one.day.day}"
            # Not in a callback: a queued second click would find the token of the next save there.
            if st.button(plain(words), key=form.key("go")):
                _invite(form, one, [mentor.mentor_id for mentor in mine])


def _invite(form: Form, one: Session, ids: list[str]) -> None:
    actor = session.guard(*UPLOADERS)
    with explained():
        new = invite(session.store(), form.save(actor), one.training_id, ids)
        Form(f"came|{one.training_id}").forget()
        form.done(f"{new} invited to “{plain(one.title)}”.")


def _downloads(view: View) -> None:
    offer(view, f"training-needs-{view.day}", "Trainings needed", "training-needs",
          partial(_needs, view))  # fmt: skip


def _needs(view: View) -> pd.DataFrame:
    found = everything(view)
    return needs_table(found.needs, view.day, found.names)


def sessions(view: View, found: Found) -> None:
    """The sessions, those ahead first; a row opens its session below."""
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.subheader("Sessions")
        if view.actor.may_upload:
            opened = address.one(OPEN)
            st.button("Plan a session", key="plan", on_click=_open, args=(NEW,),
                      type="secondary" if opened else "primary")  # fmt: skip
    if not found.sessions:
        st.info("No session is planned or was held yet."
                + (" Plan the first one." if view.actor.may_upload else ""))  # fmt: skip
        return
    listed = in_order(found.sessions, view.day)
    ids = [one.training_id for one in listed]
    key = f"sessions|{view.program}|{view.actor.person}|{view.school}|{view.day}|" \
          f"{st.session_state.get('closed_session', 0)}"  # fmt: skip
    opened = address.one(OPEN)
    st.dataframe(
        sessions_table(listed, found.marks, found.names, view.day), hide_index=True, key=key,
        selection_mode="single-row", on_select=partial(_open_row, key, ids),
        selection_default={"selection": {"rows": [ids.index(opened)] if opened in ids else []}},
        alt="Sessions with their day, state and how many came; a row opens the session",
    )  # fmt: skip
    st.caption("Tick the box of a row to open the session.")


def _open(training_id: str | None) -> None:
    session.guard(*EVERYBODY)
    # A form opened anew shows the session as it stands, not as it was an hour ago.
    for name in FORMS:
        Form(f"{name}|{training_id}").forget()
    address.put(OPEN, training_id)


def _open_row(key: str, ids: list[str]) -> None:
    rows = st.session_state[key].selection.rows
    _open(ids[rows[0]] if rows else None)


def close_button() -> None:
    """Leave the session or form that is open."""
    st.button("Close", key="close_session", on_click=_close)


def _close() -> None:
    _open(None)
    # A list that keeps its key would keep its row selected.
    st.session_state["closed_session"] = st.session_state.get("closed_session", 0) + 1
