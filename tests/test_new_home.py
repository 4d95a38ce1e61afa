"""A call that is refused, or only asks, in a home without a district leaves it as it was found."""

import os

import pytest
from invented import DAYS, LINC, ROSA, bring, calendar, register

from sm_core import lock
from sm_core.new_home import changing
from sm_core.uploads import open_district
from tests.conftest import NOW, Cli

REFUSED = {
    "undecided": ["import", "{codes}", "--move-to", "{folder}/loaded"],
    "no file": ["import", "{folder}/gone.csv", "--json"],
    "undo": ["undo", "00001-abcdef"],
    "demo": ["demo", "--students", "1"],
    "roster": ["roster", "{folder}/gone.csv"],
    "contacts": ["contacts", "{good}"],
    "pack": ["pack", "--as-of", "2026-01-30", "--out", "{folder}/pack.pdf"],
    "pack as Word": ["pack", "--as-of", "2026-01-30", "--out", "{folder}/pack.docx"],
    "standing": ["standing", "--as-of", "2026-01-30", "--school", LINC],
    "match": ["match", "--as-of", "2026-01-30", "--school", LINC],
    "digest": ["digest", "--school", LINC, "--week", "2026-01-28"],
}
ONLY_ASKED = {
    "uploads": ["uploads", "--json"],
    "standing": ["standing", "--as-of", "2026-01-30"],
    "dry run": ["import", "{good}", "--dry-run"],
}


@pytest.fixture(scope="module")
def words(tmp_path_factory):
    """The words of a call, with the files it names."""
    folder = tmp_path_factory.mktemp("given")
    (folder / "r.csv").write_text(register(DAYS[:2], [ROSA], {(ROSA, DAYS[0]): "?"}))
    (folder / "c.csv").write_text(calendar(DAYS))
    named = {"folder": folder, "codes": folder / "r.csv", "good": folder / "c.csv"}
    return lambda call: [word.format(**named) for word in call]


@pytest.mark.parametrize(("call", "code"), [
    *(pytest.param(call, 2, id=f"{name} refused") for name, call in REFUSED.items()),
    *(pytest.param(call, 0, id=f"{name} asked") for name, call in ONLY_ASKED.items()),
])  # fmt: skip
def test_nothing_comes_into_a_new_home(words, tmp_path, call, code):
    assert Cli(tmp_path / "not" / "there")(*words(call)).exit_code == code
    assert list(tmp_path.iterdir()) == []


def test_an_empty_home_stays_empty_and_no_folder_waits_for_the_files(words, home):
    home.mkdir()
    assert Cli(home)(*words(REFUSED["undecided"])).exit_code == 2
    assert list(home.iterdir()) == []
    [folder] = words(["{folder}"])
    assert sorted(os.listdir(folder)) == ["c.csv", "r.csv"]


def test_what_was_there_before_stays(words, cli):
    cli.home.mkdir()
    (cli.home / lock.NAME).write_text("import\nsince yesterday\n")
    (cli.home / "notes.txt").write_text("ours")
    (cli.home / "spill").mkdir()
    assert cli(*words(REFUSED["undecided"])).exit_code == 2
    assert sorted(os.listdir(cli.home)) == [lock.NAME, "notes.txt", "spill"]


def test_a_district_made_in_it_stays_whatever_is_said(home, given):
    with changing(home, "import", NOW, lambda: False):
        store = open_district(home)
        bring(store, given, {"c.csv": calendar(DAYS)})
        store.close()
    assert len(Cli(home).done("uploads").splitlines()) == 1


def test_a_fault_removes_nothing(home):
    """Nor does Ctrl-C: the next call completes what it finds."""

    def interrupted():
        with changing(home, "import", NOW, lambda: True):
            open_district(home).close()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert (home / "program.duckdb").exists()


@pytest.mark.skipif(lock.fcntl is None, reason="no such locks here")
def test_nobody_holds_the_lock_of_a_home_that_was_removed(home):
    """Whoever opened it before the removal would change the home beside the next one."""
    with changing(home, "import", NOW, lambda: False):
        early = (home / lock.NAME).open("a+")
    with early:
        assert not home.exists()
        assert lock._taken(early)
