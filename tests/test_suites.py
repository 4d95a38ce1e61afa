"""A module left out of the tests of every day is run by another target: none is passed over."""

import subprocess
from fnmatch import fnmatch

import pytest

from tests.conftest import ROOT, SLOW, is_slow

SLOW_PATHS = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "tests").rglob("test_*.py")
    if is_slow(path)
)


@pytest.fixture(scope="module")
def run_by_make():
    told = subprocess.run(
        ["make", "-n", "slow"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [word for word in told.split() if word.startswith("tests/")]


@pytest.mark.parametrize("path", SLOW_PATHS)
def test_every_slow_module_is_run_by_make_slow(run_by_make, path):
    # Make leaves `*` to the shell.
    named = (path.startswith(f"{word}/") or fnmatch(path, word) for word in run_by_make)
    assert any(named), f"{path} is in no line of `make slow`"


def test_every_slow_name_is_a_module():
    assert {f"tests/{name}.py" for name in SLOW} <= set(SLOW_PATHS)
