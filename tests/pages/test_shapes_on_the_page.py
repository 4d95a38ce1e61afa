"""The Uploads page: what it asks only of some files, and files that lie on the computer."""

import pytest
from looking import UPLOADS, look, said
from workbooks import zipped

from tests.pages.conftest import ROOSEVELT
from tests.pages.test_uploads_page import press, upload
from tests.test_oneroster import ONE_ONE
from ui.progress import time_left

PERIODS = "student_id,school_id,date,period,code\n" + "".join(
    f"R{n:03d},ROOS,2026-01-{day:02d},{period},{'A' if n < 5 and period < 3 else 'P'}\n"
    for n in range(12)
    for day in range(5, 17)
    for period in range(1, 5)
)
WIDE = "student_id,school_id,M 1/12,T 1/13,W 1/14,Th 1/15,F 1/16\n" + "".join(
    f"R{n:03d},ROOS,{'A' if n < 2 else 'P'},P,P,P,P\n" for n in range(12)
)


def answer(app, start, said):
    """Answer the question whose words begin like this."""
    widgets = [*app.selectbox, *app.text_input]
    next(widget for widget in widgets if widget.label.startswith(start)).set_value(said)


def answer_codes(app):
    for box in app.selectbox:
        if box.label.startswith("Code"):
            box.set_value("absent, unexcused" if '"A"' in box.label else "present")


def test_class_periods_ask_for_their_rule(page_home):
    app = upload(look(UPLOADS), ("periods.csv", PERIODS.encode()))
    assert "looks like **attendance by class period**" in app.markdown[0].value
    answer_codes(app)
    answer(app, "It tells class periods apart", "after missing half of the class periods")
    press(app, "Use these answers")
    press(app, "Import")
    assert app.success[0].value == "Imported."
    # Five of twelve miss two of four periods on every day.
    assert look().subheader[0].value == "5 of 12 students are chronically absent (41.7%)"


def test_dates_without_a_year_ask_for_the_school_year(page_home):
    app = upload(look(UPLOADS), ("sheet.csv", WIDE.encode()))
    answer_codes(app)
    answer(app, "Dates such as", "next year")
    press(app, "Use these answers")
    assert "is not a school year; write it like 2025-26" in said(app).replace("\\", "")
    answer(app, "Dates such as", "2025-26")
    press(app, "Use these answers")
    assert any("12 of 12 rows used" in text.value for text in app.markdown)
    assert "Jan 12, 2026 to Fri Jan 16, 2026" in app.markdown[0].value


def test_what_a_bundle_does_not_need_takes_one_line(page_home):
    app = upload(look(UPLOADS), ("roster.zip", zipped(ONE_ONE)))
    cards = [text.value for text in app.markdown if "looks like" in text.value]
    assert len(cards) == 4
    assert all("from OneRoster" in card for card in cards)
    [idle] = [text.value for text in app.caption if text.value.startswith("Not needed")]
    assert idle.replace("\\", "") == "Not needed, and not read: manifest.csv, academicSessions.csv."
    press(app, "Import")
    assert app.success[0].value == "Imported."


@pytest.fixture
def drop(page_home):
    folder = page_home / "drop"
    folder.mkdir(parents=True)
    (folder / "roosevelt.csv").write_text(ROOSEVELT)
    (folder / "half.csv.part").write_text("student_id,sch")
    return folder


def test_files_of_the_drop_folder_are_imported_and_put_away(drop):
    app = look(UPLOADS)
    [chooser] = app.multiselect
    assert chooser.options == ["roosevelt.csv"]
    chooser.set_value(["roosevelt.csv"]).run()
    answer_codes(app)
    press(app, "Use these answers")
    press(app, "Import")
    assert app.success[0].value == "Imported."
    assert sorted(path.name for path in drop.iterdir()) == ["half.csv.part", "loaded"]
    assert [path.name for path in (drop / "loaded").iterdir()] == ["roosevelt.csv"]


