"""The buttons that let a mentor start, pause, come back and leave, and what follows from each."""

import streamlit as st

from sm_core.matching.leaving import close_and_end, close_words, open_of, pause_words
from sm_core.mentors import screen
from sm_core.mentors.mentor import STAGES, Mentor
from sm_core.mentors.save import may_change
from ui import address, cached_matching, cached_support, menu, session
from ui.frame import View, explained, plain
from ui.matching_lists import CANNOT, LISTS, PICKS, SUGGESTED
from ui.saving import Form
from ui.session import EVERYBODY, UPLOADERS
from ui.targeting_board import newest

ACTS = {"start": screen.start, "pause": screen.pause}
DONE = {
    "start": "{} meets students now.", "pause": "{} is paused and gets no new students.",
    "close": "{} has left the program.",
}  # fmt: skip


def states(view: View, mentor: Mentor) -> None:
    """Start, pause, take up again, end: each asks once. On an earlier date nothing is offered, as
    the students named would be those of then."""
    if not may_change(view.actor, mentor) or not newest(view):
        return
    with st.container(horizontal=True):
        stage = mentor.stage(view.day)
        if mentor.state_reason and stage in ("paused", "closed"):
            st.markdown(plain(f"{STAGES[stage]}: {mentor.state_reason}"))
        if stage in ("paused", "closed"):
            _resume(mentor)
        elif mentor.started is None:
            _dated(view, mentor, "Start…", "start", None)
        if stage not in ("paused", "closed"):
            _dated(view, mentor, "Pause…", "pause", "Why, and until when",
                   pause_words(mentor.name, _named(view, mentor)))  # fmt: skip
        if stage != "closed":
            _dated(view, mentor, "Close…", "close", "Why they leave the program",
                   close_words(mentor.name, _named(view, mentor)))  # fmt: skip
    if stage == "closed":
        _waiting(view, mentor)


def _named(view: View, mentor: Mentor) -> list[str]:
    """The students matched now or soon, by name as the Matching page has them, then how many more
    there are."""
    theirs = [m for m in cached_support.matches(view) if m.mentor_id == mentor.mentor_id]
    names = list({match.student_id: match.student for match in theirs}.values())
    more = len(set(mentor.students) - {match.student_id for match in theirs})
    return [*names, f"{more} more out of your sight"] if more else names


def _waiting(view: View, mentor: Mentor) -> None:
    """Whom the mentor left behind, and the way to another mentor for them."""
    waiting = [e for e in cached_support.ended(view) if e.mentor_id == mentor.mentor_id and e.waits]
    rows = cached_matching.waiting(view, [each.student_id for each in waiting])
    for name, some in ((SUGGESTED, [r for r in rows if r.mentor]),
                       (CANNOT, [r for r in rows if not r.mentor])):  # fmt: skip
        if some:
            verb = "waits" if len(some) == 1 else "wait"
            students = ", ".join(row.student.label for row in some)
            st.markdown(plain(f"{students} {verb} for another mentor."))
            if st.button(f"Find another mentor under {LISTS[name]}", key=f"mentor_next_{name}"):
                session.guard(*EVERYBODY)
                PICKS.open(view, name, [*map(cached_matching.pair_of, some)])
                st.switch_page(menu.MATCHING, query_params=address.along(list=name, mentor=None))


def _resume(mentor: Mentor) -> None:
    form = Form(f"resume|{mentor.mentor_id}")
    if st.button("Resume", key=form.key("save"), type="primary"):
        actor = session.guard(*UPLOADERS)
        with explained():
            screen.resume(session.store(), form.save(actor), mentor.mentor_id)
            form.done(f"{plain(mentor.name)} is back.")


def _dated(
    view: View, mentor: Mentor, label: str, act: str, why: str | None, follows: str = ""
) -> None:
    """A button that asks for a day, and for a reason where `why` says what it is about; first it
    says what `follows`."""
    form = Form(f"{act}|{mentor.mentor_id}")
    shown = _shown(form, mentor) if act == "close" else []
    with st.popover(label), st.form(form.key("form"), border=False):
        if follows:
            st.markdown(plain(follows))
        day = st.date_input("From", view.day, key=form.key("day"), format="MM/DD/YYYY",
                            max_value=session.today())  # fmt: skip
        values = [st.text_input(why, key=form.key("why"))] if why else []
        ends = act == "close" and mentor.students
        if st.form_submit_button("Close and end the matches" if ends else label.rstrip("…")):
            actor = session.guard(*UPLOADERS)
            with explained():
                said = session.store(), form.save(actor), mentor.mentor_id, day, *values
                close_and_end(*said, shown) if act == "close" else ACTS[act](*said)
                tell = " Please tell the students and their families." if ends else ""
                form.done(plain(DONE[act].format(mentor.name) + tell))


def _shown(form: Form, mentor: Mentor) -> list[str]:
    """The matches of which the page told that was drawn before this run: at a press it is that one
    which the person has read."""
    key, now = form.key("shown"), open_of(session.store(), mentor.mentor_id, session.today())
    before = st.session_state.get(key, now)
    st.session_state[key] = now
    return before
