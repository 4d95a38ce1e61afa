"""What a page of a pack says of the way from chosen to met, and of the severe with nobody."""

from __future__ import annotations

from sm_core.packs import pack
from sm_core.packs.pack import PackPage
from sm_core.packs.words import (
    Say,
    at,
    at_schools,
    cell,
    first,
    part,
    part_of,
    short,
    untold,
    whole_of,
)
from sm_core.targeting.words import counted


def headline(page: PackPage) -> str:
    """Like "19 of 72 chosen students have no mentor; 3 places are free"; no full stop."""
    free = page.facts.get(pack.FREE)
    if free is None:
        return _mentored(page)
    places = counted(free, "place is", "places are") if free else "no place is"
    return f"{_mentored(page)}; {places} free"


def _mentored(page: PackPage) -> str:
    chosen, matched = cell(page, pack.CHOSEN), cell(page, pack.MATCHED)
    if chosen.count == 0:
        return "No student is chosen for a mentor yet"
    if chosen.count is None:
        rated = at(page, pack.NOW, pack.RATED)
        few = part(chosen, rated, "student", "students")
        return f"{first(few)} are chosen for a mentor" if few else (
            "How many students are chosen for a mentor is not shown")  # fmt: skip
    if pack.MATCHED in page.partly:
        said = part_of(page, pack.MATCHED, pack.CHOSEN, "chosen student", "chosen students")
        return f"{said} have a mentor"
    if matched.count is not None:
        waiting = chosen.count - matched.count
        have = "has" if waiting == 1 else "have"
        of = counted(chosen.count, "chosen student", "chosen students")
        return f"{waiting:,} of {of} {have} no mentor" if waiting else f"All {of} have a mentor"
    said = part(matched, chosen, "chosen student", "chosen students")
    if said:
        return f"{first(said)} have a mentor"
    are = counted(chosen.count, "student is", "students are")
    return f"{are} chosen for a mentor{at_schools(page, pack.CHOSEN)}"


def stages(page: PackPage, say: Say = short) -> list[tuple[str, str, str]]:
    """(name, number, what it is of) of each stage from chosen to met, "" where nothing may be told;
    [] while nobody is chosen, and the first alone where `untold_line` speaks for the others. `say`
    puts a number in words."""
    chosen, told, matched, met = (
        cell(page, key) for key in (pack.CHOSEN, pack.TOLD, pack.MATCHED, pack.MET)
    )
    if not chosen.hidden and not chosen.count:
        return []
    still = "" if untold(chosen) else f"and still here{at_schools(page, pack.CHOSEN)}"
    if untold_line(page):
        return [("Chosen", say(chosen), still)]
    return [
        ("Chosen", say(chosen), still),
        ("Family told", say(told), _of(page, pack.TOLD, pack.CHOSEN, "chosen")),
        ("Matched", say(matched), _of(page, pack.MATCHED, pack.CHOSEN, "chosen")),
        ("Met as planned", say(met), _of(page, pack.MET, pack.MATCHED, "matched")),
    ]


def untold_line(page: PackPage) -> str:
    """In place of the stages behind the first where nothing may be told of any; else ""."""
    behind = [cell(page, key) for key in (pack.TOLD, pack.MATCHED, pack.MET)]
    if not any(each.hidden for each in behind) or not all(map(untold, behind)):
        return ""
    return (
        "How many families are told, and how many students matched and met, is not shown: it would "
        "tell of groups of fewer than 10. A school reads its own on School progress."
    )


def _of(page: PackPage, key: str, of: str, what: str) -> str:
    whole = whole_of(page, key, of)
    if untold(cell(page, key)):
        return ""
    told = f"of those {what}" if whole.count is None else f"of {whole.count:,} {what}"
    return f"{told}{at_schools(page, key)}"


def severe_line(page: PackPage) -> str:
    """How many of the severe have nobody; "" where nothing may be told of it."""
    said = part_of(page, pack.NEITHER, pack.SEVERE_HERE, "severe student still here",
                   "severe students still here")  # fmt: skip
    return f"{first(said)} have neither mentor nor support." if said else ""
