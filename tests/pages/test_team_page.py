"""The School team page through AppTest: full, empty, without data, and each role."""

import io
from dataclasses import replace
from datetime import date, datetime, timedelta

import docx
import pytest
import streamlit as st
from looking import TEAM, look, said

from sm_core.plausible import us_day
from sm_core.saving import Save
from sm_core.team.checklist import STEPS
from sm_core.team.meeting import meetings_of, save_meeting
from sm_core.team.named import named_at
from sm_core.team.save import change_member, flat
from tests.cast import BOSS
from tests.invented import LINC, ROOS
from tests.pages.test_uploads_page import press
from tests.team_cast import CHEN_, CHEN_ON_TEAM, HALL, NOVAK, TUESDAYS, put_team
from ui import session

TODAY = date.today()
LINCOLN, PRINCIPAL = "Coordinator, LINC", "Principal, LINC"


@pytest.fixture
def named(cast):
    store = session.store()
    put_team(store, HALL, CHEN_, NOVAK, meetings={LINC: TUESDAYS})
    return store


def labels(app):
    return [button.label for button in app.button]


def fill(app, form, **texts):
    """Type into the widgets of the form whose name begins like this."""
    for name, text in texts.items():
        boxes = [*app.text_input, *app.number_input, *app.selectbox, *app.date_input]
        keys = {box.key or "": box for box in boxes}
        box = next(keys[key] for key in keys if key.startswith(f"{form}|{name}|"))
        box.set_value(text)


def save(app, form):
    button = next(b for b in app.button if b.key.startswith(form) and "|save|" in b.key)
    return button.click().run()


def at(store, school=LINC):
    return named_at(store, [school], TODAY)[school]


def test_the_first_start_says_what_is_missing(page_home):
    app = look(TEAM)
    assert "There is no attendance to show yet" in app.info[0].value
    assert not app.dataframe


def test_a_captain_sees_which_schools_lack_whom_and_opens_one(named):
    app = look(TEAM)
    assert app.subheader[0].value == (
        "1 of 2 schools has nobody named as principal, 1 has no site coordinator."
    )
    table = app.dataframe[0].value
    assert list(table["School"]) == ["ROOS", "LINC"]
    assert list(table["Call"])[1] == "Ms. Chen"
    assert "nobody leads the meeting" in table["Missing"][0]
    app = look(TEAM, school="LINC")
    assert app.subheader[0].value == (
        "Ms\\. Chen coordinates the program at LINC, 10 hours a week\\."
    )
    assert "Missing: no substitute." in said(app)
    assert "555\\-0142" in said(app)
    assert "Meets Tuesdays at 7\\:45 am, library, every week" in said(app)


def test_an_empty_school_says_what_is_missing_and_names_somebody(cast):
    app = look(TEAM, who="Coordinator, ROOS")
    text = said(app)
    assert "Nobody coordinates the program at ROOS yet" in text
    assert "No meeting day is set yet" in text
    assert "Nobody is on the attendance team yet. Add the first member." in text
    form = "name|ROOS|coordinator"
    app = save(app, form)
    assert "needs a name" in app.error[0].value
    fill(app, form, name="Ms. *Kim*", phone="555-0150", hours=7.5)
    app = save(app, form)
    assert "Ms\\. \\*Kim\\* is named: Site coordinator." in app.success[0].value
    found = at(session.store(), ROOS).coordinator
    assert (found.name, str(found.hours), found.started) == ("Ms. *Kim*", "7.5", TODAY)
    assert "\\*Kim\\*" in app.subheader[0].value


def test_another_principal_follows_and_the_end_can_be_taken_back(named):
    app = look(TEAM, school="LINC")
    assert "Dr\\. Hall serves until the day before the new one starts." in said(app)
    form = "name|LINC|principal"
    fill(app, form, name="Dr. Kim")
    app = save(app, form)
    assert at(named).principal.name == "Dr. Kim"
    assert app.expander[1].label == "Served earlier: 1"
    app = press(app, "Take the last day back")
    assert "would both be principal" in app.error[0].value


def test_somebody_named_meanwhile_is_told_and_replaced_knowingly(cast):
    app = look(TEAM, who=LINCOLN)
    put_team(session.store(), HALL)
    fill(app, "name|LINC|principal", name="Dr. Kim")
    app = save(app, "name|LINC|principal")
    assert "Dr\\. Hall is named as principal" in app.error[0].value
    assert at(session.store()).principal.name == "Dr. Hall"
    save(app, "name|LINC|principal")
    assert at(session.store()).principal.name == "Dr. Kim"


def test_a_person_is_changed_beside_another_editor_and_ended_with_a_reason(named):
    app = look(TEAM, who=LINCOLN)
    change_member(named, Save(BOSS, datetime.now()), "hall", flat(HALL),
                  flat(HALL) | {"phone": "555-0199"})  # fmt: skip
    fill(app, "member|hall", email="h@school.example")
    save(app, "member|hall")
    found = at(named).principal
    assert (found.phone, found.email) == ("555-0199", "h@school.example")
    app = save(app, "end|hall")
    assert "Say why" in app.error[0].value
    fill(app, "end|hall", why="retired", last=TODAY - timedelta(days=1))
    app = save(app, "end|hall")
    assert at(named).principal is None
    assert "retired" in {row["Why"] for row in app.table[0].value.to_dict("records")}


