"""The people of the demo district's schools: principals, coordinators and attendance teams. One
school has no principal named, another no coordinator, as it happens in mid-year."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import numpy as np

from sm_core.actor import Actor
from sm_core.demo.calendars import AS_OF
from sm_core.demo.choices import AFTERNOON
from sm_core.demo.district import District
from sm_core.demo.names import BOYS, FAMILIES, GIRLS, RACES, pools
from sm_core.demo.schools import School
from sm_core.program_settings import write_settings
from sm_core.saving import Save, Writing, save_once
from sm_core.store import Store
from sm_core.team.meeting import DAYS, Meeting
from sm_core.team.named import COORDINATOR, PRINCIPAL, SUBSTITUTE, Member, named_at
from sm_core.team.save import write_members

NAMED = date(2025, 8, 18)
NO_PRINCIPAL, NO_COORDINATOR, NO_DAY = "101", "104", "103"
"""Ids of the schools where nobody is named, or no meeting day is set."""
BACKGROUNDS = ("Social worker, eight years in schools", "School counselor",
               "Attendance teacher, knows the families", "Dean of students",
               "AmeriCorps alumna, now on the staff")  # fmt: skip
TEAM = {
    "facilitator": "Assistant principal", "notes": "Office manager", "data": "Data clerk",
    "nurse": "School nurse", "family liaison": "Family liaison",
}  # fmt: skip
HOURS = ("10", "12.5", "15", "20")
CAST = {PRINCIPAL: "Joan Hall", COORDINATOR: "Mei Chen"}
"""The people that stories are told of, at Lincoln Middle School."""


def make_teams(store: Store, actor: Actor, district: District) -> None:
    """Name the people of every school, and set when its team meets."""
    save = Save(actor, datetime.combine(NAMED, AFTERNOON))

    def act(writing: Writing) -> None:
        for school in district.schools:
            rng = district.rng("team", school.school_id)
            write_members(writing, list(_members(school, rng)))
            if school.school_id != NO_DAY:
                day = DAYS[int(rng.integers(0, len(DAYS)))]
                meeting = Meeting(day, datetime(2025, 8, 18, 8, 0).time(), "Conference room")
                write_settings(writing, school.school_id, meeting.to_settings())

    save_once(store, save, act)


def callers(store: Store, district: District) -> dict[str, str]:
    """By school, the name of who talks with mentors and families."""
    named = named_at(store, [school.school_id for school in district.schools], AS_OF)
    return {s: n.contact.name if n.contact else "The office" for s, n in named.items()}


def _members(school: School, rng: np.random.Generator) -> Iterator[Member]:
    if school.school_id != NO_PRINCIPAL:
        yield _named(school, PRINCIPAL, rng)
    if school.school_id != NO_COORDINATOR:
        yield replace(
            _named(school, COORDINATOR, rng), background=str(rng.choice(BACKGROUNDS)),
            hours=Decimal(str(rng.choice(HOURS))),
        )  # fmt: skip
    if school.is_lincoln or school.number % 2:
        yield replace(_named(school, SUBSTITUTE, rng), hours=Decimal("4"))
    for role, position in TEAM.items():
        if rng.random() < 0.8:
            yield replace(_named(school, role, rng), position=position)


def _named(school: School, role: str, rng: np.random.Generator) -> Member:
    race = str(rng.choice(list(RACES)))
    given = str(rng.choice(pools(GIRLS if rng.random() < 0.6 else BOYS, race)))
    name = f"{given} {rng.choice(pools(FAMILIES, race))}"
    if school.is_lincoln:
        name = CAST.get(role, name)
    email = f"{name.lower().replace(' ', '.')}@schools.example".replace("'", "")
    return Member(
        f"demo-{school.school_id}-{role.replace(' ', '-')}", school.school_id, role, name,
        email=email if email.isascii() else "",
        phone=f"(740) 555-01{int(rng.integers(0, 100)):02d}", started=NAMED,
    )  # fmt: skip
