"""What can be done with the students picked: in a bar below the list, whatever page it shows.

A pick is the pair as the person saw it. What is saved is that pair, whatever is suggested by then;
where it can no longer be, the refusal says why.
"""

from collections.abc import Sequence

import streamlit as st

from sm_core.matching.pairs import Pair
from sm_core.matching.said import NEVER, PIN
from sm_core.targeting.decision import LONGEST_REASON
from ui import (
    cached_matching,
    matching_matched,
    matching_pair,
    matching_rules,
    matching_save,
    matching_swap,
    menu,
)
from ui.frame import View, explained, plain
from ui.matching_lists import CANNOT, MATCHED, MENTORS, PICKS, RULES, SUGGESTED
from ui.saving import Form
from ui.targeting_board import newest


def bar(view: View, name: str) -> None:
    """Who is picked on the open list, and what can be done with them."""
    BARS[name](view)


def _suggested(view: View) -> None:
    pairs = PICKS.picked()
    if not pairs:
        return
    names = [cached_matching.called(view, pair) for pair in pairs]
    may = _may(view, pairs)
    with st.bottom, st.container(horizontal=True, vertical_alignment="center"):
        PICKS.say(len(pairs), names)
        if may:
            _accept(view, pairs, names)
        if len(pairs) == 1:
            matching_pair.button(view, pairs[0], may, "Someone else…")
        if may and len(pairs) == 1:
            _one_pair(view, pairs[0], names[0])
        if may and len(pairs) == 2:
            matching_swap.button(view, *pairs)
        _links(pairs)


def _cannot(view: View) -> None:
    pairs = PICKS.picked()
    if not pairs:
        return
    with st.bottom, st.container(horizontal=True, vertical_alignment="center"):
        PICKS.say(len(pairs), [cached_matching.called(view, pair) for pair in pairs])
        if len(pairs) == 1:
            matching_pair.button(view, pairs[0], _may(view, pairs), "Look closer…")
            menu.link(menu.FAMILY, "Open family", student=pairs[0].student_id, list=None)
        _links(pairs)


def _mentors(view: View) -> None:
    picked = set(PICKS.picked())
    found = [each.mentor for each in cached_matching.loads(view)
             if each.mentor.mentor_id in picked]  # fmt: skip
    if not found:
        return
    with st.bottom, st.container(horizontal=True, vertical_alignment="center"):
        PICKS.say(len(found), [mentor.name for mentor in found])
        if len(found) == 1:
            if more := cached_matching.more_place(view, found[0].mentor_id):
                st.markdown(plain(f"One more place: {more}"))
            menu.link(menu.MENTOR, "Open mentor", mentor=found[0].mentor_id, list=None)
        PICKS.clear_button()


BARS = {
    SUGGESTED: _suggested, CANNOT: _cannot, MENTORS: _mentors, MATCHED: matching_matched.bar,
    RULES: matching_rules.bar,
}  # fmt: skip


def _may(view: View, pairs: Sequence[Pair]) -> bool:
    known = cached_matching.now(view).found.pool.student
    schools = {known[p.student_id].school_id for p in pairs if p.student_id in known}
    return newest(view) and bool(schools) and all(map(view.actor.may_change_program, schools))


def _links(pairs: Sequence[Pair]) -> None:
    if len(pairs) == 1:
        menu.link(menu.STUDENT, "Open student", student=pairs[0].student_id, list=None)
    PICKS.clear_button()


def _form(name: str, pairs: Sequence[Pair]) -> Form:
    """Of these pairs alone: what was typed about others is not theirs."""
    return Form(f"matching|{name}|{hash(tuple(pairs))}")


def _accept(view: View, pairs: Sequence[Pair], names: list[str]) -> None:
    form = _form("accept", pairs)
    with st.popover("Accept…", key=form.key("popover"), type="primary"):
        day = matching_save.ask_day(form)
        words = "Accept this pair" if len(pairs) == 1 else f"Accept {len(pairs):,} pairs"
        if st.button(words, key=form.key("save"), type="primary"):
            with explained():
                matching_save.accept(view, form, pairs, names, day)


def _one_pair(view: View, pair: Pair, name: str) -> None:
    """Keep the two for each other, or never suggest them again."""
    ids = {pair.student_id: pair.mentor_id}
    keep, never = _form("keep", [pair]), _form("never", [pair])
    if not cached_matching.is_kept(view, pair) and st.button(
        "Keep these two", key=keep.key("save"), help="The list is made around them until accepted."
    ):
        with explained():
            matching_save.rules(view, keep, PIN, ids, f"{name}: kept for each other.")
    with st.popover("Never these two…", key=never.key("popover")):
        reason = st.text_input("Why", key=never.key("why"), max_chars=LONGEST_REASON)
        if st.button("Never suggest these two", key=never.key("save")):
            with explained():
                words = f"{name}: never suggested again."
                matching_save.rules(view, never, NEVER, ids, words, reason)
