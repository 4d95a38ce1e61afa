"""The page Help and lessons through AppTest: asked, answered, settled, learned and found again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from looking import look, said

from sm_core.lessons.ask import settle_help, withdraw_help
from sm_core.lessons.find import help_asked, lessons_known
from tests.invented import LINC, ROOS
from tests.lesson_cast import LESSON, WORDS, answer, ask, learn
from tests.mentor_cast import CAPTAIN_, CHEN, NOW, TODAY, press
from ui import session

LESSONS = "pages/meetings/lessons.py"
LINCOLN, ROOSEVELT = "Lincoln Middle School", "Roosevelt Elementary"
COORDINATOR, PRINCIPAL = f"Coordinator, {LINCOLN}", f"Principal, {LINCOLN}"
OTHER = f"Coordinator, {ROOSEVELT}"
EARLIER = (TODAY - timedelta(days=5)).isoformat()


@pytest.fixture
def store(school, monkeypatch):
    """Lincoln and Roosevelt, opened on January 30, 2026."""
    monkeypatch.setattr(session, "now", lambda: NOW)
    return school


def page(**address):
    return look(LESSONS, **address)


def text(app):
    return said(app).replace("\\", "")


def widget(app, kind, key):
    return next(w for w in app.get(kind) if (w.key or "").startswith(key))


def keys(app):
    """What can be pressed of the page itself."""
    return [b.key.rpartition("|")[0] for b in app.button if b.key and "|" in b.key]


def press_(app, key):
    return widget(app, "button", key).click().run()


def send(app, form, **typed):
    """Fill in a form and send it."""
    for name, value in typed.items():
        kind = "selectbox" if name in ("school", "topic") else "text_area"
        kind = "text_input" if name == "title" else kind
        widget(app, kind, f"{form}|{name}|").set_value(value)
    return press_(app, f"{form}|go|")


def open_help(store):
    return [each for each in help_asked(store, CAPTAIN_, TODAY) if each.is_open]


def test_those_nobody_answered_come_first_with_how_long(store):
    answered, old, new = ask(store, 20), ask(store, 9, words="Who has a choir?"), ask(store, 0)
    answer(store, answered, 1)
    for who in ("District captain", COORDINATOR, PRINCIPAL, OTHER):
        app = page(who=who)
        words = text(app)
        assert app.subheader[0].value == "3 requests for help of 1 school, 2 with no answer yet"
        assert "Nobody has answered for 9 days" in words
        assert "**Roosevelt Elementary, Mr. Ruiz · Jan 29, 2026**" in words
        order = [m.value for m in app.markdown if "answer" in m.value or "today" in m.value]
        assert [part in each for part, each in zip(
            ("for 9 days", "Asked today", "1 answer"), order, strict=False
        )] == [True] * 3  # fmt: skip
        assert ("(your school)" in words) is (LINCOLN in who)
        own = [f"help|{each.help_id}|settle|go" for each in (old, new, answered)]
        assert set(own) <= set(keys(app)) or who == OTHER
        assert not set(own) & set(keys(app)) or who != OTHER


@pytest.mark.parametrize("who", [COORDINATOR, PRINCIPAL])
def test_a_school_asks_for_itself(store, who):
    app = page(who=who, list="lessons")
    app = send(app, "help|ask", topic="time", words=WORDS)
    [found] = open_help(store)
    assert (found.school_id, found.topic, found.words, found.person) == (LINC, "time", WORDS, who)
    assert app.success[0].value == "All schools and the district see what you need."
    assert "list" not in app.query_params
    assert WORDS in text(app)


def test_a_captain_asks_for_a_school(store):
    app = send(page(), "help|ask", topic="time", words=WORDS)
    assert app.error[0].value.startswith("There is no school")
    app = send(app, "help|ask", school=ROOS)
    assert [each.school_id for each in open_help(store)] == [ROOS]
    send(page(school=LINCOLN), "help|ask", topic="data", words="Which code?")
    assert {each.school_id for each in open_help(store)} == {ROOS, LINC}


def test_what_is_too_long_or_missing_is_refused_and_stays_in_the_form(store):
    app = send(page(who=COORDINATOR), "help|ask", words="w" * 2001)
    assert app.error[0].value.startswith("Say what it is about")
    app = send(app, "help|ask", topic="time")
    assert "2,001 letters" in app.error[0].value.replace("\\", "")
    assert widget(app, "text_area", "help|ask|words|").value == "w" * 2001
    app = send(app, "help|ask", words="w" * 2000)
    assert [len(each.words) for each in open_help(store)] == [2000]


def test_others_answer_and_take_it_back(store):
    asked = ask(store, 9)
    form = f"help|{asked.help_id}|say"
    app = send(page(who=OTHER), form, words="*Take* the library.")
    [found] = open_help(store)
    assert [(a.school_id, a.words) for a in found.answers] == [(ROOS, "*Take* the library.")]
    assert any("\\*Take\\*" in m.value for m in app.markdown)
    app = send(page(), form, words="The board pays.")
    assert {a.school_id for a in open_help(store)[0].answers} == {ROOS, ""}
    board, ours = sorted(open_help(store)[0].answers, key=lambda each: each.school_id)
    # A school takes back only what it wrote itself, a captain anything.
    app = page(who=OTHER)
    assert [key for key in keys(app) if "|answer|" in key] == [f"help|answer|{ours.answer_id}|go"]
    press_(app, f"help|answer|{ours.answer_id}|go")
    assert open_help(store)[0].answers == (board,)
    assert not [key for key in keys(page(who=PRINCIPAL)) if "|answer|" in key]
    press_(page(), f"help|answer|{board.answer_id}|go")
    assert open_help(store)[0].answers == ()


def test_a_captain_takes_back_the_answer_of_a_school(store):
    answer(store, ask(store, 9), 1)
    app = page()
    [key] = [key for key in keys(app) if key.startswith("help|answer|")]
    press_(app, key)
    assert open_help(store)[0].answers == ()


def test_the_school_adds_words_of_its_own(store):
    asked = ask(store, 9)
    app = send(page(who=PRINCIPAL), f"help|{asked.help_id}|say", words="Any room at all.")
    assert "Nobody has answered for 9 days" in text(app)
    assert "Any room at all." in text(app)


def test_what_is_settled_becomes_a_lesson(store):
    asked = ask(store, 9)
    app = send(page(who=COORDINATOR), f"help|{asked.help_id}|settle", words="The library.")
    assert "Make it a lesson" in app.success[0].value
    assert app.query_params["list"] == "settled"
    assert "**What helped**  \nThe library." in text(app)
    app = press_(app, f"help|{asked.help_id}|lesson")
    form = f"lesson|new|{asked.help_id}"
    assert f"We asked: {WORDS}" in widget(app, "text_area", f"{form}|words|").value
    assert widget(app, "selectbox", f"{form}|topic|").value == "time"
    app = send(app, form, title="A room before school")
    [found] = lessons_known(store, CHEN, TODAY)
    assert (found.school_id, found.help_id, found.topic) == (LINC, asked.help_id, "time")
    assert "The library." in found.words
    assert app.query_params["list"] == "lessons"
    assert "lesson" not in app.query_params
    app = press_(page(who=COORDINATOR, list="settled"), f"help|{asked.help_id}|lesson")
    assert app.query_params["lesson"] == found.lesson_id
    assert "#### A room before school" in text(app)


def test_it_is_asked_again_or_withdrawn(store):
    asked = ask(store, 9)
    settle_help(store, press(CHEN), asked.help_id, "The library.")
    app = press_(page(who=PRINCIPAL, list="settled"), f"help|{asked.help_id}|reopen_help")
    assert "list" not in app.query_params
    app = press_(app, f"help|{asked.help_id}|withdraw_help")
    assert "No school asks for help." in app.info[0].value
    assert help_asked(store, CHEN, TODAY) == []


def test_what_another_school_settled_is_only_read(store):
    asked = ask(store, 9)
    settle_help(store, press(CHEN), asked.help_id, "The library.")
    app = page(who=OTHER, list="settled")
    assert "The library." in text(app)
    assert not [key for key in keys(app) if asked.help_id in key]
    # A made-up address writes no lesson of another school from it.
    app = page(who=OTHER, **{"list": "lessons", "lesson": "new", "from": asked.help_id})
    assert widget(app, "text_area", "lesson|new||words|").value == ""


def test_a_captain_makes_it_a_lesson_whatever_school_is_chosen(store):
    asked = ask(store, 9)
    settle_help(store, press(CHEN), asked.help_id, "The library.")
    here = {"list": "lessons", "lesson": "new", "from": asked.help_id, "school": ROOSEVELT}
    app = page(**here)
    assert f"We asked: {WORDS}" in widget(app, "text_area", "lesson|new|").value


def test_what_somebody_ended_meanwhile_is_said(store):
    asked = ask(store, 9)
    app = page(who=OTHER)
    withdraw_help(store, press(CHEN), asked.help_id)
    widget(app, "text_area", f"help|{asked.help_id}|say|words").set_value("The library.")
    app = press_(app, f"help|{asked.help_id}|say|go|")
    assert help_asked(store, CHEN, TODAY) == []
    assert "The library." not in text(app)


@pytest.mark.parametrize(
    ("who", "of"), [(COORDINATOR, LINC), (PRINCIPAL, LINC), ("District captain", "")]
)
def test_a_lesson_is_written_changed_and_taken_back(store, who, of):
    app = press_(page(who=who, list="lessons"), "lesson_new")
    assert app.query_params["lesson"] == "new"
    app = send(app, "lesson|new|", topic="time", title="A room", words="First.\n\nSecond.")
    [found] = lessons_known(store, CHEN, TODAY)
    assert (found.school_id, found.title, found.words) == (of, "A room", "First.\n\nSecond.")
    assert "First.\n\nSecond." in text(app)
    app = press_(app, f"lesson|{found.lesson_id}|change")
    app = send(app, f"lesson|{found.lesson_id}", title="A room every day")
    assert lessons_known(store, CHEN, TODAY)[0].title == "A room every day"
    assert "change" not in app.query_params
    assert "#### A room every day" in text(app)
    app = press_(app, f"lesson|{found.lesson_id}|back")
    assert app.success[0].value == "“A room every day” is taken back."
    assert "Nobody has written a lesson yet" in app.info[0].value


def test_links_are_attached_to_a_lesson_and_read_by_all(store):
    found = learn(store, days=1)
    here = {"list": "lessons", "lesson": found.lesson_id}
    app = page(who=COORDINATOR, change="yes", **here)
    form = f"material||{found.lesson_id}|link"
    widget(app, "text_input", f"{form}|title|").set_value("The plan of the rooms")
    widget(app, "text_input", f"{form}|address|").set_value("https://example.org/rooms")
    app = press_(app, f"{form}|go|")
    app = press_(app, "lesson_close")
    app = page(who=OTHER, **here)
    assert [b.proto.label for b in app.get("link_button")] == ["The plan of the rooms"]
    assert not [b for b in app.button if b.key and b.key.startswith("material")]


def test_a_captain_writes_for_a_school_too(store):
    app = page(list="lessons", lesson="new")
    send(app, "lesson|new|", school=ROOS, topic="time", title="A room", words="Words")
    assert [each.school_id for each in lessons_known(store, CHEN, TODAY)] == [ROOS]


def test_a_lesson_of_10000_words_is_refused_with_its_count_and_stays(store):
    long = "word " * 10000
    app = page(who=COORDINATOR, list="lessons", lesson="new")
    app = send(app, "lesson|new|", topic="time", title="A room", words=long)
    assert "49,999 letters, and 5,000 is the most" in app.error[0].value.replace("\\", "")
    assert widget(app, "text_area", "lesson|new||words|").value == long
    assert widget(app, "text_input", "lesson|new||title|").value == "A room"
    send(app, "lesson|new|", words=long[:5000])
    [found] = lessons_known(store, CHEN, TODAY)
    assert len(found.words) == 4999


def test_somebody_else_s_change_is_told_before_it_is_replaced(store):
    found = learn(store, days=1)
    app = page(who=COORDINATOR, list="lessons", lesson=found.lesson_id, change="yes")
    other = page(who=PRINCIPAL, list="lessons", lesson=found.lesson_id, change="yes")
    send(other, f"lesson|{found.lesson_id}", title="Rooms")
    app = send(app, f"lesson|{found.lesson_id}", title="A hall")
    assert "changed the title from A room every day to Rooms" in app.error[0].value
    send(app, f"lesson|{found.lesson_id}")
    assert lessons_known(store, CHEN, TODAY)[0].title == "A hall"


@pytest.fixture
def many(store):
    """Lincoln's lesson about a room, twelve about songs of Roosevelt, and one of the district."""
    learn(store, days=9)
    for number in range(12):
        song = replace(LESSON, school_id=ROOS, topic="climate", title=f"Song {number}", words="La")
        learn(store, song, actor=CAPTAIN_, days=8)
    learn(store, replace(LESSON, school_id="", title="Codes", topic="data"), actor=CAPTAIN_)
    return store


