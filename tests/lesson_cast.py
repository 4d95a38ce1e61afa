"""Help that schools ask for and lessons that they wrote, through what the page uses; and made by
hand, for what only reads them."""

from datetime import datetime, timedelta

from sm_core.lessons.ask import answer_help, ask_for_help
from sm_core.lessons.find import read_help
from sm_core.lessons.help import Answer, Help
from sm_core.lessons.lesson import Lesson
from sm_core.lessons.write import write_lesson
from tests.invented import LINC, ROOS
from tests.mentor_cast import CHEN, NOW, RUIZ, press

WORDS = "Our gym is free on Fridays only. How do others find a room?"
LESSON = Lesson("", LINC, "time", "A room every day", "The library opens at 7:30 for mentors.")


def ago(days):
    return NOW - timedelta(days=days)


def ask(store, days=0, actor=CHEN, topic="time", words=WORDS, **more):
    """Ask so many days ago for the school of the actor."""
    return ask_for_help(
        store, press(actor, ago(days), **more), actor.schools[0], topic, words
    )  # fmt: skip


def answer(store, asked, days=0, actor=RUIZ, school=ROOS, words="Take the library.", **more):
    answer_help(store, press(actor, ago(days), **more), asked.help_id, school, words)


def learn(store, lesson=LESSON, days=0, actor=CHEN, **more):
    return write_lesson(store, press(actor, ago(days), **more), lesson)


def help_at(store, help_id):
    with store.reading() as cursor:
        [found] = read_help(cursor, help_id)
    return found


def made(name="h", days=0, school=LINC, answers=(), **more):
    asked = Help(name, school, "time", WORDS, "Ms. Chen", ago(days), **more)
    said = tuple(
        Answer(f"{name}{n}", name, of, "Take the library.", "Mr. Ruiz", asked.asked)
        for n, of in enumerate(answers)
    )
    return Help(**vars(asked) | {"answers": said})


def lesson(name, title, words="", topic="other", school=LINC, when=datetime(2026, 1, 7, 9)):
    return Lesson(name, school, topic, title, words, person="Ms. Chen", recorded=when)
