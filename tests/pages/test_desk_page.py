"""The captain's desk through AppTest: whom to call and why, calls, thresholds, and who may look."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from looking import look, said

from sm_core.desk.calls import calls_made, log_call
from sm_core.desk.settings import USUAL, rules_set, save_rules
from sm_core.lessons.ask import answer_help
from sm_core.lessons.ask import ask_for_help as help_from_schools
from sm_core.support.request import ask_for_help
from tests.cast import BOSS, TOMAS, put_on_roster
from tests.invented import (
    DAYS,
    LINC,
    MARCUS,
    ROOS,
    bring,
    calendar,
    enrollment,
    register,
    table,
)
from tests.mentor_cast import press
from tests.plan_cast import begin
from tests.team_cast import CHEN_, put_team
from tests.weekly_cast import MONDAY, NOW, TODAY

DESK = "pages/district/desk.py"
LINCOLN, ROOSEVELT = "Lincoln Middle School", "Roosevelt Elementary"


def page(**address):
    return look(DESK, **address)


def text(app):
    return said(app).replace("\\", "")


def links(app):
    return [(each.proto.label, each.proto.query_string) for each in app.get("page_link")]


def to_call(app):
    """The schools with a box of their own, in order."""
    return [label.strip("*") for label, _ in links(app) if label.startswith("**")]


def opened(app, form):
    """The page with the popover of this form open."""
    app.session_state[f"{form}|popover|{app.session_state[f'token|{form}']}"] = True
    return app.run()


def box(app, kind, label):
    return next(each for each in app.get(kind) if each.label == label)


def call_form(app, school):
    return opened(app, f"desk|call|{school}")


def made(store):
    return [(c.school_id, c.day, c.words) for c in calls_made(store, BOSS, TODAY)]


def test_the_answer_comes_first_then_whom_to_call_and_why(school):
    app = page()
    assert app.title[0].value == "The desk"
    assert app.subheader[0].value == "Call these 2 schools, because …"
    assert to_call(app) == [ROOSEVELT, LINCOLN]
    words = text(app)
    assert "Call Ms. Chen, site coordinator\n**555-0143**" in words
    assert "Nobody is named there yet to call." in words
    assert "• no site coordinator is named" in words
    assert "• no data since Sep 19, 28 days ago" in words
    assert "• no weekly review closed in 6 weeks with school" in words
    assert "Neither school has a plan of 2025-26 yet." in words
    assert "• no plan" not in words
    assert "#### Calls of the last 4 weeks (0)" in words
    assert not app.error


def test_each_reason_opens_its_page_with_the_school_chosen(school):
    begin(school, LINC, date(2025, 7, 1), BOSS)
    ask_for_help(
        school, press(BOSS, datetime(2025, 10, 10, 9)), TODAY, "david", "safety", "Bruises"
    )
    found = set(links(page(as_of=TODAY.isoformat())))
    lincoln, roosevelt = "school=Lincoln+Middle+School", "school=Roosevelt+Elementary"
    for label, where in (
        ("Plan", lincoln), ("Weekly review", lincoln), ("Requests", f"{lincoln}&list=requests"),
        ("Plan", roosevelt), ("School team", roosevelt), ("Data quality", roosevelt),
    ):  # fmt: skip
        assert any(
            own == label and set(where.split("&")) <= set(query.split("&")) for own, query in found
        ), (label, where)


def test_a_worry_about_safety_comes_first_and_says_what_to_do(school):
    ask_for_help(school, press(BOSS, NOW), TODAY, "david", "safety", "Bruises", MARCUS)
    app = page()
    assert to_call(app) == [LINCOLN, ROOSEVELT]
    assert "• 1 worry about a student's safety without an answer" in text(app)
    assert [each.value for each in app.warning if "duty to report" in each.value]
    # What the mentor wrote, and about whom, stays on the page of requests.
    assert "Bruises" not in text(app)
    assert "Tran" not in text(app)


def test_help_that_nobody_answers_is_told_until_somebody_does(school):
    week_ago = datetime(2025, 10, 10, 9)
    for when in (week_ago, week_ago - timedelta(days=1)):
        asked = help_from_schools(school, press(BOSS, when), ROOS, "time", "A room?")
    told = "• asks the schools for help, and nobody has answered for 8 days"
    app = page()
    assert told in text(app)
    assert "A room?" not in text(app)
    [query] = [query for label, query in links(app) if label == "Help and lessons"]
    assert "school=Roosevelt+Elementary" in query
    answer_help(school, press(BOSS, NOW), asked.help_id, "", "The library.")
    assert "asks the schools for help" not in text(page())


def test_a_request_of_a_mentor_without_a_school_is_not_lost(school):
    put_on_roster(school, [replace(TOMAS, mentor_id="away", last_name="Cole", schools=())])
    ask_for_help(school, press(BOSS, datetime(2025, 10, 7, 9)), TODAY, "away", "times", "Please")
    app = page()
    assert ("Belonging to no school here: 1 request for help without an answer, for 10 days."
            in text(app))  # fmt: skip
    assert "Requests" in dict(links(app))


def test_a_school_without_a_call_to_make_stands_below(school):
    save_rules(school, press(BOSS, NOW), USUAL, replace(USUAL, weeks=7))
    app = page()
    assert app.subheader[0].value == "Call this school, because …"
    assert to_call(app) == [ROOSEVELT]
    assert "#### Nothing to call about (1)" in text(app)
    assert LINCOLN in dict(links(app))


def test_a_call_clears_the_school_is_listed_and_comes_back_with_undo(school):
    app = call_form(page(), LINC)
    assert "What is listed now rests for 7 days after the call" in text(app)
    box(app, "text_area", "What was said?").set_value("Closes *this* week's on Friday")
    box(app, "date_input", "Called on").set_value(MONDAY)
    app = box(app, "button", "Save").click().run()
    assert app.success[0].value == (
        "The call to Lincoln Middle School is logged; Undo stands below, under Calls."
    )
    assert made(school) == [(LINC, MONDAY, "Closes *this* week's on Friday")]
    assert to_call(app) == [ROOSEVELT]
    words = text(app)
    assert "called about lately: no weekly review closed in 6 weeks with school" in words
    assert "#### Calls of the last 4 weeks (1)" in words
    assert ("**Lincoln Middle School** · Called Oct 13 by District captain: Closes *this* week's "
            "on Friday" in words)  # fmt: skip
    assert r"Closes \*this\*" in said(app)

    app = box(app, "button", "Undo").click().run()
    assert made(school) == []
    assert to_call(app) == [ROOSEVELT, LINCOLN]
    assert "is taken back; what it was about stands again." in app.success[0].value


def test_a_double_press_logs_one_call(school):
    app = call_form(page(), LINC)
    box(app, "text_area", "What was said?").set_value("Twice")
    box(app, "date_input", "Called on").set_value(TODAY)
    button = box(app, "button", "Save")
    button.click().run()
    button.click().run()
    assert not app.exception
    assert len(made(school)) == 1


def test_a_press_that_was_saved_before_logs_nothing(school):
    app = call_form(page(), LINC)
    token = app.session_state[f"token|desk|call|{LINC}"]
    log_call(school, press(BOSS, NOW, token=token), LINC, (), "", TODAY)
    box(app, "button", "Save").click().run()
    assert len(made(school)) == 1


def test_a_double_press_on_undo_takes_one_call_back(school):
    for day in (TODAY, MONDAY):
        log_call(school, press(BOSS, NOW), LINC, (), "", day)
    app = page()
    button = box(app, "button", "Undo")
    button.click().run()
    button.click().run()
    assert not app.error
    assert made(school) == [(LINC, MONDAY, "")]


def test_what_came_up_since_the_page_was_drawn_was_not_talked_about(school):
    app = call_form(page(), LINC)
    ask_for_help(school, press(BOSS, NOW), TODAY, "david", "safety", "Bruises")
    app = box(app, "button", "Save").click().run()
    assert len(made(school)) == 1
    assert to_call(app) == [LINCOLN, ROOSEVELT]
    assert ("Called about lately, and still so: no weekly review closed in 6 weeks with school."
            in text(app))  # fmt: skip


def test_thresholds_show_what_they_would_do_and_are_saved(school):
    app = opened(page(), "desk|rules")
    assert "**No review**: 2 weeks or more with school" in text(app)
    assert "**2 schools would be listed; now 2.**" in text(app)
    assert box(app, "button", "Save").disabled
    box(app, "number_input", "Weeks without a review").set_value(7).run()
    assert "**1 school would be listed; now 2.**" in text(app)
    app = box(app, "button", "Save").click().run()
    assert app.success[0].value == "Thresholds saved."
    assert rules_set(school) == replace(USUAL, weeks=7)
    assert to_call(app) == [ROOSEVELT]


def test_somebody_else_s_change_of_the_same_threshold_is_told(school):
    app = opened(page(), "desk|rules")
    box(app, "number_input", "Weeks without a review").set_value(7).run()
    save_rules(school, press(BOSS, NOW), USUAL, replace(USUAL, weeks=5))
    app = box(app, "button", "Save").click().run()
    assert "weeks with school without a review from 2 to 5" in text(app)
    assert rules_set(school).weeks == 5


def test_thresholds_opened_again_are_those_that_stand(school):
    app = opened(page(), "desk|rules")
    app.session_state[f"desk|rules|popover|{app.session_state['token|desk|rules']}"] = False
    save_rules(school, press(BOSS, NOW), USUAL, replace(USUAL, weeks=5))
    app = opened(app.run(), "desk|rules")
    assert box(app, "number_input", "Weeks without a review").value == 5


def test_the_first_are_shown_and_all_when_asked(school):
    save_rules(school, press(BOSS, NOW), USUAL, replace(USUAL, shown=1))
    app = page()
    assert app.subheader[0].value == "Call this school first; 1 more has a reason"
    assert to_call(app) == [ROOSEVELT]
    app = box(app, "button", "Show all 2").click().run()
    assert app.query_params["show"] == "all"
    assert to_call(app) == [ROOSEVELT, LINCOLN]
    # Another page has another use for this part of the address.
    assert not any("show=" in query for label, query in links(app) if label != "Data quality")
    app = box(app, "button", "Show the first only").click().run()
    assert to_call(app) == [ROOSEVELT]


def test_a_school_chosen_elsewhere_comes_alone_and_all_are_a_press_away(school):
    app = page(school=LINCOLN)
    assert to_call(app) == [LINCOLN]
    assert "Only Lincoln Middle School is shown." in text(app)
    app = box(app, "button", "Show all schools").click().run()
    assert to_call(app) == [ROOSEVELT, LINCOLN]
    save_rules(school, press(BOSS, NOW), USUAL, replace(USUAL, weeks=7))
    app = page(school=LINCOLN)
    assert app.subheader[0].value == "Nothing to call this school about"


def test_an_earlier_date_is_only_looked_at(school):
    log_call(school, press(BOSS, NOW), LINC, ("review",), "", TODAY)
    app = page(as_of="2025-10-16")
    assert to_call(app) == [ROOSEVELT, LINCOLN]
    assert "#### Calls of the last 4 weeks (0)" in text(app)
    assert not [each for each in app.get("popover") if each.proto.popover.label == "Called…"]
    assert not opened(app, "desk|rules").number_input


def test_a_new_a_closed_and_a_silent_school_say_so(school, given):
    bring(school, given, {
        "schools.csv": table("School ID,School Name", (("NEW", "New"), ("OLD", "Old"))),
        "new.csv": register(DAYS[-4:], ("0099001",), school="NEW"),
        "days.csv": calendar(DAYS, "OLD"),
        "old.csv": enrollment(("0099002", DAYS[0], date(2025, 9, 26)), school="OLD"),
    }, 'exit_date = "inclusive"\n')  # fmt: skip
    words = text(page())
    assert "nobody is enrolled any more, so it is called for requests alone" in words
    assert "Opened on Oct 14, less than a week ago." in words
    assert "• no data since Sep 19, 28 days ago" in words
    assert "None of the 3 schools has a plan of 2025-26 yet." in words


def test_with_everything_in_order_there_is_nobody_to_call(school):
    rules = replace(USUAL, stale_days=60, weeks=10, neither=100)
    save_rules(school, press(BOSS, NOW), USUAL, rules)
    put_team(school, replace(CHEN_, member_id="r", school_id=ROOS, name="Mr. Adeyemi"), actor=BOSS)
    app = page()
    assert app.subheader[0].value == "No school to call today"
    assert to_call(app) == []
    assert "#### Nothing to call about (2)" in text(app)


def test_without_attendance_the_page_says_what_is_missing(page_home):
    app = page()
    assert "There is no attendance to show yet" in app.info[0].value
    assert not app.subheader


def test_the_desk_is_where_a_captain_lands(school):
    assert look(None).title[0].value == "The desk"


@pytest.mark.parametrize(
    ("who", "lands"),
    [
        ({"who": f"Coordinator, {LINCOLN}"}, "Weekly review"),
        ({"who": f"Principal, {LINCOLN}"}, "School progress"),
        ({"who": "A mentor", "me": "david"}, "My students"),
    ],
)
def test_anybody_else_lands_on_a_page_of_their_own(school, who, lands):
    assert look(None, **who).title[0].value == lands
    app = page(**who)
    assert app.warning[0].value == "This page is for the district captain."
    assert not app.title
    assert to_call(app) == []
    assert "Call " not in text(app)


def test_somebody_unknown_is_refused(school):
    app = page(who="nobody")
    assert "This page is not for the person chosen" in app.warning[0].value
    assert not app.subheader
