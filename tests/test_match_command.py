"""`match` on the command line: what it prints of whom, and what it never prints."""

import csv
import io
import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sm_core.families.answer import Reply, record_answers
from sm_core.families.household import add_household
from sm_core.families.permission import GIVEN, REFUSED, SENT
from sm_core.families.policy import OPT_IN, USUAL, Policy, save_policy
from sm_core.matching.command import suggest_on
from sm_core.saving import save_once
from sm_core.traits import Traits
from sm_core.uploads import open_district
from tests.cast import SEEN_ON, bring_students
from tests.conftest import Cli
from tests.invented import AMINA, LINC, MARCUS, NAMES, OWEN, ROOS, ROSA
from tests.mentor_cast import (
    CAPTAIN_,
    DAVID,
    GRACE,
    PRIYA,
    TOMAS,
    choose,
    cleared,
    match,
    press,
    put,
)

HEADER = "school_id,student_id,mentor_id,score,reasons"
ONE = timedelta(days=1)
SEP_20 = datetime(2025, 9, 20, 9)
OUR_DAVID = replace(DAVID, capacity=1, brings=Traits(languages=("Spanish",)))
OUR_TOMAS = replace(TOMAS, capacity=1, brings=Traits(languages=("Somali",)))
ALL = ((ROSA, LINC), (MARCUS, LINC), (AMINA, ROOS), (OWEN, ROOS))
NAMED = [name for names in NAMES.values() for name in names]
NAMED += [name for m in (DAVID, GRACE, TOMAS, PRIYA) for name in (m.first_name, m.last_name)]
NAMED += ["Ana", "Luis"]


def tell(store, *students, state=SENT, when=SEP_20, **more):
    replies = {student: Reply(state, when.date(), "letter", **more) for student in students}
    record_answers(store, press(when=when), SEEN_ON, replies)


def program(store, mentors, pairs=ALL, told=(ROSA, MARCUS, AMINA)):
    """The students chosen at their schools; one place at Lincoln, one at both schools."""
    put(store, *mentors, when=SEP_20)
    for student, school in pairs:
        choose(store, student, school=school)
    if told:
        tell(store, *told)


MENTORS = (cleared(OUR_DAVID), GRACE, cleared(OUR_TOMAS))


@pytest.fixture(scope="module")
def students_home(tmp_path_factory, empty_home):
    """The invented students and their days; nobody is chosen and nobody is a mentor."""
    folder = tmp_path_factory.mktemp("students")
    shutil.copytree(empty_home, folder / "home")
    store = open_district(folder / "home")
    bring_students(store, folder)
    store.close()
    return folder / "home"


@pytest.fixture(scope="module")
def program_home(tmp_path_factory, students_home):
    home = tmp_path_factory.mktemp("program") / "home"
    shutil.copytree(students_home, home)
    store = open_district(home)
    program(store, MENTORS)
    store.close()
    return home


@pytest.fixture
def ready(program_home):
    """The command line on the shared program, which nothing here changes."""
    return Cli(program_home)


@pytest.fixture
def fill(home, students_home, cli):
    """Lets a function change a store of one's own, and gives the command line on it."""
    shutil.copytree(students_home, home)

    def filled(change):
        store = open_district(home)
        change(store)
        store.close()
        return cli

    return filled


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def of(text, student):
    return next(row for row in rows(text) if row["student_id"] == student)


# What is printed


def test_a_row_for_each_student_who_waits(ready):
    out = ready.done("match", "--as-of", SEEN_ON)

    assert out.splitlines()[0] == HEADER
    assert [list(row.values())[:4] for row in rows(out)] == [
        [LINC, ROSA, "m1", "150"],
        [LINC, MARCUS, "", ""],
        [ROOS, AMINA, "m3", "150"],
        [ROOS, OWEN, "", ""],
    ]


def test_the_reasons_of_a_pair(ready):
    assert of(ready.done("match", "--as-of", SEEN_ON), ROSA)["reasons"] == "both speak Spanish"


def test_why_there_is_nobody(ready):
    out = ready.done("match", "--as-of", SEEN_ON)

    assert of(out, OWEN)["reasons"] == (
        "The family of the student: not told yet. Of 1 mentor: 1 could otherwise. "
        "Nearest fix: tell the family."
    )
    assert of(out, MARCUS)["reasons"].startswith(
        "2 mentors fit the student, but their places go to other students. "
        "Of 3 mentors: 1 cannot be matched yet, 2 with places for other students. "
    )


def test_one_school_is_solved_with_the_others(ready):
    """Alone, Lincoln would give Marcus the place that Amina needs at Roosevelt."""
    out = ready.done("match", "--as-of", SEEN_ON, "--school", LINC)

    assert out.splitlines() == ready.done("match", "--as-of", SEEN_ON).splitlines()[:3]
    assert of(out, MARCUS)["mentor_id"] == ""