def titles(app):
    return [each.label.split("**")[1] for each in app.expander]


def test_lessons_are_found_by_words_and_topic_from_the_address(many):
    app = page(who=OTHER, list="lessons")
    assert len(titles(app)) == 10
    assert "14 lessons" in text(app)
    app.text_input(key="q").set_value("LINCOLN library").run()
    assert app.query_params["q"] == "LINCOLN library"
    assert titles(app) == ["A room every day"]
    app = page(who=OTHER, list="lessons", q="song 1", topic="Climate and celebrations")
    assert sorted(titles(app)) == ["Song 1", "Song 10", "Song 11"]
    assert "3 of 14 lessons" in text(app)
    app = page(who=OTHER, list="lessons", q="unicorn", topic="Nobody's topic")
    assert "No lesson of 14 has these words" in text(app)
    app = page(list="lessons", school=LINCOLN)
    assert titles(app) == ["A room every day"]


def test_what_the_address_makes_up_harms_nothing(many):
    [room] = [x for x in lessons_known(many, CHEN, TODAY) if x.title.startswith("A room")]
    app = page(list="lessons", lesson="nobody")
    assert "This lesson is not there" in app.info[0].value
    app = page(who=OTHER, list="lessons", lesson=room.lesson_id, change="yes")
    assert not app.text_area or not [w for w in app.text_area if "lesson|" in w.key]
    assert "#### A room every day" in text(app)
    assert page(list="nothing", lesson="new").subheader


