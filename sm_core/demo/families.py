"""The families of the demo's chosen students: where they live, what they were asked to sign, and
how the schools tried to reach them."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta

import numpy as np

from sm_core.actor import Actor
from sm_core.demo.choices import AFTERNOON, Chosen
from sm_core.demo.district import District
from sm_core.demo.names import GIRLS, pools
from sm_core.families.answer import PAPER, STANDARD, Reply, record_answers
from sm_core.families.find import Household
from sm_core.families.policy import NOTICE, OPT_IN, Policy
from sm_core.program_settings import write_settings
from sm_core.saving import Save, Writing, save_once
from sm_core.store import Store

ADDRESSED = 0.6
"""The part of the chosen whose household is on record."""
POLICIES = {"301": Policy(OPT_IN), "101": Policy(NOTICE)}
"""Schools that ask something else than the district does."""
STREETS = ("Oak Street", "Maple Avenue", "River Road", "Hill Street", "Station Road", "Park Lane")
TOWN = "Millbrook, OH 43999"
CAST = {
    "0041237": (("Ana Delgado", "112 Oak Street", "Spanish"),
                ("Luis Delgado", "48 River Road, Apt. 5", "Spanish")),
    "0041238": (("Linh Tran", "7 Hill Street", "Vietnamese"),),
    "0041239": (("Halima Yusuf", "23 Park Lane", "Somali"),),
    "0041240": (("Sean Fitzgerald", "90 Maple Avenue", "English"),),
}  # fmt: skip
"""The households of the students that stories are told of; Rosa's parents live apart."""
EVENING = date(2026, 1, 22)
TRIED = date(2026, 1, 26)


def make_policies(store: Store, actor: Actor, district: District) -> None:
    """Let two schools ask families for something else than the others do."""
    here = {school.school_id for school in district.schools}

    def act(writing: Writing) -> None:
        for school, policy in POLICIES.items():
            if school in here:
                write_settings(writing, school, policy.to_settings())

    save_once(store, _press(actor, date(2025, 9, 2)), act)


def make_families(store: Store, actor: Actor, district: District, chosen: list[Chosen]) -> None:
    """Put households of the chosen on record, signed forms that came back, and a log of calls."""
    rng = district.rng("families")
    names = district.people.set_index("student_id")[["first_name", "last_name", "language"]]
    households = [
        household for each in chosen
        for household in _households(each.student_id, names.loc[each.student_id], rng)
    ]  # fmt: skip
    contacts = list(_contacts(chosen, rng))

    def act(writing: Writing) -> None:
        writing.insert("families", [asdict(household) for household in households])
        writing.insert("family_contacts", contacts)

    save_once(store, _press(actor, TRIED), act)
    signed = _signed(chosen, {h.student_id: h.addressee for h in households})
    if signed:
        record_answers(store, _press(actor, TRIED), TRIED, signed)


def _households(student: str, named, rng: np.random.Generator) -> Iterator[Household]:
    if student not in CAST and rng.random() > ADDRESSED:
        return
    language = named["language"]
    given = str(rng.choice(pools(GIRLS, "Two or more races")))
    given = "Teresa" if given == named["first_name"] else given
    street = f"{int(rng.integers(2, 190))} {rng.choice(STREETS)}"
    cast = CAST.get(student, ((f"{given} {named['last_name']}", street, language),))
    for number, (addressee, where, spoken) in enumerate(cast, start=1):
        phone = f"(740) 555-01{int(rng.integers(0, 100)):02d}"
        yield Household(f"demo-{student}-{number}", student, addressee, f"{where}\n{TOWN}", spoken,
                        phone, added=date(2025, 9, 2))  # fmt: skip


def _contacts(chosen: list[Chosen], rng: np.random.Generator) -> Iterator[dict]:
    """Calls about some of the chosen, and who came to the family evening."""
    outcomes = ("reached", "reached", "left a message", "no answer", "wrong number")
    for number, each in enumerate(chosen):
        if rng.random() < 0.3:
            day = min(each.day + timedelta(days=int(rng.integers(4, 30))), TRIED)
            yield _contact(each, number, "phone", day, str(rng.choice(outcomes)))
        if rng.random() < 0.15:
            came = "came" if rng.random() < 0.55 else "did not come"
            yield _contact(each, number, "event", EVENING, came) | {"note": "Family evening"}


def _contact(each: Chosen, number: int, kind: str, day: date, outcome: str) -> dict:
    return {
        "contact_id": f"demo-{kind}-{number}", "student_id": each.student_id, "family_id": "",
        "school_id": each.school_id, "kind": kind, "day": day, "outcome": outcome,
        "person": "Site coordinator", "note": "", "recorded": datetime.combine(day, AFTERNOON),
        "recorded_by": "Site coordinator",
    }  # fmt: skip


def _signed(chosen: list[Chosen], addressees: dict[str, str]) -> dict[str, Reply]:
    """Every second form of the school that asks for one came back."""
    asking = [school for school, policy in POLICIES.items() if policy.kind == OPT_IN]
    at = [each for each in chosen if each.school_id in asking and each.student_id in addressees]
    return {
        each.student_id: Reply(
            "given", TRIED - timedelta(days=1), PAPER, signed_by=addressees[each.student_id],
            signed=TRIED - timedelta(days=3), **STANDARD,
        )
        for each in at[::2]
    }  # fmt: skip


def _press(actor: Actor, day: date) -> Save:
    return Save(actor, datetime.combine(day, AFTERNOON))
