"""Help that schools ask for, what others answer, and lessons: kept, found, and at the bounds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sm_core.errors import NotAllowed, SmError
from sm_core.history import history_of
from sm_core.lessons import ask as asking
from sm_core.lessons.ask import (
    ask_for_help,
    reopen_help,
    settle_help,
    take_back_answer,
    withdraw_help,
)
from sm_core.lessons.find import help_asked, lessons_known
from sm_core.lessons.help import OPEN, SETTLED, WITHDRAWN
from sm_core.lessons.lesson import LONGEST, LONGEST_TITLE
from sm_core.lessons.search import search
from sm_core.lessons.table import help_table, lessons_table
from sm_core.lessons.words import (
    about_words,
    answer_words,
    headline,
    is_late,
    lesson_words,
    school_words,
    waiting_words,
)
from sm_core.lessons.write import change_lesson, take_back_lesson
from sm_core.saving import ChangedMeanwhile
from sm_core.store import GATHERINGS
from tests.invented import LINC, ROOS, SCHOOL_NAMES
from tests.lesson_cast import LESSON, WORDS, ago, answer, ask, help_at, learn, lesson, made
from tests.mentor_cast import CAPTAIN_, CHEN, MENTOR_, NOW, PRINCIPAL_, RUIZ, TODAY, press

YESTERDAY = TODAY - timedelta(days=1)


def test_everybody_reads_what_a_school_asks_and_others_answer(school):
    asked = ask(school, days=3)
    answer(school, asked, days=2)
    answer(school, asked, days=1, actor=CAPTAIN_, school="", words="I ask the library board.")
    answer(school, asked, actor=CHEN, school=LINC, words="Thank you.")
    for actor in (CAPTAIN_, CHEN, RUIZ, PRINCIPAL_):
        [found] = help_asked(school, actor, TODAY)
        assert (found.school_id, found.topic, found.words) == (LINC, "time", WORDS)
        assert [(a.school_id, a.words) for a in found.answers] == [
            (ROOS, "Take the library."), ("", "I ask the library board."), (LINC, "Thank you."),
        ]  # fmt: skip
        assert len(found.by_others) == 2
    [before] = help_asked(school, CHEN, TODAY - timedelta(days=2))
    assert len(before.answers) == 1
    assert help_asked(school, CHEN, TODAY - timedelta(days=4)) == []


def test_mentors_read_none_of_it(school):
    for read in (help_asked, lessons_known):
        with pytest.raises(NotAllowed):
            read(school, MENTOR_, TODAY)


def test_those_nobody_answered_come_first_the_oldest_first(school):
    old, older, answered = ask(school, 5), ask(school, 9), ask(school, 20)
    settled, later = ask(school, 30), ask(school, 31)
    own = ask(school, 1, actor=RUIZ)
    answer(school, answered, 2)
    answer(school, own, 1, actor=RUIZ)
    settle_help(school, press(CHEN, ago(8)), settled.help_id, "A room in the library")
    settle_help(school, press(CHEN, ago(4)), later.help_id, "The gym")
    found = help_asked(school, CAPTAIN_, TODAY)
    order = [older, old, own, answered, later, settled]
    assert [each.help_id for each in found] == [each.help_id for each in order]
    assert [each.unanswered for each in found] == [True, True, True, False, False, False]
    before = help_asked(school, CAPTAIN_, TODAY - timedelta(days=5))
    assert [each.help_id for each in before if each.is_open] == [
        each.help_id for each in (later, answered, older, old)
    ]


def test_the_school_settles_opens_again_and_withdraws(school):
    asked = ask(school, 3)
    settle_help(school, press(PRINCIPAL_), asked.help_id, " The library. ")
    found = help_at(school, asked.help_id)
    assert (found.state, found.ended, found.outcome) == (SETTLED, TODAY, "The library.")
    reopen_help(school, press(CHEN), asked.help_id)
    found = help_at(school, asked.help_id)
    assert (found.state, found.ended, found.outcome) == (OPEN, None, "")
    withdraw_help(school, press(CAPTAIN_), asked.help_id)
    assert help_at(school, asked.help_id).state == WITHDRAWN
    assert help_asked(school, CHEN, TODAY) == []
    assert [each.help_id for each in help_asked(school, CHEN, YESTERDAY)] == [asked.help_id]
    told = [(c.field, c.before, c.after) for c in history_of(school, "help", asked.help_id)]
    assert ("state", "open", "withdrawn") in told
    assert ("outcome", "The library.", "") in told


@pytest.mark.parametrize(
    ("before", "act", "said"),
    [
        (settle_help, settle_help, "was settled meanwhile"),
        (settle_help, withdraw_help, "was settled meanwhile"),
        (settle_help, answer, "was settled meanwhile"),
        (withdraw_help, answer, "was withdrawn meanwhile"),
        (withdraw_help, reopen_help, "was withdrawn meanwhile"),
        (None, reopen_help, "is open again meanwhile"),
    ],
)
def test_what_somebody_ended_meanwhile_says_so(school, before, act, said):
    asked = ask(school, 3)

    def do(what):
        if what is answer:
            return answer(school, asked)
        more = ("The gym",) if what is settle_help else ()
        return what(school, press(CHEN), asked.help_id, *more)

    if before:
        do(before)
    with pytest.raises(SmError, match=said):
        do(act)


def test_what_nobody_knows_is_not_answered_or_settled(school):
    gone = replace(made(), help_id="gone")
    with pytest.raises(SmError, match="reload"):
        answer(school, gone)
    with pytest.raises(SmError, match="reload"):
        settle_help(school, press(), "gone", "The gym")


@pytest.mark.parametrize("actor", [RUIZ, MENTOR_])
def test_only_the_school_and_captains_act_for_it(school, actor):
    asked, written = ask(school, 1), learn(school)
    answer(school, asked, actor=CHEN, school=LINC)
    [said] = help_at(school, asked.help_id).answers
    save = press(actor)
    for act in (
        lambda: ask_for_help(school, save, LINC, "time", WORDS),
        lambda: answer(school, asked, actor=actor, school=LINC),
        lambda: answer(school, asked, actor=actor, school=""),
        lambda: take_back_answer(school, save, said),
        lambda: settle_help(school, save, asked.help_id, "The gym"),
        lambda: withdraw_help(school, save, asked.help_id),
        lambda: learn(school, actor=actor),
        lambda: learn(school, replace(LESSON, school_id=""), actor=actor),
        lambda: change_lesson(school, save, written.lesson_id, written.standing, written.standing),
        lambda: take_back_lesson(school, save, written.lesson_id),
    ):
        with pytest.raises(NotAllowed):
            act()
    [found] = help_asked(school, CHEN, TODAY)
    assert (found.is_open, found.answers) == (True, (said,))
    assert lessons_known(school, CHEN, TODAY) == [written]


def test_a_school_without_data_does_not_ask(school):
    for act in (
        lambda: ask_for_help(school, press(), "NOWHERE", "time", WORDS),
        lambda: ask_for_help(school, press(), "", "time", WORDS),
        lambda: learn(school, replace(LESSON, school_id="NOWHERE"), actor=CAPTAIN_),
    ):
        with pytest.raises(SmError, match="There is no school"):
            act()


@pytest.mark.parametrize("actor", [CHEN, PRINCIPAL_, MENTOR_], ids=lambda a: a.role)
def test_nobody_else_of_a_school_takes_back_an_answer(school, actor):
    asked = ask(school, 9)
    answer(school, asked, 2)
    [said] = help_at(school, asked.help_id).answers
    with pytest.raises(NotAllowed):
        take_back_answer(school, press(actor), said)
    # The school that asked may not either, of an answer in its own name by somebody else.
    answer(school, asked, 2, actor=CAPTAIN_, school=LINC)
    with pytest.raises(NotAllowed):
        take_back_answer(school, press(actor), help_at(school, asked.help_id).answers[-1])


def test_a_captain_takes_back_an_answer_that_names_a_student(school):
    asked = ask(school, 9)
    answer(school, asked, 2, words="Ask Amina Yusuf.")
    [said] = help_at(school, asked.help_id).answers
    take_back_answer(school, press(CAPTAIN_), said)
    assert help_asked(school, CHEN, TODAY)[0].answers == ()
    told = [(c.person, c.after) for c in history_of(school, "help answer", said.answer_id)]
    assert (CAPTAIN_.person, "taken back") in told


def test_an_answer_is_taken_back_by_whoever_wrote_it(school):
    asked = ask(school, 9)
    answer(school, asked, 2)
    [said] = help_at(school, asked.help_id).answers
    take_back_answer(school, press(RUIZ), said)
    [now] = help_asked(school, CHEN, TODAY)
    assert (now.answers, now.unanswered) == ((), True)
    [before] = help_asked(school, CHEN, YESTERDAY)
    assert not before.unanswered
    with pytest.raises(SmError, match="no such answer any more"):
        take_back_answer(school, press(RUIZ), said)


@pytest.mark.parametrize(("letters", "kept"), [(0, 0), (1, 1), (2000, 1), (2001, 0)])
def test_words_have_a_bound(school, letters, kept):
    words = " " + "a" * letters + " "
    asked = ask(school, 1)
    for act in (
        lambda: ask(school, words=words),
        lambda: answer(school, asked, words=words),
        lambda: settle_help(school, press(CHEN), asked.help_id, words),
    ):
        if kept:
            act()
        else:
            with pytest.raises(SmError, match="empty" if not letters else "2,001 letters"):
                act()
    found = help_asked(school, CHEN, TODAY)
    assert len(found) == 1 + kept
    assert help_at(school, asked.help_id).is_open is not bool(kept)
    assert asking.LONGEST == 2000


def test_what_is_asked_or_learned_has_a_topic(school):
    for act in (lambda: ask(school, topic=""), lambda: learn(school, replace(LESSON, topic="x"))):
        with pytest.raises(SmError, match="choose one of the topics"):
            act()


def test_all_that_is_wrong_is_said_at_once(school):
    with pytest.raises(SmError) as told:
        learn(school, replace(LESSON, topic="", title="", words="w" * 5001))
    assert len(told.value.sentences) == 3


def test_a_double_click_saves_once(school):
    asked = ask(school, token="one")
    assert ask(school, token="one") is None
    answer(school, asked, token="two")
    answer(school, asked, token="two")
    assert learn(school, token="three")
    assert learn(school, token="three") is None
    [found] = help_asked(school, CHEN, TODAY)
    assert len(found.answers) == 1
    assert len(lessons_known(school, CHEN, TODAY)) == 1


def test_no_kept_count_of_students_is_given_up_for_it(school):
    program, part = school.version("program"), school.version(GATHERINGS)
    answer(school, ask(school))
    learn(school)
    assert school.version("program") == program
    assert school.version(GATHERINGS) == part + 3


@pytest.mark.parametrize(
    ("title", "words", "refused"),
    [
        ("", "Words", "The title is empty"),
        ("Title", "  ", "The lesson is empty"),
        ("t" * LONGEST_TITLE, "w" * LONGEST, None),
        ("t" * (LONGEST_TITLE + 1), "Words", "The title has 121 letters, and 120 is the most"),
        ("Title", "w" * (LONGEST + 1), "The lesson has 5,001 letters, and 5,000 is the most"),
        ("Title", "word " * 10000, "has 49,999 letters, and 5,000 is the most: shorten it by "
         "44,999. Nothing you typed is lost"),
    ],
)  # fmt: skip
def test_a_lesson_has_a_title_and_at_most_5000_letters(school, title, words, refused):
    wanted = replace(LESSON, title=title, words=words)
    if refused:
        with pytest.raises(SmError, match=refused):
            learn(school, wanted)
    else:
        assert learn(school, wanted).words == words
    assert len(lessons_known(school, CHEN, TODAY)) == (not refused)


def test_a_lesson_is_changed_and_taken_back(school):
    first, written = learn(school, days=2), learn(school, days=1, actor=PRINCIPAL_)
    assert [each.lesson_id for each in lessons_known(school, RUIZ, TODAY)] == [
        written.lesson_id, first.lesson_id
    ]  # fmt: skip
    assert lessons_known(school, RUIZ, TODAY - timedelta(days=3)) == []
    wanted = written.standing | {"title": " A room  every morning "}
    change_lesson(school, press(CHEN), written.lesson_id, written.standing, wanted)
    now = lessons_known(school, RUIZ, TODAY)[0]
    assert now.standing == written.standing | {"title": "A room every morning"}
    assert (now.person, now.recorded) == ("Dr. Hall", ago(1))
    with pytest.raises(ChangedMeanwhile, match=r"Ms\. Chen changed the title"):
        change_lesson(school, press(CAPTAIN_), written.lesson_id, written.standing,
                      written.standing | {"title": "Rooms"})  # fmt: skip
    with pytest.raises(SmError, match="5,001 letters"):
        change_lesson(school, press(), written.lesson_id, now.standing,
                      now.standing | {"words": "w" * 5001})  # fmt: skip
    take_back_lesson(school, press(CHEN), written.lesson_id)
    assert lessons_known(school, RUIZ, TODAY) == [first]
    assert len(lessons_known(school, RUIZ, YESTERDAY)) == 2
    for act in (
        lambda: take_back_lesson(school, press(CHEN), written.lesson_id),
        lambda: change_lesson(school, press(CHEN), written.lesson_id, now.standing, wanted),
    ):
        with pytest.raises(SmError, match="taken back meanwhile"):
            act()


def test_a_lesson_comes_from_what_its_own_school_settled_once(school):
    asked = ask(school, 9)
    wanted = replace(LESSON, help_id=asked.help_id)
    with pytest.raises(SmError, match="is not settled"):
        learn(school, wanted)
    settle_help(school, press(CHEN), asked.help_id, "The library.")
    for other in (replace(wanted, school_id=ROOS), replace(wanted, help_id="nothing")):
        with pytest.raises(SmError, match="is not settled, or of another school"):
            learn(school, other, actor=CAPTAIN_)
    first = learn(school, wanted)
    with pytest.raises(SmError, match=r"Ms\. Chen made a lesson of this already"):
        learn(school, wanted, actor=PRINCIPAL_)
    take_back_lesson(school, press(CAPTAIN_), first.lesson_id)
    assert learn(school, wanted, actor=PRINCIPAL_)


def test_the_district_writes_lessons_of_its_own(school):
    learn(school, replace(LESSON, school_id=""), actor=CAPTAIN_)
    [found] = lessons_known(school, CHEN, TODAY)
    assert school_words(found.school_id, SCHOOL_NAMES) == "The district"


ROOM = lesson("room", "A room every day", "The library opens at 7:30.", "time")
TOMAS = lesson("tomas", "Neighbors as mentors", "Tomás Rivera asked\nthe choir.", "mentors", ROOS)
CHOIR = lesson("choir", "The choir sings", "In a room at 8.", "climate", "")
EVERY = [TOMAS, ROOM, CHOIR]


@pytest.mark.parametrize(
    ("asked", "topic", "expected"),
    [
        ("", "", ["tomas", "room", "choir"]),
        ("   ", "time", ["room"]),
        ("", "training", []),
        ("ROOM", "", ["room", "choir"]),
        ("room", "climate", ["choir"]),
        ("choir", "", ["choir", "tomas"]),
        ("tomas", "", ["tomas"]),
        ("TOMÁS the", "", ["tomas"]),
        ("Roosevelt", "", ["tomas"]),
        ("lincoln library", "", ["room"]),
        ("district sings", "", ["choir"]),
        ("finding", "", ["tomas"]),
        ("libr", "", ["room"]),
        ("library choir", "", []),
        ("%", "", []),
    ],
)
def test_lessons_are_found_by_every_word(asked, topic, expected):
    found = search(EVERY, SCHOOL_NAMES, asked, topic)
    assert [each.lesson_id for each in found] == expected


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([], "No school asks for help now"),
        ([made(state=SETTLED, ended=TODAY)], "No school asks for help now"),
        ([made()], "1 request for help of 1 school, with no answer yet"),
        ([made(answers=[LINC]), made()], "2 requests for help of 1 school, with no answer yet"),
        ([made(answers=[ROOS])], "1 request for help of 1 school, with an answer"),
        ([made(answers=[""]), made("i", school=ROOS)],
         "2 requests for help of 2 schools, 1 with no answer yet"),
    ],
)  # fmt: skip
def test_the_answer_comes_first(found, said):
    assert headline(found) == said


def test_the_answer_names_the_school_chosen():
    assert headline([], "Lincoln") == "Lincoln asks for no help now"
    assert headline([made()], "Lincoln") == "1 request for help of Lincoln, with no answer yet"


@pytest.mark.parametrize(
    ("found", "late"),
    [(made(days=1), False), (made(days=2), True), (made(days=9, answers=[ROOS]), False)],
)
def test_no_answer_is_late_after_two_days(found, late):
    assert is_late(found, TODAY) is late


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (made(), "Asked today"),
        (made(days=1), "Nobody has answered for 1 day"),
        (made(days=18, answers=[LINC]), "Nobody has answered for 18 days"),
        (made(days=18, answers=[ROOS]), "1 answer"),
        (made(days=18, answers=[ROOS, "", LINC]), "2 answers"),
        (made(state=SETTLED, ended=date(2026, 1, 9), outcome="The gym"),
         "Settled Jan 9, 2026"),
    ],
)  # fmt: skip
def test_how_a_question_stands(found, said):
    assert waiting_words(found, TODAY) == said


def test_who_wrote_what_when():
    found = made(days=1, answers=[ROOS, ""])
    assert about_words(found) == "Times and rooms · asked Jan 29, 2026 by Ms. Chen"
    assert [answer_words(a, SCHOOL_NAMES) for a in found.answers] == [
        "Roosevelt Elementary, Mr. Ruiz · Jan 29, 2026", "The district, Mr. Ruiz · Jan 29, 2026",
    ]  # fmt: skip
    assert lesson_words(TOMAS, {}) == "ROOS · Finding mentors · Jan 7, 2026, Ms. Chen"


def test_as_tables_for_a_file():
    rows = help_table([made(answers=[ROOS, LINC])], SCHOOL_NAMES).to_dict("records")
    assert rows == [{
        "School": "Lincoln Middle School", "Topic": "Times and rooms", "Needs help with": WORDS,
        "Asked by": "Ms. Chen", "Asked": NOW.date(), "State": "Open", "Answers by others": 1,
        "Answers": "Roosevelt Elementary, Mr. Ruiz · Jan 30, 2026: Take the library.\n"
                   "Lincoln Middle School, Mr. Ruiz · Jan 30, 2026: Take the library.",
        "Settled": None, "What helped": "",
    }]  # fmt: skip
    assert lessons_table([CHOIR], SCHOOL_NAMES).to_dict("records") == [{
        "School": "The district", "Topic": "Climate and celebrations", "Title": "The choir sings",
        "Lesson": "In a room at 8.", "Written by": "Ms. Chen", "Written": date(2026, 1, 7),
    }]  # fmt: skip
    assert len(help_table([], {}).columns) == 10
    assert len(lessons_table([], {}).columns) == 6
