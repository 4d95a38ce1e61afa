"""The team of each school on a day, and what is missing in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sm_core.actor import Actor
from sm_core.exports import plain_number
from sm_core.schools import schools_seen
from sm_core.store import Store
from sm_core.team.meeting import NONE, Meeting, meetings_of
from sm_core.team.named import LEADER, ONE_EACH, Member, Named, named_at, read_members

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class SchoolTeam:
    """Who carries the program at one school on a day: those `named`, the `members` of the
    attendance team, and when it meets."""

    school_id: str
    name: str
    named: Named
    members: tuple[Member, ...] = ()
    meeting: Meeting = NONE

    @property
    def leader(self) -> Member | None:
        """Who leads the meeting of the attendance team."""
        return next((m for m in self.members if m.role == LEADER), None)

    @property
    def coordinator_on_team(self) -> bool:
        """Whether the coordinator is also a member of the attendance team, by name."""
        one = self.named.coordinator
        return bool(one) and _folded(one) in map(_folded, self.members)

    @property
    def missing(self) -> tuple[str, ...]:
        """The keys of `GAPS` that are open, the gravest first."""
        return tuple(gap for gap, filled in FILLED.items() if not filled(self))


def _folded(member: Member) -> str:
    return " ".join(member.name.casefold().split())


GAPS = {
    "principal": "no principal named",
    "coordinator": "no site coordinator",
    "substitute": "no substitute",
    "meeting": "no meeting day",
    "leader": "nobody leads the meeting",
}
FILLED: dict[str, Callable[[SchoolTeam], object]] = {
    "principal": lambda team: team.named.principal,
    "coordinator": lambda team: team.named.coordinator,
    "substitute": lambda team: team.named.substitute,
    "meeting": lambda team: team.meeting.day,
    "leader": lambda team: team.leader,
}


def teams(store: Store, actor: Actor, day: date) -> list[SchoolTeam]:
    """One entry per school that the actor may see, on `day`: those with most missing first, then
    those where the gravest is. None for a mentor. The meeting is the one set now."""
    schools = schools_seen(store, actor)
    ids = [school.school_id for school in schools]
    named, meetings = named_at(store, ids, day), meetings_of(store, ids)
    with store.reading() as cursor:
        serving = [m for m in read_members(cursor) if m.serves_on(day) and m.role not in ONE_EACH]
    found = [
        SchoolTeam(
            s.school_id, s.name, named[s.school_id],
            tuple(m for m in serving if m.school_id == s.school_id), meetings[s.school_id],
        )
        for s in schools
    ]  # fmt: skip
    return sorted(found, key=_worst_first)


def _worst_first(team: SchoolTeam) -> tuple:
    missing = team.missing
    return -len(missing), [list(GAPS).index(gap) for gap in missing], team.name, team.school_id


def headline(found: list[SchoolTeam]) -> str:
    """Like "2 of 10 schools have nobody named as principal, 1 has no site coordinator"."""
    open_gaps = Counter(gap for team in found for gap in team.missing)
    words = []
    for gap, what in (("principal", "nobody named as principal"),
                      ("coordinator", "no site coordinator")):  # fmt: skip
        if count := open_gaps[gap]:
            of = f" of {len(found):,} {'school' if len(found) == 1 else 'schools'}"
            verb = "has" if count == 1 else "have"
            words.append(f"{count:,}{'' if words else of} {verb} {what}")
    return ", ".join(words) or "Every school has a principal and a site coordinator named"


def rest(found: list[SchoolTeam]) -> str:
    """The lesser gaps in one sentence; "" for none."""
    open_gaps = Counter(gap for team in found for gap in team.missing)
    lesser = {
        "substitute": "no substitute",
        "meeting": "no meeting day",
        "leader": "nobody who leads the meeting",
    }
    words = [f"{open_gaps[gap]:,} {what}" for gap, what in lesser.items() if open_gaps[gap]]
    if not words:
        return ""
    many = open_gaps[next(gap for gap in lesser if open_gaps[gap])] != 1
    words[0] = words[0].replace(" ", " have " if many else " has ", 1)
    return f"{', '.join(words)}."


def missing_words(team: SchoolTeam) -> str:
    return ", ".join(GAPS[gap] for gap in team.missing)


def hours_words(member: Member) -> str:
    """Like "10 hours a week"; "" where nobody said."""
    if not member.hours:
        return ""
    return f"{plain_number(member.hours)} {'hour' if member.hours == 1 else 'hours'} a week"


def coordinates(member: Member) -> str:
    """The hours a week and the background of a coordinator or substitute, in words."""
    return ", ".join(filter(None, (hours_words(member), member.background)))


def teams_table(found: list[SchoolTeam]) -> pd.DataFrame:
    """One row per school, in the order given, under the headings people read; what nobody has
    recorded is None. Whom to call is the coordinator, else the principal."""
    import pandas as pd

    rows = [{name: value or None for name, value in _row(team).items()} for team in found]
    return pd.DataFrame(rows, columns=list(COLUMNS))


COLUMNS = (
    "School", "Call", "Phone", "Missing", "Principal", "Site coordinator", "Hours a week",
    "Substitute", "Team", "Meets", "E-mail",
)  # fmt: skip


def _row(team: SchoolTeam) -> dict:
    call, one = team.named.contact, team.named.coordinator
    hours = float(one.hours) if one and one.hours else None
    return {
        "School": team.name,
        "Missing": missing_words(team),
        "Call": call.name if call else "",
        "Phone": call.phone if call else "",
        "E-mail": call.email if call else "",
        "Principal": _name(team.named.principal),
        "Site coordinator": _name(one),
        "Hours a week": hours,
        "Substitute": _name(team.named.substitute),
        "Team": len(team.members),
        "Meets": str(team.meeting),
    }


def _name(member: Member | None) -> str:
    return member.name if member else ""
