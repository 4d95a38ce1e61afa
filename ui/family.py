"""The parts of the Family page: where it stands, its answers, the log of contacts, the history."""

import streamlit as st

from sm_core.families import words
from sm_core.families.contacts import OUTCOMES, Contact, take_back_contact
from sm_core.families.find import Family
from sm_core.families.permission import WRITTEN, Answer
from sm_core.families.words import answer_words, gap_words, policy_words, where_words
from sm_core.plausible import us_day
from sm_core.student import UNSEEN
from ui import (
    address,
    cached_families,
    family_contact,
    family_copy,
    family_record,
    letters,
    menu,
    session,
)
from ui.family_actions import may_record
from ui.frame import View, explained, plain
from ui.history import history_table
from ui.saving import Form
from ui.session import UPLOADERS
from ui.student import STUDENT, note_view


def chosen() -> str | None:
    """The student's id in the address."""
    return address.one(STUDENT)


def back() -> None:
    with st.container(horizontal=True):
        menu.link(menu.FAMILIES, "← Back to the families", student=None)
        if chosen():
            menu.link(menu.STUDENT, "Open student", student=chosen())


def nobody() -> None:
    """The page was opened without a student."""
    st.info("No student is chosen. Choose one on the list of families.")


def find(view: View, student_id: str) -> Family | None:
    """The family; the look is written to the audit once. None, said on the page, for a student
    whom this person may not see."""
    found = cached_families.one(view, student_id)
    if found is None:
        st.error(plain(UNSEEN))
        return None
    note_view(view, student_id)
    return found


def headline(view: View, family: Family) -> None:
    """Who, where the family stands, and what that means for a mentor."""
    who = [f"Family of {family.label}", f"grade {family.grade}" if family.grade else "",
           family.school_name, "" if family.enrolled else "left"]  # fmt: skip
    st.subheader(plain(" · ".join(filter(None, who))))
    where = plain(where_words(family, view.day))
    if family.standing.clear_on(view.day) and family.in_program:
        st.success(f"A mentor may meet {plain(family.label)}. {where}.")
        if not family.mentor:
            menu.link(menu.MATCHING, "Find a mentor under Matching", student=None, list=None)
    elif family.mentor:
        st.error(f"{plain(family.mentor)} meets {plain(family.label)} and may not: {where}.")
    elif family.standing.no:
        st.warning(f"No mentor: {where}.")
    elif not family.in_program:
        st.info(f"{plain(family.label)} is not chosen for a mentor. {where}.")
        menu.link(menu.TARGETING, "Who needs a mentor?", student=None)
    else:
        st.info(f"No mentor yet. {where}.")
    mentor = f"Meets {family.mentor}. " if family.mentor else ""
    home = f"Home language in the files: {family.home_language or 'none noted'}."
    st.caption(plain(f"{mentor}The school's policy: {policy_words(family.policy)}. {home}"))


def actions(view: View, family: Family) -> None:
    """Record an answer, log a contact, print the letter; the family's copy also for who looks."""
    with st.container(horizontal=True):
        if may_record(view, [family]):
            _record(view, family)
        family_copy.button(view, family.student_id)


def _record(view: View, family: Family) -> None:
    form = Form(f"family|record|{family.student_id}")
    with st.popover("Record…", key=form.key("popover"), type="primary"):
        family_record.record(view, [family], form)
    form = Form(f"family|contact|{family.student_id}")
    with st.popover("Log contact…", key=form.key("popover")):
        family_contact.contact(view, [family], form)
    letters.button(view, [family])


def answers(view: View, family: Family) -> None:
    """What was sent and said, the newest first."""
    st.markdown("#### Sent and said")
    if not family.answers:
        st.caption("Nothing was sent to this family yet, and it said nothing.")
    for answer in family.answers:
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.markdown(_answer(family, answer))
        if not answer.taken_back and may_record(view, [family]):
            with right:
                _take_back(view, family, answer)


def _answer(family: Family, answer: Answer) -> str:
    facts = [answer_words(answer), _whose(family, answer), _signature(answer), answer.note]
    if answer.expires:
        facts.append(f"holds until {us_day(answer.expires)}")
    facts.append(_recorded(answer.recorded, answer.recorded_by))
    text = plain(". ".join(fact for fact in facts if fact))
    return f"- ~~{text}~~ taken back" if answer.taken_back else f"- {text}"


def _whose(family: Family, answer: Answer) -> str:
    names = {h.family_id: h.addressee for h in family.households}
    if not answer.family_id:
        return ""
    return names.get(answer.family_id, "A household that has been ended")


def _signature(answer: Answer) -> str:
    if not (answer.signed_by or answer.records or answer.channel in WRITTEN):
        return ""
    signed = f"Signed by {answer.signed_by}" if answer.signed_by else ""
    signed += f" on {us_day(answer.signed)}" if answer.signed and signed else ""
    parts = [signed, f"Records: {answer.records}" if answer.records else "",
             f"Purpose: {answer.purpose}" if answer.purpose else "",
             f"To: {answer.recipient}" if answer.recipient else "",
             f"Not complete: {gap_words(answer)}" if gap_words(answer) else ""]  # fmt: skip
    return ". ".join(part for part in parts if part)


def _recorded(when, person: str) -> str:
    return f"Recorded by {person} on {us_day(when)}" if when else "Nobody noted who recorded it"


def _take_back(view: View, family: Family, answer: Answer) -> None:
    form = Form(f"family|take back|{answer.permission_id}")
    with st.popover("Take back…", key=form.key("popover")):
        st.markdown("For an answer recorded by mistake. It stays on this page, crossed out, and "
                    "counts for nothing; what it ended is put back where nobody changed it "
                    "since. If the family changed its mind, record that instead.")  # fmt: skip
        if st.button("Take it back", key=form.key("press")):
            ids = {family.student_id: answer.permission_id}
            family_record.take_back(view, form, ids)


def contacts(view: View, family: Family) -> None:
    """The log of attempts to reach the family, meetings and events, the newest first."""
    st.markdown("#### Contacts")
    logged = cached_families.record(view, family.student_id).contacts
    found = [c for c in logged if c.day <= view.day]
    if not found:
        st.caption("Nobody logged an attempt to reach this family, a meeting or an event yet.")
    for contact in found:
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.markdown(_contact(view, family, contact))
        if not contact.taken_back and may_record(view, [family]):
            with right:
                _take_contact_back(view, contact)


def _contact(view: View, family: Family, contact: Contact) -> str:
    names = {h.family_id: h.addressee for h in family.households}
    facts = [words.contact_words(contact, view.day), names.get(contact.family_id, ""),
             contact.note, f"By {contact.person}"]  # fmt: skip
    text = plain(". ".join(fact for fact in facts if fact))
    return f"- ~~{text}~~ taken back" if contact.taken_back else f"- {text}"


def _take_contact_back(view: View, contact: Contact) -> None:
    form = Form(f"family|contact back|{contact.contact_id}")
    what = f"{OUTCOMES[contact.outcome].lower()}, {us_day(contact.day)}"
    if st.button("Take back", key=form.key("press"), help=f"Logged by mistake: {what}"):
        actor = session.guard(*UPLOADERS)
        with explained():
            take_back_contact(view.store, form.save(actor), view.as_of, contact.student_id,
                              contact.contact_id)  # fmt: skip
            form.done("The contact is taken back.")


def history(view: View, family: Family) -> None:
    """Who changed what about the family."""
    told = cached_families.record(view, family.student_id).history
    if told:
        with st.expander("History"):
            history_table(list(told))
