"""The Contacts page through AppTest: the answer, the grid, the lists, one contact, the standard."""

import io
import shutil
from datetime import date

import pytest
import streamlit as st
from looking import look, said
from pypdf import PdfReader

from sm_core.contacts.find import contacts_with
from sm_core.contacts.standard import own_standards, save_standard, standards
from sm_core.contacts.week import fill_week
from sm_core.uploads import open_district
from tests.cast import BOSS, press
from tests.contact_cast import AS_OF, NOW, OCT_13, OCT_14, OCT_15, OCT_16, OCT_17
from tests.invented import AMINA, LINC, MARCUS, OWEN, ROSA
from ui import session

CONTACTS = "pages/program/contacts.py"
CAPTAIN = "District captain"
CHEN = "Coordinator, Lincoln Middle School"
PRINCIPAL = "Principal, Lincoln Middle School"
RUIZ = "Coordinator, Roosevelt Elementary"
WEEK = OCT_13.isoformat()


@pytest.fixture
def program(logged_made, page_home, monkeypatch):
    """A store of one's own with the program of `contact_cast`, opened on October 22."""
    shutil.copytree(logged_made, page_home)
    monkeypatch.setattr(session, "now", lambda: NOW)
    return session.store()


def page(who=CHEN, week=WEEK, **address):
    return look(CONTACTS, who=who, **({"week": week} if week else {}), **address)


def text(app):
    return said(app).replace("\\", "")


def labels(app):
    return [each.label for each in app.button]


def button(app, label):
    return next(each for each in app.button if each.label.replace("\\", "") == label)


def box(app, kind, label):
    return next(each for each in app.get(kind) if each.label == label)


def grid(app):
    """The days ticked by student."""
    return {each.label: each.value for each in app.pills}


def opened(app, form, popover="popover"):
    """The page with the popover of a form open."""
    app.session_state[f"{form}|{popover}|{app.session_state[f'token|{form}']}"] = True
    return app.run()


def cards(app):
    """The page with the cards open."""
    app.session_state["cards"] = True
    return app.run()


def days(store, student):
    return sorted((c.day, c.kind, c.person) for c in contacts_with(store, BOSS, AS_OF, [student]))


def test_the_answer_comes_first(program):
    app = page(CAPTAIN)
    assert app.title[0].value == "Contacts"
    assert app.subheader[0].value == (
        "1 of 3 matched students were seen as planned (33%); 1 less often, 1 not at all"
    )
    assert "**1** of **3** students with a mentor in all schools were seen" in text(app)
    assert "1 student has days that are not reported yet" in text(app)
    assert "Week of Oct 13" in text(app)
    schools = app.dataframe[0].value
    assert list(schools["School"]) == ["Roosevelt Elementary", "Lincoln Middle School"]
    assert list(schools["Seen as planned"]) == ["0 of 1 (0%)", "1 of 2 (50%)"]


def test_the_running_week_is_the_usual_one(program):
    app = page(week=None)
    assert app.subheader[0].value == (
        "So far, 0 of 3 matched students were seen as planned (0%); 3 not at all"
    )
    assert "The week is not over for 3 students: school days through Oct 21 count." in text(app)
    assert not app.dataframe
    assert button(app, "Oct 27 →").disabled
    button(app, "← Oct 13").click().run()
    assert app.query_params["week"] == WEEK
    assert "Week of Oct 13" in text(app)
    button(app, "Oct 20 →").click().run()
    assert "week" not in app.query_params


@pytest.mark.parametrize(
    ("week", "shown"),
    [("2025-10-15", "Oct 13"), ("2031-01-01", "Oct 20"), ("1999-01-01", "Jun 30"),
     ("0001-01-01", "Jun 30"), ("soon", "Oct 20"), ("2025-10-19", "Oct 13")],
)  # fmt: skip
def test_any_day_names_its_week_and_none_lies_outside_the_year(program, week, shown):
    assert f"**Week of {shown}**" in text(page(week=week))


