"""Who is named at each school: whom a family or the captain can call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal

import duckdb

from sm_core.store import Store

PRINCIPAL, COORDINATOR, SUBSTITUTE = "principal", "coordinator", "substitute"
LEADER = "facilitator"
ROLES = {
    PRINCIPAL: "Principal",
    COORDINATOR: "Site coordinator",
    SUBSTITUTE: "Substitute for the coordinator",
    LEADER: "Leads the attendance team's meeting",
    "notes": "Takes the notes",
    "data": "Brings the data",
    "counselor": "Counselor",
    "social worker": "Social worker",
    "nurse": "Nurse",
    "teacher": "Teacher",
    "family liaison": "Family liaison",
    "partner": "Community partner",
    "other": "Another member",
}
"""Of the first three a school has one of each at a time."""
ONE_EACH = frozenset((PRINCIPAL, COORDINATOR, SUBSTITUTE))
CHOSEN = (COORDINATOR, SUBSTITUTE)
"""Whom the principal chooses; they have a background and hours a week."""


@dataclass(frozen=True)
class Member:
    """A person in a role at a school, from the day `started` until the day before `ended`. `hours`
    a week and `background` are those of a coordinator or substitute."""

    member_id: str
    school_id: str
    role: str
    name: str
    position: str = ""
    email: str = ""
    phone: str = ""
    background: str = ""
    hours: Decimal | None = None
    note: str = ""
    started: date | None = None
    ended: date | None = None

    @property
    def begins(self) -> date:
        return self.started or date.min

    @property
    def ends(self) -> date:
        """The first day on which they serve no longer."""
        return self.ended or date.max

    @property
    def serves_at_all(self) -> bool:
        """Whether there is any day; none where somebody else was named on the day they began."""
        return self.begins < self.ends

    @property
    def last_day(self) -> date | None:
        return self.ended - timedelta(days=1) if self.ended else None

    def serves_on(self, day: date) -> bool:
        return self.begins <= day < self.ends

    def overlaps(self, other: Member) -> bool:
        """Whether there is a day on which both serve."""
        return max(self.begins, other.begins) < min(self.ends, other.ends)


@dataclass(frozen=True)
class Named:
    """Who is named at one school on a day; None where nobody is."""

    principal: Member | None = None
    coordinator: Member | None = None
    substitute: Member | None = None

    @property
    def contact(self) -> Member | None:
        """Whom a family calls: the coordinator, else the principal, else the substitute."""
        return self.coordinator or self.principal or self.substitute


def named_at(store: Store, schools: Iterable[str], day: date) -> dict[str, Named]:
    """By school id, who is named on `day`; every school asked about is there. The caller has made
    sure that the person may see the schools."""
    with store.reading() as cursor:
        serving = [m for m in read_members(cursor) if m.serves_on(day)]
    return {
        school: Named(*(
            next((m for m in serving if (m.school_id, m.role) == (school, role)), None)
            for role in (PRINCIPAL, COORDINATOR, SUBSTITUTE)
        ))
        for school in schools
    }  # fmt: skip


def read_members(cursor: duckdb.DuckDBPyConnection) -> list[Member]:
    """Everybody who was ever named at any school, in the order of `ROLES` and names."""
    columns = ", ".join(
        f"COALESCE({f.name}, '')" if f.type == "str" else f.name for f in fields(Member)
    )
    rows = cursor.execute(f"SELECT {columns} FROM program.team").fetchall()
    order = list(ROLES)
    return sorted((Member(*row) for row in rows), key=lambda m: (
        m.school_id, order.index(m.role) if m.role in order else len(order), m.name, m.member_id,
    ))  # fmt: skip


def ended_at(store: Store, school: str, day: date) -> list[Member]:
    """Those at a school who serve on `day` no longer, the last to end first. The caller has made
    sure that the person may see the school."""
    with store.reading() as cursor:
        over = [m for m in read_members(cursor) if m.school_id == school and m.ends <= day]
    return sorted(over, key=lambda m: (m.ends, m.name), reverse=True)
