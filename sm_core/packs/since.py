"""What changed between two packs, as far as both show it; in the order of the page, and never what
a change came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from sm_core.packs import pack
from sm_core.packs.pack import Pack, PackPage
from sm_core.packs.together import base_of, showing
from sm_core.packs.words import at, at_schools, cell, share_of
from sm_core.student_words import full_day
from sm_core.targeting.words import counted

STAGES = {
    pack.CHOSEN: ("student chosen", "students chosen"),
    pack.TOLD: ("family told", "families told"),
    pack.MATCHED: ("student matched", "students matched"),
    pack.MET: ("student met as planned", "students met as planned"),
    pack.NEITHER: ("severe student with neither mentor nor support",
                   "severe students with neither mentor nor support"),
}  # fmt: skip


def page_of(found: Pack, school_id: str) -> PackPage | None:
    """The page of a school, or ("") of all together; None for a school that is not in the pack."""
    if not school_id:
        return found.district
    return next((page for page in found.schools if page.school_id == school_id), None)


def changes(now: PackPage, before: Pack, found: Pack) -> list[str]:
    """A sentence for each figure of the page that both packs show; or why there is none. `found` is
    the pack of the page: of all schools together a figure is compared only where both packs have it
    of the same schools."""
    then, when = page_of(before, now.school_id), full_day(before.as_of)
    if then is None:
        return [f"{now.name} was not in the pack of {when} yet."]
    if not now.school_id:
        now, then = (_of_the_same(page, before, found) for page in (now, then))
    return list(_changes(now, then)) or [f"Nothing that both show has changed since {when}."]


def _of_the_same(district: PackPage, before: Pack, found: Pack) -> PackPage:
    """The page of all schools without what the two packs have of different ones."""
    first, second = before.schools, found.schools
    return replace(
        district,
        cells={key: of for key, of in district.cells.items()
               if _counted_at(first, key) == _counted_at(second, key)},
        facts={name: of for name, of in district.facts.items()
               if _known_at(first, name) == _known_at(second, name)},
    )  # fmt: skip


def _counted_at(pages: Iterable[PackPage], key: str) -> set[str]:
    """The schools that a total has in it."""
    return {page.school_id for page in showing(showing(pages, base_of(key)), key)}


def _known_at(pages: Iterable[PackPage], name: str) -> set[str]:
    return {page.school_id for page in pages if page.facts.get(name) is not None}


def _changes(now: PackPage, then: PackPage) -> Iterator[str]:
    kept = now.school_id and now.figures_of == then.figures_of
    if kept:
        yield f"The figures of students are those of {full_day(then.figures_of)} as before."
    else:
        yield from filter(None, (_chronic(now, then), _stages(now, then)))
    yield from filter(None, (_steps(now, then), _held(now, then), _mentors(now, then)))
    if not kept and now.school_id and now.through and now.through == then.through:
        yield f"No new data have come since {full_day(now.through)}."


def _chronic(now: PackPage, then: PackPage) -> str:
    of = [(at(page, pack.NOW, pack.CHRONIC), at(page, pack.NOW, pack.RATED))
          for page in (now, then)]  # fmt: skip
    if None in (shares := [share_of(*each) for each in of]):
        return ""
    (chronic, rated), (chronic_then, rated_then) = of
    change = _more(chronic.count - chronic_then.count, "as many")
    return (
        f"Chronically absent: {chronic.count:,} of {counted(rated.count, 'student', 'students')}"
        f"{at_schools(now, f'{pack.NOW}.{pack.CHRONIC}')}, {change} ({chronic_then.count:,} of "
        f"{rated_then.count:,} before); the share {_points(*shares)}."
    )


def _points(now: Fraction, then: Fraction) -> str:
    tenths = round((now - then) * 1000)
    if not tenths:
        return "is about the same"
    size = abs(tenths)
    return f"is {'up' if tenths > 0 else 'down'} {size // 10}.{size % 10} points"


def _stages(now: PackPage, then: PackPage) -> str:
    told = []
    for key, names in STAGES.items():
        count, before = cell(now, key).count, cell(then, key).count
        if count is not None and before is not None:
            told.append(f"{counted(count, *names)}{at_schools(now, key)} "
                        f"({_more(count - before, 'as before')})")  # fmt: skip
    return f"{'; '.join(told)}." if told else ""


def _steps(now: PackPage, then: PackPage) -> str:
    steps, done, overdue = (_both(now, then, n) for n in (pack.STEPS, pack.DONE, pack.OVERDUE))
    if now.facts.get(pack.STEPS) is None:
        return ""
    if steps is None or done is None or overdue is None:
        return "The plan was begun since." if now.school_id else ""
    return (
        f"Plan: {done[0]:,} of {counted(steps[0], 'step', 'steps')} done "
        f"({_more(done[0] - done[1], 'as before')}), {overdue[0]:,} overdue "
        f"({_more(overdue[0] - overdue[1], 'as before')})."
    )


def _held(now: PackPage, then: PackPage) -> str:
    """A plan that began since counts its weeks anew: these are not compared."""
    held, weeks = _both(now, then, pack.HELD), _both(now, then, pack.WEEKS)
    if not held or not weeks or weeks[0] <= weeks[1] or held[0] < held[1]:
        return ""
    if not now.school_id:
        return f"Reviews: {held[0] - held[1]:,} of {weeks[0] - weeks[1]:,} held since."
    between = counted(weeks[0] - weeks[1], "week", "weeks")
    return f"Reviews: {held[0] - held[1]:,} held in the {between} with school since."


def _mentors(now: PackPage, then: PackPage) -> str:
    mentors = _both(now, then, pack.MENTORS)
    if not mentors or mentors[0] == mentors[1]:
        return ""
    active = counted(mentors[0], "active mentor", "active mentors")
    return f"{active} ({_more(mentors[0] - mentors[1], '')})."


def _both(now: PackPage, then: PackPage, name: str) -> tuple[int, int] | None:
    pair = now.facts.get(name), then.facts.get(name)
    return None if None in pair else pair


def _more(change: int, same: str) -> str:
    return f"{abs(change):,} {'more' if change > 0 else 'fewer'}" if change else same
