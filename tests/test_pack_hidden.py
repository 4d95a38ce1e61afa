"""What a pack hides: at, below and above each bound; and that a reader who knows the rules and adds
and subtracts everything that is shown, of one pack or of two, finds no hidden number."""

import os
import random
from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pack_reader import Reader, values
from pack_worlds import DAY, changed, dated, pack, school

from sm_core.hiding.cell import BESIDE, FEW, MOST, OVER, UNDER, Cell
from sm_core.hiding.known import WIDE
from sm_core.packs.cells import numbers
from sm_core.packs.figures import Figures
from sm_core.packs.hide import hide_all

TAKEN_BACK = datetime(2026, 2, 2, 9)
EXAMPLES = int(os.environ.get("EXAMPLES", "4"))


def said(cell):
    """The count, or why it is hidden."""
    return cell.why or cell.count


def counts(rated=100, chronic=30, severe=15, at_risk=30, moment="now", **program):
    severe, at_risk = min(severe, chronic), min(at_risk, rated - chronic)
    tiers = zip(("rated", "chronic", "severe", "at_risk"), (rated, chronic, severe, at_risk),
                strict=True)  # fmt: skip
    return {f"{moment}.{name}": count for name, count in tiers} | program


def cells(**of):
    return {key: said(known.cell) for key, known in numbers(counts(**of)).items()}


# --- one school


@pytest.mark.parametrize(
    ("rated", "chronic", "shown"),
    [
        (9, 4, (FEW, BESIDE)),
        (10, 4, (10, BESIDE)),
        # Of 20 students only "10" could ever be shown, of 23 only four numbers.
        (20, 10, (20, BESIDE)),
        (23, 12, (23, BESIDE)),
        (24, 9, (24, FEW)),
        (24, 10, (24, 10)),
        (24, 14, (24, 14)),
        (24, 15, (24, MOST)),
        (199, 9, (199, FEW)),
        (199, 189, (199, 189)),
        (199, 190, (199, MOST)),
        (200, 9, (200, FEW)),
        (200, 10, (200, 10)),
        (201, 10, (201, UNDER)),
        (220, 10, (220, UNDER)),
        (220, 11, (220, 11)),
        (400, 19, (400, UNDER)),
        (400, 20, (400, 20)),
        (400, 380, (400, 380)),
        (400, 381, (400, OVER)),
        (400, 0, (400, UNDER)),
        (400, 400, (400, OVER)),
    ],
)
def test_of_the_students_ten_and_five_percent_and_as_many_others(rated, chronic, shown):
    found = cells(rated=rated, chronic=chronic, severe=0, at_risk=0)
    assert (found["now.rated"], found["now.chronic"]) == shown
    if isinstance(shown[1], str):
        assert {found["now.severe"], found["now.at_risk"]} == {BESIDE}


@pytest.mark.parametrize(
    ("rated", "chronic", "severe", "shown"),
    [
        (100, 23, 12, BESIDE),
        (100, 24, 9, FEW),
        (100, 24, 10, 10),
        (100, 24, 14, 14),
        (100, 24, 15, MOST),
        # 5 percent are those of all in rates; of the others among the chronic ten are enough.
        (400, 100, 19, UNDER),
        (400, 100, 20, 20),
        (400, 100, 90, 90),
        (400, 100, 91, MOST),
        (400, 33, 20, BESIDE),
        (400, 34, 20, 20),
    ],
)
def test_severe_is_a_part_of_the_chronic_and_at_risk_of_all_others(rated, chronic, severe, shown):
    assert cells(rated=rated, chronic=chronic, severe=severe, at_risk=0)["now.severe"] == shown
    other = cells(rated=rated, chronic=rated - chronic, severe=0, at_risk=severe)
    assert other["now.at_risk"] == shown


@pytest.mark.parametrize(
    ("chosen", "told", "matched", "met", "shown"),
    [
        (0, 0, 0, 0, (0, 0, 0, 0)),
        (1, 1, 0, 0, (FEW, BESIDE, BESIDE, BESIDE)),
        (9, 9, 9, 9, (FEW, BESIDE, BESIDE, BESIDE)),
        (10, 10, 10, 10, (10, BESIDE, BESIDE, BESIDE)),
        (50, 9, 10, 5, (50, FEW, 10, BESIDE)),
        (50, 41, 40, 24, (50, MOST, 40, 24)),
        (60, 50, 50, 26, (60, BESIDE, 50, 26)),
        (60, 41, 32, 9, (60, BESIDE, 32, FEW)),
        (60, 42, 32, 22, (60, 42, 32, 22)),
        (60, 42, 32, 23, (60, 42, 32, MOST)),
        (60, 23, 32, 22, (60, BESIDE, 32, 22)),
        (60, 22, 32, 22, (60, 22, 32, 22)),
        (91, 45, 20, 10, (MOST, BESIDE, BESIDE, BESIDE)),
        (90, 45, 20, 10, (90, 45, 20, BESIDE)),
    ],
)
def test_from_chosen_to_met(chosen, told, matched, met, shown):
    found = cells(chosen=chosen, told=told, matched=matched, met=met)
    assert tuple(found[key] for key in ("chosen", "told", "matched", "met")) == shown


