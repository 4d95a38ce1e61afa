"""The page District meetings through AppTest: planned, answered, recorded, and for each role."""

from dataclasses import replace
from datetime import date

import pytest
from looking import look, said

from sm_core.actor import Actor, local_captain
from sm_core.gatherings.find import gatherings_seen, marks_in
from sm_core.gatherings.follow_up import DISTRICT, DONE, DROPPED
from sm_core.gatherings.follow_ups import follow_ups_seen
from sm_core.gatherings.gathering import (
    CAME,
    CANCELED,
    COMING,
    HELD,
    INVITED,
    MEETING,
    MISSED,
    NOT_COMING,
)
from sm_core.gatherings.marks import record_who_came, say_who_comes
from sm_core.gatherings.materials import Material, attach, materials_seen
from sm_core.gatherings.save import change_gathering
from sm_core.saving import Save
from sm_core.schools import schools_seen
from ui import session

PAGE = "pages/meetings/gatherings.py"
FEB, JAN = "demo-convening-feb", "demo-convening-jan"
TODAY = date(2026, 1, 30)
LINCOLN, MAPLE = "Lincoln Middle School", "Maple Grove Elementary"
COORDINATOR, PRINCIPAL = f"Coordinator, {LINCOLN}", f"Principal, {LINCOLN}"
CAPTAIN = local_captain()


@pytest.fixture
def store(demo):
    return session.store()


def gathering(store, name):
    return next(g for g in gatherings_seen(store, CAPTAIN) if g.gathering_id == name)


def marks(store, name, school):
    found = marks_in(store, CAPTAIN).get(name, {})
    return {m.name: m.state for m in found.values() if m.school_id == school}


def follow_up(store, start):
    return next(f for f in follow_ups_seen(store, CAPTAIN) if f.follow_up_id.startswith(start))


def states(app):
    """Of the meetings listed, in their order."""
    return [caption.partition(" · ")[0] for caption in app.radio[0].proto.captions]


def widget(app, kind, form, name):
    return next(w for w in getattr(app, kind) if (w.key or "").startswith(f"{form}|{name}|"))


def press(app, form, name="save"):
    return next(b for b in app.button if b.key.startswith(f"{form}|{name}|")).click().run()


def opened(app, form, name="popover"):
    """The page with the popover or fold of a form open."""
    app.session_state[f"{form}|{name}|{app.session_state[f'token|{form}']}"] = True
    return app.run()


def labels(app):
    return [button.label for button in app.button]


def saved(app):
    return app.success[0].value


def test_the_first_start_says_what_is_missing(page_home):
    app = look(PAGE)
    assert "There is no attendance to show yet" in app.info[0].value
    assert not app.dataframe


def test_without_meetings_the_page_asks_for_the_first(two_schools):
    app = look(PAGE)
    assert app.subheader[0].value == "No meeting is planned."
    assert "No meeting is planned or was held yet. Plan the first one." in said(app)
    assert "no meeting waits for an answer" in said(app)
    app = look(PAGE, who="Principal, Roosevelt Elementary")
    assert "Plan a meeting" not in labels(app)


def test_a_captain_sees_all_with_those_ahead_first(demo_read):
    app = look(PAGE)
    assert app.subheader[0].value == "Next: February convening"
    assert states(app) == ["planned"] * 2 + ["held"] * 4
    assert app.radio[0].options[0] == "Wed Feb 4, 2026 · February convening"
    assert "2 of 4 schools answered" in app.radio[0].proto.captions[0]
    owed = app.dataframe[0].value.fillna(0)
    assert list(owed["Overdue"]) == sorted(owed["Overdue"], reverse=True)
    assert set(owed["School"]) == {LINCOLN, MAPLE, "Jefferson High School", "Roosevelt Elementary"}


@pytest.mark.parametrize("who", [COORDINATOR, PRINCIPAL])
def test_a_school_sees_all_meetings_and_its_own_people(demo_read, who):
    app = look(PAGE, who=who, gathering=JAN)
    assert "Plan a meeting" not in labels(app)
    assert not app.dataframe
    assert len(states(app)) == 6
    told = said(app)
    others = {m.name for m in marks_in(demo_read, CAPTAIN)[JAN].values() if m.school_id != "201"}
    assert others
    assert not any(name in told for name in others)
    assert MAPLE not in told
    assert f"What {LINCOLN} owes and is owed" in told


