"""The doors each person may open, and links between them that keep the filters."""

from dataclasses import dataclass
from functools import partial

import streamlit as st

from sm_core.actor import CAPTAIN, COORDINATOR, PRINCIPAL, Actor
from sm_core.actor import MENTOR as A_MENTOR
from ui import session
from ui.address import along
from ui.session import EVERYBODY, UPLOADERS

DISTRICT = "pages/attendance/district.py"
STUDENTS = "pages/attendance/students.py"
STUDENT = "pages/attendance/student.py"
QUALITY = "pages/attendance/quality.py"
UPLOADS = "pages/attendance/uploads.py"
REGISTRAR = "pages/attendance/registrar.py"
DECISIONS = "pages/attendance/decisions.py"
TARGETING = "pages/program/targeting.py"
MENTORS = "pages/program/mentors.py"
MENTOR = "pages/program/mentor.py"
ROSTER = "pages/program/roster.py"
TRAININGS = "pages/program/trainings.py"
BRINGING = "pages/program/bringing.py"
KNOWN = "pages/program/known_adults.py"
FAMILIES = "pages/program/families.py"
FAMILY = "pages/program/family.py"
TEAM = "pages/program/team.py"
LETTERS = "pages/program/letters.py"
MATCHING = "pages/program/matching.py"
MY_STUDENTS = "pages/program/my_students.py"
CONTACTS_IN = "pages/program/contacts_paste.py"
CONTACTS = "pages/program/contacts.py"
SUPPORT = "pages/program/support.py"
WEEKLY = "pages/meetings/weekly.py"
SHEET = "pages/meetings/sheet.py"
PROGRESS = "pages/meetings/progress.py"
PLAN = "pages/meetings/plan.py"
TEMPLATE = "pages/meetings/template.py"
CONVENING = "pages/meetings/convening.py"
PROJECTOR = "pages/meetings/projector.py"
LESSONS = "pages/meetings/lessons.py"
GATHERINGS = "pages/meetings/gatherings.py"
DESK = "pages/district/desk.py"
SCHOOLS = "pages/district/schools.py"


ATTENDANCE, PROGRAM, MEETINGS, ALL_SCHOOLS = "Attendance", "Program", "Meetings", "District"
"""The menus at the top, in their order."""
MENUS = (ATTENDANCE, PROGRAM, MEETINGS, ALL_SCHOOLS)


@dataclass(frozen=True)
class Door:
    """A page: its name, its address, who may enter, the menu it stands in; one not `listed` is
    reached by links only."""

    title: str
    address: str
    roles: tuple[str, ...] = EVERYBODY
    listed: bool = True
    group: str = ATTENDANCE


