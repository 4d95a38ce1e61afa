"""The Matching page, through AppTest: the answer, the lists, each role, and all that is done with
those picked."""

from datetime import date

import pytest
import streamlit as st
from looking import look, said
from streamlit.testing.v1 import AppTest

from sm_core.matching.pairs import Pair
from sm_core.matching.said import read_rules
from sm_core.mentors.screen import pause
from tests import matching_page
from tests.invented import AMINA, LINC, MARCUS, OWEN, ROSA
from tests.match_cast import NOW, TOLD, suggestions
from tests.matching_page import MATCHING, labels, text
from tests.mentor_cast import CAPTAIN_, match, press
from tests.targeted import put

CHEN = "Coordinator, Lincoln Middle School"


MENTOR_OF = {ROSA: "m2", MARCUS: "m1", AMINA: "m5", OWEN: ""}
"""Whom the invented school is suggested."""


def page(picked=(), who=CHEN, **address):
    """The page with students, mentors or matches picked; a student with the mentor suggested."""
    picks = [Pair(p, MENTOR_OF[p]) if p in MENTOR_OF else p for p in picked]
    return matching_page.page(who, picked=picks, **address)


def listed(app):
    return app.dataframe[0].value if app.dataframe else None


def press_on(app, label):
    next(b for b in app.button if b.label.replace("\\", "") == label).click().run()
    assert not app.exception
    return app


def matches(store):
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT student_id, mentor_id, started, ended FROM program.matches ORDER BY ALL"
        ).fetchall()


def rules_of(store):
    with store.reading() as cursor:
        return [(r.kind, r.student_id, r.other_id, r.reason) for r in read_rules(cursor)]


def saved(store):
    with store.reading() as cursor:
        return dict(
            cursor.execute("SELECT student_id, mentor_id FROM program.suggestions").fetchall()
        )


def test_the_answer_comes_first_with_who_cannot_yet(ready):
    app = page()
    assert app.subheader[0].value == (
        "3 of 4 chosen students without a mentor can have one now: 3 mentors are ready, with 4 "
        "places, 0 taken"
    )
    assert "1 cannot yet: 1 family not told yet" in text(app)
    lists = next(g for g in app.segmented_control if g.label == "List")
    assert lists.options[:2] == ["Suggested 3", "Cannot yet 1"]
    table = listed(app)
    assert list(table["Id"]) == [MARCUS, AMINA, ROSA]
    assert list(table["Mentor"]) == ["David Okafor", "Helen Brandt", "Grace Lindqvist"]
    assert table["Why"][0] == "1 h 30 min shared a week; both like band; works with grade 7"
    assert table["Why"][1] == "has a place"
    assert "Score" not in table
    assert "Since the last list" not in table


def test_scores_are_shown_on_request(ready):
    app = page()
    app.toggle[0].set_value(True).run()
    assert list(listed(app)["Score"]) == [325, 0, 300]


def test_who_cannot_yet_is_told_why_and_what_helps(ready):
    table = listed(page(list="cannot"))
    assert list(table["Id"]) == [OWEN]
    assert table["Why not yet"][0] == "The family of Owen Fitzgerald: to be told."
    assert table["What helps soonest"][0] == "tell the family"


def test_mentors_stand_with_their_students_and_what_one_more_place_buys(ready):
    match(ready, (OWEN, "m5"))
    table = listed(page(list="mentors")).set_index("Mentor")
    assert table.loc["Helen Brandt", "Students"] == "Owen Fitzgerald"
    assert table.loc["Grace Lindqvist", "Would get"] == "Amina Yusuf, Rosa Delgado"
    assert table.loc["Helen Brandt", "Then"] == "full"
    # Rosa, Marcus and Amina share David and Grace's three places: one more changes nothing.
    assert set(table["One more place"]) <= {"nothing now", "a better fit"}


def test_mentors_are_found_by_their_ids(ready):
    for name in ("mentors", "suggested"):
        app = page(list=name)
        app.text_input(key=f"matching_search|{name}").set_value("M5").run()
        assert list(listed(app)["Mentor"]) == ["Helen Brandt"]


