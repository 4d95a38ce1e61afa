"""The way to the family's copy of what is held about their child."""

from functools import partial

import streamlit as st

from sm_core.audit import record
from sm_core.families.find import Household
from sm_core.families.held import ANY, Held, held, households_for_copy
from sm_core.papers.family_copy import family_copy, unprintable
from sm_core.papers.family_copy_words import WORDS
from sm_core.papers.languages import canonical
from sm_core.plausible import us_day
from ui import session
from ui.frame import View, explained, plain

NO_ONE = "No one in particular"
WORDS_SHOWN = 8


def button(view: View, student_id: str) -> None:
    """Ask for household and language, then offer the PDF; made on click, written to the audit."""
    opened = st.popover(
        "Family's copy", key=f"family_copy|{student_id}", on_change="rerun",
        help="What is kept about this student, as a PDF for the family.",
    )  # fmt: skip
    if opened.open:
        with opened, explained():
            _choose(view, student_id)


def _choose(view: View, student_id: str) -> None:
    known, home = households_for_copy(view.store, view.actor, view.as_of, student_id)
    to = _ask_household(known, student_id)
    language = _ask_language(canonical((to.language if to else "") or home), student_id, to)
    if language is None:
        st.caption("Choose the language the family reads. There are no others yet.")
        return
    held_now = partial(_held, view, student_id, to.family_id if to else ANY)
    # What cannot be shown is said here: behind the button nobody would read it.
    if odd := unprintable(held_now(), language):
        _say_unprintable(odd)
    st.download_button(
        "Download PDF", partial(_taken, view, held_now, language), f"family-copy-{student_id}.pdf",
        "application/pdf", on_click="ignore", key=f"family_copy_pdf|{student_id}", width="stretch",
    )  # fmt: skip
    st.caption("For the family of this student alone: check who asks before you hand it over.")


def _ask_household(known: list[Household], student_id: str) -> Household | None:
    """Whose copy it is, where there are several: only theirs says where they live."""
    if len(known) < 2:
        return known[0] if known else None
    names = {h.family_id: _named(h, n) for n, h in enumerate(known, start=1)}
    chosen = st.selectbox(
        "For which household?", [ANY, *names], format_func=lambda i: names.get(i, NO_ONE),
        key=f"copy_household|{student_id}",
        help="Address, phone and e-mail are printed only for the household chosen.",
    )  # fmt: skip
    return next((h for h in known if h.family_id == chosen), None)


def _named(household: Household, number: int) -> str:
    """One to which letters go no longer says so: it may be that of somebody who moved out."""
    name = household.addressee or f"Household {number}"
    return f"{name} (ended {us_day(household.ended)})" if household.ended else name


def _ask_language(usual: str, student_id: str, to: Household | None) -> str | None:
    """The family's where there is a copy in it; another one is named and nothing chosen for it."""
    languages = list(WORDS)
    if usual and usual not in languages:
        st.caption(plain(f"The family's language on record is {usual}."))
    index = languages.index(usual) if usual in languages else None
    return st.selectbox("Language", languages, index, placeholder="Choose a language",
                        key=f"copy_language|{student_id}|{to and to.family_id}")  # fmt: skip


def _say_unprintable(odd: list[str]) -> None:
    more = f" and {len(odd) - WORDS_SHOWN:,} more words" if len(odd) > WORDS_SHOWN else ""
    st.info(plain(
        f"The PDF cannot show the letters of {' '.join(odd[:WORDS_SHOWN])}{more}. The copy is made "
        "all the same and says where they are missing: write them in by hand before you hand it "
        "over."
    ))  # fmt: skip


def _held(view: View, student_id: str, household: str) -> Held:
    session.guard(*session.EVERYBODY)
    return held(view.store, view.actor, view.as_of, view.day, student_id, household)


def _taken(view: View, held_now: partial, language: str) -> bytes:
    found = held_now()
    # Who looked is written down by the clock, the demo district's too.
    pdf = family_copy(found, language, session.now().date())
    subject = f"family copy student {found.student.student_id}"
    record(view.store, view.actor, session.now(), "export", subject)
    return pdf
