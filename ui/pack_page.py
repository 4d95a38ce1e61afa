"""A page of a pack on the screen: the same layout for every school, and for all together."""

import pandas as pd
import streamlit as st

from sm_core.charts.packs import percent_by_week, tiers_shown
from sm_core.packs import words
from sm_core.packs.pack import PackPage
from sm_core.packs.parts import KEY, moments_shown, narrow_beside
from sm_core.packs.stages import headline, severe_line, stages, untold_line
from ui import theme
from ui.frame import plain


def page(found: PackPage) -> None:
    """The answer first, then the stages from chosen to met, plan and reviews, tiers, and the way
    through the year. A number that is hidden is told in words, and why it is."""
    _head(found)
    _stages(found)
    _plan(found)
    _tiers(found)
    _weeks(found)
    with st.popover("How is this counted?"):
        st.markdown(plain(words.how(found)))


def _head(found: PackPage) -> None:
    if found.note:
        # Of all schools it says which are not in a total; of one, that its numbers are old.
        (st.warning if found.school_id else st.info)(plain(found.note))
    with st.container(gap="xxsmall"):
        st.markdown(f"##### {plain(headline(found))}.")
        known = filter(None, (words.heading(found), words.mentors_line(found)))
        st.caption(plain(" · ".join(known)))
        if words.some_hidden(found):
            st.caption(plain(words.HIDDEN))


def _stages(found: PackPage) -> None:
    st.markdown("**From chosen to met**")
    told = stages(found, words.told)
    if not told:
        st.caption("Nobody is chosen yet, so there is nobody to tell, match or meet.")
        return
    if len(told) > 1:
        # What one alone would say is the headline.
        _boxes(told)
    for line in filter(None, (untold_line(found), severe_line(found))):
        st.markdown(plain(line))


def _boxes(told: list[tuple[str, str, str]]) -> None:
    with st.grid(4, min_column_width=200):
        for name, number, of in told:
            with st.container(border=True, gap="xsmall"):
                st.caption(name)
                st.markdown(f"#### {plain(number)}")
                st.caption(plain(of) or "&nbsp;")


def _plan(found: PackPage) -> None:
    left, right = st.columns(2)
    left.markdown(f"**Plan**  \n{words.plan_line(found)}.")
    right.markdown(f"**Reviews held**  \n{words.held_line(found)}.")


def _tiers(found: PackPage) -> None:
    st.markdown("**Tiers now, in the baseline, and on the same date last year**")
    st.markdown(plain(words.chronic_line(found)))
    if shown := moments_shown(found):
        # On a phone, which has no room for them in the bar, small numbers would be missing.
        shown = [narrow_beside(*bar) for bar in shown]
        st.plotly_chart(tiers_shown(shown, theme.palette()), config=theme.PLOT,
                        key=f"pack_tiers|{found.school_id}",
                        alt="Students by tier now, in the baseline and a year before")  # fmt: skip
        st.caption(KEY)
    rows = [[plain(text) for text in row] for row in words.tier_rows(found, words.told)]
    st.table(pd.DataFrame(rows, columns=words.TIERS_HEADER).set_index(""))


def _weeks(found: PackPage) -> None:
    st.markdown("**Chronic rate by week, this year and last**")
    if not found.weeks:
        st.caption("There is no rate by week that may be shown.")
        return
    st.plotly_chart(percent_by_week(found.weeks, found.before, theme.palette()),
                    key=f"pack_weeks|{found.school_id}", config=theme.PLOT,
                    alt="Percent of students chronically absent, week by week")  # fmt: skip
    st.caption(plain(words.trend_caption(found)))
