"""What was said of requests by a day: about one student, or of one mentor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from sm_core.actor import MENTOR, Actor
from sm_core.queries import run
from sm_core.support.request import RESOLVED, STATES, TOPICS


@dataclass(frozen=True)
class Said:
    """One thing said of a request, and where it stood after that; `opening` is the first one.
    `mentor` is the name of whose request it is, `noted_by` of who noted it for them, "" where they
    asked themselves."""

    request_id: str
    mentor_id: str
    mentor: str
    student_id: str
    topic: str
    happened: datetime
    person: str
    words: str
    state: str
    owner: str
    due: date | None
    opening: bool
    noted_by: str = ""

    @property
    def noted(self) -> str:
        """ "Ms. Chen noted for David Okafor"; "" where the mentor asked."""
        whom = f" for {self.mentor}" if self.mentor else ""
        return f"{self.noted_by} noted{whom}" if self.noted_by else ""

    @property
    def topic_words(self) -> str:
        return TOPICS.get(self.topic, self.topic)

    @property
    def state_words(self) -> str:
        """ "in work, Ms. Chen"."""
        words = STATES.get(self.state, self.state).lower()
        return f"{words}, {self.owner}" if self.owner else words


def requests_told(
    cursor: duckdb.DuckDBPyConnection, actor: Actor, day: date, student: str | None = None,
    mentor_id: str | None = None,
) -> list[Said]:  # fmt: skip
    """What was said up to the day of the requests about a student or of a mentor, at the actor's
    schools, in its order; nothing for a mentor, who reads their own elsewhere."""
    assert student or mentor_id
    if actor.role == MENTOR:
        return []
    rows = run(cursor, "requests_told", day=day, student=student, mentor_id=mentor_id,
               **actor.scope).fetchall()  # fmt: skip
    return [Said(*row) for row in rows]


def unresolved(told: Iterable[Said]) -> list[Said]:
    """The last word of each request that is not resolved, in the order they were opened."""
    last = {said.request_id: said for said in told}
    return [said for said in last.values() if said.state != RESOLVED]
