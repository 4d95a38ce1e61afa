"""What people said about who may meet whom, on the Matching page: the list, adding, taking back."""

import pytest
from streamlit.testing.v1 import AppTest

from sm_core.matching.rule_save import add_rules
from sm_core.matching.said import (
    APART,
    LANGUAGE,
    NEVER,
    ONLY,
    PIN,
    TOGETHER,
    WISH,
    read_rules,
)
from sm_core.seen import see
from sm_core.standing import Asked
from sm_core.targeting.candidates import candidates
from tests.cast import BOSS, SEEN_ON, press
from tests.invented import AMINA, MARCUS, OWEN, ROSA
from tests.matching_page import (
    CAPTAIN,
    LINCOLN,
    NOW,
    PRINCIPAL,
    ROOSEVELT,
    WISH_OF_AMINA,
    box,
    button,
    labels,
    listed,
    page,
    text,
    wish,
)
from ui.told_apart import told_apart


def rules_of(store):
    with store.reading() as cursor:
        return [(r.kind, r.student_id, r.other_id, r.reason) for r in read_rules(cursor)]


def say(store, *rules, reason=""):
    known = candidates(store, see(store, BOSS, Asked(SEEN_ON)))
    return add_rules(store, press(BOSS, NOW), known, rules, reason)


def script():
    from ui import matching_rule_form
    from ui.frame import explained, title, view
    from ui.session import EVERYBODY

    with explained():
        matching_rule_form._dialog(view(*title("Matching", *EVERYBODY)))


@pytest.fixture
def adding(matching, monkeypatch):
    """Opens the dialog in which a rule is added; links are left out, for there is no menu."""
    monkeypatch.setattr("ui.menu.link", lambda *_, **__: None)
    return _adding


def _adding(who=LINCOLN):
    app = AppTest.from_function(script)
    app.query_params["who"] = who
    app.run()
    assert not app.exception
    return app


def start(app, kind, student):
    """The form for a rule of a kind about a student."""
    box(app, "selectbox", "Rule").set_value(kind).run()
    return box(app, "selectbox", "Student").set_value(student).run()


def options(app, label):
    return box(app, "selectbox", label).options


def test_nothing_is_said_yet(matching):
    app = page(list="rules")
    assert "Nobody has said anything about who may meet whom." in app.info[-1].value
    # The many students and mentors are read only once somebody asks for them.
    assert not [each for each in app.selectbox if each.label == "Rule"]
    button(app, "Add a rule…").click().run()
    assert options(app, "Student") == ["Marcus Tran, grade 7, meets David Okafor",
                                       "Rosa Delgado, grade 6"]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "names"),
    [(LINCOLN, ["Marcus Tran, grade 7, meets David Okafor", "Rosa Delgado, grade 6"]),
     (CAPTAIN, ["Amina Yusuf, grade K, ROOS",
                "Marcus Tran, grade 7, LINC, meets David Okafor",
                "Owen Fitzgerald, grade 1, ROOS, meets Tomás Rivera",
                "Rosa Delgado, grade 6, LINC"])],
)  # fmt: skip
def test_a_rule_is_added_of_ones_own_students(adding, who, names):
    assert options(adding(who), "Student") == names


def test_the_list_says_what_holds_by_whom_and_why(matching):
    say(matching, (NEVER, ROSA, "david"), (TOGETHER, AMINA, OWEN), reason="asked by the family")
    table = page(CAPTAIN, "rules").dataframe[0].value
    assert [*table["Student"]] == ["Amina Yusuf", "Rosa Delgado"]
    assert [*table["What holds"]] == ["same mentor as Owen Fitzgerald", "never with David Okafor"]
    assert {*table["Reason"]} == {"asked by the family"}
    assert {*table["Said by"]} == {BOSS.person}
    assert {*table["When"]} == {NOW.date()}
    app = page(LINCOLN, "rules")
    assert listed(app) == ["Rosa Delgado"]
    search = app.text_input(key="matching_search|rules")
    for words, students in {
        "OKAFOR": ["Rosa Delgado"],
        "family": ["Rosa Delgado"],
        "david": ["Rosa Delgado"],
        "%": [],
    }.items():
        search.set_value(words).run()
        assert listed(app) == students
    assert "Clear the search" in app.info[-1].value


@pytest.mark.parametrize(
    "address", [{"who": PRINCIPAL}, {"who": LINCOLN, "as_of": "2025-10-19"}, {"who": ROOSEVELT}]
)
def test_a_principal_an_earlier_date_or_another_school_adds_nothing_here(matching, address):
    ids = say(matching, (NEVER, ROSA, "david"))
    app = page(list="rules", picked=ids, **address)
    assert "Take back" not in labels(app)
    if address["who"] == ROOSEVELT:
        assert listed(app) == []
        button(app, "Add a rule…").click().run()
        assert not any("Rosa" in words for words in options(app, "Student"))
    else:
        assert "Add a rule…" not in labels(app)