def test_a_week_is_ticked_and_saved_and_the_next_mentor_opens(program):
    app = page(mentor="david")
    assert "#### David Okafor · 2 of 2 marked" in text(app)
    assert box(app, "selectbox", "Another mentor").options == ["Grace Lindqvist · 1 of 1 marked"]
    assert "2 of 2 mentors have something logged in this week. No school: Mon 13." in text(app)
    assert "**Rosa Delgado** · grade 6 · absent all day Tue 14 · Thu 16 talked" in text(app)
    assert grid(app) == {"Rosa Delgado": [OCT_15], "Marcus Tran": [OCT_16]}
    assert app.pills[0].options == ["Tue 14", "Wed 15", "Fri 17"]
    app.pills[0].set_value([OCT_14, OCT_15, OCT_17])
    app.pills[1].set_value([])
    button(app, "Save the week of David Okafor").click().run()
    assert app.success[0].value == (
        "David Okafor: 2 contacts logged, 1 taken back. That was the last mentor of the list."
    )
    assert "seen on a day the file says absent: Tue 14, tell the office" in text(app)
    assert "May not meet students now: David Okafor (no application yet, and 4 more)" in text(app)
    table = page(list="students").dataframe[0].value.set_index("Student")
    assert table["Seen though absent"].dropna().to_dict() == {"Rosa Delgado": 1}
    assert [day for day, *_ in days(program, ROSA)] == [OCT_14, OCT_15, OCT_16, OCT_17]
    assert days(program, MARCUS) == []

    button(app, "← Previous").click().run()
    assert not app.success
    assert app.query_params["mentor"] == "grace"
    button(app, "Save the week of Grace Lindqvist").click().run()
    assert app.success[0].value == "Grace Lindqvist: nothing was changed."
    assert app.query_params["mentor"] == "david"
    assert app.pills[0].value == [OCT_14, OCT_15, OCT_17]


@pytest.mark.parametrize(
    ("way", "next_one"),
    [("← Previous", "grace"), ("Save and open", "grace"), ("Save and open", None)],
)
def test_whoever_goes_to_another_mentor_leaves_no_tick_behind(program, way, next_one):
    app = page(mentor="david")
    app.pills[0].set_value([OCT_15, OCT_17])
    if way == "Save and open" and next_one:
        box(app, "selectbox", "Another mentor").set_value(next_one)
    button(app, way).click().run()
    assert app.success[0].value == "David Okafor: 1 contact logged."
    assert [day for day, *_ in days(program, ROSA)] == [OCT_15, OCT_16, OCT_17]
    assert app.query_params["mentor"] == (next_one or "david")


def test_without_a_change_next_only_opens(program):
    app = page(mentor="grace")
    button(app, "Next →").click().run()
    assert not app.success
    assert app.query_params["mentor"] == "david"
    assert button(app, "Next →").disabled


def test_what_another_one_saved_meanwhile_stays(program):
    app = page(mentor="david")
    fill_week(program, press(BOSS, NOW), AS_OF, "david", {}, {MARCUS: [OCT_15, OCT_17]})
    app.run()
    assert app.pills[1].value == [OCT_16]
    app.pills[0].set_value([OCT_15, OCT_17])
    button(app, "Save the week of David Okafor").click().run()
    assert [day for day, *_ in days(program, MARCUS)] == [OCT_15, OCT_16, OCT_17]
    assert app.pills[1].value == [OCT_15, OCT_16, OCT_17]


@pytest.mark.parametrize(
    "address",
    [
        {"who": PRINCIPAL},
        {"as_of": "2025-10-16", "who": CAPTAIN, "school": "Lincoln Middle School"},
    ],
)
def test_who_only_looks_finds_the_ticks_and_no_button(program, address):
    app = page(mentor="david", **address)
    assert not app.pills
    assert "**Rosa Delgado** · grade 6 · absent all day Tue 14 · Thu 16 talked · seen Wed 15" in (
        text(app)
    )
    lists = next(each for each in app.segmented_control if each.label == "List")
    assert lists.options[0] == "The week"
    assert not [label for label in labels(app) if label.startswith(("Save", "Log"))]
    assert "Planned: 3 contacts a week." in text(app)
    assert ("Contacts are logged at the newest date" in text(app)) == ("as_of" in address)


def test_of_several_schools_one_is_asked_for_before_a_week_is_filled_in(program):
    app = page(CAPTAIN)
    assert "The week is laid out school by school" in text(app)
    assert not app.pills
    assert "Another mentor" not in [each.label for each in app.selectbox]
    box(app, "selectbox", "Open the week at").set_value("Roosevelt Elementary").run()
    assert app.query_params["school"] == "Roosevelt Elementary"
    assert list(grid(app)) == ["Amina Yusuf"]
    assert "Open the week at" not in [each.label for each in app.selectbox]


def test_each_role_sees_its_own_school(program):
    assert page(RUIZ).subheader[0].value == (
        "0 of 1 matched student was seen as planned (0%); 1 not at all"
    )
    assert list(grid(page(RUIZ))) == ["Amina Yusuf"]
    assert "**Amina Yusuf** · grade K · Wed 15 seen by Ms. Chen" in text(page(RUIZ))
    app = look(CONTACTS, who="nobody")
    assert "This page is not for the person chosen" in app.warning[0].value


