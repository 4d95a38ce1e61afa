"""What applying an upload did, in counts."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date


@dataclass
class Applied:
    """What one upload did: its lines set aside by reason, the school years it speaks of, other
    schools it names, and the days it covers (both inclusive); `changes` counts the student-days
    missed that were added, changed and removed. `names_no_school`: some of its lines speak for
    the whole district. `own_days`: the file itself says which days were school days. `rows_aside`:
    where a line holds several days, those set aside in lines that count otherwise."""

    rejected: Counter = field(default_factory=Counter)
    cells: set[tuple[str, str]] = field(default_factory=set)
    days: tuple[date, date] | None = None
    named: set[str] = field(default_factory=set)
    changes: dict[str, int] = field(default_factory=dict)
    own_days: bool = False
    names_no_school: bool = False
    rows_aside: Counter = field(default_factory=Counter)

    @property
    def schools(self) -> list[str]:
        """Every school the upload is about."""
        return sorted({school for school, _ in self.cells} | self.named)


def reasons(cursor, counted: str) -> Counter:
    """The lines per reason that the query `counted` gives, without those that count."""
    rows = cursor.execute(f"{counted} GROUP BY reason").fetchall()
    return Counter({reason: int(lines) for reason, lines in rows if reason and lines})
