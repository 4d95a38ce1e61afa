"""Two students change mentors: what that does is shown before it is done."""

import streamlit as st

from sm_core.matching.said import PIN
from sm_core.matching.suggest import Suggestion
from sm_core.matching.swap import Swap, swap
from ui import cached_matching, matching_save, session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import UPLOADERS


def button(view: View, one: Suggestion, other: Suggestion) -> None:
    """Opens the look at a swap."""
    if st.button("Swap mentors…", key="matching_swap"):
        _dialog(view, [one.student.student_id, other.student.student_id])


@st.dialog("Swap mentors?")
def _dialog(view: View, students: list[str]) -> None:
    session.guard(*UPLOADERS)
    found = cached_matching.now(view).found
    rows = [row for row in cached_matching.waiting(view, students) if row.mentor]
    if len(rows) < 2:
        st.info("One of the two has no suggestion any more.")
        return
    what = swap(found, *rows)
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
    form = Form("matching|swap")
    if st.button("Swap", key=form.key("save"), type="primary"):
        with explained():
            pairs = {row.student: what.mentors[row.student.student_id].mentor_id for row in rows}
            matching_save.rules(view, form, PIN, pairs, "The two have changed mentors.")


def _gain(points: int) -> str:
    if not points:
        return "The two pairs fit as well as before."
    words = "better" if points > 0 else "less well"
    return f"The two pairs fit {words}, by {abs(points)} points together."
