"""The lists of the program's students: what each brings, and who knows whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sm_core.actor import Actor
from sm_core.availability import availability_text
from sm_core.bringing.find import Person, chosen_at, person_of, read_profiles
from sm_core.bringing.profile import WISHES, Profile
from sm_core.mentors.find import mentors_seen
from sm_core.mentors.mentor import Mentor
from sm_core.plausible import us_day
from sm_core.seen import Seen
from sm_core.store import Store

if TYPE_CHECKING:
    import pandas as pd

KNOWN_MARK = "✓"


@dataclass(frozen=True)
class Brought:
    """The students of a list, in its order, each with what is noted. `chosen` are the ids of those
    who are chosen and still there (one more may be listed, by wish): the counts are about them.
    `gone` is how many more are chosen but are no longer at the school."""

    people: list[Person]
    profiles: dict[str, Profile]
    chosen: frozenset[str]
    gone: int

    @property
    def asked(self) -> int:
        return sum(1 for student in self.chosen if self.profiles[student].asked)

    def wishing(self, wish: str) -> int:
        return sum(1 for student in self.chosen if self.profiles[student].wish == wish)

    @property
    def known_to_nobody(self) -> list[Person]:
        """The chosen whom no adult knows yet, in the order of the list."""
        return [
            person for person in self.people
            if person.student_id in self.chosen and not self.profiles[person.student_id].knows
        ]  # fmt: skip


def chosen_students(
    store: Store, seen: Seen, school: str | None = None, also: str | None = None
) -> Brought:
    """The students chosen at the date of `seen`, at the actor's schools or one of them, and `also`
    one more by id, if the actor may see that one."""
    import pyarrow as pa
    import pyarrow.compute as compute

    with store.reading() as cursor:
        chosen = chosen_at(cursor, seen.actor, seen.asked.as_of, school)
        ids = {student for student, _ in chosen}
        wanted = pa.array([*ids, *([also] if also else [])], pa.string())
        rows = seen.students.filter(compute.is_in(seen.students["student_id"], wanted)).to_pylist()
        here = frozenset(
            row["student_id"] for row in rows
            if row["enrolled"] and (row["student_id"], row["school_id"]) in chosen
        )  # fmt: skip
        listed = here | {also}
        rows = [row for row in rows if row["student_id"] in listed]
        people = sorted((person_of(row) for row in rows), key=lambda person: person.order)
        profiles = read_profiles(cursor, seen.actor, [person.student_id for person in people])
    return Brought(people, profiles, here, len(ids) - len(here))


def adults_at(store: Store, actor: Actor, day: date, school: str | None) -> list[Mentor]:
    """Everybody on the roster of a school (None: of any that the actor may see), whatever their
    stage on `day`, by last name; not who has left."""
    return [
        mentor for mentor in mentors_seen(store, actor, day)
        if school in (None, *mentor.schools) and mentor.stage(day) != "closed"
    ]  # fmt: skip


def bringing_table(brought: Brought, names: dict[str, str], several_schools: bool) -> pd.DataFrame:
    """One row per student, under the headings people read; `names` are those of the adults."""
    import pandas as pd

    rows = [_row(person, brought.profiles[person.student_id], names) for person in brought.people]
    table = pd.DataFrame(rows, columns=list(_row(NOBODY, Profile(""), {})))
    return table if several_schools else table.drop(columns="School")


NOBODY = Person("", "", "", "", "", ())


def _row(person: Person, profile: Profile, names: dict[str, str]) -> dict[str, str]:
    brings = profile.brings
    return {
        "Student": person.label,
        "Grade": person.grade,
        "School": person.school_name,
        "Asked": us_day(profile.asked) if profile.asked else "not yet",
        "Wants a mentor": WISHES.get(profile.wish, ""),
        "Wished for": profile.wished_for,
        "Languages": language_words(profile),
        "Interests": ", ".join(brings.interests),
        "Dislikes": ", ".join(brings.dislikes),
        "Free time": availability_text(brings.availability),
        "Knows": ", ".join(sorted(names[m] for m in profile.knows if m in names)),
    }


def language_words(profile: Profile) -> str:
    """The languages noted, or the home language with where it comes from."""
    if profile.brings.languages or not profile.home_language:
        return ", ".join(profile.brings.languages)
    return f"{profile.home_language} (from the school's file)"


def known_table(brought: Brought, adults: list[Mentor]) -> pd.DataFrame:
    """One row per student and one column per adult, a check mark where they know each other."""
    import pandas as pd

    names = column_names(adults)
    rows = [
        {"Student": person.label, "Grade": person.grade}
        | {names[adult.mentor_id]: KNOWN_MARK if adult.mentor_id in
           brought.profiles[person.student_id].knows else "" for adult in adults}
        for person in brought.people
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["Student", "Grade", *names.values()])


def column_names(adults: list[Mentor]) -> dict[str, str]:
    """By id, a name for each adult that no other has: two of one name get a number."""
    names: dict[str, str] = {}
    for adult in adults:
        taken, name, number = set(names.values()), adult.name, 1
        while name in taken:
            number += 1
            name = f"{adult.name} ({number})"
        names[adult.mentor_id] = name
    return names
