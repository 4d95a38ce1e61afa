"""The pack on a projector: which screens there are, and the bar that leads from one to another."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from sm_core.actor import Actor
from sm_core.gatherings.follow_up import SCHOOL, FollowUp, together
from sm_core.gatherings.gathering import Gathering
from sm_core.gatherings.words import wall_words
from sm_core.packs.find import pack_before
from sm_core.packs.occasions import Occasion, next_one
from sm_core.schools import reached, schools_seen
from sm_core.store import Store
from ui import (
    address,
    cached_packs,
    convening,
    convening_aloud,
    follow_ups,
    menu,
    projected,
    session,
)
from ui.frame import View, plain
from ui.session import EVERYBODY

SLIDE = "slide"
"""The name in the address of the number of the screen, from 1 on."""
MOST = 8
"""Lines on a screen; what several schools owe alike is one."""


@dataclass(frozen=True)
class Slide:
    """One screen: its name for the button that leads to it, and what draws it."""

    name: str
    draw: Callable[[], None]


def open_view(store: Store, actor: Actor) -> View:
    """As `frame.view`, with nothing to choose: the screen belongs to the schools."""
    today, schools = session.today(), schools_seen(store, actor)
    as_of = min(reached(schools) or today, today)
    return View(store, actor, schools, None, as_of, session.data_version(),
                store.version("program"), today)  # fmt: skip


def occasion(view: View) -> Occasion | None:
    """The convening in the address, or the next one where it names none; None without figures to
    show."""
    found = cached_packs.every(view)
    wanted = address.one(convening.CONVENING)
    usual = None if wanted else next_one(found, view.day)
    chosen = next((each for each in found if each.key == wanted), usual)
    return chosen if chosen and chosen.pack else None


def nothing() -> None:
    """Without figures there is nothing to project."""
    st.info("No figures are frozen for this convening yet.")
    menu.link(menu.CONVENING, "Monthly convening", slide=None)


def show(view: View, shown: Occasion) -> None:
    """The screen of the address, and the bar that leads to the one before and after it."""
    projected.style()
    found = slides(view, shown)
    place = _place(len(found))
    found[place].draw()
    _bar(found, place)


def slides(view: View, shown: Occasion) -> list[Slide]:
    """All schools together, each school in the order of their names, the agenda, what schools ask
    for and learned, what is still open from the convening before, and what was agreed at this one.
    """
    pack = shown.pack
    before = pack_before(cached_packs.packs(view), pack)
    found = [Slide(page.name, partial(projected.page, view, page, pack, before))
             for page in (pack.district, *pack.schools)]  # fmt: skip
    found += [Slide(name, partial(_points, name, lines))
              for name, lines in convening_aloud.aloud(view, shown).items()]  # fmt: skip
    return found + list(_follow_ups(view, shown))


def _follow_ups(view: View, shown: Occasion) -> Iterator[Slide]:
    """Of those this person may see."""
    last = convening_aloud.before(view, shown)
    still = [group for group in _agreed_at(view, last) if any(f.open_on(view.day) for f in group)]
    here = _agreed_at(view, shown.gathering)
    for name, groups in (("Open from last time", still), ("Follow-ups", here)):
        if groups:
            yield Slide(name, partial(_listed, view, name, groups))


def _agreed_at(view: View, gathering: Gathering | None) -> list[list[FollowUp]]:
    return together(f for f in follow_ups.chosen(view)
                    if gathering and f.gathering_id == gathering.gathering_id)  # fmt: skip


def _listed(view: View, name: str, groups: list[list[FollowUp]]) -> None:
    """A line per thing agreed, the district's first; never who is late: this is a wall, no desk."""
    names = {school.school_id: school.name for school in view.schools}
    groups = sorted(groups, key=lambda group: group[0].owed_by == SCHOOL)
    _points(name, [wall_words(group, names, view.day) for group in groups])


def _points(name: str, lines: Sequence[str]) -> None:
    more = f"and {len(lines) - MOST:,} more" if lines[MOST:] else ""
    projected.points(name, lines[:MOST], more)


def _place(number: int) -> int:
    said = address.one(SLIDE) or "1"
    wanted = int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 1
    return min(max(wanted, 1), number) - 1


def _bar(found: list[Slide], place: int) -> None:
    """Arrow keys work, too."""
    with st.container(key="projector_bar", horizontal=True, vertical_alignment="center",
                      horizontal_alignment="distribute"):  # fmt: skip
        _button(found, place - 1, "Previous", "Left")
        st.markdown(f"{place + 1} of {len(found)}", width="content")
        menu.link(menu.CONVENING, "Leave", slide=None)
        _button(found, place + 1, "Next", "Right")


def _button(found: list[Slide], place: int, words: str, key: str) -> None:
    there = 0 <= place < len(found)
    label = f"{words}: {plain(found[place].name)}" if there else words
    st.button(label, key=f"projector|{words}", shortcut=key, disabled=not there, on_click=_go,
              args=(place,))  # fmt: skip


def _go(place: int) -> None:
    session.guard(*EVERYBODY)
    address.put(SLIDE, str(place + 1) if place else None)
