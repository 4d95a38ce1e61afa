"""What the demo district's schools ask each other for, what was answered, and what they learned:
one school waits for a word for longer than it should."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sm_core.actor import Actor
from sm_core.demo.calendars import AS_OF
from sm_core.demo.choices import AFTERNOON
from sm_core.demo.district import District
from sm_core.lessons.help import OPEN, SETTLED, Answer, Help
from sm_core.lessons.lesson import Lesson
from sm_core.program_settings import DISTRICT
from sm_core.saving import Save, Writing, save_once
from sm_core.store import GATHERINGS, Store
from sm_core.team.named import Named, named_at

CAPTAIN = "District captain"
OF_DISTRICT = -1
"""In place of the number of a school."""


@dataclass(frozen=True)
class Asked:
    """By the school of this number, counted from Lincoln; `said` are answers: of which school, the
    day, the words. Settled on the day `ended`."""

    school: int
    day: date
    topic: str
    words: str
    said: tuple[tuple[int, date, str], ...] = ()
    ended: date | None = None
    outcome: str = ""


ASKED = (
    Asked(1, date(2026, 1, 15), "mentors", "Five chosen students still have no mentor, and "
          "everybody on our staff has been asked. Who found adults outside of the school?"),
    Asked(0, date(2026, 1, 28), "climate", "We plan a breakfast for mentors and students in "
          "March. Who has held one, and what did it cost?"),
    Asked(2, date(2026, 1, 12), "families", "Letters come back unread. How do you reach families "
          "who do not answer the phone?", (
              (0, date(2026, 1, 13), "Our parent liaison stands at the door at pick-up time on "
               "Thursdays. Most permissions came in there."),
              (OF_DISTRICT, date(2026, 1, 20), "The district pays for interpreters in the "
               "evening: write to the family office."),
          )),
    Asked(0, date(2025, 11, 10), "time", "Mentors have no room in the first period. Where do "
          "others meet?", (
              (1, date(2025, 11, 12), "We use the library before school; the librarian opens at "
               "7:30."),
              (3, date(2025, 11, 13), "Walking the halls together works well in our building."),
          ), date(2025, 11, 24), "The library opens at 7:30 for mentors, three days a week."),
    Asked(3, date(2025, 10, 6), "data", "Our register marks a field trip as absent. How do "
          "others enter it?", (
              (OF_DISTRICT, date(2025, 10, 7), "Code F, school activity. The registrar can change "
               "the days that are in already."),
          ), date(2025, 10, 9), "The registrar changed the code of 41 days, and the list got "
          "shorter."),
    Asked(1, date(2025, 12, 4), "meetings", "Our weekly review takes an hour and a half. How do "
          "you keep it short?", (
              (0, date(2025, 12, 5), "A timer, two minutes a name, and whoever talks longer takes "
               "the action."),
          ), date(2025, 12, 18), "Two minutes a name and a timer on the table: 40 minutes now."),
)  # fmt: skip
"""Where a school is not there, nobody asks, and the district answers."""
LEARNED = (
    (0, date(2025, 11, 25), "time", "A room before school: the library", 3,
     "We asked for a room and got one that is open anyway.\n\n"
     "The library opens at 7:30 on Mondays, Wednesdays and Fridays. Mentors check their student "
     "in there, and walk along to class. It costs one key and a word with the librarian in "
     "August.\n\nWhat we would do otherwise: ask before the timetable is made."),
    (1, date(2025, 12, 19), "meetings", "Forty minutes instead of ninety", 5,
     "A timer on the table and two minutes for each name.\n"
     "Whoever needs longer takes the action and reports next week.\n\n"
     "We print the sheet of the week on Thursday, so that nobody reads it in the meeting."),
    (3, date(2025, 10, 10), "data", "Field trips are no absences", 4,
     "A whole class was absent on our list: the trip was entered as unexcused. Code F is right. "
     "Look at a day on which a whole grade is missing before you call a family."),
    (2, date(2025, 10, 22), "families", "Call with good news first", None,
     "The first call from a mentor says one good thing and asks for nothing. The second one asks "
     "for permission. We got twice as many answers, with the same letters."),
    (0, date(2025, 9, 29), "mentors", "Ask the night custodian, too", None,
     "Our best mentors are not teachers. Custodians, the office and the kitchen see the students "
     "every day, and have time when teachers have none."),
    (2, date(2026, 1, 9), "barriers", "The bus that comes too early", None,
     "Students of one street came late or not at all. The bus had passed before its time since "
     "the holidays. One call to the bus company; look at addresses before you look at "
     "students."),
    (1, date(2025, 11, 6), "training", "Practice the first talk in pairs", None,
     "Mentors told us that the slides did not help with the first meeting. Ten minutes in pairs, "
     "one plays the student, did."),
    (3, date(2025, 12, 1), "climate", "Celebrate better, not perfect", None,
     "A prize for perfect attendance goes to those who never had a problem. We celebrate whoever "
     "missed fewer days than the month before; half of the school has a chance."),
    (OF_DISTRICT, date(2025, 10, 15), "matching", "Begin within two weeks of the yes", None,
     "Families who said yes and heard nothing for a month had to be asked again. Train mentors "
     "before the letters go out, and match in the week in which the answer comes."),
    (OF_DISTRICT, date(2026, 1, 14), "supports", "Severe needs more than a mentor", None,
     "Students who miss one day in five need the nurse, the counselor or the housing office as "
     "well. Invite them to the weekly review once a month; most of what stands in the way was "
     "settled at the table."),
    (1, date(2026, 1, 23), "families", "Write in the language of the home", None,
     "We sent one letter in English to everybody in the fall. With the letter in Spanish and "
     "Somali, answers came in three days instead of two weeks."),
    (0, date(2025, 12, 12), "time", "Two short meetings beat a long one", None,
     "Three minutes at the locker in the morning, and three after lunch. A long meeting on "
     "Fridays was missed every second week."),
)  # fmt: skip
"""School, day, topic, title, the place in `ASKED` of what it came from, words."""


def make_lessons(store: Store, actor: Actor, district: District) -> None:
    """Put help, answers and lessons on record, Lincoln's as of the first school."""
    ids = [s.school_id for s in sorted(district.schools, key=lambda s: not s.is_lincoln)]
    people = _people(named_at(store, ids, AS_OF))
    asked = [_help(number, ids, people) for number, each in enumerate(ASKED)
             if each.school < len(ids)]  # fmt: skip

    def act(writing: Writing) -> None:
        rows = [{k: v for k, v in vars(each).items() if k != "answers"} for each in asked]
        writing.insert("school_help", rows)
        writing.insert("help_answers", [vars(a) for each in asked for a in each.answers])
        writing.insert("lessons", [vars(each) for each in _lessons(ids, people)])

    save_once(store, Save(actor, _afternoon(AS_OF)), act, GATHERINGS)


