"""The Mentors and Mentor pages through AppTest: full, empty, each role, two editors, a double
press, twins."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from looking import look, said

from sm_core.mentors.find import find_mentor, mentors_seen
from sm_core.mentors.mentor import Mentor, Screening
from sm_core.mentors.save import change_mentor, flat
from sm_core.uploads import open_district
from tests.invented import LINC, ROOS
from tests.mentor_cast import (
    CAPTAIN_,
    CAST,
    CHEN,
    DAVID,
    GRACE,
    HELEN,
    LAST_FALL,
    TODAY,
    choose,
    cleared,
    match,
    press,
    put,
)
from tests.targeted import put as put_row
from ui import session

MENTORS, MENTOR = "pages/program/mentors.py", "pages/program/mentor.py"
PRINCIPAL, COORDINATOR = "Principal, Lincoln Middle School", "Coordinator, Lincoln Middle School"
ROSA, DANIELA, WYATT = "0041237", "0041458", "0041432"
DAY = "2026-01-29"


@pytest.fixture
def roster(two_schools):
    """Five mentors; Lincoln has 6 chosen students, one of them with David."""
    store = session.store()
    put(store, cleared(DAVID), cleared(GRACE, interview=Screening(LAST_FALL, LAST_FALL)), *CAST[2:])
    choose(store, ROSA, DANIELA, *"ABCD")
    match(store, (ROSA, "m1"))
    return store


def widget(app, kind, label):
    return next(each for each in app.get(kind) if each.label == label)


def words(elements):
    """The texts of elements, without what keeps Markdown from reading them."""
    return [each.value.replace("\\", "") for each in elements]


def text(app):
    return said(app).replace("\\", "")


def test_the_first_start_says_what_is_missing(page_home):
    assert "There is no attendance to show yet" in look(MENTORS).info[0].value
    assert "There is no attendance to show yet" in look(MENTOR, mentor="m1").info[0].value


def test_a_newer_database_is_refused_in_a_sentence(page_home):
    store = open_district(page_home)
    with store.writing("program") as cursor:
        cursor.execute("UPDATE program.meta SET schema_version = 999")
    store.close()
    assert "was made by a newer Success Mentors" in look(MENTORS).error[0].value


def test_an_empty_roster_says_who_could_be_on_it_and_by_whom(two_schools):
    app = look(MENTORS)
    assert app.subheader[0].value == "No student is chosen yet; no place is free"
    assert "Nobody is on the roster yet" in words(app.info)[0]
    assert app.button(key="add_mentor").label == "Add a mentor"
    app = look(MENTORS, who=PRINCIPAL)
    assert "The coordinator of the school adds them" in words(app.info)[0]
    assert "add_mentor" not in [button.key for button in app.button]


def test_a_captain_sees_the_gap_of_all_schools_and_the_pipeline(roster):
    app = look(MENTORS, as_of=DAY)
    assert app.subheader[0].value == "5 chosen students have no mentor, 3 places are free"
    assert "At least 2 more places needed, about 1 mentor" in text(app)
    schools, mentors = (frame.value for frame in app.dataframe)
    assert list(schools["School"]) == ["Lincoln Middle School", "ROOS"]
    assert list(schools["Places short"]) == [2, 0]
    assert app.button(key="stage_active").label == "Active 2"
    assert len(mentors) == 5
    assert "1 check has to be renewed: Grace Lindqvist" in words(app.warning)[0]


def test_a_coordinator_sees_the_own_school(roster):
    app = look(MENTORS, who=COORDINATOR, as_of=DAY)
    [mentors] = [frame.value for frame in app.dataframe]
    assert set(mentors["Mentor"]) == {
        "David Okafor", "Grace Lindqvist", "Helen Brandt", "Tomás Rivera",
    }  # fmt: skip
    assert "Schools" not in mentors.columns


def test_stages_kind_and_search_narrow_the_list(roster):
    app = look(MENTORS, as_of=DAY, school="Lincoln Middle School")
    app.button(key="stage_prospect").click().run()
    assert set(app.dataframe[0].value["Mentor"]) == {"Helen Brandt", "Tomás Rivera"}
    app.text_input(key="mentor_search").set_value("tomas").run()
    assert list(app.dataframe[0].value["Mentor"]) == ["Tomás Rivera"]
    app.text_input(key="mentor_search").set_value("nobody").run()
    assert "No mentor matches these filters" in words(app.info)[-1]


def test_an_open_row_leads_to_the_mentor(roster):
    app = look(MENTORS, as_of=DAY, mentor="m1")
    assert "**David Okafor** · Staff · Active" in text(app)
    app.button(key="close_mentor").click().run()
    assert "mentor" not in app.query_params


def test_twins_are_two_people_after_one_press(roster):
    put(roster, replace(GRACE, mentor_id="m6", last_name="Lindquist"))
    app = look(MENTORS, as_of=DAY)
    assert "one person? Both have names that are nearly the same" in text(app)
    next(b for b in app.button if b.label == "Two people").click().run()
    assert "are remembered as two people" in words(app.success)[0]
    assert "one person?" not in text(app)


def test_a_principal_looks_and_changes_nothing(roster):
    put(roster, replace(GRACE, mentor_id="m6", last_name="Lindquist"))
    app = look(MENTORS, who=PRINCIPAL, as_of=DAY)
    assert not [b for b in app.button if b.label in ("Merge…", "Two people", "Add a mentor")]
    app = look(MENTOR, who=PRINCIPAL, as_of=DAY, mentor="m1")
    assert "Can be matched: 3 of 4 places free" in words(app.success)[0]
    assert not app.text_input
    assert not app.get("form")
    app = look(MENTOR, who=PRINCIPAL, mentor="new")
    assert "Only a coordinator of the school or a captain adds mentors" in words(app.info)[0]


@pytest.mark.parametrize("who", ["Coordinator, ROOS", "Principal, ROOS"])
def test_a_mentor_of_another_school_is_not_shown_whatever_the_address_says(roster, who):
    app = look(MENTOR, who=who, mentor="m1")
    assert "no mentor with this id among those you may see" in words(app.error)[0]
    assert "Okafor" not in text(app)


def test_the_page_of_a_mentor_answers_first(roster):
    app = look(MENTOR, as_of=DAY, mentor="m2")
    assert app.subheader[0].value == "Grace Lindqvist"
    assert words(app.warning)[0].startswith("Cannot be matched: interview expired on Sep 15, 2025")
    assert "✓ Application: Sep 15, 2025" in text(app)
    assert "District captain: first name: Grace; last name: Lindqvist" in text(app).replace(
        "\\", ""
    )


def shared(store):
    """Ruth meets Rosa and somebody at the other school, and met Daniela before."""
    put(store, Mentor("m7", "Ruth", "Adler", schools=(LINC, ROOS)))
    match(store, (ROSA, "m7"), ("R001", "m7"))
    match(store, (DANIELA, "m7"), ended=date(2025, 12, 1))
    put_row(store, "contacts", contact_id="c1", student_id=ROSA, mentor_id="m7", school_id=LINC,
            day=date(2026, 1, 27), kind="saw", person="Ruth Adler")  # fmt: skip
    put_row(store, "check_ins", check_in_id="k1", about="mentor", mentor_id="m7", how="phone",
            day=date(2026, 1, 12), relationship="well", note="*Wants* a room",
            school_id=LINC, person="Ms. Chen")  # fmt: skip
    put_row(store, "support_requests", request_id="r1", mentor_id="m7", student_id=ROSA,
            school_id=LINC, topic="times", words="Lunch only", state="open",
            opened=datetime(2026, 1, 20))  # fmt: skip


@pytest.mark.parametrize("who", [COORDINATOR, PRINCIPAL])
def test_students_are_named_to_who_sees_them(roster, who):
    shared(roster)
    app = look(MENTOR, who=who, as_of=DAY, mentor="m7")
    headings = [each.value for each in app.subheader]
    assert headings[1:3] == ["Students now: 2", "Check-ins and requests"]
    assert "Students before: 1" in headings
    [rows] = [frame.value for frame in app.dataframe]
    [rosa] = rows.to_dict("records")
    assert (rosa["Student"], rosa["Last seen"]) == ("Rosa Delgado", "Tue Jan 27")
    assert rosa["This week so far"].startswith("1 / ")
    words_ = text(app)
    assert "1 more at schools that you do not see" in words_
    for line in (
        "- Next check-in with Ruth Adler by Thu Feb 12",
        "- Check-in Jan 12, 2026, by phone, by Ms. Chen: going well; *Wants* a room",
        "- Request about Rosa Delgado, Our times do not fit (open): Lunch only",
        "- Daniela Arroyo, Sep 15, 2025 to Dec 1, 2025",
    ):  # fmt: skip
        assert line in words_, line


def test_a_contact_with_several_students_is_logged_from_their_mentor(roster, monkeypatch):
    shared(roster)
    match(roster, (WYATT, "m7"), started=date(2026, 1, 5))
    monkeypatch.setattr(session, "now", lambda: datetime(2026, 1, 30, 10))
    app = look(MENTOR, who=COORDINATOR, mentor="m7")
    form = f"contact|{WYATT},{ROSA}|m7"
    app.session_state[f"{form}|open|{app.session_state[f'token|{form}']}"] = True
    app.run()
    widget(app, "button", "Log contact").click().run()
    assert words(app.error) == ["Choose at least one student."]
    widget(app, "multiselect", "Students").set_value([WYATT, ROSA])
    widget(app, "button", "Log contact").click().run()
    assert words(app.success)[0] == (
        "Ruth Adler saw Wyatt Begay and Rosa Delgado on Jan 30, 2026: logged."
    )
    assert list(app.dataframe[0].value["Last seen"]) == ["Fri Jan 30"] * 2


def test_a_mentor_without_students_shows_nothing_of_them(roster):
    app = look(MENTOR, who=COORDINATOR, as_of=DAY, mentor="m5")
    assert not app.dataframe
    assert not {"Check-ins and requests", "Students before: 0"} & {s.value for s in app.subheader}


def test_a_step_is_recorded_and_a_wrong_day_told(roster):
    app = look(MENTOR, mentor="m5")
    [done] = [d for d in app.date_input if d.key.startswith("step|m5|interview|done")]
    save = next(b for b in app.button if b.key.startswith("step|m5|interview|save"))
    done.set_value("1984-05-02")
    save.click().run()
    assert "looks like a date of birth" in words(app.error)[0]
    [done] = [d for d in app.date_input if d.key.startswith("step|m5|interview|done")]
    done.set_value("2026-01-15")
    next(b for b in app.button if b.key.startswith("step|m5|interview|save")).click().run()
    assert words(app.success)[0] == "Helen Brandt, Interview: saved."
    known = find_mentor(roster, CAPTAIN_, TODAY, "m5").screening
    assert known == {"interview": Screening(date(2026, 1, 15))}


def test_two_editors_of_one_field(roster, monkeypatch):
    monkeypatch.setattr("ui.saving.READING", 60)
    app = look(MENTOR, mentor="m5")
    opened = flat(find_mentor(roster, CHEN, TODAY, "m5"))
    change_mentor(roster, press(CHEN), "m5", opened, opened | {"capacity": 6, "note": "Mornings"})

    widget(app, "number_input", "Students at once (usual 3 to 5)").set_value(5)
    widget(app, "text_input", "Phone").set_value("555-0134")
    save_record(app)
    assert "Ms. Chen changed the students at once from 4 to 6" in words(app.error)[0].replace(
        "\\", ""
    )
    assert widget(app, "text_input", "Phone").value == "555-0134"
    assert widget(app, "number_input", "Students at once (usual 3 to 5)").value == 5
    # The second click of a double one is no answer to what was told after the first.
    save_record(app)
    assert "Ms. Chen changed the students at once" in words(app.error)[0]
    assert find_mentor(roster, CHEN, TODAY, "m5").capacity == 6

    monkeypatch.setattr("ui.saving.READING", -1)
    save_record(app)
    now = find_mentor(roster, CHEN, TODAY, "m5")
    assert (now.capacity, now.phone, now.note) == (5, "555-0134", "Mornings")


def save_record(app):
    next(b for b in app.button if b.key.startswith("mentor|m5|save")).click().run()


def test_a_new_mentor_is_added_once_and_opened(two_schools):
    app = look(MENTOR, who=COORDINATOR, mentor="new")
    widget(app, "selectbox", "Kind of mentor").set_value("external").run()
    assert widget(app, "number_input", "Students at once (usual 10 to 15)").value == 12
    widget(app, "text_input", "First name").set_value("Tomás")
    widget(app, "text_input", "Last name").set_value("Rivera")
    widget(app, "text_input", "Free time at school").set_value("Mon 9-8:30")
    widget(app, "button", "Add to the roster").click().run()
    assert "ends before it starts" in words(app.error)[0]
    widget(app, "text_input", "Free time at school").set_value("Mon 8-8:30")
    widget(app, "button", "Add to the roster").click().run()
    [added] = mentors_seen(session.store(), CHEN, TODAY)
    assert (added.name, added.kind, added.capacity, added.schools) == (
        "Tomás Rivera", "external", 12, (LINC,),
    )  # fmt: skip
    assert app.subheader[0].value == "Tomás Rivera"
    assert app.query_params["mentor"] in (added.mentor_id, [added.mentor_id])


def test_who_resembles_somebody_is_told_before_they_are_added(roster):
    app = look(MENTOR, who=COORDINATOR, mentor="new")
    widget(app, "text_input", "First name").set_value("Grace")
    widget(app, "text_input", "Last name").set_value("Lindquist")
    widget(app, "button", "Add to the roster").click().run()
    assert words(app.warning)[0].startswith(
        "Grace Lindquist is close to Grace Lindqvist (Counselor, Lincoln Middle School)"
    )
    assert len(mentors_seen(roster, CHEN, TODAY)) == 4
    widget(app, "button", "Add another person").click().run()
    assert len(mentors_seen(roster, CHEN, TODAY)) == 5


def test_a_mentor_is_started_paused_and_taken_up_again(roster):
    put(roster, replace(cleared(HELEN), mentor_id="m8", first_name="Ruth", started=None))
    app = look(MENTOR, mentor="m8")
    widget(app, "button", "Start").click().run()
    assert "Can be matched: 4 of 4 places free" in words(app.success)[-1]
    widget(app, "button", "Pause").click().run()
    assert "Say why" in words(app.error)[0]
    widget(app, "text_input", "Why, and until when").set_value("On leave")
    widget(app, "button", "Pause").click().run()
    assert words(app.warning)[0] == "Cannot be matched: is paused."
    widget(app, "button", "Resume").click().run()
    assert "Can be matched: 4 of 4 places free" in words(app.success)[-1]