def test_the_list_of_students(program):
    app = page(CAPTAIN, list="students", student=MARCUS)
    assert "Seen though absent" not in app.dataframe[1].value
    assert list(app.dataframe[1].value["Student"]) == [
        "Amina Yusuf", "Marcus Tran", "Rosa Delgado", "Owen Fitzgerald",
    ]  # fmt: skip
    assert "the weeks of Aug 25 to Oct 13, oldest first" in text(app)
    assert "**Marcus Tran**" in text(app)
    show = next(each for each in app.segmented_control if each.label == "Show")
    assert show.options == ["All 4", "Less than planned 2", "Not seen 1"]
    app = page(list="students", seen="unseen")
    assert "Every student was seen." in text(app)


def test_the_list_of_mentors(program):
    app = page(list="mentors", mentor="grace")
    assert "May not meet students now: Grace Lindqvist (no application yet" in text(app)
    assert "nothing logged in the week" not in text(app)
    assert list(app.dataframe[0].value["Mentor"]) == ["Grace Lindqvist", "David Okafor"]
    assert "**Grace Lindqvist**" in text(app)


def test_lists_and_cards_are_downloaded_and_written_to_the_audit(program, monkeypatch):
    files = {}
    monkeypatch.setattr(st, "download_button", lambda label, data, name, *_, **__: files.update(
        {(label, name): data}))  # fmt: skip
    page(list="students", seen="behind")
    cards(page(list="mentors", mentor="david"))
    made = files["CSV", f"contacts-students-{WEEK}.csv"]().decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in made] == ["Student", "Marcus Tran"]
    assert len(files["CSV", f"contacts-mentors-{WEEK}.csv"]().splitlines()) == 3
    all_cards = files["All 2 mentors, week of Oct 20", "contact-cards-2025-10-20.pdf"]()
    assert len(PdfReader(io.BytesIO(all_cards)).pages) == 2
    [one] = PdfReader(io.BytesIO(
        files["David Okafor, week of Oct 13", f"contact-cards-{WEEK}.pdf"]()
    )).pages  # fmt: skip
    assert "Marcus Tran" in one.extract_text()
    with program.reading() as cursor:
        found = cursor.execute("SELECT person, act, subject FROM program.audit").fetchall()
    assert (CHEN, "export", "contact cards.pdf 2 mentors, week of 2025-10-20") in found
    assert (CHEN, "export", "contacts of students.csv 1 rows") in found


def test_of_several_schools_the_cards_are_printed_one_by_one(program, monkeypatch):
    files = []
    monkeypatch.setattr(st, "download_button", lambda label, *_, **__: files.append(label))
    app = page(CAPTAIN)
    # Nothing is looked up for who does not print.
    assert files == []
    assert "Choose a school above to print the cards of all its mentors." in text(cards(app))
    assert files == ["Grace Lindqvist, week of Oct 13", "Grace Lindqvist, week of Oct 20"]


def test_of_a_week_without_a_match_no_card_is_offered(program, monkeypatch):
    files = {}
    monkeypatch.setattr(st, "download_button", lambda label, data, *_, **__: files.update(
        {label: data}))  # fmt: skip
    end(program, "mentor_id = 'grace'")
    app = cards(page(mentor="grace"))
    assert list(files) == [
        "Grace Lindqvist, week of Oct 13", "All 2 mentors, week of Oct 13",
        "All 1 mentor, week of Oct 20",
    ]  # fmt: skip
    assert "Grace Lindqvist has no match in the week of Oct 20." in text(app)
    assert len(PdfReader(io.BytesIO(files["All 1 mentor, week of Oct 20"]())).pages) == 1
    files.clear()
    end(program, "true")
    cards(page(mentor="grace"))
    assert list(files) == ["Grace Lindqvist, week of Oct 13", "All 2 mentors, week of Oct 13"]


def end(program, which):
    """Let matches end on the Sunday before the second week."""
    with program.writing("program") as cursor:
        cursor.execute(f"UPDATE program.matches SET ended = DATE '2025-10-19' WHERE {which}")


def log(app, search, **said):
    opened(app, "contacts|another")
    box(app, "text_input", "Find a student").set_value(search).run()
    for label, value in said.items():
        kind = "text_input" if label == "Or another adult" else "selectbox"
        box(app, kind, label).set_value(value)
    button(app, "Log contact").click().run()
    return app


WHO = "Who saw the student"


