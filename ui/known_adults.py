"""The parts of the page Who already knows whom?: an adult, the students to tap, the whole grid."""

from dataclasses import dataclass
from functools import partial
from itertools import groupby

import streamlit as st

from sm_core import exports
from sm_core.audit import record
from sm_core.bringing.find import Person
from sm_core.bringing.listed import Brought, adults_at, chosen_students, column_names, known_table
from sm_core.bringing.save import add_adult, save_known
from sm_core.mentors.mentor import Mentor
from ui import address, cached, menu, session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import UPLOADERS

ADULT = "adult"


@dataclass(frozen=True)
class Found:
    """The chosen students of one school, and the adults on its roster."""

    school: str
    brought: Brought
    adults: list[Mentor]


def everything(view: View) -> Found:
    """The grid of the school chosen; a district has no staff meeting, so a school must be."""
    school = view.school or (view.schools[0].school_id if len(view.schools) == 1 else None)
    if school is None:
        st.info("Choose a school above: the grid is for one staff meeting.")
        st.stop()
    brought = chosen_students(view.store, cached.seen(view), school)
    if not brought.people:
        st.info("No student is chosen here this school year yet, so there is nobody to know.")
        menu.link(menu.TARGETING, "Choose students", student=None)
        st.stop()
    return Found(school, brought, adults_at(view.store, view.actor, view.day, school))


def answer(view: View, found: Found) -> None:
    total, nobody = len(found.brought.people), len(found.brought.known_to_nobody)
    st.subheader(
        f"{total - nobody} of {total} chosen students are known to somebody; {nobody} to nobody yet"
    )
    st.caption(
        "Choose an adult, tap the students they already know, save, and pass it on. Those known to "
        "nobody stand first."
    )


def grid(view: View, found: Found) -> None:
    """Choose or add an adult, tap, save, and go on with the next."""
    chosen = _choose(found)
    _add(found)
    if chosen:
        _tap(view, found, chosen)


def _choose(found: Found) -> Mentor | None:
    names = column_names(found.adults)
    ids = {name: mentor for mentor, name in names.items()}
    opened = address.one(ADULT)
    st.session_state["adult_name"] = names.get(opened)
    st.selectbox("Who is tapping?", list(ids), index=None, key="adult_name",
                 placeholder="Choose an adult on the roster", on_change=_turn_to,
                 args=(ids, found.school))  # fmt: skip
    return next((adult for adult in found.adults if adult.mentor_id == opened), None)


def _turn_to(ids: dict[str, str], school: str) -> None:
    session.guard(*UPLOADERS)
    adult = ids.get(st.session_state["adult_name"])
    # Opened anew, the grid stands as it is stored now.
    Form(f"knows|{school}|{adult}").forget()
    address.put(ADULT, adult)


def _add(found: Found) -> None:
    form = Form(f"new_adult|{found.school}")
    with st.popover("Somebody not on the roster yet"), st.form(form.key("form"), border=False):
        name = st.text_input("First and last name", key=form.key("name"))
        pressed = st.form_submit_button("Add and choose", key=form.key("save"))
    if pressed:
        with explained():
            actor = session.guard(*UPLOADERS)
            mentor_id = add_adult(session.store(), form.save(actor), found.school, name)
            address.put(ADULT, mentor_id)
            form.done(f"{plain(name)} is on the roster as a prospect.")


def _tap(view: View, found: Found, adult: Mentor) -> None:
    form = Form(f"knows|{found.school}|{adult.mentor_id}")
    profiles = found.brought.profiles
    nobody = found.brought.known_to_nobody
    # Kept as the form was opened: what others save meanwhile must not move a name while it is
    # being tapped.
    before = form.opened({
        "known": [p.student_id for p in found.brought.people
                  if adult.mentor_id in profiles[p.student_id].knows],
        "groups": [("Known to nobody yet", nobody), *_by_grade(found, nobody)],
    })  # fmt: skip
    with st.form(form.key("form")):
        st.markdown(f"**{plain(adult.name)}** knows")
        tapped: set[str] = set()
        for label, people in before["groups"]:
            tapped |= set(_pills(form, label, people, before["known"]))
        pressed = st.form_submit_button("Save and next adult", type="primary",
                                        key=form.key("save"))  # fmt: skip
    if pressed:
        _save(view, form, adult, set(before["known"]), tapped)


def _by_grade(found: Found, nobody: list[Person]) -> list[tuple[str, list[Person]]]:
    rest = [person for person in found.brought.people if person not in nobody]
    return [(f"Grade {plain(grade)}" if grade else "Without a grade", list(people))
            for grade, people in groupby(rest, key=lambda person: person.grade)]  # fmt: skip


def _pills(form: Form, label: str, people: list[Person], known: list[str]) -> list[str]:
    if not people:
        return []
    several = len({person.grade for person in people}) > 1
    names = {p.student_id: plain(f"{p.label} · gr {p.grade}" if several and p.grade else p.label)
             for p in people}  # fmt: skip
    return st.pills(
        f"{label} ({len(people)})", list(names), selection_mode="multi", format_func=names.get,
        default=[student for student in names if student in known], key=form.key(label),
    )  # fmt: skip


def _save(view: View, form: Form, adult: Mentor, before: set[str], tapped: set[str]) -> None:
    with explained():
        actor = session.guard(*UPLOADERS)
        save_known(view.store, form.save(actor), view.as_of, adult.mentor_id, before, tapped)
        address.put(ADULT, None)
        many = f"{len(tapped)} student{'' if len(tapped) == 1 else 's'}"
        form.done(f"{plain(adult.name)} knows {many}. Who is next?")


def whole(view: View, found: Found) -> None:
    """The whole grid, on the screen and to print."""
    if not found.adults:
        st.info("Nobody is on the roster of this school yet: add the first adult above.")
        return
    with st.expander("The whole grid"):
        st.dataframe(
            known_table(found.brought, found.adults), hide_index=True,
            key=f"grid|{view.version}|{view.program}|{view.actor.person}|{found.school}",
            alt="Students in rows, adults in columns, a check mark where they know each other",
        )  # fmt: skip
    st.download_button(
        "Excel sheet to print and pass around", partial(_bytes, view, found),
        f"who-knows-whom-{view.day}.xlsx", "application/octet-stream", on_click="ignore",
        key="download_grid",
    )  # fmt: skip


def _bytes(view: View, found: Found) -> bytes:
    session.guard(*UPLOADERS)
    table = known_table(found.brought, found.adults)
    record(view.store, view.actor, session.now(), "export", f"known-adults.xlsx {len(table)} rows")
    return exports.safe_xlsx(table, "Who knows whom", across=True)
