"""`python -m sm_core pack`: the PDF of a date, frozen the first time it is asked for."""

import shutil

import pytest

from sm_core.commands.calling import write
from sm_core.errors import SmError
from sm_core.packs.find import packs_seen
from sm_core.uploads import open_district
from tests.invented import LINC, ROOS
from tests.paper_text import pdf_pages
from tests.targeted import BOSS


@pytest.fixture
def call(packs_made, cli, tmp_path):
    """Calls the command for a date; the answer and the file it was to write."""
    shutil.copytree(packs_made, cli.home)
    target = tmp_path / "pack.pdf"

    def called(as_of="2026-01-30", out=target):
        return cli("pack", "--as-of", as_of, "--out", out), target

    return called


def known(cli):
    store = open_district(cli.home)
    with store.reading() as cursor:
        told = cursor.execute("SELECT act, subject FROM program.audit").fetchall()
    packs = packs_seen(store, BOSS)
    store.close()
    return packs, told


def test_a_page_per_school_behind_what_is_true_of_all(call, cli):
    result, target = call()
    assert result.exit_code == 0
    assert result.stdout == (
        f"3 schools as of 2026-01-30, frozen 2026-01-30 by this computer, in {target}\n"
    )
    pages = pdf_pages(target.read_bytes())
    assert len(pages) == 5
    assert "Lincoln Middle School" in pages[3]
    assert "24 of 60 students are chronically absent" in pages[3]
    [pack], told = known(cli)
    assert [page.school_id for page in pack.schools] == ["ADAM", LINC, ROOS]
    assert told[-2:] == [
        ("freeze", f"pack 2026-01-30 {pack.pack_id}"), ("export", "pack-2026-01-30.pdf"),
    ]  # fmt: skip


def test_the_second_call_prints_what_is_frozen_and_compares_with_the_date_before(call, cli):
    call("2025-12-19")
    first, target = call()
    printed = pdf_pages(target.read_bytes())
    again, _ = call()
    assert again.stdout == first.stdout
    assert pdf_pages(target.read_bytes()) == printed
    assert "Since Dec 19, 2025" in printed[3]
    assert "Adams Academy was not in the pack of Dec 19, 2025 yet." in printed[2]
    assert len(known(cli)[0]) == 2


@pytest.mark.parametrize(
    ("as_of", "out", "sentence"),
    [
        ("2025-06-09", None, "There are no data by Jun 9, 2025: the first are of Jun 10, 2025."),
        ("2026-01-31", None, "Jan 31, 2026 is still ahead; freeze a pack for today or an earlier"),
        ("tomorrow", None, '"tomorrow" is not a date; write it like 2026-01-30.'),
        ("2026-01-30", "no/such/pack.pdf", "There is no folder no/such to write pack.pdf into."),
        ("2026-01-30", ".", ". is a folder; name a file in it."),
        (
            "2026-01-30",
            "pack.docx",
            "A pack is a PDF; name a file that ends in .pdf, not pack.docx.",
        ),
    ],
)
def test_what_is_refused_changes_nothing(call, cli, as_of, out, sentence):
    result, target = call(as_of, *([out] if out else []))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(sentence)
    assert result.stderr.count("\n") == 1
    assert not target.exists()
    assert known(cli)[0] == []


@pytest.fixture
def full():
    """As on a disk with room for three more bytes."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_what_a_file_had_in_it_stays_where_the_new_one_cannot_be_written(tmp_path, full):
    """The new one is written beside it and put in its place at the end."""
    target = tmp_path / "pack.pdf"
    write(b"old", target)
    with pytest.raises(SmError, match=r"pack\.pdf cannot be written: File too large"):
        write(b"newer", target)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("pack.pdf", b"old")]
    write(b"new", target)
    assert target.read_bytes() == b"new"
