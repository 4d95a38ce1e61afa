"""What the last press on Contacts from a sheet did, the lines it set aside, and its Undo."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from sm_core.actor import Actor
from sm_core.contact_sheets.bring import bring
from sm_core.contact_sheets.reading import Answers
from sm_core.contact_sheets.report import ContactsReport
from sm_core.contact_sheets.texts import Text
from sm_core.contacts.contact import Contact
from sm_core.contacts.log import take_back_untouched
from sm_core.saving import Save
from sm_core.store import Store
from sm_core.targeting.words import counted
from ui import session, sheets
from ui.frame import explained, plain
from ui.saving import Form, last_pressed, press
from ui.session import UPLOADERS

# Forgotten with the forms, when the person goes to another page.
LAST, SAID = "opened|contacts_in|last", "opened|contacts_in|said"


@dataclass(frozen=True)
class Done:
    """What one press did, in words, the contacts it logged, and the reports on its sheets."""

    words: str
    contacts: tuple[Contact, ...] = ()
    reports: tuple[ContactsReport, ...] = ()


def log(form: Form, store: Store, texts: list[Text], answers: Answers) -> None:
    """Log what the sheets tell."""
    actor = session.guard(*UPLOADERS)
    save = form.save(actor)
    with explained():
        press(LAST, form, actor, lambda: _bring(store, save, texts, answers))


def _bring(store: Store, save: Save, texts: list[Text], answers: Answers) -> Done:
    done = bring(store, save, texts, answers)
    if done is None:
        return Done("This was saved already.")
    logged, reports = done.logged, tuple(done.reports)
    words = f"Logged: {counted(len(logged.new), 'contact', 'contacts')}.{_besides(reports)}"
    return Done(words, logged.contacts, reports)


def _besides(reports: Sequence[ContactsReport]) -> str:
    """What else a press did, with the numbers that were told before it."""
    known = sum(report.known for report in reports)
    added = sum(report.changes.get("contacts_changed", 0) for report in reports)
    aside = sum(len(report.cells) for report in reports)
    said = [counted(known, "was known already", "were known already")] if known else []
    said += [f"Something was added to {added:,} of these; Undo leaves it"] if added else []
    said += [counted(aside, "line was set aside", "lines were set aside")] if aside else []
    return "".join(f" {words}." for words in said)


def say(store: Store, actor: Actor) -> bool:
    """What the last press did, said once, and its Undo, for who pressed it; whether this is the
    first run since."""
    last, first = last_pressed(LAST)
    if last and st.session_state.get(SAID) != last.token:
        st.success(last.result.words)
        st.session_state[SAID] = last.token
    if last and last.result.contacts and last.actor == actor:
        _undo(store, last.result.contacts)
    return first


def _undo(store: Store, contacts: tuple[Contact, ...]) -> None:
    form, number = Form("contacts_in|undo"), counted(len(contacts), "contact", "contacts")
    if st.button(f"Undo: {number}", key=form.key("undo")):
        actor = session.guard(*UPLOADERS)
        save = form.save(actor)
        with explained():
            press(LAST, form, actor, lambda: _take_back(store, save, contacts))


def _take_back(store: Store, save: Save, contacts: tuple[Contact, ...]) -> Done:
    stay = take_back_untouched(store, save, contacts) or 0
    kept = f" {counted(stay, 'stays', 'stay')}, because somebody added to it since." if stay else ""
    back = counted(len(contacts) - stay, "contact", "contacts")
    return Done(f"Taken back: {back}.{kept}")


def left_over(actor: Actor) -> None:
    """The lines that the last press set aside, until the next sheet, to correct and paste again."""
    last, _ = last_pressed(LAST)
    if last and last.actor == actor:
        asides(last.result.reports)


def asides(reports: Sequence[ContactsReport]) -> None:
    """The lines set aside of each sheet, with what is wrong with them."""
    for report in reports:
        _set_aside(report, f" of {plain(report.file)}" if len(reports) > 1 else "")


def _set_aside(report: ContactsReport, where: str) -> None:
    if report.asides:
        asked = " Those that wait for an answer are among them." if report.waiting else ""
        lines = counted(len(report.cells), "line", "lines")
        st.markdown(f"**{lines} set aside{where}.**{asked}")
        sheets.set_aside(report)
