"""The District page above its charts: filters, headline, and who is selected."""

import streamlit as st

from sm_core.actor import CAPTAIN
from sm_core.definitions import STANDARD, TIER_WORDS
from sm_core.grades import LEVEL_WORDS
from sm_core.measures import ATTENDANCE, CHRONIC, MEASURES, MISSED, Measure
from sm_core.seen import Filters
from sm_core.student_list import TierCounts
from ui import address, counted, empty, filters, menu, session
from ui.frame import View, plain
from ui.students import FEW_WORDS, TIERS_KEY, tiers_chosen

MEASURE = "measure"
NO_CHANGE = "no change"


def name() -> str:
    """ "District" for a captain, "School" for a principal."""
    actor = session.looking()
    return menu.name_of(menu.DISTRICT, actor.role if actor else CAPTAIN)


def chosen(view: View) -> tuple[Filters, Measure]:
    """Grades, groups and what a click on a chart chose, and what the charts measure."""
    left, middle, right = st.columns(3)
    with left:
        grades = filters.grades(view)
    with middle:
        group = filters.group(view)
    with right:
        words = address.selected(MEASURE, "Measure", list(MEASURES), CHRONIC.words)
    wanted = Filters(view.school, grades, group, tiers=tiers_chosen(), **filters.picked())
    return wanted, MEASURES[words]


def headline(
    view: View, wanted: Filters, now: TierCounts, before: TierCounts, measure: Measure
) -> None:
    """Students and rates, with the change since the same date last year; average daily attendance
    in place of days missed where it is the measure, for the chronic rate stands beside it."""
    rows = [
        ("Chronically absent", now.chronic, before.chronic),
        ("Severe chronic, within these",
         now.tiers["severe_chronic"], before.tiers["severe_chronic"]),
        ("At risk", now.tiers["at_risk"], before.tiers["at_risk"]),
    ]  # fmt: skip
    then = plain(filters.last_year_day(view, wanted))
    with st.grid(4, min_column_width=220):
        for label, students, earlier in rows:
            change = changed(students, now.rated, earlier, before.rated, counts=True)
            _card(label, f"{students:,} · {students / now.rated:.1%}", change)
        _days(now, before, attended=measure == ATTENDANCE)
    words = f"Of {now.rated:,} students with {STANDARD.few_days} or more enrolled days"
    if before.rated:
        words += f". Changes since {then}, when there were {before.rated:,}."
    else:
        nothing = filters.without_last_year(wanted)
        words += f". {nothing or f'There is nothing on {then} to compare with.'}"
    with st.container(horizontal=True, vertical_alignment="center"):
        counted.how(view, now)
        st.caption(words, width="content")


def _days(now: TierCounts, before: TierCounts, attended: bool) -> None:
    part, part_before = now.days_absent, before.days_absent
    if attended:
        part, part_before = now.days_enrolled - part, before.days_enrolled - part_before
    change = changed(part, now.days_enrolled, part_before, before.days_enrolled)
    share = f"{part / now.days_enrolled:.1%}"
    if attended:
        _card(ATTENDANCE.words, share, change, "normal")
    else:
        _card(MISSED.words, f"{part:,.0f} · {share}", change)


def _card(label: str, value: str, change: str | None, color: str = "inverse") -> None:
    still = bool(change) and change.startswith(NO_CHANGE)
    st.metric(label, value, change, delta_color="off" if still else color,
              delta_arrow="off" if still else "auto", border=True)  # fmt: skip


def changed(part, whole, part_before, whole_before, counts: bool = False) -> str | None:
    """ "+0.8 points, +48 students"; the sign of the share leads, for it decides the color. `counts`
    tells the students, too."""
    if not whole_before:
        return None
    points = round(float(part / whole - part_before / whole_before) * 100, 1)
    words = f"{points:+.1f} points" if points else NO_CHANGE
    more = part - part_before
    if not counts or not (points or more):
        return words
    noun = "student" if abs(more) == 1 else "students"
    return f"{words}, {more:+,} {noun}" if points else f"{words} in points, {more:+,} {noun}"


def selected(view: View, wanted: Filters, counts: TierCounts) -> None:
    """Who the filters leave, and the way to their list."""
    students, words = counts.listed(wanted.tiers), _filtered(view, wanted)
    tiers = [TIER_WORDS.get(tier, FEW_WORDS).lower() for tier in wanted.tiers or ()]
    text = ", ".join([*([] if _one_of_several(view) else [view.where]), *words, *tiers])
    with st.container(horizontal=True, vertical_alignment="center"):
        noun = "student" if students == 1 else "students"
        few = _few_days(wanted, counts)
        st.markdown(f"{plain(text[:1].upper() + text[1:])} → **{students:,} {noun}**{few}")
        if students:
            menu.link(menu.STUDENTS, "Open the list")
        _way_out([*words, *tiers])


def _few_days(wanted: Filters, counts: TierCounts) -> str:
    """How many of those counted are in no rate, where it is not the choice itself."""
    if wanted.tiers or not counts.few_days or not counts.rated:
        return ""
    return f", {counts.few_days:,} of them with under {STANDARD.few_days} days"


def nobody(view: View, wanted: Filters, counts: TierCounts) -> None:
    """Why nobody of the choice is in rates, and the ways out; no charts, for the choice would be
    nowhere in them."""
    words = _filtered(view, wanted)
    empty.no_rates(view, counts, words)
    if counts.few_days:
        selected(view, wanted, counts)
        return
    _way_out(words, "secondary")


def _one_of_several(view: View) -> bool:
    return bool(view.school) and len(view.schools) > 1


def _filtered(view: View, wanted: Filters) -> list[str]:
    """What leaves students out, each in a few words; [] where nothing does."""
    words = [view.where] if _one_of_several(view) else []
    if wanted.grades:
        words.append("grade " + ", ".join(LEVEL_WORDS.get(name, name) for name in wanted.grades))
    words += [wanted.group] if wanted.group else []
    return [*words, *filters.picked_words(wanted).values()]


def _way_out(words: list[str], kind: str = "tertiary") -> None:
    if words:
        st.button("Clear the selection", key="clear", on_click=_clear, type=kind)


def _clear() -> None:
    session.guard(*session.EVERYBODY)
    for name in ("school", filters.GRADE, filters.GROUP, *filters.PICKED, TIERS_KEY):
        address.put(name, None)
