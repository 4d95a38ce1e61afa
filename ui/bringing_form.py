"""The form of one student: wish, languages, interests, free time, and the adults known."""

import streamlit as st

from sm_core.availability import EXAMPLE
from sm_core.bringing.find import Person
from sm_core.bringing.in_program import student_history
from sm_core.bringing.listed import language_words
from sm_core.bringing.profile import WISHES, Profile
from sm_core.bringing.save import WORDS, change_profile, flat, may_change
from sm_core.saving import ChangedMeanwhile
from sm_core.student import UNSEEN
from sm_core.traits import split_words
from ui import address, menu, session
from ui.bringing import OPEN, Found, close_button
from ui.frame import View, explained, plain
from ui.history import history_table
from ui.saving import Form
from ui.session import UPLOADERS
from ui.student import note_view

KNOWS = "knows"
HERE = "What the student brings"


def opened(view: View, found: Found) -> None:
    """The student the address names, below the list."""
    student_id = address.one(OPEN)
    if not student_id:
        return
    person = next((p for p in found.brought.people if p.student_id == student_id), None)
    with st.container(border=True):
        if person is None:
            st.error(plain(UNSEEN))
        else:
            _student(view, found, person)
        close_button()


def _student(view: View, found: Found, person: Person) -> None:
    note_view(view, person.student_id)
    grade = f" · grade {person.grade}" if person.grade else ""
    st.markdown(f"#### {plain(f'{person.label}{grade} · {person.school_name}')}")
    profile = found.brought.profiles[person.student_id]
    names = {a.mentor_id: a.name for a in found.adults if person.school_id in a.schools}
    names |= {a.mentor_id: a.name for a in found.adults if a.mentor_id in profile.knows}
    if may_change(view.actor, person):
        _form(view, person, profile, names)
    else:
        st.caption("Only the coordinator of the school or a captain writes here.")
    with st.expander("History"):
        told = student_history(view.store, view.actor, view.as_of, person.student_id)
        history_table([(WORDS.get(c.field, c.field).removeprefix("the "), c)
                       for what, c in told if what == HERE])  # fmt: skip
    menu.link(menu.STUDENT, "Open the student's page", student=person.student_id)


def _form(view: View, person: Person, profile: Profile, names: dict[str, str]) -> None:
    form = Form(f"bringing|{person.student_id}")
    known = [mentor for mentor in profile.knows if mentor in names]
    before = form.opened(flat(profile) | {KNOWS: known})
    with st.form(form.key("form"), border=False):
        wanted = _fields(form, before, language_words(profile))
        knows = st.multiselect("Adults the student knows", list(names), before[KNOWS],
                               format_func=names.get, key=form.key(KNOWS))  # fmt: skip
        new = st.text_input(
            "Another adult, not on the roster yet", key=form.key("new_adult"),
            placeholder="First and last name",
            help="Comes onto the roster of mentors as a prospect.",
        )  # fmt: skip
        pressed = st.form_submit_button("Save", type="primary", key=form.key("save"))
    if pressed:
        with explained():
            actor = session.guard(*UPLOADERS)
            versions = {name: before[name] for name in WORDS}, wanted()
            try:
                change_profile(view.store, form.save(actor), view.as_of, person.student_id,
                               versions, (set(before[KNOWS]), set(knows)), new)  # fmt: skip
            except ChangedMeanwhile as told:
                form.go_on_from(told.now)
                raise
            form.done(f"What {plain(person.label)} brings is saved.")


def _fields(form: Form, before: dict, from_file: str):
    """The widgets of a profile; a function that says what stands in them, because a free time that
    cannot be read is told only when it is saved."""
    left, right = st.columns(2)
    wishes = ["", *WISHES]
    asked = left.date_input("Asked on", before["asked"], max_value=session.today(),
                            format="MM/DD/YYYY", key=form.key("asked"))  # fmt: skip
    wish = right.segmented_control(
        "Wants a mentor", wishes[1:], default=before["wish"] or None, format_func=WISHES.get,
        key=form.key("wish"),
    )  # fmt: skip
    texts = {
        "wished_for": left.text_input("Wished for", before["wished_for"], key=form.key("for"),
                                      placeholder="An adult, or what kind of mentor"),
        "languages": right.text_input("Languages", _comma(before["languages"]),
                                      key=form.key("languages"),
                                      placeholder=from_file or "Spanish, English"),
        "interests": left.text_input("Interests", _comma(before["interests"]),
                                     key=form.key("interests"), placeholder="band, chess"),
        "dislikes": right.text_input("Dislikes", _comma(before["dislikes"]),
                                     key=form.key("dislikes"), placeholder="running"),
        "availability": left.text_input("Free time at school", before["availability"],
                                        key=form.key("free"), placeholder=EXAMPLE),
        "note": right.text_input("Note", before["note"], key=form.key("note"),
                                 help="For the school only; a mentor never sees it."),
    }  # fmt: skip
    return lambda: _said(before, asked, wish or "", texts)


def _comma(words: tuple[str, ...]) -> str:
    return ", ".join(words)


def _said(before: dict, asked, wish: str, texts: dict[str, str]) -> dict:
    """What the widgets say, in the shape of `flat`; a list that says the same words in another
    order is no change."""
    said = {"asked": asked, "wish": wish} | {name: text.strip() for name, text in texts.items()}
    for name in ("languages", "interests", "dislikes"):
        words = split_words(said[name])
        said[name] = before[name] if set(words) == set(before[name]) else words
    return said
