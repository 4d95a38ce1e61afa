"""Links and files of a gathering or a lesson: attached, read and taken back."""

from dataclasses import replace

import pytest

from sm_core.errors import NotAllowed, SmError
from sm_core.gatherings.materials import (
    ENDINGS,
    LARGEST,
    LONGEST_ADDRESS,
    Material,
    attach,
    content_of,
    materials_seen,
    size_words,
    take_back,
)
from sm_core.history import history_of
from sm_core.lessons.write import take_back_lesson
from sm_core.saving import save_once
from tests.gathering_cast import AHEAD, plan
from tests.invented import LINC
from tests.mentor_cast import CAPTAIN_, CHEN, MENTOR_, PRINCIPAL_, RUIZ, press

LINK = Material(gathering_id="feb", title=" Slides ", address=" https://drive.example.org/a ")
FILE = Material(gathering_id="feb", file_name="Notes.PDF")


@pytest.fixture
def planned(store):
    plan(store, AHEAD)
    return store


@pytest.fixture
def lesson(store):
    """One that Lincoln wrote."""
    row = {"lesson_id": "noon", "school_id": LINC, "title": "Call at noon"}
    save_once(store, press(CHEN), lambda writing: writing.insert("lessons", [row]))
    return "noon"


def seen(store, actor=CAPTAIN_):
    return materials_seen(store, actor)


def test_a_link_is_read_by_every_school(planned):
    attach(planned, press(), LINK)
    for actor in (CAPTAIN_, CHEN, RUIZ, PRINCIPAL_):
        [found] = seen(planned, actor)
        assert (found.title, found.address) == ("Slides", "https://drive.example.org/a")
    assert (found.person, found.size, found.file_name) == (CAPTAIN_.person, 0, "")
    assert seen(planned, MENTOR_) == []


def test_a_file_comes_back_as_it_was(planned):
    attach(planned, press(), FILE, b"\x00notes\xff")
    [found] = seen(planned, CHEN)
    assert (found.title, found.size) == ("Notes.PDF", 7)
    assert content_of(planned, CHEN, found.material_id) == b"\x00notes\xff"
    for actor, name in ((MENTOR_, found.material_id), (CHEN, "nothing")):
        with pytest.raises(SmError, match="no longer here"):
            content_of(planned, actor, name)


def test_a_slip_is_taken_back_and_stays_on_record(planned):
    attach(planned, press(), FILE, b"notes")
    [found] = seen(planned)
    for _ in range(2):
        take_back(planned, press(), found)
    assert seen(planned) == []
    with pytest.raises(SmError, match="no longer here"):
        content_of(planned, CAPTAIN_, found.material_id)
    told = [(c.before, c.after) for c in history_of(planned, "gathering", "feb")
            if c.field == "material"]  # fmt: skip
    assert sorted(told) == [("", "Notes.PDF"), ("Notes.PDF", "")]


def test_a_double_click_attaches_one(planned):
    for _ in range(2):
        attach(planned, press(token="one"), LINK)
    assert len(seen(planned)) == 1


@pytest.mark.parametrize("actor", [CHEN, PRINCIPAL_, MENTOR_], ids=lambda a: a.role)
def test_only_a_captain_hands_out_at_a_gathering(planned, actor):
    with pytest.raises(NotAllowed):
        attach(planned, press(actor), LINK)
    attach(planned, press(), LINK)
    if actor is not MENTOR_:
        with pytest.raises(NotAllowed):
            take_back(planned, press(actor), seen(planned)[0])
    assert len(seen(planned)) == 1


@pytest.mark.parametrize(
    ("actor", "may"), [(CHEN, True), (PRINCIPAL_, True), (CAPTAIN_, True), (RUIZ, False)]
)
def test_a_school_attaches_to_its_own_lesson(store, lesson, actor, may):
    own = replace(LINK, gathering_id="", lesson_id=lesson)
    if may:
        attach(store, press(actor), own)
        assert [m.lesson_id for m in seen(store)] == [lesson]
    else:
        with pytest.raises(NotAllowed, match="the school that wrote the lesson"):
            attach(store, press(actor), own)


def test_papers_are_gone_with_their_lesson(store, lesson):
    attach(store, press(CHEN), replace(FILE, gathering_id="", lesson_id=lesson), b"notes")
    [found] = seen(store)
    take_back_lesson(store, press(CHEN), lesson)
    assert seen(store) == []
    with pytest.raises(SmError, match="no longer here"):
        content_of(store, CHEN, found.material_id)


@pytest.mark.parametrize("of", [{"gathering_id": "nothing"}, {"lesson_id": "nothing"}])
def test_what_it_belongs_to_must_be_there(planned, of):
    with pytest.raises(SmError, match="There is no"):
        attach(planned, press(), replace(LINK, **({"gathering_id": ""} | of)))


@pytest.mark.parametrize(
    "address",
    ["", "drive.example.org/a", "javascript:alert(1)", "file:///etc/passwd", "https://",
     "https:///a", "https://a b", "http://[::1", "data:text/html,x",
     "https://a.org/" + "x" * LONGEST_ADDRESS],
)  # fmt: skip
def test_a_link_that_no_browser_opens(planned, address):
    with pytest.raises(SmError, match="link"):
        attach(planned, press(), replace(LINK, address=address))
    assert seen(planned) == []


@pytest.mark.parametrize(
    ("letters", "fits"), [(LONGEST_ADDRESS, True), (LONGEST_ADDRESS + 1, False)]
)
def test_the_length_of_a_link(planned, letters, fits):
    address = "https://a.org/".ljust(letters, "x")
    if fits:
        attach(planned, press(), replace(LINK, address=address))
    else:
        with pytest.raises(SmError, match="too long"):
            attach(planned, press(), replace(LINK, address=address))


@pytest.mark.parametrize("name", [f"a.{ending}" for ending in ENDINGS])
def test_papers_and_pictures_are_taken(planned, name):
    attach(planned, press(), replace(FILE, file_name=name), b"x")
    assert seen(planned)[0].file_name == name


@pytest.mark.parametrize("name", ["a.exe", "a", "a.pdf.html", "a.svg", ".pdf"])
def test_nothing_that_a_computer_would_run(planned, name):
    with pytest.raises(SmError, match="neither a paper nor a picture"):
        attach(planned, press(), replace(FILE, file_name=name), b"x")


def test_the_size_of_a_file(planned):
    with pytest.raises(SmError, match="is empty"):
        attach(planned, press(), FILE)
    with pytest.raises(SmError, match=r"the most is 5\.0 MB"):
        attach(planned, press(), FILE, bytes(LARGEST + 1))
    attach(planned, press(), FILE, bytes(LARGEST))
    assert seen(planned)[0].size == LARGEST


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"title": " "}, "needs a title"),
        ({"title": "x" * 201}, "too long"),
        ({"title": "x" * 200}, None),
        ({"file_name": "x" * 201 + ".pdf"}, "too long"),
    ],
)
def test_what_it_is_called(planned, wrong, told):
    content = b"x" if "file_name" in wrong else b""
    if told:
        with pytest.raises(SmError, match=told):
            attach(planned, press(), replace(LINK, **wrong), content)
    else:
        attach(planned, press(), replace(LINK, **wrong), content)


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 KB"), (1536, "2 KB"), (1024 * 1024 - 1, "1,024 KB"), (1024 * 1024, "1.0 MB")],
)
def test_a_size_in_words(size, words):
    assert size_words(size) == words
