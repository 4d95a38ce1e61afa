"""What was agreed with the schools: noted by a captain, and done by whoever owes it."""

from datetime import date

import streamlit as st

from sm_core.actor import CAPTAIN
from sm_core.gatherings.follow_up import (
    DISTRICT,
    DONE,
    DROPPED,
    OPEN,
    OWED_BY,
    SCHOOL,
    FollowUp,
    together,
)
from sm_core.gatherings.follow_ups import (
    add_follow_up,
    change_follow_up,
    may_end,
    set_state,
)
from sm_core.gatherings.gathering import CANCELED, Gathering
from sm_core.gatherings.words import due_words, follow_ups_words, group_words, owes_words
from sm_core.saving import ChangedMeanwhile
from ui import cached_gatherings, cached_mentors, session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import EVERYBODY
from ui.targeting_board import newest

MOST = 12
"""Open ones shown at once; the others wait behind a press."""


def of_gathering(view: View, gathering: Gathering) -> None:
    """Those agreed at one gathering with the schools chosen, and the form for another."""
    found = [f for f in chosen(view) if f.gathering_id == gathering.gathering_id]
    st.markdown(f"##### Follow-ups: {follow_ups_words(found, view.day).lower()}")
    add = gathering.state != CANCELED
    listed(view, found, f"gathering {gathering.gathering_id}")
    if add and newest(view) and view.actor.role == CAPTAIN:
        new(view, gathering.gathering_id)


def chosen(view: View) -> list[FollowUp]:
    """Those known by the day of the schools chosen and of the whole district."""
    own = {"", *(school.school_id for school in cached_gatherings.schools(view))}
    return [f for f in cached_gatherings.gathered(view).follow_ups
            if f.school_id in own and f.known_on(view.day)]  # fmt: skip


def listed(view: View, follow_ups: list[FollowUp], where: str) -> None:
    """Those with something open, overdue first, each with what may be done; what is over below.
    `where` on the page they stand is part of their keys."""
    groups = together(follow_ups)
    still = sorted((g for g in groups if any(f.open_on(view.day) for f in g)),
                   key=lambda g: not _late(view, g))  # fmt: skip
    for group in still[:MOST]:
        _group(view, group, where)
    _folded(view, still[MOST:], f"more|{where}", f"{len(still) - MOST:,} more open")
    over = [g for g in groups if g not in still]
    _folded(view, over, f"over|{where}", f"Done or not needed: {len(over):,}")


def _late(view: View, group: list[FollowUp]) -> bool:
    return any(follow_up.overdue_on(view.day) for follow_up in group)


def _folded(view: View, groups: list[list[FollowUp]], where: str, label: str) -> None:
    """Drawn once it is opened."""
    if groups:
        with st.expander(label, on_change="rerun", key=where) as opened:
            for group in groups if opened.open else []:
                _group(view, group, where)


def _group(view: View, group: list[FollowUp], where: str) -> None:
    """What several schools owe alike is one, with each of them behind a press."""
    first = group[0]
    if len(group) == 1:
        _one(view, first, where)
        return
    names = {school.school_id: school.name for school in view.schools}
    due = next((f for f in group if f.overdue_on(view.day)), first)
    with st.container(border=True):
        st.markdown(_words(view, due, group_words(group, names, view.day)))
        with st.expander("Each school", on_change="rerun",
                         key=f"each|{first.follow_up_id}|{where}") as opened:  # fmt: skip
            for follow_up in group if opened.open else []:
                _one(view, follow_up, where)


def _one(view: View, follow_up: FollowUp, where: str) -> None:
    names = {school.school_id: school.name for school in view.schools}
    with st.container(border=True), st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):  # fmt: skip
        st.markdown(_words(view, follow_up, owes_words(follow_up, names)), width="content")
        if newest(view) and may_end(view.actor, follow_up):
            with st.container(horizontal=True, gap="small", width="content"):
                if follow_up.open_on(view.day):
                    _state(view, follow_up, DONE, "Done", where)
                    _more(view, follow_up, where)
                else:
                    _state(view, follow_up, OPEN, "Open again", where)


def _words(view: View, follow_up: FollowUp, who: str) -> str:
    due = due_words(follow_up, view.day)
    late = follow_up.overdue_on(view.day)
    facts = [f":orange[⚠] **{due}**" if late else due, plain(who)]
    facts += [plain(follow_up.owner)] if follow_up.owner else []
    facts += [plain(follow_up.words)] if follow_up.words else []
    return f"**{plain(follow_up.what)}**  \n{' · '.join(facts)}"