def test_a_list_is_downloaded_whole_unless_it_is_empty(ready, monkeypatch):
    files = {}
    monkeypatch.setattr(st, "download_button", lambda label, data, name, *_, **__: files.update(
        {name: data}))  # fmt: skip
    columns = {"suggested": ("Student,", 3), "cannot": ("Student,", 1),
               "mentors": ("Mentor,", 3)}  # fmt: skip
    for name in ("suggested", "cannot", "matched", "mentors", "rules"):
        page(list=name)
        made = files.pop(f"matching-{name}-2026-01-30.csv", None)
        assert bool(made) == (name in columns)
        if made:
            assert f"matching-{name}-2026-01-30.xlsx" in files
            head, *rows = made().decode("utf-8-sig").splitlines()
            assert head.startswith(columns[name][0])
            assert len(rows) == columns[name][1]
    with ready.reading() as cursor:
        found = cursor.execute("SELECT act, subject FROM program.audit").fetchall()
    assert ("export", "matching suggested.csv 3 rows") in found


def test_a_list_is_saved_once_and_kept(ready):
    page()
    before = saved(ready)
    assert before == {ROSA: "m2", MARCUS: "m1", AMINA: "m5", OWEN: ""}
    version = ready.version("program")
    page()
    assert ready.version("program") == version


def test_what_changed_is_told_with_its_reason(ready):
    page()
    pause(ready, press(CAPTAIN_), "m1", NOW.date(), "Is away until March")
    table = listed(page()).set_index("Id")
    assert table.loc[MARCUS, "Since the last list"].startswith(
        "another mentor, was David Okafor: David Okafor cannot be matched: is paused"
    )
    assert table.loc[ROSA, "Since the last list"] == "as before"


def test_a_list_made_afresh_keeps_nothing_and_says_what_changed(ready):
    page()
    with ready.writing("program") as cursor:
        # As if Amina had been suggested Grace before: kept by the bonus, though Helen is as good.
        cursor.execute(
            "UPDATE program.suggestions SET mentor_id = 'm2' WHERE student_id = $amina",
            {"amina": AMINA},
        )
    assert listed(page()).set_index("Id").loc[AMINA, "Mentor"] == "Grace Lindqvist"
    app = page()
    app.session_state[f"matching|again|popover|{app.session_state['token|matching|again']}"] = True
    app.run()
    assert "1 student would have another mentor: Amina Yusuf." in text(app)
    press_on(app, "Suggest again")
    row = listed(app).set_index("Id").loc[AMINA]
    assert (row["Mentor"], row["Since the last list"]) == (
        "Helen Brandt",
        "another mentor, was Grace Lindqvist: Helen Brandt fits better, all pairs taken together.",
    )
    assert saved(ready)[AMINA] == "m5"


def test_a_rule_that_leaves_nobody_is_named(ready):
    for mentor in ("m1", "m2", "m5"):
        pause(ready, press(CAPTAIN_), mentor, NOW.date(), "Is away")
    app = page()
    assert (
        "Nobody can be matched here now, because no mentor can be matched yet; without that 3 of "
        "4 students could be."
    ) in text(app)


def test_nothing_is_preselected_and_accepting_takes_a_day(ready):
    app = page()
    assert "picked" not in text(app)
    app = page(picked=[ROSA, MARCUS])
    assert "**2 picked:** Rosa Delgado with Grace Lindqvist, Marcus Tran with David Okafor" in text(
        app
    )
    app.date_input(key=next(d.key for d in app.date_input if d.label == "First meeting")).set_value(
        date(2026, 1, 29)
    ).run()
    press_on(app, "Accept 2 pairs")
    assert matches(ready) == [
        (ROSA, "m2", date(2026, 1, 29), None), (MARCUS, "m1", date(2026, 1, 29), None),
    ]  # fmt: skip
    assert "2 students have a mentor now." in [each.value.replace("\\", "") for each in app.success]
    assert "1 of 2 chosen students without a mentor" in app.subheader[0].value


def test_a_press_is_undone(ready):
    app = press_on(page(picked=[ROSA]), "Accept this pair")
    press_on(app, "Undo: Rosa Delgado with Grace Lindqvist")
    assert [(m[0], m[2] == m[3]) for m in matches(ready)] == [(ROSA, True)]
    assert "3 of 4 chosen students" in app.subheader[0].value


def test_a_day_before_the_family_knew_is_refused_in_words(ready):
    app = page(picked=[ROSA])
    next(d for d in app.date_input if d.label == "First meeting").set_value(
        date(TOLD.year, TOLD.month, TOLD.day - 1)
    ).run()
    press_on(app, "Accept this pair")
    assert matches(ready) == []
    assert "No mentor may meet Rosa Delgado before Jan 12, 2026" in text(app)