def test_a_mentor_does_not_enter(demo_read):
    app = look(PAGE, who="A mentor", me="demo-m-0001")
    assert not app.radio
    assert app.warning


def test_an_address_of_no_meeting_says_so(demo_read):
    app = look(PAGE, gathering="nothing")
    assert "There is no meeting with this id" in app.error[0].value
    assert app.subheader[0].value == "Next: February convening"


def test_a_school_does_not_plan_by_address(demo_read):
    app = look(PAGE, gathering="new", who=PRINCIPAL)
    assert "There is no meeting with this id" in app.error[0].value


def test_an_earlier_date_is_only_looked_at(demo_read):
    app = look(PAGE, gathering=JAN, as_of="2026-01-05")
    assert app.subheader[0].value == "Next: January convening"
    # Those of February were not planned yet; who comes to that of January is not known any more.
    assert states(app) == ["planned"] + ["held"] * 3
    assert app.radio[0].proto.captions[0] == "planned · Monthly convening"
    assert "It was held after Jan 5, 2026" in said(app)
    assert "Shown as of Mon Jan 5, 2026" in said(app)
    assert not {"Plan a meeting", "Save who came", "Done"} & set(labels(app))
    assert "Nothing was agreed yet".lower() in said(app).lower()
    back = app.button(key="back_to_today")
    assert back.label == "Back to Jan 30, 2026"
    back.click().run()
    assert "as_of" not in app.query_params
    assert "Plan a meeting" in labels(app)
    assert "back_to_today" not in [button.key for button in app.button]


def test_a_meeting_is_opened_in_the_list_and_closes(demo_read):
    app = look(PAGE)
    app.radio[0].set_value(JAN).run()
    assert app.query_params["gathering"] == JAN
    app.button(key="close_gathering").click().run()
    assert "gathering" not in app.query_params
    assert app.radio[0].value is None
    assert not any(b.key == "close_gathering" for b in app.button)


def test_a_captain_plans_one_with_everybody_invited(store):
    app = look(PAGE)
    app.button(key="plan").click().run()
    widget(app, "button_group", "gathering|new", "kind").set_value(MEETING).run()
    widget(app, "text_input", "gathering|new", "title").set_value("Data clerks")
    widget(app, "date_input", "gathering|new", "day").set_value(date(2026, 2, 11))
    widget(app, "text_area", "gathering|new", "agenda").set_value("Codes\nDates")
    press(app, "gathering|new")
    assert saved(app) == "“Data clerks” is planned for Feb 11, 2026."
    new = next(g for g in gatherings_seen(store, CAPTAIN) if g.title == "Data clerks")
    assert (new.kind, new.minutes, new.points) == (MEETING, 60, ["Codes", "Dates"])
    assert set(marks(store, new.gathering_id, "201").values()) == {INVITED}
    assert app.query_params["gathering"] == new.gathering_id
    assert not any("Invite the principals" in label for label in labels(app))


def test_one_without_a_title_is_refused_and_nothing_is_lost(store):
    app = look(PAGE, gathering="new")
    widget(app, "text_input", "gathering|new", "title").set_value(" ")
    widget(app, "text_input", "gathering|new", "place").set_value("Library")
    press(app, "gathering|new")
    told = [error.value for error in app.error]
    assert any("needs a day" in each for each in told)
    assert any("needs a title" in each for each in told)
    assert widget(app, "text_input", "gathering|new", "place").value == "Library"
    assert len(gatherings_seen(store, CAPTAIN)) == 6


def test_a_second_press_opens_the_one_that_the_first_planned(store):
    app = look(PAGE, gathering="new")
    token = app.session_state["token|gathering|new"]
    widget(app, "date_input", "gathering|new", "day").set_value(date(2026, 2, 11))
    press(app, "gathering|new")
    again = look(PAGE)
    again.session_state["token|gathering|new"] = token
    again.button(key="plan").click().run()
    again.session_state["token|gathering|new"] = token
    again.run()
    widget(again, "date_input", "gathering|new", "day").set_value(date(2026, 2, 11))
    press(again, "gathering|new")
    assert again.query_params["gathering"] == app.query_params["gathering"]
    assert len(gatherings_seen(store, CAPTAIN)) == 7


