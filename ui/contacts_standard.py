"""How often a student is to be seen in a week: what is set, and where it is changed."""

from datetime import date

import streamlit as st

from sm_core.contacts.numbers import Numbers
from sm_core.contacts.standard import MOST, SETTING, own_standards, save_standard, standards
from sm_core.program_settings import DISTRICT
from sm_core.saving import ChangedMeanwhile
from ui import cached_contacts, session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import UPLOADERS
from ui.targeting_board import newest

OWN_SHOWN = 5


def standard(view: View, monday: date) -> None:
    """The standard of the school, or of the district where none is chosen; those who may change it
    find out first what a change would do."""
    school = _school(view)
    now = standards(view.store, [school])[school]
    st.caption(f"Planned: {_a_week(now)}.", width="content")
    if not newest(view) or not view.actor.may_change_program(school):
        return
    form = Form(f"contacts|standard|{school}")
    # Without the number in its label: another label is another popover, and closed.
    opened = st.popover("Change…", key=form.key("popover"), on_change="rerun")
    if opened.open:
        with opened:
            _editor(view, form, monday, school, now)


def _a_week(standard: int) -> str:
    return "1 contact a week" if standard == 1 else f"{standard} contacts a week"


def _school(view: View) -> str:
    """Whose standard is shown: of the school chosen or the only one, else the district's."""
    if view.school:
        return view.school
    return view.schools[0].school_id if len(view.schools) == 1 else DISTRICT


def _editor(view: View, form: Form, monday: date, school: str, now: int) -> None:
    opened = form.opened({"standard": now})["standard"]
    whose = "at this school" if school else "in the district"
    district = _district(view, form, school)
    wanted = district or st.number_input(f"Contacts a week {whose}", 1, MOST, opened,
                                         key=form.key("standard"))  # fmt: skip
    st.caption("In a week of five school days; of fewer, the same share. The program asks for 3.")
    would = _would(cached_contacts.preview(view, monday, school, wanted))
    st.markdown(f"**With {wanted}, {would} in the week shown.**")
    if wanted != now:
        st.caption(
            f"Now, with {now}: {_would(cached_contacts.preview(view, monday, school, now))}."
        )
    if not school:
        _say_own(view)
    if st.button("Save", key=form.key("save"), disabled=not district and wanted == opened):
        _save(view, form, school, opened, None if district else wanted)


def _district(view: View, form: Form, school: str) -> int | None:
    """The district's standard, where the school is to follow it again."""
    if school not in own_standards(view.store):
        return None
    usual = standards(view.store, [DISTRICT])[DISTRICT]
    ticked = st.checkbox(f"As the district ({usual})", key=form.key("district"))
    return usual if ticked else None


def _would(found: Numbers) -> str:
    return f"{found.planned:,} of {found.asked:,} students seen as planned"


def _say_own(view: View) -> None:
    own = own_standards(view.store)
    named = [plain(each.name) for each in view.schools if each.school_id in own]
    if named:
        more = f" and {len(named) - OWN_SHOWN} more" if len(named) > OWN_SHOWN else ""
        st.caption(f"With another one of their own: {', '.join(named[:OWN_SHOWN])}{more}.")


def _save(view: View, form: Form, school: str, opened: int, wanted: int | None) -> None:
    actor = session.guard(*UPLOADERS)
    with explained():
        try:
            save_standard(view.store, form.save(actor), school, opened, wanted)
        except ChangedMeanwhile as told:
            form.go_on_from({"standard": int(told.now[SETTING])})
            raise
        form.done(f"The plan is {_a_week(wanted) if wanted else 'that of the district'} now.")
