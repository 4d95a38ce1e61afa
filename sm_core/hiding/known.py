"""What everybody knows of a number of students: what is shown of it, and what that leaves open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sm_core.hiding.cell import BESIDE, FEW, FEWEST, LOW, MOST, OVER, UNDER, Cell

WIDE = 5
"""Values; a hidden number that could have fewer is as good as told."""


@dataclass(frozen=True)
class Known:
    """What the `cell` shows, and that the number is `least` to `most`, as whoever knows the rules
    concludes from the page of its school: all of these and no other one would look the same."""

    cell: Cell
    least: int
    most: int


def shown(count: int) -> Known:
    return Known(Cell(count), count, count)


def hidden(why: str, least: int, most: int) -> Known:
    return Known(Cell(None, why), least, most)


def fewest_of(students: int) -> int:
    """So many of the students are enough to be told of: 10, and 5 percent."""
    return max(FEWEST, -(-students * LOW // 100))


def group(count: int) -> Known:
    """Students who are part of no other number."""
    return shown(count) if count >= FEWEST else hidden(FEW, 0, FEWEST - 1)


def part(count: int, whole: Known, low: int = FEWEST, high: int = FEWEST) -> Known:
    """So many of the `whole`, shown where there are `low` of them or more and `high` others or
    more. A whole that leaves less than `WIDE` numbers to show is not told apart at all: there the
    reason alone would tell the number. Nor is one that is hidden."""
    if whole.cell.hidden:
        return hidden(BESIDE, 0, whole.most)
    students = whole.most
    if students < low + high + WIDE - 1:
        return hidden(BESIDE, 0, students)
    if count < low:
        return hidden(FEW if low == FEWEST else UNDER, 0, low - 1)
    if students - count < high:
        return hidden(MOST if high == FEWEST else OVER, students - high + 1, students)
    return shown(count)


def rest(whole: Known, of: Known) -> Known:
    """The students of the whole who are not in the part."""
    if whole.cell.hidden or of.cell.hidden:
        return hidden(BESIDE, 0, whole.most)
    return shown(whole.most - of.most)


def wide(spans: Sequence[tuple[int, int]], total: int) -> bool:
    """Whether each of some numbers, of which the least and the most are known and that they make
    the total together, could still have `WIDE` values or more."""
    least, most = (sum(bounds) for bounds in zip(*spans, strict=True))
    return all(
        min(high, total - (least - low)) - max(low, total - (most - high)) + 1 >= WIDE
        for low, high in spans
    )
