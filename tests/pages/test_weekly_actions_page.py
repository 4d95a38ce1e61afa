"""The actions of a school through AppTest, and what else waits below the names of the week."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sm_core.actions.action import DONE, DROPPED, Action
from sm_core.actions.find import actions_listed
from sm_core.actions.save import add_action, change_action, finish_action
from sm_core.review.meeting import Said, close
from sm_core.schools import schools_seen
from sm_core.support.request import ask_for_help
from tests.cast import BOSS, press
from tests.invented import LINC, ROOS, ROSA
from tests.mentor_cast import CHEN
from tests.weekly_cast import MONDAY, NOW, TODAY, prepared_on
from tests.weekly_page import CAPTAIN, LINCOLN, MENTOR, PRINCIPAL, ROOSEVELT, labels, page, text

LAST_WEEK = NOW - timedelta(days=7)
CALL = Action("", LINC, "Call *home*", "David Okafor", TODAY, ROSA)
"""Due today."""


def give(store, action=CALL, when=NOW, **more):
    return add_action(store, press(BOSS, when), replace(action, **more))


def overdue(store):
    return give(store, when=LAST_WEEK, due=TODAY - timedelta(days=1))


def actions(store):
    return [row.action for row in actions_listed(store, BOSS, TODAY, TODAY)]


def keyed(app, start):
    """The button of a form, by the start of its key."""
    [found] = [b for b in app.button if b.key and b.key.startswith(start)]
    return found


def fill(app, form, **values):
    boxes = {b.key: b for kind in ("text_input", "selectbox", "date_input") for b in app.get(kind)}
    for name, value in values.items():
        [key] = [k for k in boxes if k and k.startswith(f"{form}|{name}|")]
        boxes[key].set_value(value)


def press_(app, start):
    app = keyed(app, start).click().run()
    assert not app.exception
    return app


def test_the_open_actions_stand_by_due_day_the_overdue_marked_in_words(school):
    give(school, what="Ask the nurse", owner="Grace Lindqvist", student_id="",
         due=TODAY + timedelta(days=1))  # fmt: skip
    give(school)
    overdue(school)
    app = page()
    assert "Actions: 3 open, ⚠ 1 overdue" in [each.value for each in app.subheader]
    lines = [m.value.replace("\\", "") for m in app.markdown if "ue Oct" in m.value
             or "due Oct" in m.value]  # fmt: skip
    assert lines == [
        ":orange[⚠] **Overdue, due Oct 16, 2025** · David Okafor: Call *home* · about "
        "**Rosa Delgado**",
        "Due Oct 17, 2025 · David Okafor: Call *home* · about **Rosa Delgado**",
        "Due Oct 18, 2025 · Grace Lindqvist: Ask the nurse",
    ]


def test_done_and_open_again(school):
    given = give(school)
    app = press_(page(), f"action|{given.action_id}|done|")
    assert "Done: Call *home*. To undo it: Open again" in app.success[0].value.replace("\\", "")
    [now] = actions(school)
    assert (now.state, now.ended) == (DONE, TODAY)
    assert "Actions: 0 open" in text(app)
    assert "Done Oct 17, 2025 · David Okafor: Call *home* · about Rosa Delgado" in text(app)
    app = press_(app, f"action|{given.action_id}|open|")
    assert [a.is_open for a in actions(school)] == [True]
    assert "Open again" not in labels(app)


def test_no_longer_needed_says_why(school):
    given = give(school)
    form = f"action|{given.action_id}|dropped"
    app = press_(page(), f"{form}|go|")
    assert "Say why" in app.error[0].value
    fill(app, form, why="moved away")
    app = press_(app, f"{form}|go|")
    assert [(a.state, a.words) for a in actions(school)] == [(DROPPED, "moved away")]
    assert "No longer needed Oct 17, 2025" in text(app)
    assert "(moved away)" in text(app)


def test_what_and_who_are_changed_beside_another_editor(school):
    given = give(school)
    form = f"action|{given.action_id}|change"
    app = page()
    fill(app, form, what="Call the aunt", owner="Grace Lindqvist")
    later = TODAY + timedelta(days=3)
    change_action(school, press(CHEN, NOW), given, given.what, given.owner, later)
    press_(app, f"{form}|go|")
    [now] = actions(school)
    assert (now.what, now.owner, now.due) == ("Call the aunt", "Grace Lindqvist", later)


def test_another_word_of_somebody_else_is_told_first(school):
    given = give(school, when=LAST_WEEK)
    form = f"action|{given.action_id}|change"
    app = page()
    fill(app, form, what="Call the aunt")
    change_action(school, press(CHEN, NOW), given, "Visit", given.owner, given.due)
    app = press_(app, f"{form}|go|")
    assert "Ms. Chen changed what is to be done" in app.error[0].value.replace("\\", "")
    assert [a.what for a in actions(school)] == ["Visit"]
    press_(app, f"{form}|go|")
    assert [a.what for a in actions(school)] == ["Call the aunt"]


def test_an_action_that_somebody_did_meanwhile_is_not_changed(school):
    given = give(school)
    form = f"action|{given.action_id}|change"
    app = page()
    fill(app, form, what="Call the aunt")
    finish_action(school, press(CHEN, NOW), given.action_id, DONE)
    app = press_(app, f"{form}|go|")
    assert [(a.what, a.state) for a in actions(school)] == [("Call *home*", DONE)]
    assert "Actions: 0 open" in text(app)
    # Who typed is told, with the words still there.
    assert "“Call *home*” is done by now" in app.error[0].value.replace("\\", "")
    assert "Call the aunt" in {box.value for box in app.text_input}
    assert "Done" not in labels(app.run())


NEW = f"action|new|{LINC}"


def test_an_action_is_added_about_a_student_of_the_list_or_the_school(school):
    app = page()
    fill(app, NEW, about=ROSA, what="Visit the family", owner="Grace Lindqvist")
    app = press_(app, f"{NEW}|go|")
    [now] = actions(school)
    # Nobody has begun the week: it is of no record.
    assert (now.student_id, now.owner, now.monday) == (ROSA, "Grace Lindqvist", None)
    # The team meets on Tuesdays.
    assert now.due == TODAY + timedelta(days=4)
    app = press_(app, "weekly|LINC|2025-10-13|start|")
    fill(app, NEW, what="Ask for a later bus", owner="Ms. Chen")
    press_(app, f"{NEW}|go|")
    assert {(a.student_id, a.monday) for a in actions(school)} == {(ROSA, None), ("", MONDAY)}


@pytest.mark.parametrize(("left", "told"), [
    ("owner", "an action without an owner is forgotten"),
    ("what", "Say what is to be done"),
    ("due", "Say by when"),
])  # fmt: skip
def test_an_action_needs_what_who_and_when(school, left, told):
    app = page()
    said_ = {"what": "Call home", "owner": "Ms. Chen", "due": TODAY}
    fill(app, NEW, **said_ | {left: None if left == "due" else ""} if left != "owner" else
         {"what": "Call home"})  # fmt: skip
    app = press_(app, f"{NEW}|go|")
    assert told in app.error[0].value.replace("\\", "")
    assert not actions(school)


def test_a_day_that_is_over_is_refused_and_what_was_typed_stays(school):
    app = page()
    fill(app, NEW, what="Call home", owner="Ms. Chen", due=TODAY - timedelta(days=1))
    app = press_(app, f"{NEW}|go|")
    assert "It cannot be due on Oct 16, 2025" in app.error[0].value.replace("\\", "")
    assert "Call home" in {box.value for box in app.text_input}


def test_many_actions_are_filtered_by_owner(school):
    for n in range(5):
        give(school, what=f"Call {n}")
    give(school, what="Ask the nurse", owner="Grace Lindqvist")
    app = page()
    [owner] = [box for box in app.selectbox if box.label == "Owner"]
    assert owner.options == ["Everybody", "David Okafor", "Grace Lindqvist"]
    app = owner.set_value("Grace Lindqvist").run()
    assert "Ask the nurse" in text(app)
    assert "Call 1" not in text(app)
    assert "Actions: 6 open" in text(app)


def test_a_long_list_goes_over_pages(school):
    for n in range(11):
        give(school, what=f"Call {n:02d}")
    assert sum(label == "Done" for label in labels(page())) == 10


@pytest.mark.parametrize("who", [LINCOLN, PRINCIPAL, CAPTAIN])
def test_whoever_runs_the_school_does_them(school, who):
    given = give(school)
    address = {"school": "Lincoln Middle School"} if who == CAPTAIN else {}
    press_(page(who=who, **address), f"action|{given.action_id}|done|")
    assert [a.state for a in actions(school)] == [DONE]


def test_others_see_nothing_of_them(school):
    give(school)
    give(school, school_id=ROOS, student_id="", what="Ask Roosevelt")
    assert "Call *home*" in text(page())
    assert "Ask Roosevelt" not in text(page())
    for who, more in ((ROOSEVELT, {"school": "Lincoln Middle School"}), (MENTOR, {"me": "david"})):
        app = page(who=who, **more)
        assert app.title or "This page is for" in app.warning[0].value
        assert "Call *home*" not in text(app)


def test_those_below_an_earlier_week_are_as_they_stand_today(school):
    give(school)
    line = "As they stand today, not as they were in the week of Oct 6."
    assert line not in text(page())
    app = page(week=(MONDAY - timedelta(days=7)).isoformat())
    assert line in text(app)
    assert {"Done"} <= set(labels(app))
    assert "Add" not in labels(app)


def test_a_closed_week_gets_no_more_actions(school):
    [lincoln] = [s for s in schools_seen(school, CHEN) if s.school_id == LINC]
    found = prepared_on(school, CHEN, lincoln, MONDAY, TODAY, TODAY)
    close(school, press(CHEN, NOW), found, Said(), Said(("Ms. Chen",)))
    assert "Add" not in labels(page())


def test_an_action_typed_while_somebody_closes_the_week_is_saved_and_of_no_record(school):
    [lincoln] = [s for s in schools_seen(school, CHEN) if s.school_id == LINC]
    found = prepared_on(school, CHEN, lincoln, MONDAY, TODAY, TODAY)
    app = page()
    fill(app, NEW, what="Ask for a later bus", owner="Ms. Chen")
    close(school, press(CHEN, NOW), found, Said(), Said(("Ms. Chen",)))
    press_(app, f"{NEW}|go|")
    assert [(a.what, a.monday) for a in actions(school)] == [("Ask for a later bus", None)]


def test_the_way_to_a_student_leaves_what_was_chosen_here_behind(school):
    give(school)
    app = page(week=(MONDAY - timedelta(days=7)).isoformat(), reason="worse", show="all")
    links = [x.proto.query_string for x in app.get("page_link") if x.proto.label == "Open student"]
    assert links
    assert all("week=" not in x and "reason=" not in x and "show=" not in x for x in links)


def test_an_earlier_date_is_only_looked_at(school):
    overdue(school)
    app = page(as_of=(TODAY - timedelta(days=3)).isoformat())
    assert "Actions: 1 open" in text(app)
    assert not {"Done", "Add", "Save"} & set(labels(app))


def test_requests_and_mentors_to_ask_are_counted_with_the_way_to_them(school):
    ask_for_help(school, press(BOSS, LAST_WEEK), TODAY, "david", "times", "No time on Mondays")
    app = page()
    told = text(app)
    assert "Requests from mentors: 1 open" in told
    assert "The oldest was opened on Oct 10, 2025." in told
    assert "David Okafor · Oct 10" in told
    assert "Mentors to check in with: 1" in told
    assert "Students and families to check in with: 2." in told
    links = {link.proto.label for link in app.get("page_link")}
    assert {"Open requests", "Open check-ins"} <= links


def test_nothing_open_says_so(school):
    told = text(page(who=ROOSEVELT))
    for words in ("No action is open at this school.", "No request is open.",
                  "No check-in with a mentor is due."):  # fmt: skip
        assert words in told
