"""The frame of every page: its title, whose data at which date, and how fresh they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import streamlit as st

from sm_core.actor import Actor, local_captain
from sm_core.errors import SmError
from sm_core.school_year import a_year_before, school_year_of
from sm_core.schools import School, late, reached, schools_seen
from sm_core.standing import Asked
from sm_core.store import Store
from sm_core.student_words import full_day
from ui import address, hidden, menu, saving, session

EVERY_SCHOOL = "All schools"
PHONE = 560
"""Pixels: as wide as a page for the phone gets on a larger screen."""
FIRST = date(1990, 1, 1)
LATE_SHOWN = 2
# Streamlit leaves six lines free above every page, and has no setting for it.
LESS_SPACE = "<style>.stMainBlockContainer { padding-top: 4rem; padding-bottom: 3rem; }</style>"


@dataclass(frozen=True)
class View:
    """What a page is asked to show: for whom, which school (None is all they may see), when."""

    store: Store
    actor: Actor
    schools: list[School]
    school: str | None
    as_of: date
    version: tuple[str, int]
    """Of the attendance this run shows; part of the cache keys of all that is counted from it."""
    program: int = 0
    """Of what people typed; part of the cache keys of all that shows it."""
    day: date = date.max
    """The day on which the program is looked at: today, unless an earlier date was chosen. Data end
    before today, and what was typed this morning counts all the same."""

    @property
    def asked(self) -> Asked:
        """All that this person may see at the date; the school is a filter on it."""
        return Asked(self.as_of)

    @property
    def through(self) -> date:
        """The last day that can count for the school chosen, or for any: the as-of date, or the
        end of the data before it."""
        return reached(self.chosen) or self.as_of

    @property
    def chosen(self) -> list[School]:
        """The school chosen, or all, as known at the date."""
        return [s.by(self.as_of) for s in self.schools if self.school in (None, s.school_id)]

    @property
    def last_year(self) -> Asked:
        """The same question a year earlier, whichever school is chosen: charts by school show the
        others, too."""
        return self.asked.year_ago

    @property
    def last_year_through(self) -> date:
        """The last day that counts of it."""
        return a_year_before(self.through)

    @property
    def several_schools(self) -> bool:
        return self.school is None and len(self.schools) > 1

    @property
    def where(self) -> str:
        names = {school.school_id: school.name for school in self.schools}
        if self.school:
            return names[self.school]
        return next(iter(names.values())) if len(names) == 1 else "all schools"


@contextmanager
def explained() -> Iterator[None]:
    """Show what a user can put right in its own words; anything else is a bug and shows itself."""
    try:
        yield
    except SmError as error:
        for sentence in error.sentences:
            st.error(plain(sentence))


def long_day(day: date) -> str:
    return f"{day:%a %b} {day.day}, {day.year}"


def title(words: str, *roles: str) -> tuple[Store, Actor]:
    """Guard the page, then show its title and the picker of who is looking."""
    actor = session.guard(*roles)
    st.html(LESS_SPACE)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    left.title(words)
    with right:
        session.pick_person()
    saving.say(hidden.hidden())
    return session.store(), actor


def small_title(words: str, *roles: str) -> tuple[Store, Actor]:
    """As `title`, for a page on a phone: who is looking takes one line, and what a press saved is
    said where it was pressed, or all that stands below would move under the finger."""
    actor = session.guard(*roles)
    st.html(LESS_SPACE)
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", width=PHONE
    ):
        st.title(words, width="content")
        with st.popover(plain(actor.person), type="tertiary"):
            session.pick_person()
    saving.wait()
    return session.store(), actor


def small_view(store: Store, actor: Actor) -> View:
    """What a mentor sees: their students as of today, with nothing to choose. Attendance is counted
    to the last day that anybody has reported, as on every page."""
    today = session.today()
    schools = _schools(store, session.data_version(), local_captain())
    as_of = min(reached(schools) or today, today)
    return View(store, actor, [], None, as_of, session.data_version(),
                store.version("program"), today)  # fmt: skip


def view(store: Store, actor: Actor, only_looked_at: bool = True) -> View:
    """Ask for school and date, kept in the address, and say how far the data reach; with
    `only_looked_at` that nothing is changed at an earlier date."""
    schools = _schools(store, session.data_version(), actor)
    _drop_unknown(schools)
    left, middle, right = st.columns([2, 1, 3], vertical_alignment="bottom")
    with left:
        school = _ask_school(schools)
    with middle:
        as_of, day = ask_date(schools)
    if schools:
        with right:
            _say_freshness(schools, as_of)
    _way_back(as_of, _last_day(schools), only_looked_at)
    return View(store, actor, schools, school, as_of, session.data_version(),
                store.version("program"), day)  # fmt: skip


@st.cache_data(max_entries=50, show_spinner=False)
def _schools(_store, version, actor) -> list[School]:
    return schools_seen(_store, actor)


def _drop_unknown(schools: list[School]) -> None:
    """A school or a day in the address that cannot be."""
    if len(schools) > 1:
        names = [EVERY_SCHOOL, *(school.name for school in schools)]
        address.drop_unknown("school", names, "a school that is not here")
    day = address.as_day(address.one("as_of"))
    if day is None or not FIRST <= day <= session.today():
        address.drop("as_of", [], "a day that is none, or still ahead: the latest one is shown")


def _ask_school(schools: list[School]) -> str | None:
    ids = {school.name: school.school_id for school in schools}
    if len(schools) < 2:
        st.selectbox("School", list(ids) or [EVERY_SCHOOL], disabled=True)
        return None
    name = address.selected("school", "School", [EVERY_SCHOOL, *ids], EVERY_SCHOOL)
    return ids.get(name)


def ask_date(schools: list[School]) -> tuple[date, date]:
    """The last day of attendance to count, and the day of the program to show."""
    usual = _last_day(schools)
    chosen = address.day(
        "as_of", "As of", usual, format="MM/DD/YYYY", min_value=FIRST, max_value=session.today(),
        help="Nothing after this day is counted.",
    )  # fmt: skip
    return chosen or usual, session.today() if chosen in (None, usual) else chosen


def _last_day(schools: list[School]) -> date:
    """The last day with data, today at most."""
    return min(reached(schools) or session.today(), session.today())


def _way_back(as_of: date, usual: date, only_looked_at: bool) -> None:
    """An earlier date follows from page to page, and takes the buttons that change anything away:
    that is said, with the way back."""
    if as_of < usual:
        more = ": changes are made on the latest day" if only_looked_at else ""
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(f"Shown as of {long_day(as_of)}{more}.", width="content")
            st.button(f"Back to {full_day(usual)}", key="back_to_today", type="tertiary",
                      on_click=_back)  # fmt: skip


def _back() -> None:
    session.guard(*session.EVERYBODY)
    address.put("as_of", None)


def _say_freshness(schools: list[School], as_of: date) -> None:
    """One quiet line, amber where a school is behind; it opens the data quality page."""
    words, stale = _freshness(schools, as_of)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        # Names come from files; a bracket or asterisk in one must not turn into formatting.
        warning = ":orange[⚠] " if stale else ""
        st.caption(warning + plain(words), width="content")
        menu.link(menu.QUALITY, "Data quality", student=None)


def _freshness(schools: list[School], as_of: date) -> tuple[str, bool]:
    year = school_year_of(as_of)
    known = [school.by(as_of) for school in schools]
    now = [s for s in known if s.data_through and school_year_of(s.data_through) == year]
    newest = reached(now)
    if newest is None:
        return f"No school has data in {year}: choose an earlier date.", True
    words = [f"Data through {long_day(newest)}"]
    behind = late(now)
    words += [
        f"{school.name} last reported {long_day(school.data_through)}"
        for school in behind[:LATE_SHOWN]
    ]
    if len(behind) > LATE_SHOWN:
        words.append(f"{len(behind) - LATE_SHOWN} more late")
    if len(now) < len(schools):
        words.append(f"{len(schools) - len(now)} of {len(schools)} schools have no data in {year}")
    return " · ".join(words), bool(behind) or len(now) < len(schools)


def plain(text: str) -> str:
    """Text from a file or of people, made safe for a place that reads Markdown. Lines stay lines,
    without the spaces that would make a block of code or the signs that make the one above a title.
    """
    lines = filter(None, map(str.strip, text.splitlines())) if "\n" in text else [text]
    return "  \n".join(map(_plain_line, lines))


def _plain_line(line: str) -> str:
    safe = "".join("\\" + c if c in "\\`*_{}[]()#+-.!|<>~$:&" else c for c in line)
    return "\\" + safe if safe.startswith("=") else safe
