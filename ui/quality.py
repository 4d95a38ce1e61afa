"""The parts of the Data quality page: headline, overview, and the list of each check."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from sm_core import exports
from sm_core.audit import record
from sm_core.quality import shown
from sm_core.quality.checks import LATE, Check
from sm_core.quality.found import PAGE_SIZE, Found, checks_for, find
from sm_core.standing import Asked
from ui import session
from ui.frame import View, plain

SCHOOLS_NAMED = 5
DATES = ("Reported through", "Date", "First", "Last", "From", "To")


def everything(view: View) -> list[Found]:
    """What every check finds for this person, date and school."""
    return [found(view, check) for check in checks_for(view.actor, view.school)]


def found(view: View, check: Check) -> Found:
    asked = replace(view.asked, school=view.school)
    return _found(view.store, view.version, view.actor, asked, check)


@st.cache_data(max_entries=100, show_spinner=False)
def _found(_store, version, actor, asked: Asked, check: Check) -> Found:
    return find(_store, actor, asked, check)


def headline(view: View, all_found: list[Found]) -> None:
    """The answer first, then one line per check."""
    st.subheader(shown.headline(all_found, view.as_of, view.several_schools))
    st.table(shown.overview(all_found), hide_index=True, border="horizontal")


def section(view: View, one: Found) -> None:
    """One check: what it means, what to do, and its list."""
    with st.expander(f"**{one.check.title}**: {shown.counted(one)}"):
        st.markdown(plain(one.check.means))
        if not one.rows.num_rows:
            st.caption("None. There is nothing to do.")
            return
        if one.count:
            st.markdown(f"**What to do:** {plain(one.check.to_do)}")
        _by_school(view, one)
        _table(view, one)


def _by_school(view: View, one: Found) -> None:
    """Which schools the rows are about, where the list holds several."""
    counts = list(one.by_school.items())
    if one.check == LATE or len(counts) < 2:
        return
    words = [f"{plain(name)} {count:,}" for name, count in counts[:SCHOOLS_NAMED]]
    if len(counts) > SCHOOLS_NAMED:
        words.append(f"{len(counts) - SCHOOLS_NAMED} more schools")
    st.caption("Rows by school: " + " · ".join(words))


def _table(view: View, one: Found) -> None:
    """One page of the list, the pages below it, and the whole list as a file."""
    total, key = one.rows.num_rows, f"quality_{one.check.key}"
    pages = -(-total // PAGE_SIZE)
    page = min(st.session_state.get(key, 1), pages)
    frame = shown.table(one, one.page(page), view.several_schools)
    st.dataframe(
        frame, hide_index=True, width="stretch", row_height=32, height=len(frame) * 32 + 38,
        column_config=_columns(frame), alt=one.check.title, key=f"{key}_list",
    )  # fmt: skip
    if pages > 1:
        st.pagination(pages, key=key, default=page)
    first = (page - 1) * PAGE_SIZE + 1
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"Rows {first:,} to {first + len(frame) - 1:,} of {total:,}")
        st.download_button(
            "Download all", lambda: _csv(view, one), f"{one.check.key}-{view.as_of}.csv",
            "text/csv", on_click="ignore", key=f"{key}_csv",
        )  # fmt: skip


def _columns(frame: pd.DataFrame) -> dict:
    return {
        name: st.column_config.DateColumn(format="ddd MMM D, YYYY")
        for name in DATES
        if name in frame
    }


def _csv(view: View, one: Found) -> bytes:
    """The whole list; made on click and written to the audit."""
    session.guard(*session.EVERYBODY)
    frame = shown.table(one, one.everything(), several_schools=True)
    subject = f"quality {one.check.key}.csv {len(frame)} rows"
    record(view.store, view.actor, session.now(), "export", subject)
    return exports.safe_csv(frame)
