"""What students bring: saved once, merged, told in the history, within each person's scope."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from sm_core.availability import Slot
from sm_core.bringing.find import people, person_of, profiles
from sm_core.bringing.in_program import in_program, student_history
from sm_core.bringing.listed import adults_at, bringing_table, chosen_students, known_table
from sm_core.bringing.profile import Profile
from sm_core.bringing.save import add_adult, change_profile, flat, save_known
from sm_core.errors import NotAllowed, SmError
from sm_core.history import history_of
from sm_core.matching.leaving import close_and_end
from sm_core.mentors.find import mentors_seen
from sm_core.saving import ChangedMeanwhile, Record, save_once
from sm_core.seen import see
from sm_core.standing import Asked
from sm_core.traits import Traits
from tests.cast import (
    BOSS,
    DAVID,
    GRACE,
    OF_ROSA,
    ROOSEVELT,
    SEEN_ON,
    TOMAS,
    choose,
    press,
)
from tests.invented import (
    AMINA,
    LINC,
    MARCUS,
    OWEN,
    ROOS,
    ROSA,
    bring,
    register,
    totals,
    weekdays,
)
from tests.mentor_cast import CHEN, PRINCIPAL_, TODAY

NEW = "0041009"
NOTHING = flat(Profile(""))
SAID = {
    "asked": date(2026, 1, 12), "wish": "yes", "wished_for": "somebody from band",
    "languages": ("Spanish", "English"), "interests": ("drums",), "dislikes": ("running",),
    "availability": "Mon, Wed 8:00-8:30", "note": "grandmother picks up",
}  # fmt: skip


def write(store, wanted, student=ROSA, opened=NOTHING, actor=CHEN, knows=(set(), set()), **more):
    save = press(actor, **({"token": more.pop("token")} if "token" in more else {}))
    change_profile(store, save, SEEN_ON, student, (opened, opened | wanted), knows, **more)


def of(store, student=ROSA, actor=BOSS):
    return profiles(store, actor, SEEN_ON, [student]).get(student)


def tick(store, mentor, students, opened=(), actor=CHEN, **more):
    save_known(store, press(actor, **more), SEEN_ON, mentor.mentor_id, set(opened), set(students))


def test_who_is_asked_for_by_id_is_as_the_list_has_them(school, given):
    """Marcus moved to Roosevelt; totals tell of Owen as well, and of somebody new nothing else."""
    bring(school, given, {
        "moved.csv": register(weekdays(SEEN_ON, 1), (MARCUS,), school=ROOS, grade="7"),
        "totals.csv": totals((OWEN, 9, 1, SEEN_ON), (NEW, 9, 1, SEEN_ON), school="OAK"),
        "later.csv": totals((NEW, 12, 1, SEEN_ON + timedelta(days=9)), school="ELM"),
    })  # fmt: skip
    everybody = [ROSA, MARCUS, AMINA, OWEN, NEW, "nobody"]
    for actor in (BOSS, CHEN, ROOSEVELT, OF_ROSA):
        for day in (SEEN_ON - timedelta(days=3), SEEN_ON, SEEN_ON + timedelta(days=9)):
            listed = [person_of(row) for row in see(school, actor, Asked(day)).students.to_pylist()]
            with school.reading() as cursor:
                found = people(cursor, actor, day, everybody)
            assert found == {person.student_id: person for person in listed}, (actor, day)
            assert len(found) > 0


def seen_by(store, actor):
    return see(store, actor, Asked(SEEN_ON))


def test_what_was_noted_comes_back_and_is_told(school):
    write(school, SAID, knows=(set(), {"david", "grace"}))
    found = of(school)
    assert found == Profile(
        ROSA, date(2026, 1, 12), "yes", "somebody from band", "grandmother picks up",
        Traits(languages=("English", "Spanish"), interests=("drums",), dislikes=("running",),
               availability=(Slot(1, time(8), time(8, 30)), Slot(3, time(8), time(8, 30)))),
        "Spanish", ("david", "grace"),
    )  # fmt: skip
    told = {(c.field, c.before, c.after) for c in history_of(school, "student_profile", ROSA)}
    assert {("wish", "", "yes"), ("knows David Okafor", "no", "yes")} <= told
    assert {change.person for change in history_of(school, "student_profile", ROSA)} == {"Ms. Chen"}


def test_of_whom_nothing_is_noted_has_an_empty_profile_with_the_home_language(school):
    assert of(school) == Profile(ROSA, home_language="Spanish")
    assert of(school).languages == ("Spanish",)
    assert of(school, MARCUS).languages == ()
    write(school, {"languages": ("English",)})
    assert of(school).languages == ("English",)


def test_two_editors_of_different_fields_both_keep_theirs(school):
    write(school, {"interests": ("drums",)})
    write(school, {"dislikes": ("running",)}, actor=BOSS)
    assert (of(school).brings.interests, of(school).brings.dislikes) == (("drums",), ("running",))


def test_the_second_editor_of_one_field_is_told_and_may_insist(school):
    write(school, {"wished_for": "Mr. Okafor"})
    with pytest.raises(ChangedMeanwhile, match="Chen changed the wished-for mentor") as told:
        write(school, {"wished_for": "a coach"}, actor=BOSS)
    assert of(school).wished_for == "Mr. Okafor"
    write(school, {"wished_for": "a coach"}, opened=told.value.now, actor=BOSS)
    assert of(school).wished_for == "a coach"


def test_a_double_click_saves_once(school):
    for _ in range(2):
        write(school, {}, new_adult="Alma Reyes", token="one")
    names = [m.name for m in mentors_seen(school, CHEN, TODAY)]
    assert names.count("Alma Reyes") == 1
    assert len(of(school).knows) == 1


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"asked": TODAY + timedelta(1), "wish": "yes"}, "has not come yet"),
        ({"asked": date(1999, 5, 1), "wish": "yes"}, "date of birth"),
        ({"wish": "yes"}, "not when the student was asked"),
        ({"asked": TODAY, "wish": "maybe"}, "is not a wish"),
        ({"availability": "Mon 9:00-8:30"}, "ends before it starts"),
        ({"availability": "sometimes"}, "is not a time of the week"),
        ({"note": "x" * 501}, "too long"),
        ({"interests": ("x" * 501,)}, "too long"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(school, wanted, sentence):
    with pytest.raises(SmError, match=sentence):
        write(school, wanted)
    assert of(school) == Profile(ROSA, home_language="Spanish")


def test_being_asked_today_without_a_word_on_the_wish_is_fine(school):
    write(school, {"asked": TODAY, "note": "x" * 500})
    assert of(school).asked == TODAY


@pytest.mark.parametrize(("actor", "error"), [(ROOSEVELT, SmError), (PRINCIPAL_, NotAllowed),
                                              (OF_ROSA, NotAllowed)])  # fmt: skip
def test_nobody_writes_of_a_student_who_is_not_theirs_to_change(school, actor, error):
    with pytest.raises(error):
        write(school, {"note": "x"}, actor=actor)
    with pytest.raises(SmError):
        tick(school, DAVID, [ROSA], actor=actor)
    assert of(school) == Profile(ROSA, home_language="Spanish")


def test_each_sees_their_own_students_and_a_mentor_no_note(school):
    write(school, SAID)
    everybody = [ROSA, MARCUS, AMINA, OWEN]
    seen = {
        actor.person: set(profiles(school, actor, SEEN_ON, everybody))
        for actor in (BOSS, CHEN, PRINCIPAL_, ROOSEVELT, OF_ROSA)
    }
    assert seen == {
        "District captain": set(everybody), "Ms. Chen": {ROSA, MARCUS},
        "Dr. Hall": {ROSA, MARCUS}, "Mr. Adeyemi": {AMINA, OWEN}, "David Okafor": {ROSA},
    }  # fmt: skip
    assert of(school, actor=PRINCIPAL_).note == "grandmother picks up"
    assert of(school, actor=OF_ROSA).note == ""
    assert of(school, actor=OF_ROSA).brings == of(school).brings


def test_an_adult_who_is_not_on_the_roster_becomes_a_prospect_once(school):
    write(school, {}, new_adult=" Alma   Reyes ")
    write(school, {}, student=MARCUS, new_adult="alma reyes")
    [alma] = [m for m in mentors_seen(school, CHEN, TODAY) if m.last_name == "Reyes"]
    assert (alma.name, alma.kind, alma.schools) == ("Alma Reyes", "staff", (LINC,))
    assert alma.stage(TODAY) == "prospect"
    assert of(school).knows == of(school, MARCUS).knows == (alma.mentor_id,)
    assert add_adult(school, press(), LINC, "ALMA REYES") == alma.mentor_id


def test_a_name_of_another_school_is_another_person(school):
    assert add_adult(school, press(BOSS), LINC, "Tomás Rivera") != TOMAS.mentor_id
    with pytest.raises(NotAllowed):
        add_adult(school, press(CHEN), ROOS, "Alma Reyes")
    with pytest.raises(SmError, match="needs a name"):
        add_adult(school, press(CHEN), LINC, "  ")


def test_one_adults_ticks_replace_only_that_adults(school):
    tick(school, DAVID, [ROSA, MARCUS])
    tick(school, GRACE, [ROSA])
    tick(school, DAVID, [MARCUS], opened=[ROSA, MARCUS])
    assert (of(school).knows, of(school, MARCUS).knows) == (("grace",), ("david",))
    told = [(c.field, c.before, c.after) for c in history_of(school, "student_profile", ROSA)]
    assert sorted(told) == [
        ("knows David Okafor", "no", "yes"), ("knows David Okafor", "yes", "no"),
        ("knows Grace Lindqvist", "no", "yes"),
    ]  # fmt: skip


def test_two_people_filling_in_the_same_adult_lose_nothing(school):
    tick(school, DAVID, [ROSA])
    tick(school, DAVID, [MARCUS], actor=BOSS)
    tick(school, DAVID, [ROSA])
    assert of(school).knows == of(school, MARCUS).knows == ("david",)
    assert len(history_of(school, "student_profile", ROSA)) == 1


def test_a_second_click_on_the_grid_does_nothing(school):
    tick(school, DAVID, [ROSA], token="one")
    tick(school, DAVID, [ROSA, MARCUS], token="one")
    assert of(school, MARCUS).knows == ()


def test_the_grid_refuses_adults_and_students_of_another_school(school):
    with pytest.raises(SmError, match="no mentor with this id"):
        tick(school, TOMAS, [ROSA])
    with pytest.raises(SmError, match="1 of these students"):
        tick(school, DAVID, [ROSA, AMINA])
    with pytest.raises(SmError, match="One of these adults"):
        write(school, {}, knows=(set(), {"helen"}))
    assert of(school).knows == ()


def test_the_list_counts_the_chosen_of_the_school_and_year(school):
    choose(school, (ROSA, LINC), (MARCUS, LINC), (AMINA, ROOS))
    choose(school, (OWEN, ROOS), state="deferred")
    choose(school, (OWEN, ROOS), year="2024-25")
    write(school, {"asked": TODAY, "wish": "no"})
    tick(school, DAVID, [ROSA])
    found = chosen_students(school, seen_by(school, CHEN))
    assert [p.label for p in found.people] == ["Rosa Delgado", "Marcus Tran"]
    assert (found.asked, found.wishing("no"), found.gone) == (1, 1, 0)
    assert [p.label for p in found.known_to_nobody] == ["Marcus Tran"]
    assert len(chosen_students(school, seen_by(school, BOSS)).people) == 3
    assert len(chosen_students(school, seen_by(school, BOSS), school=ROOS).people) == 1


def test_a_student_named_in_the_address_is_listed_for_those_who_may_see_them(school):
    choose(school, (ROSA, LINC))
    also = chosen_students(school, seen_by(school, CHEN), also=MARCUS)
    assert [p.student_id for p in also.people] == [ROSA, MARCUS]
    assert len(chosen_students(school, seen_by(school, CHEN), also=AMINA).people) == 1


def test_who_is_chosen_where_they_no_longer_are_is_counted(school):
    choose(school, (ROSA, LINC), (AMINA, LINC))
    for actor in (CHEN, BOSS):  # a captain sees Amina, at her other school
        found = chosen_students(school, seen_by(school, actor))
        assert ([p.student_id for p in found.people], found.chosen, found.gone) == (
            [ROSA],
            {ROSA},
            1,
        )


def test_who_left_the_district_is_no_longer_at_the_school(store, given):
    days = weekdays(date(2025, 8, 25), 40)
    marks = {(MARCUS, day): None for day in days[20:]}
    bring(store, given, {"linc.csv": register(days, marks=marks)})
    choose(store, (ROSA, LINC), (MARCUS, LINC))
    found = chosen_students(store, seen_by(store, CHEN), also=MARCUS)
    assert ([p.student_id for p in found.people], found.chosen, found.gone) == (
        [ROSA, MARCUS], {ROSA}, 1
    )  # fmt: skip


def test_the_tables_read_like_people_do(school):
    choose(school, (ROSA, LINC), (MARCUS, LINC))
    write(school, SAID | {"languages": ()}, knows=(set(), {"david"}))
    found = chosen_students(school, seen_by(school, CHEN))
    rosa = bringing_table(found, {"david": "David Okafor"}, several_schools=False).iloc[0]
    assert dict(rosa) == {
        "Student": "Rosa Delgado", "Grade": "6", "Asked": "Jan 12, 2026", "Wants a mentor": "Yes",
        "Wished for": "somebody from band", "Languages": "Spanish (from the school's file)",
        "Interests": "drums", "Dislikes": "running", "Free time": "Mon, Wed 8:00-8:30",
        "Knows": "David Okafor",
    }  # fmt: skip
    twins = [DAVID, replace(DAVID, mentor_id="other"), GRACE]
    grid = known_table(found, twins)
    assert list(grid) == [
        "Student", "Grade", "David Okafor", "David Okafor (2)", "Grace Lindqvist",
    ]  # fmt: skip
    assert [list(row) for row in grid.to_numpy()] == [
        ["Rosa Delgado", "6", "✓", "", ""], ["Marcus Tran", "7", "", "", ""],
    ]  # fmt: skip


def test_the_adults_to_choose_are_those_of_the_school_who_are_still_there(school):
    def names():
        return [m.name for m in adults_at(school, BOSS, TODAY, LINC)]

    assert names() == ["Grace Lindqvist", "Priya Nair", "David Okafor"]
    close_and_end(school, press(), GRACE.mentor_id, TODAY, "moved away", [])
    assert names() == ["Priya Nair", "David Okafor"]


def test_the_students_page_tells_what_the_program_knows(school):
    assert in_program(school, CHEN, SEEN_ON, SEEN_ON, ROSA).empty
    choose(school, (ROSA, LINC))
    write(school, SAID, knows=(set(), {"david"}))
    save_once(school, press(BOSS), lambda writing: (
        writing.insert("matches", [{"match_id": "1", "student_id": ROSA, "mentor_id": "grace",
                                    "school_id": LINC, "started": SEEN_ON}]),
        writing.insert("intensive_supports", [
            {"student_id": ROSA, "school_id": LINC, "school_year": "2025-26", "state": "referred",
             "to_whom": "the social worker", "since": SEEN_ON, "note": "housing"}]),
    ))  # fmt: skip
    found = in_program(school, CHEN, SEEN_ON, SEEN_ON, ROSA)
    assert [(t.state, t.school_name, t.reason) for t in found.targets] == [
        ("chosen", LINC, "asked by the team")
    ]
    assert found.mentors == (("Grace Lindqvist", SEEN_ON),)
    assert (found.support.state, found.support.to_whom) == ("referred", "the social worker")
    assert found.adults == ("David Okafor",)
    before = in_program(school, CHEN, SEEN_ON, SEEN_ON - timedelta(1), ROSA)
    assert (before.mentors, before.support) == ((), None)
    words = {what for what, _ in student_history(school, CHEN, SEEN_ON, ROSA)}
    assert words == {"What the student brings"}


def test_the_history_holds_the_decisions_of_the_persons_own_schools(school):
    def decided(writing):
        for where in (LINC, ROOS):
            record = Record("target", ROSA, where)
            writing.changed(record, {}, {"state": "declined"}, f"said at {where}")

    save_once(school, press(BOSS), decided)
    told = {actor: [c.reason for _, c in student_history(school, actor, SEEN_ON, ROSA)]
            for actor in (CHEN, BOSS)}  # fmt: skip
    assert told[CHEN] == ["said at LINC"]
    assert sorted(told[BOSS]) == ["said at LINC", "said at ROOS"]


def test_a_mentor_is_told_neither_reasons_nor_supports_nor_notes(school):
    choose(school, (ROSA, LINC))
    write(school, SAID, knows=(set(), {"david"}))
    found = in_program(school, OF_ROSA, SEEN_ON, SEEN_ON, ROSA)
    assert (found.targets, found.support, found.adults, found.profile.note) == ((), None, (), "")
    assert found.profile.brings.interests == ("drums",)
    assert student_history(school, OF_ROSA, SEEN_ON, ROSA) == []


def test_another_schools_student_is_nobodys_business(school):
    with pytest.raises(SmError, match="no student with this id"):
        in_program(school, ROOSEVELT, SEEN_ON, SEEN_ON, ROSA)
    with pytest.raises(SmError, match="no student with this id"):
        student_history(school, ROOSEVELT, SEEN_ON, ROSA)
