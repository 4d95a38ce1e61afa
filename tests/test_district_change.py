"""How the cards of the District page tell a change."""

import pytest

from ui.district import changed


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ((10, 100, 9, 100), "+1.0 points, +1 student"),
        ((9, 100, 10, 100), "-1.0 points, -1 student"),
        ((8, 100, 10, 100), "-2.0 points, -2 students"),
        ((10, 100, 10, 100), "no change"),
        ((20, 200, 10, 100), "no change in points, +10 students"),
        ((2999, 9999, 3000, 10_000), "no change in points, -1 student"),
        ((10, 100, 0, 0), None),
    ],
)
def test_a_change_is_told_in_points_and_students(parts, words):
    assert changed(*parts, counts=True) == words


def test_a_change_of_days_is_told_in_points_alone():
    assert changed(11, 100, 10, 100) == "+1.0 points"
    assert changed(10, 100, 10, 100) == "no change"