def test_a_captain_changes_and_cancels(store):
    app = look(PAGE, gathering=FEB)
    widget(app, "text_input", f"gathering|{FEB}", "title").set_value("Second *convening*")
    press(app, f"gathering|{FEB}")
    assert gathering(store, FEB).title == "Second *convening*"
    widget(app, "text_area", f"gathering agenda|{FEB}", "agenda").set_value("One\nTwo")
    press(app, f"gathering agenda|{FEB}")
    assert gathering(store, FEB).points == ["One", "Two"]
    widget(app, "text_input", f"gathering cancel|{FEB}", "reason").set_value("Snow")
    press(app, f"gathering cancel|{FEB}")
    assert gathering(store, FEB).state == CANCELED
    assert r"“Second \*convening\*” is canceled" in saved(app)
    assert "canceled: Snow" in said(app).replace("\\", "")
    assert "Cancel the meeting" not in labels(app)


def test_what_somebody_else_changed_meanwhile_is_told(store):
    app = look(PAGE, gathering=FEB)
    change_gathering(store, Save(CAPTAIN, session.moment()), FEB, {"title": "February convening"},
                     {"title": "Theirs"})  # fmt: skip
    widget(app, "text_input", f"gathering|{FEB}", "title").set_value("Mine")
    press(app, f"gathering|{FEB}")
    assert "changed the title from February convening to Theirs" in app.error[0].value
    press(app, f"gathering|{FEB}")
    assert gathering(store, FEB).title == "Mine"


def test_a_school_says_who_comes(store):
    asked = marks_in(store, CAPTAIN)[FEB].values()
    key, name, own = next((m.key, m.name, m.school_id) for m in asked if m.state == INVITED)
    where = next(s.name for s in schools_seen(store, CAPTAIN) if s.school_id == own)
    app = look(PAGE, who=f"Coordinator, {where}")
    app.button(key="answer").click().run()
    form = f"gathering answer|{FEB}|{own}"
    press(app, form)
    assert "Choose who comes" in app.error[0].value
    widget(app, "button_group", form, "who").set_value([key])
    widget(app, "text_input", form, "other").set_value(" Mr.  Bell ")
    press(app, form)
    found = marks(store, FEB, own)
    assert found.pop("Mr. Bell") == found.pop(name) == COMING
    assert set(found.values()) <= {NOT_COMING}
    assert saved(app) == f"Saved for “February convening”: 2 from {where}."


def test_nobody_can_come(store):
    app = look(PAGE, who=COORDINATOR, gathering=FEB)
    form = f"gathering answer|{FEB}|201"
    widget(app, "checkbox", form, "nobody").check()
    press(app, form)
    assert set(marks(store, FEB, "201").values()) == {NOT_COMING}
    assert "Nobody can come." in said(app).replace("\\", "")


def test_people_and_nobody_at_once_are_refused_and_nothing_is_lost(store):
    app = look(PAGE, who="Coordinator, Jefferson High School", gathering=FEB)
    form, before = f"gathering answer|{FEB}|301", marks(store, FEB, "301")
    key = next(m.key for m in marks_in(store, CAPTAIN)[FEB].values() if m.school_id == "301")
    widget(app, "button_group", form, "who").set_value([key])
    widget(app, "text_input", form, "other").set_value("Mr. Bell")
    widget(app, "checkbox", form, "nobody").check()
    press(app, form)
    # In the popover, not behind it.
    [popover] = [each for each in app.get("popover") if each.proto.popover.label.startswith("Say")]
    [told] = popover.error
    assert told.value.startswith("Somebody is chosen and “Nobody can come” as well")
    assert marks(store, FEB, "301") == before
    assert widget(app, "button_group", form, "who").value == [key]
    assert widget(app, "text_input", form, "other").value == "Mr. Bell"
    widget(app, "button_group", form, "who").set_value([])
    press(app, form)
    assert "Somebody is chosen" in app.error[0].value
    widget(app, "text_input", form, "other").set_value("")
    press(app, form)
    assert set(marks(store, FEB, "301").values()) == {NOT_COMING}


def put_otherwise(store, name, school, state):
    """The marks of a school as they stand, and all of them in another state."""
    found = marks_in(store, CAPTAIN)[name].items()
    before = {key: mark for key, mark in found if mark.school_id == school}
    return before, {key: replace(mark, state=state) for key, mark in before.items()}


