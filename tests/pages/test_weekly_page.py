"""The weekly review through AppTest: the answer, the list, what is decided, what counts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from looking import look, said

from sm_core.actions.find import actions_listed
from sm_core.review.decide import Wanted, decide
from sm_core.review.find import reviews
from sm_core.review.meeting import Said, close, start
from sm_core.review.record import DISCUSSED
from sm_core.review.settings import Thresholds, save_thresholds, thresholds
from sm_core.saving import save_once
from sm_core.schools import schools_seen
from tests.cast import BOSS, press
from tests.invented import LINC, MARCUS, OWEN, ROOS, ROSA
from tests.mentor_cast import CHEN
from tests.weekly_cast import HOLIDAY, MONDAY, NOW, TODAY, prepared_on
from tests.weekly_page import CAPTAIN, PRINCIPAL, ROOSEVELT, WEEKLY, labels, page, text
from ui import weekly_decide

LAST_MONDAY = MONDAY - timedelta(days=7)


def listed(app):
    """The names on the list, in order."""
    links = [each.proto.label for each in app.get("page_link")]
    return [label.split("**")[1] for label in links if "**" in label]


def on_row(app, student, key):
    """What stands on the row of a student, by the start of its key."""
    start = f"weekly|{MONDAY}|{student}|{key}|"
    return next(each for each in app.button if each.key and each.key.startswith(start))


def popovers(app):
    return [each.proto.popover.label for each in app.get("popover")]


def opened(app, name, label):
    """The page with a form of a name open."""
    return on_row(app, name, label).click().run()


def box(app, kind, label):
    return next(each for each in app.get(kind) if each.label == label)


def of_lincoln(store, monday=MONDAY):
    [lincoln] = [s for s in schools_seen(store, CHEN) if s.school_id == LINC]
    day = min(TODAY, monday + timedelta(days=6))
    return prepared_on(store, CHEN, lincoln, monday, day, day)


def decisions(store):
    found = [d for review in reviews(store, BOSS, LINC) for d in review.decided.values()]
    return sorted((d.student_id, d.kind, d.note) for d in found)


def test_the_answer_comes_first_then_the_names_that_matter_most(school):
    app = page()
    assert app.title[0].value == "Weekly review"
    assert app.subheader[0].value.startswith("2 of 35 students chronically absent (5.7%), ")
    words = text(app)
    assert "Lincoln Middle School · prepared from data through Oct 17" in words
    assert "points since Oct 10" in words
    assert "**2** of **35** students enrolled at Lincoln Middle School missed" in words
    assert "There is no review before this one within a year." in words
    assert "#### 12 students to talk about (all 31)" in words
    assert len(listed(app)) == 12
    assert {"Rosa Delgado", "Marcus Tran", "Owen Fitzgerald"} <= set(listed(app))
    assert "grade 7 · ◆ Moderate chronic" in words
    assert ":orange-badge[worse] " in words
    assert "absent 3 days running, since Oct 15" in words
    assert "missed 5 of the last 10, 1 of the 10 before · to date 6 of 35 · David Okafor" in words
    assert not app.warning


def test_whoever_is_decided_about_leaves_the_list_and_comes_back_with_undo(school):
    app = page()
    on_row(app, ROSA, "discussed").click().run()
    on_row(app, MARCUS, "deferred").click().run()
    assert not {"Rosa Delgado", "Marcus Tran"} & set(listed(app))
    assert len(listed(app)) == 10
    assert "#### 10 students to talk about (all 29)" in text(app)
    assert "#### Decided (2)" in text(app)
    assert "**Rosa Delgado** · discussed" in text(app)
    assert decisions(school) == [(ROSA, "discussed", ""), (MARCUS, "deferred", "")]

    [made] = [d for d in reviews(school, BOSS, LINC)[0].decisions if d.student_id == ROSA]
    undo = next(b for b in app.button if b.key.startswith(f"weekly|undo|{made.decision_id}"))
    undo.click().run()
    assert "Rosa Delgado" in listed(app)
    assert decisions(school) == [(MARCUS, "deferred", "")]


def test_whoever_presses_what_another_person_decided_is_told(school):
    app = page()
    decide(school, press(CHEN, NOW), of_lincoln(school), Wanted(ROSA, DISCUSSED))
    on_row(app, ROSA, "deferred").click().run()
    told = "Ms. Chen decided about Rosa Delgado on Oct 17, 2025 at 09:00 (discussed); undo that"
    assert app.error[0].value.replace("\\", "").startswith(told)
    assert "Rosa Delgado" in listed(app)
    assert "Rosa Delgado" not in listed(app.run())
    assert "Rosa Delgado** · discussed" in text(app)


def test_what_was_typed_stays_when_another_person_decided_meanwhile(school):
    app = opened(page(), ROSA, "Action…")
    decide(school, press(CHEN, NOW), of_lincoln(school), Wanted(ROSA, DISCUSSED))
    box(app, "text_input", "What is to be done?").set_value("Call home")
    box(app, "selectbox", "Who does it?").set_value("Ms. Chen")
    app = box(app, "button", "Give the action").click().run()
    assert "Ms. Chen decided about Rosa Delgado" in app.error[0].value.replace("\\", "")
    assert box(app, "text_input", "What is to be done?").value == "Call home"
    [review] = reviews(school, BOSS, LINC)
    assert [d.kind for d in review.decisions] == [DISCUSSED]


def test_an_action_says_what_who_and_by_when(school):
    app = opened(page(), ROSA, "Action…")
    assert box(app, "selectbox", "Who does it?").options == [
        "Dr. Hall", "Ms. Chen", "Grace Lindqvist", "Priya Nair", "David Okafor"
    ]  # fmt: skip
    assert box(app, "date_input", "By when?").value == date(2025, 10, 21)
    box(app, "text_input", "What is to be done?").set_value("Call home")
    give = next(each for each in app.button if each.label == "Give the action")
    give.click().run()
    assert app.error[0].value.replace("\\", "") == (
        "Say who does it: an action without an owner is forgotten."
    )
    assert decisions(school) == []

    box(app, "selectbox", "Who does it?").set_value("David Okafor")
    next(each for each in app.button if each.label == "Give the action").click().run()
    assert not app.error
    assert "**Rosa Delgado** · Call home (David Okafor, by Oct 21)" in text(app)
    [found] = actions_listed(school, CHEN, TODAY, TODAY)
    assert (found.action.owner, found.student) == ("David Okafor", "Rosa Delgado")


def test_a_form_closes_by_the_button_that_opened_it(school):
    app = opened(page(), ROSA, "Action…")
    assert "Give the action" in labels(app)
    app = opened(app, ROSA, "Note…")
    assert "Give the action" not in labels(app)
    assert not opened(app, ROSA, "Note…").text_area


def test_a_note_may_stand_with_a_decision(school):
    app = opened(page(), ROSA, "Note…")
    box(app, "text_area", "Note").set_value("New bus since Monday")
    forms = [each for each in app.button if each.label == "Discussed"]
    submit = next(each for each in forms if "note form" in str(each.proto.form_id))
    submit.click().run()
    assert decisions(school) == [(ROSA, "discussed", "New bus since Monday")]
    assert "**Rosa Delgado** · discussed · New bus since Monday" in text(app)


def test_a_note_cannot_format_the_line_it_stands_in(school):
    note = "Said &lt;b&gt;\n\n    called home\n==="
    decide(school, press(CHEN, NOW), of_lincoln(school), Wanted(ROSA, DISCUSSED, note))
    assert r"**Rosa Delgado** · discussed · Said \&lt;b\&gt; called home ===" in said(page())


def test_the_second_press_of_a_double_one_saves_nothing(school, monkeypatch):
    app = page()
    monkeypatch.setattr(weekly_decide, "TWICE", 60)
    on_row(app, ROSA, "discussed").click().run()
    # The next name has moved under the finger.
    on_row(app, MARCUS, "discussed").click().run()
    assert decisions(school) == [(ROSA, "discussed", "")]
    assert "Marcus Tran" in listed(app)
    told = app.toast[0].value.replace("\\", "")
    assert told.startswith("Taken for a double click, so not saved: Marcus Tran: discussed.")


def test_a_reason_pressed_is_the_agenda_of_those_listed_for_it(school):
    app = page()
    [pills] = app.pills
    assert [option for option in pills.options if option.startswith("days running")] == [
        "days running 1"
    ]
    app = page(reason="running")
    assert listed(app) == ["Marcus Tran"]
    assert "#### 1 of 31 students listed for this" in text(app)
    on_row(app, MARCUS, "discussed").click().run()
    assert listed(app) == []
    assert "days running 0" in app.pills[0].options
    app.pills[0].set_value([]).run()
    assert "reason" not in app.query_params
    assert len(listed(app)) == 11


def test_all_are_shown_page_by_page(school):
    app = page()
    next(each for each in app.button if each.label == "Show all 31").click().run()
    assert app.query_params["show"] == "all"
    assert len(listed(app)) == 25
    assert "Show the first only" in labels(app)


def test_when_the_first_are_decided_the_rest_waits_to_be_asked_for(school):
    found = of_lincoln(school)
    for name in found.names[:12]:
        decide(school, press(CHEN, NOW), found, Wanted(name.student_id, DISCUSSED))
    app = page()
    assert "#### The first have all been decided; 19 more are listed" in text(app)
    assert listed(app) == []
    next(each for each in app.button if each.label == "Show all 19").click().run()
    assert len(listed(app)) == 19


def test_when_all_are_decided_the_page_says_so(school):
    found = of_lincoln(school)
    for name in found.names:
        decide(school, press(CHEN, NOW), found, Wanted(name.student_id, DISCUSSED))
    app = page()
    assert "#### Everyone has been decided" in text(app)
    assert listed(app) == []
    assert labels(app).count("Undo") == 5
    box(app, "toggle", "Show all 31 decided").set_value(True).run()
    assert labels(app).count("Undo") == 31


def test_nobody_to_talk_about_and_no_data_for_weeks_is_said(school):
    app = page(ROOSEVELT)
    assert "#### No student to talk about this week" in text(app)
    assert "Nobody has one of the reasons under What counts?" in text(app)
    assert "Who needs a mentor?" in [each.proto.label for each in app.get("page_link")]
    assert (
        app.warning[0]
        .value.replace("\\", "")
        .startswith("Roosevelt Elementary has sent no data since Sep 19, 2025, 4 weeks ago.")
    )


def test_a_week_without_school_says_so(school):
    app = page(week=HOLIDAY.isoformat())
    assert app.warning[0].value.replace("\\", "") == (
        "Lincoln Middle School has no school in the week of Sep 29: the list shows the days before "
        "it."
    )
    assert "Nobody began its review, so it is only looked at." in text(app)
    assert "Discussed" not in labels(app)


def test_a_week_that_has_not_begun_is_refused(school):
    app = page(week="2025-10-24")
    assert app.error[0].value.replace("\\", "") == (
        "The week of Oct 20, 2025 has not begun; the newest is that of Oct 13, 2025."
    )
    assert not app.subheader
    next(each for each in app.button if each.label == "Open the newest week").click().run()
    assert not app.error
    assert len(listed(app)) == 12


@pytest.mark.parametrize(("week", "drawn"), [
    ("soon", "Oct 13"), ("2025-10-15", "Oct 13"), ("2025-10-12", "Oct 6"),
    ("2025-06-30", "Jun 30"),
])  # fmt: skip
def test_any_day_names_its_week(school, week, drawn):
    app = page(week=week)
    assert not app.error
    assert f"**Week of {drawn}**" in text(app)


@pytest.mark.parametrize("week", ["2025-06-29", "0001-01-01"])
def test_a_week_of_an_earlier_school_year_says_so(school, week):
    app = page(week=week)
    assert "is not of the school year 2025-26" in app.error[0].value.replace("\\", "")
    assert not app.subheader
    next(each for each in app.button if each.label == "Open the newest week").click().run()
    assert not app.error
    assert len(listed(app)) == 12


def test_a_week_of_an_earlier_school_year_opens_as_of_its_end(school):
    app = page(week="2025-05-14")
    next(each for each in app.button if each.label == "Open it as of May 18, 2025").click().run()
    assert not app.error
    assert app.query_params["as_of"] == "2025-05-18"
    assert "**Week of May 12**" in text(app)


def test_a_captain_chooses_a_school(school):
    start(school, press(CHEN, NOW), of_lincoln(school))
    app = page(CAPTAIN)
    assert app.subheader[0].value == "1 of 2 schools has not begun the week of Oct 13."
    rows = app.dataframe[0].value
    assert list(rows["School"]) == ["Roosevelt Elementary", "Lincoln Middle School"]
    assert list(rows["Week of Oct 13"]) == ["Not begun", "Open"]
    assert not app.button
    app = page(CAPTAIN, school="Lincoln Middle School")
    assert len(listed(app)) == 12
    assert "Discussed" in labels(app)


def test_a_principal_decides_and_changes_no_threshold(school):
    app = page(PRINCIPAL)
    on_row(app, ROSA, "discussed").click().run()
    assert decisions(school) == [(ROSA, "discussed", "")]
    app = counts_open(app)
    assert "**Worse**: missed 3 or more of the last 10 school days" in text(app)
    assert not app.number_input


def test_a_mentor_is_refused(school):
    app = look(WEEKLY, who="A mentor", me="david")
    assert app.warning[0].value == (
        "This page is for the district captain, principals and coordinators."
    )
    assert not app.title
    assert listed(app) == []


def test_somebody_unknown_is_refused(school):
    app = page("nobody")
    assert "This page is not for the person chosen" in app.warning[0].value
    assert listed(app) == []


def test_without_attendance_the_page_says_what_is_missing(page_home):
    app = page(CAPTAIN)
    assert "There is no attendance to show yet" in app.info[0].value


def test_an_earlier_date_is_only_looked_at(school):
    app = page(as_of="2025-10-14")
    assert "Decisions are made at the newest date" in text(app)
    assert "Discussed" not in labels(app)
    next(each for each in app.button if each.label == "Open the newest date").click().run()
    assert "as_of" not in app.query_params
    assert "Discussed" in labels(app)


def test_a_closed_week_shows_the_list_it_kept_without_buttons(school):
    found = of_lincoln(school)
    decide(school, press(CHEN, NOW), found, Wanted(ROSA, DISCUSSED, "Talked with her"))
    close(school, press(CHEN, NOW), found, Said(), Said(("Ms. Chen",)))
    app = page()
    assert len(listed(app)) == 11
    assert "#### 30 of 31 students left without a decision" in text(app)
    assert "**Rosa Delgado** · discussed · Talked with her" in text(app)
    assert not {"Discussed", "Undo"} & set(labels(app))


def test_the_next_week_tells_what_the_last_one_decided(school):
    found = of_lincoln(school, LAST_MONDAY)
    start(school, press(CHEN, NOW), found)
    decide(school, press(CHEN, NOW), found, Wanted(OWEN, DISCUSSED, "Moves in March"))
    app = page()
    assert "Last week: no action given, 11 names carried over" in popovers(app)
    assert "carried over from Oct 6" in text(app)
    assert "- Owen Fitzgerald: discussed · Moves in March" in text(app)
    assert "Owen Fitzgerald" not in listed(app)


def test_who_is_no_longer_at_the_school_is_named_and_cleared(school):
    """A name left over last week, whom the school does not know this week."""
    start(school, press(CHEN, NOW), of_lincoln(school, LAST_MONDAY))

    def leave(writing):
        writing.cursor.execute(
            "UPDATE program.review_names SET student_id = 'away' WHERE student_id = $rosa",
            {"rosa": ROSA},
        )

    save_once(school, press(CHEN, NOW), leave)
    app = page(reason="left")
    assert "**Rosa Delgado**" in text(app)
    assert "no longer at this school" in text(app)
    assert listed(app) == []
    on_row(app, "away", "discussed").click().run()
    assert "**Rosa Delgado** · discussed" in text(app)


def test_an_earlier_week_that_was_begun_is_still_decided(school):
    start(school, press(CHEN, NOW), of_lincoln(school, LAST_MONDAY))
    assert "Discussed" in labels(page(week=LAST_MONDAY.isoformat()))


def counts_open(app):
    form = f"weekly|rules|{LINC}"
    app.session_state[f"{form}|popover|{app.session_state[f'token|{form}']}"] = True
    return app.run()


def test_thresholds_show_what_they_would_do_and_are_saved(school):
    app = counts_open(page())
    assert "**31 students of Lincoln Middle School would be listed;** now 31." in text(app)
    box(app, "number_input", "Worse: days missed").set_value(6).run()
    assert "**3 students of Lincoln Middle School would be listed;** now 31." in text(app)
    next(each for each in app.button if each.label == "Save").click().run()
    assert app.success[0].value == "Thresholds saved."
    assert thresholds(school, LINC) == replace(Thresholds(), worse_missed=6)
    assert "#### 3 students to talk about" in text(app)
    app = counts_open(app)
    box(app, "checkbox", "As the district").set_value(True).run()
    next(each for each in app.button if each.label == "Save").click().run()
    assert thresholds(school, LINC) == Thresholds()


def test_thresholds_that_cannot_be_are_refused_in_a_sentence(school):
    app = counts_open(page())
    box(app, "number_input", "Worse: days missed").set_value(12).run()
    next(each for each in app.button if each.label == "Save").click().run()
    assert app.error[0].value.replace("\\", "") == (
        "Nobody can miss 12 of 10 days; lower the first."
    )


def test_a_captain_may_change_them_for_every_school_without_its_own(school):
    seven, usual = replace(Thresholds(), shown=7), Thresholds()
    save_thresholds(school, press(CHEN, NOW), LINC, usual, seven)
    app = counts_open(page(CAPTAIN, school="Lincoln Middle School"))
    assert "Set for Lincoln Middle School." in text(app)
    app.radio[0].set_value("").run()
    box(app, "number_input", "Names shown first").set_value(5).run()
    next(each for each in app.button if each.label == "Save").click().run()
    assert app.success[0].value == "Thresholds saved."
    assert (thresholds(school, ROOS).shown, thresholds(school, LINC).shown) == (5, 7)
    assert len(listed(app)) == 7
