"""Help and lessons as they are read out at a convening."""

from datetime import date

from sm_core.lessons.aloud import LONGEST, asked_lines, learned_lines
from sm_core.lessons.help import SETTLED
from tests.invented import LINC, ROOS
from tests.lesson_cast import WORDS, lesson, made

NAMES = {LINC: "Lincoln Middle School", ROOS: "Adams Elementary"}
JAN_7 = date(2026, 1, 7)


def test_what_is_open_stands_by_school_whoever_waited_longest():
    found = [made("a", days=20), made("b", days=1, school=ROOS, answers=[LINC, ""])]
    assert asked_lines(found, NAMES) == [
        f"Adams Elementary: {WORDS} (2 answers)",
        f"Lincoln Middle School: {WORDS} (no answer yet)",
    ]


def test_what_the_school_itself_adds_is_no_answer():
    [line] = asked_lines([made(answers=[LINC])], NAMES)
    assert line.endswith("(no answer yet)")


def test_what_is_settled_is_not_read_out():
    assert asked_lines([made(state=SETTLED, ended=JAN_7)], NAMES) == []


def test_lessons_are_those_written_after_the_day():
    found = [lesson("l", "A room every day"), lesson("d", "Buses", school="")]
    assert learned_lines(found, NAMES, JAN_7) == []
    told = ["Lincoln Middle School: A room every day", "The district: Buses"]
    assert learned_lines(found, NAMES, date(2026, 1, 6)) == told
    assert learned_lines(found, NAMES, None) == told


def test_long_words_end_with_a_sign():
    [line] = learned_lines([lesson("l", "word " * 100)], NAMES, None)
    assert line.endswith(" …")
    assert len(line) <= LONGEST + len("Lincoln Middle School: ")
