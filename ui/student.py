"""The parts of the Student page: the answer, the days of the year, the running rate, schools."""

import streamlit as st

from sm_core import student_words as words
from sm_core.audit import record
from sm_core.charts.student import day_squares, running_rate
from sm_core.definitions import SCOPES, STANDARD
from sm_core.exports import plain_number
from sm_core.standing import Asked
from sm_core.student import Student, find_student
from sm_core.student_days import running, squares
from sm_core.student_words import stays_table
from ui import address, menu, session
from ui.counted import what_counts
from ui.frame import View, long_day, plain
from ui.theme import PLOT, palette

STUDENT = "student"
VIEWED = "students_viewed"


def chosen() -> str | None:
    """The student's id in the address."""
    return address.one(STUDENT)


def find(view: View, student_id: str) -> Student:
    """The student at the date chosen, at any school; the look is written to the audit once."""
    found = _find(view.store, view.version, view.actor, view.as_of, student_id)
    note_view(view, student_id)
    return found


def note_view(view: View, *students: str) -> None:
    """Write into the audit that this person looked at the students, once a session."""
    viewed = st.session_state.setdefault(VIEWED, set())
    actor = view.actor
    new = {i: (actor.person, actor.role, actor.mentor_id, i) for i in students}
    new = {i: look for i, look in new.items() if look not in viewed}
    if new:
        record(view.store, actor, session.now(), "view", *(f"student {i}" for i in new))
        viewed |= set(new.values())


@st.cache_data(max_entries=200, show_spinner=False)
def _find(_store, version, actor, as_of, student_id) -> Student:
    return find_student(_store, actor, Asked(as_of), student_id)


def back() -> None:
    menu.link(menu.STUDENTS, "← Back to the list", student=None)


def nobody() -> None:
    """The page was opened without a student."""
    st.info("No student is chosen. Choose one on the list of students.")


def headline(student: Student) -> None:
    """Who this is, the tier and its days, what kind they are, and what can still be reached."""
    who = [student.name or f"Student {student.student_id}"]
    who += [f"grade {student.grade}"] if student.grade else []
    who += [student.school_name] + ([] if student.enrolled else ["left"])
    st.subheader(plain(" · ".join(who)))
    st.markdown(f"#### {plain(words.headline(student))}")
    kinds = words.kinds(student)
    lines = [f"{kinds}." if kinds else "", words.goal_words(student)]
    if words.is_early(student.count):
        lines.append(words.pace_words(student))
    st.markdown(plain(" ".join(line for line in lines if line)))
    _how(student)


def _how(student: Student) -> None:
    rules, count = STANDARD, student.count
    through = f"through {long_day(count.through)}" if count.through else "no data yet"
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.popover("How is this counted?"):
            st.markdown(
                f"**{plain_number(count.missed)}** days missed of "
                f"**{plain_number(count.enrolled)}** days enrolled, {through}. Days: "
                f"{SCOPES['student']}, earlier schools of the year included.\n\n"
                f"{what_counts()}\n\n"
                f"At risk: {rules.at_risk}% to under {rules.moderate}% of enrolled days missed; "
                f"moderate chronic: to under {rules.severe}%; severe chronic: {rules.severe}% or "
                f"more. Under {rules.few_days} enrolled days there is no rate, under "
                f"{rules.early_days} no tier mark, because a few more days can still change it.\n\n"
                "The goal counts the school days left in the uploaded calendar, and asks for the "
                "year to end under the percent named, exactly."
            )
        st.caption(plain(f"Id {student.student_id} · {through} · {SCOPES['student']}"))


def year(student: Student) -> None:
    """The calendar of the year, a square per day."""
    st.markdown("#### Every school day of the year")
    frame = squares(student)
    if frame.empty:
        st.caption("The files tell totals only, so single days are not known.")
        return
    st.html(day_squares(frame, palette()))
    known = frame[frame["state"] != "ahead"]
    st.caption(words.year_caption(student, len(frame) - len(known)))


def rate(student: Student) -> None:
    """The share missed so far, this year and last, and last year in a sentence."""
    st.markdown("#### Share of days missed so far")
    now = running(student.year)
    before = running(student.last_year) if student.last_year else now.iloc[:0]
    if len(now) or len(before):
        st.plotly_chart(running_rate(now, before, palette()), key="running_rate", width="stretch",
                        config=PLOT, alt=words.rate_alt(student))  # fmt: skip
    st.markdown(plain(words.last_year_words(student)))
    st.caption(plain(words.rate_caption(student, has_line=len(now) > 0)))


def schools(student: Student) -> None:
    """The schools attended this year and last."""
    st.markdown("#### Schools this year and last")
    st.table(stays_table(student).map(plain), hide_index=True)
