"""What the demo's district called its schools to: three convenings and a training that were held,
the convening and a training to come; who came, what was agreed, and the links handed out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import numpy as np

from sm_core.actor import Actor
from sm_core.demo.calendars import AS_OF
from sm_core.demo.choices import AFTERNOON
from sm_core.demo.district import District
from sm_core.demo.plans import CAPTAIN
from sm_core.gatherings.follow_up import DISTRICT, DONE, OPEN, SCHOOL, FollowUp
from sm_core.gatherings.gathering import (
    CAME,
    COMING,
    CONVENING,
    HELD,
    INVITED,
    MISSED,
    NOT_COMING,
    PLANNED,
    TRAINING,
    Gathering,
    Mark,
)
from sm_core.gatherings.marks import USUALLY, people_at
from sm_core.gatherings.materials import Material
from sm_core.saving import Save, Writing, save_once
from sm_core.store import GATHERINGS, Store

AGENDA = (
    "What changed since last month\nEach school: one thing that worked, one that did not\n"
    "{topic}\nWhat we ask each other for\nWho does what until next time"
)
PLACE = "District office, board room"
COMES = 0.8
"""Of those invited so many come."""
MISSED_BY_ONE = "demo-convening-dec"
"""Nobody came from the second school of four, and so on."""
CONVENINGS = {
    "demo-convening-nov": ("November convening", date(2025, 11, 5), "Telling families"),
    "demo-convening-dec": ("December convening", date(2025, 12, 3), "Days before the break"),
    "demo-convening-jan": ("January convening", date(2026, 1, 7), "Mentors who had no contact"),
    "demo-convening-feb": ("February convening", date(2026, 2, 4),
                           "Students who became worse since December"),
}  # fmt: skip
TRAININGS = {
    "demo-training-fall": ("Leading a weekly review", date(2025, 9, 24), ("coordinator",)),
    "demo-training-spring": ("Talking with families about attendance", date(2026, 2, 18),
                             ("coordinator",)),
}  # fmt: skip
LINKS = (
    ("demo-training-fall", "Slides: leading a weekly review",
     "https://drive.example.org/leading-a-weekly-review"),
    ("demo-convening-jan", "Checklist: first contact with a mentor",
     "https://drive.example.org/first-contact-checklist"),
    ("demo-convening-feb", "Read before: what parents hear from us",
     "https://drive.example.org/what-parents-hear"),
)  # fmt: skip


@dataclass(frozen=True)
class Agreed:
    """`what` was agreed at a gathering, and is `done` by every school but so many `left`, spread
    over the district; owed by the district it is one for all."""

    key: str
    gathering_id: str
    what: str
    due: date
    owed_by: str = SCHOOL
    left: int = 0


AGREED = (
    Agreed("letters", "demo-convening-nov", "Send the district the letters that families asked "
           "about", date(2025, 11, 21)),
    Agreed("break", "demo-convening-dec", "Call the families of students who missed the days "
           "before the last break", date(2025, 12, 17), left=1),
    Agreed("contacts", "demo-convening-jan", "Ask every mentor without a contact in two weeks "
           "what is in the way", date(2026, 1, 23), left=2),
    Agreed("story", "demo-convening-jan", "Bring one thing that worked, without any student's "
           "name", date(2026, 2, 4), left=99),
    Agreed("checks", "demo-convening-jan", "Ask the county when the background checks come back",
           date(2026, 1, 23), DISTRICT),
    Agreed("calls", "demo-convening-dec", "Translate the first letter into Somali",
           date(2026, 1, 16), DISTRICT),
)  # fmt: skip
TRANSLATED = date(2026, 1, 14)


def make_gatherings(store: Store, actor: Actor, district: District) -> None:
    """Let the district call its schools together until `AS_OF`, and plan what follows."""
    ids = [school.school_id for school in district.schools]
    found = list(_gatherings())
    marks = {g.gathering_id: list(_marks(store, g, ids, district.rng("gathering", g.gathering_id)))
             for g in found}  # fmt: skip

    def act(writing: Writing) -> None:
        writing.insert("gatherings", [vars(each) for each in found])
        writing.insert("gathering_marks", [
            vars(mark) | {"gathering_id": name} for name, each in marks.items() for mark in each
        ])  # fmt: skip
        writing.insert("follow_ups", [vars(each) for each in _follow_ups(ids)])
        writing.insert("materials", [vars(each) for each in _links(found)])

    press = Save(replace(actor, person=CAPTAIN), datetime.combine(AS_OF, AFTERNOON))
    save_once(store, press, act, GATHERINGS)


def _gatherings() -> Iterator[Gathering]:
    for name, (title, day, topic) in CONVENINGS.items():
        yield _gathering(name, CONVENING, title, day, AGENDA.format(topic=topic))
    for name, (title, day, _) in TRAININGS.items():
        yield _gathering(name, TRAINING, title, day, "")


def _gathering(name: str, kind: str, title: str, day: date, agenda: str) -> Gathering:
    made = datetime.combine(day - timedelta(days=21), AFTERNOON)
    return Gathering(name, kind, title, day, time(8, 30), 90, PLACE, CAPTAIN, agenda,
                     HELD if day <= AS_OF else PLANNED, "", made, CAPTAIN)  # fmt: skip


def _marks(
    store: Store, gathering: Gathering, schools: list[str], rng: np.random.Generator
) -> Iterator[Mark]:
    """Most came; of the one ahead half of the schools have said who comes, and one that nobody
    does."""
    roles = TRAININGS[gathering.gathering_id][2] if gathering.kind == TRAINING else USUALLY
    people = people_at(store, schools, gathering.day, roles).values()
    silent, away = set(schools[1::2]), set(schools[1::4])
    for mark in people:
        if gathering.gathering_id == MISSED_BY_ONE and mark.school_id in away:
            state = MISSED
        elif gathering.state == HELD:
            state = CAME if rng.random() < COMES else MISSED
        elif mark.school_id in silent or gathering.kind == TRAINING:
            state = INVITED
        else:
            state = COMING if rng.random() < COMES else NOT_COMING
        yield replace(mark, state=state)


def _follow_ups(schools: list[str]) -> Iterator[FollowUp]:
    for each in AGREED:
        to = [""] if each.owed_by == DISTRICT else schools
        # The last ones still have it to do: they are other schools than the demo's stories tell of.
        left = to[len(to) - each.left :] if each.left < len(to) else to
        opened = datetime.combine(CONVENINGS[each.gathering_id][1], AFTERNOON)
        for school in to:
            done = each.owed_by == SCHOOL and school not in left
            ended = min(each.due, AS_OF) - timedelta(days=2) if done else None
            if each.key == "calls":
                ended = TRANSLATED
            yield FollowUp(
                f"demo-{each.key}-{school}", each.gathering_id, school, each.owed_by, each.what,
                CAPTAIN if each.owed_by == DISTRICT else "", each.due, DONE if ended else OPEN,
                ended, "", opened, CAPTAIN,
            )  # fmt: skip


def _links(gatherings: list[Gathering]) -> Iterator[Material]:
    made = {each.gathering_id: each.made for each in gatherings}
    for number, (gathering, title, address) in enumerate(LINKS):
        yield Material(f"demo-material-{number}", gathering, "", title, address, person=CAPTAIN,
                       recorded=made[gathering])  # fmt: skip
