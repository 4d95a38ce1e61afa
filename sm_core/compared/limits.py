"""Where a school stands beside all schools: how probable its count is if only chance were at work.

A funnel plot (Spiegelhalter 2005): small schools scatter widely by chance alone, and a list sorted
by rate puts them at both ends. What a school's place is, is decided by the exact probability of the
binomial distribution; the lines of the chart are drawn so that they say the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from sm_core.compared.record import Count

WARNING, ALARM = Fraction(25, 1000), Fraction(1, 1000)
"""Beyond either limit lies no more than this by chance: limits of 95 % and of 99.8 %."""
CLOSE = 1e-9
FAR_ABOVE, ABOVE, WITHIN, BELOW, FAR_BELOW = 2, 1, 0, -1, -2


def place(count: Count, of_all: Count) -> int:
    """How far the students chronically absent lie from what the rate of all would make: beyond the
    limits of 99.8 % (2 or -2), of 95 % (1 or -1), or of neither (0). Both counts have students."""
    above, below = tails(count, of_all)
    if above <= below:
        return _beyond(above, _others(count), _others(of_all))
    return -_beyond(below, count, of_all)


def _others(count: Count) -> Count:
    """The same students seen from the other side: those who are not chronically absent."""
    return Count(count.rated, count.rated - count.chronic)


def _beyond(tail: float, count: Count, of_all: Count) -> int:
    """How many limits so few or fewer are beyond, of the probability `tail`; where that is too
    close to a limit for a float to tell, counted out in whole numbers."""
    exact = tail
    if any(abs(tail / float(limit) - 1) < CLOSE for limit in (WARNING, ALARM)):
        exact = _so_few(count, of_all)
    return (exact <= WARNING) + (exact <= ALARM)


def _so_few(count: Count, of_all: Count) -> Fraction:
    n, chronic, others = count.rated, of_all.chronic, of_all.rated - of_all.chronic
    ways = (comb(n, k) * chronic**k * others ** (n - k) for k in range(count.chronic + 1))
    return Fraction(sum(ways), of_all.rated**n)


def tails(count: Count, of_all: Count) -> tuple[float, float]:
    """The probabilities of so many or more, and of so few or fewer, where each student is
    chronically absent with the rate of all."""
    from scipy.special import bdtr, bdtrc

    rate = of_all.chronic / of_all.rated
    more = bdtrc(count.chronic - 1, count.rated, rate) if count.chronic else 1.0
    return float(more), float(bdtr(count.chronic, count.rated, rate))


@dataclass(frozen=True)
class Limits:
    """For schools of `rated` students the shares at which the lines of 95 % and 99.8 % lie; None
    where no share is so far out. A school is beyond a line exactly if `place` says so."""

    rated: int
    low_alarm: float | None
    low: float | None
    high: float | None
    high_alarm: float | None


def limits(rated: Iterable[int], of_all: Count) -> list[Limits]:
    """One for each number of students, each at least 1."""
    rate = of_all.chronic / of_all.rated
    return [
        Limits(n, _low(n, rate, ALARM), _low(n, rate, WARNING), _high(n, rate, WARNING),
               _high(n, rate, ALARM))
        for n in rated
    ]  # fmt: skip


def _low(n: int, rate: float, tail: Fraction) -> float | None:
    """Between the last count that is beyond the limit and the first that is not, as far as the
    probability of `tail` lies between theirs: a smooth line, on whose right side each count is."""
    from scipy.special import bdtr

    first = _first_within(n, rate, tail)
    if not first:
        return None
    before, here = bdtr([first - 1, first], n, rate)
    return float(first - (here - float(tail)) / (here - before)) / n


def _first_within(n: int, rate: float, tail: Fraction) -> int:
    """The least count of which so few or fewer are more probable than `tail`."""
    from scipy.special import bdtr

    low, high = 0, n
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if bdtr(middle, n, rate) > float(tail) else (middle + 1, high)
    return low


def _high(n: int, rate: float, tail: Fraction) -> float | None:
    """As `_low`, of the students who are not chronically absent."""
    low = _low(n, 1 - rate, tail)
    return None if low is None else 1 - low
