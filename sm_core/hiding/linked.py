"""Two tables of the same students by school and by grade, each with what it hides for both.

Where the schools of some grades have no others, as the middle schools of a district may, the total
of these grades is that of these schools. Such schools and grades are one *part* of the district;
nothing else follows from the sums of the one table for the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sm_core.hiding.table import Counted, gives_away, hidden_in

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

PART = "part"


def parts(cells: pd.DataFrame) -> tuple[dict[str, str], dict[str, str]]:
    """The part of each school and of each grade, for rows of schools by grade (name, grade)."""
    of_school: dict[str, str] = {}
    of_grade: dict[str, str] = {}
    for school, grade in zip(cells["name"], cells["grade"], strict=True):
        part = of_school.setdefault(school, school)
        other = of_grade.setdefault(grade, part)
        for known in (of_school, of_grade):
            known.update({name: part for name, its in known.items() if its == other})
    return of_school, of_grade


def hidden_in_both(
    tables: Sequence[pd.DataFrame], columns: Sequence[Counted]
) -> list[pd.DataFrame]:
    """As `hidden_in` for each of two tables with a column `PART`."""
    wholly: dict[str, set[str]] = {one.column: set() for one in columns}
    while True:
        found = [hidden_in(table, columns, (PART,), _all_of(table, wholly)) for table in tables]
        before = sum(map(len, wholly.values()))
        for one in columns:
            hidden = [each[one.column].to_numpy() for each in found]
            _add(wholly[one.column], tables, one, hidden)
        if sum(map(len, wholly.values())) == before:
            return found


def _all_of(table: pd.DataFrame, wholly: dict[str, set[str]]) -> dict[str, np.ndarray]:
    return {column: _within(table, found) for column, found in wholly.items()}


def _within(table: pd.DataFrame, found: set[str]) -> np.ndarray:
    return table[PART].isin(found).to_numpy()


def _add(
    found: set[str], tables: Sequence[pd.DataFrame], one: Counted, hidden: Sequence[np.ndarray]
) -> None:
    """The parts of which one table would tell what the other hides, and so many more that what the
    district has besides does not tell it either: first those that show fewest students."""
    pairs = list(zip(tables, hidden, strict=True))
    size = one.whole or one.column
    shown = sum(table[size].mask(rows, 0).groupby(table[PART]).sum() for table, rows in pairs)
    for part in shown.index:
        if any(gives_away(table, one, rows & _within(table, {part})) for table, rows in pairs):
            found.add(part)
    for part in shown.sort_values(kind="stable").index:
        if not any(gives_away(table, one, _within(table, found)) for table in tables):
            return
        found.add(part)