@pytest.mark.parametrize(("kind", "words"), [(NEVER, "never with"), (ONLY, "nobody but")])
def test_several_mentors_are_one_press(matching, adding, kind, words):
    app = start(adding(), kind, ROSA)
    # By last name: those of the student's school, whether or not they can be matched yet.
    mentors = box(app, "multiselect", "Mentors")
    assert mentors.options == ["Grace Lindqvist", "Priya Nair", "David Okafor"]
    mentors.set_value(["grace", "david"])
    box(app, "text_input", "Why").set_value("said so")
    button(app, "Add rule").click().run()
    assert app.success[0].value.replace("\\", "") == (
        f"Noted: “Rosa Delgado: {words} Grace Lindqvist”, “Rosa Delgado: {words} David Okafor”."
    )
    assert sorted(rules_of(matching)) == sorted(
        (kind, ROSA, mentor, "said so") for mentor in ("grace", "david")
    )
    assert listed(page(list="rules")) == ["Rosa Delgado"] * 2


def test_a_press_that_comes_twice_is_one_rule(matching, adding):
    for app in [adding() for _ in range(2)]:
        app.session_state["token|matching|rule"] = "one press"
        start(app.run(), LANGUAGE, ROSA)
        button(app, "Add rule").click().run()
        assert not app.error
    assert rules_of(matching) == [(LANGUAGE, ROSA, "Spanish", "")]


def test_two_of_one_name_are_told_apart():
    names = {"1": "Rosa Delgado", "2": "Rosa Delgado", "3": "Marcus Tran"}
    assert told_apart(names) == {
        "1": "Rosa Delgado (1)", "2": "Rosa Delgado (2)", "3": "Marcus Tran",
    }  # fmt: skip


def test_a_student_is_kept_for_one_mentor(matching, adding):
    app = start(adding(), PIN, ROSA)
    button(app, "Add rule").click().run()
    assert "Choose a mentor first" in app.error[0].value
    box(app, "selectbox", "Mentor").set_value("david")
    button(app, "Add rule").click().run()
    assert rules_of(matching) == [(PIN, ROSA, "david", "")]
    assert [*page(list="suggested").dataframe[0].value["Mentor"]] == ["David Okafor"]


@pytest.mark.parametrize(
    ("kind", "missing"),
    [(NEVER, "a mentor"), (TOGETHER, "the other student"), (LANGUAGE, "a language")],
)
def test_what_is_missing_is_named(matching, adding, kind, missing):
    # No mentor of Owen's school speaks another language than English.
    app = start(adding(ROOSEVELT), kind, OWEN)
    button(app, "Add rule").click().run()
    assert app.error[0].value.replace("\\", "") == f"Choose {missing} first, then save."
    assert rules_of(matching) == []


def test_two_students_of_the_same_family(matching, adding):
    app = start(adding(), TOGETHER, ROSA)
    assert options(app, "The other student") == ["Marcus Tran, grade 7, meets David Okafor"]
    box(app, "selectbox", "The other student").set_value(MARCUS)
    button(app, "Add rule").click().run()
    assert rules_of(matching) == [(TOGETHER, ROSA, MARCUS, "")]
    app = start(app, APART, ROSA)
    box(app, "selectbox", "The other student").set_value(MARCUS)
    button(app, "Add rule").click().run()
    told = app.error[0].value.replace("\\", "")
    assert "“Rosa Delgado: not the mentor of Marcus Tran” contradicts" in told
    assert rules_of(matching) == [(TOGETHER, ROSA, MARCUS, "")]


def test_what_is_picked_is_taken_back(matching):
    ids = say(matching, (NEVER, ROSA, "david"), (WISH, ROSA, "grace"), (NEVER, MARCUS, "grace"))
    app = page(list="rules", picked=ids[:2])
    assert "**2 picked:** “Rosa Delgado: " in text(app)
    button(app, "Take back").click().run()
    told = app.success[0].value.replace("\\", "")
    assert told.startswith("Taken back: “Rosa Delgado: ")
    assert [student for _, student, *_ in rules_of(matching)] == [MARCUS]
    assert listed(app) == ["Marcus Tran"]


def test_a_rule_said_at_the_school_of_before_is_taken_back_where_the_student_is(matching):
    ids = say(matching, (NEVER, ROSA, "david"))
    with matching.writing("program") as cursor:
        cursor.execute("UPDATE program.match_rules SET school_id = 'ROOS'")
    button(page(list="rules", picked=ids), "Take back").click().run()
    assert rules_of(matching) == []


def test_a_wish_that_names_nobody_is_given_to_mentors(matching):
    app = page(ROOSEVELT, "rules")
    assert "1 wish names no mentor: say who meets it" in [e.label for e in app.expander]
    button(app, "Save").click().run()
    assert "Choose a mentor first" in app.error[0].value
    box(app, "multiselect", f"Amina Yusuf: “{WISH_OF_AMINA}”").set_value(["tomas"])
    button(app, "Save").click().run()
    assert rules_of(matching) == [(WISH, AMINA, "tomas", "")]
    assert not [e for e in app.expander if "wish" in e.label]
    app = page(ROOSEVELT, "suggested")
    assert "asked for" in app.dataframe[0].value["Why"][0]


def test_a_wish_that_names_a_mentor_asks_nothing(matching):
    wish(matching, ROSA, "Ms. Lindqvist, please")
    app = page(LINCOLN, "rules")
    assert not [e for e in app.expander if "wish" in e.label]
