"""Records that are probably one person's: made one, or said to be two people."""

import streamlit as st

from sm_core.mentors.mentor import KINDS, STAGES, Mentor
from sm_core.mentors.merge import merge
from sm_core.mentors.save import may_change
from sm_core.mentors.twins import Twins, are_different
from ui import cached_mentors, session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import UPLOADERS

SHOWN = 5


def offered(view: View) -> None:
    """The first pairs of the school chosen, with what can be done about each."""
    pairs = [
        twins for twins in cached_mentors.probable_twins(view)
        if view.school in (None, *twins.one.schools, *twins.other.schools)
    ]  # fmt: skip
    for twins in pairs[:SHOWN]:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            _pair(view, twins)
    if len(pairs) > SHOWN:
        st.caption(f"{len(pairs) - SHOWN:,} more pairs may be one person each.")


def _pair(view: View, twins: Twins) -> None:
    st.markdown(
        f"{_who(view, twins.one)} and {_who(view, twins.other)}: one person? Both have "
        f"{plain(twins.why)}."
    )
    if may_change(view.actor, twins.one) and may_change(view.actor, twins.other):
        name = f"{twins.one.mentor_id}|{twins.other.mentor_id}"
        st.button("Merge…", key=f"merge|{name}", on_click=_ask, args=(view, twins))
        # Not in a callback: a queued second click would find the token of the next save there.
        form = Form(f"different|{name}")
        if st.button("Two people", key=form.key("press")):
            _two(form, twins.one, twins.other)


def _who(view: View, mentor: Mentor) -> str:
    names = cached_mentors.school_names(view)
    schools = ", ".join(names[s] for s in mentor.schools if s in names)
    facts = [mentor.position or KINDS[mentor.kind], schools, STAGES[mentor.stage(view.day)].lower()]
    return f"**{plain(mentor.name)}** ({plain(', '.join(filter(None, facts)))})"


def _two(form: Form, one: Mentor, other: Mentor) -> None:
    actor = session.guard(*UPLOADERS)
    with explained():
        are_different(session.store(), form.save(actor), one.mentor_id, other.mentor_id)
        form.done(f"{plain(one.name)} and {plain(other.name)} are remembered as two people.")


def _ask(view: View, twins: Twins) -> None:
    session.guard(*UPLOADERS)
    _merge(view, twins)


@st.dialog("Make one record of two?")
def _merge(view: View, twins: Twins) -> None:
    actor = session.guard(*UPLOADERS)
    form = Form(f"merge|{twins.one.mentor_id}|{twins.other.mentor_id}")
    both = {mentor.mentor_id: mentor for mentor in (twins.one, twins.other)}
    words = {name: f"{plain(both[name].name)}, {_facts(view, both[name])}" for name in both}
    keep = st.radio("The record to keep", list(both), format_func=words.get, key=form.key("keep"))
    [other] = both.keys() - {keep}
    st.markdown(
        "Students, trainings, schools and all that is known of the other go over to it; of each "
        "step of the screening the one done later stands. The other record is closed. This cannot "
        "be taken back by a button; both histories tell what was merged."
    )
    if st.button("Merge", type="primary", key=form.key("merge")):
        with explained():
            merge(session.store(), form.save(actor), keep, other)
            form.done(f"{plain(both[keep].name)} is one record now.")


def _facts(view: View, mentor: Mentor) -> str:
    students = "1 student" if len(mentor.students) == 1 else f"{len(mentor.students)} students"
    return f"{STAGES[mentor.stage(view.day)].lower()}, {students}"
