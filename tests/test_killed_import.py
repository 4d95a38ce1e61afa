"""An import or an undo killed at any moment leaves the old state or the new one, never a mixture.

`KILLS` says how often each is killed (`make slow` takes more).
"""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from invented import CODES, DAYS, contents, mapping, register

from sm_core import ledger
from sm_core.actor import local_captain
from sm_core.importing.run import Call, import_files
from sm_core.standing import Asked, standing
from sm_core.uploads import open_district
from tests.conftest import NOW, ROOT

KILLS = int(os.environ.get("KILLS", "3"))
STUDENTS = [f"S{n:05d}" for n in range(2000)]
AS_OF = DAYS[29]


@dataclass(frozen=True)
class Scene:
    """A home before an act, the act, how long it takes, and the two states it may leave."""

    before: Path
    call: list[str]
    seconds: float
    states: tuple[dict, dict]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A week, and the 50,000 rows of the five weeks that begin with it."""
    folder, random = tmp_path_factory.mktemp("files"), Random(4)
    texts = {"week.csv": DAYS[:5], "weeks.csv": DAYS[:25], "next.csv": DAYS[25:30]}
    for name, days in texts.items():
        marks = {(s, d): random.choice("UET") for s in STUDENTS for d in days
                 if random.random() < 0.06}  # fmt: skip
        (folder / name).write_text(register(days, STUDENTS, marks))
    (folder / "map.toml").write_text(CODES)
    return folder


@pytest.fixture(scope="module")
def importing(files, tmp_path_factory):
    home = tmp_path_factory.mktemp("importing") / "home"
    run(home, ["import", str(files / "week.csv"), "--mapping", str(files / "map.toml")])
    call = ["import", str(files / "weeks.csv"), "--mapping", str(files / "map.toml")]
    return acted(home, call)


@pytest.fixture(scope="module")
def undoing(importing, tmp_path_factory):
    home = tmp_path_factory.mktemp("undoing") / "home"
    shutil.copytree(importing.before, home)
    run(home, importing.call)
    [_, second] = ledger.all_uploads(home / "uploads")
    return acted(home, ["undo", second.upload_id])


def acted(home, call):
    """The scene of `call` on `home`, from one run that nobody disturbs."""
    after = home.with_name("after")
    shutil.copytree(home, after)
    begun = time.perf_counter()
    run(after, call)
    seconds = time.perf_counter() - begun
    old, new = seen(home), seen(after)
    assert old != new
    return Scene(home, call, seconds, (old, new))


def start(home, call):
    return subprocess.Popen(
        [sys.executable, "-m", "sm_core", "--home", str(home), *call], cwd=ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def run(home, call):
    with start(home, call) as process:
        assert process.stderr.read() == ""
    assert process.returncode == 0


def seen(home):
    """All that a home says: who stands where, every table, the ledger, the uploads folder."""
    store = open_district(home)
    try:
        frame = standing(store, local_captain(), Asked(AS_OF, "student", "half_day"))
        uploads = ledger.all_uploads(store.uploads)
        folder = sorted(path.name for path in store.uploads.iterdir())
        with store.reading() as cursor:
            applied = cursor.execute("SELECT * FROM attendance.applied ORDER BY 1").fetchall()
            acts = cursor.execute("SELECT act, subject FROM program.audit ORDER BY 1, 2").fetchall()
            known = cursor.execute(
                "SELECT upload_id FROM program.mapping_profiles ORDER BY 1"
            ).fetchall()
        facts = [(upload.upload_id, bool(upload.undone)) for upload in uploads]
        return {
            "standing": frame.to_csv(), "tables": contents(store), "ledger": facts,
            "folder": folder, "applied": applied, "audit": acts, "profiles": known,
        }  # fmt: skip
    finally:
        store.close()


def at_a_moment(random, scene, home, process):
    """Wait for any moment between start and end."""
    time.sleep(random.uniform(0.1, 1.05) * scene.seconds)


def at_a_sign(random, scene, home, process):
    """Wait for the first file that the act leaves in the uploads folder, then a little longer:
    most of what can go wrong lies between that and the end."""
    there = set(os.listdir(home / "uploads"))
    wanted = random.choice(("", ".draft", ".json", ".parquet", ".undone"))
    while process.poll() is None:
        new = set(os.listdir(home / "uploads")) - there
        if any(name.endswith(wanted) for name in new):
            break
    time.sleep(random.choice((0, 0, 0.002, random.uniform(0, 0.1), random.uniform(0, 0.4))))


@pytest.mark.parametrize("number", range(KILLS))
@pytest.mark.parametrize("act", ["importing", "undoing"])
def test_killed_at_any_moment(request, files, tmp_path, act, number):
    scene, home, random = request.getfixturevalue(act), tmp_path / "home", Random(number)
    shutil.copytree(scene.before, home)

    with start(home, scene.call) as process:
        (at_a_sign if number % 2 else at_a_moment)(random, scene, home, process)
        process.kill()

    found = seen(home)
    unlike = [{name for name in found if found[name] != state[name]} for state in scene.states]
    assert set() in unlike
    assert not list(home.glob("incoming-*"))
    assert work_goes_on(home, files)


def work_goes_on(home, files):
    """The next import works and is taken in whole."""
    store = open_district(home)
    try:
        call = Call(local_captain(), NOW, mapping())
        [report] = import_files(store, call, [files / "next.csv"])
        return report.rows_kept == 5 * len(STUDENTS)
    finally:
        store.close()


def test_the_two_states_differ_where_it_matters(importing, undoing):
    """Else a mixture could pass for one of them."""
    old, new = importing.states
    assert all(old[name] != new[name] for name in old)
    assert {name for name in old["tables"] if old["tables"][name] != new["tables"][name]} >= {
        "absences", "calendar", "coverage_days", "enrollments", "school_years",
    }  # fmt: skip
    for name in ("standing", "tables", "applied"):
        assert [state[name] for state in undoing.states] == [new[name], old[name]]
