"""On the Mentor page: the students now and before, how often they are seen, check-ins, requests."""

import streamlit as st

from sm_core.mentors.mentor import Mentor
from sm_core.support import now_words
from sm_core.support.check_in import MENTOR
from sm_core.support.due import due_key
from sm_core.support.mentor_now import MentorNow
from sm_core.support.told import Said
from sm_core.targeting.words import counted
from ui import address, cached_now, cached_support, contact_form, menu, session
from ui.frame import View, plain
from ui.matching_lists import LISTS, MATCHED, search_key
from ui.session import EVERYBODY

CHECK_INS = 3
WIDTHS = {"Student": 140, "Four weeks": 80, "Last seen": 130}
COLUMNS = {name: st.column_config.TextColumn(width=width) for name, width in WIDTHS.items()}


def students(view: View, mentor: Mentor) -> None:
    """Those matched now, by name where this person may see them; a row opens the student."""
    found = cached_now.mentor(view, mentor.mentor_id)
    if found.now or found.hidden:
        st.subheader(f"Students now: {len(found.now) + found.hidden}")
        if found.now:
            _table(view, mentor, found)
        if found.hidden:
            st.caption(f"{found.hidden} more at schools that you do not see, or not in the data at "
                       "this date.")  # fmt: skip
        with st.container(horizontal=True):
            names = {row.match.student_id: row.student for row in found.now}
            contact_form.button(view, names, mentor.mentor_id)
            _matches_button(mentor)


def _table(view: View, mentor: Mentor, found: MentorNow) -> None:
    ids = [row.match.student_id for row in found.now]
    picked = st.dataframe(
        now_words.students_table(found.now, cached_support.next_check_ins(view), view.day),
        hide_index=True, width="stretch",
        key=f"mentor_students|{mentor.mentor_id}|{view.program}|{view.day}",
        selection_mode="single-row", on_select="rerun", column_config=COLUMNS,
        alt="Students with the days on which the mentor saw them, by week; a row opens the student",
    )  # fmt: skip
    st.caption(
        "Seen / planned: days on which the mentor saw the student, and how many were planned: the "
        "school's number a week, less for days without school or on which the student was absent "
        "all day; today does not count. ⚠ is overdue. Tick the box of a row to open the student."
    )

    if picked.selection.rows:
        student = ids[picked.selection.rows[0]]
        st.switch_page(menu.STUDENT, query_params=address.along(student=student, mentor=None))


def _matches_button(mentor: Mentor) -> None:
    # Not a link: a name must not stand in the address.
    if st.button(f"Show under {LISTS[MATCHED]}", key="mentor_matches"):
        session.guard(*EVERYBODY)
        st.session_state[search_key(MATCHED)] = mentor.name
        st.switch_page(menu.MATCHING, query_params=address.along(list=MATCHED, mentor=None))


def support(view: View, mentor: Mentor) -> None:
    """The check-ins with the mentor, the next one first, and the requests that are not resolved."""
    found = cached_now.mentor(view, mentor.mentor_id)
    due = cached_support.next_check_ins(view).get(due_key(MENTOR, mentor.mentor_id))
    if not (due or found.check_ins or found.asked):
        return
    st.subheader("Check-ins and requests")
    lines = [f"Next check-in {now_words.next_words(mentor.name, due)}"] if due else []
    lines += [now_words.check_in_words(said) for said in found.check_ins[:CHECK_INS]]
    lines += [_request(name, said) for name, said in found.requests]
    if found.resolved:
        lines.append(f"{counted(found.resolved, 'request', 'requests')} resolved before")
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    if earlier := found.check_ins[CHECK_INS:]:
        with st.expander(counted(len(earlier), "earlier check-in", "earlier check-ins")):
            st.markdown("\n".join(f"- {plain(now_words.check_in_words(s))}" for s in earlier))


def _request(name: str, said: Said) -> str:
    about = f" about {name}" if name else ""
    who = f"{said.noted_by} noted" if said.noted_by else "Request"
    asked = f"{who}{about}, {now_words.request_words(said)}"
    return f"{asked}: {said.words}" if said.words else asked


def before(view: View, mentor: Mentor) -> None:
    """The matches that are over, and why."""
    found = cached_now.mentor(view, mentor.mentor_id)
    if not (found.before or found.hidden_before):
        return
    st.subheader(f"Students before: {len(found.before) + found.hidden_before}")
    lines = [now_words.before_words(name, match, view.actor) for name, match in found.before]
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    if found.hidden_before:
        st.caption(f"{found.hidden_before} more at schools that you do not see, or not in the data "
                   "at this date.")  # fmt: skip
