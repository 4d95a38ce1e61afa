"""One waiting student looked at closely: why this mentor, why not another one, and what follows."""

import streamlit as st
from sm_core.matching.pairs import Pair

from sm_core.matching.consequences import consequences
from sm_core.matching.explain import why_not
from sm_core.matching.others import Other, breakdown, others
from sm_core.matching.said import PIN
from sm_core.matching.suggest import Suggestion
from sm_core.matching.words import cautions
from sm_core.mentors.mentor import Mentor
from ui import cached_matching, matching_save, session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import EVERYBODY


def button(view: View, row: Suggestion, may: bool) -> None:
    """Opens the closer look."""
    if st.button("Someone else…" if row.mentor else "Look closer…", key="matching_pair"):
        _dialog(view, row.student.student_id, may)


@st.dialog("Who else?", width="large")
def _dialog(view: View, student_id: str, may: bool) -> None:
    session.guard(*EVERYBODY)
    rows = cached_matching.waiting(view, [student_id])
    if not rows:
        st.info("This student no longer waits for a mentor.")
        return
    [row] = rows
    st.subheader(plain(row.student.label))
    _as_it_is(view, row)
    other = _choose(view, row)
    if other:
        _look(view, row, other.mentor, may)


def _as_it_is(view: View, row: Suggestion) -> None:
    """The suggestion with its points, or why there is none and what keeps each mentor away."""
    if row.mentor:
        st.markdown(f"Suggested: **{plain(row.mentor.name)}**")
        _points(view, row, row.mentor, dict(row.parts))
        return
    st.markdown(plain(row.gap.sentence))
    counts = ", ".join(f"{count} {words}" for words, count in row.gap.counts)
    if counts:
        st.markdown(plain(f"Mentors of the school: {counts}."))
    if row.gap.fix:
        st.markdown(plain(f"What helps soonest: {row.gap.fix}."))


def _points(view: View, row: Suggestion, mentor: Mentor, parts: dict[str, int]) -> None:
    settings = cached_matching.now(view).found.pool.settings
    st.table([{name: plain(said) for name, said in line.items()}
              for line in breakdown(row.student, mentor, parts, settings)])  # fmt: skip
    for caution in cautions(row.student, mentor):
        st.caption(plain(f"{caution[0].upper()}{caution[1:]}."))


def _choose(view: View, row: Suggestion) -> Other | None:
    found = [o for o in others(cached_matching.now(view).found, row.student)
             if o.mentor.mentor_id != row.mentor_id]  # fmt: skip
    ids = {other.mentor.mentor_id: other for other in found}
    chosen = st.selectbox(
        "Why not", list(ids), None, lambda name: ids[name].words,
        key=f"why_not|{row.student.student_id}", placeholder="Choose another mentor",
    )  # fmt: skip
    return ids.get(chosen)


def _look(view: View, row: Suggestion, mentor: Mentor, may: bool) -> None:
    """What stands against the pair; else how well it fits and what would follow."""
    found = cached_matching.now(view).found
    what = why_not(found, row.student.student_id, mentor)
    if what.against:
        st.error("\n\n".join(plain(sentence) for sentence in what.against))
        return
    grid = found.problem(row.student.student_id).grid
    _points(view, row, mentor, grid.parts(row.student.student_id, mentor.mentor_id))
    st.markdown("If these two meet:")
    st.markdown("\n".join(f"- {plain(said)}" for said in consequences(found.pool, what)))
    if may:
        _act(view, row, mentor)


def _act(view: View, row: Suggestion, mentor: Mentor) -> None:
    student, name = row.student, plain(mentor.name)
    accept, keep = Form(f"match|{student.student_id}"), Form(f"keep|{student.student_id}")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        day = matching_save.ask_day(accept)
        if st.button(f"Match with {name}", key=accept.key("save"), type="primary"):
            with explained():
                pair = Pair(student.student_id, mentor.mentor_id)
                matching_save.accept(view, accept, [pair], day)
        if st.button(f"Keep for {name}", key=keep.key("save"), help=(
            "Suggests these two from now on; the list is made anew around them."
        )):  # fmt: skip
            with explained():
                matching_save.rules(view, keep, PIN, {student: mentor.mentor_id},
                                   f"{plain(student.label)} is kept for {name}.")  # fmt: skip
