"""What can be done with the families picked: in a bar below the list, whatever page it shows."""

import streamlit as st

from sm_core.errors import SmError
from sm_core.families.find import Family
from sm_core.families.printing import Sent, sent
from sm_core.targeting.words import counted
from ui import cached_families, families, family_contact, family_record, letters, menu, session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import UPLOADERS


def bar(view: View) -> None:
    """Who is picked, and what can be recorded of them."""
    ids = set(families.PICKS.picked())
    found = [f for f in cached_families.families(view) if f.student_id in ids]
    if not found:
        letters.forget()
        return
    with st.bottom, st.container(horizontal=True, vertical_alignment="center"):
        families.PICKS.say(len(found), [f.label for f in found])
        if may_record(view, found):
            letters.button(view, found)
            _record(view, found)
        if len(found) == 1:
            menu.link(menu.FAMILY, "Open family", student=found[0].student_id)
        families.PICKS.clear_button()


def may_record(view: View, found: list[Family]) -> bool:
    """Whether this person may record something of all these families, today."""
    schools = {f.school_id for f in found}
    return view.day == session.today() and all(map(view.actor.may_change_program, schools))


def _record(view: View, found: list[Family]) -> None:
    form = Form("families|sent")
    if st.button("Letter sent today", key=form.key("press"),
                 help="Notes today as the day of the letters that “Letters…” makes for those "
                 "picked"):  # fmt: skip
        _note_sent(view, form, found)
    form = Form("families|record")
    with st.popover("Record…", key=form.key("popover"), type="primary"):
        family_record.record(view, found, form)
    form = Form("families|contact")
    with st.popover("Log contact…", key=form.key("popover")):
        family_contact.contact(view, found, form)


def _note_sent(view: View, form: Form, found: list[Family]) -> None:
    """Of each family that gets a letter, in the language in which it is printed; the others are
    named."""
    session.guard(*UPLOADERS)
    with explained():
        wanted, made = letters.made_for(view, found)
        done = sent(made, wanted, session.today())
        known = [f for f in found if f not in wanted]
        left = [
            f"Not noted, because they know already or are not chosen: {letters.named(known)}."
            if known else "",
            f"Not noted, because no letter can be made: {letters.named(done.left_out)}; "
            "“Letters…” says why." if done.left_out else "",
        ]  # fmt: skip
        left = [sentence for sentence in left if sentence]
        if not done.replies:
            raise SmError(*left)
        family_record.save(view, form, done.replies, " ".join([_sent(done), *map(plain, left)]))


def _sent(done: Sent) -> str:
    words = counted(done.letters, "letter", "letters")
    if done.letters != len(done.replies):
        words += f" to {counted(len(done.replies), 'family', 'families')}"
    return f"{words} {'is' if done.letters == 1 else 'are'} noted as sent."
