"""The command line as scripts use it."""

import csv
import io
import json
import shutil
import subprocess
import sys

import pytest
from invented import CODES, DAYS, LINC, MARCUS, ROSA, calendar, enrollment, events, register

from tests.conftest import ROOT, Cli

COLUMNS = [
    "student_id", "school_id", "grade", "enrolled", "days_enrolled", "days_absent",
    "absence_rate", "tier", "few_days", "data_through",
]  # fmt: skip
KEYS = {"file", "layout", "rows_read", "rows_kept", "rejected", "questions"}
MARKS = {(ROSA, DAYS[1]): "U", (ROSA, DAYS[2]): "H", (MARCUS, DAYS[3]): "H"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("loaded")
    (folder / "r.csv").write_text(register(DAYS[:12], marks=MARKS), encoding="utf-8")
    (folder / "codes.toml").write_text(CODES, encoding="utf-8")
    made = Cli(folder / "home")
    made.done("import", folder / "r.csv", "--mapping", folder / "codes.toml")
    return made.home


@pytest.fixture
def loaded(made, cli):
    shutil.copytree(made, cli.home)
    return cli


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


# --- import


def test_import_says_what_it_did(cli, given):
    text = register(DAYS[:5]) + f"{ROSA},LINC,6,soon,P\n"
    out = cli.done("import", given("r.csv", text), "--mapping", given("codes.toml", CODES))

    first, second = out.splitlines()
    assert first.startswith("r.csv: register, 10 of 11 rows kept, upload 00001-")
    assert second == "  1 set aside: the date cannot be read"


def test_the_json_of_an_import(cli, given):
    text = register(DAYS[:5]) + f"{ROSA},LINC,6,soon,P\n"

    [report] = cli.reports(given("r.csv", text), "--mapping", given("codes.toml", CODES))

    assert report.keys() >= KEYS
    assert [report[key] for key in ("file", "layout", "rows_read", "rows_kept")] == [
        "r.csv", "register", 11, 10,
    ]  # fmt: skip
    assert (report["rejected"], report["questions"]) == ({"bad_date": 1}, [])


def test_the_json_of_an_open_question(cli, given):
    result = cli("import", given("r.csv", register(DAYS[:5], marks=MARKS)), "--json")

    assert result.exit_code == 2
    [report] = json.loads(result.stdout)
    assert report["rows_kept"] == 0
    assert report["rejected"] == {"file_refused": 10}
    assert report["questions"] == result.stderr.splitlines()
    assert len(report["questions"]) == 3
    assert all("under [codes]" in question for question in report["questions"])


def test_a_dry_run_prints_the_mapping_and_changes_nothing(cli, given):
    path = given("r.csv", register(DAYS[:5], marks=MARKS))

    result = cli("import", path, "--dry-run")

    assert result.exit_code == 2
    assert '# code "U" (1 row) has no meaning yet. "U" = "…" under [codes]' in result.stdout
    assert '[files."r.csv"]\nlayout = "register"' in result.stdout
    assert cli.done("uploads") == ""


def test_a_dry_run_given_back_asks_nothing(cli, given):
    files = [
        given("r.csv", register(DAYS[:5], marks=MARKS)),
        given("c.csv", calendar(DAYS)),
        given("e.csv", enrollment((ROSA, DAYS[0], DAYS[20]), (MARCUS, DAYS[0]))),
    ]
    decided = 'exit_date = "inclusive"\nschool_year = "2025-26"\n' + CODES
    saved = cli.done("import", *files, "--mapping", given("m.toml", decided), "--dry-run")

    reports = cli.reports(*files, "--mapping", given("saved.toml", saved))

    assert [report["questions"] for report in reports] == [[], [], []]
    assert [report["rows_kept"] for report in reports] == [10, 40, 2]
    again = cli.done("import", *files, "--mapping", given("saved.toml", saved), "--dry-run")
    assert again == saved


def test_a_dry_run_in_json(cli, given):
    path, codes = given("r.csv", register(DAYS[:5])), given("codes.toml", CODES)

    out = cli.done("import", path, "--mapping", codes, "--dry-run", "--json")

    assert json.loads(out)[0]["rows_kept"] == 10
    assert cli.done("uploads") == ""


def test_a_question_filled_in_the_dry_run_settles_it(cli, given):
    path = given("r.csv", register(DAYS[:5], [ROSA], {(ROSA, DAYS[1]): "U"}))
    asked = cli("import", path, "--dry-run").stdout
    answered = asked + '[files."r.csv".codes]\nP = "present"\nU = "absent_unexcused"\n'

    assert cli.reports(path, "--mapping", given("m.toml", answered))[0]["rows_kept"] == 5


def test_the_school_year_of_the_call(cli, given):
    text = register([DAYS[0].replace(year=2024), DAYS[0]])
    codes = given("codes.toml", CODES)

    [report] = cli.reports(given("r.csv", text), "--mapping", codes, "--school-year", "2024-25")

    assert report["rejected"] == {"outside_school_year": 2}


def test_files_of_one_call_stand_or_fall_together(cli, given):
    good, bad = given("c.csv", calendar(DAYS)), given("x.csv", events((ROSA, DAYS[0], "?")))

    assert cli("import", good, bad).exit_code == 2
    assert cli.done("uploads") == ""


# --- standing


def test_the_columns_and_their_formats(loaded):
    out = loaded.done("standing", "--as-of", DAYS[11])

    assert out.splitlines()[0] == ",".join(COLUMNS)
    rosa, marcus = rows(out)
    assert list(rosa.values()) == [
        ROSA, "LINC", "6", "true", "12", "2", "0.166667", "moderate_chronic", "false",
        str(DAYS[11]),
    ]  # fmt: skip
    assert (marcus["days_absent"], marcus["absence_rate"]) == ("1", "0.083333")


@pytest.mark.parametrize(
    ("rule", "absent"), [("half_day", "2"), ("fractional", "1.5"), ("any", "2")]
)
def test_day_rules(loaded, rule, absent):
    out = loaded.done("standing", "--as-of", DAYS[11], "--day-rule", rule)

    assert rows(out)[0]["days_absent"] == absent


def test_few_days_and_none(loaded):
    assert rows(loaded.done("standing", "--as-of", DAYS[8]))[0]["few_days"] == "true"
    assert rows(loaded.done("standing", "--as-of", DAYS[9]))[0]["few_days"] == "false"
    before = loaded.done("standing", "--as-of", "2025-08-24")
    assert before == ",".join(COLUMNS) + "\n"


def test_no_day_leaves_rate_and_tier_empty(cli, given):
    text = register(DAYS[:2], [ROSA], dict.fromkeys([(ROSA, day) for day in DAYS[:2]], "N"))
    cli.done("import", given("r.csv", text + register(DAYS[:2], [MARCUS]).split("\n", 1)[1]),
             "--mapping", given("codes.toml", CODES))  # fmt: skip

    rosa = rows(cli.done("standing", "--as-of", DAYS[1]))[0]

    assert [rosa[name] for name in ("days_enrolled", "days_absent", "absence_rate", "tier")] == [
        "0", "0", "", "",
    ]  # fmt: skip


def test_standing_as_a_file(loaded, tmp_path):
    target = tmp_path / "standing.csv"

    shown = loaded.done("standing", "--as-of", DAYS[11], "--csv", target)

    assert shown == ""
    assert target.read_bytes() == loaded.done("standing", "--as-of", DAYS[11]).encode()
    assert b"\r" not in target.read_bytes()


def test_one_school(loaded):
    out = loaded.done("standing", "--as-of", DAYS[11], "--school", LINC, "--scope", "school")

    assert len(rows(out)) == 2


REFUSED = [
    (
        ["standing", "--as-of", "2026-02-30"],
        '"2026-02-30" is not a date; write it like 2026-01-30.',
    ),
    (
        ["standing", "--as-of", "01/30/2026"],
        '"01/30/2026" is not a date; write it like 2026-01-30.',
    ),
    (["standing", "--as-of", DAYS[9], "--school", "OAK"], 'There is no school "OAK"'),
    (["standing", "--as-of", DAYS[9], "--csv", "no/such/folder.csv"], "cannot be written"),
    (["undo", "00009-abcdef"], "There is no upload 00009-abcdef"),
]


@pytest.mark.parametrize(("call", "said"), REFUSED, ids=[" ".join(map(str, c)) for c, _ in REFUSED])
def test_a_refused_call_says_one_sentence(loaded, call, said):
    result = loaded(*call)

    assert result.exit_code == 2
    assert result.stdout == ""
    [sentence] = result.stderr.splitlines()
    assert said in sentence


@pytest.mark.parametrize(
    "call",
    [
        ["standing"],
        ["standing", "--as-of", DAYS[9], "--scope", "district"],
        ["standing", "--as-of", DAYS[9], "--day-rule", "all"],
        ["import"],
        ["export"],
    ],
)
def test_a_call_that_makes_no_sense_ends_with_2(loaded, call):
    result = loaded(*call)

    assert result.exit_code == 2
    assert result.stderr


def test_standing_of_nothing(cli):
    assert cli.done("standing", "--as-of", "2026-01-30") == ",".join(COLUMNS) + "\n"


def test_a_school_of_nothing(cli):
    result = cli("standing", "--as-of", "2026-01-30", "--school", LINC)

    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


# --- uploads and undo


def test_uploads_and_undo(loaded):
    [line] = loaded.done("uploads").splitlines()
    upload_id = line.split()[0]
    assert "r.csv" in line
    assert "2025-08-25 to 2025-09-09" in line

    assert loaded.done("undo", upload_id) == f"{upload_id} (r.csv) was taken back.\n"

    assert loaded.done("uploads") == ""
    assert "taken back 2026-01-30T08:00:00" in loaded.done("uploads", "--all")
    [entry] = json.loads(loaded.done("uploads", "--json"))
    assert (entry["upload_id"], entry["rows_read"]) == (upload_id, 24)
    assert rows(loaded.done("standing", "--as-of", DAYS[11])) == []
    again = loaded("undo", upload_id)
    assert (again.exit_code, again.stderr.count("\n")) == (2, 1)


# --- as a program


def program(*words):
    command = [sys.executable, "-X", "importtime", "-m", "sm_core", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_help_loads_nothing_heavy():
    run = program("--help")

    loaded = {line.rsplit("|", 1)[-1].strip() for line in run.stderr.splitlines()}
    assert run.returncode == 0
    assert "import" in run.stdout
    assert "click" in loaded
    assert loaded & {"duckdb", "pandas", "streamlit", "pyarrow", "numpy", "plotly"} == set()


def test_a_refusal_is_not_a_traceback(home):
    run = subprocess.run(
        [sys.executable, "-m", "sm_core", "--home", str(home), "import", "gone.csv", "--json"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip

    assert run.returncode == 2
    assert run.stderr == "gone.csv: there is no such file.\n"
    assert json.loads(run.stdout)[0]["file"] == "gone.csv"
