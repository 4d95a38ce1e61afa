"""The students of a mentor, as the mentor's own page shows them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sm_core.actor import Actor
from sm_core.contacts.contact import Contact
from sm_core.contacts.find import for_mentor, read_contacts
from sm_core.contacts.judge import BACK
from sm_core.contacts.lately import Lately, lately_words, missed_words
from sm_core.contacts.standard import expected, read_standards
from sm_core.contacts.weeks import MatchWeek, match_weeks, monday_of
from sm_core.store import Store


@dataclass(frozen=True)
class MyStudent:
    """A student in words, and what the mentor logged of the last two weeks, the newest first;
    `first` is the earliest day that the mentor may log."""

    student_id: str
    name: str
    lately: str
    week: str
    absent: bool
    first: date
    contacts: tuple[Contact, ...]

    def on(self, day: date) -> Contact | None:
        """What is logged of the day."""
        return next((contact for contact in self.contacts if contact.day == day), None)


def my_students(
    store: Store, actor: Actor, as_of: date, day: date, known: Sequence[Lately]
) -> list[MyStudent]:
    """One entry per student of `known`, in this order, as of the attendance date and `day`."""
    first, ids = day - BACK, [one.student_id for one in known]
    weeks: dict[str, list[MatchWeek]] = defaultdict(list)
    for week in match_weeks(store, actor, as_of, day, first, day):
        weeks[week.student_id].append(week)
    schools = sorted({week.school_id for own in weeks.values() for week in own})
    with store.reading() as cursor:
        standards = read_standards(cursor, schools)
        logged = read_contacts(cursor, ids, first, day)
    own = [for_mentor(c, actor) for c in logged
           if c.mentor_id == actor.mentor_id and c.taken_back is None]  # fmt: skip
    names = short_names(known)
    return [
        MyStudent(
            one.student_id, names[one.student_id],
            " · ".join(filter(None, (lately_words(one, day), missed_words(one)))),
            week_words(weeks[one.student_id], standards, monday_of(day)), one.absent,
            max(first, min((week.started for week in weeks[one.student_id]), default=day)),
            tuple(contact for contact in own if contact.student_id == one.student_id),
        )
        for one in known
    ]  # fmt: skip


def short_names(students: Sequence[Lately]) -> dict[str, str]:
    """By id like "Rosa D."; the whole name where two would be called the same, and with the id
    where that is the same too."""
    whole = {one.student_id: one.name or f"Student {one.student_id}" for one in students}
    names = {one.student_id: _first_and_initial(one) or whole[one.student_id] for one in students}
    for longer in (whole, {i: f"{name} ({i})" for i, name in whole.items()}):
        counts = Counter(names.values())
        names = {i: name if counts[name] == 1 else longer[i] for i, name in names.items()}
    return names


def _first_and_initial(one: Lately) -> str:
    """ "" for a name that is not told in two parts."""
    first = one.name.removesuffix(one.sort_name).strip()
    return f"{first} {one.sort_name[0]}." if first and first != one.name else ""


def week_words(weeks: Sequence[MatchWeek], standards: dict[str, int], monday: date) -> str:
    """How often the mentor saw the student in the week, and how often it asked for so far."""
    own = [week for week in weeks if week.monday == monday]
    seen, possible = (sum(w.seen for w in own), sum(w.possible for w in own))
    planned = expected(max((standards[w.school_id] for w in own), default=0), possible)
    times = {0: "not seen yet", 1: "seen once"}.get(seen, f"seen {seen} times")
    return f"{times} this week" + (f", {planned} planned so far" if planned else "")
