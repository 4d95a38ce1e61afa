"""Gatherings, who came to them and what was agreed, as tables for a screen or a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sm_core.gatherings.follow_up import STATES, FollowUp
from sm_core.gatherings.gathering import KINDS, Gathering, Mark, Marks
from sm_core.gatherings.turnout import at_school
from sm_core.gatherings.words import owes_words, school_words, state_words, turnout_words
from sm_core.schools import School
from sm_core.team.named import ROLES

if TYPE_CHECKING:
    import pandas as pd

CALLED = ("Day", "Meeting", "State", "Who", "Kind")
WHO = ("Day", "Meeting", "School", "Name", "Role", "State")
FOLLOW_UPS = ("What", "Who", "Owner", "Due", "State", "Ended", "Why", "Agreed at")


def in_order(gatherings: Iterable[Gathering], day: date) -> list[Gathering]:
    """Those still to come on the day, the next first; then all others, the latest first."""
    found = list(gatherings)
    ahead = [g for g in found if g.ahead_on(day)]
    return ahead + [g for g in reversed(found) if not g.ahead_on(day)]


def gatherings_table(
    gatherings: Iterable[Gathering], marks: Mapping[str, Marks], schools: Sequence[School],
    day: date,
) -> pd.DataFrame:  # fmt: skip
    """One row per gathering, in the order given. Who came or comes is counted over several
    `schools`, and named of a single one."""
    import pandas as pd

    rows = [
        (g.day, g.title, state_words(g, day),
         _who(g, marks.get(g.gathering_id, {}), schools) or None, KINDS[g.kind])
        for g in gatherings
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(CALLED))


def row_words(gathering: Gathering, marks: Marks, schools: Sequence[School], day: date) -> str:
    """What the row of `gatherings_table` says beside day and title, in one line."""
    who = _who(gathering, marks, schools)
    parts = [state_words(gathering, day), who, KINDS[gathering.kind]]
    return " · ".join(part for part in parts if part and part != gathering.title)


def _who(gathering: Gathering, marks: Marks, schools: Sequence[School]) -> str:
    if len(schools) == 1 and marks:
        return school_words(gathering, at_school(marks.values(), schools[0].school_id))
    return turnout_words(gathering, list(marks.values()))


def schools_table(
    gathering: Gathering, marks: Iterable[Mark], schools: Sequence[School]
) -> pd.DataFrame:  # fmt: skip
    """One row per school, in the order given, with who comes or came to one gathering."""
    import pandas as pd

    marks = list(marks)
    rows = [(s.name, school_words(gathering, at_school(marks, s.school_id))) for s in schools]
    return pd.DataFrame(rows, columns=["School", "Who"])


def who_table(
    gatherings: Iterable[Gathering], marks: Mapping[str, Marks], names: Mapping[str, str]
) -> pd.DataFrame:  # fmt: skip
    """One row per gathering and person, in the order of the gatherings; `names` are those of the
    schools whose people are listed."""
    import pandas as pd

    rows = [
        (g.day, g.title, names[mark.school_id], mark.name or "Nobody",
         ROLES.get(mark.role, mark.role) or None, mark.state)
        for g in gatherings
        for mark in marks.get(g.gathering_id, {}).values() if mark.school_id in names
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(WHO))


def follow_ups_table(
    follow_ups: Iterable[FollowUp], names: dict[str, str], titles: Mapping[str, str], day: date
) -> pd.DataFrame:  # fmt: skip
    """One row per follow-up, in the order given, as it stands on the day; `names` are those of the
    schools, `titles` of the gatherings."""
    import pandas as pd

    rows = [
        (f.what, owes_words(f, names), f.owner or None, f.due, _state(f, day),
         None if f.open_on(day) else f.ended, f.words or None, titles.get(f.gathering_id))
        for f in follow_ups
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(FOLLOW_UPS))


def _state(follow_up: FollowUp, day: date) -> str:
    if follow_up.open_on(day):
        return "Overdue" if follow_up.overdue_on(day) else "Open"
    return STATES[follow_up.state]
