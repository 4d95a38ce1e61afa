"""The record of one week as a file, made on click and written to the audit."""

from functools import partial

import streamlit as st

from sm_core.audit import record
from sm_core.exports import safe_csv
from sm_core.papers.review_record import review_record
from sm_core.review.record import Review
from sm_core.review.story import record_table
from ui import cached_review, session
from ui.cached_review import Week
from ui.downloads import in_a_file_name
from ui.session import EVERYBODY
from ui.team_papers import DOCX

KINDS = {"docx": ("Record (Word)", DOCX), "csv": ("Record (CSV)", "text/csv")}


def downloads(week: Week, review: Review) -> None:
    """A button for each kind of file."""
    school = in_a_file_name(week.school.school_id)
    for ending, (label, mime) in KINDS.items():
        st.download_button(
            label, partial(_bytes, week, review, ending),
            f"weekly-record-{school}-{week.monday}.{ending}", mime, on_click="ignore",
            key=f"weekly_record_{ending}",
        )  # fmt: skip


def _bytes(week: Week, review: Review, ending: str) -> bytes:
    session.guard(*EVERYBODY)
    view, told = week.view, cached_review.prepared(week).told
    if ending == "csv":
        made = safe_csv(record_table(review, told.actions.values()))
    else:
        made = review_record(week.school.name, review, told.actions.values())
    what = f"weekly record.{ending} {week.school.school_id} {week.monday}"
    record(view.store, view.actor, session.now(), "export", what)
    return made
