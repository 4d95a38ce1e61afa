"""All schools of a pack together: what their pages show, added up.

A total has in it what is hidden at some schools, and then tells of it. So each one is of the
schools that show the number whose part it is, and what some of these hide may only be in it where
it leaves each hidden number open (`sm_core.hiding.known.wide`); else there is no total.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sm_core.hiding.cell import BESIDE, Cell
from sm_core.hiding.known import WIDE, Known, wide
from sm_core.packs.pack import (
    AT_RISK,
    CHOSEN,
    CHRONIC,
    MATCHED,
    MET,
    MOMENTS,
    NEITHER,
    NOW,
    RATED,
    SEVERE,
    TOLD,
    PackPage,
)

Secret = Mapping[str, tuple[int, Known]]
"""By key the exact count behind a cell of a school and what everybody knows of it."""
BORDER = WIDE - 1
"""Where a number and its part are both hidden, the part is taken to be no more than this and the
number no less: so each of the two can take `WIDE` values whatever the other one is."""


def totals(pages: Sequence[PackPage], secrets: Mapping[str, Secret]) -> dict[str, Cell]:
    """By key. `secrets` are by school, {} where another pack is so close that hidden numbers may be
    the same in both: then only what none of the schools hides has a total."""
    found: dict[str, Cell] = {}
    for moment in MOMENTS:
        rated, chronic, severe, at_risk = (
            f"{moment}.{name}" for name in (RATED, CHRONIC, SEVERE, AT_RISK)
        )
        own = showing(pages, chronic)
        # Baselines and last year's numbers come again in other packs, with other schools.
        open_ = secrets if moment == NOW else {}
        found |= {key: _total(own, key, open_) for key in (rated, chronic, severe, at_risk)}
        if moment == NOW:
            found[NEITHER] = _part_of(severe, found, own, NEITHER, secrets)
    own = showing(pages, CHOSEN)
    found |= {key: _total(own, key, secrets) for key in (CHOSEN, TOLD, MATCHED)}
    found[MET] = _part_of(MATCHED, found, own, MET, secrets)
    return {key: cell for key, cell in found.items() if cell != Cell()}


def showing(pages: Sequence[PackPage], key: str) -> list[PackPage]:
    """Those that show the number."""
    return [page for page in pages if page.cells.get(key, Cell()).count is not None]


def _total(
    pages: Sequence[PackPage], key: str, secrets: Mapping[str, Secret], whole: str = ""
) -> Cell:  # fmt: skip
    """Of the pages that tell something of the number, a part of the `whole`."""
    pages = [page for page in pages if key in page.cells]
    hidden = [page.school_id for page in pages if page.cells[key].hidden]
    total = sum(page.cells[key].count or 0 for page in pages)
    if not hidden:
        return Cell(total) if pages else Cell()
    if not secrets:
        return Cell(None, BESIDE)
    rest = sum(secrets[school][key][0] for school in hidden)
    if wide([_span(secrets[school], key, whole) for school in hidden], rest):
        return Cell(total + rest)
    return Cell(None, BESIDE)


def _span(secret: Secret, key: str, whole: str) -> tuple[int, int]:
    if whole and secret[whole][1].cell.hidden:
        return 0, BORDER
    return secret[key][1].least, secret[key][1].most


def _part_of(
    whole: str, found: Mapping[str, Cell], pages: Sequence[PackPage], key: str,
    secrets: Mapping[str, Secret],
) -> Cell:  # fmt: skip
    """The total of a number that is hidden wherever the whole is, which has a total of its own."""
    if found[whole].count is None:
        return found[whole]
    hidden = [secrets[page.school_id][whole] for page in pages
              if page.cells[whole].hidden]  # fmt: skip
    spans = [(max(known.least, BORDER), known.most) for _, known in hidden]
    if spans and not wide(spans, sum(count for count, _ in hidden)):
        return Cell(None, BESIDE)
    return _total(pages, key, secrets, whole)
