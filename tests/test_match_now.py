"""How matches stand on a day: contacts by week, the last one, what is asked, all in words."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sm_core.actor import CAPTAIN, COORDINATOR, MENTOR, Actor
from sm_core.contacts.contact import Contact
from sm_core.contacts.weeks import MatchWeek
from sm_core.errors import SmError
from sm_core.families.ending import Meeting
from sm_core.support import now_words
from sm_core.support.check_in import CheckIn
from sm_core.support.due import Due
from sm_core.support.match_now import MatchNow
from sm_core.support.mentor_now import mentor_now
from sm_core.support.rhythm import DUE, LATER, OVERDUE
from sm_core.support.student_now import student_now
from sm_core.support.told import Said
from sm_core.uploads import open_district
from tests.cast import DAVID, GRACE, put_on_roster
from tests.invented import (
    AMINA,
    DAYS,
    LINC,
    MARCUS,
    NAMES,
    OWEN,
    ROOS,
    ROSA,
    bring,
    calendar,
    register,
    table,
    weekdays,
)
from tests.targeted import put

LAST, FRIDAY = DAYS[-1], date(2025, 10, 17)
MONDAY = date(2025, 10, 13)
BOSS = Actor("District captain", CAPTAIN)
CHEN = Actor("Ms. Chen", COORDINATOR, (LINC,))
OF_ROSA = Actor("David Okafor", MENTOR, (), (ROSA,), "david")
STARTED = date(2025, 9, 22)
NOON = datetime(2025, 10, 1, 12)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """David meets Rosa and, at Roosevelt, Amina; he met Marcus, Owen (at Roosevelt) before."""
    folder = tmp_path_factory.mktemp("now")

    def given(name, content):
        (folder / name).write_text(content, encoding="utf-8")
        return folder / name

    store = open_district(folder / "home")
    away = {(ROSA, day): "U" for day in DAYS[32:35]}
    bring(store, given, {
        "linc.csv": register(DAYS, (ROSA, MARCUS), away),
        "roos.csv": register(DAYS, (AMINA, OWEN), (), ROOS),
        "calendar.csv": calendar([*DAYS, *weekdays(LAST + timedelta(days=3), 36)]),
        "names.csv": table("Student ID,First Name,Last Name",
                           [(s, *name) for s, name in NAMES.items()]),
    })  # fmt: skip
    put_on_roster(store, [replace(DAVID, schools=(LINC, ROOS)), GRACE])
    fill(store)
    yield store
    store.close()


def fill(store):
    def match(student, school, started=STARTED, ended=None, why=""):
        put(store, "matches", match_id=f"m{student}", student_id=student, mentor_id="david",
            school_id=school, started=started, ended=ended, end_reason=why)  # fmt: skip

    match(ROSA, LINC)
    match(AMINA, ROOS)
    match(MARCUS, LINC, DAYS[0], DAYS[10], "moved away")
    match(OWEN, ROOS, DAYS[0], DAYS[12], "of Roosevelt")
    for day, kind, mentor in (
        (date(2025, 10, 2), "saw", "david"), (MONDAY, "saw", "david"),
        (date(2025, 10, 14), "looked for", "david"), (date(2025, 10, 15), "talked", ""),
    ):  # fmt: skip
        put(store, "contacts", contact_id=f"c{day}", student_id=ROSA, mentor_id=mentor, note="",
            school_id=LINC, day=day, kind=kind, person="David Okafor" if mentor else "Ms. Chen",
            recorded=NOON, recorded_by="Ms. Chen")  # fmt: skip
    said = {"school_id": LINC, "how": "phone", "relationship": "well", "worry": False,
            "person": "Ms. Chen", "recorded": NOON}  # fmt: skip
    put(store, "check_ins", check_in_id="k1", about="mentor", mentor_id="david", student_id="",
        day=date(2025, 10, 1), note="Wants a room", **said)  # fmt: skip
    put(store, "check_ins", check_in_id="k2", about="student", mentor_id="", student_id=ROSA,
        day=date(2025, 10, 3), note="", **said)  # fmt: skip
    for name, student, school, state in (("r1", ROSA, LINC, "resolved"), ("r2", ROSA, LINC, "open"),
                                         ("r3", "", ROOS, "open")):  # fmt: skip
        put(store, "support_requests", request_id=name, school_id=school, mentor_id="david",
            student_id=student, topic="times", words=name, state=state, opened=NOON,
            opened_by="David Okafor")  # fmt: skip
    put(store, "request_steps", step_id="s", request_id="r1", words="Done", state="resolved",
        happened=NOON + timedelta(days=5), person="Ms. Chen", owner="Ms. Chen")  # fmt: skip


def weeks(row):
    return [(w.monday.day, w.seen, w.expected(row.standard)) if w else None for w in row.weeks]


def test_a_match_with_its_weeks_and_the_last_contact(store):
    [row] = student_now(store, CHEN, LAST, FRIDAY, ROSA).matches
    assert (row.student, row.match.mentor, row.standard) == ("Rosa Delgado", "David Okafor", 3)
    # Absent on three days of the week of October 6, and on Friday the day itself is not asked for.
    assert weeks(row) == [(22, 0, 3), (29, 1, 3), (6, 0, 1), (13, 1, 2)]
    assert (row.seen, row.asked) == (2, 9)
    assert (row.last.day, row.last.person) == (date(2025, 10, 15), "Ms. Chen")


@pytest.mark.parametrize(("day", "held"), [
    (STARTED - timedelta(days=1), 0), (STARTED, 1), (FRIDAY, 1),
])  # fmt: skip
def test_a_match_counts_from_its_first_day(store, day, held):
    found = student_now(store, CHEN, LAST, day, ROSA)
    assert len(found.matches) == held
    assert [sum(week is not None for week in row.weeks) for row in found.matches] == (
        {STARTED: [1], FRIDAY: [4]}.get(day, [])
    )


def test_contacts_and_steps_after_the_day_are_not_known_on_it(store):
    found = student_now(store, CHEN, LAST, MONDAY, ROSA)
    assert found.matches[0].last.day == MONDAY
    assert [said.request_id for said in found.requests] == ["r2"]
    before = student_now(store, CHEN, LAST, date(2025, 10, 5), ROSA)
    assert [said.request_id for said in before.requests] == ["r1", "r2"]
    assert student_now(store, CHEN, LAST, date(2025, 9, 30), ROSA).requests == ()


def test_a_student_without_a_match_has_nothing_and_a_mentor_reads_nothing(store):
    assert student_now(store, CHEN, LAST, FRIDAY, MARCUS).matches == ()
    found = student_now(store, OF_ROSA, LAST, FRIDAY, ROSA)
    assert (found.matches, found.requests) == ((), ())
    with pytest.raises(SmError, match="no student with this id"):
        student_now(store, CHEN, LAST, FRIDAY, AMINA)


def test_a_mentor_as_the_captain_sees_them(store):
    found = mentor_now(store, BOSS, LAST, FRIDAY, "david")
    assert [row.student for row in found.now] == ["Rosa Delgado", "Amina Yusuf"]
    assert [(name, m.end_reason) for name, m in found.before] == [
        ("Owen Fitzgerald", "of Roosevelt"), ("Marcus Tran", "moved away"),
    ]  # fmt: skip
    assert (found.hidden, found.hidden_before) == (0, 0)
    assert [said.check_in_id for said in found.check_ins] == ["k1"]
    assert [(name, said.request_id) for name, said in found.requests] == [
        ("Rosa Delgado", "r2"), ("", "r3"),
    ]  # fmt: skip
    assert (found.asked, found.resolved) == (3, 1)


def test_a_coordinator_sees_the_own_school_and_how_many_there_are_elsewhere(store):
    found = mentor_now(store, CHEN, LAST, FRIDAY, "david")
    assert [row.student for row in found.now] == ["Rosa Delgado"]
    assert [name for name, _ in found.before] == ["Marcus Tran"]
    assert (found.hidden, found.hidden_before) == (1, 1)
    assert [said.request_id for _, said in found.requests] == ["r2"]


@pytest.mark.parametrize(("day", "before"), [
    (DAYS[9], []), (DAYS[10], ["Marcus Tran"]), (DAYS[12], ["Owen Fitzgerald", "Marcus Tran"]),
])  # fmt: skip
def test_a_match_is_over_from_the_day_it_ended(store, day, before):
    found = mentor_now(store, BOSS, LAST, day, "david")
    assert [name for name, _ in found.before] == before
    assert len(found.now) == 2 - len(before)


def test_a_mentor_without_students_and_one_of_another_school(store):
    found = mentor_now(store, CHEN, LAST, FRIDAY, "grace")
    assert (found.now, found.before, found.check_ins, found.asked) == ((), (), (), 0)
    with pytest.raises(SmError, match="no mentor with this id"):
        mentor_now(store, Actor("Mr. Ruiz", COORDINATOR, (ROOS,)), LAST, FRIDAY, "grace")


# --- words

MATCH = Meeting("m", ROSA, "david", "David Okafor", LINC, STARTED, None, "")
BY_DAVID = Contact("c", ROSA, "david", LINC, date(2025, 10, 15), "saw", "", "David Okafor", NOON,
                   "David Okafor")  # fmt: skip
BY_CHEN = replace(BY_DAVID, mentor_id="", person="Ms. Chen")


def week(seen, session, away=0):
    return MatchWeek("m", ROSA, "david", LINC, STARTED, None, MONDAY, session, away, 0, seen, 0, 0)


def row(running, last=BY_DAVID, before=(None, None, None)):
    return MatchNow(MATCH, "Rosa Delgado", 3, (*before, running), last)


def due(about, day, state):
    return Due(about, ROSA, "Rosa Delgado", (), (LINC,), day, state, "", None)


@pytest.mark.parametrize(("running", "last", "said"), [
    (week(2, 5), BY_DAVID, "Seen 2 times this week so far, 3 planned; last seen Wed Oct 15 by "
                           "David Okafor"),
    (week(3, 5), None, "Seen 3 times this week so far, 3 planned; not seen yet by anybody"),
    (week(4, 5), BY_DAVID, "Seen 4 times this week so far, 3 planned; last seen Wed Oct 15 by "
                           "David Okafor"),
    (week(0, 1), BY_CHEN, "Not seen this week so far, 1 planned; last seen Wed Oct 15 by Ms. "
                           "Chen"),
    (week(0, 0), None, "Not seen this week so far; not seen yet by anybody"),
    (week(1, 2, 2), BY_DAVID, "Seen once this week so far; last seen Wed Oct 15 by David Okafor"),
    (week(2, 0), BY_DAVID, "Seen 2 times this week so far; last seen Wed Oct 15 by David "
                           "Okafor"),
    (None, None, "Not seen this week so far; not seen yet by anybody"),
])  # fmt: skip
def test_how_often_in_words(running, last, said):
    assert now_words.seen_words(row(running, last)) == said


@pytest.mark.parametrize(("state", "said"), [
    (OVERDUE, "with the family overdue since Mon Oct 6"), (DUE, "with the family by Mon Oct 6"),
    (LATER, "with the family by Mon Oct 6"),
])  # fmt: skip
def test_the_next_check_in_in_words(state, said):
    check_in = due("family", date(2025, 10, 6), state)
    assert now_words.next_words("the family", check_in) == said


def test_after_the_school_year_the_next_check_in_has_no_day():
    assert now_words.next_words("the family", due("family", None, LATER)) == (
        "with the family after the break; no file tells the school days yet"
    )


def test_the_table_of_students_has_the_newest_week_first():
    rows = [row(week(1, 3), BY_CHEN, (None, week(0, 0), week(4, 5))), row(week(0, 0), None)]
    nexts = [due("student", None, LATER), due("family", date(2025, 10, 6), OVERDUE)]
    table = now_words.students_table(rows, {each.key: each for each in nexts}, FRIDAY)
    assert table.to_dict("records") == [
        {"Student": "Rosa Delgado", "This week so far": "1 / 2", "Four weeks": "5 / 5",
         "Last seen": "Wed Oct 15, Ms. Chen", "Check-in, student": "after the break",
         "Check-in, family": "⚠ Mon Oct 6", "Week of Oct 6": "4 / 3", "Week of Sep 29": "–",
         "Week of Sep 22": "", "Matched since": "Sep 22"},
        {"Student": "Rosa Delgado", "This week so far": "–", "Four weeks": "–",
         "Last seen": "not seen yet", "Check-in, student": "after the break",
         "Check-in, family": "⚠ Mon Oct 6", "Week of Oct 6": "", "Week of Sep 29": "",
         "Week of Sep 22": "", "Matched since": "Sep 22"},
    ]  # fmt: skip


def test_who_is_not_asked_has_no_day_in_the_table():
    table = now_words.students_table([row(week(1, 3))], {}, FRIDAY)
    assert list(table["Check-in, student"]) == list(table["Check-in, family"]) == [""]


def test_check_ins_requests_and_matches_before_in_words():
    said = CheckIn("mentor", date(2025, 10, 1), "david", how="phone", relationship="in trouble",
                   worry=True, doing="Chess", note="Told the nurse", person="Ms. Chen")  # fmt: skip
    assert now_words.check_in_words(said) == (
        "Check-in Oct 1, 2025, by phone, by Ms. Chen: needs help, a worry about safety; Chess; "
        "Told the nurse"
    )
    asked = Said("r", "david", "David Okafor", ROSA, "times", NOON, "Ms. Chen", "", "in work",
                 "Ms. Chen", date(2025, 10, 8), False)  # fmt: skip
    assert now_words.request_words(asked) == (
        "Our times do not fit (in work, Ms. Chen, due Wed Oct 8)"
    )
    over = replace(MATCH, ended=date(2025, 10, 8), end_reason="moved away")
    words = "Rosa Delgado, Sep 22, 2025 to Oct 8, 2025"
    assert now_words.before_words("Rosa Delgado", over, CHEN) == f"{words}: moved away"
    elsewhere = Actor("Mr. Ruiz", COORDINATOR, (ROOS,))
    assert now_words.before_words("Rosa Delgado", over, elsewhere) == words
