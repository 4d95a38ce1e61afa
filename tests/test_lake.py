"""The same schema, imports and answers on a DuckLake with a file catalog."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from invented import (
    AMINA,
    DAYS,
    LINC,
    MARCUS,
    OWEN,
    ROOS,
    ROSA,
    bring,
    calendar,
    contents,
    enrollment,
    events,
    register,
    totals,
)

from sm_core import migrations
from sm_core.actor import local_captain
from sm_core.contacts.contact import Entry
from sm_core.contacts.log import log_contacts
from sm_core.contacts.weeks import match_weeks
from sm_core.definitions import DAY_RULES, SCOPES
from sm_core.errors import SmError
from sm_core.explored.breaks import beside_breaks
from sm_core.explored.cohorts import cohorts
from sm_core.explored.september import september_watch
from sm_core.exports import standing_csv
from sm_core.packs.find import packs_seen, read_packs
from sm_core.packs.freeze import freeze, take_back
from sm_core.progress.held import weeks_until
from sm_core.progress.tiers import school_tiers
from sm_core.recent import recent
from sm_core.review.facts import facts
from sm_core.review.settings import USUAL
from sm_core.saving import Save
from sm_core.seen import Filters, see
from sm_core.standing import Asked, standing
from sm_core.student_list import count_tiers, list_students
from sm_core.trends import (
    CUTS,
    MONTH,
    WEEK,
    by_week_and_school,
    by_weekday,
    cut,
    days_by_period,
    matrix,
    rates_by_period,
)
from sm_core.uploads import open_district, undo
from tests.conftest import NOW
from tests.mentor_cast import DAVID, GRACE, match, put

pytest.importorskip(
    "duckdb_extension_ducklake", reason="duckdb-extension-ducklake is not installed"
)

CAPTAIN = local_captain()
ROSA_LATE = {(ROSA, DAYS[1]): "U", (ROSA, DAYS[3]): "H", (MARCUS, DAYS[2]): None}
CALLS = [
    ({"year_after.csv": register([date(2026, 8, 31)])}, ""),
    ({"week1.csv": register(DAYS[:5], marks=ROSA_LATE)}, ""),
    ({"week2.csv": register(DAYS[5:10], marks={(MARCUS, DAYS[6]): "S"})}, ""),
    (
        {
            "calendar.csv": calendar(DAYS, ROOS),
            "enrollment.csv": enrollment((AMINA, DAYS[0], DAYS[7]), (OWEN, DAYS[3]), school=ROOS),
            "events.csv": events((AMINA, DAYS[1], "E"), (OWEN, DAYS[4], "U"), school=ROOS),
        },
        f'exit_date = "exclusive"\n[files."events.csv"]\ncovers = ["{DAYS[0]}", "{DAYS[9]}"]\n',
    ),
    ({"totals.csv": totals((AMINA, 30, 3, "2024-12-20"))}, ""),
    ({"enrollment.csv": enrollment((ROSA, DAYS[0]), (MARCUS, DAYS[0]), school=LINC)}, ""),
]


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The same district in a DuckDB file and in a DuckLake."""
    folder = tmp_path_factory.mktemp("both")
    stores = [
        open_district(folder / "file"),
        open_district(folder / "lake", lake=folder / "attendance.ducklake"),
    ]

    def write(name, text):
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="")
        return path

    for store in stores:
        for files, text in CALLS:
            bring(store, write, files, text)
        match_and_meet(store)
    yield stores
    for store in stores:
        store.close()


def match_and_meet(store):
    """What is typed of the students, on which several of the answers rest."""
    put(store, DAVID, GRACE)
    match(store, (ROSA, "m1"), (MARCUS, "m1"), started=DAYS[1])
    match(store, (AMINA, "m2"), (OWEN, "m2"), started=DAYS[1], ended=DAYS[12], school=ROOS)
    days = (Entry(student, day, "m1") for student in (ROSA, OWEN) for day in DAYS[:8])
    log_contacts(store, Save(CAPTAIN, NOW), DAYS[9], [e for e in days if e.day >= DAYS[1]])


def test_both_hold_the_same(both):
    in_file, in_lake = both

    assert contents(in_lake) == contents(in_file)
    assert migrations.schema_version(in_lake, "attendance") == len(migrations.steps("attendance"))


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("day_rule", DAY_RULES)
@pytest.mark.parametrize("as_of", [DAYS[2], DAYS[20]])
def test_both_answer_byte_for_byte_the_same(both, scope, day_rule, as_of):
    in_file, in_lake = (
        standing_csv(standing(store, CAPTAIN, Asked(as_of, scope, day_rule))) for store in both
    )

    assert in_lake == in_file
    assert len(in_file.splitlines()) > 3


