"""Who meets whom, on the Matching page: the list, how a match ends, what is next, the way back."""

from datetime import date

import pytest
from looking import look

from sm_core.families.answer import Reply, record_answers
from sm_core.families.permission import REFUSED
from sm_core.matching.end import END_REASONS
from sm_core.matching.pairs import Pair
from sm_core.matching.said import NEVER, read_rules
from tests.cast import BOSS, SEEN_ON, press
from tests.invented import AMINA, LINC, MARCUS, OWEN, ROSA
from tests.matching_page import (
    CAPTAIN,
    LINCOLN,
    NOW,
    OCT_13,
    PRINCIPAL,
    ROOSEVELT,
    box,
    button,
    labels,
    listed,
    page,
    text,
)
from tests.mentor_cast import match

WITH_DAVID, WITH_TOMAS = f"{MARCUS}-david", f"{OWEN}-tomas"
OVER = date(2025, 10, 20)
REASON = END_REASONS[0]
BACK = "Undo ending for Marcus Tran"


def matches(store):
    with store.reading() as cursor:
        rows = cursor.execute("SELECT match_id, ended, end_reason FROM program.matches").fetchall()
    return {match: tuple(ended) for match, *ended in rows}


def rules_of(store):
    with store.reading() as cursor:
        return [(r.kind, r.student_id, r.other_id, r.reason) for r in read_rules(cursor)]


def end(app, reason=REASON, words="", never=False):
    box(app, "selectbox", "Reason").set_value(reason)
    box(app, "text_input", "In your own words").set_value(words)
    if never:
        box(app, "checkbox", "Never suggest these two again").check()
    [press_] = [b for b in app.button if b.label.startswith("End ")]
    return press_.click().run()


@pytest.mark.parametrize(
    ("who", "students"),
    [(CAPTAIN, ["Marcus Tran", "Owen Fitzgerald"]), (LINCOLN, ["Marcus Tran"]),
     (ROOSEVELT, ["Owen Fitzgerald"]), (PRINCIPAL, ["Marcus Tran"])],
)  # fmt: skip
def test_everybody_sees_the_matches_of_their_schools(matching, who, students):
    app = page(who, "matched")
    assert listed(app) == students
    lists = next(g for g in app.segmented_control if g.label == "List")
    assert f"Matched {len(students)}" in lists.options
    table = app.dataframe[0].value
    assert ("School" in table) == (who == CAPTAIN)
    assert [*table["Since"]] == [OCT_13] * len(students)
    assert "Note" not in table


def test_the_school_and_the_search_narrow_the_list(matching):
    assert listed(page(CAPTAIN, "matched", school="ROOS")) == ["Owen Fitzgerald"]
    app = page(CAPTAIN, "matched")
    search = app.text_input(key="matching_search|matched")
    marcus, owen = ["Marcus Tran"], ["Owen Fitzgerald"]
    for words, students in {
        "OKAFOR": marcus, OWEN: owen, "tomas riv": owen, "david": marcus, "%": [],
    }.items():  # fmt: skip
        search.set_value(words).run()
        assert listed(app) == students
    assert "Clear the search" in app.info[-1].value


@pytest.mark.parametrize("list_", ["mentors", "suggested"])
def test_a_mentor_is_found_without_accents(matching, list_):
    app = page(CAPTAIN, list_)
    app.text_input(key=f"matching_search|{list_}").set_value("tomas riv").run()
    assert listed(app, "Mentor") == ["Tomás Rivera"]


@pytest.mark.parametrize("address", [{"who": PRINCIPAL}, {"as_of": "2025-10-15"}])
def test_a_principal_or_an_earlier_date_only_looks(matching, address):
    app = page(list="matched", picked=[WITH_DAVID], **address)
    assert "**1 picked:** Marcus Tran with David Okafor" in text(app)
    assert {"Clear"} == {"Clear", "End match", BACK} & labels(app)


