"""How many check-ins were logged in each month."""

from __future__ import annotations

from datetime import date, timedelta

from sm_core.actor import Actor
from sm_core.queries import run
from sm_core.store import Store
from sm_core.support.check_in import FAMILY, MENTOR, STUDENT

WITH = {MENTOR: "with mentors", STUDENT: "with students", FAMILY: "with families"}
Logged = dict[date, dict[str, int]]


def logged_by_month(store: Store, actor: Actor, school: str | None, day: date) -> Logged:
    """How many of each kind were logged at the school, or at all of the actor's, in the month of
    the day, up to it, and in the one before: by the first day of the month."""
    this = day.replace(day=1)
    before = (this - timedelta(days=1)).replace(day=1)
    scope = actor.scope
    if school and scope["schools"] is not None:
        scope |= {"schools": [own for own in scope["schools"] if own == school]}
    elif school:
        scope |= {"schools": [school]}
    found: Logged = {this: dict.fromkeys(WITH, 0), before: dict.fromkeys(WITH, 0)}
    with store.reading() as cursor:
        values = {"first": before, "last": day, **scope}
        for month, about, count in run(cursor, "check_ins_by_month", **values).fetchall():
            found[month][about] = count
    return found


def logged_words(found: Logged) -> str:
    """Like "Logged in January: 12 with mentors, 9 with students, 7 with families; in December: 30
    in all."."""
    (this, now), (before, then) = found.items()
    what = ", ".join(f"{now[about]:,} {words}" for about, words in WITH.items())
    return f"Logged in {this:%B}: {what}; in {before:%B}: {sum(then.values()):,} in all."
