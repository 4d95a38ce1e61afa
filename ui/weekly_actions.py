"""What was given to do at the school: open, done lately, and a new action."""

from datetime import date, timedelta

import streamlit as st

from sm_core.actions.action import DONE, DROPPED, OPEN, STATES, Action
from sm_core.actions.action import LONGEST as LONGEST_TEXT
from sm_core.actions.find import Listed, actions_listed
from sm_core.actions.save import add_action, change_action, finish_action
from sm_core.plausible import us_day
from sm_core.review.kept import names_standing
from sm_core.saving import ChangedMeanwhile
from sm_core.student_words import short_day
from ui import cached_review, session
from ui.cached_review import Week, talked
from ui.frame import explained, plain
from ui.saving import Form
from ui.session import EVERYBODY
from ui.targeting_board import newest
from ui.weekly import is_newest, may_decide, may_write, student_link
from ui.weekly_decide import action_fields

SHOWN, FILTERED = 10, 6
"""Actions on a page; from so many on they can be filtered by owner."""
CHANGE = "change"
LATELY = timedelta(days=28)
LATELY_OVER = "Done or dropped lately"
UNDO = f"To undo it: Open again, under “{LATELY_OVER}”."
EVERY_OWNER, THE_SCHOOL = "Everybody", "The school"


def actions(week: Week) -> None:
    """The open actions by due day, those done lately, and the form for a new one."""
    _say_when(week)
    found = _listed(week)
    still = [row for row in found if row.action.is_open]
    shown = [row for row in found if row.action.is_open or _ended_meanwhile(week, row.action)]
    late = sum(row.action.overdue(week.view.day) for row in still)
    overdue = f", ⚠ {late:,} overdue" if late else ""
    st.subheader(f"Actions: {len(still):,} open{overdue}")
    if not still:
        st.caption("No action is open at this school.")
    for row in _page(week, _of_owner(week, shown)):
        _open(week, row)
    if is_newest(week) and may_write(week):
        _add(week)
    _lately(week, [row for row in found if not row.action.is_open])


def _say_when(week: Week) -> None:
    """Over all that waits below an earlier week."""
    if is_newest(week):
        return
    day = "today" if newest(week.view) else f"on {us_day(week.view.day)}"
    st.caption(f"As they stand {day}, not as they were in the week of {short_day(week.monday)}.")


def _listed(week: Week) -> list[Listed]:
    """As they stand now, whatever week is shown."""
    view = week.view
    return _cached(view.store, view.version, talked(view), view.actor, view.as_of, view.day,
                   week.school.school_id)  # fmt: skip


@st.cache_resource(max_entries=20, show_spinner=False)
def _cached(_store, version, program, actor, as_of, day, school) -> list[Listed]:
    return actions_listed(_store, actor, as_of, day, school)


def _of_owner(week: Week, still: list[Listed]) -> list[Listed]:
    owners = sorted({row.action.owner for row in still}, key=str.casefold)
    if len(still) < FILTERED or len(owners) < 2:
        return still
    # Names of people stay out of the address.
    owner = st.selectbox("Owner", [EVERY_OWNER, *owners], width=300,
                         key=f"weekly_owner|{week.school.school_id}")  # fmt: skip
    return [row for row in still if owner in (EVERY_OWNER, row.action.owner)]


def _ended_meanwhile(week: Week, action: Action) -> bool:
    """Whether this press is about an action that somebody else ended since: it is drawn once more,
    with what was typed, to say so."""
    forms = (_form(action, part) for part in (DONE, DROPPED, CHANGE))
    return action.ended == week.view.day and any(
        st.session_state.get(form.key("go")) for form in forms
    )


