"""The form of all that is known of a mentor, for a new one and for one on the roster."""

from __future__ import annotations

import streamlit as st

from sm_core.availability import EXAMPLE
from sm_core.grades import in_natural_order
from sm_core.mentors.mentor import CAPACITY, KINDS, USUAL, Mentor
from sm_core.mentors.save import add_mentor, change_mentor, flat, may_change, shaped, tidy
from sm_core.mentors.twins import Twins, resembling
from sm_core.saving import ChangedMeanwhile
from sm_core.targeting.words import counted
from sm_core.traits import split_words
from ui import address, cached, cached_mentors, cached_support, menu, session
from ui.frame import View, explained, plain
from ui.mentor_list import OPEN
from ui.saving import Form
from ui.session import UPLOADERS

GRADES = [*"K123456789", "10", "11", "12"]
LISTS = {
    "languages": "Languages", "interests": "Interests",
    "dislikes": "Dislikes",
}  # fmt: skip


def change(view: View, mentor: Mentor) -> None:
    """The record as a form; for those who only look, what it says."""
    st.subheader("About")
    if not may_change(view.actor, mentor):
        _said(mentor)
        return
    form = Form(f"mentor|{mentor.mentor_id}")
    opened = form.opened(flat(mentor))
    values, pressed = _fields(view, form, opened, "Save", is_new=False)
    if pressed:
        actor = session.guard(*UPLOADERS)
        with explained():
            try:
                change_mentor(session.store(), form.save(actor), mentor.mentor_id, opened,
                              opened | tidy(values))  # fmt: skip
            except ChangedMeanwhile as error:
                form.go_on_from(error.now)
                raise
            form.done(" ".join([f"{plain(mentor.name)}: saved.", *_over(mentor, values),
                                *_gone(view, mentor, values)]))  # fmt: skip


def _over(mentor: Mentor, values: dict) -> list[str]:
    """That more students are matched than there are places now, which ends nothing."""
    students, places = len(mentor.students), values["capacity"]
    if students <= places:
        return []
    return [
        f"They meet {counted(students, 'student', 'students')} and have "
        f"{counted(places, 'place', 'places')} now, so these matches stand under Support, Matches "
        "in motion, and nobody else is suggested for them."
    ]


def _gone(view: View, mentor: Mentor, values: dict) -> list[str]:
    """That students are matched at a school that was taken away, which ends nothing."""
    taken = set(mentor.schools) - set(values["schools"])
    left = {m.student_id for m in cached_support.matches(view)
            if m.mentor_id == mentor.mentor_id and (m.now_at or m.school_id) in taken}  # fmt: skip
    if not left:
        return []
    students, verb = counted(len(left), "student", "students"), "is" if len(left) == 1 else "are"
    return [
        f"{students} {verb} still matched with them at a school that is not theirs any more: see "
        "Support, Matches in motion."
    ]


def _said(mentor: Mentor) -> None:
    said = flat(mentor)
    lines = {"E-mail": said["email"], "Phone": said["phone"],
             "Students at once": f"{mentor.capacity}",
             "Grades": ", ".join(in_natural_order(said["grades"])),
             "Languages": ", ".join(said["languages"]), "Interests": ", ".join(said["interests"]),
             "Dislikes": ", ".join(said["dislikes"]), "Free time at school": said["availability"],
             "Note": said["note"]}  # fmt: skip
    st.markdown("  \n".join(f"{name}: {plain(text)}" for name, text in lines.items() if text))


def new(view: View) -> None:
    """An empty form; who resembles somebody on the roster is told before anything is saved."""
    if not view.actor.may_upload:
        st.info("Only a coordinator of the school or a captain adds mentors.")
        return
    form = Form("mentor|new")
    own = [view.school] if view.school else [s.school_id for s in view.schools][:1]
    empty = Mentor(form.token, schools=tuple(own if not view.several_schools else ()))
    told = st.session_state.get(form.key("told"), ())
    st.subheader("A new mentor")
    label = "Add another person" if told else "Add to the roster"
    values, pressed = _fields(view, form, flat(empty), label, is_new=True)
    if pressed:
        with explained():
            _add(view, form, shaped(empty, tidy(values)), told)
    elif told:
        _tell(view, told)


