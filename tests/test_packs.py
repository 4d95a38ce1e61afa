"""Packs counted, frozen once per date, found by everybody of the schools, and taken back."""

import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sm_core.errors import NotAllowed, SmError
from sm_core.packs.count import figures
from sm_core.packs.dates import early_line
from sm_core.packs.figures import Figures
from sm_core.packs.find import pack_before, packs_seen, read_packs
from sm_core.packs.freeze import freeze, take_back
from sm_core.packs.hide import hide_all
from sm_core.papers.pack_paper import pack_paper
from sm_core.plans.begin import begin_plan
from sm_core.store import GATHERINGS
from sm_core.uploads import open_district
from tests.invented import LINC, ROOS, bring
from tests.mentor_cast import CAPTAIN_, MENTOR_, YEAR, press
from tests.pack_cast import ADAMS, DEC, FEB_2, JAN, JUNE, at, frozen
from tests.pack_made import FEBRUARY, JANUARY
from tests.targeted import BOSS, CHEN, PRINCIPAL_, ROOSEVELTS, put, told
from tests.targeted import press as press_


@pytest.fixture(scope="module")
def read(packs_made):
    store = open_district(packs_made)
    yield store
    store.close()


@pytest.fixture(scope="module")
def frozen_home(packs_made, tmp_path_factory):
    """The home of `packs_made` with the pack of January 30 in it."""
    home = tmp_path_factory.mktemp("frozen") / "home"
    shutil.copytree(packs_made, home)
    store = open_district(home)
    frozen(store)
    store.close()
    return home


@pytest.fixture
def held(frozen_home, home):
    shutil.copytree(frozen_home, home)
    store = open_district(home)
    yield store
    store.close()


# --- counted


def test_every_school_is_counted_at_three_dates(read):
    adams, lincoln, roosevelt = figures(read, BOSS, JAN)
    assert [adams.school_id, lincoln.school_id, roosevelt.school_id] == [ADAMS, LINC, ROOS]
    assert lincoln.counts == {
        "now.rated": 60, "now.chronic": 24, "now.severe": 11, "now.at_risk": 15,
        "start.rated": 64, "start.chronic": 28, "start.severe": 14, "start.at_risk": 16,
        "chosen": 0, "told": 0, "matched": 0, "met": 0, "severe_here": 11,
        "neither": 11,
    }  # fmt: skip
    assert lincoln.days == {"start": date(2025, 6, 30), "year": date(2025, 1, 30)}
    assert (lincoln.figures_of, lincoln.through, lincoln.name) == (
        JAN, JAN, "Lincoln Middle School")  # fmt: skip
    # Totals tell nothing of the weeks; a school that joined has no start.
    assert (lincoln.weeks, lincoln.before) == ((), ())
    assert [key for key in adams.counts if key.startswith("start")] == []


def test_a_school_that_joined_later_is_not_there_yet(read):
    assert [each.school_id for each in figures(read, BOSS, DEC)] == [LINC, ROOS]


def test_what_does_not_count_students_is_unknown_without_a_plan(convened):
    before = figures(convened, BOSS, JAN)[1].facts
    assert before == {"free": 0, "mentors": 0, "held": 0, "weeks": 0, "steps": None, "done": None,
                      "overdue": None}  # fmt: skip
    tiers = {"satisfactory": 30, "at_risk": 10, "moderate_chronic": 6, "severe_chronic": 2}
    started = date(2025, 9, 2)
    begin_plan(convened, press(CHEN, datetime(2025, 9, 2, 9)), (LINC, YEAR), started,
               (JUNE, tiers))  # fmt: skip
    after = figures(convened, BOSS, JAN)[1]
    assert after.facts["steps"] == after.facts["overdue"] + after.facts["done"] + undated(convened)
    assert after.days["start"] == JUNE
    assert (after.counts["start.rated"], after.counts["start.chronic"]) == (48, 8)


def undated(store):
    with store.reading() as cursor:
        query = "SELECT count(*) FROM program.plan_steps WHERE due IS NULL OR due >= $day"
        return cursor.execute(query, {"day": JAN}).fetchone()[0]


@pytest.mark.parametrize(
    ("as_of", "sentence"),
    [
        (JUNE - timedelta(days=1),
         "There are no data by Jun 9, 2025: the first are of Jun 10, 2025. Choose another date."),
        (date(1, 1, 1), "Jan 1, 1 is no day of ours; check the year."),
        (date(1989, 12, 31), "Dec 31, 1989 is no day of ours; check the year."),
        # The summer belongs to a year of which nothing is known yet.
        (date(2025, 8, 1),
         "No school has students by Aug 1, 2025 in the school year 2025-26, as far as the files "
         "say; choose another date."),
        (date(2027, 8, 1),
         "There are no data by Aug 1, 2027 of this school year or last. Choose another date."),
    ],
)  # fmt: skip
def test_a_date_of_which_nothing_is_known_is_refused(read, as_of, sentence):
    with pytest.raises(SmError) as refused:
        figures(read, BOSS, as_of)
    assert list(refused.value.sentences) == [sentence]


