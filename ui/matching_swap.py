"""Two students change mentors: what that does is shown before it is done."""

import streamlit as st

from sm_core.matching.pairs import Pair
from sm_core.matching.said import PIN
from sm_core.matching.suggest import Suggestion
from sm_core.matching.swap import Swap, swap
from ui import cached_matching, matching_save, session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import UPLOADERS


def button(view: View, one: Pair, other: Pair) -> None:
    """Opens the look at a swap."""
    if st.button("Swap mentors…", key="matching_swap"):
        _dialog(view, [one, other])


@st.dialog("Swap mentors?")
def _dialog(view: View, pairs: list[Pair]) -> None:
    session.guard(*UPLOADERS)
    rows = cached_matching.suggested_still(view, pairs)
    if len(rows) < 2:
        st.info("One of these pairs is no longer suggested; close this and look at the list again.")
        return
    what = swap(cached_matching.now(view).found, *rows)
    if what is None:
        st.info("Both have the same mentor already.")
    elif what.against:
        st.error("\n\n".join(plain(sentence) for sentence in what.against))
    else:
        _offer(view, rows, what)


def _offer(view: View, rows: list[Suggestion], what: Swap) -> None:
    for row in rows:
        then = what.mentors[row.student.student_id].name
        st.markdown(plain(f"{row.student.label}: {then} instead of {row.mentor.name}."))
    st.markdown(_gain(what.gain))
    st.caption("Nobody else is touched. Both are then kept for their new mentor until you accept.")
    mentors = {student: mentor.mentor_id for student, mentor in what.mentors.items()}
    form = Form(f"matching|swap|{mentors}")
    if st.button("Swap", key=form.key("save"), type="primary"):
        with explained():
            matching_save.rules(view, form, PIN, mentors, "The two have changed mentors.")


def _gain(points: int) -> str:
    if not points:
        return "The two pairs fit as well as before."
    words = "better" if points > 0 else "less well"
    return f"The two pairs fit {words}, by {abs(points)} points together."
