"""The script of docs/deployment.md, run as a scheduler would run it."""

import json
import re
import shutil
import subprocess
import sys

import pytest
from invented import CODES, DAYS, ROSA, register

from tests.conftest import ROOT

GUIDE = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
pytestmark = pytest.mark.skipif(not shutil.which("sh"), reason="no shell here")


@pytest.fixture
def folder(tmp_path):
    """Where the program is installed: the script's own paths stay beside the code."""
    folder = tmp_path / "srv"
    (folder / "drop").mkdir(parents=True)
    (folder / "map.toml").write_text(CODES)
    (folder / "sm_core").symlink_to(ROOT / "sm_core")
    [script] = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    (folder / "nightly.sh").write_text(script)
    return folder


@pytest.fixture
def night(folder):
    """Runs the script: (exit code, what it says, the reports it leaves)."""
    places = {"SM_FOLDER": folder, "SM_HOME": folder / "home", "SM_DROP": folder / "drop",
              "SM_LOADED": folder / "loaded", "SM_MAP": folder / "map.toml",
              "PYTHON": sys.executable}  # fmt: skip

    def run():
        done = subprocess.run(
            ["sh", folder / "nightly.sh"], capture_output=True, text=True,
            env={name: str(value) for name, value in places.items()},
        )  # fmt: skip
        assert done.stdout == ""
        reports = json.loads((folder / "last-import.json").read_text())
        return done.returncode, done.stderr, reports

    return run


def test_three_nights(folder, night):
    drop, loaded = folder / "drop", folder / "loaded"
    (drop / "week.csv").write_text(register(DAYS[:5], [ROSA]))
    code, said, [report] = night()
    assert (code, said, report["rows_kept"]) == (0, "", 5)
    assert list(drop.iterdir()) == []

    assert night() == (0, "", [])

    (drop / "week.csv").write_text(register(DAYS[5:10], [ROSA], {(ROSA, DAYS[6]): "?"}))
    code, said, [report] = night()
    first, second = said.splitlines()
    assert (code, report["rows_kept"], [first]) == (2, 0, report["questions"])
    assert 'code "?" (1 row) has no meaning yet' in first
    assert second.startswith("Nothing was imported; the files wait")
    assert [path.name for path in drop.iterdir()] == ["week.csv"]
    assert [path.name for path in loaded.iterdir()] == ["week.csv"]


def test_the_guide_names_every_key_of_the_report(folder, night):
    (folder / "drop" / "week.csv").write_text(register(DAYS[:5], [ROSA]))

    _, _, [report] = night()

    table = GUIDE.split("`--json` prints")[1].split("### cron")[0]
    assert set(re.findall(r"`(\w+)`", table.split("A warning does not")[0])) >= report.keys()
