"""The sheet of the week through AppTest: its rows, the switch that hides names, papers and files,
and what captains say of the mail."""

import io
import shutil
from datetime import date, timedelta

import pytest
import streamlit as st
from looking import look
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from sm_core.actions.action import Action
from sm_core.review.decide import Wanted, decide
from sm_core.review.digest_settings import Mail, mail_settings, save_mail
from sm_core.review.record import ACTION, DISCUSSED
from sm_core.schools import schools_seen
from sm_core.uploads import open_district
from tests.cast import BOSS, press
from tests.invented import LINC, MARCUS, ROSA
from tests.mentor_cast import CHEN
from tests.weekly_cast import HOLIDAY, MONDAY, NOW, TODAY, prepared_on
from tests.weekly_page import CAPTAIN, LINCOLN, PRINCIPAL, ROOSEVELT, SHEET, WEEKLY, text
from ui import saving, session, weekly_decide
from ui.downloads import in_a_file_name
from ui.saving import Form, Pressed

NAMED = ("Rosa", "Marcus Tran", "David Okafor", "family moved", "Ms. Chen", ROSA, MARCUS)


@pytest.fixture(scope="module")
def talked(tmp_path_factory, weekly_made):
    """The school of `weekly_cast`, where Rosa was talked about and Marcus given an action."""
    home = tmp_path_factory.mktemp("talked") / "home"
    shutil.copytree(weekly_made, home)
    store = open_district(home)
    [at] = [s for s in schools_seen(store, CHEN) if s.school_id == LINC]
    found = prepared_on(store, CHEN, at, MONDAY, TODAY, TODAY)
    decide(store, press(CHEN, NOW), found, Wanted(ROSA, DISCUSSED, "family moved"))
    call = Action("", LINC, "Call home", "Ms. Chen", date(2025, 10, 24))
    decide(store, press(CHEN, NOW), found, Wanted(MARCUS, ACTION, "", call))
    store.close()
    return home


@pytest.fixture
def school(talked, page_home, monkeypatch):
    """A store of one's own with it, opened on Friday, October 17."""
    shutil.copytree(talked, page_home)
    monkeypatch.setattr(session, "now", lambda: NOW)
    return session.store()


@pytest.fixture
def files(monkeypatch):
    """By label what each button would write; none is pressed."""
    found = {}
    monkeypatch.setattr(st, "download_button", lambda label, data, name, *_, **__: found.update(
        {(label, name): data}))  # fmt: skip
    return found


def table(app):
    return app.dataframe[0].value


def page(who=LINCOLN, path=SHEET, **address):
    return look(path, who=who, **address)


def everything(app):
    return text(app) + table(app).to_csv() + " ".join(app.query_params)


def test_the_first_start_says_what_is_missing(page_home):
    app = page(CAPTAIN)
    assert "There is no attendance to show yet" in app.info[0].value
    assert not app.dataframe


def test_each_student_has_a_row(school):
    app = page()
    assert app.subheader[0].value == "31 students on the list"
    assert "2 of 31 names decided." in text(app)
    rows = table(app).set_index("Student")
    assert len(rows) == 31
    assert rows.loc["Rosa Delgado", "Mentor"] == "David Okafor"
    assert rows.loc["Rosa Delgado", "Notes"] == "Oct 17: family moved"
    assert rows.loc["Marcus Tran", "Notes"] == "Call home (Ms. Chen, by Oct 24)"
    assert rows.loc["Rosa Delgado", "Attendance last quarter"] == "–"


@pytest.mark.parametrize(
    ("rows", "names"),
    [("In the program", 1), ("This week's list", 31), ("Both", 31), ("nonsense", 31)],
)
def test_whose_rows_stands_in_the_address(school, rows, names):
    assert len(table(page(rows=rows))) == names


