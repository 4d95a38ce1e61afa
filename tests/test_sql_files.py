"""House rules of the files in `sm_core/sql`."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "sm_core" / "sql"
FILES = sorted(FOLDER.rglob("*.sql"))
# As Python's `format` reads them: {name}, {}, {0}, {name!r}, {name:.2f}; not a pattern's {2,3}.
BRACES = re.compile(r"\{([^{}\s',]*)\}")
CLOCK = re.compile(r"\b(current_date|current_timestamp|now\(\)|today\(\))", re.IGNORECASE)
# Pieces that stand for one of several files; the caller of `queries.run` says which.
CHOSEN_BY_CALLER = {"days"}


def name_of(path):
    return path.relative_to(FOLDER).as_posix()


def test_there_are_queries():
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_starts_with_its_grain(path):
    assert path.read_text(encoding="utf-8").startswith("-- One row per ")


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_braces_only_include_other_files(path):
    """Values are bound, never formatted into the text."""
    pieces = set(BRACES.findall(path.read_text(encoding="utf-8"))) - CHOSEN_BY_CALLER
    files = {other.stem for other in FOLDER.glob("*.sql") if other != path}

    assert pieces - files == set()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_the_day_is_an_argument(path):
    assert CLOCK.findall(path.read_text(encoding="utf-8")) == []