def _form(follow_up: FollowUp, what: str, where: str) -> Form:
    return Form(f"follow-up|{follow_up.follow_up_id}|{what}|{where}")


def _state(view: View, follow_up: FollowUp, state: str, label: str, where: str) -> None:
    form = _form(follow_up, state, where)
    if st.button(label, key=form.key("go")):
        with explained():
            set_state(view.store, form.save(session.guard(*EVERYBODY)), follow_up, state)
            form.done(f"{label}: {plain(follow_up.what)}.")


def _more(view: View, follow_up: FollowUp, where: str) -> None:
    """What is seldom done: drawn once it is opened, and from then on, as what is typed stays when
    a click beside it closes it."""
    form = _form(follow_up, "more", where)
    opened = st.popover("Change…", key=form.key("popover"), on_change="rerun")
    if not st.session_state.setdefault(form.key("drawn"), False):
        st.session_state[form.key("drawn")] = bool(opened.open)
    if not st.session_state[form.key("drawn")]:
        _form(follow_up, "change", where).closed()
        return
    with opened:
        if view.actor.role == CAPTAIN:
            _change(view, follow_up, where)
        _not_needed(view, follow_up, where)


def _change(view: View, follow_up: FollowUp, where: str) -> None:
    form = _form(follow_up, "change", where)
    before = FollowUp(**form.opened(vars(follow_up)))
    with st.form(form.key("form"), border=False):
        said = _fields(view, form, before)
        pressed = st.form_submit_button("Save", type="primary", key=form.key("go"))
    if pressed:
        with explained():
            save = form.save(session.guard(CAPTAIN))
            try:
                change_follow_up(view.store, save, before, *said)
            except ChangedMeanwhile as told:
                form.go_on_from(told.now)
                raise
            _form(follow_up, "more", where).forget()
            form.done(f"Saved: {plain(said[0])}.")


def _fields(view: View, form: Form, given: FollowUp) -> tuple[str, str, date | None]:
    what = st.text_input("What is to be done?", given.what, key=form.key("what"))
    known = [name for name in (given.owner, view.actor.person) if name]
    if given.school_id:
        known = cached_mentors.owners_at(view, given.school_id, given.owner)
    owner = st.selectbox("Who does it?", known, known.index(given.owner) if given.owner else None,
                         key=form.key("owner"), accept_new_options=True,
                         placeholder="Choose, or type a name")  # fmt: skip
    due = st.date_input("By when?", given.due, key=form.key("due"), format="MM/DD/YYYY")
    return what, owner or "", due


def _not_needed(view: View, follow_up: FollowUp, where: str) -> None:
    form = _form(follow_up, DROPPED, where)
    with st.form(form.key("form"), border=False):
        why = st.text_input("Not needed, because", key=form.key("why"))
        pressed = st.form_submit_button("Take it off the list", key=form.key("go"))
    if pressed:
        with explained():
            save = form.save(session.guard(*EVERYBODY))
            set_state(view.store, save, follow_up, DROPPED, why)
            _form(follow_up, "more", where).forget()
            form.done(f"Not needed: {plain(follow_up.what)}.")


def new(view: View, gathering_id: str = "") -> None:
    """The form for another one; for several schools each gets its own."""
    form = Form(f"follow-up|new|{gathering_id}")
    names = {school.school_id: school.name for school in view.schools}
    own = [school.school_id for school in cached_gatherings.schools(view)]
    with st.popover("Add a follow-up…", key=form.key("popover")), \
            st.form(form.key("form"), border=False):  # fmt: skip
        owed_by = st.segmented_control("Who owes it?", list(OWED_BY), format_func=OWED_BY.get,
                                       default=SCHOOL, required=True,
                                       key=form.key("owed_by"))  # fmt: skip
        schools = st.multiselect(
            "Schools", list(names), own if len(own) == 1 else [], format_func=names.get,
            key=form.key("schools"), placeholder="Every school",
            help="Each school gets its own and says by itself when it is done.",
        )  # fmt: skip
        what, owner, due = _fields(view, form, FollowUp(""))
        pressed = st.form_submit_button("Add", type="primary", key=form.key("go"))
    if pressed:
        with explained():
            save = form.save(session.guard(CAPTAIN))
            asked = FollowUp("", gathering_id, "", owed_by, what, owner, due)
            each = schools or ([] if owed_by == DISTRICT else list(names))
            count = add_follow_up(view.store, save, asked, each)
            many = f" for {count:,} schools" if count > 1 else ""
            form.done(f"Added{many}: {plain(what)}.")