def test_a_match_ends_and_the_next_best_place_is_offered(matching):
    app = page(list="matched", picked=[WITH_DAVID])
    assert end(app).success[0].value.replace("\\", "") == (
        "The match of Marcus Tran with David Okafor ended on Oct 20, 2025. Please tell David "
        "Okafor."
    )
    assert matches(matching)[WITH_DAVID] == (OVER, REASON)
    assert "Marcus Tran waits again: the best place is with David Okafor again (has a place)." in (
        text(app)
    )
    assert listed(app) == []
    button(app, "Show under Suggested").click().run()
    assert not app.exception
    assert "Marcus Tran" in listed(app)
    assert app.session_state["matching_picked"] == [Pair(MARCUS, "david")]
    assert "**1 picked:** Marcus Tran" in text(app)


def test_never_again_is_taken_back_with_the_end(matching):
    app = end(page(list="matched", picked=[WITH_DAVID]), "It did not work out", "no trust", True)
    assert rules_of(matching) == [(NEVER, MARCUS, "david", "It did not work out: no trust")]
    assert "the best place is with Grace Lindqvist (has a place)" in text(app)
    button(app, BACK).click().run()
    assert app.success[0].value.replace("\\", "") == (
        "The match of Marcus Tran with David Okafor goes on."
    )
    assert matches(matching)[WITH_DAVID] == (None, "")
    assert rules_of(matching) == []
    assert BACK not in labels(app)
    assert listed(app) == ["Marcus Tran"]
    button(app, "Close").click().run()
    assert not app.success
    assert "Close" not in labels(app)


def test_an_ending_that_stays_can_still_be_undone(matching):
    """Only what was undone takes the way back away."""
    app = end(page(list="matched", picked=[WITH_DAVID]))
    no = Reply(REFUSED, OVER, "phone")
    record_answers(matching, press(BOSS, NOW), SEEN_ON, {MARCUS: no})
    button(app, BACK).click().run()
    assert "stays ended: the family said no" in text(app)
    assert BACK in labels(app)


def test_what_was_ended_is_told_until_it_is_closed(matching):
    app = end(page(list="matched", picked=[WITH_DAVID]))
    for _ in range(2):
        app.run()
        assert "Please tell David Okafor" in app.success[0].value
    button(app, "Close").click().run()
    assert not app.success
    assert BACK not in labels(app)


def test_where_nobody_is_left_the_reason_and_the_help_are_told(matching):
    app = end(page(ROOSEVELT, "matched", picked=[WITH_TOMAS]), never=True)
    assert "Owen Fitzgerald waits again, and nobody can be suggested. " in text(app)
    assert "What helps soonest: " in text(app)
    button(app, "Show under Cannot yet").click().run()
    assert listed(app) == ["Owen Fitzgerald"]


def test_who_is_no_longer_chosen_waits_for_nobody(matching):
    with matching.writing("program") as cursor:
        cursor.execute("UPDATE program.targets SET state = 'ended' WHERE student_id = $1", [OWEN])
    app = end(page(ROOSEVELT, "matched", picked=[WITH_TOMAS]))
    assert "Owen Fitzgerald is not among the chosen students, so nobody is suggested." in text(app)
    assert not {label for label in labels(app) if label.startswith("Show under")}


def test_several_end_at_once_and_who_is_refused_is_named(matching):
    match(matching, (ROSA, "grace"), school=LINC, started=date(2025, 10, 17))
    app = page(list="matched", picked=[WITH_DAVID, f"{ROSA}-grace"])
    assert "End 2 matches" in labels(app)
    box(app, "date_input", "Ended on").set_value(date(2025, 10, 15))
    end(app)
    assert "The match of Marcus Tran with David Okafor ended" in app.success[0].value
    assert "The match of Rosa Delgado with Grace Lindqvist began on Oct 17, 2025" in text(app)
    assert matches(matching)[WITH_DAVID] == (date(2025, 10, 15), REASON)
    assert listed(app) == ["Rosa Delgado"]
    button(app, BACK).click().run()
    assert listed(app) == ["Rosa Delgado", "Marcus Tran"]


