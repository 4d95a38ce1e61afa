"""What every test stands on: no test touches the repository's own `data/` folder."""

import json
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from sm_core.cli import main
from sm_core.store import SETTINGS, Store
from sm_core.uploads import open_district

# The same examples on every machine: a failure is a change's, never chance's.
settings.register_profile("steady", derandomize=True)
settings.load_profile("steady")

# Ten rows need no second thread, and a call takes a third less without.
SETTINGS["threads"] = "1"

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 1, 30, 8)


SLOW = {
    "test_bad_input", "test_demo_made", "test_explored_generated", "test_fuzz", "test_hard_input",
    "test_import_enrollment",
    "test_import_events", "test_import_people", "test_import_register", "test_import_totals",
    "test_killed_import", "test_match_weeks_generated", "test_oneroster", "test_pack_generated",
    "test_profiles",
    "test_progress_generated",
    "test_real_files", "test_reconciliation", "test_review_generated",
    "test_review_patterns_simulated", "test_same_register", "test_slow_versions",
    "test_standing_generated", "test_together", "test_trends_generated", "test_unpack",
    "test_uploads_generated", "test_warnings", "test_workbook",
}  # fmt: skip
"""Modules about what an import meets, and districts made or counted many times; with `tests/dirt`
and the layouts they take as long as all others, and are run by `make slow`."""


def is_slow(path):
    return path.stem in SLOW or path.parent.name == "dirt" or path.stem.startswith("test_layout_")


def pytest_ignore_collect(collection_path, config):
    """Not even read in a run without them: some make large files when they are."""
    return True if "not slow" in config.option.markexpr and is_slow(collection_path) else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if is_slow(item.path):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory):
    return tmp_path_factory.mktemp("elsewhere")


@pytest.fixture(autouse=True)
def away_from_the_repository(elsewhere, monkeypatch):
    """The default home `data` is relative: tests stand elsewhere, and no home may lie in here."""
    open_store = Store.__init__

    def open_elsewhere(store, home, lake=None):
        inside = Path(home).resolve().is_relative_to(ROOT)
        assert not inside, f"a test opened {home}, inside the repository"
        open_store(store, home, lake)

    monkeypatch.chdir(elsewhere)
    monkeypatch.setattr(Store, "__init__", open_elsewhere)


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory):
    """A home that was opened and closed once: half the work of most tests, done once."""
    home = tmp_path_factory.mktemp("empty") / "home"
    open_district(home).close()
    return home


@pytest.fixture(scope="session")
def district_home(tmp_path_factory):
    """A home with the two invented schools and the names of their students, to copy."""
    from tests.roster_files import bring_district

    folder = tmp_path_factory.mktemp("district")

    def write(name, content):
        (folder / name).write_text(content, encoding="utf-8")
        return folder / name

    store = open_district(folder / "home")
    bring_district(store, write)
    store.close()
    return folder / "home"


@pytest.fixture
def store(home, empty_home):
    shutil.copytree(empty_home, home)
    opened = open_district(home)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def cast_home(tmp_path_factory, empty_home):
    """The invented students with their days at two schools, and the mentors on the roster."""
    from tests import cast

    folder = tmp_path_factory.mktemp("cast")
    shutil.copytree(empty_home, folder / "home")
    opened = open_district(folder / "home")
    cast.bring_students(opened, folder)
    cast.put_on_roster(opened)
    opened.close()
    return folder / "home"


@pytest.fixture
def school(home, cast_home):
    """A store of one's own with the invented cast in it."""
    shutil.copytree(cast_home, home)
    opened = open_district(home)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def lincoln_made(tmp_path_factory):
    """A home with the four students of `targeted.four`."""
    from tests.targeted import four, made_once

    return made_once(tmp_path_factory, four)


@pytest.fixture
def lincoln(lincoln_made, home):
    """A store with the four students of `targeted.four`."""
    shutil.copytree(lincoln_made, home)
    opened = open_district(home)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def match_made(tmp_path_factory):
    """A home with the school of `match_cast`."""
    from tests.match_cast import fill
    from tests.targeted import made_once

    return made_once(tmp_path_factory, fill)


@pytest.fixture
def matchable(match_made, home):
    """A store with the school of `match_cast`."""
    shutil.copytree(match_made, home)
    opened = open_district(home)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def sheets_made(tmp_path_factory):
    """A home with the school of `contact_sheets`."""
    from tests.contact_sheets import fill
    from tests.targeted import made_once

    return made_once(tmp_path_factory, fill)


@pytest.fixture(scope="session")
def support_made(tmp_path_factory, empty_home):
    """A home with the program of `support_cast`."""
    from tests.support_cast import fill

    folder = tmp_path_factory.mktemp("support")
    shutil.copytree(empty_home, folder / "home")
    opened = open_district(folder / "home")
    fill(opened, folder)
    opened.close()
    return folder / "home"


@pytest.fixture
def supported(support_made, home):
    """A store with the program of `support_cast`."""
    shutil.copytree(support_made, home)
    opened = open_district(home)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def review_made(tmp_path_factory):
    """A home with the students of `review_cast`."""
    from tests.review_cast import fill
    from tests.targeted import made_once

    return made_once(tmp_path_factory, fill)


@pytest.fixture
def reviewed(review_made, home):
    """A store with the students of `review_cast`."""
    shutil.copytree(review_made, home)
    opened = open_district(home)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def packs_made(tmp_path_factory):
    """A home with the three schools of `pack_cast`."""
    from tests.pack_cast import fill
    from tests.targeted import made_once

    return made_once(tmp_path_factory, fill)


@pytest.fixture
def convened(packs_made, home):
    """A store with the three schools of `pack_cast`."""
    shutil.copytree(packs_made, home)
    opened = open_district(home)
    yield opened
    opened.close()


@pytest.fixture
def given(tmp_path):
    """Writes a file as a school would send it, and returns its path."""
    folder = tmp_path / "given"
    folder.mkdir()

    def write(name, content):
        path = folder / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content, encoding="utf-8", newline="")
        return path

    return write


@dataclass(frozen=True)
class Cli:
    """`python -m sm_core` in this process, on one home."""

    home: Path
    now: datetime = NOW

    def __call__(self, *arguments: object) -> Result:
        words = ["--home", str(self.home), *(str(word) for word in arguments)]
        result = CliRunner().invoke(main, words, obj={"now": self.now})
        crashed = result.exception and not isinstance(result.exception, SystemExit)
        if crashed:
            raise result.exception
        return result

    def done(self, *arguments: object) -> str:
        """The output of a call that must succeed."""
        result = self(*arguments)
        assert result.exit_code == 0, result.output
        return result.stdout

    def reports(self, *arguments: object) -> list[dict]:
        """What `import --json` prints, refused or not."""
        return json.loads(self("import", *arguments, "--json").stdout)


@pytest.fixture
def cli(home):
    return Cli(home)


@pytest.fixture(scope="session")
def weekly_made(tmp_path_factory):
    """A home with the school of `weekly_cast`."""
    from tests.targeted import made_once
    from tests.weekly_cast import fill

    return made_once(tmp_path_factory, fill)


@pytest.fixture(scope="session")
def logged_made(tmp_path_factory):
    """A home with the matches and contacts of `contact_cast`."""
    from tests.contact_cast import fill
    from tests.targeted import made_once

    return made_once(tmp_path_factory, fill)


@pytest.fixture
def logged(logged_made, home):
    """A store of one's own with the matches and contacts of `contact_cast`."""
    shutil.copytree(logged_made, home)
    opened = open_district(home)
    yield opened
    opened.close()
