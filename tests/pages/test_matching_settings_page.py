"""How pairs are chosen, on the Matching page: read by all, tried and saved by a captain."""

from dataclasses import replace
from datetime import datetime

import pytest

from sm_core.matching.choosing import sentences
from sm_core.matching.preview import Preview, preview_words
from sm_core.matching.settings import (
    COMPONENTS,
    LEARNERS,
    PREFERRED,
    REQUIRED,
    USUAL,
    matching_settings,
    save_matching_settings,
)
from sm_core.saving import Save
from tests.cast import BOSS, press
from tests.matching_page import CAPTAIN, LINCOLN, PRINCIPAL, box, button, labels, page, text

HOURS = "Free at the same times"


def expander(app):
    [found] = [each for each in app.expander if each.label.startswith("How pairs are chosen")]
    return found


@pytest.mark.parametrize(
    "address", [{"who": LINCOLN}, {"who": PRINCIPAL}, {"who": CAPTAIN, "as_of": "2025-10-15"}]
)
def test_everybody_reads_how_pairs_are_chosen(matching, address):
    app = page(**address)
    assert expander(app).label.replace("\\", "") == (
        "How pairs are chosen: asked for 200 · knows 250 · language 150 · shared hours 150 · "
        "interests 150 · grade 100, of 1,000 points"
    )
    assert "No research says which weights are right." in text(app)
    assert "Race and gender never count." in text(app)
    told = "at the newest date" if "as_of" in address else "A captain changes the weights"
    assert told in text(app)
    assert not app.number_input
    assert "Save weights" not in labels(app)


def test_a_captain_tries_weights_before_saving_them(matching):
    app = page(CAPTAIN)
    assert button(app, "Save weights").disabled
    assert "would stay" not in text(app)
    box(app, "number_input", "Knows the student already").set_value(0).run()
    assert "**2 of 2 pairs suggested now would stay.**" in text(app)
    assert matching_settings(matching) == USUAL
    button(app, "Save weights").click().run()
    assert app.success[0].value == "The weights are saved, and the pairs are suggested anew."
    assert matching_settings(matching) == replace(USUAL, knows=0)
    assert "asked for 267 · language 200" in expander(app).label
    assert "would stay" not in text(app)


def test_the_home_language_may_cost_somebody_the_mentor(matching):
    """It decides whom the pool lets meet, so that the preview has to read the pool anew."""
    app = page(CAPTAIN)
    box(app, "selectbox", "Home language").set_value(REQUIRED).run()
    assert "**1 of 2 pairs suggested now would stay.**" in text(app)
    assert "1 student would have no mentor any more: Amina Yusuf." in text(app)
    button(app, "Back to the saved ones").click().run()
    assert "would stay" not in text(app)
    assert box(app, "selectbox", "Home language").value == PREFERRED


def test_a_draw_says_what_it_means_and_what_it_costs(matching):
    app = page(CAPTAIN)
    [draw] = [each for each in app.checkbox if each.label == "Draw who gets a place"]
    draw.check().run()
    assert "Tell staff and families before you draw." in text(app)
    box(app, "number_input", "Number of the draw").set_value(7).run()
    button(app, "Save weights").click().run()
    assert matching_settings(matching) == replace(USUAL, draw=True, seed=7)
    assert "a draw decides (number 7)" in text(app)


def test_weights_that_cannot_be_are_told_and_not_saved(matching):
    app = page(CAPTAIN)
    for words in COMPONENTS.values():
        box(app, "number_input", words).set_value(0)
    app.run()
    assert "All weights are zero" in app.warning[0].value
    assert button(app, "Save weights").disabled
    button(app, "Back to the saved ones").click().run()
    assert not app.warning
    assert box(app, "number_input", HOURS).value == USUAL.hours


