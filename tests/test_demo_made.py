"""The demo district: made, made again and taken back with all that it brought."""

import shutil
from contextlib import closing
from datetime import date

import pytest
import streamlit as st
from invented import bring, calendar, contents, enrollment, events
from streamlit.testing.v1 import AppTest

from sm_core.actor import COORDINATOR, Actor, local_captain
from sm_core.contacts.contact import Entry
from sm_core.contacts.log import log_contacts
from sm_core.demo import demo_uploads, take_demo_back
from sm_core.demo.district import District
from sm_core.demo.files import write_files
from sm_core.demo.make import MADE, make_demo
from sm_core.demo.size import Size
from sm_core.demo.uploads import demo_day
from sm_core.desk.calls import log_call
from sm_core.errors import NotAllowed, SmError
from sm_core.gatherings.follow_up import FollowUp
from sm_core.gatherings.follow_ups import add_follow_up
from sm_core.gatherings.materials import Material, attach
from sm_core.ledger import standing_uploads
from sm_core.lessons.ask import answer_help
from sm_core.lessons.lesson import Lesson
from sm_core.lessons.write import write_lesson
from sm_core.mentors.find import mentors_seen
from sm_core.mentors.mentor import Mentor
from sm_core.mentors.save import add_mentor
from sm_core.plans.change_template import save_template
from sm_core.plans.comments import add_comment
from sm_core.plans.template import USUAL
from sm_core.saving import Save
from sm_core.standing import Asked, standing
from sm_core.support.check_in import CheckIn, log_check_in
from sm_core.support.request import ask_for_help, take_step
from sm_core.uploads import list_uploads, open_district, undo
from tests.conftest import NOW, ROOT, Cli

CAPTAIN = local_captain()
AS_OF = date(2026, 1, 30)
LINCOLN = "201"


@pytest.fixture(scope="session")
def small_home(tmp_path_factory):
    """A demo of 30 students in two schools, made once; a copy of it is `small`."""
    home = tmp_path_factory.mktemp("small") / "home"
    Cli(home).done("demo", "--students", "30", "--schools", "2")
    return home


@pytest.fixture
def small(home, small_home):
    shutil.copytree(small_home, home)
    with closing(open_district(home)) as opened:
        yield opened


def ask(store, query, **values):
    with store.reading() as cursor:
        return cursor.execute(query, values).fetchall()


# --- making it


@pytest.mark.parametrize(
    ("students", "schools", "by_level"),
    [(10, 1, "2"), (13, 10, "123"), (90, 4, "123")],
)
def test_small_districts_hold_exactly_what_was_asked(store, students, schools, by_level):
    assert make_demo(store, NOW, students, schools) == AS_OF

    frame = standing(store, CAPTAIN, Asked(AS_OF))
    assert len(frame) == students
    assert ask(store, "SELECT count(*) FROM attendance.schools") == [(schools,)]
    assert "".join(sorted(set(frame["school_id"].str[0]))) == by_level
    assert (frame["school_id"] == LINCOLN).sum() >= 4
    assert frame["data_through"].notna().all()


@pytest.mark.parametrize(
    ("students", "schools"), [(None, 10), (4, 1), (899, 1), (901, 2), (100_000, 167)]
)
def test_without_a_number_of_schools_there_is_one_for_about_600_students(students, schools):
    assert Size.of(students, None, None).schools == schools


def test_the_same_seed_makes_the_same_files_and_another_one_others(tmp_path):
    def said(name, seed):
        folder = tmp_path / name
        folder.mkdir()
        files = write_files(District(Size(60, 3, seed)), folder)
        return {path.name: path.read_bytes() for path in files}

    first, other = said("first", 1), said("other", 2)

    assert said("again", 1) == first
    assert {name for name in first if other[name] != first[name]} >= {
        "students_2025-26.csv", "absences_2024-25.csv", "absences_2025-26_late.csv",
    }  # fmt: skip


def test_the_command_ends_with_the_as_of_date(cli):
    assert cli.done("demo", "--students", "4").splitlines()[-1] == "as_of=2026-01-30"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--students", "0"], "A demo with 1 school needs 4 students or more, not 0."),
        (["--students", "-600"], "A demo with 1 school needs 4 students or more, not -600."),
        (["--students", "12", "--schools", "10"],
         "A demo with 10 schools needs 13 students or more, not 12."),
        (["--schools", "0"], "A demo needs 1 school or more, not 0."),
        (["--schools", "-1"], "A demo needs 1 school or more, not -1."),
        (["--students", "2000001"], "A demo has 2,000,000 students and 5,000 schools at most."),
        (["--students", "6000", "--schools", "5001"],
         "A demo has 2,000,000 students and 5,000 schools at most."),
        (["--seed", "-1"], "The seed -1 is below 0; any whole number from 0 on will do."),
        (["--students", "many"], '"many" is not a whole number; write it like 6000.'),
    ],
)  # fmt: skip
def test_a_district_that_cannot_be_made_is_refused_in_a_sentence(cli, arguments, sentence):
    result = cli("demo", *arguments)

    assert (result.exit_code, result.stderr) == (2, sentence + "\n")
    assert not cli.home.exists()


