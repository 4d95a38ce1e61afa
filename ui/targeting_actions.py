"""What can be done with the students picked: in a bar below the list, whatever page it shows."""

from datetime import date, timedelta

import streamlit as st

from sm_core.errors import SmError
from sm_core.school_year import first_day, last_day
from sm_core.student_list import students_named
from sm_core.targeting.board import NEITHER, Board, on_view
from sm_core.targeting.decide import decide
from sm_core.targeting.decision import (
    CHOOSE,
    DECLINE,
    DEFER,
    END,
    REOPEN,
    STATES,
    USUAL_REASONS,
    Decision,
    Picked,
)
from ui import menu, session, targeting
from ui.frame import View, plain
from ui.picks import NAMES_SHOWN
from ui.saving import Form
from ui.session import UPLOADERS
from ui.targeting import PICKS, TOLD
from ui.targeting_board import candidates_of, newest
from ui.targeting_support import support

ACTS = {
    "to_decide": (CHOOSE, DEFER, DECLINE),
    "earlier": (CHOOSE, DEFER, DECLINE),
    "chosen": (END,),
    "deferred": (CHOOSE, DEFER, DECLINE, REOPEN),
    "declined": (CHOOSE, REOPEN),
    NEITHER: (CHOOSE,),
}
LABELS = {CHOOSE: "Choose", DEFER: "Defer…", DECLINE: "Decline…", END: "End…", REOPEN: "Reopen"}
OTHER = "Another reason"
DEFER_FOR = timedelta(days=28)


def bar(view: View, board: Board, name: str) -> None:
    """Who is picked, and the decisions the open list allows."""
    chosen = PICKS.picked()
    errors = st.session_state.pop(TOLD, ())
    if not chosen and not errors:
        return
    with st.bottom:
        if errors:
            st.error("\n\n".join(map(plain, errors)))
        if chosen:
            with st.container(horizontal=True, vertical_alignment="center"):
                PICKS.say(len(chosen), _first_names(board, chosen))
                if _may(view, chosen):
                    _acts(view, board, name)
                    support(view, board, chosen)
                if len(chosen) == 1:
                    menu.link(menu.STUDENT, "Open student", student=chosen[0].student_id)
                PICKS.clear_button()


def _first_names(board: Board, chosen: list[Picked]) -> list[str]:
    first = [each.student_id for each in chosen[:NAMES_SHOWN]]
    names = dict(students_named(board.candidates.seen, first))
    return [names.get(student, student) for student in first]


def _may(view: View, chosen: list[Picked]) -> bool:
    schools = {each.school_id for each in chosen}
    return newest(view) and all(map(view.actor.may_change_program, schools))


def _acts(view: View, board: Board, name: str) -> None:
    for act in ACTS[name]:
        form = Form(f"targets|{act}")
        at_once = act == REOPEN or (act == CHOOSE and name != NEITHER)
        if not at_once:
            with st.popover(LABELS[act], key=form.key("popover")):
                decision = _asked(form, act, board.candidates.school_year)
            if decision:
                _decide(view, board, name, form, decision)
        elif st.button(LABELS[act], key=form.key("press"),
                       type="primary" if act == CHOOSE else "secondary"):  # fmt: skip
            _decide(view, board, name, form, Decision(act))


def _asked(form: Form, act: str, school_year: str) -> Decision | None:
    """The form of a decision that needs words; the decision once its button is pressed."""
    today, until, day = session.today(), None, None
    with st.form(form.key("form"), border=False):
        if act == DEFER:
            until = _until(form, today, last_day(school_year))
        if act == END:
            day = st.date_input("Last day on the list", min(today, last_day(school_year)),
                                first_day(school_year), today, format="MM/DD/YYYY",
                                key=form.key("day"))  # fmt: skip
        reason = _reason(form, act)
        if st.form_submit_button(LABELS[act].rstrip("…"), type="primary"):
            return Decision(act, reason, until, day)
    return None


def _until(form: Form, today: date, year_ends: date) -> date | None:
    first = today + timedelta(days=1)
    if first > year_ends:
        st.caption("The school year of these data is over: nobody can be deferred any more.")
        return None
    return st.date_input("Back on the list on", min(today + DEFER_FOR, year_ends), first, year_ends,
                         format="MM/DD/YYYY", key=form.key("until"))  # fmt: skip


def _reason(form: Form, act: str) -> str:
    """A usual reason, the person's own words, or both."""
    usual = USUAL_REASONS.get(act, ())
    said = OTHER
    if usual:
        said = st.selectbox("Reason", [*usual, OTHER], None, key=form.key("reason"),
                            placeholder="Choose a reason")  # fmt: skip
    own = st.text_input("In your own words", key=form.key("own"), max_chars=300)
    named = said if said and said != OTHER else ""
    return ": ".join(part for part in (named, own.strip()) if part)


DONE = {CHOOSE: "chosen", DEFER: "deferred", DECLINE: "declined", END: "taken off the list",
        REOPEN: "back on the list"}  # fmt: skip
assert DONE.keys() == STATES.keys()


def _decide(view: View, board: Board, name: str, form: Form, decision: Decision) -> None:
    """Save the decision; what stands against it is told, and the picks show the list as it is."""
    actor = session.guard(*UPLOADERS)
    try:
        done = decide(view.store, form.save(actor), candidates_of(view), PICKS.picked(),
                      decision)  # fmt: skip
    except SmError as error:
        _tell(error)
        PICKS.pick(_still_on(view, board, name))
        st.rerun()
    PICKS.pick([])
    if done is None:
        form.forget()
        st.rerun()
    count = "1 student is" if done.saved == 1 else f"{done.saved:,} students are"
    form.done("\n\n".join([f"{count} {DONE[decision.act]}.", *map(plain, done.already[:10])]))


def _tell(error: SmError) -> None:
    st.session_state[TOLD] = error.sentences


def _still_on(view: View, board: Board, name: str) -> list[Picked]:
    """Those picked who are still on the open list, as it shows them now."""
    chosen = set(PICKS.picked())
    now = targeting.rows_picked(on_view(board, name, view.school))
    return [each for each in now if each in chosen]
