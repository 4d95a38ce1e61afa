"""The two databases: opened, upgraded, written by one at a time, never half."""

import shutil
import subprocess
import sys
import threading
import time

import duckdb
import pytest

from sm_core import migrations
from sm_core.errors import StoreError
from sm_core.store import CATALOGS, PARTS, REVIEWS, Store
from tests.conftest import ROOT

FIRST_DAY = {"attendance": "applied", "program": "audit"}


@pytest.fixture
def bare(home):
    """A store without anything loaded, and without the ledger."""
    opened = Store(home)
    yield opened
    opened.close()


def folder_of(tmp_path, *steps):
    """A folder of our migrations, with `steps` added to those of `program`; and their number."""
    folder = tmp_path / "sql"
    shutil.copytree(migrations.FOLDER, folder)
    known = len(migrations.steps("program"))
    for number, text in enumerate(steps, known + 1):
        (folder / "program" / f"{number:04d}_later.sql").write_text(text)
    return folder, known


def write(store, *statements, then=None):
    """One transaction on `program`, stopped at its end by raising `then`."""
    with store.writing("program") as cursor:
        for statement in statements:
            cursor.execute(statement)
        if then:
            raise then


def audit(person):
    return f"INSERT INTO program.audit VALUES (NULL, '{person}', 'view', 'x')"


def everything(store, query):
    with store.reading() as cursor:
        return cursor.execute(query).fetchall()


# --- migrations


@pytest.mark.parametrize("catalog", CATALOGS)
def test_a_new_home_has_every_migration(bare, catalog):
    assert migrations.schema_version(bare, catalog) == len(migrations.steps(catalog))


@pytest.mark.parametrize("catalog", CATALOGS)
def test_opening_again_migrates_nothing(home, catalog):
    Store(home).close()
    store = Store(home)
    version = store.version(catalog)
    store.close()

    store = Store(home)

    assert store.version(catalog) == version
    store.close()


def test_an_older_database_upgrades_itself_in_order(bare, tmp_path):
    write(bare, audit("Rosa Delgado"))
    folder, known = folder_of(
        tmp_path,
        "ALTER TABLE program.audit ADD COLUMN room VARCHAR;",
        "ALTER TABLE program.audit RENAME COLUMN room TO place;",
    )

    migrations.upgrade(bare, "program", folder)

    assert migrations.schema_version(bare, "program") == known + 2
    assert everything(bare, "SELECT person, place FROM program.audit") == [("Rosa Delgado", None)]


def test_a_failing_migration_leaves_the_ones_before_it(bare, tmp_path):
    folder, known = folder_of(
        tmp_path,
        "CREATE TABLE program.rooms (room VARCHAR);",
        "CREATE TABLE program.halls (hall VARCHAR); SELECT * FROM program.nowhere;",
    )

    with pytest.raises(duckdb.Error, match="nowhere"):
        migrations.upgrade(bare, "program", folder)

    assert migrations.schema_version(bare, "program") == known + 1
    tables = everything(bare, "SELECT table_name FROM duckdb_tables()")
    assert ("rooms",) in tables
    assert ("halls",) not in tables


@pytest.mark.parametrize("catalog", CATALOGS)
def test_a_newer_database_is_refused_by_name(home, catalog):
    store = Store(home)
    with store.writing(catalog) as cursor:
        cursor.execute(f"UPDATE {catalog}.meta SET schema_version = 99")
    store.close()

    with pytest.raises(StoreError, match=f"database {catalog} .* newer .*schema 99"):
        Store(home)

    # It let go of the files.
    with duckdb.connect(str(home / f"{catalog}.duckdb")) as connection:
        assert connection.execute("SELECT schema_version FROM meta").fetchall() == [(99,)]


def test_a_gap_in_the_migrations_is_our_own_mistake(tmp_path):
    folder, known = folder_of(tmp_path)
    (folder / "program" / f"{known + 2:04d}_late.sql").write_text("SELECT 1;")

    with pytest.raises(AssertionError, match="gap"):
        migrations.steps("program", folder)


# --- writing


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit, ValueError])
def test_a_write_that_is_stopped_is_rolled_back(bare, stop):
    version = bare.version("program")

    with pytest.raises(stop):
        write(bare, audit("Marcus Tran"), then=stop)

    assert everything(bare, "SELECT * FROM program.audit") == []
    assert bare.version("program") == version


