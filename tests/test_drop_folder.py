"""A folder given to `import`: which of its files are loaded, and where they go."""

import json
import os

import pytest
from invented import CODES, DAYS, ROSA, calendar, enrollment, events, register

from sm_core.importing import run
from sm_core.importing.drop import move_loaded, prepare_move
from tests.conftest import NOW

DECIDED = f'covers = ["{DAYS[0]}", "{DAYS[9]}"]\n{CODES}'


@pytest.fixture
def drop(tmp_path):
    folder = tmp_path / "drop"
    folder.mkdir()
    (folder / "absences.csv").write_text(events((ROSA, DAYS[1], "U")))
    (folder / "calendar.csv").write_text(calendar(DAYS))
    (folder / "enrollment.csv").write_text(enrollment((ROSA, DAYS[0])))
    return folder


@pytest.fixture
def decided(given):
    return given("map.toml", DECIDED)


@pytest.fixture
def done(tmp_path):
    return tmp_path / "done"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_all_files_of_a_folder_are_one_call_by_name(cli, drop, decided):
    reports = cli.reports(drop, "--mapping", decided)

    assert [report["file"] for report in reports] == [
        "absences.csv", "calendar.csv", "enrollment.csv",
    ]  # fmt: skip
    assert [report["rows_kept"] for report in reports] == [1, 40, 1]
    assert names(drop) == ["absences.csv", "calendar.csv", "enrollment.csv"]


def test_what_is_hidden_unfinished_or_a_folder_is_left_alone(cli, drop, decided):
    for name in (".hidden.csv", "next.csv.part", "next.draft", "next.TMP"):
        (drop / name).write_text("half a file")
    (drop / "older").mkdir()
    (drop / "older" / "old.csv").write_text("old")
    (drop / "MAP.toml").write_text(DECIDED)
    if hasattr(os, "mkfifo"):
        os.mkfifo(drop / "pipe")

    reports = cli.reports(drop, "--mapping", drop / "MAP.toml")

    assert len(reports) == 3


def test_files_and_folders_together(cli, drop, decided, given):
    reports = cli.reports(given("week.csv", register(DAYS[:5], [ROSA])), drop, "--mapping", decided)

    assert [report["file"] for report in reports][:2] == ["week.csv", "absences.csv"]


@pytest.mark.parametrize("left", [[], [".hidden", "next.part"]])
def test_an_empty_folder_is_nothing_to_do(cli, tmp_path, done, left):
    (tmp_path / "empty").mkdir()
    for name in left:
        (tmp_path / "empty" / name).write_text("x")

    said = cli.done("import", tmp_path / "empty", "--move-to", done)

    assert said == "There was nothing to import.\n"
    assert json.loads(cli.done("import", tmp_path / "empty", "--json")) == []
    # Not even a database is made for it.
    assert not cli.home.exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_folder_that_cannot_be_read(cli, drop):
    drop.chmod(0)

    result = cli("import", drop)

    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "cannot be read" in result.stderr


# --- moving


def test_loaded_files_are_moved(cli, drop, decided, done):
    cli.done("import", drop, "--mapping", decided, "--move-to", done / "2025")

    assert names(drop) == []
    assert names(done / "2025") == ["absences.csv", "calendar.csv", "enrollment.csv"]


def test_a_taken_name_gets_the_time_before_it_and_nothing_is_overwritten(cli, drop, decided, done):
    done.mkdir()
    (done / "calendar.csv").write_text("last night's")
    (done / "20260130T080000-calendar.csv").write_text("this night's")

    cli.done("import", drop, "--mapping", decided, "--move-to", done)

    assert names(done) == [
        "20260130T080000-1-calendar.csv", "20260130T080000-calendar.csv", "absences.csv",
        "calendar.csv", "enrollment.csv",
    ]  # fmt: skip
    assert (done / "calendar.csv").read_text() == "last night's"
    assert (done / "20260130T080000-1-calendar.csv").read_text() == calendar(DAYS)


def test_a_file_that_was_already_loaded_is_moved_too(cli, drop, decided, done):
    cli.done("import", drop, "--mapping", decided)

    cli.done("import", drop, "--mapping", decided, "--move-to", done)

    assert names(drop) == []


def test_nothing_is_moved_when_one_file_is_refused(cli, drop, decided, done):
    (drop / "empty.csv").write_text("")

    result = cli("import", drop, "--mapping", decided, "--move-to", done)

    assert result.exit_code == 2
    assert result.stderr == "empty.csv is empty; export it again.\n"
    assert len(names(drop)) == 4
    assert not done.exists()
    assert cli.done("uploads") == ""


def test_nothing_is_moved_by_a_dry_run(cli, drop, decided, done):
    cli.done("import", drop, "--mapping", decided, "--move-to", done, "--dry-run")

    assert len(names(drop)) == 3
    assert not done.exists()


def test_a_target_that_is_no_folder_is_refused_before_anything_is_loaded(cli, drop, decided, done):
    done.write_text("a file")

    result = cli("import", drop, "--mapping", decided, "--move-to", done, "--json")

    assert result.exit_code == 2
    assert f"done cannot be made: {done} is a file." in result.stderr
    assert [report["rows_kept"] for report in json.loads(result.stdout)] == [0, 0, 0]
    assert cli.done("uploads") == ""


def test_a_target_that_is_the_drop_folder_itself(cli, drop, decided):
    result = cli("import", drop, "--mapping", decided, "--move-to", drop)

    assert result.exit_code == 2
    assert "absences.csv already lies in" in result.stderr


def test_a_file_written_again_during_the_import_stays(cli, drop, decided, done, monkeypatch):
    """The school system does not wait: what it sent meanwhile was not what we loaded."""
    load = run.load

    def load_slowly(*arguments):
        (drop / "calendar.csv").write_text(calendar(DAYS[:39]))
        return load(*arguments)

    monkeypatch.setattr(run, "load", load_slowly)
    result = cli("import", drop, "--mapping", decided, "--move-to", done)

    assert result.exit_code == 0
    assert "calendar.csv was written again meanwhile" in result.stderr
    assert names(drop) == ["calendar.csv"]


def test_a_file_that_vanishes_is_said(tmp_path, done):
    path = tmp_path / "a.csv"
    path.write_text("x")
    loaded = prepare_move([path], done)
    path.unlink()

    [said] = move_loaded(loaded, done, NOW)

    assert said.startswith(f"{path} is loaded but could not be moved: ")