def _page(week: Week, still: list[Listed]) -> list[Listed]:
    pages = -(-len(still) // SHOWN)
    if pages < 2:
        return still
    page = st.pagination(pages, key=f"weekly_actions_page|{week.school.school_id}")
    return still[(page - 1) * SHOWN : page * SHOWN]


def _open(week: Week, row: Listed) -> None:
    action = row.action
    with st.container(horizontal=True, horizontal_alignment="distribute",
                      vertical_alignment="center", border=True):  # fmt: skip
        st.markdown(_words(week, row), width="content")
        with st.container(horizontal=True, vertical_alignment="center", gap="small",
                          width="content"):  # fmt: skip
            if action.student_id:
                student_link("Open student", action.student_id)
            if may_write(week):
                _done(week, action)
                _change(week, action)
                _drop(week, action)


def _words(week: Week, row: Listed) -> str:
    """Like "Due Jan 28, 2026 · Mr. Okafor: call home · about Rosa Delgado"."""
    about = f" · about **{plain(row.student)}**" if row.student else ""
    return f"{due_words(row.action, week.view.day)}: {plain(row.action.what)}{about}"


def due_words(action: Action, day: date) -> str:
    """Like "⚠ Overdue, due Jan 28, 2026 · Mr. Okafor"."""
    due = us_day(action.due)
    when = f":orange[⚠] **Overdue, due {due}**" if action.overdue(day) else f"Due {due}"
    return f"{when} · {plain(action.owner)}"


def _form(action: Action, part: str) -> Form:
    return Form(f"action|{action.action_id}|{part}")


def _done(week: Week, action: Action) -> None:
    form = _form(action, DONE)
    if st.button("Done", key=form.key("go")):
        _finish(week, form, action, DONE, "", f"Done: {plain(action.what)}. {UNDO}")


def _finish(week: Week, form: Form, action: Action, state: str, why: str, said: str) -> None:
    with explained():
        save = form.save(session.guard(*EVERYBODY))
        finish_action(week.view.store, save, action.action_id, state, why)
        form.done(said)


def _drop(week: Week, action: Action) -> None:
    form = _form(action, DROPPED)
    with st.popover("No longer needed…", key=form.key("popover")), \
            st.form(form.key("form"), border=False):  # fmt: skip
        why = st.text_input("Why?", key=form.key("why"), placeholder="The family moved away",
                            max_chars=LONGEST_TEXT)  # fmt: skip
        pressed = st.form_submit_button("Take it off the list", key=form.key("go"))
    if pressed:
        said = f"No longer needed: {plain(action.what)}. {UNDO}"
        _finish(week, form, action, DROPPED, why, said)


def _change(week: Week, action: Action) -> None:
    form = _form(action, CHANGE)
    before = Action(**form.opened(vars(action)))
    with st.popover("Change…", key=form.key("popover")), st.form(form.key("form"), border=False):
        said = action_fields(week, form, before)
        pressed = st.form_submit_button("Save", key=form.key("go"))
    if pressed:
        with explained():
            save = form.save(session.guard(*EVERYBODY))
            try:
                change_action(week.view.store, save, before, *said)
            except ChangedMeanwhile as told:
                form.go_on_from(told.now)
                raise
            form.done(f"Saved: {plain(said[0])}.")


def _add(week: Week) -> None:
    """An action about the school or somebody on the list; what is said of others stands on their
    pages."""
    prepared = cached_review.prepared(week)
    review = prepared.told.review
    names = {"": THE_SCHOOL} | {n.student_id: n.name for n in names_standing(prepared)}
    form = Form(f"action|new|{week.school.school_id}")
    # What was typed is not lost where somebody closes the week meanwhile.
    if not may_decide(week) and not st.session_state.get(form.key("go")):
        return
    with st.popover("Add action…", key=form.key("popover")), \
            st.form(form.key("form"), border=False):  # fmt: skip
        about = st.selectbox("About", list(names), format_func=names.get, key=form.key("about"))
        said = action_fields(week, form)
        pressed = st.form_submit_button("Add", key=form.key("go"))
    if pressed:
        # Only while a review is open an action is of its record.
        monday = week.monday if review and not review.is_closed else None
        with explained():
            save = form.save(session.guard(*EVERYBODY))
            add_action(week.view.store, save, Action(
                "", week.school.school_id, *said, student_id=about, monday=monday,
            ))  # fmt: skip
            form.done(f"Added: {plain(said[0])}.")


def _lately(week: Week, over: list[Listed]) -> None:
    """Those done or dropped in the last weeks, each with the button that opens it again."""
    since = week.view.day - LATELY
    found = [row for row in over if row.action.ended and row.action.ended >= since]
    if not found:
        return
    with st.expander(f"{LATELY_OVER}: {len(found):,}"):
        for row in found[:SHOWN]:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(_over_words(row), width="content")
                if may_write(week):
                    _again(week, row.action)
        if len(found) > SHOWN:
            st.caption(f"The newest {SHOWN} of {len(found):,} since {us_day(since)}.")


def _over_words(row: Listed) -> str:
    action = row.action
    about = f" · about {row.student}" if row.student else ""
    why = f" ({action.words})" if action.words else ""
    return plain(f"{STATES[action.state]} {us_day(action.ended)} · {action.owner}: "
                 f"{action.what}{why}{about}")  # fmt: skip


def _again(week: Week, action: Action) -> None:
    form = _form(action, OPEN)
    if st.button("Open again", key=form.key("go")):
        _finish(week, form, action, OPEN, "", f"Open again: {plain(action.what)}.")
