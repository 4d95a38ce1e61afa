"""The students of a page by tier at one moment, as parts of a whole, as far as they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sm_core.definitions import TIER_WORDS, TIERS
from sm_core.packs.pack import AT_RISK, CHRONIC, NOW, RATED, SEVERE, START, YEAR, PackPage
from sm_core.packs.words import at, moment_label
from sm_core.palette import TIER_MARKS
from sm_core.targeting.words import counted

TOGETHER = "chronic_together"
"""The chronically absent where the severe ones are not told apart."""
OTHERS = "others"
"""Those at risk and the satisfactory ones, where they are not told apart."""
WORDS = TIER_WORDS | {TOGETHER: "Chronic", OTHERS: "Not chronic"}
MARKS = TIER_MARKS | {TOGETHER: "■◆", OTHERS: "▲●"}
KEY = " · ".join(f"{TIER_MARKS[tier]} {TIER_WORDS[tier]}" for tier in reversed(TIERS))
LIKE = {TOGETHER: "moderate_chronic", OTHERS: "satisfactory"}
"""The tier whose color a part of two tiers takes."""


A_LETTER = 0.027
"""Of the width of a bar."""


@dataclass(frozen=True)
class Part:
    """So many `students` of a tier, or of two together; `share` of the whole, from 0 to 1."""

    name: str
    students: int
    share: float
    aside: bool = False
    """Whether its number stands elsewhere, as it has no room in it."""

    @property
    def tier(self) -> str:
        return LIKE.get(self.name, self.name)

    @property
    def mark(self) -> str:
        return MARKS[self.name]

    @property
    def words(self) -> str:
        return WORDS[self.name]

    @property
    def told(self) -> str:
        """What stands in it, like "■ 194"; "" for nothing."""
        return f"{self.mark} {self.students:,}" if self.students and not self.aside else ""


def moments_shown(page: PackPage) -> list[tuple[str, list[Part]]]:
    """(label, parts) of now, the baseline and the same date last year, where there are parts."""
    found = [(moment, parts(page, moment)) for moment in (NOW, START, YEAR)]
    return [(_label(page, moment, of), of) for moment, of in found if of]


def narrow_beside(label: str, of: Sequence[Part]) -> tuple[str, list[Part]]:
    """Label and parts of a bar as wide as a phone, or whose letters grow with it: what does not fit
    its part stands behind the label."""
    narrow = [part for part in of if part.share < A_LETTER * len(part.told)]
    return (" · ".join([label, *(part.told for part in narrow)]),
            [replace(part, aside=part in narrow) for part in of])  # fmt: skip


def _label(page: PackPage, moment: str, of: list[Part]) -> str:
    students = sum(part.students for part in of)
    return f"{moment_label(page, moment)} · {counted(students, 'student', 'students')}"


def parts(page: PackPage, moment: str) -> list[Part]:
    """[] where nobody may know how many are chronically absent, or nothing is known. What is told
    of fewer schools than those is no part of them."""
    whole = [at(page, moment, name).count for name in (RATED, CHRONIC)]
    return told_apart(*whole, *(
        None if f"{moment}.{name}" in page.partly else at(page, moment, name).count
        for name in (SEVERE, AT_RISK)
    ))  # fmt: skip


def told_apart(
    rated: int | None, chronic: int | None, severe: int | None, at_risk: int | None
) -> list[Part]:
    """The worst first, together all `rated`; two tiers together where they are not known apart, and
    [] where not even the chronically absent are."""
    if not rated or chronic is None:
        return []
    found = [*_split(TOGETHER, chronic, severe, ("severe_chronic", "moderate_chronic")),
             *_split(OTHERS, rated - chronic, at_risk, ("at_risk", "satisfactory"))]  # fmt: skip
    return [Part(name, students, students / rated) for name, students in found]


def _split(
    together: str, whole: int, part: int | None, names: tuple[str, str]
) -> Iterator[tuple[str, int]]:
    if part is None:
        yield together, whole
    else:
        yield from zip(names, (part, whole - part), strict=True)
