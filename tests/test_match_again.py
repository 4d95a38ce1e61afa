"""Suggestions stay where little changes."""

import pytest

from tests.match_again import again, drawn
from tests.match_people import district


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_usual_bonus_keeps_nine_of_ten_for_little_fit(seed):
    found = again(district(3, 60, 12, seed), (0, 100), drawn)
    assert found[100].kept >= 0.90
    assert found[100].lost <= 0.015
    assert found[0].kept < found[100].kept
