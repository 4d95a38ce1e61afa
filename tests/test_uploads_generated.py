"""Uploads of every layout, taken back in any order, over generated districts.

`EXAMPLES` says how many (`make slow` takes more).
"""

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, assume, settings
from hypothesis import given as generate
from hypothesis import strategies as st
from invented import (
    AMINA,
    DAYS,
    LINC,
    MARCUS,
    NAMES,
    ROOS,
    ROSA,
    bring,
    calendar,
    contents,
    enrollment,
    events,
    register,
    table,
    totals,
)

from sm_core.actor import local_captain
from sm_core.errors import SmError
from sm_core.importing.mapping import LAYOUTS
from sm_core.uploads import open_district, undo
from tests.conftest import NOW

CAPTAIN = local_captain()
GENERATED = settings(
    max_examples=int(os.environ.get("EXAMPLES", "2")), deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@contextmanager
def district():
    """A store in a folder of its own, and how to write files beside it."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_district(Path(folder) / "home")
        try:
            yield store, lambda name, text: writing(Path(folder) / name, text)
        finally:
            store.close()


def writing(path, text):
    path.write_text(text, encoding="utf-8", newline="")
    return path


# --- uploads: (layout, content, further decisions)

STUDENTS = st.lists(st.sampled_from([ROSA, MARCUS, AMINA]), min_size=1, max_size=3, unique=True)
SCHOOLS = st.sampled_from([LINC, ROOS])
CODES = st.sampled_from("UETXNP")


@st.composite
def registers(draw):
    first = draw(st.integers(0, 10))
    days, students = DAYS[first : first + draw(st.integers(1, 5))], draw(STUDENTS)
    places = st.tuples(st.sampled_from(students), st.sampled_from(days))
    marks = draw(st.dictionaries(places, CODES | st.none(), max_size=3))
    if len([code for code in marks.values() if code is None]) == len(days) * len(students):
        marks = {}
    return "register", register(days, students, marks, draw(SCHOOLS)), ""


def covers(draw):
    first = draw(st.integers(0, 10))
    return f'covers = ["{DAYS[first]}", "{DAYS[first + 3]}"]\n' if draw(st.booleans()) else ""


@st.composite
def event_lists(draw):
    rows = st.tuples(st.sampled_from([ROSA, MARCUS, AMINA]), st.sampled_from(DAYS[:14]), CODES)
    text = events(*draw(st.lists(rows, min_size=1, max_size=4)), school=draw(SCHOOLS))
    return "events", text, covers(draw)


@st.composite
def periods(draw):
    days, school = draw(st.lists(st.sampled_from(DAYS[:14]), min_size=1, max_size=3)), draw(SCHOOLS)
    rows = [(s, school, day, n, draw(st.sampled_from("UP")))
            for s in draw(STUDENTS) for day in days for n in (1, 2)]  # fmt: skip
    text = table("Student ID,School ID,Date,Period,Code", rows)
    return "periods", text, f'period_rule = "half"\nday_periods = 2\n{covers(draw)}'


@st.composite
def wide_sheets(draw):
    first, school = draw(st.integers(0, 8)), draw(SCHOOLS)
    days = DAYS[first : first + 5]
    rows = [(s, school, *(draw(CODES) for _ in days)) for s in draw(STUDENTS)]
    return "wide", table("Student ID,School ID," + ",".join(map(str, days)), rows), ""


@st.composite
def enrollments(draw):
    rows = [(student, DAYS[draw(st.integers(0, 8))]) for student in draw(STUDENTS)]
    grade = draw(st.sampled_from("678"))
    return "enrollment", enrollment(*rows, school=draw(SCHOOLS), grade=grade), ""


@st.composite
def calendars(draw):
    days = draw(st.lists(st.sampled_from(DAYS[:14]), min_size=6, unique=True))
    return "calendar", calendar(sorted(days), draw(SCHOOLS)), ""


@st.composite
def all_totals(draw):
    rows = [(s, 20, draw(st.integers(0, 20)), DAYS[draw(st.integers(9, 14))])
            for s in draw(STUDENTS)]  # fmt: skip
    return "student_totals", totals(*rows, school=draw(SCHOOLS)), ""


@st.composite
def student_lists(draw):
    grades, endings = st.sampled_from("67"), st.sampled_from(["", "-Ito"])
    rows = [(s, draw(SCHOOLS), draw(grades), NAMES[s][1] + draw(endings)) for s in draw(STUDENTS)]
    year = draw(st.sampled_from(["", 'school_year = "2025-26"\n', 'school_year = "2024-25"\n']))
    return "students", table("Student ID,School ID,Grade,Last Name", rows), year


@st.composite
def school_lists(draw):
    rows = [(school, f"{school} {draw(st.sampled_from('AB'))}")
            for school in draw(st.lists(SCHOOLS, min_size=1, unique=True))]  # fmt: skip
    return "schools", table("School ID,School Name", rows), ""


@st.composite
def code_tables(draw):
    rows = [(code, draw(st.sampled_from(["Present", "Absent"]))) for code in "UET"]
    return "codes", table("Code,Presence_Status_CD", rows), ""


KNOWN = [
    (layout, made(school), "")
    for school in (LINC, ROOS)
    for layout, made in (
        ("calendar", lambda school: calendar(DAYS[:14], school)),
        ("enrollment", lambda s: enrollment((ROSA, DAYS[0]), (MARCUS, DAYS[2]), school=s)),
    )
]
"""What events need; these may be taken back, too."""

EVERY = {
    "register": registers(), "events": event_lists(), "periods": periods(), "wide": wide_sheets(),
    "student_totals": all_totals(), "enrollment": enrollments(), "calendar": calendars(),
    "students": student_lists(), "schools": school_lists(), "codes": code_tables(),
}  # fmt: skip
UPLOADS = st.lists(st.one_of(*EVERY.values()), min_size=3, max_size=8).flatmap(
    lambda drawn: st.sampled_from([drawn, KNOWN + drawn])
)


def try_to_bring(store, write, number, upload):
    """The report of upload `number`; None where it is refused, which must leave nothing."""
    layout, text, decided = upload
    before = contents(store)
    try:
        [report] = bring(store, write, {f"{number}.csv": text}, f'layout = "{layout}"\n{decided}')
    except SmError:
        assert contents(store) == before
        return None
    return report


@generate(UPLOADS, st.randoms(use_true_random=False))
@GENERATED
def test_any_undo_in_any_order_is_as_if_never_uploaded(uploads, random):
    standing = {}
    with district() as (store, write):
        for number, upload in enumerate(uploads):
            report = try_to_bring(store, write, number, upload)
            if report and not report.unchanged:
                standing[number] = report.upload_id
            if standing and random.random() < 0.3:
                undo(store, CAPTAIN, standing.pop(random.choice(sorted(standing))), NOW)
        for number in random.sample(sorted(standing), len(standing) // 2):
            undo(store, CAPTAIN, standing.pop(number), NOW)
        left = contents(store)
    with district() as (store, write):
        # Events whose calendar was taken back stay, but would be refused by themselves.
        for number in sorted(standing):
            assume(try_to_bring(store, write, number, uploads[number]) is not None)
        assert contents(store) == left


@generate(UPLOADS)
@GENERATED
def test_a_rebuild_from_the_uploads_folder_gives_the_same_tables(uploads):
    with district() as (store, write):
        for number, upload in enumerate(uploads):
            try_to_bring(store, write, number, upload)
        before, home = contents(store), store.home
        store.close()
        (home / "attendance.duckdb").unlink()
        again = open_district(home)
        assert contents(again) == before
        again.close()


@generate(st.fixed_dictionaries(EVERY))
@settings(GENERATED, max_examples=1)
def test_every_layout_is_taken_in(uploads):
    """Else the tests above would say little."""
    assert uploads.keys() == set(LAYOUTS)
    with district() as (store, write):
        for number, upload in enumerate([*KNOWN, *uploads.values()]):
            assert try_to_bring(store, write, number, upload), upload
