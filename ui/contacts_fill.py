"""The grid in which one person fills the week of one mentor after the other."""

from datetime import date

import streamlit as st

from sm_core.contacts.contact import SAW
from sm_core.contacts.mentor_words import barred_words
from sm_core.contacts.school_week import SchoolWeek
from sm_core.contacts.table import Load
from sm_core.contacts.week import Filled, Row, fill_week
from sm_core.contacts.words import DONE, day_list, day_name
from sm_core.targeting.words import counted
from ui import address, cached_contacts, cached_mentors, session
from ui.frame import View, explained, plain
from ui.saving import Form, last_pressed, press
from ui.session import UPLOADERS
from ui.targeting_board import newest

MENTOR, SCHOOL = "mentor", "contacts_school"
FILLED = "contacts_filled"
"""The last press: who is open after it, and what it did in words."""


def fill(view: View, monday: date) -> None:
    """Choose a mentor, tick the days, save, and the next one is open."""
    for last in st.session_state.pop(FILLED, []):
        # Here, because whoever has ticked a long list does not see the top of the page.
        st.success(last.result[1])
    if view.several_schools:
        _ask_school(view)
        return
    found = cached_contacts.mentors(view, monday)
    place = _place(found)
    week, rows = cached_contacts.grid(view, monday, found[place].mentor_id)
    said = sum(any(line.marked for line in load.lines) for load in found)
    st.caption(f"{said:,} of {counted(len(found), 'mentor has', 'mentors have')} something logged "
               f"in this week. {_closed(week, rows)}")  # fmt: skip
    st.markdown(f"#### {plain(_progress(found[place]))}")
    barred(view, [found[place]])
    _form(view, monday, found, place, rows)


def barred(view: View, found: list[Load]) -> None:
    """Who of them may not meet students now, and why."""
    if words := barred_words(found, cached_mentors.mentors(view), view.day):
        st.markdown(f":orange[⚠] {plain(words)}")


def _ask_school(view: View) -> None:
    """A district has too many mentors for one box."""
    st.caption("The week is laid out school by school: choose one here or above.")
    st.selectbox("Open the week at", [school.name for school in view.schools], None,
                 key=SCHOOL, placeholder="Choose a school", width=400,
                 on_change=_open_school)  # fmt: skip


def _open_school() -> None:
    session.guard(*session.EVERYBODY)
    address.put("school", st.session_state[SCHOOL])


def _place(found: list[Load]) -> int:
    """Which of the mentors, by last name, is open."""
    said = address.one(MENTOR)
    return next((n for n, load in enumerate(found) if load.mentor_id == said), 0)


def _progress(load: Load) -> str:
    marked = len({line.student_id for line in load.lines if line.marked})
    students = len({line.student_id for line in load.lines})
    return f"{load.mentor} · {marked} of {students} marked"


def _closed(week: SchoolWeek, rows: list[Row]) -> str:
    """Which weekdays have no school; by school where they differ."""
    schools = {row.line.at_school: row.line.school for row in rows}
    closed = {school: tuple(week.closed(school)) for school in schools}
    if len(set(closed.values())) == 1:
        days = day_list(next(iter(closed.values())))
        return f"No school: {days}." if days else ""
    return " ".join(f"No school at {plain(schools[school])}: {day_list(days)}."
                    for school, days in closed.items() if days)  # fmt: skip


def _form(view: View, monday: date, found: list[Load], place: int, rows: list[Row]) -> None:
    load = found[place]
    form = Form(f"week|{monday}|{load.mentor_id}")
    kept = form.opened({row.line.match_id: row.seen for row in rows})
    opened = [[day for day in kept.get(row.line.match_id, row.seen) if day in row.days]
              for row in rows]  # fmt: skip
    may = newest(view) and any(may_tick(view, row) for row in rows)
    with st.form(form.key("form"), border=False):
        other = _elsewhere(form, found, place, may)
        ticked = [_row(view, form, row, seen) for row, seen in zip(rows, opened, strict=True)]
        pressed = may and st.form_submit_button(
            f"Save the week of {plain(load.mentor)}", type="primary", key=form.key("save")
        )
    before, wanted = _by_student(rows, opened), _by_student(rows, ticked)
    if pressed or (other and wanted != before):
        after = other or _after(found, place)
        _save(view, form, load, before, wanted, after)
    elif other:
        form.forget()
        address.put(MENTOR, other)
        st.rerun()