@pytest.mark.parametrize("days", [0, 30])
def test_a_last_day_that_is_not_over_is_shown_and_can_be_taken_back_at_once(named, days):
    last = TODAY + timedelta(days=days)
    app = look(TEAM, who=LINCOLN)
    fill(app, "end|chen", why="moves", last=last)
    app = save(app, "end|chen")
    told = f"Ms\\. Chen serves until {us_day(last)}. To undo it: Take the last day back, beside"
    assert told in app.success[0].value
    assert f"Until {us_day(last)}" in said(app)
    assert not [b for b in app.button if b.key.startswith("end|chen")]
    press(app, "Take the last day back")
    assert at(named).coordinator.ended is None


def test_only_what_was_told_of_somebody_elses_change_is_replaced(named):
    app = look(TEAM, who=LINCOLN)
    fill(app, "meeting|LINC", day="Friday")
    theirs = replace(TUESDAYS, day="Monday", place="gym")
    save_meeting(named, Save(BOSS, session.now()), LINC, TUESDAYS, theirs)
    app = save(app, "meeting|LINC")
    assert "changed the meeting day from Tuesday to Monday" in app.error[0].value
    app = save(app, "meeting|LINC")
    assert meetings_of(named, [LINC])[LINC] == replace(TUESDAYS, day="Friday", place="gym")


def test_the_meeting_and_the_team_are_the_coordinators(cast):
    app = look(TEAM, who=LINCOLN)
    fill(app, "meeting|LINC", day="Friday", place="Room  2")
    app = save(app, "meeting|LINC")
    assert meetings_of(session.store(), [LINC])[LINC].place == "Room 2"
    fill(app, "name|LINC|member", role="nurse", name="Mr. Diaz")
    app = save(app, "name|LINC|member")
    assert "**Mr\\. Diaz** · Nurse" in said(app)


def test_the_principal_names_all_but_the_principal_sets_the_meeting_and_ticks(cast):
    put_team(session.store(), HALL, NOVAK)
    app = look(TEAM, who=PRINCIPAL)
    forms = {b.key.split("|token")[0].split("|save")[0] for b in app.button if "|save|" in b.key}
    ticks = {key for key in forms if key.startswith("check|")}
    assert forms - ticks == {
        "name|LINC|coordinator", "name|LINC|substitute", "name|LINC|member", "meeting|LINC",
        "member|novak", "end|novak",
    }  # fmt: skip
    assert len(ticks) == len(STEPS) - 5
    fill(app, "name|LINC|coordinator", name="Ms. Chen")
    app = save(app, "name|LINC|coordinator")
    assert at(session.store()).coordinator.name == "Ms. Chen"
    fill(app, "name|LINC|member", name="Ms. Chen", role="data")
    save(app, "name|LINC|member")
    fill(app, "meeting|LINC", day="Friday")
    app = save(app, "meeting|LINC")
    assert "✓ The coordinator sits on the attendance team" in said(app)
    assert "✓ The attendance team has a meeting day" in said(app)
    year = next(key for key in ticks if key.endswith("|data")).split("|")[2]
    form = f"check|LINC|{year}|data"
    fill(app, form, note="login set up")
    app = save(app, form)
    assert f"The principal's checklist of {year}: 4 of 13 steps done" in app.expander[0].label
    assert "Principal, LINC · login set up" in said(app)
    app = next(b for b in app.button if b.key.startswith(f"{form}|back")).click().run()
    assert "the tick is taken back" in app.success[0].value


def test_a_step_that_follows_says_so(named):
    put_team(named, replace(CHEN_ON_TEAM, name="Ms. Chen"))
    text = said(look(TEAM, who=LINCOLN))
    assert "✓ The coordinator sits on the attendance team · Ms\\. Chen · follows from" in text
    assert "✗ A substitute is named · Ticks itself once somebody is named above." in text


def test_another_schools_people_are_not_shown(named):
    text = said(look(TEAM, who="Principal, ROOS", school="LINC"))
    assert "Chen" not in text
    assert "Nobody coordinates the program at ROOS yet" in text


def test_an_earlier_date_is_only_looked_at(named):
    app = look(TEAM, who=LINCOLN, as_of="2025-08-20")
    assert "People are named and changed at the newest date" in said(app)
    assert not [b for b in app.button if "|save|" in b.key]


def test_the_papers_are_made_for_the_school_and_written_to_the_audit(named, monkeypatch):
    files = {}
    monkeypatch.setattr(st, "download_button", lambda label, data, name, *_, **__: files.update(
        {name: data()}
    ))  # fmt: skip
    look(TEAM, who=PRINCIPAL)
    assert list(files) == [
        f"job-description-LINC-{TODAY}.docx",
        f"planning-sheet-LINC-{TODAY}.docx",
    ]
    titles = [docx.Document(io.BytesIO(made)).paragraphs[0].text for made in files.values()]
    assert titles == ["Site coordinator, LINC", "Planning sheet, LINC"]
    with named.reading() as cursor:
        rows = cursor.execute("SELECT person, act, subject FROM program.audit").fetchall()
    assert (PRINCIPAL, "export", "planning-sheet.docx LINC") in rows
