"""What students bring, and who knows whom, through AppTest: full, empty, each role, two editors."""

from datetime import datetime

import pytest
from looking import BRINGING, KNOWN, STUDENT, look, said

from sm_core.bringing.find import profiles
from sm_core.bringing.profile import Profile
from sm_core.bringing.save import change_profile, flat
from sm_core.mentors.find import mentors_seen
from sm_core.saving import Save
from tests.cast import BOSS, SEEN_ON, choose
from tests.invented import AMINA, LINC, MARCUS, ROOS, ROSA
from tests.pages.test_uploads_page import press
from ui import session

LINCOLN = "Coordinator, LINC"


@pytest.fixture
def chosen(cast):
    store = session.store()
    choose(store, (ROSA, LINC), (MARCUS, LINC), (AMINA, ROOS))
    return store


def of(store, student=ROSA):
    return profiles(store, BOSS, SEEN_ON, [student])[student]


def box(app, label):
    return next(b for b in app.text_input if b.label == label)


def by_hand(store, **wanted):
    before = flat(Profile(ROSA))
    save = Save(BOSS, datetime.now())
    change_profile(store, save, SEEN_ON, ROSA, (before, before | wanted))


@pytest.mark.parametrize("page", [BRINGING, KNOWN])
def test_the_first_start_says_what_is_missing(page_home, page):
    app = look(page)
    assert "There is no attendance to show yet" in app.info[0].value


def test_nobody_chosen_is_a_page_too(cast):
    assert "No student is chosen at all schools" in look(BRINGING).info[0].value
    assert "No student is chosen here" in look(KNOWN, who=LINCOLN).info[0].value


def test_the_counts_come_first_and_every_chosen_student_has_a_row(chosen):
    app = look(BRINGING)
    assert app.subheader[0].value == "0 of 3 chosen students were asked"
    assert "0 of them are known to an adult on the roster, 3 to nobody yet." in said(app)
    assert "never stands in the way of a match" in said(app)
    rows = app.dataframe[0].value
    assert list(rows["Student"]) == ["Amina Yusuf", "Rosa Delgado", "Marcus Tran"]
    assert list(rows["Languages"]) == [
        "Somali (from the school's file)", "Spanish (from the school's file)", "",
    ]  # fmt: skip


def test_a_coordinator_notes_what_a_student_brings(chosen):
    app = look(BRINGING, who=LINCOLN, student=ROSA)
    app.date_input[-1].set_value(SEEN_ON)
    app.segmented_control[0].set_value("no")
    box(app, "Interests").set_value("drums, chess")
    box(app, "Free time at school").set_value("Mon 8:00-8:30")
    app.multiselect[0].set_value(["david"])
    box(app, "Another adult, not on the roster yet").set_value("Alma Reyes")
    app = press(app, "Save")
    assert app.success[0].value == "What Rosa Delgado brings is saved."
    assert app.subheader[0].value == "1 of 2 chosen students were asked; 1 said no"
    found = of(chosen)
    assert (found.asked, found.wish, found.brings.interests) == (SEEN_ON, "no", ("chess", "drums"))
    names = {m.mentor_id: m.name for m in mentors_seen(chosen, BOSS, SEEN_ON)}
    assert {names[m] for m in found.knows} == {"David Okafor", "Alma Reyes"}


def test_what_cannot_be_is_told_and_stays_in_the_form(chosen):
    app = look(BRINGING, who=LINCOLN, student=ROSA)
    box(app, "Free time at school").set_value("whenever")
    app = press(app, "Save")
    assert "is not a time of the week" in app.error[0].value.replace("\\", "")
    assert box(app, "Free time at school").value == "whenever"
    assert of(chosen) == Profile(ROSA, home_language="Spanish")


def test_the_second_editor_is_told_and_may_insist_without_losing_the_first_ones_rest(chosen):
    app = look(BRINGING, who=LINCOLN, student=ROSA)
    box(app, "Wished for").set_value("a coach")
    by_hand(chosen, wished_for="Mr. Okafor", note="grandmother picks up")
    app = press(app, "Save")
    assert "changed the wished" in app.error[0].value.replace("\\", "")
    press(app, "Save")
    assert (of(chosen).wished_for, of(chosen).note) == ("a coach", "grandmother picks up")


