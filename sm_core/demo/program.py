"""The program of the demo district in mid-year, brought in the way a real one is: its decisions on
the list, its adults and pairs as files, its trainings and what its students bring."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import numpy as np

from sm_core.actor import Actor
from sm_core.availability import parse_availability
from sm_core.bringing.find import Person, people
from sm_core.bringing.profile import Profile
from sm_core.bringing.save import write_known, write_profiles
from sm_core.demo.calendars import AS_OF
from sm_core.demo.check_ins import make_check_ins
from sm_core.demo.choices import AFTERNOON, Chosen, choose, support, write_proposals
from sm_core.demo.contacts import make_contacts
from sm_core.demo.district import District
from sm_core.demo.ended import Ended
from sm_core.demo.families import make_families, make_policies
from sm_core.demo.gatherings import make_gatherings
from sm_core.demo.lessons import make_lessons
from sm_core.demo.mentors import DISLIKES, FREE, INTERESTS, ORIENTATIONS, mentor_rows
from sm_core.demo.packs import make_packs
from sm_core.demo.people import CAST
from sm_core.demo.plans import make_plans
from sm_core.demo.requests import make_requests
from sm_core.demo.reviews import make_reviews
from sm_core.demo.teams import callers, make_teams
from sm_core.demo.wishes import make_rules, wished_for
from sm_core.roster.run import bring_roster
from sm_core.saving import Save, Writing, save_once
from sm_core.store import Store
from sm_core.trainings.attendance import invite, record_attendance
from sm_core.trainings.needed import still_to_invite, who_needs
from sm_core.trainings.save import plan_session
from sm_core.trainings.session import ATTENDED, MEETING, Mark, Session
from sm_core.traits import Traits, split_words

MENTORS_FILE, PAIRS_FILE = "mentors.csv", "pairs.csv"
ORIENTED = ("Orientation", "Confidentiality agreement", "Duty to report")
"""Columns of the roster file that the sessions of the demo tell instead."""
BROUGHT_IN = date(2026, 1, 26)
ROSA = CAST["student_id"][0]
NEXT_ORIENTATION = date(2026, 2, 4)
MATCHED, ASKED, KNOWN = 0.76, 0.45, 0.6
"""Of the chosen: those who get a mentor while there are places, those of whom somebody asked what
they wish, and of these those who know an adult."""
WAITING = ("sent", "sent", "sent", "to send", "refused", "yes")
"""What the families of the others said."""


def make_program(
    store: Store, actor: Actor, district: District, folder: Path, say: Callable[[str], None]
) -> None:
    """Fill an empty program; its files go to the subfolder `program` of `folder`."""
    folder = folder / "program"
    folder.mkdir(exist_ok=True)
    say("Choosing students, and inventing mentors for them.")
    chosen = choose(store, actor, district)
    make_teams(store, actor, district)
    make_policies(store, actor, district)
    mentors = list(mentor_rows(district))
    roster = _write(folder / MENTORS_FILE, [_without(row, ORIENTED) for row in mentors])
    told = Ended(mentors, BROUGHT_IN).told(_pairs(chosen, mentors, district.rng("pairs")))
    pairs = _write(folder / PAIRS_FILE, list(told))
    # A tiny school has no place, and no row stands in its files.
    files = [path for path, rows in ((roster, mentors), (pairs, chosen)) if rows]
    if files:
        bring_roster(store, _press(actor, BROUGHT_IN), files)
    make_families(store, actor, district, chosen)
    make_contacts(store, actor, district)
    answering = callers(store, district)
    make_check_ins(store, actor, district, answering)
    make_requests(store, actor, answering)
    _train(store, actor, mentors)
    _bring(store, actor, chosen, mentors, district.rng("bring"))
    support(store, actor, district.rng("support"), BROUGHT_IN)
    make_rules(store, actor, BROUGHT_IN)
    write_proposals(store, actor, district, AS_OF)
    make_reviews(store, actor, district, answering)
    make_plans(store, actor, district)
    make_gatherings(store, actor, district)
    make_lessons(store, actor, district)
    make_packs(store, actor)


def _press(actor: Actor, day: date) -> Save:
    return Save(actor, datetime.combine(day, AFTERNOON))


def _without(row: dict[str, str], names: Iterable[str]) -> dict[str, str]:
    return {name: value for name, value in row.items() if name not in names}


def _write(path: Path, rows: list[dict[str, str]]) -> Path:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns or ["Mentor ID"], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def _pairs(chosen: list[Chosen], mentors: list[dict], rng) -> list[dict[str, str]]:
    """One row per chosen student: the mentor with most places left, or what the family said so
    far."""
    left = {
        row["Mentor ID"]: int(row["Capacity"]) for row in mentors
        if row.get("Started") and not row.get("Paused") and not row.get("Closed")
    }  # fmt: skip
    at = {row["Mentor ID"]: row for row in mentors}
    rows = []
    for each in chosen:
        free = [m for m, places in left.items() if places and at[m]["Schools"] == each.school_id]
        row = {"Student ID": each.student_id, "School": each.school_id, "Mentor ID": "",
               "Mentor": ""}  # fmt: skip
        if free and (rng.random() < MATCHED or each.student_id == ROSA):
            # Rosa plays in the band of Mr. Okafor, the first mentor of her school.
            mentor = free[0] if each.student_id == ROSA else max(free, key=lambda m: left[m])
            left[mentor] -= 1
            rows.append(row | _matched(each, at[mentor]))
        else:
            rows.append(row | _unmatched(each, rng))
    return rows


def _matched(each: Chosen, mentor: dict[str, str]) -> dict[str, str]:
    begins = max(each.day + timedelta(days=10), date.fromisoformat(mentor["Started"]))
    begins = min(begins, BROUGHT_IN)
    return {
        "Mentor ID": mentor["Mentor ID"],
        "Mentor": f"{mentor['First name']} {mentor['Last name']}",
        "Permission": "yes", "Permission date": (begins - timedelta(days=3)).isoformat(),
        "Start date": begins.isoformat(),
    }  # fmt: skip


def _unmatched(each: Chosen, rng) -> dict[str, str]:
    said = str(rng.choice(WAITING))
    day = "" if said == "to send" else (each.day + timedelta(days=5)).isoformat()
    return {"Permission": said, "Permission date": day, "Start date": ""}


def _train(store: Store, actor: Actor, mentors: list[dict]) -> None:
    """The orientations so far with who came, two monthly meetings, and the next orientation with
    those invited who still need it."""
    for day in ORIENTATIONS:
        came = [row["Mentor ID"] for row in mentors if row["Orientation"] == day.isoformat()]
        _held(store, actor, _session("orientation", "Orientation for new mentors", day, 150),
              {mentor: Mark(ATTENDED, True, True) for mentor in came})  # fmt: skip
    at_work = [row["Mentor ID"] for row in mentors if row.get("Started") and not row.get("Closed")]
    for day, out in ((date(2025, 12, 3), 4), (date(2026, 1, 21), 5)):
        came = [mentor for n, mentor in enumerate(at_work) if n % out]
        _held(store, actor, _session(MEETING, "Monthly mentor meeting", day, 45),
              {mentor: Mark(ATTENDED) for mentor in came})  # fmt: skip
    ahead = _session("orientation", "Orientation for new mentors", NEXT_ORIENTATION, 150)
    plan_session(store, _press(actor, BROUGHT_IN), ahead)
    open_ones = still_to_invite(who_needs(store, actor, BROUGHT_IN), ahead)
    ids = [mentor.mentor_id for mentor in open_ones][::2]
    invite(store, _press(actor, BROUGHT_IN), ahead.training_id, ids)


def _session(kind: str, title: str, day: date, minutes: int) -> Session:
    name = f"demo-{kind.replace(' ', '-')}-{day.isoformat()}"
    return Session(name, "", kind, title, day, time(15, 30), minutes, "District office, room 2",
                   "District captain")  # fmt: skip


def _held(store: Store, actor: Actor, session: Session, came: dict[str, Mark]) -> None:
    plan_session(store, _press(actor, session.day - timedelta(days=14)), session)
    record_attendance(store, _press(actor, BROUGHT_IN), session.training_id, {}, came)


def _bring(
    store: Store, actor: Actor, chosen: list[Chosen], mentors: list[dict], rng: np.random.Generator
) -> None:
    """Note for a part of the chosen what they bring and wish."""
    asked = [each.student_id for each in chosen if rng.random() < ASKED]

    def act(writing: Writing) -> None:
        found = people(writing.cursor, actor, BROUGHT_IN, asked)
        write_profiles(writing, [
            (person, Profile(student), _profile(student, rng, _staff(mentors, person.school_id)))
            for student, person in found.items()
        ])  # fmt: skip
        write_known(writing, found, _known(found, mentors, rng), set())

    save_once(store, _press(actor, BROUGHT_IN), act)


def _known(
    found: dict[str, Person], mentors: list[dict], rng: np.random.Generator
) -> set[tuple[str, str]]:
    """Who of them knows an adult on the roster of the school, as staff ticked it in a meeting."""
    at: dict[str, list[str]] = {}
    for row in mentors:
        if row["Kind"] == "staff" and not row.get("Closed"):
            at.setdefault(row["Schools"], []).append(row["Mentor ID"])
    return {
        (student, str(rng.choice(at[person.school_id])))
        for student, person in found.items()
        if person.school_id in at and rng.random() < KNOWN
    }


def _staff(mentors: list[dict], school: str) -> list[str]:
    """The names of the staff at a school who mentor."""
    return [
        f"{row['First name']} {row['Last name']}" for row in mentors
        if row["Schools"] == school and row["Kind"] == "staff" and row.get("Started")
    ]  # fmt: skip


def _profile(student: str, rng: np.random.Generator, adults: list[str]) -> Profile:
    wish = str(rng.choice(("yes", "unsure", "no"), p=(0.78, 0.17, 0.05)))
    interests = tuple(str(name) for name in rng.choice(INTERESTS, 2, replace=False))
    dislikes = split_words(str(rng.choice(DISLIKES))) if rng.random() < 0.2 else ()
    free = parse_availability(str(rng.choice(FREE)))
    asked = date(2026, 1, 12) + timedelta(days=int(rng.integers(0, 5)))
    brings = Traits(interests=interests, dislikes=dislikes, availability=free)
    wished = "" if wish == "no" else wished_for(adults, rng)
    return replace(Profile(student), asked=asked, wish=wish, wished_for=wished, brings=brings)