def test_a_pair_of_which_nothing_is_known(fill):
    cli = fill(lambda store: program(store, [cleared(DAVID)], [(MARCUS, LINC)], [MARCUS]))

    assert rows(cli.done("match", "--as-of", SEEN_ON)) == [
        {"school_id": LINC, "student_id": MARCUS, "mentor_id": "m1", "score": "0",
         "reasons": "has a place"},
    ]  # fmt: skip


def test_who_has_a_mentor_is_not_listed(fill):
    def change(store):
        program(store, MENTORS)
        match(store, (ROSA, "m1"))

    out = fill(change).done("match", "--as-of", SEEN_ON)

    assert [row["student_id"] for row in rows(out)] == [MARCUS, AMINA, OWEN]


def test_the_day_is_the_as_of_date(ready):
    """The letters of September 20 leave ten days to say no."""
    last, first = date(2025, 9, 30), date(2025, 10, 1)

    assert of(ready.done("match", "--as-of", first), ROSA)["mentor_id"] == "m1"
    before = of(ready.done("match", "--as-of", last), ROSA)
    assert before["mentor_id"] == ""
    assert "a mentor may begin on Oct 1, 2025. Of" in before["reasons"]


@pytest.mark.parametrize(("now", "waits"), [(SEEN_ON, False), (SEEN_ON + ONE, True)])
def test_a_past_day_is_told_as_it_was(fill, now, waits):
    """From the next day on, nobody asks what was still to begin."""

    def change(store):
        program(store, MENTORS)
        match(store, (ROSA, "m1"), started=SEEN_ON + 3 * ONE)

    cli = replace(fill(change), now=datetime.combine(now, SEP_20.time()))
    out = cli.done("match", "--as-of", SEEN_ON)

    assert (ROSA in [row["student_id"] for row in rows(out)]) == waits


def signs_for(state):
    def change(store):
        save_policy(store, press(), "", USUAL, Policy(OPT_IN))
        tell(store, ROSA, state=state)  # before the choice, which a no would end
        program(store, MENTORS, told=())

    return change


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (SENT, ": no signed permission yet. "),
        (REFUSED, ": said no. "),
    ],
)
def test_other_gaps_of_a_family(fill, state, said):
    out = fill(signs_for(state)).done("match", "--as-of", SEEN_ON)

    assert said in of(out, ROSA)["reasons"]


# Names


def ruled(store):
    """Everything in which a name could be told: a household still to be told, rules between
    students, a mentor kept for somebody."""
    program(store, (*MENTORS, cleared(PRIYA)), told=(AMINA,))
    match(store, (AMINA, "m4"), school=ROOS)
    home = {"addressee": "Ana Delgado", "address": "12 Elm St", "language": "", "phone": "",
            "email": "", "note": ""}  # fmt: skip
    for who in ("Ana Delgado", "Luis Delgado"):
        household = add_household(store, press(when=SEP_20), SEEN_ON, ROSA,
                                  home | {"addressee": who})  # fmt: skip
    tell(store, ROSA, state=GIVEN, family_id=household)
    said = [("together", OWEN, AMINA), ("pin", OWEN, "m3"), ("pin", MARCUS, "m2")]
    rows = [
        {"rule_id": f"r{n}", "kind": kind, "student_id": student, "other_id": other,
         "school_id": ROOS, "reason": "", "made": SEP_20, "made_by": "Ms. Chen"}
        for n, (kind, student, other) in enumerate(said)
    ]  # fmt: skip
    save_once(store, press(), lambda writing: writing.insert("match_rules", rows))
    tell(store, MARCUS, OWEN)


def test_nobody_is_named(fill):
    cli = fill(ruled)
    out = cli.done("match", "--as-of", SEEN_ON)

    assert [name for name in NAMED if name in out] == []
    assert ": not told yet. " in of(out, ROSA)["reasons"]
    assert of(out, MARCUS)["reasons"].startswith(
        "The student is kept for mentor m2: mentor m2 cannot be matched: "
    )
    assert of(out, OWEN)["reasons"].startswith(
        "The student is kept for mentor m3: the student must share the mentor of another "
        "student, who meets mentor m4. "
    )
    on_the_page = " ".join(row.gap.sentence for row in named(cli) if row.gap)
    assert [name for name in ("Ana Delgado", "Marcus Tran", "Amina", "Priya Nair")
            if name not in on_the_page] == []  # fmt: skip


def test_a_mentor_of_another_school_is_not_named_either(fill):
    def change(store):
        program(store, (*MENTORS, cleared(PRIYA)))
        match(store, (ROSA, "m4"), school=ROOS)

    out = fill(change).done("match", "--as-of", SEEN_ON)

    assert [name for name in NAMED if name in out] == []
    assert of(out, ROSA)["reasons"].startswith(
        "The student is still matched with a mentor, at another school; end that match first. "
    )


