"""The figures of every school of a pack against their slow version, on generated districts."""

import tempfile
from pathlib import Path

import slow_packs as slow
from district_files import files_of, mapping_of
from driving import load
from hypothesis import given
from small_districts import as_of_dates, event_districts, register_districts
from test_progress_generated import CAPTAIN, generated, hold, reviewed
from test_review_generated import write

from sm_core.errors import SmError
from sm_core.packs.count import figures
from sm_core.uploads import open_district


@given(made=reviewed(event_districts(with_covers=False)))
@generated
def test_events(made):
    assert_same_figures(*made)


@given(made=reviewed(register_districts(with_enrollment=False)))
@generated
def test_register(made):
    assert_same_figures(*made)


@given(made=reviewed(register_districts(with_enrollment=True)))
@generated
def test_register_with_an_enrollment_file(made):
    assert_same_figures(*made)


def assert_same_figures(district, world, reviews):
    with tempfile.TemporaryDirectory() as folder:
        load(Path(folder), files_of(district), mapping_of(district))
        store = open_district(Path(folder))
        hold(store, reviews)
        for as_of in as_of_dates(district):
            write(store, world, as_of)
            assert found(store, as_of) == slow.figures(district, world, reviews, as_of), as_of
        store.close()


def found(store, as_of):
    try:
        known = figures(store, CAPTAIN, as_of)
    except SmError:
        return {}
    assert all(each.figures_of == as_of for each in known)
    return {
        each.school_id: (each.through, each.counts, (each.facts["weeks"], each.facts["held"]),
                         each.weeks, each.before)
        for each in known
    }  # fmt: skip
