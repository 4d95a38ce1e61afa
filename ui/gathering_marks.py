"""Who of each school comes to a gathering, or came: invited, and answered for a school."""

import streamlit as st

from sm_core.actor import CAPTAIN
from sm_core.errors import SmError
from sm_core.gatherings.gathering import (
    CANCELED,
    COMING,
    HELD,
    Gathering,
    Mark,
    Marks,
)
from sm_core.gatherings.marks import USUALLY, invite, say_who_comes
from sm_core.gatherings.table import schools_table
from sm_core.gatherings.turnout import who_comes
from sm_core.gatherings.words import school_words, turnout_words, unnamed_words
from sm_core.plausible import us_day
from sm_core.saving import ChangedMeanwhile, Save
from sm_core.schools import School
from ui import cached_gatherings, gathering_came, session
from ui.frame import View, explained, plain
from ui.gathering_agenda import may_change
from ui.gathering_came import by_name, names_of
from ui.saving import Form
from ui.session import EVERYBODY
from ui.targeting_board import newest

MANY = 12
"""Schools; so many scroll."""


def who_came(view: View, gathering: Gathering) -> None:
    """Where each school chosen stands, and the form of whoever may say so."""
    held = gathering.by(view.day).state == HELD
    st.markdown(f"##### {'Who came' if held else 'Who comes'}")
    marks = cached_gatherings.marks_of(view, gathering)
    if gathering.state == CANCELED:
        st.caption("It was canceled.")
        return
    if gathering.by(view.day) != gathering:
        st.caption(f"It was held after {us_day(view.day)}; who came stands here from its day on.")
        return
    _listed(view, gathering, marks)
    if not newest(view):
        return
    if gathering.day <= session.today() and view.actor.role == CAPTAIN:
        gathering_came.recording(view, gathering, marks)
    if gathering.ahead_on(session.today()):
        _answering(view, gathering, marks)


def _listed(view: View, gathering: Gathering, marks: list[Mark]) -> None:
    schools = cached_gatherings.schools(view)
    if not marks:
        st.caption("Nobody is invited yet.")
    elif len(schools) == 1:
        words = school_words(gathering, marks)
        st.markdown(plain(words[:1].upper() + words[1:] + "."))
    else:
        st.markdown(f"**{turnout_words(gathering, marks)}.**")
        frame = schools_table(gathering, marks, schools)
        if len(schools) < MANY:
            # It breaks lines where a phone has no room for all names.
            st.table(frame.map(plain).set_index("School"))
        else:
            st.dataframe(frame, hide_index=True, placeholder="–", height=420,
                         alt="Each school with who comes or came")  # fmt: skip


def _answering(view: View, gathering: Gathering, marks: list[Mark]) -> None:
    """Before: a captain invites, a school says who comes."""
    with st.container(horizontal=True):
        if may_change(view, gathering):
            _invite(view, gathering, marks)
        schools = cached_gatherings.schools(view)
        if len(schools) == 1 and view.actor.may_change_team(schools[0].school_id):
            _answer(view, gathering, schools[0], {mark.key: mark for mark in marks})
    if may_change(view, gathering):
        _unnamed(view, gathering)


def _unnamed(view: View, gathering: Gathering) -> None:
    """Of whom nobody can be asked."""
    names = {school.school_id: school.name for school in cached_gatherings.schools(view)}
    people = cached_gatherings.people(view, gathering, USUALLY).values()
    if words := unnamed_words(people, names, USUALLY):
        st.caption(plain(f"{words}: nobody is invited in their place. Name them on School team."))


def _invite(view: View, gathering: Gathering, marks: list[Mark]) -> None:
    asked = cached_gatherings.people(view, gathering, USUALLY)
    new = asked.keys() - {mark.key for mark in marks}
    if not new:
        return
    form = Form(f"gathering invite|{gathering.gathering_id}")
    words = f"Invite the principals and coordinators: {len(new):,}"
    if st.button(words, key=form.key("go")):
        with explained():
            save = form.save(session.guard(CAPTAIN))
            ids = [school.school_id for school in cached_gatherings.schools(view)]
            count = invite(view.store, save, gathering.gathering_id, ids)
            form.done(f"{count:,} invited to “{plain(gathering.title)}”.")


def _answer(view: View, gathering: Gathering, school: School, marks: Marks) -> None:
    form = Form(f"gathering answer|{gathering.gathering_id}|{school.school_id}")
    before = form.opened(dict(marks))
    people = cached_gatherings.people(view, gathering)
    names = names_of(people, before)
    with st.popover("Say who comes…", key=form.key("popover")), \
            st.form(form.key("form"), border=False):  # fmt: skip
        coming = [key for key, mark in before.items() if mark and mark.state == COMING]
        picked = st.pills(f"Who comes from {plain(school.name)}?", list(names), default=coming,
                          selection_mode="multi", format_func=names.get,
                          key=form.key("who"), wrap=True)  # fmt: skip
        other = st.text_input("Somebody else", key=form.key("other"), placeholder="Name")
        nobody = st.checkbox("Nobody can come", key=form.key("nobody"))
        # What is wrong stands above the button: below it a phone would not show it.
        wrong = st.container()
        if st.form_submit_button("Save", type="primary", key=form.key("save")):
            with wrong, explained():
                save = form.save(session.guard(*EVERYBODY))
                _say(view, save, gathering, school, (form, before, people, picked, other, nobody))


def _say(view: View, save: Save, gathering: Gathering, school: School, said: tuple) -> None:
    form, before, people, picked, other, nobody = said
    more = by_name(school.school_id, other)
    as_it_was = {key for key, mark in before.items() if mark and mark.state == COMING}
    # Those who said so before are tapped already; nobody comes any more.
    chosen = [] if nobody and set(picked) == as_it_was and not more else [*picked, *more]
    if nobody and chosen:
        raise SmError("Somebody is chosen and “Nobody can come” as well; take one of them away.")
    if not chosen and not nobody:
        raise SmError("Choose who comes, or say that nobody can.")
    known = {key: mark for key, mark in before.items() if mark}
    wanted = who_comes(school.school_id, known, people | more, chosen)
    try:
        say_who_comes(view.store, save, gathering.gathering_id, school.school_id, before, wanted)
    except ChangedMeanwhile as told:
        form.go_on_from(told.now)
        raise
    words = f"{len(chosen):,} from" if chosen else "nobody from"
    form.done(f"Saved for “{plain(gathering.title)}”: {words} {plain(school.name)}.")