def _add(view: View, form: Form, wanted: Mentor, told: tuple[Twins, ...]) -> None:
    actor = session.guard(*UPLOADERS)
    close = tuple(resembling(cached_mentors.mentors(view), wanted))
    if {t.one.mentor_id for t in close} - {t.one.mentor_id for t in told}:
        st.session_state[form.key("told")] = close
        st.rerun()
    add_mentor(session.store(), form.save(actor), wanted)
    address.put(OPEN, wanted.mentor_id)
    form.done(
        f"{plain(wanted.name)} is on the roster. Record the first steps of the screening next."
    )


def _tell(view: View, told: tuple[Twins, ...]) -> None:
    for twins in told:
        names = cached_mentors.school_names(view)
        schools = ", ".join(names[s] for s in twins.one.schools if s in names)
        facts = ", ".join(filter(None, (twins.one.position or KINDS[twins.one.kind], schools)))
        st.warning(plain(
            f"{twins.other.name} is close to {twins.one.name} ({facts}): both have {twins.why}. "
            "Open that one, or add another person."
        ))  # fmt: skip
        menu.link(menu.MENTOR, f"Open {plain(twins.one.name)}", mentor=twins.one.mentor_id)


def _fields(view: View, form: Form, said: dict, label: str, is_new: bool) -> tuple[dict, bool]:
    """(what the fields say, whether the button was pressed)."""
    values: dict = {}
    kinds = list(KINDS)
    # Outside the form, because the usual number of students follows it.
    values["kind"] = st.selectbox("Kind of mentor", kinds, kinds.index(said["kind"]),
                                  format_func=KINDS.get, key=form.key("kind"))  # fmt: skip
    with st.form(form.key("form")):
        _who(view, form, said, values)
        _brings(view, form, said, values)
        _capacity(form, said, values, is_new)
        values["note"] = st.text_area("Note", said["note"], key=form.key("note"), height=80)
        pressed = st.form_submit_button(label, type="primary", key=form.key("save"))
    return values, pressed


def _who(view: View, form: Form, said: dict, values: dict) -> None:
    rows = (("first_name", "First name", "last_name", "Last name"),
            ("position", "Position", "organization", "Organization (from outside)"),
            ("email", "E-mail", "phone", "Phone"))  # fmt: skip
    for one, one_label, other, other_label in rows:
        left, right = st.columns(2)
        values[one] = left.text_input(one_label, said[one], key=form.key(one))
        values[other] = right.text_input(other_label, said[other], key=form.key(other))
    values["schools"] = _schools(view, form, said["schools"])


def _schools(view: View, form: Form, said: tuple[str, ...]) -> tuple[str, ...]:
    """Schools out of this person's sight stay as they are."""
    names = cached_mentors.school_names(view)
    chosen = st.multiselect("Schools", list(names), [s for s in said if s in names],
                            format_func=names.get, key=form.key("schools"))  # fmt: skip
    return (*chosen, *(school for school in said if school not in names))


def _brings(view: View, form: Form, said: dict, values: dict) -> None:
    grades = in_natural_order({*cached.grades(view), *said["grades"]} or GRADES)
    values["grades"] = tuple(st.multiselect(
        "Grades they would rather have", grades, in_natural_order(said["grades"]),
        key=form.key("grades"), placeholder="Any",
    ))  # fmt: skip
    for (name, label), column in zip(LISTS.items(), st.columns(3), strict=True):
        text = column.text_input(label, ", ".join(said[name]), key=form.key(name),
                                 placeholder="One, another")  # fmt: skip
        values[name] = split_words(text)
    values["availability"] = st.text_input(
        "Free time at school", said["availability"], key=form.key("availability"),
        placeholder=EXAMPLE, help=f"Like {EXAMPLE}",
    )  # fmt: skip


def _capacity(form: Form, said: dict, values: dict, is_new: bool) -> None:
    kind = values["kind"]
    usual = CAPACITY[kind] if is_new else said["capacity"]
    values["capacity"] = st.number_input(
        f"Students at once (usual {USUAL[kind]})", value=usual, step=1,
        key=form.key(f"capacity|{kind}" if is_new else "capacity"),
    )  # fmt: skip
