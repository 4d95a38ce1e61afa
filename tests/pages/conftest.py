"""Pages through AppTest, on a home of their own and with caches that no other test has filled."""

import shutil
import tomllib
from functools import cache

import pytest
import streamlit as st
from streamlit import config
from streamlit.components.v2 import manifest_scanner

from sm_core.uploads import open_district
from tests import matching_page
from tests.conftest import ROOT, Cli
from tests.weekly_cast import NOW
from ui import session

SAMPLE = [
    ROOT / "sample" / name for name in ("lincoln_register.csv", "students.csv", "schools.csv")
]
ROOSEVELT = "student_id,school_id,date,code\n" + "".join(
    f"R{n:03d},ROOS,2026-01-{day:02d},{'A' if n < 30 and day < 9 else 'P'}\n"
    for n in range(60)
    for day in range(5, 17)
)
CODES = '[codes]\nA = "absent_unexcused"\nP = "present"\n'


# As the app is run; tests stand in another folder, where Streamlit finds no settings.
SETTINGS = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
for section in ("browser", "runner"):
    for name, value in SETTINGS[section].items():
        config.set_option(f"{section}.{name}", value)

# Every AppTest asks all installed packages whether they bring components; the answer stays.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def clear_caches():
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture(autouse=True)
def fresh_caches(request):
    """Where tests only read the demo, what one look has fetched serves the next."""
    if "demo_read" in request.fixturenames:
        yield
        return
    clear_caches()
    yield
    clear_caches()


@pytest.fixture(autouse=True)
def read_at_once(monkeypatch):
    """Nobody waits in a test until a sentence could have been read, or a second press is one."""
    monkeypatch.setattr("ui.saving.READING", -1)
    monkeypatch.setattr("ui.weekly_decide.TWICE", -1)


@pytest.fixture
def page_home(tmp_path, monkeypatch):
    """The home that the pages open; nothing is in it yet."""
    home = tmp_path / "home"
    monkeypatch.setenv("SM_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """Lincoln Middle School (48 students) and Roosevelt Elementary (60, no names, 12 days)."""
    folder = tmp_path_factory.mktemp("filled")
    register, codes = folder / "roosevelt.csv", folder / "codes.toml"
    register.write_text(ROOSEVELT)
    codes.write_text(CODES)
    cli = Cli(folder / "home")
    cli.done("import", *SAMPLE, "--mapping", ROOT / "sample" / "map.toml")
    cli.done("import", register, "--mapping", codes)
    return folder / "home"


@pytest.fixture
def two_schools(filled, page_home):
    shutil.copytree(filled, page_home)
    return page_home


@pytest.fixture
def cast(cast_home, page_home):
    """The invented cast: four students at two schools, five mentors, nothing else typed yet."""
    shutil.copytree(cast_home, page_home)
    return page_home


@pytest.fixture(scope="session")
def demo_made(tmp_path_factory):
    home = tmp_path_factory.mktemp("demo") / "home"
    Cli(home).done("demo", "--students", 400, "--schools", 4)
    return home


@pytest.fixture(scope="module")
def demo_shown(demo_made, tmp_path_factory):
    home = tmp_path_factory.mktemp("shown") / "home"
    shutil.copytree(demo_made, home)
    clear_caches()
    yield home
    clear_caches()


@pytest.fixture
def demo_read(demo_shown, monkeypatch):
    """The small demo district for tests that only read it; its store."""
    monkeypatch.setenv("SM_HOME", str(demo_shown))
    return session.store()


@pytest.fixture
def demo(demo_made, page_home):
    """A small demo district: four schools, 400 students, two school years."""
    shutil.copytree(demo_made, page_home)
    return page_home


@pytest.fixture
def ready(match_made, page_home, monkeypatch):
    """A school ready to match, on January 30, 2026; its store."""
    from tests.match_cast import NOW

    shutil.copytree(match_made, page_home)
    monkeypatch.setattr(session, "now", lambda: NOW)
    return session.store()


@pytest.fixture(scope="session")
def matching_made(tmp_path_factory, empty_home):
    """A home with the program of `tests.matching_page`."""
    folder = tmp_path_factory.mktemp("matching")
    shutil.copytree(empty_home, folder / "home")
    store = open_district(folder / "home")
    matching_page.fill(store, folder)
    store.close()
    return folder / "home"


@pytest.fixture
def matching(matching_made, page_home, monkeypatch):
    """A store of one's own with that program, opened on Monday, October 20."""
    shutil.copytree(matching_made, page_home)
    monkeypatch.setattr(session, "now", lambda: matching_page.NOW)
    return session.store()


@pytest.fixture
def school(weekly_made, page_home, monkeypatch):
    """A store of one's own with the school of `weekly_cast`, opened on Friday, October 17."""
    shutil.copytree(weekly_made, page_home)
    monkeypatch.setattr(session, "now", lambda: NOW)
    return session.store()