def test_one_contact_with_any_student(program):
    app = log(page(), "delga", **{WHO: "grace"})
    assert app.success[0].value.replace("\\", "") == (
        "Grace Lindqvist saw Rosa Delgado on Oct 22, 2025: logged. Grace Lindqvist was not matched "
        "with Rosa Delgado on that day."
    )
    assert (NOW.date(), "saw", "Grace Lindqvist") in days(program, ROSA)
    assert "Find a student" not in [each.label for each in app.text_input]
    words = "Grace Lindqvist saw Owen Fitzgerald on Oct 22, 2025: "
    for done in ("logged.", "known already."):
        # Whom the student is matched with is offered first.
        assert log(page(), OWEN).success[0].value.replace("\\", "") == words + done


def test_another_adult_is_named_or_is_the_person_looking(program):
    app = log(page(), "tran", **{"Or another adult": "Nurse Bell"})
    assert "Nurse Bell saw Marcus Tran" in app.success[0].value
    app = log(page(), "tran", **{WHO: ""})
    assert f"{CHEN} saw Marcus Tran" in app.success[0].value.replace("\\", "")
    app = log(page(), "tran", **{"Or another adult": "okafor, david"})
    assert {(c, person) for _, c, person in days(program, MARCUS)} == {
        ("saw", "David Okafor"), ("saw", "Nurse Bell"), ("saw", CHEN)
    }  # fmt: skip


def test_the_mentors_offered_are_those_of_the_student_and_the_school(program):
    app = opened(page(CAPTAIN), "contacts|another")
    box(app, "text_input", "Find a student").set_value(AMINA).run()
    assert box(app, "selectbox", WHO).options == [
        "Tomás Rivera", "Helen Brandt", "Priya Nair", f"Me ({CAPTAIN})",
    ]  # fmt: skip


def test_a_search_that_finds_nobody_of_the_school_logs_nothing(program):
    app = opened(page(), "contacts|another")
    assert "Log contact" not in labels(app)
    box(app, "text_input", "Find a student").set_value(AMINA).run()
    assert "Nobody here has that in their name or id." in text(app)
    assert "Log contact" not in labels(app)


def test_the_standard_is_tried_before_it_is_saved(program):
    app = opened(page(), f"contacts|standard|{LINC}")
    box(app, "number_input", "Contacts a week at this school").set_value(1).run()
    assert "With 1, 2 of 2 students seen as planned in the week shown." in text(app)
    assert "Now, with 3: 1 of 2 students seen as planned." in text(app)
    button(app, "Save").click().run()
    assert app.success[0].value == "The plan is 1 contact a week now."
    assert standards(program, [LINC, ""]) == {LINC: 1, "": 3}
    app = opened(page(CAPTAIN), "contacts|standard|")
    assert "With another one of their own: Lincoln Middle School." in text(app)
    box(app, "number_input", "Contacts a week in the district").set_value(1).run()
    assert "With 1, 0 of 1 students seen as planned" in text(app)


def test_a_school_follows_the_district_again(program):
    save_standard(program, press(BOSS, NOW), LINC, 3, 1)
    app = opened(page(), f"contacts|standard|{LINC}")
    app.checkbox[0].check().run()
    assert app.checkbox[0].label == "As the district (3)"
    assert "With 3, 1 of 2 students seen as planned in the week shown." in text(app)
    button(app, "Save").click().run()
    assert app.success[0].value == "The plan is that of the district now."
    assert own_standards(program) == set()
    assert not opened(page(), f"contacts|standard|{LINC}").checkbox


def test_two_who_set_the_standard_are_told(program):
    app = opened(page(), f"contacts|standard|{LINC}")
    other = opened(page(CAPTAIN, school="Lincoln Middle School"), f"contacts|standard|{LINC}")
    for each, wanted in ((other, 4), (app, 2)):
        box(each, "number_input", "Contacts a week at this school").set_value(wanted).run()
        button(each, "Save").click().run()
    assert "changed the contacts a week from 3 to 4" in text(app)
    button(app, "Save").click().run()
    assert standards(program, [LINC]) == {LINC: 2}


def test_without_matches_the_page_says_where_they_are_made(program):
    app = page(week=date(2025, 9, 1).isoformat())
    assert app.subheader[0].value == "No match to count in this week."
    for name in ("fill", "students", "mentors"):
        app = page(week=date(2025, 9, 1).isoformat(), list=name)
        assert "No match held in this week." in app.info[0].value


def test_without_attendance_and_without_a_readable_database(page_home):
    assert "There is no attendance to show yet" in look(CONTACTS).info[0].value


def test_a_newer_database_is_refused_in_a_sentence(page_home):
    store = open_district(page_home)
    with store.writing("program") as cursor:
        cursor.execute("UPDATE program.meta SET schema_version = 999")
    store.close()
    assert "was made by a newer Success Mentors" in look(CONTACTS).error[0].value