DOORS = {
    DESK: Door("The desk", "desk", (CAPTAIN,), group=ALL_SCHOOLS),
    SCHOOLS: Door("Schools side by side", "schools", (CAPTAIN,), group=ALL_SCHOOLS),
    DISTRICT: Door("District", "district", (CAPTAIN, PRINCIPAL)),
    STUDENTS: Door("Students", "students"),
    STUDENT: Door("Student", "student", listed=False),
    QUALITY: Door("Data quality", "quality"),
    UPLOADS: Door("Uploads", "uploads", UPLOADERS),
    REGISTRAR: Door("What to ask the registrar for", "registrar", UPLOADERS, listed=False),
    DECISIONS: Door("Remembered decisions", "decisions", UPLOADERS, listed=False),
    TARGETING: Door("Who needs a mentor?", "targeting", group=PROGRAM),
    MATCHING: Door("Matching", "matching", group=PROGRAM),
    CONTACTS: Door("Contacts", "contacts", group=PROGRAM),
    SUPPORT: Door("Support", "support", group=PROGRAM),
    MENTORS: Door("Mentors", "mentors", group=PROGRAM),
    MENTOR: Door("Mentor", "mentor", listed=False, group=PROGRAM),
    TRAININGS: Door("Trainings", "trainings", group=PROGRAM),
    FAMILIES: Door("Families", "families", group=PROGRAM),
    FAMILY: Door("Family", "family", listed=False, group=PROGRAM),
    BRINGING: Door("What students bring", "bringing", group=PROGRAM),
    KNOWN: Door("Who already knows whom?", "who-knows-whom", UPLOADERS, group=PROGRAM),
    TEAM: Door("School team", "team", group=PROGRAM),
    LETTERS: Door("Letters", "letters", group=PROGRAM),
    CONTACTS_IN: Door(
        "Contacts from a sheet", "contacts-in", UPLOADERS, listed=False, group=PROGRAM
    ),
    ROSTER: Door("Bring in a roster", "roster", UPLOADERS, listed=False, group=PROGRAM),
    WEEKLY: Door("Weekly review", "weekly", group=MEETINGS),
    PROGRESS: Door("School progress", "progress", group=MEETINGS),
    PLAN: Door("School plan", "plan", group=MEETINGS),
    TEMPLATE: Door("Template of plans", "template", (CAPTAIN,), listed=False, group=MEETINGS),
    SHEET: Door("The sheet of the week", "sheet", listed=False, group=MEETINGS),
    CONVENING: Door("Monthly convening", "convening", group=MEETINGS),
    PROJECTOR: Door("On the projector", "projector", listed=False, group=MEETINGS),
    LESSONS: Door("Help and lessons", "lessons", group=MEETINGS),
    GATHERINGS: Door("District meetings", "gatherings", group=MEETINGS),
    MY_STUDENTS: Door("My students", "my-students", (A_MENTOR,), group=PROGRAM),
}
LANDING = {
    CAPTAIN: DESK, PRINCIPAL: PROGRESS, COORDINATOR: WEEKLY, A_MENTOR: MY_STUDENTS,
}  # fmt: skip


def pages_for(actor: Actor | None) -> dict[str, list]:
    """The pages of this person by menu, the landing page among them. Somebody unknown gets a
    captain's landing page, whose guard lets them say who they are. All other addresses say whom
    they are for, and stand in no menu."""
    role = actor.role if actor else CAPTAIN
    menus: dict[str, list] = {}
    for path, door in DOORS.items():
        if role in door.roles and (actor or path == LANDING[role]):
            menus.setdefault(door.group, []).append(_page(path, door, role))
        else:
            # In a menu that this person has: one with nothing in it would show its name.
            menus.setdefault(DOORS[LANDING[role]].group, []).append(_refused(door))
        if path == LANDING[role]:
            menus.setdefault(door.group, []).append(_bare(path))
    return {menu: menus[menu] for menu in MENUS if menu in menus}


def page_at(path: str, actor: Actor | None) -> str:
    """The address of the page that this person sees at the path of an address."""
    last = path.rstrip("/").rpartition("/")[2]
    known = {door.address for door in DOORS.values()}
    return last if last in known else DOORS[LANDING[actor.role if actor else CAPTAIN]].address


def _page(path: str, door: Door, role: str):
    return st.Page(
        path, title=name_of(path, role), url_path=door.address,
        visibility="visible" if door.listed else "hidden",
    )  # fmt: skip


def _refused(door: Door):
    return st.Page(partial(_refuse, *door.roles), title=door.title, url_path=door.address,
                   visibility="hidden")  # fmt: skip


def _refuse(*roles: str) -> None:
    """Nothing of the page itself runs: whom it is for, and the picker of who is looking. Whoever
    was just chosen there, on a page of somebody else, goes to their own landing page."""
    actor = session.looking()
    if actor and session.shown_as() not in (None, (actor.person, actor.role)):
        st.switch_page(LANDING[actor.role], query_params=along())
    session.guard(*roles)


def _bare(path: str):
    """The landing page once more: Streamlit knows a page that answers at the bare address at no
    other one, and calls its own address not found."""
    return st.Page(path, title="Success Mentors", url_path="home", default=True,
                   visibility="hidden")  # fmt: skip


def name_of(path: str, role: str) -> str:
    """What a page is called for this role."""
    if path == DISTRICT and role == PRINCIPAL:
        return "School"
    return DOORS[path].title


def link(path: str, label: str, **changes: str | None) -> None:
    """A link to another page that takes the filters along; a change of None leaves one out."""
    st.page_link(path, label=label, query_params=along(**changes))
