"""The answer at the top of the Mentors page: places needed and free, and checks to renew."""

import pandas as pd
import streamlit as st

from sm_core.mentors.gap import Places, gap_headline, gap_rest, together
from sm_core.mentors.mentor import step_words
from sm_core.mentors.table import expiring
from sm_core.plausible import us_day
from ui import cached_mentors
from ui.frame import View, plain

NAMED = 5


def gap(view: View) -> None:
    """One sentence about the school chosen, or one about all and a table of schools, the shortest
    of places first."""
    rows = cached_mentors.places(view)
    own = [row for row in rows if view.school in (None, row.school_id)]
    if view.several_schools:
        whole = together(own, cached_mentors.mentors(view), view.day)
        _sentences(whole)
        if own:
            _schools(view, own)
    else:
        _sentences(own[0] if own else Places(view.school or ""))


def _sentences(row: Places) -> None:
    st.subheader(gap_headline(row))
    if rest := gap_rest(row):
        st.markdown(plain(rest))


def _schools(view: View, rows: list[Places]) -> None:
    names = cached_mentors.school_names(view)
    st.dataframe(
        pd.DataFrame(
            {
                "School": [names[row.school_id] for row in rows],
                "Chosen": [row.chosen for row in rows],
                "No mentor": [row.needed for row in rows],
                "Places free": [row.free for row in rows],
                "Places short": [row.short for row in rows],
                "Mentors short": [row.short_mentors for row in rows],
                "In the pipeline": [row.coming for row in rows],
                "They would bring": [row.coming_places for row in rows],
            }
        ),
        hide_index=True, width="stretch", height="content" if len(rows) < 12 else 430,
        alt="Schools with the places they need and have, the shortest first",
    )  # fmt: skip


def to_renew(view: View) -> None:
    """Checks that expired or soon will, by name."""
    here = [m for m in cached_mentors.mentors(view) if view.school in (None, *m.schools)]
    ends = expiring(here, view.day)
    if not ends:
        return
    words = [
        f"{mentor.name} ({step_words(step)}, {_when(expires, view)} {us_day(expires)})"
        for mentor, step, expires in ends[:NAMED]
    ]
    more = len(ends) - NAMED
    words += [f"{more:,} more" if more > 0 else ""]
    checks = "1 check has" if len(ends) == 1 else f"{len(ends):,} checks have"
    st.warning(plain(f"{checks} to be renewed: {'; '.join(filter(None, words))}."))


def _when(expires, view: View) -> str:
    return "expired on" if expires < view.day else "holds until"
