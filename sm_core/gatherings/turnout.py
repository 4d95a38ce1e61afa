"""What the marks of a gathering say of each school, and what taps on names make of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from sm_core.gatherings.gathering import (
    CAME,
    COMING,
    HELD,
    INVITED,
    MISSED,
    NOT_COMING,
    Gathering,
    Mark,
    Marks,
)

ORDER = (CAME, MISSED, COMING, NOT_COMING, INVITED)
"""Of the marks of a school the first of these says where the school stands."""


@dataclass(frozen=True)
class Turnout:
    """Of the `schools` with any mark so many answered, or had somebody who came; how many `people`
    come or came; and of one held, of how many schools nobody has recorded who came."""

    schools: int = 0
    answered: int = 0
    came: int = 0
    people: int = 0
    unrecorded: int = 0


def at_school(marks: Iterable[Mark], school: str) -> list[Mark]:
    """Those of people of one school."""
    return [mark for mark in marks if mark.school_id == school]


def school_state(marks: Iterable[Mark]) -> str:
    """Where one school stands, of its marks; "" for one without any: nobody asked it."""
    states = {mark.state for mark in marks}
    return next((state for state in ORDER if state in states), "")


def unrecorded(gathering: Gathering, state: str) -> bool:
    """Whether a school in this state was asked to a gathering that was held, and nobody has said
    who of it came."""
    return gathering.state == HELD and state in (INVITED, COMING)


def turnout(gathering: Gathering, marks: Collection[Mark]) -> Turnout:
    """Counted over all schools that have a mark."""
    states = [school_state(at_school(marks, school)) for school in {m.school_id for m in marks}]
    here = CAME if gathering.state == HELD else COMING
    return Turnout(
        len(states), sum(state in (COMING, NOT_COMING) for state in states), states.count(CAME),
        sum(mark.state == here for mark in marks),
        sum(unrecorded(gathering, state) for state in states),
    )  # fmt: skip


def who_came(before: Marks, people: Marks, picked: Collection[str]) -> dict[str, Mark | None]:
    """The marks once the people with the keys `picked` came: whoever was expected and did not come
    missed it, unless the school had said so; somebody who goes by a name alone, and was tapped by
    a slip, has no mark any more."""
    wanted: dict[str, Mark | None] = {
        key: replace(mark, state=CAME) for key, mark in (people | before).items() if key in picked
    }
    for key, mark in before.items():
        if key not in picked and mark.state != NOT_COMING:
            slip = mark.state == CAME and not mark.member_id
            wanted[key] = None if slip else replace(mark, state=MISSED)
    return wanted


def who_comes(
    school: str, before: Marks, people: Marks, picked: Collection[str]
) -> dict[str, Mark | None]:  # fmt: skip
    """The marks of a school once those `picked` are coming and nobody else is; with nobody picked,
    that nobody comes."""
    nobody = Mark(school, state=NOT_COMING)
    wanted: dict[str, Mark | None] = {
        key: replace(mark, state=COMING) for key, mark in (people | before).items() if key in picked
    }
    for key, mark in before.items():
        if key not in picked and key != nobody.key:
            wanted[key] = replace(mark, state=NOT_COMING) if mark.member_id else None
    if not any(wanted.values()):
        wanted[nobody.key] = nobody
    elif nobody.key in before:
        wanted[nobody.key] = None
    return wanted
