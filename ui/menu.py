"""The doors each person may open."""

import streamlit as st

from sm_core.actor import CAPTAIN, COORDINATOR, PRINCIPAL, Actor

STUDENTS = "pages/attendance/students.py"
UPLOADS = "pages/attendance/uploads.py"
DOORS = {
    STUDENTS: ("Students", (CAPTAIN, COORDINATOR, PRINCIPAL)),
    UPLOADS: ("Uploads", (CAPTAIN, COORDINATOR)),
}


def pages_for(actor: Actor | None) -> list:
    """The pages of this person, the landing page first. Somebody unknown gets the
    landing page, whose guard lets them say who they are."""
    role = actor.role if actor else CAPTAIN
    return [
        st.Page(path, title=title, url_path=title.lower(), default=path == STUDENTS)
        for path, (title, roles) in DOORS.items()
        if role in roles and (actor or path == STUDENTS)
    ]
