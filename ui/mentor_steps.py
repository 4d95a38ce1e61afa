"""The screening and training of one mentor, each step beside the form that records it."""

from datetime import date

import streamlit as st

from sm_core.mentors import screen
from sm_core.mentors.mentor import (
    EXPIRING,
    ORIENTATION,
    REQUIRED,
    STEPS,
    Mentor,
    Screening,
    Training,
    gap_of,
)
from sm_core.mentors.save import may_change
from sm_core.plausible import us_day
from sm_core.saving import ChangedMeanwhile
from ui import session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import UPLOADERS

FIRST, LAST = date(1930, 1, 1), date(2099, 12, 31)
"""What the date fields take; what cannot be is told in a sentence when it is saved."""


def screening(view: View, mentor: Mentor) -> None:
    """Every step: where it stands, and its form."""
    st.subheader("Screening")
    others = [step for step in mentor.screening if step not in REQUIRED[mentor.kind]]
    for step in (*REQUIRED[mentor.kind], *others):
        known = mentor.screening.get(step)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_mark(step, known, mentor, view.day))
            if may_change(view.actor, mentor):
                with st.popover("Change…" if known else "Record…"):
                    _step_form(mentor, step, known)


def _mark(step: str, known: Screening | None, mentor: Mentor, day: date) -> str:
    if known is None or not known.holds(day):
        more = f" · {known.note}" if known and known.note else ""
        return f"✗ {STEPS[step]}: {plain(gap_of(step, known, day) + more)}"
    words = [us_day(known.done)]
    words += [f"holds until {us_day(known.expires)}"] if known.expires else []
    words += [known.note] if known.note else []
    return f"✓ {STEPS[step]}: {plain(' · '.join(words))}"


def _step_form(mentor: Mentor, step: str, known: Screening | None) -> None:
    form = Form(f"step|{mentor.mentor_id}|{step}")
    opened = form.opened({step: known})[step]
    with st.form(form.key("form"), border=False):
        done = _day("Done on", known and known.done, form.key("done"))
        expires = known and known.expires
        if step in EXPIRING or expires:
            expires = _day("Holds until (empty: for good)", expires, form.key("expires"))
        passed = st.checkbox("Passed", known.passed if known else True, key=form.key("passed"))
        note = st.text_input("Note", known.note if known else "", key=form.key("note"))
        if not st.form_submit_button("Save", key=form.key("save")):
            return
        if done is None and known is None:
            st.error("Give the day on which it was done.")
            return
        actor = session.guard(*UPLOADERS)
        said = Screening(done, expires, passed, note.strip()) if done else None
        with explained():
            try:
                screen.record_step(session.store(), form.save(actor), mentor.mentor_id, step, said,
                                   opened)  # fmt: skip
            except ChangedMeanwhile:
                form.go_on_from({step: mentor.screening.get(step)})
                raise
            form.done(f"{plain(mentor.name)}, {STEPS[step]}: saved.")


def trainings(view: View, mentor: Mentor) -> None:
    """Orientations, with what they must hold, then all other trainings attended."""
    st.subheader("Training")
    may = may_change(view.actor, mentor)
    came = [t for t in mentor.trainings if t.kind == ORIENTATION]
    for training in came:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_orientation(training))
            # What belongs to a session of ours is corrected there.
            if may and not training.training_id:
                with st.popover("Change…"):
                    _orientation_form(view, mentor, training)
    if not came:
        st.markdown("✗ Orientation: none yet")
    if may and not mentor.oriented(view.day):
        with st.popover("Record an orientation…"):
            _orientation_form(view, mentor, None)
    others = [t for t in mentor.trainings if t.kind != ORIENTATION]
    if others:
        st.markdown(plain("; ".join(f"{t.kind.capitalize()} on {us_day(t.day)}" for t in others)))


def _orientation(training: Training) -> str:
    told = {"confidentiality agreement signed": training.confidentiality,
            "duty to report covered": training.duty_to_report}  # fmt: skip
    words = [f"{'' if held else 'not yet: '}{said}" for said, held in told.items()]
    mark = "✓" if all(told.values()) else "✗"
    return f"{mark} Orientation: {us_day(training.day)} · {' · '.join(words)}"


def _orientation_form(view: View, mentor: Mentor, known: Training | None) -> None:
    form = Form(f"orientation|{mentor.mentor_id}|{known.day if known else 'new'}")
    opened = form.opened({"training": known})["training"]
    with st.form(form.key("form"), border=False):
        day = _day("Held on", known.day if known else view.day, form.key("day"))
        agreed = st.checkbox("Confidentiality agreement signed", key=form.key("agreed"),
                             value=bool(known and known.confidentiality))  # fmt: skip
        duty = st.checkbox("Duty to report child abuse and neglect covered", key=form.key("duty"),
                           value=bool(known and known.duty_to_report))  # fmt: skip
        if st.form_submit_button("Save", key=form.key("save")) and day:
            actor = session.guard(*UPLOADERS)
            said = Training(ORIENTATION, day, "", agreed, duty)
            with explained():
                screen.record_training(session.store(), form.save(actor), mentor.mentor_id, said,
                                       opened)  # fmt: skip
                form.done(f"{plain(mentor.name)}, orientation: saved.")


def _day(label: str, value: date | None, key: str) -> date | None:
    return st.date_input(label, value, key=key, format="MM/DD/YYYY", min_value=FIRST,
                         max_value=LAST)  # fmt: skip