def named(cli):
    store = open_district(cli.home)
    found = suggest_on(store, CAPTAIN_, SEEN_ON)
    store.close()
    return found.rows


# The same data, the same bytes


def test_a_second_run_is_the_same_and_writes_nothing(ready):
    before = {path: path.read_bytes() for path in ready.home.glob("*.duckdb")}
    out = ready.done("match", "--as-of", SEEN_ON)

    assert ready.done("match", "--as-of", SEEN_ON) == out
    assert len(before) == 2
    assert {path: path.read_bytes() for path in ready.home.glob("*.duckdb")} == before


def test_the_order_of_the_data_changes_nothing(ready, fill):
    """The same program, typed in the other way round."""
    cli = fill(lambda store: program(store, MENTORS[::-1], ALL[::-1], told=(AMINA, MARCUS, ROSA)))

    assert cli.done("match", "--as-of", SEEN_ON) == ready.done("match", "--as-of", SEEN_ON)


def test_as_a_file(ready, tmp_path):
    target = tmp_path / "match.csv"

    assert ready.done("match", "--as-of", SEEN_ON, "--csv", target) == ""
    assert target.read_bytes() == ready.done("match", "--as-of", SEEN_ON).encode()
    assert b"\r" not in target.read_bytes()


# Where nobody waits


def chosen_with_mentors(store):
    program(store, MENTORS, [(ROSA, LINC)])
    match(store, (ROSA, "m1"))


@pytest.mark.parametrize(
    ("change", "more", "said"),
    [
        (lambda store: put(store, *MENTORS), [],
         "Nobody enrolled on Oct 17, 2025 is chosen for a mentor; choose students under"),
        (lambda store: program(store, MENTORS, [(ROSA, LINC)]), ["--school", ROOS],
         "Nobody enrolled at ROOS on Oct 17, 2025 is chosen for a mentor; choose students under"),
        (chosen_with_mentors, [], "Everybody chosen has a mentor."),
        (chosen_with_mentors, ["--school", LINC], "Everybody chosen at LINC has a mentor."),
    ],
)  # fmt: skip
def test_nobody_waits(fill, change, more, said):
    result = fill(change)("match", "--as-of", SEEN_ON, *more)

    assert (result.exit_code, result.stdout) == (0, HEADER + "\n")
    [sentence] = result.stderr.splitlines()
    assert sentence.startswith(said)


def test_an_empty_district(cli):
    result = cli("match", "--as-of", SEEN_ON)

    assert (result.exit_code, result.stdout) == (0, HEADER + "\n")
    assert result.stderr == "There is no attendance yet; import a file first.\n"


def test_a_day_before_the_first(ready):
    result = ready("match", "--as-of", "2025-08-01")

    assert (result.exit_code, result.stdout) == (0, HEADER + "\n")
    assert result.stderr.startswith("Nobody enrolled on Aug 1, 2025 is chosen")


@pytest.mark.parametrize(
    ("mentors", "more"), [((), []), ([cleared(OUR_DAVID)], ["--school", ROOS])]
)
def test_without_mentors_everybody_is_listed_with_the_reason(fill, mentors, more):
    cli = fill(lambda store: program(store, mentors))

    result = cli("match", "--as-of", SEEN_ON, *more)

    assert result.exit_code == 0
    assert of(result.stdout, AMINA)["reasons"] == (
        "No mentor works at the student's school yet. Nearest fix: find a mentor for this school."
    )
    assert result.stderr.startswith("There are no mentors")
    assert len(result.stderr.splitlines()) == 1


def test_where_students_wait_nothing_is_missing(ready):
    assert ready("match", "--as-of", SEEN_ON).stderr == ""


# Refused


REFUSED_CALLS = [
    (["--as-of", "2026-02-30"], '"2026-02-30" is not a date; write it like 2026-01-30.'),
    (["--as-of", SEEN_ON, "--school", "OAK"],
     'There is no school "OAK" in the data; known are LINC, ROOS.'),
    (["--as-of", SEEN_ON, "--csv", "no/such/folder.csv"],
     "no/such/folder.csv cannot be written: No such file or directory."),
]  # fmt: skip


@pytest.mark.parametrize(("call", "said"), REFUSED_CALLS)
def test_a_refused_call_says_one_sentence(ready, call, said):
    result = ready("match", *call)

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said + "\n")


def test_a_call_without_a_day(ready):
    assert ready("match").exit_code == 2


def test_a_school_of_an_empty_district(cli):
    result = cli("match", "--as-of", SEEN_ON, "--school", LINC)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "There is no attendance yet; import a file first.\n"