def test_few_chosen_of_many_students_are_no_secret_and_shares_of_them_are():
    found = cells(rated=4000, chronic=900, severe=300, at_risk=500, severe_here=300, neither=15,
                  chosen=260, told=248, matched=12, met=0)  # fmt: skip
    assert [found[key] for key in ("chosen", "told", "matched", "met", "neither")] == [
        260, OVER, UNDER, BESIDE, 15,
    ]  # fmt: skip
    assert cells(severe=15, severe_here=15, neither=3)["neither"] == BESIDE
    assert cells(chronic=60, severe=24, severe_here=24, neither=3)["neither"] == FEW


@pytest.mark.parametrize(
    ("severe", "here", "neither", "shown"),
    [
        (45, 45, 13, (45, 13)),
        (45, 45, 36, (45, MOST)),
        # Fewer than 10 have left: how many is not shown, and 26 might be all but 10.
        (45, 44, 13, (MOST, 13)),
        (45, 36, 26, (MOST, 26)),
        (45, 44, 27, (MOST, MOST)),
        (45, 36, 9, (MOST, FEW)),
        (45, 35, 25, (35, 25)),
        (45, 35, 26, (35, MOST)),
        (45, 9, 9, (FEW, BESIDE)),
        (20, 18, 12, (BESIDE, BESIDE)),
    ],
)
def test_the_severe_with_nobody_are_of_those_still_here(severe, here, neither, shown):
    found = cells(rated=200, chronic=60, severe=severe, severe_here=here, neither=neither)
    assert (found["severe_here"], found["neither"]) == shown


@pytest.mark.parametrize(
    ("rated", "chosen", "shown"),
    [(40, 50, 50), (40, 41, 41), (40, 40, MOST), (40, 30, 30), (9, 12, 12), (9, 9, BESIDE)],
)
def test_some_who_are_chosen_are_not_in_rates_yet(rated, chosen, shown):
    found = cells(rated=rated, chronic=3, severe=0, at_risk=0, chosen=chosen, told=0, matched=0)
    assert found["chosen"] == shown


@pytest.mark.parametrize("severe", [10, 24, 25, 33, 43, 60])
def test_each_reason_fits_five_numbers_of_those_still_here_and_of_those_with_nobody(severe):
    alike = defaultdict(set)
    for here in range(severe + 1):
        for neither in range(here + 1):
            found = numbers(counts(300, 100, severe, severe_here=here, neither=neither))
            assert all(found[key].least <= count <= found[key].most
                       for key, count in (("severe_here", here), ("neither", neither)))  # fmt: skip
            alike[found["severe_here"].cell, found["neither"].cell].add((here, neither))
    for cells_, fitting in alike.items():
        for cell, values_ in zip(cells_, zip(*fitting, strict=True), strict=True):
            assert not cell.hidden or len(set(values_)) >= WIDE


def test_what_is_unknown_is_not_hidden():
    assert numbers({}) == {}
    found = numbers({"chosen": 12, "told": 12, "matched": 0, "severe_here": 4, "neither": 3})
    assert {key: said(known.cell) for key, known in found.items()} == {
        "chosen": 12, "told": BESIDE, "matched": BESIDE,
    }  # fmt: skip


@pytest.mark.parametrize("whole", [10, 23, 24, 25, 60])
def test_each_reason_fits_five_numbers_and_more_of_any_part(whole):
    """Whoever knows the rules turns them around: which numbers look like this?"""
    alike = defaultdict(set)
    for told, matched in product(range(whole + 1), repeat=2):
        found = numbers(counts(4000, 900, 300, chosen=whole, told=told, matched=matched, met=0))
        look = tuple(found[key].cell for key in ("told", "matched", "met"))
        alike[look].add((told, matched))
        for key, count in (("told", told), ("matched", matched)):
            assert found[key].least <= count <= found[key].most
    for (told, matched, _), fitting in alike.items():
        assert not told.hidden or len({told for told, _ in fitting}) >= WIDE
        assert not matched.hidden or len({matched for _, matched in fitting}) >= WIDE


