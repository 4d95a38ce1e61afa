"""What people type is saved once, with a history, and two editors lose nothing."""

from datetime import date, datetime, time

import pytest

from sm_core.actor import CAPTAIN, COORDINATOR, MENTOR, PRINCIPAL, Actor
from sm_core.audit import record
from sm_core.errors import NotAllowed, SmError
from sm_core.history import history_of
from sm_core.plausible import require_done, require_expiry
from sm_core.program_settings import DISTRICT, write_settings
from sm_core.saving import ChangedMeanwhile, Record, Save, as_text, merged, save_once
from sm_core.traits import STUDENT, Traits, in_order, read_traits, split_words, write_traits
from tests.invented import LINC, ROOS, ROSA

NOW = datetime(2026, 1, 30, 10, 12)
TODAY = NOW.date()
CHEN = Actor("Ms. Chen", COORDINATOR, (LINC,))
CAPTAIN_ = Actor("District captain", CAPTAIN)
THING = Record("thing", "1", LINC)


def press(actor=CHEN, when=NOW, **more):
    return Save(actor, when, **more)


def put_settings(store, save, school, values, reason=""):
    save_once(store, save, lambda writing: write_settings(writing, school, values, reason))


def settings(store):
    with store.reading() as cursor:
        return dict(cursor.execute("SELECT name, value FROM program.settings").fetchall())


def test_a_form_saved_twice_saves_once(store):
    first = press(token="one")
    put_settings(store, first, LINC, {"caseload": "4"})
    put_settings(store, Save(CHEN, NOW, "one"), LINC, {"caseload": "9"})
    assert settings(store) == {"caseload": "4"}
    assert len(history_of(store, "settings", LINC)) == 1


def test_an_error_leaves_nothing_behind_not_even_the_token(store):
    def fail(writing):
        writing.insert("settings", [{"school_id": LINC, "name": "caseload", "value": "4"}])
        raise SmError("No.")

    save = press()
    with pytest.raises(SmError):
        save_once(store, save, fail)
    assert settings(store) == {}
    put_settings(store, save, LINC, {"caseload": "5"})
    assert settings(store) == {"caseload": "5"}


def test_a_look_keeps_the_version_of_the_program_and_a_save_moves_it(store):
    before = store.version("program")
    record(store, CHEN, NOW, "view", f"student {ROSA}")
    record(store, CHEN, NOW, "export", "students.csv 3 rows")
    assert store.version("program") == before
    with store.reading() as cursor:
        found = cursor.execute("SELECT act FROM program.audit ORDER BY act").fetchall()
    assert found == [("export",), ("view",)]
    save_once(store, press(), lambda writing: writing.account_for("permission", ROSA))
    assert store.version("program") == before + 1
    put_settings(store, press(), LINC, {"caseload": "4"})
    assert store.version("program") == before + 2


@pytest.mark.parametrize(
    ("role", "own", "school"),
    [
        (COORDINATOR, (ROOS,), LINC),
        (COORDINATOR, (LINC,), DISTRICT),
        (PRINCIPAL, (LINC,), LINC),
        (MENTOR, (), LINC),
    ],
)
def test_only_its_coordinator_and_a_captain_change_the_program_of_a_school(role, own, school):
    with pytest.raises(NotAllowed):
        Actor("Somebody", role, own).require_program(school)
    CHEN.require_program(LINC)
    CAPTAIN_.require_program(DISTRICT)


def test_the_history_tells_who_when_before_and_after(store):
    later = datetime(2026, 2, 2, 8)
    put_settings(store, press(), LINC, {"caseload": "4"})
    put_settings(store, press(CAPTAIN_, later), LINC, {"caseload": "5", "reserve": "20"}, "new")
    told = [(c.happened, c.person, c.field, c.before, c.after, c.reason)
            for c in history_of(store, "settings", LINC)]  # fmt: skip
    assert told == [
        (later, "District captain", "caseload", "4", "5", "new"),
        (later, "District captain", "reserve", "", "20", "new"),
        (NOW, "Ms. Chen", "caseload", "", "4", ""),
    ]


