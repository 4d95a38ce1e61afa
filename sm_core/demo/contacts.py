"""The logbook of the demo's matches: most mentors see their students several times a week, some log
little, and some have stopped. It is put in whole, as if brought along, without a line of history
for each contact: the record says itself who logged it and when."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

import numpy as np

from sm_core.actor import Actor
from sm_core.contacts.contact import LOOKED, SAW, TALKED, Contact
from sm_core.demo.calendars import AS_OF, THIS_YEAR
from sm_core.demo.choices import AFTERNOON
from sm_core.demo.district import District
from sm_core.demo.people import CAST
from sm_core.families.ending import Meeting, meetings
from sm_core.queries import run
from sm_core.saving import Save, Writing, save_once
from sm_core.store import Store

ROSA = CAST["student_id"][0]
ALWAYS, QUIET_SINCE = date.max, date(2026, 1, 9)
HABITS = ((0.7, ALWAYS), (0.55, ALWAYS), (0.18, ALWAYS), (0.62, QUIET_SINCE))
"""How likely a mentor sees a student on a day on which both are there, and until when they log."""
SHARES = (0.46, 0.32, 0.12, 0.10)
ON_PHONE, STILL_TO_LOG = 0.6, 0.5
"""Mentors who log themselves, not by a card; contacts of the last day that nobody logged yet."""
SEEK, CALL, WRITE, NOTE = 0.3, 0.35, 0.05, 0.06
"""Absent days on which a mentor looks for the student (as part of the others), and of these the
days on which a call reaches them; of the contacts those by message, and those with a note."""
OTHERS = 0.02
"""Days on which somebody else sees a student."""
ADULTS = ("School nurse", "Attendance clerk", "Office manager")
NOTES = {
    SAW: ("Breakfast together", "Walked to class together", "At the classroom door",
          "Looked at the attendance chart together", "Tired, went to bed late",
          "Set a goal: here every day until Friday", "Stayed for a game at lunch"),
    TALKED: ("Message in the morning", "On the phone in the evening"),
    LOOKED: ("Not in first period", "Asked at the office: no call from home"),
}  # fmt: skip
STORY = {
    date(2025, 10, 20): (SAW, "First day. She has always wanted to play the clarinet."),
    date(2025, 10, 28): (LOOKED, "Two days now"),
    date(2025, 10, 29): (SAW, "Told her that I missed her; she had a cold"),
    date(2025, 11, 5): (SAW, "She has a clarinet of the school now, and practices before class"),
    date(2025, 12, 10): (SAW, "Missed the rehearsal yesterday and was cross about it"),
    date(2025, 12, 18): (SAW, "Winter concert: both parents came"),
    date(2026, 1, 20): (LOOKED, ""),
    date(2026, 1, 21): (TALKED, "Her father answered; the bus from River Road left without her"),
    date(2026, 1, 22): (SAW, "With her father she has to leave before seven, and oversleeps"),
    date(2026, 1, 27): (LOOKED, "Again on the days with her father"),
    date(2026, 1, 28): (SAW, "We agreed on a wake-up message at half past six"),
    date(2026, 1, 29): (SAW, "Was here before the first bell"),
}  # fmt: skip
"""What Rosa's mentor noted."""


@dataclass(frozen=True)
class Days:
    """The school days of a match until `AS_OF`, and whether the student missed all of each."""

    days: list[date]
    away: np.ndarray


NO_DAYS = Days([], np.array([], dtype=bool))


def make_contacts(store: Store, actor: Actor, district: District) -> None:
    """Log what the mentors of the demo's matches did."""
    here = {school.school_id for school in district.schools}

    def act(writing: Writing) -> None:
        matches = [m for m in meetings(writing.cursor) if m.school_id in here]
        days = _days(writing.cursor)
        logged = [c for m in matches for c in _logged(m, days.get(m.match_id, NO_DAYS), district)]
        rows = [asdict(c) | {"contact_id": f"demo-{n}"} for n, c in enumerate(logged)]
        writing.insert("contacts", rows)

    save_once(store, Save(actor, datetime.combine(AS_OF, AFTERNOON)), act)


def _days(cursor) -> dict[str, Days]:
    """By match the days in session; whoever moved on is seen no more."""
    rows = run(cursor, "match_days", year=THIS_YEAR, last=AS_OF).fetchall()
    return {match: Days(days, np.array(away)) for match, days, away in rows}


def _logged(match: Meeting, held: Days, district: District) -> Iterator[Contact]:
    of_mentor = district.rng("habit", match.mentor_id)
    often, until = HABITS[of_mentor.choice(len(HABITS), p=SHARES)]
    if match.student_id == ROSA:
        often, until = HABITS[0]
    on_phone = of_mentor.random() < ON_PHONE
    rng = district.rng("contacts", match.student_id, *["before"] * bool(match.ended))
    kinds = _kinds(often, held.away, rng)
    noted, others = rng.random((2, len(held.days)))
    for n, day in enumerate(held.days):
        story = STORY.get(day) if match.student_id == ROSA else None
        if story or (kinds[n] and day <= until and (day < AS_OF or rng.random() < STILL_TO_LOG)):
            kind = str(kinds[n])
            note = str(rng.choice(NOTES[kind])) if kind and noted[n] < NOTE else ""
            yield _contact(match, day, *(story or (kind, note)), on_phone)
        elif others[n] < OTHERS and not held.away[n]:
            yield _by_another(match, day, str(rng.choice(ADULTS)))


def _kinds(often: float, away: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Per day the kind of contact, "" for none."""
    chance, how = rng.random((2, len(away)))
    there = np.where(how < WRITE, TALKED, SAW)
    missing = np.where(how < CALL, TALKED, LOOKED)
    return np.where(chance < often * np.where(away, SEEK, 1), np.where(away, missing, there), "")


def _contact(match: Meeting, day: date, kind: str, note: str, on_phone: bool) -> Contact:
    """By the match's mentor, who logs it at once, or has a card copied on Friday."""
    logged = day if on_phone else min(day + timedelta(days=4 - day.weekday()), AS_OF)
    return Contact(
        "", match.student_id, match.mentor_id, match.school_id, day, kind, note, match.mentor,
        datetime.combine(logged, AFTERNOON), match.mentor if on_phone else "Site coordinator",
    )  # fmt: skip


def _by_another(match: Meeting, day: date, person: str) -> Contact:
    return Contact(
        "", match.student_id, "", match.school_id, day, SAW, "", person,
        datetime.combine(day, AFTERNOON), "Site coordinator",
    )  # fmt: skip
