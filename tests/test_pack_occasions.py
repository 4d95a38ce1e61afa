"""For what a pack is looked at: convenings with their packs, and packs of none."""

from dataclasses import replace
from datetime import date

import pytest

from sm_core.gatherings.gathering import CANCELED, CONVENING, HELD, MEETING, Gathering
from sm_core.packs.occasions import next_one, occasions
from tests.pack_made import FEBRUARY, JANUARY

FEB, JAN = date(2026, 2, 4), date(2026, 1, 7)


def convening(day, name, **more):
    return Gathering(name, CONVENING, "Monthly convening", day, **more)


NEXT, LAST = convening(FEB, "feb"), convening(JAN, "jan", state=HELD)


def pack(as_of, gathering="", pack_id="p"):
    return replace(FEBRUARY, pack_id=pack_id, as_of=as_of, gathering_id=gathering)


def ids(found):
    return [(each.gathering and each.gathering.gathering_id, each.pack and each.pack.pack_id)
            for each in found]  # fmt: skip


def test_nothing_is_planned_and_nothing_frozen():
    assert occasions([], []) == []
    assert next_one([], FEB) is None


def test_each_convening_has_the_pack_frozen_for_it_the_newest_first():
    packs = [replace(FEBRUARY, gathering_id="feb"), replace(JANUARY, gathering_id="jan")]
    found = occasions([LAST, NEXT], packs)
    assert ids(found) == [("feb", FEBRUARY.pack_id), ("jan", JANUARY.pack_id)]
    assert [each.key for each in found] == ["feb", "jan"]
    assert [each.day for each in found] == [FEB, JAN]


def test_of_two_packs_for_one_convening_the_newest_counts():
    packs = [pack(date(2026, 1, 30), "feb", "new"), pack(date(2026, 1, 23), "feb", "old")]
    assert ids(occasions([NEXT], packs)) == [("feb", "new")]


@pytest.mark.parametrize(("as_of", "expected"), [
    (date(2026, 2, 5), [(None, "p"), ("feb", None)]), (FEB, [("feb", "p")]),
    (date(2026, 1, 4), [("feb", "p")]), (date(2026, 1, 3), [("feb", None), (None, "p")]),
])  # fmt: skip
def test_a_pack_frozen_for_none_serves_the_convening_within_a_month(as_of, expected):
    assert ids(occasions([NEXT], [pack(as_of)])) == expected


def test_one_pack_serves_one_convening():
    early = convening(date(2026, 1, 31), "early")
    found = occasions([NEXT, early], [pack(date(2026, 1, 30))])
    assert ids(found) == [("feb", None), ("early", "p")]


def test_a_canceled_convening_leaves_its_pack_behind_and_meetings_have_none():
    canceled = replace(NEXT, state=CANCELED)
    meeting = replace(NEXT, kind=MEETING, gathering_id="meeting")
    found = occasions([canceled, meeting], [pack(date(2026, 1, 30), "feb")])
    assert ids(found) == [(None, "p")]
    assert found[0].key == "p"
    assert found[0].day == date(2026, 1, 30)


@pytest.mark.parametrize(("day", "expected"), [
    (date(2026, 1, 6), "jan"), (JAN, "jan"), (date(2026, 1, 8), "feb"), (FEB, "feb"),
    (date(2026, 2, 5), "feb"),
])  # fmt: skip
def test_the_next_one_is_looked_at_and_after_all_the_last(day, expected):
    assert next_one(occasions([LAST, NEXT], []), day).key == expected


def test_of_those_to_come_the_first_with_figures_is_looked_at():
    extra = convening(date(2026, 1, 31), "extra")
    assert next_one(occasions([extra, NEXT], [pack(FEB, "feb")]), JAN).key == "feb"
    assert next_one(occasions([extra, NEXT], []), JAN).key == "extra"


def test_a_convening_to_come_goes_before_figures_of_none():
    found = occasions([NEXT], [pack(JAN, "feb"), pack(date(2026, 1, 20), "gone", "free")])
    assert next_one(found, JAN).key == "feb"
