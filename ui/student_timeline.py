"""The timeline on the Student page: lanes on one axis, the newest events in words, a contact."""

import streamlit as st

from sm_core.charts.timeline import lanes, legend
from sm_core.student import Student
from sm_core.timeline.event import Event, Timeline
from sm_core.timeline.words import caption, lines, title
from ui import cached_now, contact_form
from ui.frame import View, plain
from ui.theme import PLOT, palette

NEWEST = 15


def section(view: View, student: Student) -> None:
    """What happened when, drawn and in words, and the way to log a contact."""
    found = cached_now.timeline(view, student)
    st.markdown(f"#### {plain(title(found))}")
    contact_form.button(view, {student.student_id: student.name or student.student_id})
    if not found.events:
        st.caption("Nothing happened yet that is on record: no day missed, no contact.")
        return
    _chart(found)
    st.caption(plain(caption(student, found)))
    _listed(found.events)


def _chart(found: Timeline) -> None:
    frame = found.frame()
    st.plotly_chart(
        lanes(frame, found.first, found.last, palette()), key="timeline", width="stretch",
        config=PLOT, alt="Absences, contacts, check-ins, family and program by day; the list below "
        "says the same in words",
    )  # fmt: skip
    st.caption(" · ".join(plain(line) for line in legend(frame)))


def _listed(events: tuple[Event, ...]) -> None:
    _list(events[:NEWEST])
    if len(events) > NEWEST:
        opened = st.expander(f"All {len(events)} events", key="all_events", on_change="rerun")
        if opened.open:
            with opened:
                _list(events)


def _list(events: tuple[Event, ...]) -> None:
    st.markdown("\n".join(f"- {plain(line)}" for line in lines(events)))
