"""The meeting of the week through AppTest: begun, closed, opened again, and what stays."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sm_core.history import history_of
from sm_core.review import meeting
from sm_core.review.decide import Wanted, decide
from sm_core.review.find import reviews
from sm_core.review.meeting import Said
from sm_core.review.record import DISCUSSED
from sm_core.review.settings import USUAL, save_thresholds
from sm_core.schools import schools_seen
from tests.cast import BOSS, press
from tests.invented import LINC, MARCUS, OWEN, ROSA, bring, events, register
from tests.mentor_cast import CHEN
from tests.weekly_cast import ABSENT, MONDAY, NOW, OPEN, OTHERS, PRESENT, TODAY, prepared_on
from tests.weekly_page import CAPTAIN, LINCOLN, MENTOR, PRINCIPAL, ROOSEVELT, page, text

BY_CHEN = Said(("Ms. Chen", "David Okafor"), "Bus 12 is late on Mondays")
LAST = MONDAY - timedelta(days=7)
CHANGED = "A later upload changed"


def prepared(store, day=TODAY, monday=MONDAY):
    [lincoln] = [s for s in schools_seen(store, CHEN) if s.school_id == LINC]
    return prepared_on(store, CHEN, lincoln, monday, day, day)


def begun(store, day=TODAY, who=CHEN):
    return meeting.start(store, press(who, NOW), prepared(store, day))


def closed(store, wanted=BY_CHEN, who=CHEN):
    return meeting.close(store, press(who, NOW), prepared(store), Said(), wanted)


def review(store, monday=MONDAY):
    found = reviews(store, BOSS, LINC, monday, monday)
    return found[0] if found else None


def has(app, label):
    return label in {each.label for each in app.button}


def click(app, label):
    [found] = [each for each in app.button if each.label == label]
    app = found.click().run()
    assert not app.exception
    return app


def box(app, kind, label):
    [found] = [each for each in app.get(kind) if each.label == label]
    return found


def saved(app):
    return app.success[0].value.replace("\\", "")


def history(app):
    [table] = [t.value for t in app.table if "Why" in t.value.columns]
    return table


def test_before_the_meeting_the_list_follows_every_upload(school):
    app = page()
    assert "Nobody has begun this week" in text(app)
    assert not has(app, "Close the week")
    assert review(school) is None


def test_the_meeting_begins_and_keeps_its_figures(school):
    app = click(page(), "Start meeting")
    assert "figures and names stay as they are now" in app.success[0].value
    assert f"Begun at 09:00 by {LINCOLN}, figures of Fri Oct 17." in text(app)
    kept = review(school)
    assert (kept.day, kept.started_by, len(kept.names)) == (TODAY, LINCOLN, 31)
    assert not has(app, "Start meeting")
    assert not has(app, "Use the newest figures")


def closed_last_week(store):
    """A closed review of the week before, on its Friday."""
    before = prepared(store, LAST + timedelta(days=4), LAST)
    return meeting.close(store, press(CHEN, NOW - timedelta(days=7)), before, Said(), BY_CHEN)


def test_those_of_the_last_meeting_are_noted_when_it_begins_and_new_names_are_taken(school):
    closed_last_week(school)
    app = click(page(), "Start meeting")
    assert review(school).present == BY_CHEN.present
    here = box(app, "multiselect", "Who is here")
    assert here.value == ["Ms. Chen", "David Okafor"]
    assert {"Dr. Hall", "Grace Lindqvist"} <= set(here.options)
    here.set_value(["Ms. Chen", "Dr. Hall", "A nurse"])
    box(app, "text_area", "Notes").set_value("Ask the *nurse*")
    app = click(app, "Save notes")
    kept = review(school)
    assert (kept.present, kept.notes) == (("Ms. Chen", "Dr. Hall", "A nurse"), "Ask the *nurse*")
    assert box(app, "multiselect", "Who is here").value == ["Ms. Chen", "Dr. Hall", "A nurse"]
    box(app, "multiselect", "Who is here").set_value([])
    app = click(app, "Save notes")
    assert (review(school).present, box(app, "multiselect", "Who is here").value) == ((), [])


def test_whoever_writes_notes_alone_leaves_who_was_present_as_others_noted_it(school):
    closed_last_week(school)
    begun(school)
    app = page()
    opened = meeting.said(review(school))
    meeting.save_said(school, press(CHEN, NOW), prepared(school), opened, Said(("Dr. Hall",)))
    box(app, "text_area", "Notes").set_value("Mine")
    click(app, "Save notes")
    kept = review(school)
    assert (kept.present, kept.notes) == (("Dr. Hall",), "Mine")


def test_the_week_closes_with_those_whom_somebody_else_noted(school):
    begun(school)
    app = page()
    meeting.save_said(school, press(CHEN, NOW), prepared(school), Said(), BY_CHEN)
    click(app, "Close the week")
    kept = review(school)
    assert (kept.is_closed, kept.present) == (True, BY_CHEN.present)


def test_closing_says_what_follows_and_leaves_the_record(school):
    begun(school)
    first = review(school).names[0]
    decide(school, press(CHEN, NOW), prepared(school), Wanted(first.student_id, DISCUSSED))
    app = page()
    assert "Closing keeps: 1 discussed. 11 names carry over to next week: " in text(app)
    assert box(app, "multiselect", "Who is here").value == []
    app = click(app, "Close the week")
    assert app.error[0].value.startswith("Say who was present")
    assert not review(school).is_closed
    box(app, "multiselect", "Who is here").set_value(["Ms. Chen"])
    box(app, "text_area", "Notes").set_value("All well")
    app = click(app, "Close the week")
    assert "The week is closed. 11 names carry over to next week: " in saved(app)
    told = text(app)
    assert f"{LINCOLN} closed this week on Oct 17, 2025 at 09:00; figures of Fri Oct 17." in told
    assert "**Present:** Ms. Chen" in told
    assert "**Decided:** 1 discussed. 11 names carry over" in told
    assert "The actions of this week go on below" in told
    assert [each.value for each in app.text] == ["All well"]
    assert not has(app, "Close the week")
    changed = history(app)
    assert list(changed["What"][changed["After"] == "closed"]) == ["Week"]


def test_a_second_person_who_closes_is_told_and_changes_nothing(school):
    begun(school)
    app = page()
    box(app, "multiselect", "Who is here").set_value(["Dr. Hall"])
    box(app, "text_area", "Notes").set_value("Mine")
    closed(school)
    app = click(app, "Close the week")
    assert app.error[0].value.replace("\\", "") == (
        "Ms. Chen closed the week of Oct 13 on Oct 17, 2025 at 09:00; nothing is changed. Reopen "
        "it first."
    )
    # What they typed is still there, to be copied.
    assert box(app, "text_area", "Notes").value == "Mine"
    assert (review(school).notes, review(school).closed_by) == (BY_CHEN.notes, "Ms. Chen")
    assert has(app, "Reopen the week")
    app = app.run()
    assert "**Present:** Ms. Chen, David Okafor" in text(app)
    assert not has(app, "Close the week")


def test_a_second_person_who_typed_other_notes_is_told_and_goes_on(school):
    begun(school)
    app = page()
    box(app, "text_area", "Notes").set_value("Mine")
    meeting.save_said(school, press(CHEN, NOW), prepared(school), Said(), BY_CHEN)
    app = click(app, "Save notes")
    assert "Ms. Chen changed the notes" in app.error[0].value.replace("\\", "")
    assert review(school).notes == BY_CHEN.notes
    click(app, "Save notes")
    kept = review(school)
    # Nobody was here in this form: who was noted by the other one stays.
    assert (kept.notes, kept.present) == ("Mine", BY_CHEN.present)


def test_a_closed_week_opens_again_with_a_reason_only(school):
    begun(school)
    closed(school)
    app = click(page(who=PRINCIPAL), "Reopen the week")
    assert app.error[0].value.startswith("Say why")
    assert review(school).is_closed
    box(app, "text_input", "Why?").set_value("One name was left out")
    app = click(app, "Reopen the week")
    kept = review(school)
    assert (kept.is_closed, kept.present, kept.notes) == (False, *vars(BY_CHEN).values())
    told = history(app)
    row = told[told["Why"] == "One name was left out"].iloc[0]
    assert (row["Who"].replace("\\", ""), row["Before"], row["After"]) == (
        PRINCIPAL, "closed", "open")  # fmt: skip
    assert has(app, "Close the week")


@pytest.mark.parametrize("who", [LINCOLN, PRINCIPAL, CAPTAIN])
def test_whoever_runs_the_school_begins_the_meeting(school, who):
    address = {"school": "Lincoln Middle School"} if who == CAPTAIN else {}
    click(page(who=who, **address), "Start meeting")
    assert review(school).started_by == who


@pytest.mark.parametrize(("who", "more"), [
    (MENTOR, {"me": "david"}), (ROOSEVELT, {"school": "Lincoln Middle School"}),
])  # fmt: skip
def test_others_see_nothing_of_it(school, who, more):
    begun(school)
    app = page(who=who, **more)
    assert app.title or "This page is for" in app.warning[0].value
    assert "Begun" not in text(app)
    assert not has(app, "Save notes")


def test_an_earlier_date_is_only_looked_at(school):
    begun(school)
    app = page(as_of=(TODAY - timedelta(days=1)).isoformat())
    for label in ("Save notes", "Close the week", "Start meeting", "Use the newest figures"):
        assert not has(app, label)
    assert "Its review, begun later (Oct 17, 2025), is shown." in text(app)
    assert "**Present:** nobody noted yet" in text(app)


def test_an_earlier_week_that_nobody_began_is_only_looked_at(school):
    app = page(week=LAST.isoformat())
    assert "Nobody began its review, so it is only looked at." in text(app)
    assert "follows every upload" not in text(app)
    assert not {"Start meeting", "Add"} & {each.label for each in app.button}


def test_newer_figures_are_taken_by_a_press_while_the_week_is_open(school):
    begun(school, TODAY - timedelta(days=1))
    app = page()
    assert "The list is that of Thu Oct 16; by now there are figures of Fri Oct 17." in text(app)
    app = click(app, "Use the newest figures")
    assert review(school).day == TODAY
    assert not has(app, "Use the newest figures")
    [row] = [row for row in history(app).itertuples() if row.What == "Figures and names"]
    assert "31 names, figures of Oct 16, 2025" in row.Before
    assert "31 names, figures of Oct 17, 2025" in row.After


def corrected(store, given, without):
    """Bring the register of Lincoln once more, in which these students missed nothing."""
    marks = {(s, day): "U" for s, days in ABSENT.items() if s not in without for day in days}
    here = (ROSA, MARCUS, OWEN, *OTHERS, *PRESENT)
    bring(store, given, {"again.csv": register(OPEN, here, marks, LINC, "7")})


@pytest.mark.parametrize("is_closed", [True, False])
def test_a_correcting_upload_shows_the_difference_and_the_figures_stay(school, given, is_closed):
    begun(school)
    if is_closed:
        closed(school)
    before = review(school)
    assert CHANGED not in text(page())
    corrected(school, given, {MARCUS, OTHERS[0]})
    app = page()
    assert (review(school).names, review(school).figures) == (before.names, before.figures)
    [line] = [m.value for m in app.markdown if CHANGED in m.value]
    [table] = [t.value for t in app.table if "Then" in t.value.columns]
    assert f"changed {len(table)} figures of this week" in line
    rows = table.map(lambda cell: cell.replace("\\", "")).values.tolist()
    assert ["Marcus Tran", "missed 3 of 35 days", "missed 0 of 35 days"] in rows
    assert ["Marcus Tran", "absent 3 days running, since Oct 15, worse, new: at risk",
            "not on the list"] in rows  # fmt: skip
    assert has(app, "Use the newest figures") != is_closed
    if not is_closed:
        click(app, "Use the newest figures")
        assert MARCUS not in {name.student_id for name in review(school).names}


def test_newer_figures_that_change_earlier_days_are_taken_by_one_button(school, given):
    begun(school, TODAY - timedelta(days=1))
    corrected(school, given, {MARCUS, OTHERS[0]})
    app = page()
    assert CHANGED in text(app)
    app = click(app, "Use the newest figures")
    assert review(school).day == TODAY
    assert CHANGED not in text(app)


def test_who_would_be_listed_by_a_later_upload_is_told(school, given):
    begun(school)
    bring(school, given, {"more.csv": events(*((PRESENT[0], d, "U") for d in OPEN[-3:]))})
    app = page()
    [table] = [t.value for t in app.table if "Then" in t.value.columns]
    rows = table.map(lambda cell: cell.replace("\\", "")).values.tolist()
    assert [f"Student {PRESENT[0]}", "not on the list",
            "absent 3 days running, since Oct 15, worse, new: at risk"] in rows  # fmt: skip


def test_what_people_typed_since_is_no_difference(school):
    begun(school)
    decide(school, press(CHEN, NOW), prepared(school), Wanted(ROSA, DISCUSSED))
    assert CHANGED not in text(page())
    others = replace(USUAL, worse_days=5)
    save_thresholds(school, press(CHEN, NOW), LINC, USUAL, others)
    assert CHANGED not in text(page())


def test_earlier_weeks_stand_in_a_list(school):
    closed_last_week(school)
    begun(school)
    app = page()
    table = app.dataframe[0].value
    assert list(table["Week of"]) == ["Oct 13, 2025", "Oct 6, 2025"]
    assert list(table["State"]) == ["Open", "Closed"]
    assert table["Decided"][0] == "0 of 31"
    assert table["Present"][1] == "Ms. Chen, David Okafor"
    app = page(week=LAST.isoformat())
    assert "Ms. Chen closed this week on Oct 10, 2025" in text(app)
    assert "**Present:** Ms. Chen, David Okafor" in text(app)


def begun_in(store, monday):
    day = monday + timedelta(days=1)
    when = datetime(day.year, day.month, day.day, 9)
    return meeting.start(store, press(CHEN, when), prepared(store, day, monday))


def test_reviews_of_this_school_year_and_the_last_one_stand_there(school):
    for monday in (date(2024, 6, 24), date(2024, 7, 1), date(2025, 5, 12)):
        begun_in(school, monday)
    begun(school)
    assert list(page().dataframe[0].value["Week of"]) == [
        "Oct 13, 2025", "May 12, 2025", "Jul 1, 2024",
    ]  # fmt: skip


def test_every_change_of_the_week_is_in_its_history(school):
    begun(school)
    closed(school)
    told = {(c.field, c.after) for c in history_of(school, "review", f"{LINC}|{MONDAY}")}
    assert {("state", "open"), ("state", "closed"), ("notes", BY_CHEN.notes)} <= told