# --- all together


def of(number, day=DAY, **more):
    return dated(Figures(str(number), f"School {number}", day, day, counts(**more)), day)


def together(*figures, key="now.severe", packs=()):
    return hide_all(figures, packs)[0].cells.get(key)


def test_a_total_never_has_a_hidden_number_in_it():
    """At one of two schools that hide one, it would tell the other's."""
    few = [of(1, severe=3), of(2, severe=2), of(3, severe=15)]
    for schools in (few, few[1:], few[2:]):
        assert together(*schools) == Cell(15)
    assert together(*few[:2]) == Cell(None, BESIDE)
    assert together(few[2], of(4)) == Cell(30)
    assert together(*few, key="now.chronic") == Cell(90)
    assert together(*few, key="year.severe") is None


def test_a_part_of_some_schools_says_of_how_many_and_of_whom():
    program = {"chosen": 60, "told": 30, "met": 0}
    schools = [
        of(1, chronic=40, severe=15, **program, matched=40),
        of(2, chronic=50, severe=9, **program, matched=55),
        of(3, chosen=40, told=20, matched=13, met=0),
    ]
    district, _ = hide_all(schools)
    assert district.partly["now.severe"] == (70, 2)
    assert (said(district.cells["matched"]), district.partly["matched"]) == (53, (100, 2))
    # The third one hides it for the gap to those matched.
    assert (said(district.cells["told"]), district.partly["told"]) == (60, (120, 2))
    assert district.partly.keys() == {"now.severe", "matched", "told"}


def test_where_it_is_hidden_how_many_are_chosen_the_others_are_counted():
    full = {"chosen": 60, "told": 42, "matched": 32, "met": 22}
    district, _ = hide_all([of(1, **full), of(2, **full), of(3, chosen=9, told=9, matched=9)])
    assert district.partly == {
        "chosen": (None, 2), "told": (120, 2), "matched": (120, 2), "met": (64, 2),
    }  # fmt: skip


def test_whoever_is_met_is_told_of_the_schools_that_asked_for_a_contact():
    program = {"chosen": 60, "told": 30, "matched": 40}
    district, _ = hide_all([of(1, **program, met=20), of(2, **program)])
    assert (said(district.cells["met"]), district.partly["met"]) == (20, (40, 1))
    assert district.cells["matched"] == Cell(80)


def test_a_total_is_of_the_schools_that_show_what_it_is_a_part_of():
    small, hidden = of(1, rated=9, chronic=3, severe=1), of(2, chronic=9, severe=9)
    district, _ = hide_all([small, hidden, of(3), of(4, chronic=40)])
    assert {key: said(cell) for key, cell in district.cells.items()} == {
        "now.rated": 200, "now.chronic": 70, "now.severe": 30, "now.at_risk": 60,
    }  # fmt: skip
    assert district.note == (
        "How many students are in each tier is hidden at School 1, School 2, not in these totals."
    )


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((0, 7, 6), ""),
        ((0, 8, 7), "The data of School 2 end over a week before the newest."),
        ((0, 14, 8), "The data of School 2, School 3 end over a week before the newest."),
        ((0, *[8] * 6), "The data of 6 schools end over a week before the newest."),
        ((14, 14, 14), ""),
        ((0, None, 0), ""),
        ((None, None), ""),
    ],
)
def test_whose_data_end_over_a_week_before_the_newest_is_said_of_all_schools(days, said):
    throughs = [None if n is None else DAY - timedelta(n) for n in days]
    district, _ = hide_all([replace(of(n), through=day) for n, day in enumerate(throughs, 1)])
    assert district.note == said
    assert district.through == max(filter(None, throughs), default=None)


def year_ago(number, **more):
    """A school with last year's students; without `more` it was not there yet."""
    known = replace(of(number), days={"year": DAY - timedelta(days=365)})
    return replace(known, counts=known.counts | (counts(**more, moment="year") if more else {}))


