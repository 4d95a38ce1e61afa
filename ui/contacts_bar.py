"""What can be done on the Contacts page beside the grid: log one contact, print cards, set how
often students are to be seen."""

from datetime import date
from functools import partial

import streamlit as st

from sm_core.audit import record
from sm_core.contacts.table import Load
from sm_core.contacts.weeks import WEEK
from sm_core.papers.contact_card import contact_cards
from sm_core.student_words import short_day
from sm_core.targeting.words import counted
from ui import address, cached_contacts, contacts_log, contacts_standard, menu, session
from ui.frame import View, plain
from ui.session import EVERYBODY


def bar(view: View, monday: date) -> None:
    """The buttons, in the row of whoever calls."""
    contacts_log.button(view)
    if contacts_log.may_log(view):
        menu.link(menu.CONTACTS_IN, "Paste or file…", list=None, mentor=None, week=None)
    if cached_contacts.board(view, monday).lines:
        _cards(view, monday)
    contacts_standard.standard(view, monday)


def _cards(view: View, monday: date) -> None:
    """The card of the mentor chosen, or those of all mentors of a school, for this week or the
    next."""
    opened = st.popover("Print cards", key="cards", on_change="rerun")
    if opened.open:
        with opened:
            st.caption("A page per mentor, to tick by hand and to copy back here.")
            for week in (monday, monday + WEEK):
                _week(view, week, _mentor(view, monday))
            if view.several_schools:
                st.caption("Choose a school above to print the cards of all its mentors.")


def _week(view: View, monday: date, chosen: Load) -> None:
    """What there is to print for a week: matches end, and their mentors have no card any more."""
    found = cached_contacts.card_board(view, monday).by_mentor
    words = f"week of {short_day(monday)}"
    if chosen.mentor_id in found:
        _download(view, monday, f"{plain(chosen.mentor)}, {words}", chosen.mentor_id)
    else:
        st.caption(f"{plain(chosen.mentor)} has no match in the {words}.")
    if found and not view.several_schools:
        mentors = counted(len(found), "mentor", "mentors")
        _download(view, monday, f"All {mentors}, {words}", None)


def _mentor(view: View, monday: date) -> Load:
    """Who is open in the grid or the list, the first where nobody is."""
    found = {load.mentor_id: load for load in cached_contacts.mentors(view, monday)}
    return found.get(address.one("mentor") or "") or next(iter(found.values()))


def _download(view: View, monday: date, label: str, mentor_id: str | None) -> None:
    st.download_button(
        label, partial(_pdf, view, monday, mentor_id), f"contact-cards-{monday.isoformat()}.pdf",
        "application/pdf", on_click="ignore", key=f"cards|{monday}|{mentor_id}", width="stretch",
    )  # fmt: skip


def _pdf(view: View, monday: date, mentor_id: str | None) -> bytes:
    session.guard(*EVERYBODY)
    found = cached_contacts.week_cards(view, monday, mentor_id)
    # A download runs outside the person's session: only the view knows who asked.
    subject = f"contact cards.pdf {len(found)} mentors, week of {monday.isoformat()}"
    record(view.store, view.actor, session.now(), "export", subject)
    return contact_cards(found)
