"""Records who came to a gathering: taps on the names of each school."""

import streamlit as st

from sm_core.actor import CAPTAIN
from sm_core.gatherings.gathering import CAME, COMING, PLANNED, Gathering, Mark, Marks
from sm_core.gatherings.marks import record_who_came
from sm_core.gatherings.turnout import who_came
from sm_core.gatherings.words import person_words
from sm_core.saving import ChangedMeanwhile, Save
from sm_core.schools import School
from sm_core.team.named import ONE_EACH
from ui import cached_gatherings, session
from ui.frame import View, explained, plain
from ui.saving import Form

ONE_COLUMN = 4
"""Schools at most; the names of more stand in three columns."""


def recording(view: View, gathering: Gathering, marks: list[Mark]) -> None:
    """The form with a tap for everybody who came; once it was held, to correct it."""
    if gathering.state == PLANNED:
        _record(view, gathering, {mark.key: mark for mark in marks})
        return
    form = _form(view, gathering)
    with st.expander("Correct who came", on_change="rerun", key=form.key("correct")) as opened:
        if opened.open:
            _record(view, gathering, {mark.key: mark for mark in marks})
        else:
            form.closed()


def _form(view: View, gathering: Gathering) -> Form:
    return Form(f"gathering came|{gathering.gathering_id}|{view.school}")


def _record(view: View, gathering: Gathering, marks: Marks) -> None:
    form = _form(view, gathering)
    before = form.opened(dict(marks))
    people = cached_gatherings.people(view, gathering, tuple(ONE_EACH))
    schools = cached_gatherings.schools(view)
    _all_who_said_so(form, before, schools)
    with st.form(form.key("form"), border=False):
        columns = st.columns(3) if len(schools) > ONE_COLUMN else [st.container()]
        each = -(-len(schools) // len(columns))
        picked = []
        for number, school in enumerate(schools):
            # Down one column and then the next: on a phone they stand below each other.
            with columns[number // each]:
                picked += _taps(form, school, names_of(people, before, school.school_id), before)
        left, right = st.columns(2)
        by_id = {school.school_id: school.name for school in schools}
        other = left.text_input("Somebody else who came", key=form.key("other"), placeholder="Name")
        place = right.selectbox("From", list(by_id), format_func=by_id.get, key=form.key("from"))
        pressed = st.form_submit_button("Save who came", type="primary", key=form.key("save"))
    st.caption("Whoever was invited and is not tapped counts as missed.")
    if pressed:
        with explained():
            save = form.save(session.guard(CAPTAIN))
            more = by_name(place, other)
            known = {key: mark for key, mark in before.items() if mark}
            wanted = who_came(known, people | more, [*picked, *more])
            _put(view, save, gathering, (form, before, wanted))


def _put(view: View, save: Save, gathering: Gathering, said: tuple) -> None:
    form, before, wanted = said
    try:
        record_who_came(view.store, save, gathering.gathering_id, before, wanted)
    except ChangedMeanwhile as told:
        form.go_on_from(told.now)
        raise
    came = sum(mark is not None and mark.state == CAME for mark in wanted.values())
    form.done(f"Saved: {came:,} came to “{plain(gathering.title)}”.")


def _taps(form: Form, school: School, names: dict[str, str], before: Marks) -> list[str]:
    key = form.key(f"came|{school.school_id}")
    came = [name for name in names if before.get(name) and before[name].state == CAME]
    st.session_state.setdefault(key, came)
    if not names:
        st.caption(f"{plain(school.name)}: nobody is named on its team")
        return []
    return st.pills(plain(school.name), list(names), selection_mode="multi", format_func=names.get,
                    key=key, wrap=True)  # fmt: skip


def _all_who_said_so(form: Form, before: Marks, schools: list[School]) -> None:
    coming = [mark for mark in before.values() if mark and mark.state == COMING]
    if coming:
        st.button(f"Tap all who said they come: {len(coming):,}", key=form.key("all"),
                  on_click=_tap, args=(form, coming, schools))  # fmt: skip


def _tap(form: Form, coming: list[Mark], schools: list[School]) -> None:
    session.guard(CAPTAIN)
    for school in schools:
        key = form.key(f"came|{school.school_id}")
        own = [mark.key for mark in coming if mark.school_id == school.school_id]
        tapped = st.session_state.get(key, [])
        st.session_state[key] = list(dict.fromkeys([*tapped, *own]))


def names_of(people: Marks, before: Marks, school: str | None = None) -> dict[str, str]:
    """By key what a person is called: those with a mark, and who else could come."""
    known = people | {key: mark for key, mark in before.items() if mark}
    return {key: plain(person_words(mark)) for key, mark in known.items()
            if mark.name and school in (None, mark.school_id)}  # fmt: skip


def by_name(school: str, name: str) -> Marks:
    """Somebody who is not on the team."""
    mark = Mark(school, name=" ".join(name.split()))
    return {mark.key: mark} if mark.name else {}