@pytest.mark.parametrize(("days", "said"), [
    (-1, ""), (35, ""), (36, "That is 5 weeks before the meeting."),
    (39, "That is 6 weeks before the meeting."), (110, "That is 16 weeks before the meeting."),
])  # fmt: skip
def test_a_date_long_before_the_meeting_says_how_long(days, said):
    assert early_line(JAN - timedelta(days=days), JAN) == said


def test_the_first_day_with_data_is_counted(read):
    assert [each.school_id for each in figures(read, BOSS, JUNE)] == [LINC, ROOS]


def test_without_attendance_there_is_no_pack(store):
    with pytest.raises(SmError, match="There is no attendance yet; import a file first"):
        frozen(store)


# --- frozen


def test_the_same_date_again_is_the_same_pack_whatever_came_since(convened):
    first = frozen(convened, gathering_id="g1")
    assert (first.as_of, first.gathering_id, first.frozen) == (JAN, "g1", FEB_2)
    assert (first.frozen_by, first.taken_back) == (BOSS.person, None)
    assert [page.name for page in first.schools] == [
        "Adams Academy", "Lincoln Middle School", "roosevelt Elementary",
    ]  # fmt: skip
    put(convened, "targets", student_id="LINC001", school_id=LINC, school_year=YEAR,
        state="chosen", since=JAN)  # fmt: skip
    version = convened.version(GATHERINGS)
    assert frozen(convened, actor=CAPTAIN_, gathering_id="g2") == first
    assert convened.version(GATHERINGS) == version
    assert packs_seen(convened, BOSS) == [first]


def test_a_pack_moves_no_version_but_that_of_gatherings(convened):
    before = convened.version("program"), convened.version(GATHERINGS)
    frozen(convened)
    assert (convened.version("program"), convened.version(GATHERINGS)) == (
        before[0], before[1] + 1)  # fmt: skip


@pytest.mark.parametrize("days", [-1, 0])
def test_a_day_that_has_come_may_be_frozen(convened, days):
    day = FEB_2.date() + timedelta(days=days)
    assert frozen(convened, day).as_of == day


def test_a_day_ahead_is_refused(convened):
    with pytest.raises(SmError, match="Feb 3, 2026 is still ahead; freeze a pack for today or"):
        frozen(convened, FEB_2.date() + timedelta(days=1))
    assert packs_seen(convened, BOSS) == []


@pytest.mark.parametrize("actor", [CHEN, PRINCIPAL_, MENTOR_])
def test_only_a_captain_freezes_and_takes_back(held, actor):
    pack = frozen(held)
    with pytest.raises(NotAllowed):
        frozen(held, DEC, actor)
    with pytest.raises(NotAllowed):
        take_back(held, press_(actor), pack.pack_id)
    assert packs_seen(held, BOSS) == [pack]


# --- found


def test_everybody_of_the_schools_sees_every_page(held):
    pack = frozen(held)
    for actor in (CHEN, PRINCIPAL_, ROOSEVELTS, BOSS):
        [seen] = packs_seen(held, actor)
        assert seen == pack
    with pytest.raises(NotAllowed, match="is for principals, coordinators and captains"):
        packs_seen(held, MENTOR_)


def test_packs_are_found_by_date_the_newest_first(held):
    january = frozen(held)
    december = frozen(held, DEC)
    assert packs_seen(held, CHEN) == [january, december]
    # Asked for in one moment: the order is told all the same.
    assert december.frozen - january.frozen == timedelta(microseconds=1)


@pytest.mark.parametrize(("later", "before"), [
    (timedelta(microseconds=-1), True), (timedelta(0), False), (timedelta(days=1), False),
])  # fmt: skip
def test_the_one_before_is_the_newest_of_an_earlier_date_that_was_frozen_first(later, before):
    between = replace(JANUARY, as_of=JAN - timedelta(days=7), frozen=FEBRUARY.frozen + later)
    packs = [FEBRUARY, between, JANUARY]
    assert pack_before(packs, FEBRUARY) == (between if before else JANUARY)
    assert pack_before(packs, between) == JANUARY
    assert pack_before(packs, JANUARY) is None


