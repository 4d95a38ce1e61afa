"""What each school still owes the district, and what the district owes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sm_core.gatherings.follow_up import DISTRICT, SCHOOL, FollowUp, open_of
from sm_core.gatherings.gathering import HELD, INVITED, MISSED, NOT_COMING, Gathering, Marks
from sm_core.gatherings.turnout import at_school, school_state
from sm_core.plausible import us_day
from sm_core.school_year import first_day, school_year_of
from sm_core.schools import School
from sm_core.targeting.words import counted

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("School", "Overdue", "To do", "No answer", "Missed", "Plan", "District overdue",
           "District to do", "Help waiting")  # fmt: skip


@dataclass(frozen=True)
class Owed:
    """Of one school: the follow-ups open on its side (`owes`) and on the district's (`owed`), the
    gatherings ahead that it has not answered, those of the school year that nobody of it came to,
    how many of its requests for help the district has not answered, and whether it lacks a plan."""

    school: School
    owes: tuple[FollowUp, ...] = ()
    owed: tuple[FollowUp, ...] = ()
    unanswered: tuple[Gathering, ...] = ()
    missed: tuple[Gathering, ...] = ()
    help_waiting: int = 0
    no_plan: bool = False

    @property
    def nothing(self) -> bool:
        return not (self.owes or self.owed or self.unanswered or self.missed or self.help_waiting
                    or self.no_plan)  # fmt: skip


def owed_of(
    schools: Iterable[School], day: date, follow_ups: Iterable[FollowUp],
    called: tuple[Iterable[Gathering], Mapping[str, Marks]],
    with_plan: Collection[str], help_waiting: Mapping[str, int],
) -> list[Owed]:  # fmt: skip
    """One entry per school, in the order given, as it stands on the day. `called` are the
    gatherings with the marks of each, `with_plan` the schools that have one this school year,
    `help_waiting` how many requests the district has not answered, by school."""
    gatherings, marks = called
    gatherings, follow_ups = list(gatherings), list(follow_ups)
    found = []
    for school in schools:
        own = school.school_id
        states = {
            g.gathering_id: school_state(at_school(marks.get(g.gathering_id, {}).values(), own))
            for g in gatherings
        }
        found.append(Owed(
            school, tuple(open_of(follow_ups, day, own, SCHOOL)),
            tuple(open_of(follow_ups, day, own, DISTRICT)),
            tuple(g for g in gatherings
                  if g.ahead_on(day) and states[g.gathering_id] == INVITED),
            tuple(g for g in gatherings if _missed(g, states[g.gathering_id], day)),
            help_waiting.get(own, 0), own not in with_plan,
        ))  # fmt: skip
    return found


def _missed(gathering: Gathering, state: str, day: date) -> bool:
    this_year = first_day(school_year_of(day)) <= gathering.day <= day
    return this_year and gathering.state == HELD and state in (MISSED, NOT_COMING)


def overdue(follow_ups: Iterable[FollowUp], day: date) -> int:
    """How many of them are."""
    return sum(follow_up.overdue_on(day) for follow_up in follow_ups)


def owed_table(found: Iterable[Owed], day: date) -> pd.DataFrame:
    """One row per school, in the order given; what the district owes to every school is not
    counted."""
    import pandas as pd

    rows = [
        (each.school.name, overdue(each.owes, day), len(each.owes), len(each.unanswered),
         len(each.missed), "none yet" if each.no_plan else "begun", overdue(own, day), len(own),
         each.help_waiting)
        for each in found for own in [[f for f in each.owed if f.school_id]]
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def owed_shown(table: pd.DataFrame) -> pd.DataFrame:
    """Of `owed_table`, for a screen, the columns in which the schools differ, without the zeros."""
    return table.drop(columns=list(_alike(table))).astype(object).replace(0, None)


def alike_words(table: pd.DataFrame) -> str:
    """What `owed_shown` leaves out as it is the same of all, like "no answer 1, plan begun"; ""
    for nothing."""
    return ", ".join(f"{name.lower()} {value}" for name, value in _alike(table).items() if value)


def _alike(table: pd.DataFrame) -> dict[str, int | str]:
    return {
        name: column.iloc[0] for name, column in table.iloc[:, 1:].items() if column.nunique() == 1
    }


def owed_words(found: Collection[Owed], day: date) -> str:
    """Like "3 schools have something overdue, 2 have not answered the next meeting; the district
    owes 2 things, 1 overdue"; no full stop."""
    late = sum(overdue(each.owes, day) > 0 for each in found)
    silent = sum(bool(each.unanswered) for each in found)
    of = {f.follow_up_id: f for each in found for f in each.owed}
    parts = []
    if late:
        parts.append(f"{counted(late, 'school has', 'schools have')} something overdue")
    if silent:
        parts.append(f"{counted(silent, 'school has', 'schools have')} a meeting ahead to answer")
    if of:
        more = overdue(of.values(), day)
        parts.append(f"the district owes {counted(len(of), 'thing', 'things')}"
                     + (f", {more:,} overdue" if more else ""))  # fmt: skip
    words = "; ".join(parts) or "nothing is overdue, and no meeting waits for an answer"
    return words[:1].upper() + words[1:]


def reminders(each: Owed) -> list[str]:
    """What a school owes or is owed beside follow-ups, a sentence each."""
    name = each.school.name
    told = [
        f"{name} has not said who comes to “{g.title}” on {us_day(g.day)}." for g in each.unanswered
    ]
    told += [f"Nobody from {name} came to “{g.title}” on {us_day(g.day)}." for g in each.missed]
    if each.no_plan:
        told.append(f"{name} has not begun its plan of this school year.")
    if each.help_waiting:
        asked = counted(each.help_waiting, "request for help waits", "requests for help wait")
        told.append(f"{asked} for an answer of the district.")
    return told