def test_hidden_nobody_is_named_anywhere(school, files):
    app = page(hide="1")
    assert table(app)["Student"].iloc[0] == "Student 1"
    assert "Notes" not in table(app).columns
    made = {name: make() for (_, name), make in files.items()}
    assert set(made) == {
        f"sheet-LINC-{MONDAY}-names-hidden.{kind}" for kind in ("html", "pdf", "csv", "xlsx")
    }
    pdf = PdfReader(io.BytesIO(made[f"sheet-LINC-{MONDAY}-names-hidden.pdf"]))
    cells = CalamineWorkbook.from_filelike(
        io.BytesIO(made[f"sheet-LINC-{MONDAY}-names-hidden.xlsx"])
    )  # fmt: skip
    assert cells.sheet_names == ["Sheet, names hidden"]
    told = everything(app) + "".join(p.extract_text() for p in pdf.pages)
    told += str(cells.get_sheet_by_index(0).to_python())
    told += "".join(made[n].decode() for n in made if n.endswith(("html", "csv")))
    assert not [words for words in NAMED if words in told]
    assert told.count("Student 31") == 5


def test_with_names_papers_and_files_tell_them_and_the_audit_keeps_it(school, files):
    page()
    made = {name.rpartition(".")[2]: make() for (_, name), make in files.items()}
    text_of_pdf = "".join(p.extract_text() for p in PdfReader(io.BytesIO(made["pdf"])).pages)
    for told in (made["html"].decode(), text_of_pdf, made["csv"].decode()):
        assert "Rosa Delgado" in told
        assert "family moved" in told
    with school.reading() as cursor:
        kept = cursor.execute(
            "SELECT subject FROM program.audit WHERE act = 'export' AND person = $me",
            {"me": LINCOLN},
        ).fetchall()
    assert {subject for (subject,) in kept} == {
        f"sheet-LINC-{MONDAY}.html", f"sheet-LINC-{MONDAY}.pdf",
        f"sheet LINC-{MONDAY}.csv 31 rows", f"sheet LINC-{MONDAY}.xlsx 31 rows",
    }  # fmt: skip


def test_the_switch_writes_the_address(school):
    app = page()
    [switch] = [t for t in app.toggle if t.label == "Hide names and notes"]
    app = switch.set_value(True).run()
    assert "1" in app.query_params["hide"]
    assert table(app)["Student"].iloc[0] == "Student 1"
    [switch] = [t for t in app.toggle if t.label == "Hide names and notes"]
    app = switch.set_value(False).run()
    assert "hide" not in app.query_params
    assert "Rosa Delgado" in everything(app)


def test_the_review_is_printed_from_the_weekly_page(school, files):
    app = page(path=WEEKLY, hide="1")
    assert any(t.label == "Hide names and notes" and t.value for t in app.toggle)
    made = {name: make() for (_, name), make in files.items() if name.startswith("review-")}
    assert set(made) == {f"review-LINC-{MONDAY}-names-hidden.{e}" for e in ("html", "pdf")}
    told = made[f"review-LINC-{MONDAY}-names-hidden.html"].decode()
    assert "31 students to talk about" in told
    assert not [words for words in NAMED if words in told]


@pytest.mark.parametrize(("who", "count"), [(LINCOLN, 31), (PRINCIPAL, 31), (ROOSEVELT, 0)])
def test_hidden_the_weekly_page_shows_the_list_alone(school, who, count):
    app = page(who, WEEKLY, hide="1")
    assert f"{count} students to talk about" in text(app)
    shown = [frame.value for frame in app.dataframe]
    assert [len(each) for each in shown] == ([count] if count else [])
    told = text(app) + "".join(each.to_csv() for each in shown)
    told += "".join(str(each.proto) for each in app.get("page_link"))
    assert not [words for words in NAMED if words in told]
    assert not {"Discussed", "Next week", "Start meeting"} & {b.label for b in app.button}
    assert "Rosa Delgado" in str([e.proto for e in page(path=WEEKLY).get("page_link")]) + text(
        page(path=WEEKLY)
    )