def test_a_field_that_stays_as_it_is_is_not_told(store):
    put_settings(store, press(), LINC, {"caseload": "4"})
    put_settings(store, press(), LINC, {"caseload": "4"})
    assert len(history_of(store, "settings", LINC)) == 1


OPENED = {"name": "Okafor", "places": 4}


@pytest.mark.parametrize(
    ("wanted", "now", "stored"),
    [
        ({"places": 6}, {}, {"name": "Okafor", "places": 6}),
        ({}, {"places": 5}, {"name": "Okafor", "places": 5}),
        ({"name": "Okafor-Hill"}, {"places": 5}, {"name": "Okafor-Hill", "places": 5}),
        ({"places": 5}, {"places": 5}, {"name": "Okafor", "places": 5}),
    ],
)
def test_two_people_who_change_different_fields_both_get_theirs(store, wanted, now, stored):
    def act(writing):
        return merged(writing, THING, (OPENED, OPENED | wanted, OPENED | now), {})

    assert save_once(store, press(), act) == stored


def test_the_second_of_two_who_change_one_field_is_told_who_was_first(store):
    save_once(store, press(), lambda w: w.changed(THING, {"places": 4}, {"places": 5}))

    def act(writing):
        versions = (OPENED, OPENED | {"places": 6}, OPENED | {"places": 5})
        return merged(writing, THING, versions, {"places": "the number of places"})

    with pytest.raises(ChangedMeanwhile) as told:
        save_once(store, press(CAPTAIN_), act)
    assert told.value.now == {"places": 5}
    assert str(told.value).startswith(
        "Ms. Chen changed the number of places from 4 to 5 on Jan 30 at 10:12, while you had it "
        "open. Yours, 6, is not saved"
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), ("", ""), (True, "yes"), (False, "no"), (date(2026, 1, 5), "2026-01-05"),
        (time(8, 30), "08:30"), (("K", "6"), "K; 6"), ((), ""), (4, "4"),
    ],
)  # fmt: skip
def test_a_value_as_the_history_keeps_it(value, text):
    assert as_text(value) == text


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (date(2026, 1, 31), "has not come yet"),
        (date(2010, 12, 31), "looks like a date of birth"),
        (date(1987, 2, 14), "looks like a date of birth"),
    ],
)
def test_a_day_on_which_nothing_can_have_been_done(day, says):
    with pytest.raises(SmError, match=says):
        require_done(day, "The interview", TODAY)


@pytest.mark.parametrize("day", [TODAY, date(2011, 1, 1)])
def test_a_day_on_which_something_can_have_been_done(day):
    require_done(day, "The interview", TODAY)


@pytest.mark.parametrize(
    ("expires", "says"),
    [(date(2025, 12, 31), "before it was done"), (date(2037, 1, 1), "check the year")],
)
def test_an_expiry_that_cannot_be(expires, says):
    with pytest.raises(SmError, match=says):
        require_expiry(expires, date(2026, 1, 1), "The check")


@pytest.mark.parametrize("expires", [date(2026, 1, 1), date(2036, 12, 31)])
def test_an_expiry_that_can_be(expires):
    require_expiry(expires, date(2026, 1, 1), "The check")


def test_words_are_separated_by_commas_semicolons_and_lines_and_kept_once():
    said = "chess, Band ;  early   mornings\nband\n, "
    assert split_words(said) == ("chess", "Band", "early mornings")


def test_grades_come_in_their_natural_order():
    assert in_order(("10", "9", "K", "7")) == ("K", "7", "9", "10")


def test_what_a_student_brings_is_replaced_as_a_whole_and_that_of_others_stays(store):
    first = Traits(languages=("Spanish", "English"), interests=("chess",))
    other = Traits(dislikes=("running",))
    save_once(store, press(), lambda w: write_traits(w, STUDENT, {ROSA: first, "other": other}))
    save_once(store, press(), lambda w: write_traits(w, STUDENT, {ROSA: Traits(grades=("7",))}))
    with store.reading() as cursor:
        assert read_traits(cursor, STUDENT) == {ROSA: Traits(grades=("7",)), "other": other}
        assert read_traits(cursor, STUDENT, [ROSA]) == {ROSA: Traits(grades=("7",))}
        assert read_traits(cursor, "mentor") == {}