def _people(named: Mapping[str, Named]) -> dict[str, str]:
    """Who writes for a school, or the district."""
    leads = {school: each.contact.name if each.contact else "The office"
             for school, each in named.items()}  # fmt: skip
    return leads | {DISTRICT: CAPTAIN}


def _at(number: int, ids: list[str]) -> str:
    return ids[number] if 0 <= number < len(ids) else DISTRICT


def _help(number: int, ids: list[str], people: Mapping[str, str]) -> Help:
    asked, help_id = ASKED[number], f"demo-help-{number}"
    school = ids[asked.school]
    answers = tuple(
        Answer(f"{help_id}-{n}", help_id, _at(of, ids), words, people[_at(of, ids)],
               _afternoon(day))
        for n, (of, day, words) in enumerate(asked.said)
    )  # fmt: skip
    return Help(
        help_id, school, asked.topic, asked.words, people[school], _afternoon(asked.day),
        SETTLED if asked.ended else OPEN, asked.ended, asked.outcome, answers,
    )  # fmt: skip


def _lessons(ids: list[str], people: Mapping[str, str]) -> Iterator[Lesson]:
    for number, (of, day, topic, title, came_from, words) in enumerate(LEARNED):
        if of < len(ids):
            help_id = "" if came_from is None else f"demo-help-{came_from}"
            yield Lesson(f"demo-lesson-{number}", _at(of, ids), topic, title, words, help_id, "",
                         people[_at(of, ids)], _afternoon(day))  # fmt: skip


def _afternoon(day: date) -> datetime:
    return datetime.combine(day, AFTERNOON)
