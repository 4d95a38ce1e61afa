"""Where somebody notes what holds for one student: with whom, with whom not."""

from collections.abc import Iterable

import streamlit as st

from sm_core.errors import SmError
from sm_core.matching.pool import Pool
from sm_core.matching.rule_save import add_rules
from sm_core.matching.said import (
    APART,
    KINDS,
    LANGUAGE,
    NEVER,
    OF_STUDENTS,
    ONLY,
    PIN,
    TOGETHER,
    WISH,
)
from sm_core.matching.student import Student, spoken
from sm_core.matching.wishes import mentors_at
from sm_core.papers.languages import ENGLISH
from sm_core.targeting.decision import LONGEST_REASON
from ui import cached_matching, session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import UPLOADERS
from ui.targeting_board import candidates_of
from ui.told_apart import told_apart

SAID = {
    PIN: "Keep for this mentor",
    NEVER: "Never with this mentor",
    WISH: "This mentor is what they asked for",
    ONLY: "Nobody but these mentors",
    LANGUAGE: "Must have a mentor who speaks",
    TOGETHER: "Brothers and sisters: the same mentor",
    APART: "Not the same mentor as",
}
MEANS = {
    PIN: "A place with the mentor is kept, and nobody else is suggested.",
    NEVER: "The two are never suggested, and nobody can match them.",
    WISH: "The mentor counts as asked for; others stay possible.",
    ONLY: "The family allows these and nobody else; they count as asked for.",
    LANGUAGE: "Nobody who does not speak it is suggested.",
    TOGETHER: "Both get the same mentor.",
    APART: "The two never have the same mentor.",
}
assert SAID.keys() == MEANS.keys() == KINDS.keys()


def students(view: View) -> list[Student]:
    """The chosen students of whom this person may say something, by name."""
    pool = cached_matching.now(view).found.pool
    return _by_name(
        s for s in pool.students
        if view.school in (None, s.school_id) and view.actor.may_change_program(s.school_id)
    )  # fmt: skip


def _by_name(found: Iterable[Student]) -> list[Student]:
    return sorted(found, key=lambda s: (s.label.casefold(), s.student_id))


def add_button(view: View) -> None:
    """Opens the form."""
    if st.button("Add a rule…", key="matching_add_rule"):
        _dialog(view)


@st.dialog("Add a rule")
def _dialog(view: View) -> None:
    session.guard(*UPLOADERS)
    form, pool = Form("matching|rule"), cached_matching.now(view).found.pool
    kind = st.selectbox("Rule", list(SAID), format_func=SAID.get, key=form.key("kind"))
    st.caption(MEANS[kind])
    student_id = _choose_student(view, "Student", pool, students(view), form.key("student"))
    if student_id is None:
        return
    student = pool.student[student_id]
    with st.form(form.key(f"form|{kind}|{student_id}"), border=False):
        others = _others(view, form, kind, pool, student)
        reason = st.text_input("Why", key=form.key("why"), max_chars=LONGEST_REASON)
        if st.form_submit_button("Add rule", type="primary"):
            said = [(kind, student, *other) for other in others.items()]
            save(view, form, said, reason, _missing(kind))


def _missing(kind: str) -> str:
    """Who or what a rule of this kind names besides the student."""
    if kind == LANGUAGE:
        return "a language"
    return "the other student" if kind in OF_STUDENTS else "a mentor"


def _choose_student(
    view: View, label: str, pool: Pool, found: list[Student], key: str
) -> str | None:  # fmt: skip
    names = told_apart({s.student_id: _called(view, pool, s) for s in found})
    return st.selectbox(label, list(names), None, names.get, key=key,
                        placeholder="Choose a student")  # fmt: skip


def _called(view: View, pool: Pool, student: Student) -> str:
    facts = [f"grade {student.grade}" if student.grade else "",
             pool.school_names[student.school_id] if view.several_schools else "",
             f"meets {student.mentor}" if student.mentor else ""]  # fmt: skip
    return ", ".join([student.label, *filter(None, facts)])


def _others(view: View, form: Form, kind: str, pool: Pool, student: Student) -> dict[str, str]:
    """By id, the names of those whom the rule names besides the student."""
    key = form.key(f"other|{kind}")
    if kind == LANGUAGE:
        said = st.selectbox("Language", _languages(pool, student), key=key, accept_new_options=True)
        return {said: said} if said else {}
    if kind in OF_STUDENTS:
        # A brother or sister may be at another school.
        found = _by_name(s for s in pool.students if s != student)
        other = _choose_student(view, "The other student", pool, found, key)
        return {other: pool.student[other].label} if other else {}
    known = {m.mentor_id: m.name for m in mentors_at(pool, student.school_id)}
    names = told_apart(known)
    if kind == PIN:
        one = st.selectbox("Mentor", list(names), None, names.get, key=key,
                           placeholder="Choose a mentor")  # fmt: skip
        picked = [one] if one else []
    else:
        picked = st.multiselect("Mentors", list(names), format_func=names.get, key=key,
                                placeholder="Choose one or several")  # fmt: skip
    return {mentor: known[mentor] for mentor in picked}


def _languages(pool: Pool, student: Student) -> list[str]:
    """The student's own first, then all that a mentor of the school speaks."""
    known = {
        name for m in mentors_at(pool, student.school_id) for name in spoken(m.brings.languages)
    }
    return list(dict.fromkeys([*student.home_languages, *sorted(known - {ENGLISH})]))


def save(
    view: View, form: Form, said: list[tuple[str, Student, str, str]], reason: str = "",
    missing: str = "a mentor",
) -> None:  # fmt: skip
    """Note what is said, as (kind, student, id of the other one, their name), all or none; where
    nothing is, `missing` is to be chosen."""
    actor = session.guard(*UPLOADERS)
    with explained():
        if not said:
            raise SmError(f"Choose {missing} first, then save.")
        wanted = [(kind, student.student_id, other) for kind, student, other, _ in said]
        add_rules(view.store, form.save(actor), candidates_of(view), wanted, reason)
        noted = ", ".join(f"“{s.label}: {KINDS[kind]} {name}”" for kind, s, _, name in said)
        form.done(plain(f"Noted: {noted}."))