def test_a_refused_file_stays_in_the_drop_folder(drop):
    (drop / "roosevelt.csv").write_text(ROOSEVELT.replace("R000", "1.23457E+11"))
    app = look(UPLOADS)
    app.multiselect[0].set_value(["roosevelt.csv"]).run()
    assert "rounded" in app.error[0].value
    assert (drop / "roosevelt.csv").exists()


def test_two_files_of_one_name_are_refused(drop):
    app = look(UPLOADS)
    app.multiselect[0].set_value(["roosevelt.csv"])
    app = upload(app, ("roosevelt.csv", ROOSEVELT.encode()))
    assert "same name" in app.error[0].value


def test_a_coordinator_does_not_see_the_drop_folder(two_schools):
    (two_schools / "drop").mkdir()
    (two_schools / "drop" / "everybody.csv").write_text(ROOSEVELT)
    app = look(UPLOADS, who="Coordinator, ROOS")
    assert not app.multiselect
    assert "everybody" not in said(app)


def test_another_drop_folder_can_be_named(page_home, tmp_path, monkeypatch):
    other = tmp_path / "from-the-sis"
    other.mkdir()
    (other / "roosevelt.csv").write_text(ROOSEVELT)
    monkeypatch.setenv("SM_DROP", str(other))
    assert look(UPLOADS).multiselect[0].options == ["roosevelt.csv"]


def test_the_folder_is_named_where_it_is_empty(page_home):
    assert str(page_home / "drop") in said(look(UPLOADS)).replace("\\", "")


def test_answers_are_remembered_for_the_next_week(page_home):
    app = upload(look(UPLOADS), ("periods.csv", PERIODS.encode()))
    answer_codes(app)
    answer(app, "It tells class periods apart", "after missing any class period")
    press(app, "Use these answers")
    press(app, "Import")
    later = PERIODS.replace("2026-01", "2026-02").replace(",A\n", ",Q\n", 1)
    app = upload(look(UPLOADS), ("next.csv", later.encode()))
    assert app.subheader[0].value == "One decision left"
    assert any(box.label.startswith('Code "Q"') for box in app.selectbox)


@pytest.mark.parametrize(
    ("spent", "share", "words"),
    [
        (1.9, 0.5, ""),
        (2.0, 0.0, ""),
        (2.0, 0.5, "about 2 s left"),
        (10.0, 0.99, "about 1 s left"),
        (30.0, 0.34, "about 58 s left"),
        (30.0, 0.25, "about 2 min left"),
        (30.0, 1.0, ""),
    ],
)
def test_the_time_left_in_words(spent, share, words):
    assert time_left(spent, share) == words


def test_answers_that_change_the_layout_do_not_block_the_import(page_home):
    """Only once the codes are known is it a register: that is no choice against what was found."""
    text = ROOSEVELT.replace("student_id,school_id,date,code\n", "")
    app = upload(look(UPLOADS), ("sirs.csv", text.encode()))
    for column, place in (("student_id", "1"), ("date", "3"), ("code", "4")):
        labels = {box.label.replace("\\", ""): box for box in app.selectbox}
        next(labels[words] for words in labels if f"holds {column}?" in words).set_value(place)
    answer(app, "It has no school column", "ROOS")
    press(app, "Use these answers")
    answer_codes(app)
    press(app, "Use these answers")
    assert not next(button for button in app.button if button.label == "Import").disabled
    press(app, "Import")
    assert app.success[0].value == "Imported."


def test_the_panel_stays_open_while_another_kind_is_chosen(page_home):
    app = upload(look(UPLOADS), ("roosevelt.csv", ROOSEVELT.encode()))
    kind = next(box for box in app.selectbox if box.label == "This file is")
    kind.set_value("events").run()
    assert any(panel.label.startswith("Not right?") and panel.proto.expanded
               for panel in app.expander)  # fmt: skip


def test_the_card_says_which_column_holds_what(page_home):
    app = upload(look(UPLOADS), ("roosevelt.csv", ROOSEVELT.encode()))
    assert any("Student id = student" in text.value.replace("\\", "") for text in app.caption)
