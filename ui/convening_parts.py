"""What is shown of a convening, a part at a time: all schools together, the page of one school, and
the meeting itself."""

from dataclasses import replace

import streamlit as st

from sm_core.actor import CAPTAIN
from sm_core.gatherings.gathering import Gathering
from sm_core.packs.find import pack_before
from sm_core.packs.occasions import Occasion
from sm_core.packs.pack import Pack, PackPage
from sm_core.packs.since import changes
from sm_core.student_words import full_day
from ui import (
    address,
    cached_packs,
    follow_ups,
    gathering_agenda,
    gathering_marks,
    lessons,
    menu,
    pack_page,
)
from ui.convening import WIDE
from ui.frame import View, plain
from ui.targeting_board import newest

PART, PAGE = "part", "shown"
"""The names in the address of the part, and of the school whose page is looked at."""
ALL, ONE, MEETING = "all", "school", "meeting"
PARTS = {ALL: "All schools", ONE: "A page per school", MEETING: "Agenda, people, follow-ups"}


def part(view: View, occasion: Occasion | None) -> None:
    """The one that is pressed, of those there are; a school begins with its own page."""
    pack, gathering = (occasion.pack, occasion.gathering) if occasion else (None, None)
    there = [ALL, ONE] if pack else []
    if view.actor.role != CAPTAIN:
        there.reverse()
    there += [MEETING] if gathering else []
    if not there:
        return
    pressed = address.pressed(PART, "Show", there, format_func=PARTS.get,
                              label_visibility="collapsed")  # fmt: skip
    if pressed == MEETING:
        _meeting(view, gathering)
    else:
        (_together if pressed == ALL else _school)(view, pack)


def _together(view: View, pack: Pack) -> None:
    pack_page.page(pack.district)
    _since(view, pack, pack.district)
    _help_and_lessons(replace(view, school=None))


def _school(view: View, pack: Pack) -> None:
    """One's own first, and a choice of the others: everybody sees every page, by name."""
    names = {each.school_id: each.name for each in pack.schools}
    own = [view.school, *(school.school_id for school in view.schools)]
    usual = next((school for school in own if school in names), next(iter(names)))
    wanted = address.selected(PAGE, "The page of", list(names), usual, format_func=names.get,
                              width=WIDE)  # fmt: skip
    found = next(each for each in pack.schools if each.school_id == wanted)
    pack_page.page(found)
    _since(view, pack, found)
    _help_and_lessons(replace(view, school=wanted))


def _since(view: View, pack: Pack, found: PackPage) -> None:
    """What changed on the page since the pack before this one."""
    before = pack_before(cached_packs.packs(view), pack)
    if before is None:
        st.caption("These are the first figures that were frozen: there is nothing to compare "
                   "them with.")  # fmt: skip
        return
    st.markdown(f"**What changed since the figures of {full_day(before.as_of)}**")
    st.markdown("\n".join(f"- {plain(line)}" for line in changes(found, before, pack)))


def _help_and_lessons(view: View) -> None:
    """Of the school, or of all: as they stand today, for they are talked about."""
    left, right = st.columns(2)
    with left:
        lessons.open_help(view)
    with right:
        lessons.recent_lessons(view)


def _meeting(view: View, gathering: Gathering) -> None:
    if not newest(view):
        st.caption("Agenda, people and follow-ups are changed on the latest day.")
    gathering_agenda.agenda(view, gathering)
    gathering_marks.who_came(view, gathering)
    follow_ups.of_gathering(view, gathering)
    menu.link(menu.GATHERINGS, "District meetings")
