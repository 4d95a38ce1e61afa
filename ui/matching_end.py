"""Where matches are ended; afterwards, what is next for the students, and the way back."""

from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from sm_core.actor import Actor
from sm_core.matching.end import END_REASONS, OpenMatch, end_match, go_on
from sm_core.matching.rematch import rematch_words
from sm_core.matching.rule_save import take_back_rule
from sm_core.matching.said import NEVER
from sm_core.targeting.decision import LONGEST_REASON
from ui import cached_matching, session
from ui.frame import View, explained, plain
from ui.matching_lists import CANNOT, LISTS, PICKS, SUGGESTED
from ui.saving import Form, one_by_one
from ui.session import UPLOADERS
from ui.targeting_board import newest

# Forgotten with the forms, when the person goes to another page.
ENDED = "opened|matching|ended"
SHOWN = 3


@dataclass(frozen=True)
class Ended:
    """What one press of a person ended; `never` is whether the pairs are kept apart from then
    on."""

    actor: Actor
    matches: tuple[OpenMatch, ...]
    never: bool


def end(view: View, picked: list[OpenMatch]) -> None:
    """Why the matches end and on which day."""
    form = Form("matching|end")
    several = f"End {len(picked):,} matches"
    with (
        st.popover("End match…" if len(picked) == 1 else f"{several}…", key=form.key("popover")),
        st.form(form.key("form"), border=False),
    ):
        reason = st.selectbox("Reason", END_REASONS, None, key=form.key("reason"),
                              placeholder="Choose a reason")  # fmt: skip
        note = st.text_input("In your own words", key=form.key("note"), max_chars=LONGEST_REASON)
        day = st.date_input(
            "Ended on", session.today(), date(1990, 1, 1), session.today(), format="MM/DD/YYYY",
            key=form.key("day"), help="The first day on which they no longer meet",
        )  # fmt: skip
        never = st.checkbox("Never suggest these two again", key=form.key("never"))
        if st.form_submit_button("End match" if len(picked) == 1 else several, type="primary"):
            _save(view, form, picked, (day, reason or "", note, never))


def _save(view: View, form: Form, picked: list[OpenMatch], said: tuple) -> None:
    actor = session.guard(*UPLOADERS)
    kept = st.session_state.setdefault(ENDED, {})
    with explained():
        done, refused = one_by_one(
            picked,
            lambda m: end_match(view.store, form.save(actor, m.match_id), m.match_id, *said),
        )
        # Of a double click, what the first one saved brings no words and is told all the same.
        over = tuple(match for match, _ in done)
        words = " ".join([words or f"{m.student}: ended." for m, words in done] + refused)
        kept.clear()
        kept[form.token] = Ended(actor, over, said[-1])
        PICKS.pick([])
        form.done(plain(words))


def after(view: View) -> None:
    """What the last press of this person ended, who is next for each, and the way back."""
    kept: dict[str, Ended] = st.session_state.get(ENDED, {})
    for ended in kept.values():
        if ended.actor == view.actor and newest(view):
            _next(view, ended)


def _next(view: View, ended: Ended) -> None:
    found = cached_matching.now(view).found
    told = [
        rematch_words(found, m.student_id, m.student, m.mentor_id) for m in ended.matches[:SHOWN]
    ]
    more = len(ended.matches) - SHOWN
    told += [f"And {more:,} more."] if more > 0 else []
    st.markdown("\n\n".join(map(plain, told)))
    with st.container(horizontal=True):
        form = Form("matching|go on")
        if st.button("Take back", key=form.key("press"), help="They go on meeting"):
            _take_back(view, form, ended)
        ids = [m.student_id for m in ended.matches if m.student_id in found.of]
        _open(view, SUGGESTED, [i for i in ids if found.of[i].mentor])
        _open(view, CANNOT, [i for i in ids if found.of[i].gap])


def _open(view: View, name: str, students: list[str]) -> None:
    if students:
        st.button(f"Show under {LISTS[name]}", key=f"matching_open_{name}", on_click=_picked_there,
                  args=(view, name, students))  # fmt: skip


def _picked_there(view: View, name: str, students: list[str]) -> None:
    session.guard(*session.EVERYBODY)
    PICKS.open(view, name, students)


def _take_back(view: View, form: Form, ended: Ended) -> None:
    actor = session.guard(*UPLOADERS)
    with explained():
        st.session_state.pop(ENDED, None)
        if ended.never:
            _may_meet_again(view, form, actor, ended)
        done, refused = one_by_one(
            ended.matches,
            lambda m: go_on(view.store, form.save(actor, m.match_id), m.match_id),
        )
        form.done(plain(" ".join([words for _, words in done if words] + refused)))


def _may_meet_again(view: View, form: Form, actor: Actor, ended: Ended) -> None:
    """Take back that the two were never to be suggested again, as far as this press said so."""
    pairs = {(m.student_id, m.mentor_id) for m in ended.matches}
    for told in cached_matching.rules(replace(view, school=None)):
        rule = told.rule
        mine = rule.made_by == actor.person and rule.made.date() == session.today()
        if rule.kind == NEVER and (rule.student_id, rule.other_id) in pairs and mine:
            take_back_rule(view.store, form.save(actor, rule.rule_id), rule.rule_id)