def theirs_all_come(store):
    actor = Actor("Dr. Hall", "principal", schools=("301",))
    said = put_otherwise(store, FEB, "301", COMING)
    say_who_comes(store, Save(actor, session.moment()), FEB, "301", *said)


def test_two_of_a_school_who_answer_at_once(store):
    app = look(PAGE, who="Coordinator, Jefferson High School", gathering=FEB)
    form = f"gathering answer|{FEB}|301"
    theirs_all_come(store)
    widget(app, "checkbox", form, "nobody").check()
    press(app, form)
    assert "Dr\\. Hall changed the mark of" in app.error[0].value
    assert set(marks(store, FEB, "301").values()) == {COMING}
    press(app, form)
    assert set(marks(store, FEB, "301").values()) == {NOT_COMING}
    assert saved(app).endswith("nobody from Jefferson High School.")


def test_two_captains_who_record_at_once(store):
    form = f"gathering came|{JAN}|None"
    app = opened(look(PAGE, gathering=JAN), form, "correct")
    before, excused = put_otherwise(store, JAN, "201", NOT_COMING)
    [key] = [key for key, mark in before.items() if mark.state == MISSED]
    theirs = {key: excused[key]}
    record_who_came(store, Save(CAPTAIN, session.moment()), JAN, before, theirs)
    widget(app, "button_group", form, "came|201").set_value(list(before))
    press(app, form)
    assert "changed the mark of" in app.error[0].value
    assert NOT_COMING in marks(store, JAN, "201").values()
    press(app, form)
    assert set(marks(store, JAN, "201").values()) == {CAME}


def test_one_opened_again_shows_what_was_said_since(store):
    app = look(PAGE, who="Coordinator, Jefferson High School", gathering=FEB)
    form = f"gathering answer|{FEB}|301"
    assert widget(app, "button_group", form, "who").value == []
    app.button(key="close_gathering").click().run()
    theirs_all_come(store)
    app.query_params["gathering"] = FEB
    app.run()
    assert len(widget(app, "button_group", form, "who").value) == 2


def test_a_captain_corrects_who_came(store):
    app = look(PAGE, gathering=JAN)
    form = f"gathering came|{JAN}|None"
    app = opened(app, form, "correct")
    taps = widget(app, "button_group", form, "came|201")
    taps.set_value([])
    widget(app, "text_input", form, "other").set_value("Mr. Bell")
    widget(app, "selectbox", form, "from").set_value("201")
    press(app, form)
    found = marks(store, JAN, "201")
    assert found.pop("Mr. Bell") == CAME
    assert set(found.values()) == {"missed"}


def test_who_said_they_come_is_tapped_at_once(store):
    change_gathering(store, Save(CAPTAIN, session.moment()), FEB, {"day": date(2026, 2, 4)},
                     {"day": TODAY})  # fmt: skip
    app = look(PAGE, gathering=FEB)
    form = f"gathering came|{FEB}|None"
    expected = {name for name, state in marks(store, FEB, "201").items() if state == COMING}
    press(app, form, "all")
    press(app, form)
    assert gathering(store, FEB).state == HELD
    assert {n for n, state in marks(store, FEB, "201").items() if state == CAME} == expected


def test_a_school_ends_its_follow_up(store):
    app = look(PAGE, who=COORDINATOR)
    story = follow_up(store, "demo-story-201")
    press(app, f"follow-up|{story.follow_up_id}|{DONE}|owed school", "go")
    assert saved(app).startswith("Done: Bring one thing")
    assert follow_up(store, "demo-story-201").state == DONE
    assert not any("demo-checks" in (b.key or "") for b in app.button)


def test_a_captain_notes_one_for_every_school(store):
    app = look(PAGE, gathering=JAN)
    form = f"follow-up|new|{JAN}"
    widget(app, "text_input", form, "what").set_value("Count *books*")
    press(app, form, "go")
    assert saved(app) == r"Added for 4 schools: Count \*books\*."
    noted = [f for f in follow_ups_seen(store, CAPTAIN) if f.what == "Count *books*"]
    assert len({f.school_id for f in noted}) == 4
    assert {f.gathering_id for f in noted} == {JAN}