def test_a_failed_statement_is_rolled_back_and_the_next_write_works(bare):
    with pytest.raises(duckdb.Error, match="nowhere"):
        write(bare, audit("Marcus Tran"), "SELECT * FROM program.nowhere")

    write(bare, audit("Amina Yusuf"))

    assert everything(bare, "SELECT person FROM program.audit") == [("Amina Yusuf",)]


def test_one_transaction_cannot_write_to_both(bare):
    with pytest.raises(duckdb.Error, match="single transaction"):
        write(bare, audit("Owen"), "INSERT INTO attendance.applied VALUES ('x')")

    assert everything(bare, "SELECT * FROM attendance.applied") == []
    assert everything(bare, "SELECT * FROM program.audit") == []


@pytest.mark.parametrize("catalog", CATALOGS)
def test_each_write_changes_the_version_of_its_catalog(bare, catalog):
    [other] = set(CATALOGS) - {catalog}
    versions = [bare.version(catalog)]
    unchanged = bare.version(other)

    for _ in range(3):
        with bare.writing(catalog) as cursor:
            cursor.execute(f"DELETE FROM {catalog}.{FIRST_DAY[catalog]}")
        versions.append(bare.version(catalog))

    assert versions == sorted(set(versions))
    assert bare.version(other) == unchanged


def test_a_preview_is_seen_inside_and_gone_outside(bare):
    version = bare.version("attendance")

    with bare.writing("attendance", keep=False) as cursor:
        cursor.execute("INSERT INTO attendance.applied VALUES ('x')")
        inside = cursor.execute("SELECT * FROM attendance.applied").fetchall()

    assert inside == [("x",)]
    assert everything(bare, "SELECT * FROM attendance.applied") == []
    assert bare.version("attendance") == version


def test_two_threads_write_one_after_the_other(bare):
    inside, most = 0, 0

    def write_five(name):
        nonlocal inside, most
        for _ in range(5):
            with bare.writing("program") as cursor:
                inside += 1
                most = max(most, inside)
                cursor.execute(audit(name))
                time.sleep(0.002)
                inside -= 1

    threads = [threading.Thread(target=write_five, args=(name,)) for name in ("Rosa", "Marcus")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == 1
    assert everything(bare, "SELECT count(*) FROM program.audit") == [(10,)]


def test_readers_see_what_was_there_while_another_writes(bare):
    with bare.writing("program") as cursor:
        cursor.execute(audit("Rosa Delgado"))
        assert everything(bare, "SELECT * FROM program.audit") == []

    assert len(everything(bare, "SELECT * FROM program.audit")) == 1


# --- opening


def test_a_second_opener_in_this_process_is_refused(bare, home):
    with pytest.raises(StoreError, match="is in use by another program"):
        Store(home)


def test_a_second_process_is_refused_in_one_sentence(bare, home):
    command = [sys.executable, "-m", "sm_core", "--home", str(home), "uploads"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1
    assert "is in use by another program" in run.stderr


@pytest.mark.parametrize("catalog", CATALOGS)
def test_a_damaged_database_is_refused_with_the_way_out(home, catalog):
    Store(home).close()
    (home / f"{catalog}.duckdb").write_bytes(b"not a database" * 500)

    with pytest.raises(StoreError, match=rf"{catalog}\.duckdb cannot be opened .* Move it away"):
        Store(home)


def test_a_home_that_is_a_file(tmp_path):
    (tmp_path / "home").write_text("hello")

    with pytest.raises(StoreError, match=r"The folder .*home cannot be used"):
        Store(tmp_path / "home")


def test_a_home_with_quotes_in_its_name(tmp_path):
    store = Store(tmp_path / 'Rosa\'s "home"')

    assert store.version("program") >= 1
    store.close()


def test_nothing_is_downloaded_and_no_variable_is_a_table(bare):
    uploads = [1]  # a table to DuckDB's Python client, unless that is switched off
    settings = dict(everything(bare, "SELECT name, value FROM duckdb_settings()"))

    assert settings["autoinstall_known_extensions"] == "false"
    assert settings["autoload_known_extensions"] == "false"
    with pytest.raises(duckdb.Error, match="uploads"):
        everything(bare, "SELECT * FROM uploads")
    assert uploads == [1]


def test_a_write_to_a_part_moves_its_own_version_alone(store):
    before = {name: store.version(name) for name in ("program", *PARTS)}
    with store.writing("program", part=REVIEWS):
        pass
    after = {name: store.version(name) for name in before}
    assert after == before | {REVIEWS: before[REVIEWS] + 1}
    with store.writing("program"):
        pass
    assert store.version("program") == before["program"] + 1
    assert store.version(REVIEWS) == after[REVIEWS]
