"""Who may see and do what: every query and every upload asks."""

import inspect
import shutil
from contextlib import closing

import pytest
from invented import (
    AMINA,
    DAYS,
    LINC,
    MARCUS,
    OWEN,
    ROOS,
    ROSA,
    bring,
    counts,
    register,
)

from sm_core import standing as standing_module
from sm_core import uploads as uploads_module
from sm_core.actor import ROLES, Actor, local_captain
from sm_core.errors import NotAllowed, SmError
from sm_core.standing import Asked, standing
from sm_core.uploads import list_uploads, open_district, undo
from tests.conftest import NOW
from tests.targeted import made_once

CAPTAIN = local_captain()
AT_LINC = Actor("Owen Fitzgerald", "coordinator", (LINC,))
PRINCIPAL = Actor("Amina Yusuf", "principal", (LINC,))
NOWHERE = Actor("Marcus Tran", "coordinator")
MENTOR = Actor("Rosa Delgado", "mentor", students=(ROSA, AMINA))
LONELY = Actor("Marcus Tran", "mentor")


def fill(store, given):
    lincoln = register(DAYS[:10], [ROSA, MARCUS]) + late(register(DAYS[5:10], [OWEN]))
    roosevelt = register(DAYS[:10], [AMINA], school=ROOS)
    roosevelt += late(register(DAYS[:5], [OWEN], {(OWEN, DAYS[0]): "U"}, ROOS))
    bring(store, given, {"lincoln.csv": lincoln})
    bring(store, given, {"roosevelt.csv": roosevelt})


def late(text):
    return text.split("\n", 1)[1]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return made_once(tmp_path_factory, fill)


@pytest.fixture
def both(made, home):
    """Rosa and Marcus at Lincoln; Amina at Roosevelt; Owen left Roosevelt for Lincoln."""
    shutil.copytree(made, home)
    with closing(open_district(home)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("actor", "seen"),
    [
        (CAPTAIN, {ROSA, MARCUS, AMINA, OWEN}),
        (AT_LINC, {ROSA, MARCUS, OWEN}),
        (PRINCIPAL, {ROSA, MARCUS, OWEN}),
        (Actor("Owen", "coordinator", (LINC, ROOS)), {ROSA, MARCUS, AMINA, OWEN}),
        (Actor("Owen", "principal", (ROOS,)), {AMINA}),
        (NOWHERE, set()),
        (MENTOR, {ROSA, AMINA}),
        (LONELY, set()),
    ],
)
def test_who_sees_which_students(both, actor, seen):
    assert counts(both, DAYS[9], actor=actor).keys() == seen


def test_a_school_sees_its_students_whole_year(both):
    assert counts(both, DAYS[9], actor=AT_LINC)[OWEN] == (10, 1)
    assert counts(both, DAYS[9], "school", actor=AT_LINC).keys() == {
        (ROSA, LINC), (MARCUS, LINC), (OWEN, LINC),
    }  # fmt: skip


def test_a_mentor_sees_the_own_students_at_every_school(both):
    mentor = Actor("Rosa Delgado", "mentor", students=(OWEN,))

    assert counts(both, DAYS[9], "school", actor=mentor) == {
        (OWEN, ROOS): (5, 1), (OWEN, LINC): (5, 0),
    }  # fmt: skip


@pytest.mark.parametrize("actor", [AT_LINC, PRINCIPAL, NOWHERE])
def test_asking_for_another_school_is_refused(both, actor):
    with pytest.raises(SmError) as caught:
        standing(both, actor, Asked(DAYS[9], school=ROOS))

    assert AMINA not in str(caught.value)


def test_a_mentor_gets_no_other_students_by_naming_a_school(both):
    try:
        found = set(standing(both, MENTOR, Asked(DAYS[9], school=LINC))["student_id"])
    except SmError:
        found = set()

    assert found <= {ROSA}


def test_questions_cannot_be_asked_without_an_actor(store):
    with pytest.raises(TypeError, match="actor"):
        standing(store, asked=Asked(DAYS[9]))

    for module in (standing_module, uploads_module):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            asks = function.__module__ == module.__name__ and name in (
                "standing", "list_uploads", "undo",
            )  # fmt: skip
            if asks:
                actor = inspect.signature(function).parameters["actor"]
                assert actor.default is inspect.Parameter.empty, name


# --- uploads


@pytest.mark.parametrize("actor", [PRINCIPAL, MENTOR])
def test_only_coordinators_and_captains_upload_and_undo(both, given, actor):
    mine = list_uploads(both, CAPTAIN)[0].upload_id

    with pytest.raises(NotAllowed, match=f"not for a {actor.role}"):
        bring(both, given, {"x.csv": register(DAYS[10:12], [ROSA])}, actor=actor)
    with pytest.raises(NotAllowed, match=f"not for a {actor.role}"):
        undo(both, actor, mine, NOW)