def test_what_the_district_owes_to_all_is_one(store):
    app = look(PAGE)
    form = "follow-up|new|"
    widget(app, "button_group", form, "owed_by").set_value(DISTRICT)
    widget(app, "text_input", form, "what").set_value("Buy badges")
    press(app, form, "go")
    [noted] = [f for f in follow_ups_seen(store, CAPTAIN) if f.what == "Buy badges"]
    assert (noted.school_id, noted.owed_by, noted.gathering_id) == ("", DISTRICT, "")


def test_what_several_schools_owe_opens_to_each_of_them(store):
    app = look(PAGE, gathering=JAN)
    stories = [
        f for f in follow_ups_seen(store, CAPTAIN) if f.follow_up_id.startswith("demo-story")
    ]
    assert "0 of 4 done" in said(app)
    where = f"gathering {JAN}"
    app.session_state[f"each|{stories[0].follow_up_id}|{where}"] = True
    app.run()
    press(app, f"follow-up|{stories[-1].follow_up_id}|{DONE}|{where}", "go")
    assert "1 of 4 done" in said(app)


def test_an_empty_one_is_refused(store):
    before = len(follow_ups_seen(store, CAPTAIN))
    app = look(PAGE, gathering=JAN)
    press(app, f"follow-up|new|{JAN}", "go")
    assert app.error[0].value == "Say what is to be done\\."
    assert len(follow_ups_seen(store, CAPTAIN)) == before


def test_one_is_changed_or_not_needed(store):
    checks = follow_up(store, "demo-checks").follow_up_id
    form = f"follow-up|{checks}"
    app = opened(look(PAGE), f"{form}|more|owed every")
    widget(app, "text_input", f"{form}|change|owed every", "what").set_value("Ask again")
    press(app, f"{form}|change|owed every", "go")
    assert follow_up(store, "demo-checks").what == "Ask again"
    app = opened(app, f"{form}|more|owed every")
    press(app, f"{form}|{DROPPED}|owed every", "go")
    assert "Say why" in app.error[0].value
    widget(app, "text_input", f"{form}|{DROPPED}|owed every", "why").set_value("They came")
    press(app, f"{form}|{DROPPED}|owed every", "go")
    assert follow_up(store, "demo-checks").state == DROPPED


def test_what_is_typed_of_one_stays_when_its_fields_close(store):
    checks = follow_up(store, "demo-checks").follow_up_id
    form = f"follow-up|{checks}"
    app = opened(look(PAGE), f"{form}|more|owed every")
    app.session_state[f"{form}|more|owed every|popover|"
                      + app.session_state[f"token|{form}|more|owed every"]] = False  # fmt: skip
    app.run()
    # Drawn all the time, it keeps in the browser what was typed.
    assert widget(app, "text_input", f"{form}|change|owed every", "what")


def test_a_link_is_attached_and_taken_back(store):
    app = look(PAGE, gathering=JAN)
    form = f"material|{JAN}||link"
    widget(app, "text_input", form, "title").set_value("Slides")
    widget(app, "text_input", form, "address").set_value("javascript:alert(1)")
    press(app, form, "go")
    assert "begins with https" in app.error[0].value
    widget(app, "text_input", form, "address").set_value("https://drive.example.org/slides")
    press(app, form, "go")
    assert saved(app) == "Attached: Slides."
    [slides] = [m for m in materials_seen(store, CAPTAIN) if m.title == "Slides"]
    press(app, f"material back|{slides.material_id}", "go")
    assert slides not in materials_seen(store, CAPTAIN)


def test_no_file_is_no_material(store):
    app = look(PAGE, gathering=JAN)
    press(app, f"material|{JAN}||file", "go")
    assert app.error[0].value == "Choose a file first\\."


def test_a_file_is_offered_to_every_school(store):
    attach(store, Save(CAPTAIN, session.moment()), Material(gathering_id=JAN, file_name="a.pdf"),
           b"x" * 2048)  # fmt: skip
    app = look(PAGE, gathering=JAN, who=PRINCIPAL)
    assert "a\\.pdf (2 KB)" in [b.label for b in app.get("download_button")]
    earlier = look(PAGE, gathering=JAN, who=PRINCIPAL, as_of="2026-01-29")
    assert "a\\.pdf (2 KB)" not in [b.label for b in earlier.get("download_button")]
    assert not any("Take it back" in label for label in labels(app))
