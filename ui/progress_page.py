"""The parts of the School progress page: the school, what to know first, the answer, the stages
from chosen to met, tiers, and the way through the year."""

import streamlit as st

from sm_core.charts.moments import tiers_at
from sm_core.charts.weeks import rate_by_week
from sm_core.contacts.table import BEHIND
from sm_core.progress import words
from sm_core.progress.cautions import cautions as cautions_of
from sm_core.progress.cautions import left_out, no_trend
from sm_core.progress.funnel import CHOSEN, MATCHED, WAITING
from sm_core.progress.moments import FEW
from sm_core.progress.record import Progress
from sm_core.progress.say import say as say_words
from sm_core.targeting.board import NEITHER
from ui import cached_progress, contacts_lists, menu, progress_papers, progress_schools, theme
from ui.frame import View, plain
from ui.students import TIERS_KEY
from ui.targeting_board import newest
from ui.week_bar import WEEK_KEY

WHOLE_SCHOOL = {"grade": "", "group": ""}
"""A choice of nothing: a grade chosen on another page would follow to the list of a tier."""


def school(view: View) -> Progress:
    """The progress of the school to look at; where one is still to be chosen the page ends here,
    with a row for each."""
    if view.several_schools:
        progress_schools.choice(view)
        st.stop()
    return cached_progress.of_school(view)


def cautions(found: Progress) -> None:
    """What to know before the figures are believed."""
    for sentence in cautions_of(found):
        st.warning(plain(sentence))


def headline(view: View, found: Progress) -> None:
    """The answer first, the tier totals below it, and what the principal can say."""
    dates = cached_progress.moments_of(view, found)
    with st.container(gap="xxsmall"):
        st.subheader(f"{words.headline(found)}.")
        st.caption(plain(words.heading(found)))
    if not newest(view):
        st.caption(words.EARLIER)
    _tier_links(words.tier_totals(dates[0]))
    if sentence := say_words(found):
        st.markdown(f"**Say it in one sentence:** “{plain(sentence)}”")
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.popover("How is this counted?"):
            st.markdown(words.how(found, dates, plain(found.school.name)))
        progress_papers.one(view, found)


def _tier_links(totals: dict[str, str]) -> None:
    with st.container(horizontal=True, gap="small"):
        for tier, label in totals.items():
            menu.link(menu.STUDENTS, label, **{TIERS_KEY: tier}, **WHOLE_SCHOOL)


def stages(view: View, found: Progress) -> None:
    """From chosen to met, each number with the list behind it."""
    if not found.now.enrolled:
        return
    st.markdown("**From chosen to met**")
    told = words.stages(found)
    if told:
        ways = [_chosen, _told, _matched, _met]
        with st.grid(4, min_column_width=200):
            for (name, number, of), way in zip(told, ways, strict=True):
                with st.container(border=True, gap="xsmall"):
                    st.metric(name, number)
                    st.caption(of)
                    way(view, found)
    for line in words.stage_lines(found):
        st.caption(line)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(_marked(words.severe_words(found), found.neither), width="content")
        if found.neither:
            menu.link(menu.TARGETING, "Who they are", list=NEITHER)


def _marked(sentence: str, warns: int) -> str:
    return f"{':orange[⚠] ' if warns else ''}{sentence}"


def _chosen(view: View, found: Progress) -> None:
    menu.link(menu.TARGETING, "Who is chosen", list="chosen", of=CHOSEN)


def _told(view: View, found: Progress) -> None:
    untold = found.funnel.chosen - found.funnel.told
    if untold and not newest(view):
        # At an earlier date that page knows only who was chosen by then.
        menu.link(menu.FAMILIES, "Families", list=None)
    elif untold:
        menu.link(menu.FAMILIES, f"{untold:,} to tell", list="to_tell", of=CHOSEN)
    else:
        menu.link(menu.FAMILIES, "Their families", list="all", of=CHOSEN)


def _matched(view: View, found: Progress) -> None:
    if waiting := found.without_mentor:
        menu.link(menu.TARGETING, f"{waiting:,} without a mentor", list="chosen", of=WAITING)
    else:
        menu.link(menu.TARGETING, "Who meets whom", list="chosen", of=MATCHED)


def _met(view: View, found: Progress) -> None:
    funnel = found.funnel
    if not funnel.week:
        return
    week = {"list": contacts_lists.STUDENTS, WEEK_KEY: funnel.week.isoformat(), "of": MATCHED}
    if behind := funnel.asked - funnel.met:
        label = f"{behind:,} less than planned"
        menu.link(menu.CONTACTS, label, **week, **{contacts_lists.SHOW: BEHIND})
    else:
        menu.link(menu.CONTACTS, "Contacts of the week", **week)


def plan(found: Progress) -> None:
    """The steps of the plan with its goals, and the reviews held."""
    left, right = st.columns(2)
    with left:
        st.markdown("**Plan**")
        st.markdown(_marked(f"{words.plan_line(found)}.", found.steps.overdue))
        for line in words.goal_lines(found):
            st.caption(plain(line))
        menu.link(menu.PLAN, "School plan")
    with right:
        st.markdown("**Reviews held**")
        st.markdown(f"{words.held_line(found)}.")
        menu.link(menu.WEEKLY, "Weekly review")


def tiers(view: View, found: Progress) -> None:
    """The tiers now, in the baseline and a year before; the changes in students and points."""
    dates = cached_progress.moments_of(view, found)
    if not dates[0].rated:
        return
    st.markdown("**Tiers now, in the baseline, and on the same date last year**")
    if any(moment.may_be_drawn for moment in dates):
        figure = tiers_at(dates, theme.palette())
        st.plotly_chart(figure, key="progress_tiers", config=theme.PLOT,
                        alt="Students by tier now, in the baseline and a year before")  # fmt: skip
    for line in filter(None, (left_out(dates), *words.tier_lines(dates))):
        st.markdown(plain(line))
    st.caption(words.NOT_A_CAUSE)


def trend(view: View, found: Progress) -> None:
    """The chronic rate by week, last year behind; or why there is none."""
    now, before = cached_progress.weeks_of(view, found)
    most = int(now["rated"].max()) if len(now) else 0
    why_not = no_trend(found, most)
    if not found.has_students:
        return
    st.markdown("**Chronic rate by week, this year and last**")
    if why_not:
        st.info(plain(why_not))
        return
    st.plotly_chart(
        rate_by_week(now[now["rated"] >= FEW], before[before["rated"] >= FEW], theme.palette()),
        key="progress_weeks", config=theme.PLOT,
        alt="Share of students chronically absent, week by week",
    )  # fmt: skip
    st.caption(words.trend_caption(found, int(now["rated"].iloc[-1])))
