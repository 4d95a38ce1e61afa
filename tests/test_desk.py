"""The rules of the captain's desk: at, below and above each bound, and the order of its list."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from sm_core.desk.behind import NOTHING, Behind
from sm_core.desk.facts import Waits, facts, unanswered, unplaced
from sm_core.desk.listed import desk
from sm_core.desk.reasons import (
    COMMON,
    COORDINATOR,
    HELP,
    NEITHER,
    OVERDUE,
    PLACES,
    PLAN,
    POINTS,
    REQUEST,
    REVIEW,
    SAFETY,
    STALE,
    reasons,
)
from sm_core.desk.settings import USUAL
from sm_core.desk.words import (
    common_words,
    contact_words,
    headline,
    preview_words,
    resting_words,
    rules_words,
    state_words,
    unplaced_words,
)
from sm_core.lessons.help import SETTLED
from sm_core.plans.plan import DONE, DROPPED
from sm_core.plans.template import USUAL as TEMPLATE
from sm_core.progress.funnel import Funnel
from sm_core.progress.held import Held
from sm_core.progress.tiers import SchoolTiers
from sm_core.support.request import IN_WORK, OPEN, RESOLVED, Request, Step
from sm_core.support.request_list import Listed
from sm_core.team.named import Named
from sm_core.team.overview import SchoolTeam
from tests.desk_cast import (
    DAY,
    QUIET,
    TEAM,
    ago,
    asks,
    call,
    never_held,
    plan,
    school,
    step,
    waits,
    weekly,
    weeks_without,
)
from tests.invented import LINC, ROOS
from tests.lesson_cast import made
from tests.team_cast import CHEN_, HALL

NO_COORDINATOR = SchoolTeam(LINC, "Lincoln", Named(HALL))
CLOSED = {"now": SchoolTiers(few_days=40, enrolled=0), "left": True}
SILENT = Behind(None, 40)


def kinds(found, rules=USUAL):
    return [reason.kind for reason in reasons(found, rules)]


def words(found, rules=USUAL):
    return [reason.words for reason in reasons(found, rules)]


def waiting(found, free, **more):
    return school(without_mentor=found, free=free, funnel=Funnel(30), **more)


def test_a_school_with_everything_in_order_is_not_called():
    assert reasons(QUIET, USUAL) == []


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (school(behind=Behind(ago(7), 7)), []),
        (school(behind=Behind(ago(8), 8)), [STALE]),
        # Five school days are the week of a school.
        (school(behind=Behind(ago(21), 21, 5)), []),
        (school(behind=Behind(ago(21), 21, 6)), [STALE]),
        (school(behind=Behind(ago(7), 7, 7)), []),
        (school(team=NO_COORDINATOR), [COORDINATOR]),
        (school(team=None), [COORDINATOR]),
        (school(held=weeks_without(1)), []),
        (school(held=weeks_without(2)), [REVIEW]),
        (school(held=never_held(2), plan=plan(weekly(ago(0)))), []),
        (school(held=never_held(2), plan=plan(weekly(ago(1)))), [REVIEW, OVERDUE]),
        (school(held=weeks_without(2), plan=plan(weekly(ago(0)))), [REVIEW]),
        (school(held=weeks_without(2), plan=plan(weekly(ago(1)))), [REVIEW, OVERDUE]),
        (school(held=weeks_without(2), plan=plan(weekly(None))), [REVIEW]),
        (school(held=weeks_without(2), plan=plan(step("a", ago(-9)))), [REVIEW]),
        (school(held=weeks_without(2), plan=plan(weekly(ago(-9), state=DONE, ended=DAY))),
         [REVIEW]),
        (school(waits=(waits("a", 3),)), []),
        (school(waits=(waits("a", 4),)), [REQUEST]),
        (school(waits=(waits("a", 0, safety=True),)), [SAFETY]),
        (school(asks=(asks("a", 7),)), []),
        (school(asks=(asks("a", 8),)), [HELP]),
        (school(neither=4), []),
        (school(neither=5), [NEITHER]),
        (school(plan=plan(step("a", ago(0)))), []),
        (school(plan=plan(step("a", ago(1)))), [OVERDUE]),
        (school(plan=plan(step("a"))), []),
        (school(plan=plan(step("a", ago(9), state=DROPPED, ended=ago(2)))), []),
        (school(plan=None), [PLAN]),
        (school(plan=None, begins=ago(7)), [PLAN]),
        (school(plan=None, begins=ago(6)), []),
        (waiting(3, 2), []), (waiting(2, 3), []), (waiting(3, 3), [PLACES]),
    ],
)  # fmt: skip
def test_each_reason_holds_from_its_bound(found, expected):
    assert kinds(found) == expected


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("stale_days", lambda n: school(behind=Behind(ago(n + 1), n + 1))),
        ("weeks", lambda n: school(held=weeks_without(n))),
        ("overdue", lambda n: school(plan=plan(*(step(f"{i}", ago(1)) for i in range(n))))),
        ("request_days", lambda n: school(waits=(waits("a", n + 1),))),
        ("help_days", lambda n: school(asks=(asks("a", n + 1),))),
        ("neither", lambda n: school(neither=n)),
        ("waiting", lambda n: waiting(n, n)),
    ],
)
def test_every_threshold_is_the_district_s(name, found):
    rules = replace(USUAL, **{name: 4})
    assert [len(kinds(found(n), rules)) for n in (3, 4, 5)] == [0, 1, 1]


def test_a_request_may_be_given_no_day_at_all():
    rules = replace(USUAL, request_days=0, help_days=0)
    assert [len(kinds(school(waits=(waits("a", days),)), rules)) for days in (0, 1)] == [0, 1]
    assert [len(kinds(school(asks=(asks("a", days),)), rules)) for days in (0, 1)] == [0, 1]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (school(behind=Behind(date(2026, 1, 2), 28)), "no data since Jan 2, 28 days ago"),
        (school(behind=SILENT, through=date(2025, 6, 10)),
         "no data of 2025-26 in the 40 days since school began; the last is of Jun 2025"),
        (school(behind=SILENT, through=None), "no data of 2025-26 in the 40 days since school "
         "began"),
        (school(team=None), "no site coordinator is named"),
        (school(held=weeks_without(2)),
         "no weekly review closed in 2 weeks with school, since the week of Oct 6"),
        (school(held=Held(3, 0, 1, None, 3)), "no weekly review closed in 3 weeks with school"),
        (school(waits=(waits("a", 4),)), "1 request for help without an answer, for 4 days"),
        (school(waits=(waits("b", 9), waits("a", 4), waits("c", 3))),
         "2 requests for help without an answer, the oldest for 9 days"),
        (school(waits=(waits("a", 1, True), waits("b", 0, True))),
         "2 worries about a student's safety without an answer"),
        (school(asks=(asks("a", 8), asks("b", 7))),
         "asks the schools for help, and nobody has answered for 8 days"),
        (school(asks=(asks("b", 15), asks("a", 8))), "asks the schools for help with 2 things, and "
         "nobody has answered, the oldest for 15 days"),
        (school(neither=5), "5 of 12 severe students have neither mentor nor support"),
        (school(plan=plan(step("b", ago(7)), step("a"))),
         "1 of 2 steps of the plan is overdue: “Step b” (Ms. Chen), due Jan 23"),
        (school(plan=plan(step("b", ago(7), owner=""), step("a", ago(8)))),
         "2 of 2 steps of the plan are overdue: first “Step a” (Ms. Chen), due Jan 22"),
        (school(plan=None), "no plan of 2025-26"),
        (waiting(3, 4), "3 of 30 chosen students have no mentor, and 4 places are free"),
    ],
)  # fmt: skip
def test_each_reason_says_its_number(found, expected):
    assert words(found) == [expected]


def test_one_is_told_as_one():
    rules = replace(USUAL, neither=1, waiting=1)
    found = waiting(1, 1, neither=1, severe=1, plan=plan(step("a", ago(1), owner="")))
    assert words(found, rules) == [
        "1 of 1 severe student has neither mentor nor support",
        "1 of 1 step of the plan is overdue: “Step a”, due Jan 29",
        "1 of 30 chosen students has no mentor, and 1 place is free",
    ]


EVERYTHING = {
    "behind": Behind(ago(30), 30), "team": None, "neither": 9, "without_mentor": 9, "free": 9,
    "plan": None, "held": weeks_without(4), "waits": (waits("a", 9), waits("s", 0, True)),
    "asks": (asks("h", 9),),
}  # fmt: skip


@pytest.mark.parametrize(
    ("more", "left_out"),
    [
        ({}, {OVERDUE}),
        (CLOSED, set(POINTS) - {SAFETY, REQUEST, HELP}),
        ({"behind": SILENT}, set(POINTS) - {SAFETY, REQUEST, HELP, STALE}),
        ({"behind": NOTHING}, set(POINTS) - {SAFETY, REQUEST, HELP}),
        ({"begins": ago(3), "behind": Behind(DAY, 0)}, {OVERDUE, PLAN, STALE}),
    ],
)
def test_a_closed_unseen_or_new_school_is_called_for_what_can_be_asked(more, left_out):
    found = kinds(school(**EVERYTHING | more))
    assert found == [kind for kind in POINTS if kind not in left_out]


def test_a_worry_about_safety_weighs_more_than_all_others():
    assert POINTS[SAFETY] > sum(POINTS.values()) - POINTS[SAFETY]
    assert list(POINTS.values()) == sorted(POINTS.values(), reverse=True)


def test_the_step_that_begins_the_reviews_is_in_the_template():
    assert weekly(None).template_key in {one.key for one in TEMPLATE}


# --- what waits

ASKED = datetime(2026, 1, 20, 9)


def said(person, day, state=OPEN):
    return Step(f"{day}", "a", datetime(2026, 1, day, 9), person, "", state, "", None)


def asked(*steps, topic="times", **more):
    usual = {"request_id": "a", "school_id": LINC, "mentor_id": "m1", "student_id": "",
             "words": "", "opened": ASKED}  # fmt: skip
    return Listed(Request(topic=topic, **usual | more), "David Okafor", "", steps)


@pytest.mark.parametrize(
    ("row", "since"),
    [
        (asked(), 20),
        (asked(state=RESOLVED), None),
        (asked(state=IN_WORK), 20),
        (asked(opened=datetime(2026, 1, 30, 23)), 30),
        (asked(opened=datetime(2026, 1, 31, 0)), None),
        (asked(opened=None), None),
        (asked(said("Ms. Chen", 22)), None),
        (asked(said("David Okafor", 22)), 20),
        (asked(said("Ms. Chen", 22), said("David Okafor", 24)), 24),
        (asked(said("Ms. Chen", 22), said("David Okafor", 24), said("David Okafor", 26)), 24),
        (asked(said("Ms. Chen", 22), said("David Okafor", 24), said("Ms. Chen", 25)), None),
        (asked(said("David Okafor", 24, RESOLVED)), None),
        # On the day itself nobody had answered, or it was not resolved yet.
        (asked(said("Ms. Chen", 31, RESOLVED), state=RESOLVED), 20),
        (asked(said("Ms. Chen", 30, RESOLVED), state=RESOLVED), None),
    ],
)
def test_a_request_waits_for_a_word_of_somebody_else(row, since):
    found = unanswered([row], DAY).get(LINC, [])
    assert [wait.since.day for wait in found] == ([since] if since else [])


def test_what_waits_is_by_school_the_oldest_first_and_worries_are_marked():
    rows = [asked(), asked(topic="safety", request_id="b", opened=datetime(2026, 1, 5)),
            asked(school_id="", request_id="c"), asked(school_id=ROOS, request_id="d")]  # fmt: skip
    found = unanswered(rows, DAY)
    assert found[LINC] == [Waits("b", date(2026, 1, 5), True), Waits("a", ASKED.date())]
    assert unplaced(found, [QUIET]) == (Waits("c", ASKED.date()), Waits("d", ASKED.date()))
    assert unplaced(found, [QUIET, school(ROOS)]) == (Waits("c", ASKED.date()),)


def test_a_new_word_of_the_mentor_is_another_wait():
    again = asked(said("Ms. Chen", 22), said("David Okafor", 24))
    first, second = (unanswered([row], DAY)[LINC][0].mark for row in (asked(), again))
    assert first != second


def test_what_is_known_is_put_together_by_school():
    late = {ROOS: Behind(ago(3), 3)}
    settled, elsewhere = asks("c", 9, state=SETTLED), replace(asks("e", 1), school_id=ROOS)
    answered = made("d", answers=[ROOS])
    found = facts([school(ROOS).progress, QUIET.progress], [TEAM], late,
                  {LINC: [waits("a", 2)]}, {ROOS: 2},
                  [asks("a", 9), asks("b", 3), settled, answered, elsewhere])  # fmt: skip
    assert [(f.school_id, f.team, f.behind, f.waits, f.look_done) for f in found] == [
        (ROOS, None, late[ROOS], (), 2), (LINC, TEAM, NOTHING, (waits("a", 2),), 0),
    ]  # fmt: skip
    assert [f.asks for f in found] == [(elsewhere,), (asks("a", 9), asks("b", 3))]


@pytest.mark.parametrize(
    ("steps", "look_done", "end"),
    [
        ("a", 0, "due Jan 29"), ("a", 1, "due Jan 29; it looks done"),
        ("ab", 1, "due Jan 29; 1 of them looks done"), ("ab", 2, "due Jan 29; 2 of them look done"),
    ],
)  # fmt: skip
def test_overdue_steps_that_look_done_are_told_apart(steps, look_done, end):
    own = plan(*(step(name, ago(1)) for name in steps))
    [found] = reasons(replace(school(plan=own), look_done=look_done), USUAL)
    assert found.words.endswith(end)


# --- the list


def listed(*known, calls=(), rules=USUAL):
    found = desk(known, rules, calls, DAY)
    return [row.facts.name for row in found.to_call], [row.facts.name for row in found.others]


def test_the_heaviest_come_first_then_those_with_most_severe_students_then_by_name():
    known = [
        school("Quiet"), school("b", plan=None), school("A", plan=None),
        school("Severe", plan=None, neither=1), school("Heavy", team=None),
        school("Steps", plan=plan(step("1", ago(1)))), school("Safe", waits=(waits("a", 0, True),)),
        school("Closed", **CLOSED),
    ]  # fmt: skip
    first, others = listed(*known)
    assert first == ["Safe", "Heavy", "Severe", "Steps", "A", "b"]
    assert others == ["Quiet", "Closed"]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ([school(plan=None)], ()),
        ([school(plan=None), school("B", plan=None)], (PLAN,)),
        ([school(plan=None), school("B")], ()),
        # Nobody has to call a new school, or one that has closed, for a plan.
        ([school(plan=None), school("B", plan=None, begins=DAY)], (PLAN,)),
        ([school(plan=None), school("B", **CLOSED)], ()),
        ([school(plan=None), school("B", plan=None), school("C", **CLOSED)], (PLAN,)),
        ([school(team=None), school("B", team=None, behind=SILENT)], (COORDINATOR,)),
        ([school(behind=SILENT), school("B", behind=Behind(ago(8), 8))], (STALE,)),
        ([school(behind=SILENT), school("B", behind=Behind(ago(7), 7))], ()),
        ([school(neither=9), school("B", neither=9)], ()),
    ],
)
def test_what_holds_at_every_open_school_is_told_once(known, expected):
    found = desk(known, USUAL, (), DAY)
    assert found.common == expected
    assert found.schools == sum(not one.closed for one in known)
    told = {reason.kind for row in found.to_call for reason in row.reasons}
    assert not told & set(expected)


@pytest.mark.parametrize(
    ("day", "rests"), [(ago(0), True), (ago(7), True), (ago(8), False)]
)  # fmt: skip
def test_a_call_lets_its_reasons_rest_for_a_week(day, rests):
    found = desk([school(plan=None)], USUAL, [call(day, PLAN)], DAY)
    [row] = found.others if rests else found.to_call
    assert resting_words(row) == ("no plan of 2025-26" if rests else "")
    assert row.calls == (call(day, PLAN),)


def test_how_long_a_call_lets_rest_is_the_district_s():
    rules = replace(USUAL, quiet_days=2)
    for days, rests in ((2, True), (3, False)):
        first, _ = listed(school(plan=None), calls=[call(ago(days), PLAN)], rules=rules)
        assert (first == []) is rests


def test_a_new_reason_lists_the_school_again_and_the_old_ones_rest():
    calls = [call(ago(2), PLAN, school=LINC), call(ago(1), COORDINATOR, school=ROOS)]
    [row] = desk([school(plan=None, team=None)], USUAL, calls, DAY).to_call
    assert [reason.kind for reason in row.reasons] == [COORDINATOR]
    assert [reason.kind for reason in row.resting] == [PLAN]
    assert row.calls == (calls[0],)


def test_another_step_or_request_is_a_new_reason():
    two = plan(step("a", ago(9)), step("b", ago(1)))
    waiting_two = (waits("x", 9), waits("y", 5))
    known = school(plan=two, waits=waiting_two)
    [row] = desk([known], USUAL, (), DAY).to_call
    assert row.keys == (f"request x {ago(9)}", f"request y {ago(5)}", "overdue a", "overdue b")
    assert listed(known, calls=[call(ago(1), *row.keys)]) == ([], ["Lincoln"])
    for left_out in range(4):
        keys = row.keys[:left_out] + row.keys[left_out + 1 :]
        assert listed(known, calls=[call(ago(1), *keys)]) == (["Lincoln"], [])


def test_reasons_rest_after_two_calls_that_were_each_about_one():
    calls = [call(ago(1), PLAN), call(ago(6), COORDINATOR)]
    assert listed(school(plan=None, team=None), calls=calls) == ([], ["Lincoln"])


# --- the words


def of(count):
    return desk([school(f"S{n}", neither=9) for n in range(count)], USUAL, (), DAY)


@pytest.mark.parametrize(
    ("count", "shown", "expected"),
    [
        (0, 5, "No school to call today"),
        (1, 5, "Call this school, because …"),
        (2, 5, "Call these 2 schools, because …"),
        (5, 5, "Call these 5 schools, because …"),
        (6, 5, "Call these 5 schools first; 1 more has a reason"),
        (7, 5, "Call these 5 schools first; 2 more have a reason"),
        (3, 1, "Call this school first; 2 more have a reason"),
    ],
)
def test_the_answer_first(count, shown, expected):
    assert headline(of(count), shown) == expected


def test_a_change_says_what_it_would_do():
    assert preview_words(of(3), of(1)) == "3 schools would be listed; now 1."
    assert preview_words(of(1), of(0)) == "1 school would be listed; now 0."


@pytest.mark.parametrize(
    ("kind", "known", "expected"),
    [
        (STALE, [school(behind=Behind(ago(9), 9)), school("B", behind=Behind(ago(30), 30))],
         "No school has sent data after Jan 21. Unless school is out, this is about the upload of "
         "the district, and no school is listed for it."),
        (STALE, [school(behind=SILENT)] * 2,
         "No school has sent data of 2025-26. Unless school is out, this is about the upload of "
         "the district, and no school is listed for it."),
        (PLAN, [school(plan=None)] * 2, "Neither school has a plan of 2025-26 yet."),
        (PLAN, [school(plan=None)] * 3, "None of the 3 schools has a plan of 2025-26 yet."),
        (COORDINATOR, [school(team=None)] * 3,
         "None of the 3 schools has a site coordinator named yet."),
    ],
)  # fmt: skip
def test_what_holds_everywhere_is_one_sentence(kind, known, expected):
    found = desk(known, USUAL, (), DAY)
    assert kind in found.common
    assert common_words(found, kind, DAY) == expected


def test_every_reason_that_may_hold_everywhere_has_its_sentence():
    found = desk([school(team=None, plan=None, behind=SILENT)] * 2, USUAL, (), DAY)
    assert len({common_words(found, kind, DAY) for kind in COMMON}) == len(COMMON)


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (Named(HALL, CHEN_), ("Call Ms. Chen, site coordinator", "555-0143")),
        (Named(HALL), ("Call Dr. Hall, principal", "555-0142")),
        (Named(HALL, replace(CHEN_, phone="")),
         ("Call Ms. Chen, site coordinator", "chen@school.example")),
        (Named(None, replace(CHEN_, phone="", email="")), ("Call Ms. Chen, site coordinator", "")),
        (Named(), ("Nobody is named there yet to call.", "")),
    ],
)  # fmt: skip
def test_whom_to_call_and_how(named, expected):
    assert contact_words(school(team=SchoolTeam(LINC, "Lincoln", named))) == expected


def test_a_school_without_a_team_has_nobody_to_call():
    assert contact_words(school(team=None)) == ("Nobody is named there yet to call.", "")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (QUIET, ""),
        (school(**CLOSED), "nobody is enrolled any more, so it is called for requests alone"),
        (school(begins=ago(7)), ""),
        (school(begins=ago(6)), "opened on Jan 24, less than a week ago"),
        (school(begins=DAY), "opened on Jan 30, less than a week ago"),
        (school(begins=ago(-1), behind=NOTHING), "its first day is Jan 31, 2026, after this date"),
        (school(behind=NOTHING), "no data of 2025-26 yet"),
        # Said by the reason already.
        (school(behind=SILENT), ""),
    ],
)
def test_why_a_school_is_called_for_less(found, expected):
    found = desk([found], USUAL, (), DAY)
    [row] = found.to_call + found.others
    assert state_words(row) == expected


def test_what_belongs_to_no_school_is_told_as_such():
    [reason] = reasons(school(waits=(waits("a", 4),)), USUAL)
    assert unplaced_words(reason) == (
        "Belonging to no school here: 1 request for help without an answer, for 4 days."
    )


def test_every_threshold_is_told_in_words():
    usual = rules_words(USUAL)
    for name, value in vars(USUAL).items():
        told = rules_words(replace(USUAL, **{name: value + 31}))
        assert [line for line in told if str(value + 31) in line] == [
            line for line, before in zip(told, usual, strict=True) if line != before
        ], name
        assert told != usual
