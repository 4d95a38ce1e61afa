"""Claim: a page's own work stays small beside an empty page, at 10,000 and at 100,000 students.

    python benchmarks/pages.py [--students 10000 100000] [--work DIR]

The demo district of each size is made by the command line first. Each page is run by Streamlit's
own test runner, without a browser: `first` with empty caches (the first look after an upload),
`again` unchanged (any click that asks nothing new), `filtered` with a grade nobody asked for yet,
`saved` after somebody else saved something in the program, `tapped` with a tap that saves.
Medians, in milliseconds and as a ratio to a page that only has a title.
"""

import os
import time
from collections.abc import Callable
from contextlib import closing
from statistics import median

import streamlit as st
from measuring import REPOSITORY, on_demos, timed, usual
from streamlit.testing.v1 import AppTest

from sm_core.demo.calendars import AS_OF
from sm_core.mentors.looking import mentor_actor, mentors_looking
from sm_core.uploads import open_district
from ui import (
    cached,
    cached_contacts,
    cached_desk,
    cached_families,
    cached_gatherings,
    cached_lessons,
    cached_matching,
    cached_mentors,
    cached_packs,
    cached_plan,
    cached_progress,
    cached_review,
    cached_support,
    session,
    targeting_board,
)
from ui.matching_lists import LISTS
from ui.session import MENTOR_LABEL

LINCOLN = {"school": "Lincoln Middle School"}
PAGES = {
    "District": ("pages/attendance/district.py", {}),
    "District, attendance": (
        "pages/attendance/district.py",
        {"measure": "Average daily attendance"},
    ),
    "District, who": ("pages/attendance/district.py", {"look": "Who"}),
    "District, when": ("pages/attendance/district.py", {"look": "When"}),
    "Students": ("pages/attendance/students.py", {}),
    "Student": ("pages/attendance/student.py", {"student": "0041237"}),
    "Data quality": ("pages/attendance/quality.py", {}),
    "Targeting": ("pages/program/targeting.py", {}),
    "Mentors": ("pages/program/mentors.py", {}),
    "Families": ("pages/program/families.py", {}),
    "Family": ("pages/program/family.py", {"student": "0041237"}),
    "School team": ("pages/program/team.py", {}),
    "Contacts": ("pages/program/contacts.py", {}),
    "Contacts, students": ("pages/program/contacts.py", {"list": "students"}),
    "Contacts, mentors": ("pages/program/contacts.py", {"list": "mentors"}),
    "Weekly review": ("pages/meetings/weekly.py", LINCOLN),
    "School progress": ("pages/meetings/progress.py", LINCOLN),
    "Progress of all": ("pages/meetings/progress.py", {}),
    "School plan": ("pages/meetings/plan.py", LINCOLN),
    "Convening": ("pages/meetings/convening.py", {}),
    "Convening, a school": ("pages/meetings/convening.py", {"part": "school"}),
    "Convening, the meeting": ("pages/meetings/convening.py", {"part": "meeting"}),
    "On the projector": ("pages/meetings/projector.py", {"slide": "2"}),
    "Help": ("pages/meetings/lessons.py", {}),
    "Lessons": ("pages/meetings/lessons.py", {"list": "lessons"}),
    "District meetings": ("pages/meetings/gatherings.py", {"gathering": "demo-convening-jan"}),
    "The desk": ("pages/district/desk.py", {}),
    "Schools side by side": ("pages/district/schools.py", {}),
} | {
    f"Matching, {words}": ("pages/program/matching.py", {"list": name})
    for name, words in LISTS.items()
}
KEPT = (
    cached.students_seen, targeting_board.candidates_known, targeting_board._board,
    cached_mentors.mentors_known, cached_mentors._twins, cached_families._families,
    cached_families._lists, cached_families._last_contacts, cached_families._one,
    cached_matching._now, cached_matching._matches, cached_matching._rules,
    cached_contacts._board, cached_contacts._at, cached_contacts._lines, cached_contacts._mentors,
    cached_contacts._grid, cached_contacts._past, cached_contacts._logged,
    cached_review._prepared, cached_review._lately, cached_progress._everybody,
    cached_progress._plans, cached_progress._tiers, cached_progress._funnels_kept,
    cached_gatherings._gathered, cached_gatherings._materials, cached_gatherings._people,
    cached_desk._known, cached_plan._seen, cached_support._requests, cached_lessons._help,
    cached_lessons._lessons, cached_packs._packs, cached_packs._every,
)  # fmt: skip
"""What is kept beside `st.cache_data`; not the store, which stays open."""
GRADES = ("7", "6", "8")
FILTERED = ("District", "District, attendance", "District, who", "District, when", "Students")
SAVED = ("Contacts", "Contacts, students", "Contacts, mentors", "Weekly review",
         "School progress", "School plan", "The desk")  # fmt: skip
TAPPED = {"My students": "Saw today", "Weekly review": "Discussed"}
"""The button of each that saves."""
MINE = "My students"
PATIENCE = 300


def main() -> None:
    on_demos(__doc__, measure)


def measure(home: str, students: int) -> None:
    os.environ["SM_HOME"] = home
    os.chdir(REPOSITORY)
    empty = AppTest.from_string("import streamlit as st\nst.title('Nothing')")
    nothing = usual(empty.run, 15)
    print(f"{students:,} students; an empty page {nothing * 1000:.0f} ms")
    for name, (path, address) in (PAGES | mine(home)).items():
        for kind, seconds in times(name, path, address).items():
            ratio = seconds / nothing
            print(f"  {name:<22}{kind:<9}{seconds * 1000:8.0f} ms {ratio:7.1f} x empty", flush=True)


def mine(home: str) -> dict[str, tuple[str, dict[str, str]]]:
    """The page of the mentor with the most students."""
    with closing(open_district(home)) as store:
        everybody = mentors_looking(store, AS_OF)
        busiest = max(everybody, key=lambda i: len(mentor_actor(store, i, AS_OF).students))
    return {MINE: ("pages/program/my_students.py", {"who": MENTOR_LABEL, "me": busiest})}


def times(name: str, path: str, address: dict[str, str]) -> dict[str, float]:
    app = look(path, address)
    found = {
        "first": median(timed(forgetting(app)) for _ in range(3)),
        "again": usual(app.run),
    }
    if name in FILTERED:
        found["filtered"] = median(timed(filtering(app, grade)) for grade in GRADES)
    if name in SAVED:
        found["saved"] = median(timed(after_a_save(app)) for _ in range(5))
    if name in TAPPED:
        found["tapped"] = median(timed(tapping(app, TAPPED[name])) for _ in range(3))
    return found


def look(path: str, address: dict[str, str]) -> AppTest:
    app = AppTest.from_file(str(REPOSITORY / "app.py"), default_timeout=PATIENCE)
    app.query_params.update(address)
    app.switch_page(path).run()
    assert not app.exception, app.exception[0].message
    assert not app.error
    return app


def forgetting(app: AppTest) -> Callable:
    def run() -> None:
        st.cache_data.clear()
        for kept in KEPT:
            kept.clear()
        app.run()

    return run


def filtering(app: AppTest, grade: str) -> Callable:
    return lambda: app.multiselect(key="grade").set_value([grade]).run()


def after_a_save(app: AppTest) -> Callable:
    # Any write makes a new version.
    with session.store().writing("program"):
        return app.run


def tapping(app: AppTest, label: str) -> Callable:
    # What is pressed sooner is taken for the second half of a double press.
    time.sleep(1)
    return next(button for button in app.button if button.label == label).click().run


if __name__ == "__main__":
    main()