def _elsewhere(form: Form, found: list[Load], place: int, may: bool) -> str:
    """The mentor to whom a press leads, "" without one. The buttons are those of the form, so that
    no tick is left behind unsaved."""
    ids = [load.mentor_id for load in found]
    words = {load.mentor_id: _progress(load) for load in found}
    others = ids[:place] + ids[place + 1 :]
    to = ""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for label, key, step in (("← Previous", "before", -1), ("Next →", "after", 1)):
            there = 0 <= place + step < len(ids)
            if st.form_submit_button(label, key=form.key(key), disabled=not there) and there:
                to = ids[place + step]
        chosen = st.selectbox("Another mentor", others, None, words.get, key=form.key("other"),
                              placeholder="Choose", width=350)  # fmt: skip
        if st.form_submit_button("Save and open" if may else "Open", key=form.key("open")):
            to = chosen or ids[place]
    if may:
        st.caption("These buttons save what you ticked, too; another week, list or page does not.")
    return to


def _after(found: list[Load], place: int) -> str:
    """The next mentor of the pile; "" after the last one."""
    return found[place + 1].mentor_id if place + 1 < len(found) else ""


def may_tick(view: View, row: Row) -> bool:
    """Whether the person may log for the student, who may be at another school now."""
    now_at = row.line.now_at
    return bool(row.days and now_at) and view.actor.may_change_program(now_at)


def _row(view: View, form: Form, row: Row, seen: list[date]) -> list[date]:
    """One student: what there is to tap, or in words what was; the days ticked."""
    # The label of the pills is read out as it is typed, so what is bold stands above it.
    name = plain(row.line.student)
    with st.container(gap=None):
        if not newest(view) or not may_tick(view, row):
            told = f" · seen {day_list(row.seen)}" if row.seen else ""
            st.markdown(f"**{name}**{_facts(row)}{told}")
            return seen
        st.markdown(f"**{name}**{_facts(row)}")
        return st.pills(
            name, row.days, label_visibility="collapsed", selection_mode="multi", default=seen,
            format_func=day_name, key=form.key(row.line.match_id),
        )  # fmt: skip


def _facts(row: Row) -> str:
    """What stands beside the name: the grade, days absent, contacts that are not on the grid."""
    facts = [f"grade {plain(row.line.grade)}"] if row.line.grade else []
    facts += [] if row.line.now_at else ["at another school now"]
    if row.away:
        facts.append(f"absent all day {day_list(row.away)}")
    if row.doubted:
        days = day_list(row.doubted)
        facts.append(f":orange[seen on a day the file says absent: {days}, tell the office]")
    for contact in row.beside:
        by = "" if contact.mentor_id == row.line.mentor_id else f" by {plain(contact.person)}"
        done = DONE[contact.kind] if contact.kind != SAW or by else "seen, no school day"
        facts.append(f"{day_name(contact.day)} {done}{by}")
    return "".join(f" · {fact}" for fact in facts)


def _by_student(rows: list[Row], ticks: list) -> dict[str, set[date]]:
    found: dict[str, set[date]] = {}
    for row, days in zip(rows, ticks, strict=True):
        found.setdefault(row.line.student_id, set()).update(days)
    return found


def _save(view: View, form: Form, load: Load, before: dict, wanted: dict, after: str) -> None:
    actor = session.guard(*UPLOADERS)
    last = "" if after else " That was the last mentor of the list."
    save = form.save(actor)

    def act() -> tuple[str, str]:
        done = fill_week(view.store, save, view.as_of, load.mentor_id, before, wanted)
        return after, f"{plain(load.mentor)}: {_done_words(done)}.{last}"

    with explained():
        press(FILLED, form, actor, act)


def finish() -> None:
    """After a press: its form begins anew, and the next mentor is open."""
    last, first = last_pressed(FILLED)
    if first and last.result[0]:
        address.put(MENTOR, last.result[0])


def _done_words(done: Filled | None) -> str:
    if done is None:
        return "saved"
    said = [counted(done.logged, "contact logged", "contacts logged")] if done.logged else []
    said += [f"{done.known} known already"] if done.known else []
    said += [f"{done.taken_back} taken back"] if done.taken_back else []
    return ", ".join(said) or "nothing was changed"