def test_the_second_of_two_captains_is_told(matching):
    app = page(CAPTAIN)
    box(app, "number_input", HOURS).set_value(300).run()
    theirs = replace(USUAL, hours=10, grades=20)
    save_matching_settings(matching, press(BOSS, datetime(2025, 10, 20, 8)), USUAL, theirs)
    button(app, "Save weights").click().run()
    assert "from 150 to 10" in app.error[0].value
    assert matching_settings(matching) == theirs
    button(app, "Save weights").click().run()
    assert matching_settings(matching) == replace(theirs, hours=300)


def saves(store, settings, token="theirs"):
    """What another captain saves meanwhile, or the first of two clicks."""
    now = datetime(2025, 10, 20, 8)
    save_matching_settings(store, Save(BOSS, now, token), matching_settings(store), settings)


def test_who_has_changed_nothing_sees_what_another_captain_saved(matching):
    app = page(CAPTAIN)
    saves(matching, replace(USUAL, hours=10))
    app.run()
    assert box(app, "number_input", HOURS).value == 10
    assert "would stay" not in text(app)
    assert "Back to the saved ones" not in labels(app)
    box(app, "number_input", HOURS).set_value(20).run()
    button(app, "Save weights").click().run()
    assert matching_settings(matching) == replace(USUAL, hours=20)


def test_what_would_be_stored_is_tried_with_what_another_captain_saved(matching):
    app = page(CAPTAIN)
    box(app, "number_input", HOURS).set_value(20).run()
    saves(matching, replace(USUAL, language_rule=REQUIRED))
    app.run()
    # They took Amina's mentor away already: the pairs tried are as many as those of now.
    assert "**1 of 1 pair suggested now would stay.**" in text(app)
    assert "would get a mentor" not in text(app)
    button(app, "Back to the saved ones").click().run()
    assert box(app, "number_input", HOURS).value == USUAL.hours
    assert box(app, "selectbox", "Home language").value == REQUIRED


def test_two_may_each_have_taken_away_what_was_left(matching):
    first, *others = COMPONENTS
    app = page(CAPTAIN)
    box(app, "number_input", COMPONENTS[first]).set_value(0).run()
    saves(matching, replace(USUAL, **dict.fromkeys(others, 0)))
    assert "All weights are zero" in app.run().warning[0].value
    assert button(app, "Save weights").disabled


def test_the_second_of_two_clicks_says_what_the_first_one_saved(matching):
    app = page(CAPTAIN)
    box(app, "number_input", HOURS).set_value(20).run()
    saves(matching, replace(USUAL, hours=20), app.session_state["token|matching|settings"])
    button(app, "Save weights").click().run()
    assert app.success[0].value == "The weights are saved, and the pairs are suggested anew."


def test_the_sentences_follow_the_settings():
    cases = {
        PREFERRED: "preferred",
        LEARNERS: "English learners get only",
        REQUIRED: "is not English",
    }
    for rule, words in cases.items():
        assert words in " ".join(sentences(replace(USUAL, language_rule=rule)))
    assert "no draw is made" in " ".join(sentences(USUAL))
    # What weighs nothing is not among the points.
    told = " ".join(sentences(replace(USUAL, wish=0)))
    assert "asked for 0" not in told
    assert "knows 313" in told


def test_a_preview_in_words():
    many = tuple(f"Student {n}" for n in range(7))
    found = Preview(
        pairs=40, stay=30, moved=many, gain=("Rosa Delgado",), lose=(), now=500, then=512
    )
    assert preview_words(found) == [
        "30 of 40 pairs suggested now would stay.",
        "7 students would have another mentor: Student 0, Student 1, Student 2, Student 3, "
        "Student 4 and 2 more.",
        "1 student would get a mentor: Rosa Delgado.",
        "By these weights the pairs of now score 500 of 1,000 on average, the new ones 512.",
    ]  # fmt: skip
    nobody = Preview(0, 0, (), (), (), None, None)
    assert preview_words(nobody) == ["Nobody has a suggestion now."]
