"""What class periods say of a day, in plain Python: slow, and easy to check by reading."""

from fractions import Fraction

PORTIONS = {"U": Fraction(1), "E": Fraction(1), "H": Fraction(1, 2), "P": Fraction(0),
            "T": Fraction(0), "X": None, "N": None}  # fmt: skip
"""The part missed of a period by its mark; none where the mark does not count at all."""


def part_missed(marks, rule, day_periods=None):
    """The part of a day missed, None where the day does not count. `marks` are pairs of (period,
    code), of which a pair may stand there twice."""
    worst = {}
    for period, code in marks:
        if PORTIONS[code] is not None:
            worst[period] = max(worst.get(period, Fraction(0)), PORTIONS[code])
    if not worst and marks:
        return None
    held = max(len(worst), day_periods or 0)
    missed = [part for part in worst.values() if part > 0]
    if rule == "any":
        return Fraction(bool(missed))
    if rule == "all":
        return Fraction(bool(missed) and len(missed) >= held)
    return min(Fraction(1), Fraction(sum(missed), held)) if missed else Fraction(0)
