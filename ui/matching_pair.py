"""One waiting student looked at closely: why this mentor, why not another one, and what follows."""

import streamlit as st

from sm_core.matching.consequences import consequences
from sm_core.matching.explain import WhyNot, why_not
from sm_core.matching.others import breakdown, others
from sm_core.matching.pairs import Pair
from sm_core.matching.said import PIN
from sm_core.matching.suggest import Suggestion
from sm_core.matching.words import cautions, gap_words
from sm_core.mentors.mentor import Mentor
from ui import cached_matching, matching_save, session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import EVERYBODY
from ui.told_apart import told_apart


def button(view: View, pair: Pair, may: bool, words: str) -> None:
    """Opens the closer look at the student."""
    if st.button(words, key="matching_pair"):
        _dialog(view, pair.student_id, may)


@st.dialog("Who could it be?", width="large")
def _dialog(view: View, student_id: str, may: bool) -> None:
    session.guard(*EVERYBODY)
    rows = cached_matching.waiting(view, [student_id])
    if not rows:
        st.info("This student no longer waits for a mentor.")
        return
    [row] = rows
    st.subheader(plain(row.student.label))
    if row.mentor:
        st.markdown(f"Suggested: **{plain(row.mentor.name)}**")
    else:
        _gap(row)
    other = _choose(view, row)
    what = other and why_not(cached_matching.now(view).found, student_id, other)
    shown = [m for m in (row.mentor, other if what and not what.against else None) if m]
    if shown:
        _points(view, row, shown)
    if what and what.against:
        st.error("\n\n".join(plain(sentence) for sentence in what.against))
    elif what:
        _follows(view, row, other, what, may)


def _gap(row: Suggestion) -> None:
    """Why there is nobody, what keeps each mentor away, and what would help."""
    st.markdown(plain(gap_words(row.gap)))


def _choose(view: View, row: Suggestion) -> Mentor | None:
    found = [o for o in others(cached_matching.now(view).found, row.student)
             if o.mentor.mentor_id != row.mentor_id]  # fmt: skip
    ids = {other.mentor.mentor_id: other for other in found}
    labels = told_apart({name: other.words for name, other in ids.items()})
    chosen = st.selectbox(
        "Why not somebody else?", list(ids), None, labels.get,
        key=f"why_not|{row.student.student_id}", placeholder="Choose another mentor",
    )  # fmt: skip
    return ids[chosen].mentor if chosen in ids else None


def _points(view: View, row: Suggestion, mentors: list[Mentor]) -> None:
    """The points of the suggestion, and of another mentor beside it."""
    found = cached_matching.now(view).found
    st.table([{plain(name): plain(said) for name, said in line.items()}
              for line in breakdown(found, row.student, mentors)])  # fmt: skip
    said = [caution for mentor in mentors for caution in cautions(row.student, mentor)]
    for caution in dict.fromkeys(said):
        st.caption(plain(f"{caution[0].upper()}{caution[1:]}."))


def _follows(view: View, row: Suggestion, mentor: Mentor, what: WhyNot, may: bool) -> None:
    """What would follow if the two met, and the buttons that do it."""
    pool = cached_matching.now(view).found.pool
    st.markdown(f"If {plain(row.student.label)} meets {plain(mentor.name)}:")
    st.markdown("\n".join(f"- {plain(said)}" for said in consequences(pool, what)))
    if may:
        _act(view, row, mentor)


def _act(view: View, row: Suggestion, mentor: Mentor) -> None:
    student, name = row.student, mentor.name
    pair, called = Pair(student.student_id, mentor.mentor_id), f"{student.label} with {name}"
    # The pair is in the keys: a click meant for one mentor must not match another.
    accept, keep = (Form(f"matching|{act}|{pair}") for act in ("match", "keep for"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        day = matching_save.ask_day(accept)
        match_now = st.button(plain(f"Match with {name}"), key=accept.key("save"), type="primary")
        keep_for = st.button(plain(f"Keep for {name}"), key=keep.key("save"), help=(
            "Suggests these two from now on; the list is made anew around them."
        ))  # fmt: skip
    with explained():
        if match_now:
            matching_save.accept(view, accept, [pair], [called], day)
        if keep_for:
            matching_save.rules(view, keep, PIN, {pair.student_id: pair.mentor_id},
                                f"{student.label} is kept for {name}.")  # fmt: skip