@pytest.mark.parametrize(
    ("schools", "partly"),
    [
        ([year_ago(1, chronic=30), year_ago(2, chronic=30)], {}),
        # One that was not there a year before is not left out.
        ([year_ago(1, chronic=30), year_ago(2)], {}),
        ([year_ago(1, chronic=30), year_ago(2, chronic=9)],
         {"year.rated": (None, 1), "year.chronic": (None, 1)}),
        ([year_ago(1, chronic=30), year_ago(2, chronic=30), year_ago(3, chronic=30, severe=9),
          year_ago(4, chronic=9)],
         {"year.rated": (None, 3), "year.chronic": (None, 3), "year.severe": (60, 2)}),
        ([year_ago(1, chronic=9), year_ago(2)], {}),
    ],
)  # fmt: skip
def test_a_total_of_a_moment_says_at_how_many_of_the_schools_that_were_there_it_is(schools, partly):
    assert hide_all(schools)[0].partly == partly


def test_a_moment_that_another_pack_keeps_from_being_told_is_left_out_of_the_total():
    """Of the second school the year before, of the third everything."""
    year = timedelta(days=365)
    before = pack([dated(of(2, chronic=9), DAY - year)])
    after = pack([replace(dated(year_ago(3, chronic=9), DAY + year), days={"year": DAY})])
    known = [year_ago(n, chronic=30) for n in (1, 2, 3)]
    district, (_, second, third) = hide_all(known, [before, after])
    assert "now.rated" in second.cells
    assert third.cells == {}
    assert district.partly == {
        "now.rated": (None, 2), "now.chronic": (None, 2),
        "year.rated": (None, 1), "year.chronic": (None, 1),
    }  # fmt: skip
    assert district.note == (
        "How many students are in each tier is hidden at School 3, not in these totals. "
        "How many students are chosen is hidden at School 3, not in these totals."
    )


def test_schools_that_show_figures_of_another_day_are_named_on_the_page_of_all():
    day = DAY - timedelta(days=7)
    old = pack([of(1), of(2, chronic=9), of(3, chronic=9)])
    earlier = [dated(of(n), day) for n in (1, 2)]
    district, _ = hide_all(earlier, [old])
    assert district.note.endswith(
        "The figures of School 2 are of another day, which its page names.")  # fmt: skip
    district, _ = hide_all([*earlier, dated(of(3), day)], [old])
    assert district.note.endswith(
        "The figures of School 2, School 3 are of other days, which their pages name.")  # fmt: skip
    assert hide_all(earlier)[0].note == ""


def test_what_is_not_of_students_adds_up_but_for_mentors_who_may_serve_two_schools():
    facts = {"free": 2, "mentors": 5, "held": 3, "weeks": 4, "steps": None}
    schools = [replace(of(1), facts=facts), replace(of(2), facts=facts | {"steps": 7})]
    district, _ = hide_all(schools)
    assert district.facts == {"free": None, "mentors": None, "held": 6, "weeks": 8, "steps": 7}


# --- weeks


def weekly(*chronic, rated=100, before=()):
    weeks = tuple((DAY - timedelta(days=7 * n), rated, c)
                  for n, c in enumerate(reversed(chronic)))[::-1]  # fmt: skip
    return replace(of(1, chronic=chronic[-1]), weeks=weeks, before=before)


@pytest.mark.parametrize(
    ("chronic", "shown"),
    [
        ((40, 30, 20, 10), [40, 30, 20, 10]),
        ((40, 30, 20, 9), []),
        ((9, 30, 31, 32), []),
        ((9, 30, 31, 32, 33), [33]),
        ((50, 9, 30, 31, 32, 33, 34), [33, 34]),
        ((91, 90, 30, 31, 32), [32]),
    ],
)
def test_a_line_begins_four_weeks_after_the_last_week_that_is_hidden(chronic, shown):
    _, [page] = hide_all([weekly(*chronic)])
    assert [percent for _, percent in page.weeks] == shown


def test_weeks_without_anybody_in_rates_hide_nothing_and_last_years_need_last_year():
    before = ((date(2025, 1, 24), 100, 33), (date(2025, 1, 31), 100, 34))
    empty = weekly(30, 31, before=before)
    empty = replace(empty, weeks=((date(2026, 1, 16), 0, 0), *empty.weeks))
    _, [page] = hide_all([empty])
    assert [percent for _, percent in page.weeks] == [30, 31]
    assert page.before == ()
    known = replace(empty, counts=empty.counts | counts(chronic=34, moment="year"))
    _, [page] = hide_all([known])
    assert [percent for _, percent in page.before] == [33, 34]


