"""What stands about gatherings and follow-ups, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sm_core.gatherings.follow_up import DISTRICT, DONE, DROPPED, SCHOOL, FollowUp
from sm_core.gatherings.gathering import (
    CAME,
    CANCELED,
    COMING,
    HELD,
    INVITED,
    MISSED,
    NOT_COMING,
    PLANNED,
    Gathering,
    Mark,
)
from sm_core.gatherings.turnout import school_state, turnout, unrecorded
from sm_core.plausible import us_day
from sm_core.targeting.words import counted
from sm_core.team.named import ROLES
from sm_core.trainings.listed import clock

SCHOOL_WORDS = {
    CAME: "came", MISSED: "nobody came", COMING: "coming", NOT_COMING: "nobody can come",
    INVITED: "no answer yet", "": "not asked",
}  # fmt: skip
"""Of a school as a whole."""
NAMED = 4
"""Schools at most, where several owe the same."""


def facts(gathering: Gathering) -> str:
    """One line: the day, the time, how long, where, by whom."""
    when = f"{gathering.day:%a} {us_day(gathering.day)}"
    when += f", {clock(gathering.starts)}" if gathering.starts else ""
    parts = [when, f"{gathering.minutes} minutes", gathering.place]
    parts += [f"led by {gathering.leader}"] if gathering.leader else []
    return " · ".join(part for part in parts if part)


def state_words(gathering: Gathering, day: date) -> str:
    """The state, and what is missing in it on the day."""
    if gathering.state == CANCELED:
        return f"canceled: {gathering.reason}"
    if gathering.state == PLANNED and gathering.day < day:
        return "planned; say who came"
    return gathering.state


def turnout_words(gathering: Gathering, marks: Collection[Mark]) -> str:
    """Like "3 of 4 schools came, 5 people" or, before, "2 of 4 schools answered, 3 people come"
    or "…, nobody comes yet"."""
    found = turnout(gathering, marks)
    if not found.schools or gathering.state == CANCELED:
        return ""
    of = counted(found.schools, "school", "schools")
    people = counted(found.people, "person", "people")
    if gathering.state == HELD:
        more = f", {found.unrecorded:,} not recorded" if found.unrecorded else ""
        return f"{found.came:,} of {of} came{more}, {people}"
    come = "comes" if found.people == 1 else "come"
    coming = f"{people} {come}" if found.people else "nobody comes yet"
    return f"{found.answered:,} of {of} answered, {coming}"


def school_words(gathering: Gathering, marks: Collection[Mark]) -> str:
    """Of the marks of one school, like "came: Dr. Hall, Ms. Chen; missed: Mr. Bell"."""
    state = school_state(marks)
    if gathering.state == CANCELED:
        return ""
    if unrecorded(gathering, state):
        return "not recorded"
    if state == INVITED:
        return f"{SCHOOL_WORDS[state]}: {', '.join(mark.name for mark in marks)}"
    if state not in (CAME, COMING):
        return SCHOOL_WORDS[state]
    by_state = {
        word: ", ".join(mark.name for mark in marks if mark.state == word and mark.name)
        for word in (CAME, COMING, NOT_COMING, MISSED)
    }
    return "; ".join(f"{word}: {names}" for word, names in by_state.items() if names)


def unnamed_words(people: Iterable[Mark], names: dict[str, str], roles: Iterable[str]) -> str:
    """Where nobody of the `people` who could be asked has one of the roles: "Nobody is named
    principal of Roosevelt; site coordinator of Lincoln"; "" where everybody is. `names` are those
    of the schools by id."""
    there = {(mark.school_id, mark.role) for mark in people}
    parts = []
    for role in roles:
        without = [name for school, name in names.items() if (school, role) not in there]
        more = f" and {len(without) - NAMED:,} more" if len(without) > NAMED else ""
        if without:
            parts.append(f"{ROLES[role].lower()} of {', '.join(without[:NAMED])}{more}")
    return f"Nobody is named {'; '.join(parts)}" if parts else ""


def person_words(mark: Mark) -> str:
    """Like "Dr. Hall (principal)"."""
    role = ROLES.get(mark.role, mark.role).lower()
    return f"{mark.name} ({role})" if role else mark.name


def due_words(follow_up: FollowUp, day: date) -> str:
    """Where it stands on the day: "Done Jan 9, 2026", "Overdue, due Jan 16, 2026", "Due …"."""
    if not follow_up.open_on(day):
        state = {DONE: "Done", DROPPED: "Not needed"}[follow_up.state]
        return f"{state} {us_day(follow_up.ended)}"
    if follow_up.due is None:
        return "No day set"
    return f"{'Overdue, due' if follow_up.overdue_on(day) else 'Due'} {us_day(follow_up.due)}"


def owes_words(follow_up: FollowUp, names: dict[str, str]) -> str:
    """Who does it for whom: "Lincoln", "The district for Lincoln" or "The district for all"."""
    school = names.get(follow_up.school_id, follow_up.school_id)
    if follow_up.owed_by == SCHOOL:
        return school
    return f"The district for {school}" if school else "The district for every school"


def group_words(group: Sequence[FollowUp], names: dict[str, str], day: date) -> str:
    """Of what several schools owe alike, "1 of 4 done; open at Adams, Lincoln and 1 more"."""
    still = sorted(names.get(f.school_id, f.school_id) for f in group if f.open_on(day))
    done = f"{len(group) - len(still):,} of {len(group):,} done"
    if not still:
        return done
    more = f" and {len(still) - NAMED:,} more" if len(still) > NAMED else ""
    return f"{done}; open at {', '.join(still[:NAMED])}{more}"


def wall_words(group: Sequence[FollowUp], names: dict[str, str], day: date) -> str:
    """Of what one or several owe alike, for a wall, without who is late: "Bring one thing · 4
    schools, by Feb 4, 2026 · 1 of 4 done"; past its day it has neither a school nor the day."""
    first, count = group[0], len(group)
    late = first.due is not None and first.due < day
    who = counted(count, "school", "schools")
    if first.owed_by == DISTRICT:
        who = owes_words(first, names) if count == 1 else f"The district for {who}"
    elif count == 1 and not late:
        who = owes_words(first, names)
    by = f", by {us_day(first.due)}" if first.due and not late else ""
    return f"{first.what} · {who}{by} · {_done_words(group, day)}"


def _done_words(group: Sequence[FollowUp], day: date) -> str:
    still = sum(f.open_on(day) for f in group)
    if len(group) == 1:
        return "open" if still else "done"
    return f"{len(group) - still:,} of {len(group):,} done"


def follow_ups_words(follow_ups: Iterable[FollowUp], day: date) -> str:
    """Like "3 open, 1 overdue, 2 done"; "Nothing was agreed yet" for none."""
    known = [f for f in follow_ups if f.known_on(day)]
    if not known:
        return "Nothing was agreed yet"
    still = [f for f in known if f.open_on(day)]
    late = sum(f.overdue_on(day) for f in still)
    parts = [f"{len(still):,} open"]
    parts += [f"{late:,} overdue"] if late else []
    parts += [f"{len(known) - len(still):,} done or not needed"] if len(known) > len(still) else []
    return ", ".join(parts)
