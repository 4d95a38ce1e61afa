"""What the page Contacts from a sheet asks: columns, dates, the week, and who a name means."""

from datetime import date
from functools import partial

import streamlit as st

from sm_core.contact_sheets.columns import OFFERED
from sm_core.contact_sheets.marks import date_said
from sm_core.contact_sheets.reading import Answers
from sm_core.contact_sheets.report import ContactsReport, NameAsked
from sm_core.contacts.weeks import FRIDAY, WEEK, monday_of
from sm_core.plausible import us_day
from sm_core.school_year import first_day, school_year_of
from ui import session, sheets
from ui.frame import plain
from ui.saving import Form
from ui.session import UPLOADERS

NOT_READ, LEFT_OUT = "", ""
MOST_ASKED = 30
"""Names asked at once; those that are answered make room for others."""


def answers(form: Form) -> Answers:
    """What was answered so far, on this page."""
    said = st.session_state
    return Answers(
        columns=dict(_columns_said(form)), date_order=said.get(form.key("order")),
        week=said.get(form.key("week")), people=dict(_people_said(form)),
    )  # fmt: skip


def _columns_said(form: Form) -> dict[str, tuple[str, ...]]:
    return st.session_state.setdefault(f"opened|{form.name}|columns|{form.token}", {})


def _people_said(form: Form) -> dict[str, str]:
    return st.session_state.setdefault(f"opened|{form.name}|people|{form.token}", {})


def ask_columns(form: Form, report: ContactsReport) -> None:
    """What each column holds: asked where nobody can tell, offered where it was told wrongly."""
    if not report.samples:
        return
    if not report.columns_open:
        with st.expander("Not right? Say which column is what"):
            _columns(form, report)
        return
    st.info("Say which column is what: at least who the students are, and the day.")
    _columns(form, report)


def _columns(form: Form, report: ContactsReport) -> None:
    with st.form(form.key(f"columns|{report.file}"), border=False):
        chosen = [_column(form, report, n) for n in range(len(report.headers))]
        pressed = st.form_submit_button("Read it so")
    if pressed:
        session.guard(*UPLOADERS)
        _columns_said(form)[report.file] = tuple(chosen)
        st.rerun()


def _column(form: Form, report: ContactsReport, n: int) -> str:
    own, guess = report.headers[n], report.guesses[n]
    options = list(dict.fromkeys([own, *OFFERED, NOT_READ]))
    told = ", ".join(row[n] for row in report.samples if n < len(row) and row[n])
    return st.selectbox(
        plain(f"{own or f'Column {n + 1}'}: {told[:60]}"), options, options.index(guess),
        format_func=lambda name: name or "not read", key=form.key(f"column|{report.file}|{n}"),
    )  # fmt: skip


def ask(form: Form, reports: list[ContactsReport]) -> None:
    """The order of dates, the week, and the people, where they are open or were answered."""
    open_dates = [report.date_example for report in reports if report.date_example]
    if open_dates:
        today = session.today()
        sheets.ask_order(open_dates[0], form.key("order"),
                         lambda text, order: date_said(text, order, today))  # fmt: skip
    if any(report.week_open for report in reports):
        _ask_week(form)
    _ask_people(form, {key: asked for report in reports for key, asked in report.names.items()})


def _ask_week(form: Form) -> None:
    this, begins = monday_of(session.today()), first_day(school_year_of(session.today()))
    weeks = [this - n * WEEK for n in range((this - begins).days // 7 + 1)]
    st.selectbox("Which week do the weekdays mean?", weeks, None, format_func=_week,
                 key=form.key("week"), placeholder="Choose the week")  # fmt: skip


def _week(monday: date) -> str:
    return f"Mon {us_day(monday)} to Fri {us_day(monday + FRIDAY)}"


def _ask_people(form: Form, names: dict[str, NameAsked]) -> None:
    said = _people_said(form)
    waiting = [asked for key, asked in names.items() if key not in said]
    if names:
        st.markdown("**Who is meant?** An answer holds for all lines with that name.")
    for key, asked in names.items():
        if key in said or asked in waiting[:MOST_ASKED]:
            _ask_person(form, asked, said.get(key))
    if len(waiting) > MOST_ASKED:
        st.caption(f"{len(waiting) - MOST_ASKED:,} more names are asked once these are answered.")


def _ask_person(form: Form, asked: NameAsked, answer: str | None) -> None:
    options = [*asked.choices, LEFT_OUT]
    key = form.key(f"who|{asked.key}")
    if answer is not None:
        # Also where the question was not drawn for a while, and its widget has forgotten.
        st.session_state.setdefault(key, answer)
    lines = f"{asked.lines:,} line{'' if asked.lines == 1 else 's'}"
    st.selectbox(
        plain(f"{asked.name} ({asked.who}, {lines})"), options, None,
        format_func=lambda one: asked.choices.get(one, "Leave these lines out"), key=key,
        placeholder="Choose who is meant", on_change=partial(_note, form, asked.key, key),
    )  # fmt: skip


def _note(form: Form, asked: str, key: str) -> None:
    session.guard(*UPLOADERS)
    said, answer = _people_said(form), st.session_state[key]
    if answer is None:
        said.pop(asked, None)
    else:
        said[asked] = answer