def test_making_it_again_changes_nothing(small, cli):
    before = {path: path.stat().st_mtime_ns for path in cli.home.rglob("*.parquet")}
    small.close()

    again = cli.done("demo", "--students", "30", "--schools", "2")

    assert again == ("This demo district is already here; nothing was changed.\nas_of=2026-01-30\n")
    assert {path: path.stat().st_mtime_ns for path in cli.home.rglob("*.parquet")} == before


def test_other_numbers_replace_it_whole(small, tmp_path):
    make_demo(small, NOW, 80, 4)
    replaced = contents(small)
    with closing(open_district(tmp_path / "fresh")) as fresh:
        make_demo(fresh, NOW, 80, 4)
        assert contents(fresh) == replaced


def test_no_file_of_the_demo_before_is_left(store):
    make_demo(store, NOW, 80, 4)
    make_demo(store, NOW, 10, 1)

    found = {path.name for path in (store.home / "demo").glob("*.csv")}
    assert found == {upload.file for upload in demo_uploads(store, CAPTAIN)}
    assert "absences_2025-26_late.csv" not in found


def test_a_run_broken_off_before_the_import_is_made_good_by_the_next(small, monkeypatch):
    before = contents(small)
    with monkeypatch.context() as broken:
        broken.setattr("sm_core.demo.make.import_files", lambda *arguments: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            make_demo(small, NOW, 40, 2)
    assert demo_uploads(small, CAPTAIN) == []

    make_demo(small, NOW, 30, 2)

    assert contents(small) == before


def test_a_run_broken_off_after_the_import_is_made_good_by_the_next(small):
    before = contents(small)
    (small.home / "demo" / MADE).unlink()

    make_demo(small, NOW, 30, 2)

    assert contents(small) == before
    assert (small.home / "demo" / MADE).exists()


def test_a_demo_of_which_one_upload_was_taken_back_is_made_anew(small):
    before = contents(small)
    undo(small, CAPTAIN, demo_uploads(small, CAPTAIN)[-1].upload_id, NOW)
    assert contents(small) != before

    make_demo(small, NOW, 30, 2)

    assert contents(small) == before


REAL = {
    "absences.csv": events(("0041001", "2025-09-03", "U")),
    "enrollment.csv": enrollment(("0041001", "2025-09-02")),
    "calendar.csv": calendar(["2025-09-02", "2025-09-03", "2025-09-04"]),
}
EXITS = 'exit_date = "inclusive"\n'


def test_it_is_refused_beside_real_uploads(store, given):
    bring(store, given, REAL, EXITS)
    before = contents(store)

    with pytest.raises(SmError, match=r"already holds uploads \(.*must not mix with real schools"):
        make_demo(store, NOW, 10, 1)

    assert contents(store) == before
    assert not (store.home / "demo").exists()


def test_it_may_follow_real_uploads_that_were_taken_back(store, given):
    bring(store, given, REAL, EXITS)
    for upload in list_uploads(store, CAPTAIN):
        undo(store, CAPTAIN, upload.upload_id, NOW)

    make_demo(store, NOW, 4, 1)

    assert len(standing(store, CAPTAIN, Asked(AS_OF))) == 4


# --- telling it from real uploads, and taking it back


def test_taking_the_demo_back_leaves_the_real_uploads(small, given):
    demo = demo_uploads(small, CAPTAIN)
    bring(small, given, REAL, EXITS)
    assert demo_uploads(small, CAPTAIN) == demo

    take_demo_back(small, CAPTAIN, NOW)

    assert demo_uploads(small, CAPTAIN) == []
    assert list(standing(small, CAPTAIN, Asked(AS_OF))["student_id"]) == ["0041001"]
    assert [u.file for u in standing_uploads(small.uploads)] == [
        "calendar.csv", "enrollment.csv", "absences.csv",
    ]  # fmt: skip
    audited = ask(small, "SELECT count(*) FROM program.audit WHERE act = 'undo'")
    assert audited == [(len(demo),)]


def test_what_the_demo_decided_about_columns_is_forgotten_with_it(small):
    remembered = "SELECT count(*) > 0 FROM program.mapping_profiles"
    assert ask(small, remembered) == [(True,)]

    take_demo_back(small, CAPTAIN, NOW)

    assert ask(small, remembered) == [(False,)]


def test_only_who_may_act_for_all_of_its_schools_takes_the_demo_back(small):
    before = demo_uploads(small, CAPTAIN)
    coordinator = Actor("Coordinator", COORDINATOR, schools=(LINCOLN,))

    with pytest.raises(NotAllowed):
        take_demo_back(small, coordinator, NOW)

    assert demo_uploads(small, CAPTAIN) == before


def test_the_files_of_the_demo_can_be_imported_by_hand(small_home, tmp_path):
    folder, by_hand = small_home / "demo", Cli(tmp_path / "by_hand")

    by_hand.done("import", *sorted(folder.glob("*.csv")), "--mapping", folder / "map.toml")

    asked = ("standing", "--as-of", "2026-01-30")
    assert by_hand.done(*asked) == Cli(small_home).done(*asked)


# --- the notice on the Uploads page


@pytest.fixture
def uploads_page(small_home, tmp_path, monkeypatch):
    """The Uploads page over a copy of the small demo, for the person given."""
    home = tmp_path / "shown"
    shutil.copytree(small_home, home)
    monkeypatch.setenv("SM_HOME", str(home))
    st.cache_resource.clear()
    st.cache_data.clear()

    def look(**address):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        app.query_params.update(address)
        app.switch_page("pages/attendance/uploads.py").run()
        assert not app.exception
        return app

    yield look
    st.cache_resource.clear()
    st.cache_data.clear()


def test_uploads_say_which_schools_are_invented_and_ask_before_they_go(uploads_page):
    app = uploads_page()
    [notice] = [info.value for info in app.info if "invented" in info.value]
    assert notice.startswith("2 schools here are invented")

    app.button(key="undo_demo").click().run()

    words = "Its 8 files will count as if they had never been uploaded."
    [told] = [e.value for e in app.markdown if e.value.startswith(words)]
    assert "Its program goes as well" in told
    assert "Take it all back" in [button.label for button in app.button]


def test_only_a_captain_is_offered_to_take_the_demo_back(uploads_page):
    app = uploads_page(who="Coordinator, Lincoln Middle School")

    assert app.title[0].value == "Uploads"
    assert "undo_demo" not in [button.key for button in app.button]


def by_hand(store):
    """One of each that people add to the demo's records, with its history."""
    [(student, mentor)] = ask(store, "SELECT student_id, mentor_id FROM program.matches LIMIT 1")
    log_contacts(store, Save(CAPTAIN, NOW), AS_OF, [Entry(student, AS_OF)])
    log_check_in(store, Save(CAPTAIN, NOW), AS_OF, CheckIn("student", AS_OF, student_id=student))
    log_check_in(store, Save(CAPTAIN, NOW), AS_OF, CheckIn("mentor", AS_OF, mentor_id=mentor))
    asked = ask_for_help(store, Save(CAPTAIN, NOW), AS_OF, mentor, "times", "No time", student)
    standing = {"state": "open", "owner": "", "due": None}
    take_step(store, Save(CAPTAIN, NOW), asked, standing, standing, "Which times?")
    add_comment(store, Save(CAPTAIN, NOW), (LINCOLN, "2025-26"), "Well done")
    log_call(store, Save(CAPTAIN, NOW), LINCOLN, ["stale"], "A new file comes on Monday", AS_OF)
    own = FollowUp("", "demo-convening-jan", what="Send the list")
    add_follow_up(store, Save(CAPTAIN, NOW), own, [LINCOLN])
    attach(store, Save(CAPTAIN, NOW), Material(gathering_id=own.gathering_id, file_name="a.pdf"),
           b"list")  # fmt: skip
    answer_help(store, Save(CAPTAIN, NOW), "demo-help-0", "", "Ask the choir.")
    write_lesson(store, Save(CAPTAIN, NOW), Lesson("", LINCOLN, "time", "Rooms", "In the library"))


def test_the_demo_stands_still_until_it_is_taken_back_with_its_program(small):
    own = Mentor("own", "Ines", "Vega", schools=("201",))
    add_mentor(small, Save(CAPTAIN, NOW), own)
    assert demo_day(small) == AS_OF
    assert len(mentors_seen(small, CAPTAIN, AS_OF)) > 1
    logged = ("contacts", "check_ins", "support_requests", "request_steps", "reviews",
              "review_names", "review_decisions", "actions", "plans", "plan_steps",
              "plan_targets", "plan_comments", "gatherings", "gathering_marks", "follow_ups",
              "materials", "school_help", "help_answers", "lessons", "packs",
              "pack_pages")  # fmt: skip
    assert all(ask(small, f"SELECT * FROM program.{table}") for table in logged)
    by_hand(small)
    save_template(small, Save(CAPTAIN, NOW), USUAL, USUAL[1:])
    take_demo_back(small, CAPTAIN, NOW)
    assert demo_day(small) is None
    assert [m.mentor_id for m in mentors_seen(small, CAPTAIN, AS_OF)] == ["own"]
    kinds = {kind for (kind,) in ask(small, "SELECT kind FROM program.history")}
    assert kinds == {"mentor", "plan template"}
    for table in ("targets", "matches", "permissions", "trainings", "student_profiles",
                  "known_adults", "intensive_supports", "families", "family_contacts", "team",
                  "checked_steps", "settings", "school_calls", *logged):  # fmt: skip
        assert ask(small, f"SELECT * FROM program.{table}") == []
    assert len(ask(small, "SELECT * FROM program.plan_template")) == len(USUAL) - 1
