"""A mentor asks for help on the phone, reads the answer there and adds a word."""

import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from looking import look

from sm_core.matching.end import END_REASONS, end_match
from sm_core.support import request, request_list
from sm_core.support.request import (
    IN_WORK,
    OPEN,
    RESOLVED,
    SAFETY,
    ask_for_help,
    requests_seen,
    take_step,
)
from tests.cast import BOSS, SEEN_ON
from tests.invented import ROSA
from tests.matching_page import box, button, labels, text
from tests.mentor_cast import CHEN, MENTOR_
from tests.support_cast import NOW, ROSAS, TODAY, at_noon, steps
from ui import session
from ui.support_ask import RECENT

DAVID = replace(MENTOR_, mentor_id="david")
SAFE = "Tell the principal and follow the duty to report now; do not wait for this software."


@pytest.fixture
def supported(support_made, page_home, monkeypatch):
    shutil.copytree(support_made, page_home)
    monkeypatch.setattr(session, "now", lambda: NOW)
    return session.store()


def page(me="david"):
    return look(who="A mentor", me=me, page=None)


def ask(app, topic="times", words="Lunch is *too* short.", student=ROSA):
    box(app, "selectbox", "What is it about?").set_value(topic).run()
    box(app, "selectbox", "About which student?").set_value(student)
    box(app, "text_area", "What do you need help with?").set_value(words)
    return button(app, "Send to the coordinator").click().run()


def test_a_mentor_asks_and_reads_the_answer(supported):
    app = ask(page())
    assert app.toast[0].value == (
        "A captain sees it now: no coordinator is named for your school yet. The answer will stand "
        "here."
    )
    [made] = requests_seen(supported, CHEN)
    assert (made.mentor_id, made.student_id, made.opened_by) == ("david", ROSA, "David Okafor")
    assert [each.label.replace("\\", "") for each in app.expander] == [
        "Our times do not fit · Rosa D. · Open"
    ]
    assert "Oct 17, 2025 09:00, David Okafor: Lunch is *too* short." in text(app)
    wanted = {"state": IN_WORK, "owner": "Ms. Chen", "due": None}
    take_step(supported, at_noon(CHEN), made.request_id, made.standing, wanted, "I talk to gym.")
    app = page()
    assert "Ms. Chen: I talk to gym. · In work, taken care of by Ms. Chen" in text(app)
    assert "Ms. Chen answered: I talk to gym. It stands below." in text(app)
    box(app, "text_input", "Add a word").set_value("Thank you")
    app = button(app, "Send").click().run()
    assert steps(supported, made.request_id)[-1].words == "Thank you"
    assert requests_seen(supported, CHEN)[0].standing == wanted
    assert "answered" not in text(app)


@pytest.mark.parametrize(
    ("topic", "words", "later", "line"),
    [
        ("times", "Try room 8", 14, "Ms. Chen answered: Try room 8. It stands below."),
        ("times", "Try room 8", 15, ""),
        ("times", "so " * 99, 0, f"Ms. Chen answered: {('so ' * 99)[:89]}… It stands below."),
        (SAFETY, "a bruise", 0, "Ms. Chen answered a request. It stands below."),
    ],
)
def test_an_answer_is_told_on_top_for_two_weeks(supported, monkeypatch, topic, words, later, line):
    ask_for_help(supported, at_noon(DAVID), SEEN_ON, "david", topic, "Help")
    resolve(supported, words)
    monkeypatch.setattr(session, "now", lambda: NOW + timedelta(days=later))
    told = [each.value.replace("\\", "") for each in page().markdown]
    assert [words for words in told if "answered" in words] == [line] * bool(line)


def test_of_a_worry_about_safety_the_phone_says_not_to_wait(supported):
    app = page()
    assert SAFE not in text(app)
    box(app, "selectbox", "What is it about?").set_value(SAFETY).run()
    assert SAFE in text(app)


def test_what_is_missing_is_told_and_nothing_is_lost(supported):
    app = ask(page(), words="")
    assert "Say in a sentence" in app.error[0].value
    assert box(app, "selectbox", "About which student?").value == ROSA
    assert requests_seen(supported, BOSS) == []


def test_a_mentor_may_choose_their_own_students_or_none(supported):
    options = box(page(), "selectbox", "About which student?").options
    # A list of choices reads no Markdown.
    assert options == ["No one in particular", "Rosa D."]
    assert "Send to the coordinator" in labels(page("tomas"))


def test_who_looks_over_the_shoulder_reads_nothing_of_a_worry(supported):
    ask(page(), SAFETY, "a bruise")
    [answer] = page().expander
    assert (answer.label, answer.proto.expanded) == ("A request · Open", False)


def test_a_word_on_a_resolved_request_opens_it_again(supported):
    app = ask(page())
    resolve(supported, "done")
    app = page()
    assert "a word of yours opens it again" in text(app)
    box(app, "text_input", "Add a word").set_value("NO, it is worse today")
    app = button(app, "Send").click().run()
    assert requests_seen(supported, CHEN)[0].state == OPEN
    assert "opens it again" not in text(app)


def resolve(store, words):
    for made in requests_seen(store, CHEN):
        if made.state == OPEN:
            wanted = made.standing | {"state": RESOLVED}
            take_step(store, at_noon(CHEN), made.request_id, made.standing, wanted, words)


def test_of_many_resolved_ones_the_last_few_are_shown_with_one_look(supported, monkeypatch):
    asked = [ask_for_help(supported, at_noon(DAVID), SEEN_ON, "david", "other", f"n{n}")
             for n in range(RECENT + 3)]  # fmt: skip
    resolve(supported, "done")
    ask_for_help(supported, at_noon(DAVID), SEEN_ON, "david", "times", "open")
    looks = []
    monkeypatch.setattr(request, "run", counted(looks, request.run))
    monkeypatch.setattr(request_list, "run", counted(looks, request_list.run))
    app = page()
    assert len(app.expander) == RECENT + 1
    assert looks.count("request_steps_of") == 1
    looks.clear()
    [more] = app.toggle
    assert more.label == "Show 3 resolved before these"
    assert len(more.set_value(True).run().expander) == len(asked) + 1
    assert looks == []


def counted(looks, run):
    def look_up(cursor, name, *more, **values):
        looks.append(name)
        return run(cursor, name, *more, **values)

    return look_up


def test_a_mentor_without_students_asks_and_reads_the_answers(supported):
    ask(page())
    resolve(supported, "Lunch is longer now.")
    end_match(supported, at_noon(CHEN), ROSAS, TODAY, END_REASONS[0])
    app = page()
    assert "You have no student yet" in app.info[0].value
    assert "Lunch is longer now." in text(app)
    assert box(app, "selectbox", "About which student?").options == ["No one in particular"]
    app = ask(app, words="May I have another student?", student="")
    assert [r.words for r in requests_seen(supported, CHEN) if r.state == OPEN] == [
        "May I have another student?"
    ]


def test_what_others_noted_is_told_apart_and_a_worry_about_safety_is_not_shown(supported):
    for topic, words in (("times", "Noted for him"), (SAFETY, "About him")):
        ask_for_help(supported, at_noon(CHEN), SEEN_ON, "david", topic, words, ROSA)
    assert "What I asked for help with" not in text(page())
    words = text(ask(page()))
    assert {"#### What I asked for help with", "#### Noted by Ms. Chen"} <= {*words.splitlines()}
    assert "Noted for him" in words
    assert "About him" not in words


def test_of_other_mentors_nothing_is_shown(supported):
    ask(page())
    app = page("tomas")
    assert "What I asked for help with" not in text(app)
    assert "Lunch" not in text(app)
