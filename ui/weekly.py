"""The parts of the weekly review: the school and week, what to know first, the answer."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from sm_core.contacts.weeks import SUNDAY, monday_of
from sm_core.errors import SmError
from sm_core.plausible import us_day
from sm_core.review import words
from sm_core.review.cautions import cautions as cautions_of
from sm_core.review.kept import figures_standing
from sm_core.review.prepare import Prepared, week_asked
from sm_core.school_year import school_year_of
from sm_core.student_words import full_day
from ui import cached_review, menu, week_bar, weekly_schools
from ui.cached_review import Week
from ui.frame import View, plain
from ui.targeting_board import newest


def week(view: View, beside: Callable[[Week], None] = lambda week: None) -> Week:
    """The school and week to look at, with what stands `beside` their choice; where one of them is
    still to be chosen the page ends here, with the choice."""
    _refuse_outside(view)
    if view.several_schools:
        weekly_schools.choice(view)
        st.stop()
    school = next(s for s in view.schools if view.school in (None, s.school_id))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        asked = cached_review.week_of(view, school, week_bar.week(view))
        beside(asked)
    return asked


def _refuse_outside(view: View) -> None:
    """For an address with a week that has not begun, or of an earlier school year."""
    last = monday_of(view.day)
    asked = week_bar.said() or last
    try:
        _require_of_year(view, week_asked(asked, view.day))
        return
    except SmError as error:
        st.error(plain(str(error)))
    with st.container(horizontal=True):
        st.button("Open the newest week", key="weekly_newest", on_click=week_bar.go,
                  args=(last, last), type="primary")  # fmt: skip
        if asked < last:
            st.button(f"Open it as of {full_day(asked + SUNDAY)}", key="weekly_then",
                      on_click=week_bar.open_week, args=(view, asked))  # fmt: skip
    st.stop()


def _require_of_year(view: View, monday: date) -> None:
    if monday < week_bar.first_week(view):
        raise SmError(
            f"The week of {full_day(monday)} is not of the school year "
            f"{school_year_of(view.as_of)}; look at it as of a date of its own year."
        )


def may_decide(week: Week) -> bool:
    """Whether this person may say what is decided in the week shown: in the newest, or in an
    earlier one that was begun, until it is closed."""
    review = cached_review.prepared(week).told.review
    open_now = not review.is_closed if review else is_newest(week)
    return open_now and may_write(week)


def is_newest(week: Week) -> bool:
    """Whether no later week has begun by the day looked at."""
    return week.monday == monday_of(week.view.day)


def may_write(week: Week) -> bool:
    """Whether this person runs the meeting of the school; an earlier date is only looked at."""
    return newest(week.view) and week.view.actor.may_change_team(week.school.school_id)


def student_link(label: str, student_id: str) -> None:
    """The way to a student's page, without what was chosen about the review."""
    menu.link(menu.STUDENT, label, student=student_id, week=None, reason=None, show=None)


def cautions(week: Week) -> None:
    """What to know before the list is believed."""
    found = cached_review.prepared(week)
    for sentence in cautions_of(found, cached_review.school_days(week)):
        st.warning(plain(sentence))
    closed = found.told.review and found.told.review.is_closed
    if not newest(week.view) or not (closed or may_decide(week)):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(_looked_at(week), width="content")
            if not newest(week.view):
                st.button("Open the newest date", key="weekly_today", on_click=week_bar.open_newest)


def _looked_at(week: Week) -> str:
    if newest(week.view):
        return "As it was at the end of the week. Nobody began its review, so it is only looked at."
    review = cached_review.prepared(week).told.review
    later = review and review.started.date() > week.view.day
    kept = f" Its review, begun later ({us_day(review.started)}), is shown." if later else ""
    return f"As it was at the date chosen.{kept} Decisions are made at the newest date."


def headline(week: Week) -> None:
    """The answer first: how many, more or fewer than before, and what became of the last review."""
    found = figures_standing(cached_review.prepared(week))
    with st.container(gap="xxsmall"):
        st.subheader(words.headline(found))
        st.caption(" · ".join(filter(None, (
            plain(words.heading(week.school.name, found)), words.points(found),
        ))))  # fmt: skip


def last_week(week: Week) -> None:
    """What became of the review before, and what it decided; how the answer is counted."""
    found, figures = cached_review.prepared(week), figures_standing(cached_review.prepared(week))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _last_week(found, words.last_words(found.last, week.monday))
        if figures.rated:
            with st.popover("How is this counted?", type="tertiary"):
                st.markdown(words.how(figures, plain(week.school.name)))


def _last_week(found: Prepared, line: str) -> None:
    if found.told.before is None:
        st.caption(line, width="content")
        return
    with st.popover(line, key="weekly_last"):
        lines = words.decided_lines(found.told.before, found.told.actions)
        told = "\n".join(f"- {plain(each)}" for each in lines)
        st.markdown(told or "Nothing was decided about anybody.")
        if notes := found.told.before.notes:
            st.markdown("**Notes**")
            st.text(notes)