def test_many_that_end_are_counted(matching):
    """Not a sentence for each, which nobody could read."""
    more = [(ROSA, "grace"), (ROSA, "priya"), (AMINA, "tomas")]
    match(matching, *more, school=LINC, started=OCT_13)
    ids = [WITH_DAVID, WITH_TOMAS, *(f"{student}-{mentor}" for student, mentor in more)]
    with matching.writing("program") as cursor:
        cursor.execute("UPDATE program.targets SET state = 'ended' WHERE student_id = $1", [OWEN])
    app = end(page(CAPTAIN, "matched", picked=ids), never=True)
    told = app.success[0].value.replace("\\", "")
    assert told.startswith("5 matches ended on Oct 20, 2025. Please tell 4 mentors: ")
    assert told.endswith(" and 1 more.")
    assert "Of 4 students, 2 can have a mentor now, 1 cannot yet, 1 not waiting." in text(app)
    button(app, "Undo these 5 endings").click().run()
    assert "4 matches go on." in app.success[0].value.replace("\\", "")
    assert "with Priya Nair stays ended: they meet Grace Lindqvist now." in text(app)
    assert [other for _, _, other, _ in rules_of(matching)] == ["priya"]


def test_a_run_that_a_second_click_ended_is_finished_by_the_next(matching):
    """Streamlit ends a run at any look into the session, once another click waits."""
    app = page(list="matched", picked=[WITH_DAVID])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ui.matching_end.st.rerun", lambda: None)
        end(app)
    app.run()
    assert "Please tell David Okafor" in app.success[0].value
    assert app.session_state["matching_picked"] == []
    button(app, BACK).click().run()
    # The same match ends once more: nothing of the press before is left.
    app.session_state["matching_picked"] = [WITH_DAVID]
    end(app.run())
    assert matches(matching)[WITH_DAVID] == (OVER, REASON)


def test_what_was_typed_about_one_is_not_said_of_another(matching):
    app = page(CAPTAIN, "matched", picked=[WITH_DAVID])
    box(app, "text_input", "In your own words").set_value("quarrel").run()
    app.session_state["matching_picked"] = [WITH_TOMAS]
    assert box(app.run(), "text_input", "In your own words").value == ""


def test_without_a_reason_nothing_ends_and_the_picks_stay(matching):
    app = page(list="matched", picked=[WITH_DAVID])
    end(app, None)
    assert "Say why the match ends" in app.error[0].value
    assert matches(matching)[WITH_DAVID] == (None, None)
    assert "**1 picked:**" in text(app)


def test_the_second_press_finds_nothing_to_end(matching):
    first, second = (page(list="matched", picked=[WITH_DAVID]) for _ in range(2))
    for app in (first, second):
        end(app)
        assert not app.error
    assert listed(second) == []
    assert "Accept pairs under “Suggested”" in second.info[-1].value
    with matching.reading() as cursor:
        told = "SELECT count(*) FROM program.history WHERE field = 'ended'"
        assert cursor.execute(told).fetchall() == [(1,)]


def test_the_way_back_is_of_the_one_who_pressed(matching):
    app = end(page(CAPTAIN, "matched", picked=[WITH_DAVID]))
    app.query_params["who"] = LINCOLN
    app.run()
    assert not {BACK, "Close"} & labels(app)


def test_a_mentor_leads_to_the_matches(matching):
    app = look("pages/program/mentor.py", who=LINCOLN, mentor="david")
    assert "All matches" in [link.label for link in app.get("page_link")]


# A student who moved


def test_a_match_from_the_school_of_before_is_ended_where_the_student_is(matching):
    match(matching, (AMINA, "david"), school=LINC, started=OCT_13)
    stays = (
        "Amina Yusuf is still matched with David Okafor, at another school; end that match first."
    )
    app = page(ROOSEVELT, "cannot")
    assert [*app.dataframe[0].value["Why not yet"]] == [stays]
    assert "1 cannot yet: 1 still matched at another school" in text(app)
    assert listed(page(CAPTAIN, "matched", school="ROOS")) == ["Amina Yusuf", "Owen Fitzgerald"]
    app = page(ROOSEVELT, "matched", picked=[f"{AMINA}-david"])
    assert [*app.dataframe[0].value["School"]] == ["LINC", "ROOS"]
    links = [link.label for link in app.get("page_link")]
    assert ("Open student" in links, "Open mentor" in links) == (True, False)
    assert "ended on Oct 20, 2025" in end(app).success[0].value
    assert matches(matching)[f"{AMINA}-david"] == (OVER, REASON)
