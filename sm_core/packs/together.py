"""All schools of a pack together: what their pages show, added up, and nothing that is hidden.

A total with a hidden number in it tells of it to whoever knows the others, and everybody at a
school knows its own. So a part is of the schools that show it, and told beside its whole there.
"""

from __future__ import annotations

from collections.abc import Sequence

from sm_core.hiding.cell import BESIDE, Cell
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
    SEVERE_HERE,
    TOLD,
    PackPage,
    Partly,
)

PROGRAM = {CHOSEN: "", TOLD: CHOSEN, MATCHED: CHOSEN, MET: MATCHED}
WHOLES = PROGRAM | {SEVERE_HERE: f"{NOW}.{SEVERE}", NEITHER: SEVERE_HERE}
"""By key the whole that a number is told of, "" for none."""
for _moment in MOMENTS:
    _chronic, _rated = f"{_moment}.{CHRONIC}", f"{_moment}.{RATED}"
    WHOLES |= {_rated: "", _chronic: "", f"{_moment}.{SEVERE}": _chronic,
               f"{_moment}.{AT_RISK}": _rated}  # fmt: skip


def base_of(key: str) -> str:
    """A total is of schools that show this number."""
    moment, dot, _ = key.partition(".")
    return CHOSEN if key in PROGRAM else f"{moment if dot else NOW}.{CHRONIC}"


def totals(pages: Sequence[PackPage]) -> tuple[dict[str, Cell], dict[str, Partly]]:
    """By key the totals and, of those that some schools hide or do not know, what
    `PackPage.partly` says."""
    cells: dict[str, Cell] = {}
    partly: dict[str, Partly] = {}
    for key, whole in WHOLES.items():
        base = showing(pages, base_of(key))
        own = showing(base, key)
        if own:
            cells[key] = Cell(_sum(own, key))
        elif any(key in page.cells for page in base):
            cells[key] = Cell(None, BESIDE)
        if own and _every(pages, key, base) != showing(own, whole or key):
            partly[key] = _sum(own, whole), len(own)
    return cells, partly


def _every(pages: Sequence[PackPage], key: str, base: list[PackPage]) -> list[PackPage]:
    """The schools that a total would be of if none hid anything. Of a moment these are all that had
    students then; a part is told of those whose tiers are (`base`)."""
    if key in PROGRAM:
        return [page for page in pages if CHOSEN in page.cells or not page.cells]
    moment, _, name = key.partition(".")
    return [page for page in pages if _there(page, moment)] if name in (RATED, CHRONIC) else base


def _there(page: PackPage, moment: str) -> bool:
    """Whether the school had students then. Where a moment is left out of its page it has no day,
    and where all of them are, no number."""
    left_out = not page.cells or (moment != NOW and moment not in page.days)
    return left_out or any(key.startswith(f"{moment}.") for key in page.cells)


def showing(pages: Sequence[PackPage], key: str) -> list[PackPage]:
    """Those that show the number."""
    return [page for page in pages if page.cells.get(key, Cell()).count is not None]


def _sum(pages: Sequence[PackPage], key: str) -> int | None:
    """None where one of them hides it."""
    found = showing(pages, key)
    return sum(page.cells[key].count for page in found) if len(found) == len(pages) else None