def test_the_line_of_all_adds_up_the_schools_that_show_theirs():
    other = replace(of(2, chronic=3), weeks=((DAY, 100, 3),))
    third = replace(of(3, rated=300, chronic=30), weeks=((DAY, 300, 30),))
    district, _ = hide_all([weekly(30, 31), other, third])
    assert district.weeks == ((DAY - timedelta(days=7), 30), (DAY, 15))


# --- beside other packs


def later(days, *figures):
    return [dated(each, DAY + timedelta(days=days)) for each in figures]


@pytest.mark.parametrize(("days", "kept"), [(0, True), (1, True), (27, True), (28, False)])
@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(("first", "second"), [(9, 10), (10, 9), (90, 91)])
def test_a_school_that_would_hide_something_else_keeps_its_page_for_four_weeks(
    days, kept, sign, first, second
):
    one = pack([of(1, chronic=first, severe=0, at_risk=0), of(2)])
    figures = later(sign * days, of(1, chronic=second, severe=0, at_risk=0), of(2, chronic=31))
    _, (page, other) = hide_all(figures, [one])
    assert (page.figures_of == DAY) == (kept or days == 0)
    assert (page.cells == one.schools[0].cells) == kept
    assert ("those of Jan 30, 2026" in page.note) == kept
    assert other.cells["now.chronic"] == Cell(31)
    assert not other.note


def test_a_page_that_is_kept_has_todays_plan_and_is_free_four_weeks_after_its_day():
    one = pack([of(1, chronic=9, severe=0, at_risk=0)])
    [now] = later(20, of(1, chronic=10, severe=0, at_risk=0))
    two = pack([replace(now, facts={"done": 4})], [one])
    nothing = {"free": None, "mentors": None}
    assert (two.schools[0].facts, two.schools[0].figures_of) == ({"done": 4} | nothing, DAY)
    [again] = later(27, now)
    assert hide_all([again], [one, two])[1][0].cells == one.schools[0].cells
    [free] = later(28, now)
    assert hide_all([free], [one, two])[1][0].cells["now.chronic"] == Cell(10)


def mentored(matched, day=DAY):
    known = of(1, chosen=60, told=40, matched=matched, met=0)
    return dated(replace(known, facts={"free": 20 - matched, "mentors": 10, "held": 3}), day)


def test_places_free_and_mentors_are_told_only_where_it_is_how_many_are_matched():
    """Matched are the places without those that are free."""
    assert pack([mentored(12)]).schools[0].facts == {"free": 8, "mentors": 10, "held": 3}
    assert pack([mentored(9)]).schools[0].facts == {"free": None, "mentors": None, "held": 3}


def test_a_page_that_is_kept_has_the_places_of_its_day():
    one = pack([mentored(12)])
    [page] = pack([mentored(9, DAY + timedelta(days=1))], [one]).schools
    assert (page.facts["free"], page.facts["mentors"]) == (8, 10)
    assert (page.through, page.figures_of) == (DAY, DAY)


@pytest.mark.parametrize(("days", "later_", "kept"), [
    (28, 0, True), (60, 27, True), (60, 28, False), (27, 27, True),
])  # fmt: skip
def test_packs_are_as_close_as_the_days_that_their_students_are_of(days, later_, kept):
    """A school that sends nothing stands still, whatever the date of the next pack."""
    one = pack([of(1, chronic=9, severe=0, at_risk=0)])
    [now] = later(days, of(1, chronic=10, severe=0, at_risk=0))
    _, [page] = hide_all([replace(now, through=DAY + timedelta(days=later_))], [one])
    assert (page.figures_of == DAY) is kept


def test_packs_are_close_by_their_own_days_too():
    """The program has no last day of data."""
    old = replace(mentored(9), through=DAY - timedelta(days=30))
    [page] = pack([mentored(12, DAY + timedelta(days=27))], [pack([old])]).schools
    assert page.figures_of == DAY


def test_of_close_pages_one_that_has_figures_is_kept():
    full = pack([of(1, chronic=9, severe=0, at_risk=0)])
    day = DAY + timedelta(days=10)
    bare = replace(full.schools[0], figures_of=day, through=day, cells={}, note="left out")
    empty = replace(full, as_of=day, schools=(bare,))
    [now] = later(12, of(1, chronic=12, severe=0, at_risk=0))
    _, [page] = hide_all([now], [full, empty])
    assert page.cells == full.schools[0].cells