def pages(store):
    """What the District and Students pages ask, as plain rows."""
    seen = see(store, CAPTAIN, Asked(DAYS[9]))
    filters = Filters(missed_on=(DAYS[1].isoweekday(), DAYS[1].month))
    for chosen in (Filters(), filters, Filters(missed_day=DAYS[1]), Filters(september="0-1")):
        yield count_tiers(store, seen, chosen)
        yield list_students(store, seen, chosen).to_csv()
        for period in (WEEK, MONTH):
            yield rates_by_period(store, seen, chosen, period).to_csv()
            yield days_by_period(store, seen, chosen, period).to_csv()
        yield by_week_and_school(store, seen, chosen).to_csv()
        yield by_weekday(store, seen, chosen).to_csv()
        for by in CUTS:
            yield cut(store, seen, chosen, by).to_csv()
        yield matrix(store, seen, chosen, "school").to_csv()
        yield september_watch(store, seen, chosen)
        yield beside_breaks(store, seen, chosen, few=1).to_csv()
        yield cohorts(store, seen, chosen, Asked(DAYS[9])).to_csv()
    yield recent(store, seen, [ROSA, MARCUS])


def test_the_pages_say_the_same_on_both(both):
    in_file, in_lake = both

    said = list(pages(in_file))
    assert said == list(pages(in_lake))
    assert said[0].rated > 0


def test_last_year_as_far_as_each_school_goes_this_year_is_the_same_on_both(both):
    in_file, in_lake = (
        standing(store, CAPTAIN, Asked(DAYS[9], held_against=date(2026, 9, 5))) for store in both
    )

    assert standing_csv(in_lake) == standing_csv(in_file)
    days = dict(zip(in_file["student_id"], in_file["days_enrolled"], strict=True))
    # Lincoln's data of the year after end on August 31, Roosevelt has none.
    assert days == {ROSA: 5, MARCUS: 4, AMINA: 7, OWEN: 7}


def test_the_weeks_of_matches_are_the_same_on_both(both):
    in_file, in_lake = (
        match_weeks(store, CAPTAIN, DAYS[9], DAYS[14], DAYS[0], DAYS[14]) for store in both
    )

    assert in_lake == in_file
    for name in ("session", "away", "unknown", "seen", "seen_by_others"):
        assert sum(getattr(week, name) for week in in_file) > 0, name


def test_what_a_review_knows_is_the_same_on_both(both):
    rules = replace(USUAL, worse_days=3, running=1, quarter_days=5)
    in_file, in_lake = (
        facts(store, see(store, CAPTAIN, Asked(DAYS[9])), LINC, rules, DAYS[9], DAYS[7])
        for store in both
    )

    assert in_lake == in_file
    assert {each.lately.quarter_days for each in in_file.values()} == {5}
    assert {each.program.mentors for each in in_file.values()} == {"David Okafor"}


def test_the_tiers_and_weeks_of_schools_are_the_same_on_both(both):
    in_file, in_lake = (
        (school_tiers(store, see(store, CAPTAIN, Asked(DAYS[20]))),
         weeks_until(store, [LINC, ROOS], DAYS[0], DAYS[20]))
        for store in both
    )  # fmt: skip

    assert in_lake == in_file
    tiers, weeks = in_file
    assert tiers.keys() == weeks.keys() == {LINC, ROOS}
    assert min(len(own) for own in weeks.values()) > 1


def test_both_freeze_the_same_packs_and_take_them_back(both):
    save = partial(Save, CAPTAIN, NOW)
    kept = []
    for store in both:
        first, second = (freeze(store, save(), day) for day in (DAYS[9], DAYS[20]))
        take_back(store, save(), second.pack_id)
        again = freeze(store, save(), DAYS[20])
        assert again.pack_id != second.pack_id
        assert packs_seen(store, CAPTAIN) == [again, first]
        with store.reading() as cursor:
            packs = read_packs(cursor)
        assert [pack.taken_back for pack in packs].count(NOW) == 1
        kept.append([(pack.as_of, pack.district, pack.schools) for pack in packs])

    in_file, in_lake = kept
    assert in_lake == in_file
    assert {page.school_id for page in in_file[0][2]} == {LINC, ROOS}


def test_both_take_back_the_same(both, tmp_path_factory):
    for store in both:
        ids = sorted(path.stem for path in store.uploads.glob("0000[12]-*.parquet"))
        undo(store, CAPTAIN, ids[1], NOW)

    in_file, in_lake = both
    assert contents(in_lake) == contents(in_file)


def test_the_version_of_a_lake_changes_with_each_write_and_not_otherwise(both):
    _, store = both
    version = store.version("attendance")
    standing(store, CAPTAIN, Asked(DAYS[9]))
    assert store.version("attendance") == version

    with store.writing("attendance") as cursor:
        cursor.execute("INSERT INTO attendance.schools VALUES ('OAK', 'Oak School')")

    assert store.version("attendance") > version


def test_a_refused_import_leaves_a_lake_as_it_was(both, tmp_path):
    _, store = both
    before, version = contents(store), store.version("attendance")

    def write(name, text):
        (tmp_path / name).write_text(text)
        return tmp_path / name

    with pytest.raises(SmError):
        bring(store, write, {"x.csv": events((OWEN, DAYS[0], "U"), school="OAK")})

    assert (contents(store), store.version("attendance")) == (before, version)