def test_an_earlier_date_is_only_looked_at(many):
    asked, later = ask(many, 9), ask(many, 1, words="Who has a choir?")
    answer(many, asked, 2)
    app = page(as_of=EARLIER)
    words = text(app)
    assert "Nobody has answered for 4 days" in words
    assert later.words not in words
    assert not [key for key in keys(app) if key.startswith("help|")]
    app = page(as_of=EARLIER, list="lessons", lesson="new")
    assert "13 lessons" in text(app)
    assert not app.text_area


def test_a_school_chosen_shows_its_own(many):
    ask(many, 9)
    assert page(school=ROOSEVELT).subheader[0].value == (
        "Roosevelt Elementary asks for no help now"
    )
    told = page(school=LINCOLN).subheader[0].value
    assert told == "1 request for help of Lincoln Middle School, with no answer yet"


def test_nothing_is_asked_or_learned_yet(store):
    app = page()
    assert app.subheader[0].value == "No school asks for help now"
    assert "puts a question to all schools" in app.info[0].value
    assert "Nothing has been settled yet." in page(list="settled").info[0].value
    assert "Nobody has written a lesson yet" in page(list="lessons").info[0].value


def test_many_that_ask_are_paged(store):
    for number in range(11):
        ask(store, number + 1, words=f"Question {number:02d}?")
    words = text(page())
    assert words.count("Question ") == 10
    assert "Question 00?" not in words


def test_without_attendance_the_page_says_what_is_missing(page_home):
    app = page()
    assert "There is no attendance to show yet" in app.info[0].value
    assert not app.subheader


def test_a_mentor_does_not_come_here(store):
    ask(store, 9)
    app = page(who="A mentor", me="david")
    assert "Help and lessons" not in [title.value for title in app.title]
    assert WORDS not in said(app)
