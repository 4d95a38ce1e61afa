"""While one process changes a home, another is refused at once and by name."""

import os
import subprocess
import sys

import pytest
from invented import CODES, DAYS, ROSA, calendar, register

from sm_core import lock
from sm_core.errors import StoreError
from sm_core.lock import changing
from sm_core.uploads import open_district
from tests.conftest import NOW, ROOT

CALLS = [("import", "a.csv"), ("undo", "00001-abcdef"), ("demo", "--students", "200")]
HOLDER = """
import sys
from datetime import datetime
from pathlib import Path
from sm_core.lock import changing
with changing(Path(sys.argv[1]), "import", datetime(2026, 1, 30, 2)):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(home):
    """Another process in the middle of an import."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(home)], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout.readline() == "held\n"
        yield process
        process.stdin.close()


@pytest.mark.parametrize("call", CALLS, ids=[call[0] for call in CALLS])
def test_a_second_change_is_refused_with_who_and_since_when(cli, holder, call):
    result = cli(*call)

    assert result.exit_code == 2
    which = "Another" if call[0] == "import" else "An"
    assert result.stderr == (
        f"{which} import is running (since 2026-01-30 02:00, process {holder.pid}); "
        "wait until it is done.\n"
    )
    assert not (cli.home / "attendance.duckdb").exists()


def test_the_refusal_in_json(cli, holder, given):
    [report] = cli.reports(given("a.csv", register(DAYS[:5])))

    assert (report["file"], report["rows_kept"]) == ("a.csv", 0)
    assert report["problems"][0].startswith("Another import is running (since")


def test_the_lock_goes_with_its_process(cli, holder, given):
    holder.kill()
    holder.wait()

    cli.done("import", given("c.csv", calendar(DAYS)))

    held = (cli.home / lock.NAME).read_text()
    assert held == f"import\nsince 2026-01-30 08:00, process {os.getpid()}\n"


def test_one_after_the_other(cli, given):
    for name, days in (("a.csv", DAYS[:5]), ("b.csv", DAYS[:6])):
        cli.done("import", given(name, calendar(days)))

    assert len(cli.done("uploads").splitlines()) == 2


@pytest.mark.parametrize(("act", "said"), [("roster", "A roster"), ("undo", "An undo")])
def test_what_is_running_is_said_as_people_say_it(home, act, said):
    with (
        changing(home, act, NOW),
        pytest.raises(StoreError, match=rf"^{said} is running \(since"),
        changing(home, "import", NOW),
    ):
        pass


def test_in_the_instant_before_its_note(home):
    with changing(home, "import", NOW):
        (home / lock.NAME).write_text("")

        with pytest.raises(StoreError) as refused, changing(home, "import", NOW):
            pass

    assert str(refused.value) == "Another import is running; wait until it is done."


def test_where_there_are_no_such_locks_the_databases_refuse(cli, given, monkeypatch):
    """As on Windows."""
    monkeypatch.setattr(lock, "fcntl", None)
    codes = given("codes.toml", CODES)
    cli.done("import", given("a.csv", register(DAYS[:5], [ROSA])), "--mapping", codes)
    store = open_district(cli.home)

    result = cli("import", given("b.csv", register(DAYS[:6], [ROSA])), "--mapping", codes)
    store.close()

    assert result.exit_code == 2
    assert "is in use by another program" in result.stderr


def test_on_a_folder_that_cannot_lock(home, monkeypatch):
    def cannot(file, how):
        raise OSError(37, "No locks available")

    monkeypatch.setattr(lock.fcntl, "flock", cannot)

    with changing(home, "import", NOW):
        assert (home / lock.NAME).exists()


def test_a_home_that_is_a_file(cli, tmp_path):
    (tmp_path / "home").write_text("hello")

    result = cli("import", tmp_path / "a.csv")

    assert result.exit_code == 2
    assert "home cannot be used: " in result.stderr


def test_while_the_dashboard_holds_the_databases(cli, given):
    store = open_district(cli.home)

    result = cli("import", given("a.csv", calendar(DAYS)))
    store.close()

    assert result.exit_code == 2
    [sentence] = result.stderr.splitlines()
    assert "If that is the dashboard, close it first, or do it there" in sentence