def test_two_are_kept_for_each_other_or_never_suggested(ready):
    press_on(page(picked=[ROSA]), "Keep these two")
    assert rules_of(ready) == [("pin", ROSA, "m2", "")]
    app = page(picked=[MARCUS])
    next(t for t in app.text_input if t.label == "Why").set_value("They are neighbors").run()
    press_on(app, "Never suggest these two")
    assert ("never", MARCUS, "m1", "They are neighbors") in rules_of(ready)
    assert listed(page()).set_index("Id").loc[MARCUS, "Mentor"] != "David Okafor"


@pytest.mark.parametrize(
    ("list_", "picked", "label", "shown"),
    [("suggested", [AMINA], "Someone else…", "Suggested: **Helen Brandt**"),
     ("suggested", [AMINA, MARCUS], "Swap mentors…", "Amina Yusuf: David Okafor instead of"),
     ("cannot", [OWEN], "Look closer…", "Nearest fix: tell the family.")],
)  # fmt: skip
def test_a_button_opens_the_closer_look(ready, list_, picked, label, shown):
    app = page(list=list_, picked=picked)
    assert shown not in text(app)
    assert shown in text(press_on(app, label))


def script(pairs):
    from sm_core.matching.pairs import Pair
    from ui import matching_pair, matching_swap
    from ui.frame import explained, title, view
    from ui.session import EVERYBODY

    with explained():
        seen = view(*title("Matching", *EVERYBODY))
        if len(pairs) == 1:
            matching_pair._dialog(seen, pairs[0][0], True)
        else:
            matching_swap._dialog(seen, [Pair(*pair) for pair in pairs])


@pytest.fixture
def closely(ready, monkeypatch):
    """Opens the dialog about one waiting student, or about two who might swap; links are left out,
    for there is no menu."""
    monkeypatch.setattr("ui.menu.link", lambda *_, **__: None)
    return _closely


def _closely(*students):
    app = AppTest.from_function(script, kwargs={"pairs": [(s, MENTOR_OF[s]) for s in students]})
    app.query_params["who"] = CHEN
    app.run()
    assert not app.exception
    return app


def why_not(app, mentor):
    next(s for s in app.selectbox if s.label == "Why not somebody else?").set_value(mentor).run()
    return app


def test_someone_else_is_looked_at_before_it_is_done(ready, closely):
    app = closely(AMINA)
    assert next(s for s in app.selectbox if s.label == "Why not somebody else?").options == [
        "David Okafor", "Grace Lindqvist",
    ]  # fmt: skip
    why_not(app, "m1")
    assert "Marcus Tran would meet Helen Brandt instead of David Okafor." in text(app)
    assert "All pairs together would fit less well, by" in text(app)
    press_on(app, "Keep for David Okafor")
    assert rules_of(ready) == [("pin", AMINA, "m1", "")]
    pairs = suggestions(ready).pairs
    assert (pairs[AMINA], pairs[MARCUS]) == ("m1", "m5")


def test_someone_else_is_matched_at_once(ready, closely):
    press_on(why_not(closely(AMINA), "m2"), "Match with Grace Lindqvist")
    assert [m[:2] for m in matches(ready)] == [(AMINA, "m2")]


def test_the_points_of_a_pair_add_up_before_ones_eyes(ready, closely):
    [points] = [t.value for t in closely(MARCUS).table]
    assert [cell.replace("\\", "") for cell in points["David Okafor"]][3:] == [
        "150: 1 h 30 min shared a week", "75: both like band", "100: works with grade 7", "325",
    ]  # fmt: skip
    assert list(points["At most"])[-1] == "1000"


def test_a_hard_rule_is_told_instead_of_a_button(ready, closely):
    app = why_not(closely(MARCUS), "m2")
    assert "no shared time" in text(app)
    assert not {"Match with Grace Lindqvist", "Keep for Grace Lindqvist"} & labels(app)


def test_a_student_who_cannot_yet_is_looked_at_closely(ready, closely):
    app = closely(OWEN)
    assert "The family of Owen Fitzgerald: to be told." in text(app)
    assert "Of 3 mentors: 3 could otherwise. Nearest fix: tell the family." in text(app)


def test_two_students_change_mentors(ready, closely):
    app = closely(AMINA, MARCUS)
    assert "Marcus Tran: Helen Brandt instead of David Okafor." in text(app)
    assert "The two pairs fit less well, by" in text(app)
    press_on(app, "Swap")
    assert sorted(rules_of(ready)) == [("pin", MARCUS, "m5", ""), ("pin", AMINA, "m1", "")]
    assert suggestions(ready).pairs[MARCUS] == "m5"


def test_a_swap_that_a_rule_forbids_says_so(ready, closely):
    assert "no shared time" in text(closely(ROSA, MARCUS))


