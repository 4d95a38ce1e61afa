"""The three kinds of pattern a school is looked at for: weekdays, days beside a break, grades.

None of them counts student-days as if each were a draw of its own: a cold or a snowfall keeps
many at home at once, so 3,000 student-days tell hardly more than the days they lie on, and a
chi-square test on them calls every second school remarkable. Here a week or a day is one
observation, and its own scatter is the measure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import asin, sqrt
from statistics import mean, stdev

from sm_core.contacts.weeks import monday_of
from sm_core.grades import in_natural_order
from sm_core.student_words import percent, short_day

FEWEST_STUDENTS = 10
"""A rate of fewer is never looked at, nor shown."""
FEWEST_WEEKS = 10
"""For weekdays; with fewer no answer could be clear enough beside all that is looked at."""
FEWEST_BREAKS = 4
FEWEST_BLOCKS = 6
BLOCK = 5
"""School days, of a grade."""
NEAR = timedelta(days=28)
WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays")


@dataclass(frozen=True)
class Told:
    """Student days known, and of them missed: of one school day, or of several together."""

    enrolled: int = 0
    missed: int = 0

    def __add__(self, other: Told) -> Told:
        return Told(self.enrolled + other.enrolled, self.missed + other.missed)

    def __sub__(self, other: Told) -> Told:
        return Told(self.enrolled - other.enrolled, self.missed - other.missed)

    @property
    def share(self) -> Fraction:
        return Fraction(self.missed, self.enrolled)

    def __str__(self) -> str:
        return f"{self.missed:,} of {self.enrolled:,} student days ({percent(self.share)})"


@dataclass(frozen=True)
class Look:
    """One thing looked at: what it would say, how many `points` (of percent) apart the two shares
    are, and how probable so large a difference is where there is nothing; of a `weekday`, Monday
    0."""

    words: str
    points: Fraction
    p: float
    weekday: int | None = None


def together(told: Iterable[Told]) -> Told:
    return sum(told, Told())


def _points(one: Fraction, other: Fraction) -> Fraction:
    return abs(one - other) * 100


def weekdays(days: Mapping[date, Told], apart: Sequence[int] = ()) -> Iterator[Look]:
    """Each weekday against the other days of its own weeks, those set `apart` not among them: the
    difference of a week is one observation, so a week of flu is none, and Wilcoxon's signed-rank
    test asks whether they lean to one side."""
    weeks: dict[date, dict[int, Told]] = defaultdict(dict)
    for day, told in days.items():
        if day.weekday() < len(WEEKDAYS):
            weeks[monday_of(day)][day.weekday()] = told
    for number in range(len(WEEKDAYS)):
        pairs = [
            (week[number], others)
            for week in weeks.values()
            if number in week
            and len(others := [week[n] for n in week if n not in (number, *apart)]) > 1
        ]
        if len(pairs) >= FEWEST_WEEKS:
            yield _weekday(number, pairs, apart)


def _weekday(
    number: int, pairs: Sequence[tuple[Told, list[Told]]], apart: Sequence[int]
) -> Look:  # fmt: skip
    from scipy.stats import wilcoxon

    scatter = [float(own.share - mean(o.share for o in others)) for own, others in pairs]
    # Counted out exactly, ties among the weeks take seconds; so far out it is careful enough.
    p = wilcoxon(scatter, correction=True, method="asymptotic").pvalue if any(scatter) else 1
    own = together(own for own, _ in pairs)
    other = together(told for _, others in pairs for told in others)
    but = f" but {' and '.join(WEEKDAYS[n] for n in apart)}" if apart else ""
    words = (f"On {WEEKDAYS[number]} students missed {own}, on the other days{but} of the same "
             f"{len(pairs)} weeks {other}.")  # fmt: skip
    return Look(words, _points(own.share, other.share), float(p), number)


def breaks(days: Mapping[date, Told]) -> Iterator[Look]:
    """The last school day before a weekday without school, and the first one after, against all
    other days; each day counts as what it is over or under the same weekday of the four weeks
    around it, and the Mann-Whitney test asks whether those beside a break lie higher or lower."""
    from scipy.stats import mannwhitneyu

    sides = _beside_a_break(sorted(days))
    plain = [day for day in days if day not in sides["before"] | sides["after"]]
    usual = {day: near for day in days if (near := _usual(day, days, plain))}
    rest = [float(days[day].share - usual[day].share) for day in plain if day in usual]
    for side, words in (("before", "On the last day before a break"),
                        ("after", "On the first day after a break")):  # fmt: skip
        found = [day for day in sorted(sides[side]) if day in usual]
        if len(found) < FEWEST_BREAKS or len(rest) < FEWEST_WEEKS:
            continue
        apart = [float(days[day].share - usual[day].share) for day in found]
        own, other = together(days[d] for d in found), together(usual[d] for d in found)
        said = (f"{words} students missed {own}, on the same weekdays of the weeks around it "
                f"{percent(other.share)} ({len(found)} breaks).")  # fmt: skip
        p = float(mannwhitneyu(apart, rest, method="asymptotic").pvalue)
        yield Look(said, _points(own.share, other.share), p)


def _beside_a_break(days: Sequence[date]) -> dict[str, set[date]]:
    """The school days next to a gap in which a Monday to Friday had no school."""
    gaps = [(one, after) for one, after in pairwise(days)
            if any((one + timedelta(days=n)).weekday() < len(WEEKDAYS)
                   for n in range(1, (after - one).days))]  # fmt: skip
    return {"before": {one for one, _ in gaps}, "after": {after for _, after in gaps}}


def _usual(day: date, days: Mapping[date, Told], plain: Iterable[date]) -> Told | None:
    """The same weekday in the weeks around a day, itself and days beside a break left out."""
    near = [days[each] for each in plain
            if each != day and abs(each - day) <= NEAR and (each - day).days % 7 == 0]  # fmt: skip
    return together(near) if len(near) > 1 else None


def grades(by_grade: Mapping[str, Mapping[date, Told]]) -> Iterator[Look]:
    """The last five school days of each grade, relative to the rest of the school, against its own
    fives of days before: outside of what a t distribution with as many degrees of freedom as
    earlier fives less one foretells for one more. Shares are compared as arc sines, so that a
    quiet grade and one that misses much scatter alike."""
    everybody = _summed(by_grade.values())
    blocks = _blocks(sorted(everybody))
    for grade in in_natural_order(g for g in by_grade if g):
        own = by_grade[grade]
        pairs = [
            (together(own.get(d, Told()) for d in block), together(everybody[d] for d in block))
            for block in blocks
            if all(_enough(own.get(d, Told()), everybody[d]) for d in block)
        ]
        whole = bool(blocks) and all(_enough(own.get(d, Told()), everybody[d]) for d in blocks[-1])
        if whole and len(pairs) > FEWEST_BLOCKS:
            yield _jump(grade, [(one, every - one) for one, every in pairs], blocks[-1])


def _enough(own: Told, everybody: Told) -> bool:
    return min(own.enrolled, everybody.enrolled - own.enrolled) >= FEWEST_STUDENTS


def _blocks(days: Sequence[date]) -> list[Sequence[date]]:
    """The school days in fives, the last five last; what is left over at the beginning is not
    among them."""
    ends = range(len(days), BLOCK - 1, -BLOCK)
    return [days[end - BLOCK : end] for end in ends][::-1]


def _jump(grade: str, pairs: Sequence[tuple[Told, Told]], block: Sequence[date]) -> Look:
    from scipy.stats import t

    *earlier, last = [_angle(own.share) - _angle(rest.share) for own, rest in pairs]
    own, rest = pairs[-1]
    # Never less than the scatter of so many coins: of a grade that misses nothing one day is none.
    least = sqrt(1 / (4 * own.enrolled) + 1 / (4 * rest.enrolled))
    far = abs(last - mean(earlier)) / (max(stdev(earlier), least) * sqrt(1 + 1 / len(earlier)))
    own_before, rest_before = (together(side) for side in zip(*pairs[:-1], strict=True))
    moved = own.share - own_before.share
    beyond = moved - (rest.share - rest_before.share)
    # Where only the other grades moved, it is not this one that stands out.
    points = min(abs(moved), abs(beyond)) * 100 if moved * beyond > 0 else Fraction(0)
    words = (
        f"Grade {grade} missed {own} from {short_day(block[0])} to {short_day(block[-1])}, before "
        f"it {own_before}. The other grades went from {percent(rest_before.share)} to "
        f"{percent(rest.share)}."
    )
    return Look(words, points, float(2 * t.sf(far, len(earlier) - 1)))


def _angle(share: Fraction) -> float:
    return asin(sqrt(share))


def _summed(parts: Iterable[Mapping[date, Told]]) -> dict[date, Told]:
    found: dict[date, Told] = defaultdict(Told)
    for part in parts:
        for day, told in part.items():
            found[day] += told
    return dict(found)


def school_days(by_grade: Mapping[str, Mapping[date, Told]]) -> dict[date, Told]:
    """The whole school by day; days of which fewer than `FEWEST_STUDENTS` are known are left
    out."""
    found = _summed(by_grade.values())
    return {day: told for day, told in found.items() if told.enrolled >= FEWEST_STUDENTS}