def test_each_role_sees_their_school(school, files):
    assert "1 of 2 schools has not begun the week of Oct 13." in text(page(CAPTAIN))
    assert len(table(page(CAPTAIN, school="Lincoln Middle School"))) == 31
    assert len(table(page(PRINCIPAL))) == 31
    files.clear()
    app = page(ROOSEVELT)
    assert "No student has a reason to be on the list of this week, and nobody at" in text(app)
    assert "0 students" not in text(app)
    assert not files
    links = [each.proto.label for each in app.get("page_link")]
    assert {"What counts on the weekly review", "Who needs a mentor?"} <= set(links)
    assert "has sent no data since Sep 19, 2025, 4 weeks ago" in "".join(
        w.value for w in app.warning
    )
    assert "Rosa" not in text(app)


def test_hidden_what_was_saved_names_nobody(school):
    app = page(path=WEEKLY)
    app.session_state[saving.SAID] = "Done: call Rosa"
    app.query_params["hide"] = "1"
    app = app.run()
    assert [each.value for each in app.success] == ["Saved."]
    app = page(path=WEEKLY)
    app.session_state["token|rosa"] = "1"
    told = weekly_decide.Told("Rosa Delgado: discussed.", 0)
    app.session_state[weekly_decide.TOLD] = [Pressed(CHEN, Form("rosa"), "1", told)]
    app.query_params["hide"] = "1"
    app = app.run()
    assert [each.value for each in app.toast] == ["Saved."]


@pytest.mark.parametrize(
    ("school_id", "name"),
    [("LINC", "LINC"), ("20-1", "20-1"), ("20/1", "20_2f_1"), ("_", "_5f_"), ("ñ中", "_f1__4e2d_")],
)
def test_a_school_in_the_name_of_a_file(school_id, name):
    assert in_a_file_name(school_id) == name


def test_an_earlier_week_and_a_week_of_holidays(school):
    app = page(week=str(HOLIDAY))
    assert "has no school in the week of Sep 29" in text(app)
    assert "Nobody has begun this review." in text(app)
    app = page(week=str(MONDAY + timedelta(days=7)))
    assert "has not begun" in app.error[0].value
    assert not app.dataframe


def test_only_captains_say_what_the_mail_tells(school):
    for who in (LINCOLN, PRINCIPAL):
        assert not [t for t in page(who).toggle if t.label == "Name people in the mail"]
    app = page(CAPTAIN, school="Lincoln Middle School")
    assert app.code[0].value == (
        "python -m sm_core digest --school LINC --week 2025-10-13 --html week.html"
    )
    [names] = [t for t in app.toggle if t.label == "Name people in the mail"]
    [link] = [t for t in app.text_input if t.label == "Address of this dashboard"]
    names.set_value(True)
    link.set_value("https://sm.school.example")
    app = save(app)
    assert mail_settings(school) == Mail(True, "https://sm.school.example")
    assert "The reminder by mail names people now." in "".join(s.value for s in app.success)


def test_an_address_that_cannot_be_is_refused_in_a_sentence(school):
    app = page(CAPTAIN, school="Lincoln Middle School")
    [link] = [t for t in app.text_input if t.label == "Address of this dashboard"]
    link.set_value("sm.school.example")
    app = save(app)
    assert "must be one of the web" in app.error[0].value
    assert mail_settings(school) == Mail()


def test_a_second_captain_is_told(school):
    app = page(CAPTAIN, school="Lincoln Middle School")
    save_mail(school, press(BOSS, NOW), Mail(), Mail(False, "https://first.example"))
    [link] = [t for t in app.text_input if t.label == "Address of this dashboard"]
    link.set_value("https://second.example")
    app = save(app)
    assert "the address of the dashboard" in app.error[0].value
    assert mail_settings(school).link == "https://first.example"


def save(app):
    [pressed] = [b for b in app.button if b.label == "Save" and b.key.startswith("digest|")]
    return pressed.click().run()
