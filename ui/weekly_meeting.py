"""The meeting of the week: begun, who is there, notes, closed, opened again."""

import streamlit as st

from sm_core.review import meeting
from sm_core.review.kept import Otherwise, differences
from sm_core.review.meeting import LONGEST, Said, said, said_in
from sm_core.review.record import Review
from sm_core.review.story import (
    begun_words,
    came_to,
    closed_words,
    over_words,
    review_history,
)
from sm_core.saving import ChangedMeanwhile
from sm_core.student_words import week_day
from ui import cached_mentors, cached_review, session, weekly_papers
from ui.cached_review import Week
from ui.frame import explained, plain
from ui.history import history_table
from ui.saving import Form
from ui.session import EVERYBODY
from ui.weekly import may_decide, may_write

SAVE, CLOSE = "save", "close"


def bar(week: Week) -> None:
    """Where the meeting stands, above the names: the button that begins it, or who began it with
    which figures; what later uploads say otherwise."""
    review = cached_review.prepared(week).told.review
    if review is None:
        _not_begun(week)
        return
    words = closed_words(review) if review.is_closed else begun_words(review, week.view.day)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{plain(words)}.", width="content")
        weekly_papers.downloads(week, review)
    _newer(week, review)


def _not_begun(week: Week) -> None:
    if not may_decide(week):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        form = _form(week, "start")
        if st.button("Start meeting", type="primary", key=form.key("go")):
            _start(week, form)
        st.caption(
            "Nobody has begun this week: the list follows every upload. The meeting, or the first "
            "decision, keeps figures and names as they are.", width="content",
        )  # fmt: skip


def _form(week: Week, part: str) -> Form:
    return Form(f"weekly|{week.school.school_id}|{week.monday}|{part}")


def _start(week: Week, form: Form) -> None:
    with explained():
        save = form.save(session.guard(*EVERYBODY))
        meeting.start(week.view.store, save, cached_review.prepared(week))
        form.done("The meeting has begun; figures and names stay as they are now.")


def _newer(week: Week, review: Review) -> None:
    """What uploads since say of the figures that the review keeps; while it is open, one press
    takes the newest."""
    found = differences(review, cached_review.as_known_now(week, review))
    told = [*_later_words(week, review), *_changed_words(found)]
    if not told:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("  \n".join(told), width="content")
        if may_write(week) and not review.is_closed:
            _take_newest(week)
    if found:
        with st.expander("What changed"):
            st.table([{"What": plain(each.what), "Then": plain(each.then), "Now": plain(each.now)}
                      for each in found])  # fmt: skip


def _later_words(week: Week, review: Review) -> list[str]:
    if review.is_closed or (week.as_of, week.day) <= (review.as_of, review.day):
        return []
    return [f"The list is that of {week_day(review.day)}; by now there are figures of "
            f"{week_day(week.day)}."]  # fmt: skip


def _changed_words(found: list[Otherwise]) -> list[str]:
    if not found:
        return []
    things = "figure" if len(found) == 1 else "figures"
    return [f":orange[⚠] A later upload changed {len(found):,} {things} of this week; the list "
            "stays as it was."]  # fmt: skip


def _take_newest(week: Week) -> None:
    form = _form(week, "newest")
    if st.button("Use the newest figures", key=form.key("go")):
        with explained():
            save = form.save(session.guard(*EVERYBODY))
            meeting.take_newest(week.view.store, save, cached_review.prepared(week))
            form.done("The list and the figures are the newest; what was decided stays.")


def form(week: Week) -> None:
    """The meeting itself, below the names: who is here, the notes, and the end of it; once closed,
    the record."""
    review = cached_review.prepared(week).told.review
    if review is None:
        return
    st.subheader("The meeting")
    own = _form(week, "said")
    # Who closes what another person closed meanwhile is told so, with their notes still there.
    pressed = any(st.session_state.get(own.key(name)) for name in (SAVE, CLOSE))
    if may_write(week) and (pressed or not review.is_closed):
        _said(week, own, review)
        if review.is_closed:
            _reopen(week)
    else:
        _record(week, review)
    with st.expander("How this changed"):
        history_table(review_history(week.view.store, week.view.actor, review))


def _said(week: Week, own: Form, review: Review) -> None:
    before = said_in(own.opened(said(review).fields))
    known = cached_mentors.owners_at(week.view, week.school.school_id, *before.present)
    with st.form(own.key("form"), border=True):
        present = st.multiselect(
            "Who is here", known, before.present,
            key=own.key("present"), accept_new_options=True, placeholder="Choose or type names",
            help="A meeting begins with those of the last one: take out who is not here.",
        )  # fmt: skip
        notes = st.text_area("Notes", before.notes, key=own.key("notes"), max_chars=LONGEST,
                             height=120)  # fmt: skip
        st.caption(plain(_follows(week, review)))
        with st.container(horizontal=True):
            keep = st.form_submit_button("Save notes", key=own.key(SAVE))
            close = st.form_submit_button("Close the week", key=own.key(CLOSE), type="primary")
    if keep or close:
        with explained():
            _keep(week, own, before, Said(tuple(present), notes), close)


def _follows(week: Week, review: Review) -> str:
    """What closing the week keeps, and who comes again."""
    decided = came_to(review) or "nothing decided"
    return f"Closing keeps: {decided}. {over_words(review)}."


def _keep(week: Week, own: Form, before: Said, wanted: Said, close: bool) -> None:
    save = own.save(session.guard(*EVERYBODY))
    act = meeting.close if close else meeting.save_said
    prepared = cached_review.prepared(week)
    try:
        review = act(week.view.store, save, prepared, before, wanted)
    except ChangedMeanwhile as told:
        own.go_on_from(told.now)
        raise
    if not close:
        own.done("The notes are saved.")
    over = f" {over_words(review)}." if review else ""
    own.done(f"The week is closed.{plain(over)}")


def _record(week: Week, review: Review) -> None:
    """What a week holds that is closed, or not this person's to write in; each decision stands
    above."""
    st.markdown(f"**Present:** {plain(', '.join(review.present)) or 'nobody noted yet'}")
    st.markdown(f"**Decided:** {came_to(review) or 'nothing'}. "
                f"{plain(over_words(review))}.")  # fmt: skip
    if review.notes:
        st.markdown("**Notes**")
        st.text(review.notes)
    if review.is_closed:
        st.caption(
            "The actions of this week go on below; beside each, as it was decided, stands how it "
            "is now."
        )
        if may_write(week):
            _reopen(week)


def _reopen(week: Week) -> None:
    own = _form(week, "reopen")
    with st.popover("Reopen…", key=own.key("popover")), st.form(own.key("form"), border=False):
        why = st.text_input("Why?", key=own.key("why"), placeholder="An action was left out")
        pressed = st.form_submit_button("Reopen the week", key=own.key("go"))
    if pressed:
        with explained():
            save = own.save(session.guard(*EVERYBODY))
            meeting.reopen(week.view.store, save, week.school.school_id, week.monday, why)
            own.done("The week is open again; its figures stay.")
