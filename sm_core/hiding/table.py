"""A table of students for a file, without what tells of a small group.

The totals of its rows stand elsewhere. So beside a hidden number more of them are hidden, until
neither the total less the others gives it away nor all that is hidden together is a small group.
A number that is hidden is empty, whatever the reason: the reasons would tell the two kinds apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from sm_core.hiding.cell import FEWEST
from sm_core.hiding.known import Known, fewest_of, group, part, shown, wide

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

HIDDEN_NOTE = f"counts hidden: groups of fewer than {FEWEST}, or what would give one away"


@dataclass(frozen=True)
class Counted:
    """A `column` that counts students, those of the column `whole` ("" for none) among whom it
    counts, and that of whom 5 percent are counted (`of`, "" for the whole); the columns in `tells`
    are empty where it is."""

    column: str
    whole: str = ""
    of: str = ""
    tells: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Numbers:
    """Those of a column: the counts, their wholes (None for none), and of whom 5 percent count."""

    counts: np.ndarray
    wholes: np.ndarray | None
    bases: np.ndarray | None

    @classmethod
    def of(cls, table: pd.DataFrame, one: Counted) -> _Numbers:
        return cls(_numbers(table, one.column), _numbers(table, one.whole),
                   _numbers(table, one.of or one.whole))  # fmt: skip

    @property
    def sizes(self) -> np.ndarray:
        return self.counts if self.wholes is None else self.wholes

    def known(self, row: int) -> Known:
        """What the reasons would tell of a number, were they told."""
        count = int(self.counts[row])
        if not self.sizes[row]:
            return shown(0)
        if self.wholes is None:
            return group(count)
        whole, base = int(self.wholes[row]), int(self.bases[row])
        enough = fewest_of(base)
        return part(count, group(whole), enough, enough if whole == base else FEWEST)


def hidden_table(
    table: pd.DataFrame, columns: Sequence[Counted], lines: Sequence[str] = ()
) -> pd.DataFrame:
    """The table with numbers missing; each whole stands before its parts. The totals are those of
    all rows, or in a table by two things (`lines`, the names of their columns) those of the rows
    that are alike in one of them. A row without students hides nothing."""
    hidden = hidden_in(table, columns, lines)
    shown = table.copy()
    for each in columns:
        for name in (each.column, *each.tells):
            shown[name] = shown[name].convert_dtypes().mask(hidden[each.column])
    return shown


def lacks(shown: pd.DataFrame, table: pd.DataFrame) -> pd.Series:
    """By row whether something of the table is hidden."""
    return (shown.isna() & table.notna()).any(axis=1)


def hidden_in(
    table: pd.DataFrame, columns: Sequence[Counted], lines: Sequence[str] = (),
    also: Mapping[str, np.ndarray] = MappingProxyType({}),
) -> pd.DataFrame:  # fmt: skip
    """Under the name of each column of `columns` whether its number has to be hidden, those of
    `also` (by column, a bool per row) at any rate."""
    import numpy as np
    import pandas as pd

    totals = _lines(table, lines)
    found = pd.DataFrame(index=table.index)
    for one in columns:
        each = _Numbers.of(table, one)
        known = [each.known(row) for row in range(len(table))]
        hidden = np.array([number.cell.hidden for number in known], dtype=bool)
        hidden |= also.get(one.column, False)
        if one.whole:
            hidden |= found[one.whole].to_numpy() & (each.sizes > 0)
        found[one.column] = _with_others(hidden, known, each, totals)
    return found


def gives_away(table: pd.DataFrame, one: Counted, hidden: np.ndarray) -> bool:
    """Whether the total of the rows that are `hidden` (a bool per row) tells of one of them."""
    each = _Numbers.of(table, one)
    return _tells(hidden & (each.sizes > 0), [each.known(row) for row in range(len(table))], each)


def _numbers(table: pd.DataFrame, column: str) -> np.ndarray | None:
    """What is not known is nobody; None without a column."""
    if not column:
        return None
    return table[column].astype("Float64").fillna(0).to_numpy(dtype=int)


def _lines(table: pd.DataFrame, lines: Sequence[str]) -> np.ndarray:
    """A row per total, and in it which rows of the table it adds up."""
    import numpy as np

    if not lines:
        return np.ones((1, len(table)), dtype=bool)
    return np.array([(table[name] == value).to_numpy(dtype=bool)
                     for name in lines for value in table[name].unique()])  # fmt: skip


def _with_others(
    hidden: np.ndarray, known: Sequence[Known], each: _Numbers, lines: np.ndarray
) -> np.ndarray:
    """With so many more, the next smallest, that nothing is given away; or all of a line."""
    hidden = hidden.copy()
    while True:
        telling = [line for line in lines if _tells(line & hidden, known, each)]
        more = _next(telling, hidden, each) or _next(
            [lines[lines[:, row]].any(axis=0) for row in _determined(hidden, lines)], hidden, each
        )
        if not more:
            return hidden
        hidden[more] = True


def _next(lines: Sequence[np.ndarray], hidden: np.ndarray, each: _Numbers) -> list[int]:
    """The smallest of each line that is not hidden yet."""
    found = ((line & ~hidden & (each.sizes > 0)).nonzero()[0] for line in lines)
    return [min(rows, key=lambda row: (each.sizes[row], row)) for rows in found if len(rows)]


def _tells(hidden: np.ndarray, known: Sequence[Known], each: _Numbers) -> bool:
    """Whether the total of a line tells of what is hidden in it, together or one by one."""
    rows = hidden.nonzero()[0]
    if not len(rows):
        return False
    total = each.counts[rows].sum()
    if total < FEWEST or (each.wholes is not None and each.wholes[rows].sum() - total < FEWEST):
        return True
    return not wide([_span(known[row], row, each) for row in rows], total)


def _span(known: Known, row: int, each: _Numbers) -> tuple[int, int]:
    """Of a number that is hidden for the sake of others: as if it could be any that is shown."""
    if known.cell.hidden:
        return known.least, known.most
    most = each.counts.sum() if each.wholes is None else each.wholes[row] - FEWEST
    return FEWEST, most


def _determined(hidden: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """The rows whose hidden number follows from sums and differences of the totals."""
    import numpy as np

    rows = hidden.nonzero()[0]
    if len(lines) == 1 or not len(rows):
        return rows[:0]
    matrix = lines[:, rows].astype(float)
    follows = (np.linalg.pinv(matrix) @ matrix).diagonal() > 1 - 1e-9
    return rows[follows]
