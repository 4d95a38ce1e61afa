"""The households of a student on the Family page: where letters go; added, changed, ended."""

import streamlit as st

from sm_core.families.find import Family, Household
from sm_core.families.household import (
    add_household,
    change_household,
    end_household,
    flat,
    resume_household,
)
from sm_core.plausible import us_day
from sm_core.saving import ChangedMeanwhile
from ui import cached_families, session
from ui.family_actions import may_record
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import UPLOADERS

NO_LANGUAGE = "Home language of the student"


def households(view: View, family: Family) -> None:
    """Each household with its address and ways to reach it; those ended below."""
    st.markdown("#### Households")
    changes = may_record(view, [family])
    if not family.households:
        st.caption("No household is noted: letters are addressed “To the family of …” and have no "
                   "address.")  # fmt: skip
    for household in family.households:
        with st.container(border=True):
            st.markdown(_words(household))
            if changes:
                with st.container(horizontal=True):
                    _change(view, family, household)
                    _end(view, family, household)
    if changes:
        _add(view, family)
    _ended(view, family, changes)


def _words(household: Household) -> str:
    lines = household.address.splitlines()
    reach = [household.phone, household.email, household.language]
    rest = [", ".join(lines), " · ".join(filter(None, reach)), household.note]
    return "  \n".join([f"**{plain(household.addressee)}**", *(plain(r) for r in rest if r)])


def _fields(form: Form, said: dict[str, str], label: str) -> dict[str, str] | None:
    """What the fields say, once the button is pressed."""
    with st.form(form.key("form"), border=False):
        values = {
            "addressee": st.text_input("Addressed to", said.get("addressee", ""),
                                       key=form.key("addressee")),
            "address": st.text_area("Address, a line per line of the envelope",
                                    said.get("address", ""), key=form.key("address"), height=90),
            "language": st.text_input("Language of letters", said.get("language", ""),
                                      key=form.key("language"), placeholder=NO_LANGUAGE),
            "phone": st.text_input("Phone", said.get("phone", ""), key=form.key("phone")),
            "email": st.text_input("E-mail", said.get("email", ""), key=form.key("email")),
            "note": st.text_input("Note", said.get("note", ""), key=form.key("note")),
        }  # fmt: skip
        return values if st.form_submit_button(label, type="primary") else None


def _add(view: View, family: Family) -> None:
    form = Form(f"household|new|{family.student_id}")
    with st.popover("Add a household…", key=form.key("popover")):
        if family.households:
            st.caption("Letters that went out before did not reach this one: it is still to be "
                       "told. Record what goes to it alone under its name.")  # fmt: skip
        values = _fields(form, {}, "Add household")
        if values:
            actor = session.guard(*UPLOADERS)
            with explained():
                add_household(view.store, form.save(actor), view.as_of, family.student_id, values)
                form.done(f"{plain(values['addressee'].strip())} is added.")


def _change(view: View, family: Family, household: Household) -> None:
    form = Form(f"household|{household.family_id}")
    with st.popover("Change…", key=form.key("popover")):
        opened = form.opened(flat(household))
        values = _fields(form, opened, "Save household")
        if values:
            actor = session.guard(*UPLOADERS)
            with explained():
                try:
                    change_household(view.store, form.save(actor), view.as_of,
                                     (family.student_id, household.family_id),
                                     (opened, values))  # fmt: skip
                except ChangedMeanwhile as error:
                    form.go_on_from(error.now)
                    raise
                form.done(f"{plain(household.addressee)}: saved.")


def _end(view: View, family: Family, household: Household) -> None:
    form = Form(f"household|end|{household.family_id}")
    with (
        st.popover("No more letters…", key=form.key("popover")),
        st.form(form.key("form"), border=False),
    ):
        st.markdown("No letter goes there from today, and it need not be told. A no that it said "
                    "stays until somebody of the family says otherwise.")  # fmt: skip
        reason = st.text_input("Why", key=form.key("why"), placeholder="Moved away, …")
        if st.form_submit_button("Send no more letters"):
            actor = session.guard(*UPLOADERS)
            with explained():
                end_household(view.store, form.save(actor), view.as_of,
                              (family.student_id, household.family_id), reason)  # fmt: skip
                form.done(f"No more letters go to {plain(household.addressee)}.")


def _ended(view: View, family: Family, changes: bool) -> None:
    known = cached_families.record(view, family.student_id).households
    gone = [household for household in known if not household.counts_on(view.day)]
    for household in gone:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(plain(f"{household.addressee}: no letters since {us_day(household.ended)}"),
                       width="content")  # fmt: skip
            form = Form(f"household|resume|{household.family_id}")
            if changes and st.button("Take up again", key=form.key("press")):
                actor = session.guard(*UPLOADERS)
                with explained():
                    resume_household(view.store, form.save(actor), view.as_of,
                                     (family.student_id, household.family_id))  # fmt: skip
                    form.done(f"{plain(household.addressee)} is back.")