@pytest.mark.parametrize(
    ("who", "address"),
    [("Principal, Lincoln Middle School", {}),
     (CHEN, {"as_of": "2026-01-23"})],
)  # fmt: skip
def test_others_and_earlier_dates_only_look(ready, who, address):
    app = page(picked=[ROSA], who=who, **address)
    assert "1 picked" in text(app)
    assert not {"Accept this pair", "Keep these two", "Never suggest these two"} & labels(app)
    assert saved(ready) == {}


def test_another_school_sees_nobody(ready):
    app = look(MATCHING, who="Coordinator, Roosevelt Elementary")
    assert "Marcus" not in text(app)


def test_before_anybody_is_chosen_the_page_says_where_to_begin(two_schools):
    app = look(MATCHING)
    assert app.subheader[0].value == "Nobody is chosen for a mentor yet"


def test_without_attendance_the_page_says_so(page_home):
    assert "There is no attendance to show yet" in said(look(MATCHING))


def test_the_pages_of_family_and_student_lead_here_until_there_is_a_mentor(ready):
    def links(address):
        app = look(address, who=CHEN, student=ROSA)
        return {link.label for link in app.get("page_link")}

    family, student = "pages/program/family.py", "pages/attendance/student.py"
    assert "Find a mentor under Matching" in links(family)
    assert "Find a mentor" in links(student)
    match(ready, (ROSA, "m2"))
    assert "Find a mentor under Matching" not in links(family)
    assert "Find a mentor" not in links(student)


def test_where_students_are_tied_one_more_place_is_told_of_the_mentor_picked(ready):
    put(ready, "match_rules", rule_id="r", kind="apart", student_id=ROSA, other_id=MARCUS,
        school_id=LINC, reason="", made=NOW, made_by="Ms. Chen")  # fmt: skip
    table = listed(page(list="mentors"))
    assert set(table["One more place"]) == {"pick the mentor to see"}
    app = page(list="mentors", picked=["m1"])
    assert "One more place: a better fit" in text(app) or "One more place: nothing now" in text(app)


def test_what_was_seen_is_what_is_saved(ready):
    """Somebody keeps Marcus for another mentor while the pair with David is on the screen."""
    app = page(picked=[MARCUS])
    put(ready, "match_rules", rule_id="r", kind="pin", student_id=MARCUS, other_id="m5",
        school_id=LINC, reason="", made=NOW, made_by="Ms. Chen")  # fmt: skip
    press_on(app, "Accept this pair")
    assert [m[:2] for m in matches(ready)] == [(MARCUS, "m1")]


def test_a_pair_that_somebody_took_meanwhile_is_refused_with_all_others(ready):
    app = page(picked=[ROSA, MARCUS])
    match(ready, (ROSA, "m5"))
    press_on(app, "Accept 2 pairs")
    assert [m[:2] for m in matches(ready)] == [(ROSA, "m5")]
    assert "Rosa Delgado meets Helen Brandt already." in text(app)
    assert "Nothing is saved for any of the 2 pairs" in text(app)


def test_a_day_to_come_is_refused_and_not_put_right_unseen(ready):
    app = page(picked=[ROSA])
    next(d for d in app.date_input if d.label == "First meeting").set_value(date(2026, 2, 15)).run()
    press_on(app, "Accept this pair")
    assert matches(ready) == []
    assert "Feb 15, 2026" in text(app)


def test_the_undo_is_of_the_one_who_pressed_at_their_school(ready):
    app = press_on(page(picked=[ROSA]), "Accept this pair")
    undo = "Undo: Rosa Delgado with Grace Lindqvist"
    assert undo in {label.replace("\\", "") for label in labels(app)}
    app.query_params["who"] = "Principal, Lincoln Middle School"
    app.run()
    assert undo not in {label.replace("\\", "") for label in labels(app)}


def test_a_kept_pair_is_marked_and_a_change_is_told_until_the_list_was_seen(ready):
    press_on(page(picked=[ROSA]), "Keep these two")
    put(ready, "match_rules", rule_id="r", kind="never", student_id=AMINA, other_id="m5",
        school_id=LINC, reason="", made=NOW, made_by="Ms. Chen")  # fmt: skip
    page(list="rules")
    assert saved(ready)[AMINA] == "m5"
    table = listed(page()).set_index("Id")
    assert table.loc[ROSA, "Why"].startswith("kept for each other; both speak Spanish")
    assert table.loc[AMINA, "Since the last list"].startswith("another mentor, was Helen Brandt")
    assert saved(ready)[AMINA] == "m2"