def test_a_pack_between_two_others_hides_what_both_hide():
    one = pack([of(1, chronic=9, severe=0, at_risk=0)])
    [now] = later(40, of(1, chronic=10, severe=0, at_risk=0))
    two = pack([now], [one])
    assert two.schools[0].cells["now.chronic"] == Cell(10)
    for chronic in (9, 10):
        [between] = later(20, of(1, chronic=chronic, severe=0, at_risk=0))
        _, [page] = hide_all([between], [one, two])
        assert page.figures_of in (DAY, now.figures_of)


def test_a_school_that_joined_has_its_page_at_once():
    _, (page, joined) = hide_all(later(1, of(1), of(2, chronic=9)), [pack([of(1)])])
    assert said(joined.cells["now.chronic"]) == FEW
    assert not joined.note
    assert said(page.cells["now.chronic"]) == 30


@pytest.mark.parametrize(("days", "shown"), [(27, False), (28, True)])
def test_a_baseline_beside_today_hides_the_same_or_is_left_out(days, shown):
    started = DAY - timedelta(days=days)
    known = Figures("1", "School 1", DAY, counts=counts() | counts(chronic=9, moment="start"),
                    days={"start": started})  # fmt: skip
    _, [page] = hide_all([known])
    assert ("start.rated" in page.cells) == ("start" in page.days) == shown
    same = replace(known, counts=counts() | counts(chronic=31, moment="start"))
    assert "start" in hide_all([same])[1][0].days


def test_no_week_is_told_around_a_day_that_hid_how_many_are_chronically_absent():
    """Neither a day of this page nor one of another pack."""
    weeks = tuple((DAY - timedelta(days=7 * n), 100, 30) for n in (14, 13, 12, 8, 4, 0))
    known = replace(of(1), weeks=weeks, days={"start": DAY - timedelta(days=7 * 17)})
    assert len(hide_all([known])[1][0].weeks) == 6
    few = replace(known, counts=known.counts | counts(chronic=9, moment="start"))
    assert len(hide_all([few])[1][0].weeks) == 5
    old = pack([dated(of(1, chronic=9), DAY - timedelta(days=7 * 9))])
    assert len(hide_all([known], [old])[1][0].weeks) == 4


def test_last_year_in_a_pack_of_this_year_hides_what_the_pack_of_last_year_hid():
    year = timedelta(days=365)
    old = pack([dated(of(1, chronic=9), DAY - year)])
    known = of(1)
    known = replace(known, counts=known.counts | counts(chronic=10, moment="year"),
                    before=((DAY - year, 100, 10),))  # fmt: skip
    _, [page] = hide_all([known], [old])
    assert "year.rated" not in page.cells
    assert page.before == ()
    assert "year.rated" in hide_all([known])[1][0].cells


# --- attacks


@given(seed=st.integers(0, 10**9))
@settings(max_examples=EXAMPLES, deadline=None)
def test_no_hidden_number_can_be_had_by_sums_and_differences(seed):
    """Of three packs, one of them taken back, though the reader knows the own schools exactly, and
    at which others nothing has changed since the first one."""
    rng = random.Random(seed)
    now = [school(rng, number) for number in range(rng.choice((2, 3, 5)))]
    own = {each.school_id for each in now if rng.random() < 0.4}
    still = {each.school_id: DAY for each in now if rng.random() < 0.5}
    packs, reader, day = [], Reader(), DAY
    for number in range(3):
        packs.append(replace(pack(now, packs), taken_back=TAKEN_BACK if number == 1 else None))
        reader.read(packs[-1], still, [each for each in now if each.school_id in own])
        day += timedelta(days=rng.choice((1, 2, 27, 28, 60)))
        now = [stale(each, day) if each.school_id in still else changed(rng, each, day)
               for each in now[rng.random() < 0.3 :]]  # fmt: skip
        now += [school(rng, 9 + number, day)] if rng.random() < 0.3 or not now else []
    assert_open(reader, own)


def stale(figures, day):
    """As they were, for nothing new has come by the day."""
    return replace(figures, figures_of=day)


def assert_open(reader, own=()):
    found = {name: values(*ends) for name, ends in reader.ranges().items() if name[0] not in own}
    assert not [name for name, many in found.items() if many < WIDE]


def test_the_reader_finds_what_is_told_by_mistake():
    """A total with two hidden numbers in it, read at one of the two schools."""
    figures = [of(1, severe=3), of(2, severe=2), of(3, severe=15)]
    careless = pack(figures)
    told = replace(careless.district, cells={"now.severe": Cell(20)}, partly={})
    reader = Reader()
    reader.read(replace(careless, district=told), own=figures[:1])
    assert reader.ranges()["2", DAY, "now.severe"] == pytest.approx((2, 2))