def test_a_coordinator_uploads_for_the_own_school_only(both, given):
    bring(both, given, {"own.csv": register(DAYS[10:12], [ROSA])}, actor=AT_LINC)
    files = sorted(both.uploads.iterdir())
    mixed = register(DAYS[12:14], [ROSA]) + late(register(DAYS[12:14], [AMINA], school=ROOS))

    with pytest.raises(NotAllowed, match=r"may act for LINC only.* about ROOS"):
        bring(both, given, {"mixed.csv": mixed}, actor=AT_LINC)

    assert sorted(both.uploads.iterdir()) == files
    assert counts(both, DAYS[13])[ROSA] == (12, 0)


@pytest.mark.parametrize(
    "text",
    [
        f"Student ID,School ID,First Name,Grade\n{ROSA},{LINC},Rosa,6\n{AMINA},,Somebody,12\n",
        f"SchoolID,Att_Code,Description,Presence_Status_CD\n{LINC},E,x,Absent\n,A,y,Present\n",
    ],
    ids=["students", "codes"],
)
def test_lines_without_a_school_speak_for_the_district(both, given, text):
    """Whoever they name may be at any school, so only a captain brings them."""
    with pytest.raises(NotAllowed, match="names no school; ask a captain"):
        bring(both, given, {"lines.csv": text}, actor=AT_LINC)
    bring(both, given, {"lines.csv": text}, actor=CAPTAIN)


def test_a_row_set_aside_for_its_school_tells_nothing_of_the_student(both, given):
    register_of_linc = (
        "Student ID,School ID,Date,Code,First Name\n"
        f"{ROSA},{LINC},{DAYS[10]},P,Rosa\n{AMINA},,{DAYS[10]},P,Somebody\n"
    )
    bring(both, given, {"r.csv": register_of_linc}, actor=AT_LINC)

    with both.reading() as cursor:
        names = cursor.execute("SELECT first_name FROM attendance.students").fetchall()
    assert ("Rosa",) in names
    assert ("Somebody",) not in names


@pytest.mark.parametrize(
    ("actor", "files"),
    [
        (CAPTAIN, ["lincoln.csv", "roosevelt.csv"]),
        (AT_LINC, ["lincoln.csv"]),
        (NOWHERE, []),
        (MENTOR, []),
    ],
)
def test_who_sees_which_uploads(both, actor, files):
    assert [upload.file for upload in list_uploads(both, actor)] == files


def test_nobody_takes_back_an_upload_of_another_school(both, given):
    bring(both, given, {"both.csv": register(DAYS[10:12], [ROSA])
          + late(register(DAYS[10:12], [AMINA], school=ROOS))})  # fmt: skip
    _, roosevelt, district = (upload.upload_id for upload in list_uploads(both, CAPTAIN))

    with pytest.raises(SmError, match="There is no upload"):
        undo(both, AT_LINC, roosevelt, NOW)
    with pytest.raises(NotAllowed, match="about ROOS"):
        undo(both, AT_LINC, district, NOW)

    assert [upload.undone for upload in list_uploads(both, CAPTAIN)] == [None] * 3


def test_what_was_done_is_written_down(both):
    first = list_uploads(both, CAPTAIN)[0]
    undo(both, AT_LINC, first.upload_id, NOW)

    with both.reading() as cursor:
        acts = cursor.execute("SELECT person, act, subject FROM program.audit").fetchall()
    assert acts[0][:2] == ("this computer", "import")
    assert acts[-1] == ("Owen Fitzgerald", "undo", f"{first.upload_id} lincoln.csv")


def test_there_are_no_other_roles():
    assert set(ROLES) == {"captain", "coordinator", "principal", "mentor"}
    with pytest.raises(AssertionError, match="unknown role"):
        Actor("Owen Fitzgerald", "janitor")


TEAM = [(CAPTAIN, [LINC, ROOS, ""]), (AT_LINC, [LINC]), (PRINCIPAL, [LINC]), (NOWHERE, []),
        (MENTOR, [])]  # fmt: skip


@pytest.mark.parametrize(("actor", "schools"), TEAM, ids=lambda each: getattr(each, "role", ""))
def test_who_chooses_the_coordinator_of_a_school(actor, schools):
    for school in (LINC, ROOS, ""):
        assert actor.may_change_team(school) == (school in schools)
        if school in schools:
            actor.require_team(school)
        else:
            with pytest.raises(NotAllowed):
                actor.require_team(school)
