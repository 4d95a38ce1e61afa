"""Who came to a session: taps on names, and what an orientation must hold."""

import streamlit as st

from sm_core.mentors.mentor import ORIENTATION, Mentor
from sm_core.plausible import us_day
from sm_core.saving import ChangedMeanwhile
from sm_core.trainings.attendance import record_attendance
from sm_core.trainings.session import ATTENDED, CANCELED, INVITED, MISSED, Mark, Session
from ui import session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import UPLOADERS
from ui.trainings import Found

CAME, AGREED, TOLD = "came", "agreed", "told"
PARTS = {
    AGREED: ("Signed the confidentiality agreement", "All who came signed it"),
    TOLD: ("Heard about the duty to report", "All who came heard about it"),
}


def who_came(view: View, found: Found, one: Session) -> None:
    """The form for those who may record, else the list of names."""
    if one.state == CANCELED:
        return
    marks = found.marks.get(one.training_id, {})
    mentors = _candidates(found, one, marks, view)
    if one.day > session.today():
        _listed(mentors, marks)
        st.caption(f"Who came can be recorded from {us_day(one.day)} on.")
    elif not view.actor.may_upload:
        _listed(mentors, marks)
    elif not mentors:
        st.info("No mentor on the roster could have come: nobody works at this school yet.")
    else:
        _record(view, one, mentors, marks)


def _candidates(found: Found, one: Session, marks: dict[str, Mark], view: View) -> list[Mentor]:
    """Those invited or marked first, then all others who could have come."""
    could = [m for m in found.mentors if one.school_id in ("", *m.schools)
             and (m.mentor_id in marks or m.stage(one.day) != "closed")]  # fmt: skip
    return sorted(could, key=lambda m: m.mentor_id not in marks)


def _listed(mentors: list[Mentor], marks: dict[str, Mark]) -> None:
    told = [f"{plain(m.name)} ({plain(str(marks[m.mentor_id]))})"
            for m in mentors if m.mentor_id in marks]  # fmt: skip
    st.markdown(", ".join(told) or "Nobody is invited yet.")


def _record(view: View, one: Session, mentors: list[Mentor], marks: dict[str, Mark]) -> None:
    form = Form(f"came|{one.training_id}")
    before = form.opened(dict(marks))
    names = {m.mentor_id: plain(m.name) for m in mentors}
    said = {m: mark for m, mark in before.items() if mark}
    came = _pick(form, CAME, "Who came?", names,
                 [m for m, mark in said.items() if mark.state == ATTENDED])  # fmt: skip
    parts: dict[str, list[str]] = {AGREED: [], TOLD: []}
    if one.kind == ORIENTATION:
        agreed = [m for m, mark in said.items() if mark.confidentiality]
        told = [m for m, mark in said.items() if mark.duty_to_report]
        parts = {AGREED: _part(form, AGREED, names, agreed), TOLD: _part(form, TOLD, names, told)}
    wanted = _wanted(names, before, set(came), parts)
    _say_missed(names, before, wanted)
    if st.button("Save who came", type="primary", key=form.key("save")):
        _save(form, one, before, wanted)


def _pick(form: Form, what: str, label: str, names: dict[str, str], usual: list[str]) -> list[str]:
    key = form.key(what)
    st.session_state.setdefault(key, [m for m in usual if m in names])
    return st.pills(label, list(names), selection_mode="multi", format_func=names.get, key=key)


def _part(form: Form, what: str, names: dict[str, str], usual: list[str]) -> list[str]:
    label, everybody = PARTS[what]
    picked = _pick(form, what, label, names, usual)
    st.button(everybody, key=form.key(f"all_{what}"), on_click=_all, args=(form, what))
    return picked


def _all(form: Form, what: str) -> None:
    session.guard(*UPLOADERS)
    st.session_state[form.key(what)] = list(st.session_state[form.key(CAME)])


def _wanted(
    names: dict[str, str], before: dict[str, Mark], came: set[str], parts: dict[str, list[str]]
) -> dict[str, Mark]:
    """A mark for everybody tapped, and for those who stood on the list and were not."""
    marked = [m for m in names if m in came or before.get(m) or m in parts[AGREED] + parts[TOLD]]
    return {
        m: Mark(ATTENDED if m in came else MISSED, m in parts[AGREED], m in parts[TOLD])
        for m in marked
    }


def _say_missed(names: dict[str, str], before: dict[str, Mark], wanted: dict[str, Mark]) -> None:
    missed = [names[m] for m, mark in wanted.items() if mark.state == MISSED]
    waiting = any(mark and mark.state == INVITED for mark in before.values())
    if missed:
        start = "Will be saved as missed" if waiting else "Missed it"
        st.caption(f"{start}: {', '.join(missed)}.")


def _save(form: Form, one: Session, before: dict, wanted: dict[str, Mark]) -> None:
    with explained():
        actor = session.guard(*UPLOADERS)
        try:
            record_attendance(session.store(), form.save(actor), one.training_id, before, wanted)
        except ChangedMeanwhile as told:
            form.go_on_from(told.now)
            raise
        came = sum(mark.state == ATTENDED for mark in wanted.values())
        form.done(f"Saved: {came} came to “{plain(one.title)}”.")
