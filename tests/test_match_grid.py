"""The matrices of all pairs agree with what is said and counted of each pair by itself."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sm_core.availability import parse_availability, shared_minutes
from sm_core.matching import fit, rules
from sm_core.matching.grid import grid_of
from sm_core.matching.settings import BEST, COMPONENTS, USUAL, Settings
from sm_core.traits import Traits
from tests.match_people import DAY, a_mentor, a_student

IDS, SCHOOLS = ("m1", "m2", "m3"), ("LINC", "ROOS")
TIMES = ("", "Mon 8:00-8:30", "Mon, Wed 8:15-9:00; Fri 12:00-12:45", "Wed 8:30-9:00", "daily 15-16")
NAMES = (("Grace", "Lindqvist"), ("David", "Okafor"), ("Owen", "Okafor"), ("Ann", "Band"))
GRADES = ("", "7", "07", "8", "K", "k", "11", "0K", "PK")
LEVEL_OF = {"7": "middle", "8": "middle", "K": "elementary", "PK": "elementary", "11": "high"}


def some(words, most=2):
    return st.lists(st.sampled_from(words), max_size=most, unique=True).map(tuple)


WORDS = some(("Chess", "chess", "music", "running", "art"), 3)
LANGUAGES = some(("English", "Spanish", "Arabic", "Somali"))
TRAITS = st.builds(
    Traits, grades=some(GRADES[1:], 3), languages=LANGUAGES, interests=WORDS, dislikes=WORDS,
    availability=st.sampled_from(TIMES).map(parse_availability),
)  # fmt: skip
SOME_IDS = some(IDS).map(frozenset)
TIED = st.lists(st.tuples(st.just("Amina"), st.sampled_from(IDS), st.just("Grace")), max_size=1)
STUDENTS = st.builds(
    a_student, school=st.sampled_from(SCHOOLS), grade=st.sampled_from(GRADES), languages=LANGUAGES,
    brings=TRAITS, wish=st.sampled_from(("", "yes", "no")),
    knows=SOME_IDS, family_gap=st.sampled_from(("", "to_tell")), family_words=st.just("Not told"),
    never=SOME_IDS, only=SOME_IDS, meets_wish=SOME_IDS,
    must_speak=st.sampled_from(((), (), ("Spanish",), ("English",), ("Somali", "Spanish"))),
    shares=TIED.map(tuple), apart=TIED.map(tuple),
)  # fmt: skip
MENTORS = st.builds(
    lambda name, **more: a_mentor(first_name=name[0], last_name=name[1], **more),
    name=st.sampled_from(NAMES), schools=some(SCHOOLS), capacity=st.integers(1, 2), brings=TRAITS,
    students=some(("0041001", "0041002", "0041003"), 3), paused=st.sampled_from((None, None, DAY)),
)  # fmt: skip
WEIGHTS = st.lists(st.integers(0, 1000), min_size=6, max_size=6).filter(any)


@st.composite
def grids(draw):
    students = draw(st.lists(STUDENTS, min_size=1, max_size=4))
    mentors = draw(st.lists(MENTORS, max_size=3))
    weights = dict(zip(COMPONENTS, draw(WEIGHTS), strict=True))
    return grid_of(
        [replace(s, student_id=f"s{n}") for n, s in enumerate(students)],
        [replace(m, mentor_id=IDS[n]) for n, m in enumerate(mentors)],
        DAY, replace(USUAL, **weights),
    ), weights  # fmt: skip


def slow_points(student, mentor, most):
    """What a pair is worth, one component after the other, in plain Python."""
    homes = set(student.languages) - {"English"}
    shared = shared_minutes(student.brings.availability, mentor.brings.availability)
    return {
        "wish": most["wish"] if mentor.mentor_id in student.meets_wish else 0,
        "knows": most["knows"] if mentor.mentor_id in student.knows else 0,
        "language": most["language"] if homes & set(mentor.brings.languages) else 0,
        "hours": min(shared, 90) * most["hours"] // 90,
        "interests": slow_interests(student.brings, mentor.brings, most["interests"]),
        "grades": slow_grades(student.grade, mentor.brings.grades, most["grades"]),
    }


def slow_interests(ours, theirs, most):
    our_likes, their_likes = ({w.lower() for w in t.interests} for t in (ours, theirs))
    our_dislikes, their_dislikes = ({w.lower() for w in t.dislikes} for t in (ours, theirs))
    alike = len(our_likes & their_likes) + len(our_dislikes & their_dislikes)
    clash = len(our_likes & their_dislikes) + len(our_dislikes & their_likes)
    named_ones = len(our_likes | their_likes) + len(our_dislikes | their_dislikes)
    return most * max(alike - clash, 0) // named_ones if named_ones else 0


def slow_grades(grade, grades, most):
    plain = {g.upper().lstrip("0") for g in grades}
    ours = grade.upper().lstrip("0")
    if ours and ours in plain:
        return most
    return most // 2 if ours and LEVEL_OF[ours] in {LEVEL_OF[g] for g in plain} else 0


@given(grids())
def test_every_layer_says_what_the_sentence_says(drawn):
    grid, _ = drawn
    for row, column, student, mentor in pairs(grid):
        said = [rules.sentence(rule, student, mentor, DAY) for rule in rules.RULES]
        assert grid.blocked[:, row, column].tolist() == [bool(words) for words in said]
        assert rules.against(student, mentor, DAY) == [words for words in said if words]
        first = next((n for n, words in enumerate(said) if words), -1)
        assert grid.first_failing[row, column] == first
        assert grid.allowed[row, column] == (first < 0)
        assert grid.at_school[row, column] == (student.school_id in mentor.schools)


@given(grids())
def test_points_are_those_counted_pair_by_pair_and_sum_to_the_score(drawn):
    grid, weights = drawn
    most = replace(USUAL, **weights).points
    minutes = fit.minutes(grid.students, grid.mentors)
    for row, column, student, mentor in pairs(grid):
        parts = grid.parts(student.student_id, mentor.mentor_id)
        assert parts == slow_points(student, mentor, most)
        assert list(parts) == list(COMPONENTS)
        assert sum(parts.values()) == grid.fits[row, column]
        assert 0 <= grid.fits[row, column] <= BEST
        shared = shared_minutes(student.brings.availability, mentor.brings.availability)
        assert minutes[row, column] == shared


def pairs(grid):
    return [
        (row, column, student, mentor)
        for row, student in enumerate(grid.students) for column, mentor in enumerate(grid.mentors)
    ]  # fmt: skip


@given(WEIGHTS, st.randoms(use_true_random=False), st.integers(2, 7))
def test_the_most_of_all_components_is_always_1000(weights, rng, factor):
    points = Settings(*weights).points
    assert sum(points.values()) == BEST
    assert all(points[name] >= 0 for name in COMPONENTS)
    assert all(not points[name] for name, w in zip(COMPONENTS, weights, strict=True) if not w)
    assert Settings(*(w * factor for w in weights)).points == points
    rng.shuffle(weights)
    shuffled = Settings(*weights).points
    assert sum(shuffled.values()) == BEST
    by_weight = zip(sorted(points.values()), sorted(shuffled.values()), strict=True)
    assert all(abs(a - b) <= 1 for a, b in by_weight)


def test_a_pair_that_fits_in_everything_has_1000():
    brings = Traits(("7",), ("Spanish",), ("chess",), ("running",), parse_availability("daily 8-9"))
    student = a_student(languages=("Spanish",), brings=brings, meets_wish=frozenset({"m1"}),
                        knows=frozenset({"m1"}))  # fmt: skip
    grid = grid_of([student], [a_mentor(brings=brings)], DAY, USUAL)
    assert grid.parts("s1", "m1") == USUAL.points
    assert grid.fits.tolist() == [[BEST]]


def test_nothing_known_brings_no_point_and_stands_in_nobodys_way():
    grid = grid_of([a_student(grade="")], [a_mentor()], DAY, USUAL)
    assert grid.fits.tolist() == [[0]]
    assert grid.allowed.all()


def test_a_mentor_without_languages_speaks_english_alone():
    students = [a_student("s1", languages=("Spanish",)), a_student("s2", must_speak=("English",)),
                a_student("s3", must_speak=("Spanish",))]  # fmt: skip
    grid = grid_of(students, [a_mentor()], DAY, USUAL)
    assert grid.allowed[:, 0].tolist() == [True, True, False]
    assert grid.points["language"].tolist() == [[0], [0], [0]]


@pytest.mark.parametrize(("grade", "grades", "points"), [
    ("7", ("7",), 100), ("07", ("7",), 100), ("7", ("07",), 100), ("7", ("8",), 50),
    ("7", ("9",), 0), ("K", ("k",), 100), ("K", ("3",), 50), ("K", ("6",), 0), ("", ("7",), 0),
    ("KG", ("K",), 100), ("0K", ("kf",), 100), ("7", (), 0),
    ("12", ("9", "11"), 50), ("10", ("1",), 0), ("7", ("6", "7", "8"), 100),
    ("Ungraded", ("7",), 0), ("Ungraded", ("ungraded",), 100),
])  # fmt: skip
def test_grades(grade, grades, points):
    mentor = a_mentor(brings=Traits(grades=grades))
    grid = grid_of([a_student(grade=grade)], [mentor], DAY, USUAL)
    assert grid.points["grades"].tolist() == [[points]]


@pytest.mark.parametrize(("free", "points"), [
    ("Mon 8:00-8:01", 1), ("Mon 8:00-9:29", 148), ("Mon 8:00-9:30", 150), ("Mon 8:00-9:31", 150),
    ("daily 8:00-10:00", 150), ("daily 8:00-8:30", 150), ("Mon-Thu 8:00-8:22", 146),
])  # fmt: skip
def test_hours_count_up_to_an_hour_and_a_half(free, points):
    student = a_student(brings=Traits(availability=parse_availability(free)))
    mentor = a_mentor(brings=Traits(availability=parse_availability("daily 6:00-20:00")))
    assert grid_of([student], [mentor], DAY, USUAL).points["hours"].tolist() == [[points]]


@pytest.mark.parametrize(("likes", "dislikes", "points"), [
    (("chess",), (), 50), (("Chess", "music"), ("running",), 150), (("chess", "art"), (), 37),
    (("running",), (), 0), (("chess", "running"), (), 0), ((), ("music",), 0),
    ((), ("running",), 50), ((), (), 0),
])  # fmt: skip
def test_shared_dislikes_count_and_a_clash_takes_away(likes, dislikes, points):
    student = a_student(brings=Traits(interests=likes, dislikes=dislikes))
    mentor = a_mentor(brings=Traits(interests=("chess", "music"), dislikes=("running",)))
    grid = grid_of([student], [mentor], DAY, USUAL)
    assert grid.points["interests"].tolist() == [[points]]


@pytest.mark.parametrize(("home", "spoken", "meet"), [
    (("Arabic", "French"), ("French",), True), (("Mixteco",), ("mixteco",), True),
    (("Quechua",), ("QUÉCHUA",), True), (("Mixteco",), ("Zapoteco",), False),
])  # fmt: skip
def test_any_home_language_will_do_however_it_is_written(home, spoken, meet):
    student = a_student(languages=home, must_speak=home)
    grid = grid_of([student], [a_mentor(brings=Traits(languages=spoken))], DAY, USUAL)
    assert bool(grid.allowed[0, 0]) == meet
    assert (grid.points["language"][0, 0] > 0) == meet
