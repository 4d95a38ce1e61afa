"""The matches of a week and what was seen of each, kept until attendance or program change."""

from datetime import date

import streamlit as st

from sm_core.contacts import board as boards
from sm_core.contacts.board import Board, Line
from sm_core.contacts.numbers import Numbers, as_if, by_school, numbers
from sm_core.contacts.past import Past, last_logged, past
from sm_core.contacts.school_week import SchoolWeek, school_week
from sm_core.contacts.standard import own_standards
from sm_core.contacts.table import Load, loads, shown_lines
from sm_core.contacts.week import Row, week_grid
from sm_core.contacts.weeks import SUNDAY
from sm_core.papers.contact_card import Card, cards
from sm_core.team.named import named_at
from ui import cached
from ui.frame import View


def _key(view: View) -> tuple:
    return view.version, view.program, view.actor, view.asked, view.day


def board(view: View, monday: date) -> Board:
    """The matches that held in the week, of the school chosen or of all."""
    return _at(view.store, *_key(view), monday, view.school)


@st.cache_resource(max_entries=cached.SNAPSHOTS, show_spinner=False)
def _board(_store, version, program, actor, asked, day, monday) -> Board:
    seen = cached.students_seen(_store, version, actor, asked)
    return boards.board(_store, seen, day, monday)


@st.cache_resource(max_entries=20, show_spinner=False)
def _at(_store, version, program, actor, asked, day, monday, school) -> Board:
    return _board(_store, version, program, actor, asked, day, monday).at(school)


def answer(view: View, monday: date) -> Numbers:
    return _answer(view.store, *_key(view), monday, view.school)


@st.cache_data(max_entries=50, show_spinner=False)
def _answer(_store, version, program, actor, asked, day, monday, school) -> Numbers:
    found = _board(_store, version, program, actor, asked, day, monday)
    return numbers(found.counted(school), day)


def schools(view: View, monday: date) -> list[tuple[str, Numbers]]:
    """(name, numbers) of every school with matches in the week."""
    return _schools(view.store, *_key(view), monday)


@st.cache_data(max_entries=20, show_spinner=False)
def _schools(_store, version, program, actor, asked, day, monday) -> list[tuple[str, Numbers]]:
    return by_school(_board(_store, version, program, actor, asked, day, monday))


def lines(view: View, monday: date, which: str) -> list[Line]:
    """The list of students of one of `SHOWN`."""
    return _lines(view.store, *_key(view), monday, view.school, which)


@st.cache_resource(max_entries=20, show_spinner=False)
def _lines(_store, version, program, actor, asked, day, monday, school, which) -> list[Line]:
    found = _at(_store, version, program, actor, asked, day, monday, school)
    return shown_lines(found.lines, which)


def mentors(view: View, monday: date) -> list[Load]:
    return _mentors(view.store, *_key(view), monday, view.school)


@st.cache_resource(max_entries=20, show_spinner=False)
def _mentors(_store, version, program, actor, asked, day, monday, school) -> list[Load]:
    return loads(_at(_store, version, program, actor, asked, day, monday, school))


def grid(view: View, monday: date, mentor_id: str) -> tuple[SchoolWeek, list[Row]]:
    """The week of one mentor with students in it."""
    return _grid(view.store, *_key(view), monday, view.school, mentor_id)


@st.cache_resource(max_entries=50, show_spinner=False)
def _grid(_store, version, program, actor, asked, day, monday, school, mentor_id):
    found = _at(_store, version, program, actor, asked, day, monday, school).by_mentor[mentor_id]
    week = school_week(_store, [line.at_school for line in found], monday)
    seen = cached.students_seen(_store, version, actor, asked)
    return week, week_grid(_store, seen, day, week, found)


def past_of(view: View, monday: date, found: list[Line]) -> dict[str, Past]:
    """What there is to tell of each of the lines, by match."""
    return _past(view.store, *_key(view), monday, tuple(line.match_id for line in found), found)


@st.cache_resource(max_entries=50, show_spinner=False)
def _past(_store, version, program, actor, asked, day, monday, matches, _lines) -> dict[str, Past]:
    return past(_store, cached.students_seen(_store, version, actor, asked), day, monday, _lines)


def doubts(view: View, monday: date, found: list[Line]) -> dict[str, int]:
    """By match of the lines on how many days of the week the student was seen though absent."""
    return _doubts(view.store, *_key(view), monday, tuple(line.match_id for line in found), found)


@st.cache_data(max_entries=50, show_spinner=False)
def _doubts(_store, version, program, actor, asked, day, monday, matches, _lines) -> dict[str, int]:
    week = school_week(_store, [line.at_school for line in _lines], monday)
    seen = cached.students_seen(_store, version, actor, asked)
    rows = week_grid(_store, seen, day, week, _lines)
    return {row.line.match_id: len(row.doubted) for row in rows if row.doubted}


def logged(view: View, found: list[Load]) -> dict[str, date]:
    """By mentor the last day with a contact."""
    lines = [line for load in found for line in load.lines]
    return _logged(view.store, *_key(view), tuple(line.match_id for line in lines), lines)


@st.cache_resource(max_entries=50, show_spinner=False)
def _logged(_store, version, program, actor, asked, day, matches, _lines) -> dict[str, date]:
    return last_logged(_store, cached.students_seen(_store, version, actor, asked), day, _lines)


def preview(view: View, monday: date, school: str, wanted: int) -> Numbers:
    """The numbers of a school, or of those without a standard of their own, if it were `wanted`."""
    found = _board(view.store, *_key(view), monday)
    return as_if(found, school, wanted, own_standards(view.store))


def card_board(view: View, monday: date) -> Board:
    """The matches on the cards of the week: also those that begin in it."""
    day = max(view.day, monday + SUNDAY)
    version, program, actor, asked, _ = _key(view)
    return _at(view.store, version, program, actor, asked, day, monday, view.school)


def week_cards(view: View, monday: date, mentor_id: str | None = None) -> list[Card]:
    """The cards of the week, of one mentor or of all at the school chosen; made when asked for."""
    found = card_board(view, monday)
    if mentor_id:
        found = boards.Board(found.day, monday, tuple(found.by_mentor.get(mentor_id, ())))
    week = school_week(view.store, [line.at_school for line in found.lines], monday)
    return cards(found, week, named_at(view.store, [li.school_id for li in found.lines], view.day))
