"""What can be done with the families picked: in a bar below the list, whatever page it shows."""

import streamlit as st

from sm_core.families.answer import Reply
from sm_core.families.find import Family
from sm_core.families.permission import SENT
from ui import cached_families, families, family_contact, family_record, letters, menu, session
from ui.frame import View, plain
from ui.saving import Form
from ui.session import EVERYBODY

NAMES_SHOWN = 3


def bar(view: View) -> None:
    """Who is picked, and what can be recorded of them."""
    ids = set(families.picked())
    found = [f for f in cached_families.families(view) if f.student_id in ids]
    if not found:
        return
    with st.bottom, st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_who(found))
        if may_record(view, found):
            letters.popover(view, found)
            _record(view, found)
        if len(found) == 1:
            menu.link(menu.FAMILY, "Open family", student=found[0].student_id)
        st.button("Clear", key="clear_families", on_click=_clear)


def may_record(view: View, found: list[Family]) -> bool:
    """Whether this person may record something of all these families, today."""
    schools = {f.school_id for f in found}
    return view.day == session.today() and all(map(view.actor.may_change_program, schools))


def _record(view: View, found: list[Family]) -> None:
    form = Form("families|sent")
    if st.button("Letter sent today", key=form.key("press"),
                 help="Records for all picked that the letter went out today"):  # fmt: skip
        replies = {
            f.student_id: Reply(SENT, session.today(), "letter",
                                language=", ".join(filter(None, f.languages)))
            for f in found
        }  # fmt: skip
        family_record.save(view, form, replies)
    form = Form("families|record")
    with st.popover("Record…", key=form.key("popover"), type="primary"):
        family_record.record(view, found, form)
    form = Form("families|contact")
    with st.popover("Log contact…", key=form.key("popover")):
        family_contact.contact(view, found, form)


def _who(found: list[Family]) -> str:
    words = ", ".join(plain(f.label) for f in found[:NAMES_SHOWN])
    more = f" and {len(found) - NAMES_SHOWN:,} more" if len(found) > NAMES_SHOWN else ""
    return f"**{len(found):,} picked:** {words}{more}"


def _clear() -> None:
    session.guard(*EVERYBODY)
    families.pick([])