def test_what_is_frozen_later_changes_no_word_of_a_pack(held):
    december = frozen(held, DEC, when=FEB_2 + timedelta(days=1))
    take_back(held, press_(BOSS, FEB_2), frozen(held).pack_id)
    january = frozen(held, when=FEB_2 - timedelta(days=1))
    printed = on_paper(held, january)
    between = frozen(held, JAN - timedelta(days=7), when=FEB_2)
    found = packs_seen(held, BOSS)
    assert [pack_before(found, pack) for pack in (january, between)] == [december] * 2
    assert on_paper(held, january) == printed
    take_back(held, press_(BOSS, FEB_2), between.pack_id)
    assert on_paper(held, january) == printed


def on_paper(store, pack):
    return pack_paper(pack, pack_before(packs_seen(store, BOSS), pack), JAN)


# --- taken back


def test_one_taken_back_is_shown_no_more_and_still_known(held):
    pack = frozen(held)
    take_back(held, press_(BOSS, FEB_2), pack.pack_id)
    assert packs_seen(held, BOSS) == []
    again = frozen(held)
    assert again.pack_id != pack.pack_id
    with held.reading() as cursor:
        known = {found.pack_id: found.taken_back for found in read_packs(cursor)}
    assert known == {pack.pack_id: FEB_2, again.pack_id: None}


def test_taking_back_twice_changes_nothing(held):
    pack = frozen(held)
    for when in (FEB_2, FEB_2 + timedelta(hours=1)):
        take_back(held, press_(BOSS, when), pack.pack_id)
    with held.reading() as cursor:
        assert [found.taken_back for found in read_packs(cursor)] == [FEB_2]
        told = cursor.execute("SELECT person, act, subject FROM program.audit").fetchall()
    who, subject = BOSS.person, f"pack 2026-01-30 {pack.pack_id}"
    assert told[-2:] == [(who, "freeze", subject), (who, "take back", subject)]


def test_one_that_nobody_knows_cannot_be_taken_back(held):
    with pytest.raises(SmError, match="There is no pack with this id; reload the page"):
        take_back(held, press_(BOSS, FEB_2), "unheard-of")


def test_a_press_that_was_used_before_says_so(held):
    """As in another tab, where the pack was taken back meanwhile."""
    used = press_(BOSS, FEB_2)
    take_back(held, press_(BOSS, FEB_2), freeze(held, used, DEC).pack_id)
    with pytest.raises(SmError, match="The pack of Dec 19, 2025 was taken back"):
        freeze(held, used, DEC)


# --- beside another pack


def test_a_school_that_hides_more_a_day_later_keeps_its_figures(held, given):
    """Eleven severe students on one day and nine on the next would tell of each other."""
    january = frozen(held)
    day = JAN + timedelta(days=1)
    rows = [*at(LINC, day, 9, 15, 15, 21), *at(ROOS, day, 1, 5, 8, 12)]
    bring(held, given, {"later.csv": told(*rows)})
    _, lincoln, roosevelt = frozen(held, day).schools
    _, before, _ = january.schools
    assert (lincoln.figures_of, lincoln.cells) == (JAN, before.cells)
    assert lincoln.note.startswith("The figures of students are those of Jan 30, 2026")
    assert (lincoln.through, lincoln.facts) == (JAN, before.facts)
    # What Roosevelt hides is the same on both days.
    assert (roosevelt.figures_of, roosevelt.note) == (day, "")


def test_one_taken_back_still_counts_for_what_is_hidden(held, given):
    take_back(held, press_(BOSS, FEB_2), frozen(held).pack_id)
    day = JAN + timedelta(days=1)
    bring(held, given, {"later.csv": told(*at(LINC, day, 9, 15, 15, 21))})
    assert frozen(held, day).schools[1].figures_of == JAN


# --- all schools together by week


def by_week(school, *counts):
    weeks = tuple((DEC + timedelta(days=7 * n), *of) for n, of in counts)
    counted = {"now.rated": 200, "now.chronic": 60, "now.severe": 20, "now.at_risk": 30}
    return Figures(school, school, JAN, JAN, counted, weeks=weeks)


def test_a_school_whose_data_end_stays_in_the_line_of_all_as_it_was():
    goes_on = by_week(LINC, (0, (200, 40)), (1, (200, 40)), (2, (200, 60)))
    ends = by_week(ROOS, (0, (200, 100)))
    begins = by_week(ADAMS, (2, (100, 40)))
    together, _ = hide_all([goes_on, ends, begins])
    assert [share for _, share in together.weeks] == [35, 35, 40]
    alone, _ = hide_all([goes_on])
    assert [share for _, share in alone.weeks] == [20, 20, 30]
