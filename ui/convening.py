"""The head of the Monthly convening page: which convening it is, and its figures, which a captain
freezes and takes back."""

from datetime import date

import streamlit as st

from sm_core.actor import CAPTAIN
from sm_core.gatherings.gathering import Gathering
from sm_core.packs.close import are_close, close_line
from sm_core.packs.dates import early_line, why_not
from sm_core.packs.find import pack_before
from sm_core.packs.freeze import freeze, take_back
from sm_core.packs.occasions import Occasion, next_one
from sm_core.packs.pack import Pack
from sm_core.packs.words import frozen_line
from sm_core.papers.pack_paper import pack_paper
from sm_core.papers.sheet import heading, listed, page
from sm_core.plausible import us_day
from sm_core.student_words import full_day
from ui import address, cached_packs, convening_aloud, menu, session
from ui.downloads import offer_prints
from ui.frame import View, explained, long_day, plain
from ui.saving import Form
from ui.targeting_board import newest

WIDE = 420
"""Pixels of a choice among convenings or schools."""
CONVENING = "convening"
"""The name in the address of the one that is looked at."""


def chosen(view: View) -> Occasion | None:
    """The next convening, or the one chosen in the address; None where there is none at all."""
    found = cached_packs.every(view)
    usual = next_one(found, view.day)
    if usual is None:
        return None
    labels = {each.key: label(each) for each in found}
    if address.one(CONVENING) not in (None, *labels):
        st.warning(f"The address names no convening that is known; shown is "
                   f"{plain(labels[usual.key])}.")  # fmt: skip
    key = address.selected(CONVENING, "Convening", list(labels), usual.key,
                           format_func=labels.get, width=WIDE)  # fmt: skip
    return next(each for each in found if each.key == key)


def label(occasion: Occasion) -> str:
    """Like "Monthly convening · Wed Feb 4, 2026"."""
    if occasion.gathering is None:
        return f"Figures of {full_day(occasion.day)}, for no convening"
    return f"{occasion.gathering.title} · {long_day(occasion.day)}"


def headline(view: View, occasion: Occasion | None) -> None:
    """Which convening it is and how old its figures are, with what a captain may do about them.
    Without figures the rest of the page is that of the meeting alone."""
    if occasion is None:
        st.info("No convening is planned, and no figures are frozen yet.")
    elif occasion.pack is None:
        st.subheader(f"No figures are frozen for {long_day(occasion.day)} yet.")
    else:
        _head(view, occasion, occasion.pack)
        return
    if view.actor.role == CAPTAIN:
        _freeze(view, occasion)
    else:
        st.caption("A captain freezes them: then every school has its page here, and no number "
                   "changes any more.")  # fmt: skip
    menu.link(menu.GATHERINGS, "District meetings")


def _head(view: View, occasion: Occasion, pack: Pack) -> None:
    with st.container(gap="xxsmall"):
        st.subheader(f"Frozen figures as of {full_day(pack.as_of)}.")
        st.caption(f"{plain(frozen_line(pack))}: what is uploaded or typed since changes nothing "
                   "here. Everybody sees the page of every school.")  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        menu.link(menu.PROJECTOR, "Show on a projector", convening=occasion.key)
        offer_prints(view, f"pack-{pack.as_of}", lambda: _paper(view, pack, occasion))
        if view.actor.role == CAPTAIN:
            _take_back(view, pack)


def _paper(view: View, pack: Pack, occasion: Occasion) -> dict:
    before = pack_before(cached_packs.packs(view), pack)
    return pack_paper(pack, before, session.today(), _aloud(view, occasion))


def _aloud(view: View, occasion: Occasion) -> list[dict]:
    """On a page of its own behind the schools."""
    found = convening_aloud.aloud(view, occasion)
    blocks = [block for head, lines in found.items() for block in (heading(head), listed(lines))]
    return [page("The meeting"), *blocks] if blocks else []


def _freeze(view: View, occasion: Occasion | None) -> None:
    """Where it can be done, which is known before the press."""
    gathering = occasion.gathering if occasion else None
    day = min(view.as_of, gathering.day) if gathering else view.as_of
    other = next((each for each in cached_packs.every(view)
                  if each.pack and each.pack.as_of == day), None)  # fmt: skip
    if why := why_not(view.schools, day, session.today()):
        st.info(plain(why))
    elif other:
        _frozen_before(other, newest(view) and day == view.as_of)
    else:
        _ask(view, day, gathering)


def _ask(view: View, day: date, gathering: Gathering | None) -> None:
    """Of the date chosen above, usually the last day with data; not after the meeting."""
    st.caption(
        "Frozen figures are counted once and stand as they are: every school sees the same ones "
        "at the meeting and after it. Groups of fewer than 10 students are hidden in them."
    )
    if day < view.as_of:
        st.caption(f"The meeting was on {long_day(day)}: nothing after it is counted.")
    if gathering and (early := early_line(day, gathering.day)):
        st.caption(early)
    if near := [each for each in cached_packs.packs(view) if are_close(each.as_of, day)]:
        st.caption(close_line(near))
    own = gathering.gathering_id if gathering else ""
    form = Form(f"pack|{own}|{day}")
    if st.button(f"Freeze the figures of {full_day(day)}", type="primary", key=form.key("go")):
        with explained(), st.spinner("Counting every school…"):
            freeze(view.store, form.save(session.guard(CAPTAIN)), day, own)
            form.done(f"The figures of {us_day(day)} are frozen.")


def _frozen_before(other: Occasion, newest: bool) -> None:
    """Of one date there is one pack, and of one pack one convening."""
    day = full_day(other.pack.as_of)
    # Behind the newest day are only figures that nobody would wait for.
    wait = "When newer data are in, freeze those for this one; or show these."
    choose = "Show those, or choose another date under As of to freeze some for this one."
    st.info(f"The figures of {day} are frozen already, for {plain(label(other))}. "
            f"{wait if newest else choose}")  # fmt: skip
    menu.link(menu.CONVENING, f"Show the figures of {day}", convening=other.key)


def _take_back(view: View, pack: Pack) -> None:
    form = Form(f"take back|{pack.pack_id}")
    with st.popover("Take back…"):
        st.markdown("The figures are shown to nobody any more. As people saw them, they still "
                    "count when the next ones are made safe.")  # fmt: skip
        pressed = st.button("Take the figures back", key=form.key("go"))
    if pressed:
        with explained():
            take_back(view.store, form.save(session.guard(CAPTAIN)), pack.pack_id)
            form.done(f"The figures of {us_day(pack.as_of)} are taken back.")
