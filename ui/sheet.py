"""The parts of the sheet of the week: whose rows, the table, and the papers and files of it."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from sm_core.papers.review_paper import Paper, review_paper, sheet_paper
from sm_core.papers.sheet import typeset_sheet
from sm_core.papers.sheet_html import sheet_page
from sm_core.review.digest import state_words, to_talk_about
from sm_core.review.digest_find import waiting_at
from sm_core.review.kept import figures_standing, names_standing
from sm_core.review.list_rows import LIST_COLUMNS, list_rows
from sm_core.review.sheet import (
    LISTED,
    PROGRAM,
    WHOSE,
    Row,
    answer,
    nobody_words,
    sheet,
    sheet_table,
)
from sm_core.review.words import headline
from sm_core.standing import Asked
from sm_core.student_list import PAGE_SIZE
from ui import address, cached, cached_review, hidden, menu, session, sheet_mail
from ui.cached_review import Week
from ui.downloads import in_a_file_name, offer, offer_paper
from ui.frame import plain

ROW_HEIGHT = 32
HIDDEN_SHEET = "Sheet, names hidden"
WIDTHS = {
    "Student": 150, "Grade": 60, "Attendance last quarter": 205, "Days absent to date": 135,
    "Why listed": 480, "Days": 250, "Decided": 90,
    "Mentor": 150, "Has a mentor": 100, "Notes": 330, "Additional supports": 215,
}  # fmt: skip
COLUMNS = {name: st.column_config.TextColumn(width=width) for name, width in WIDTHS.items()}


@dataclass(frozen=True)
class Chosen:
    """What is shown of a week: whether names are hidden, and of the sheet `whose` rows."""

    week: Week
    hide: bool
    whose: str = WHOSE[0]
    rows: tuple[Row, ...] = ()

    @property
    def file(self) -> str:
        """The name of its files, without an ending."""
        school = in_a_file_name(self.week.school.school_id)
        return f"{school}-{self.week.monday}{'-names-hidden' if self.hide else ''}"


def chosen(week: Week) -> Chosen:
    """Whose rows, and the switch that hides names."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        whose = address.pressed("rows", "Students", list(WHOSE))
        hide = hidden.switch()
        menu.link(menu.WEEKLY, "Open the review")
    return Chosen(week, hide, whose, tuple(sheet(cached_review.prepared(week), whose)))


def head(asked: Chosen) -> None:
    """The answer, and how old it is."""
    found = cached_review.prepared(asked.week)
    if asked.rows:
        st.subheader(answer(asked.rows))
    said = f"{headline(figures_standing(found))}. {state_words(found)}"
    st.caption(plain(said))


def downloads(asked: Chosen) -> None:
    """The sheet on paper and as a file, and the mail about the week."""
    with st.container(horizontal=True):
        if asked.rows:
            _papers(asked, "sheet", _sheet, "Print page", "PDF")
            offer(
                asked.week.view, f"sheet-{asked.file}", HIDDEN_SHEET if asked.hide else "Sheet",
                f"sheet {asked.file}", lambda: sheet_table(asked.rows, asked.hide), across=True,
            )  # fmt: skip
        sheet_mail.settings(asked.week)


def review_papers(week: Week, hide: bool) -> None:
    """The review itself on paper."""
    asked = Chosen(week, hide)
    with st.popover("Print"):
        _papers(asked, "review", _review, "Print page", "PDF")


def _papers(asked: Chosen, name: str, make, page: str, pdf: str) -> None:
    view, file = asked.week.view, f"{name}-{asked.file}"
    offer_paper(view, page, f"{file}.html", "text/html",
                lambda: sheet_page(make(asked)).encode())  # fmt: skip
    offer_paper(view, pdf, f"{file}.pdf", "application/pdf", lambda: typeset_sheet(make(asked)))


def _paper(asked: Chosen) -> Paper:
    week = asked.week
    days = cached_review.school_days(week)
    return Paper(cached_review.prepared(week), days, session.today(), asked.hide)


def _sheet(asked: Chosen) -> dict:
    return sheet_paper(_paper(asked), asked.rows)


def _review(asked: Chosen) -> dict:
    week = asked.week
    view = week.view
    seen = cached.students_seen(view.store, view.version, view.actor, Asked(week.as_of))
    waiting = waiting_at(view.store, seen, week.school.school_id, week.day)
    return review_paper(_paper(asked), waiting)


def table(asked: Chosen) -> None:
    """One page of the sheet, and the pages below it."""
    rows = asked.rows
    if not rows:
        _nobody(asked)
        return
    pages = -(-len(rows) // PAGE_SIZE)
    question = f"sheet|{asked.week.school.school_id}|{asked.week.monday}|{asked.whose}"
    page = min(st.session_state.get(f"page|{question}", 1), pages)
    frame = sheet_table(rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], asked.hide)
    st.dataframe(
        frame, hide_index=True, width="stretch", row_height=ROW_HEIGHT,
        height=len(frame) * ROW_HEIGHT + 38, column_config=COLUMNS,
        alt="Students with their days missed, mentor, notes and supports",
    )  # fmt: skip
    if pages > 1:
        st.pagination(pages, key=f"page|{question}", default=page)


def _nobody(asked: Chosen) -> None:
    """Why the sheet is empty, and where that changes."""
    st.info(plain(nobody_words(asked.week.school.name, asked.whose)))
    with st.container(horizontal=True):
        if asked.whose != PROGRAM:
            menu.link(menu.WEEKLY, "What counts on the weekly review", rows=None)
        if asked.whose != LISTED:
            menu.link(menu.TARGETING, "Who needs a mentor?", rows=None)


def bar(week: Week) -> None:
    """For the weekly page: the switch that hides names, the review on paper, the way to the
    sheet."""
    hide = hidden.switch()
    review_papers(week, hide)
    menu.link(menu.SHEET, "The sheet of the week")


def stop_if_hidden(week: Week) -> None:
    """For the weekly page where names are hidden: the list with nobody's name, and no more."""
    if not hidden.hidden():
        return
    found = cached_review.prepared(week)
    rows = list_rows(found, hide=True)
    st.subheader(to_talk_about(names_standing(found)))
    if rows:
        frame = pd.DataFrame(rows, columns=list(LIST_COLUMNS)).drop(columns="Place")
        st.dataframe(frame, hide_index=True, width="stretch", row_height=ROW_HEIGHT,
                     column_config=COLUMNS,
                     alt="Students without names, why they are listed and their days")  # fmt: skip
    st.caption("Names, notes, actions and the meeting are hidden. Switch it off to decide.")
    st.stop()
