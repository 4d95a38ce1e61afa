"""Makes the pages of a pack of what was counted: nobody can work out a hidden number of students
from them, nor from them and those of other packs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sm_core.hiding.cell import Cell
from sm_core.hiding.known import fewest_of, group, part
from sm_core.packs.cells import numbers
from sm_core.packs.close import CLOSE, beside_others
from sm_core.packs.figures import Figures
from sm_core.packs.pack import CHOSEN, CHRONIC, MATCHED, NOW, TELLING, YEAR, Pack, PackPage
from sm_core.packs.together import totals
from sm_core.schools import STALE_AFTER, named

ALL = "All schools"
Week = tuple[date, int, int]


def hide_all(
    figures: Sequence[Figures], packs: Iterable[Pack] = ()
) -> tuple[PackPage, tuple[PackPage, ...]]:
    """The page of all schools together, and those of the schools in the order given. The figures
    are of one day, one or more; `packs` are all that were ever frozen, those taken back too."""
    packs = list(packs)
    pages = tuple(_beside(_page(each), packs) for each in figures)
    return _together(figures, pages), pages


def _page(of: Figures) -> PackPage:
    known = numbers(of.counts)
    assert all(each.least <= of.counts[key] <= each.most for key, each in known.items()), of
    cells = {key: number.cell for key, number in known.items()}
    return PackPage(
        of.school_id, of.name, of.figures_of, of.through, cells, _known_facts(of.facts, cells),
        of.days, _line(of.weeks, cells.get(f"{NOW}.{CHRONIC}")),
        _line(of.before, cells.get(f"{YEAR}.{CHRONIC}")),
    )  # fmt: skip


def _known_facts(facts: Mapping[str, int | None], cells: Mapping[str, Cell]) -> dict:
    if cells.get(MATCHED, Cell()).count is None:
        return {**facts, **dict.fromkeys(TELLING)}
    return dict(facts)


def _line(weeks: Sequence[Week], at_end: Cell | None) -> tuple[tuple[date, int], ...]:
    """None where that of the moment is not shown; and from four weeks after the last week that has
    to be hidden, for the numbers of the weeks around it would say much of it."""
    if at_end is None or at_end.count is None:
        return ()
    counted = [week for week in weeks if week[1]]
    hidden = [day for day, rated, chronic in counted if not _may_be_shown(rated, chronic)]
    return tuple(
        (day, _percent(rated, chronic)) for day, rated, chronic in counted
        if not hidden or day - hidden[-1] >= CLOSE
    )  # fmt: skip


def _may_be_shown(rated: int, chronic: int) -> bool:
    enough = fewest_of(rated)
    return not part(chronic, group(rated), enough, enough).cell.hidden


def _percent(rated: int, chronic: int) -> int:
    return round(100 * chronic / rated)


def _beside(page: PackPage, packs: Iterable[Pack]) -> PackPage:
    own = [other for pack in packs for other in pack.schools if other.school_id == page.school_id]
    return beside_others(page, own)


def _together(figures: Sequence[Figures], pages: Sequence[PackPage]) -> PackPage:
    # Of a school that shows another day's students those of the weeks are not known.
    fresh = [(each, page) for each, page in zip(figures, pages, strict=True)
             if page.figures_of == each.figures_of]  # fmt: skip
    through = max((each.through for each in figures if each.through), default=None)
    cells, partly = totals(pages)
    day = figures[0].figures_of
    said = _left_out(pages), _behind(pages, through), _other_day(pages, day)
    return PackPage(
        "", ALL, day, through, cells, _facts(figures), {},
        _lines((of.weeks, page.weeks) for of, page in fresh),
        _lines((of.before, page.before) for of, page in fresh),
        " ".join(filter(None, said)), partly,
    )  # fmt: skip


def _facts(figures: Sequence[Figures]) -> dict[str, int | None]:
    """A mentor may serve two schools, and would be counted twice."""
    found: dict[str, int | None] = dict.fromkeys(TELLING)
    for name in {name for each in figures for name in each.facts} - set(TELLING):
        told = [n for each in figures if (n := each.facts.get(name)) is not None]
        found[name] = sum(told) if told else None
    return found


def _lines(
    schools: Iterable[tuple[Sequence[Week], Sequence[tuple[date, int]]]]
) -> tuple[tuple[date, int], ...]:  # fmt: skip
    """Of each day the schools that show a week by then, each as of its last one: who sends no more
    data is still there, and without them the line would jump."""
    shown = [[week for week in weeks if week[0] in dict(line)] for weeks, line in schools]
    days = sorted({day for weeks in shown for day, *_ in weeks})
    return tuple((day, _percent(*_by(day, shown))) for day in days)


def _by(day: date, schools: Iterable[Sequence[Week]]) -> tuple[int, int]:
    """Students in rates and of them chronically absent, of all schools by the day."""
    last = [max(known) for weeks in schools if (known := [w for w in weeks if w[0] <= day])]
    return sum(rated for _, rated, _ in last), sum(chronic for *_, chronic in last)


def _left_out(pages: Sequence[PackPage]) -> str:
    """Which schools the totals are without."""
    said = []
    for key, what in ((f"{NOW}.{CHRONIC}", "are in each tier"), (CHOSEN, "are chosen")):
        names = [page.name for page in pages
                 if not page.cells or page.cells.get(key, Cell()).hidden]  # fmt: skip
        if names:
            said.append(
                f"How many students {what} is hidden at {named(names)}, not in these totals."
            )
    return " ".join(said)


def _behind(pages: Sequence[PackPage], newest: date | None) -> str:
    """Which schools the totals know only up to an earlier day; the pages of these say which."""
    names = [page.name for page in pages if page.through and newest - page.through > STALE_AFTER]
    return f"The data of {named(names)} end over a week before the newest." if names else ""


def _other_day(pages: Sequence[PackPage], day: date) -> str:
    """Which schools keep the figures of another pack."""
    names = [page.name for page in pages if page.figures_of != day]
    if not names:
        return ""
    which = "another day, which its page names" if len(names) == 1 else (
        "other days, which their pages name")  # fmt: skip
    return f"The figures of {named(names)} are of {which}."