def test_a_student_who_is_not_chosen_is_opened_by_address_and_counts_for_nothing(cast):
    app = look(BRINGING, who=LINCOLN, student=MARCUS)
    assert "No student is chosen" in app.info[0].value
    box(app, "Interests").set_value("chess")
    press(app, "Save")
    assert of(session.store(), MARCUS).brings.interests == ("chess",)


def test_another_schools_student_is_not_opened(chosen):
    app = look(BRINGING, who=LINCOLN, student=AMINA)
    assert "There is no student with this id" in app.error[0].value
    assert not app.text_input


def test_a_principal_looks_only(chosen):
    app = look(BRINGING, who="Principal, LINC", student=ROSA)
    assert "Only the coordinator of the school or a captain writes here." in said(app)
    assert not app.text_input
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        look(KNOWN, who="Principal, LINC")


def test_the_grid_needs_a_school(chosen):
    assert "Choose a school above" in look(KNOWN).info[0].value
    assert "1 to nobody yet" in look(KNOWN, school="ROOS").subheader[0].value


def test_taps_are_saved_and_the_next_adult_is_asked_for(chosen):
    app = look(KNOWN, who=LINCOLN, adult="david")
    assert app.pills[0].label == "Known to nobody yet (2)"
    assert app.pills[0].options == ["Rosa Delgado · gr 6", "Marcus Tran · gr 7"]
    app.pills[0].set_value([ROSA])
    app = press(app, "Save and next adult")
    assert app.success[0].value == "David Okafor knows 1 student. Who is next?"
    assert app.subheader[0].value == (
        "1 of 2 chosen students are known to somebody; 1 to nobody yet"
    )
    assert not app.pills
    assert "adult" not in app.query_params
    app = look(KNOWN, who=LINCOLN, adult="grace")
    assert [(p.label, p.value) for p in app.pills] == [
        ("Known to nobody yet (1)", []), ("Grade 6 (1)", []),
    ]  # fmt: skip
    assert list(app.dataframe[0].value.iloc[0])[:2] == ["Rosa Delgado", "6"]


def test_what_another_saves_meanwhile_moves_no_name_and_stays(chosen):
    app = look(KNOWN, who=LINCOLN, adult="david")
    other = look(KNOWN, who=LINCOLN, adult="grace")
    other.pills[0].set_value([ROSA])
    press(other, "Save and next adult")
    app.pills[0].set_value([ROSA, MARCUS])
    press(app, "Save and next adult")
    assert of(chosen).knows == ("david", "grace")
    assert of(chosen, MARCUS).knows == ("david",)


def test_somebody_not_on_the_roster_is_added_and_chosen(chosen):
    app = look(KNOWN, who=LINCOLN)
    box(app, "First and last name").set_value("Alma Reyes")
    app = press(app, "Add and choose")
    assert app.selectbox(key="adult_name").value == "Alma Reyes"
    app.pills[0].set_value([MARCUS])
    app = press(app, "Save and next adult")
    assert "Alma Reyes knows 1 student" in app.success[0].value


def test_the_students_page_tells_what_the_program_knows(chosen):
    by_hand(chosen, interests=("drums",), asked=SEEN_ON, wish="yes")
    text = said(look(STUDENT, who=LINCOLN, student=ROSA)).replace("\\", "")
    assert "Chosen at LINC since Oct 1, 2025: asked by the team; missed 8 of 40 days" in text
    assert "Asked on Oct 17, 2025, wants a mentor: yes" in text
    assert "Brings: speaks Spanish (from the school's file); likes drums" in text


def test_the_students_page_of_somebody_unknown_to_the_program(cast):
    text = said(look(STUDENT, who=LINCOLN, student=MARCUS))
    assert "Nothing is noted of this student in the program yet." in text


def test_an_adult_chosen_again_is_shown_as_stored_by_then(chosen):
    app = look(KNOWN, who=LINCOLN, adult="david")
    app.selectbox(key="adult_name").set_value("Grace Lindqvist").run()
    other = look(KNOWN, who=LINCOLN, adult="david")
    other.pills[0].set_value([ROSA])
    press(other, "Save and next adult")
    app.selectbox(key="adult_name").set_value("David Okafor").run()
    assert [(p.label, p.value) for p in app.pills] == [
        ("Known to nobody yet (1)", []), ("Grade 6 (1)", [ROSA]),
    ]  # fmt: skip
