"""The timeline of one student: what is on it, in which order, up to which day, for whom."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sm_core.actor import CAPTAIN, COORDINATOR, MENTOR, PRINCIPAL, Actor
from sm_core.errors import SmError
from sm_core.families.ending import Meeting
from sm_core.standing import Asked
from sm_core.student import find_student
from sm_core.timeline import words
from sm_core.timeline.event import (
    ABSENT,
    ACTIONS,
    CONTACTS,
    FAMILY,
    LANES,
    PROGRAM,
    TALKS,
    Timeline,
)
from sm_core.timeline.find import find_timeline
from sm_core.uploads import open_district
from tests.invented import (
    AMINA,
    DAYS,
    LINC,
    MARCUS,
    OWEN,
    ROOS,
    ROSA,
    SCHOOL_NAMES,
    bring,
    register,
    table,
    totals,
)
from tests.targeted import put

LAST, TODAY = DAYS[-1], date(2025, 10, 20)
BOSS = Actor("District captain", CAPTAIN)
CHEN = Actor("Ms. Chen", COORDINATOR, (LINC,))
HALL = Actor("Dr. Hall", PRINCIPAL, (LINC,))
ADEYEMI = Actor("Mr. Adeyemi", COORDINATOR, (ROOS,))
OF_ROSA = Actor("David Okafor", MENTOR, (), (ROSA,), "david")
STARTED, YEAR = date(2025, 9, 22), date(2025, 7, 1)
NOON = datetime(2025, 10, 1, 12)
MARKS = {(ROSA, DAYS[0]): "E", (ROSA, DAYS[3]): "U", (ROSA, DAYS[5]): "H", (ROSA, DAYS[30]): "U",
         (ROSA, DAYS[31]): "N", (AMINA, DAYS[2]): "U"}  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Rosa with something in every lane, Marcus with nothing, Amina moved from Roosevelt to
    Lincoln, Owen told by totals."""
    folder = tmp_path_factory.mktemp("timeline")

    def given(name, content):
        (folder / name).write_text(content, encoding="utf-8")
        return folder / name

    store = open_district(folder / "home")
    moved = {(AMINA, day): None for day in DAYS[:20]}
    bring(store, given, {
        "linc.csv": register(DAYS, (ROSA, MARCUS, AMINA), MARKS | moved),
        "roos.csv": register(DAYS[:20], (AMINA,), MARKS, ROOS),
        "totals.csv": totals((OWEN, 90, 9, LAST), school="WASH"),
        "schools.csv": table("School ID,School Name", SCHOOL_NAMES.items()),
    })  # fmt: skip
    fill(store)
    yield store
    store.close()


def fill(store):
    for mentor, first, last in (("david", "David", "Okafor"), ("grace", "Grace", "Lindqvist")):
        put(store, "mentors", mentor_id=mentor, first_name=first, last_name=last, kind="staff",
            merged_into="")  # fmt: skip
    matches(store)
    contacts(store)
    talks(store)
    family(store)
    reviews(store)
    for day, state, reason in (
        (STARTED - timedelta(7), "proposed", ""), (STARTED - timedelta(5), "deferred", "wait"),
        (STARTED - timedelta(3), "chosen", ""),
    ):  # fmt: skip
        put(store, "history", happened=datetime.combine(day, NOON.time()), person="Ms. Chen",
            kind="target", record_id=ROSA, school_id=LINC, field="state", before="", after=state,
            reason=reason)  # fmt: skip
    decided = {"school_year": "2025-26", "state": "chosen"}
    put(store, "targets", student_id=ROSA, school_id=LINC, since=STARTED, reason="", **decided)
    put(store, "targets", student_id=AMINA, school_id=ROOS, since=date(2025, 9, 8),
        reason="of Roosevelt", **decided)  # fmt: skip
    put(store, "intensive_supports", student_id=ROSA, school_id=LINC, school_year="2025-26",
        state="referred", to_whom="County clinic", since=date(2025, 9, 25),
        note="secret")  # fmt: skip


def matches(store):
    match = {"student_id": ROSA, "mentor_id": "david", "school_id": LINC, "note": "secret"}
    put(store, "matches", match_id="m1", started=STARTED, **match)
    undone = {"started": date(2025, 9, 15), "ended": date(2025, 9, 15), "end_reason": "mistake"}
    put(store, "matches", match_id="m2", **match | {"mentor_id": "grace"}, **undone)
    over = {"started": date(2025, 9, 1), "ended": date(2025, 9, 10), "end_reason": "moved away"}
    put(store, "matches", match_id="m3", **match | {"student_id": AMINA, "school_id": ROOS}, **over)
    for name, student, ended in (("m4", MARCUS, YEAR), ("m5", OWEN, YEAR + timedelta(1))):
        before = match | {"student_id": student, "school_id": "WASH"}
        put(store, "matches", match_id=name, started=date(2024, 9, 10), ended=ended, **before)


def contacts(store):
    def put_contact(name, day, kind="saw", student=ROSA, **more):
        put(store, "contacts", contact_id=name, student_id=student, school_id=LINC, day=day,
            kind=kind, recorded=NOON, recorded_by="Ms. Chen",
            **{"mentor_id": "david", "person": "David Okafor", "note": ""} | more)  # fmt: skip

    put_contact("c1", date(2025, 9, 23), note="Band practice")
    put_contact("c2", date(2025, 9, 24), "talked")
    put_contact("c3", date(2025, 9, 26), "looked for")
    put_contact("c4", date(2025, 9, 29), taken_back=NOON)
    put_contact("first", date(2025, 7, 1), mentor_id="", person="Ms. Chen")
    put_contact("before", date(2025, 6, 30))
    put_contact("today", TODAY)
    put_contact("later", TODAY + timedelta(1))
    put_contact("of marcus", date(2025, 9, 23), student="other")


def talks(store):
    def check_in(name, day, about, **more):
        put(store, "check_ins", check_in_id=name, about=about, day=day, how="phone",
            person="Ms. Chen", recorded=NOON, school_id=LINC,
            **{"mentor_id": "", "student_id": "", "relationship": "well", "worry": False}
            | more)  # fmt: skip

    check_in("k1", date(2025, 10, 2), "student", student_id=ROSA, note="Likes it", doing="Drums")
    check_in("k2", date(2025, 10, 3), "family", student_id=ROSA, relationship="some worry",
             worry=True)  # fmt: skip
    check_in("k3", date(2025, 10, 6), "mentor", mentor_id="david", note="secret of others")
    check_in("k4", STARTED - timedelta(1), "mentor", mentor_id="david")
    check_in("k5", date(2025, 10, 7), "student", student_id=ROSA, taken_back=NOON)
    request = {"mentor_id": "david", "student_id": ROSA, "opened_by": "David Okafor",
               "by_mentor": True}  # fmt: skip
    put(store, "support_requests", request_id="r1", school_id=LINC, topic="not found", words="Help",
        state="resolved", opened=datetime(2025, 10, 8, 9), **request)  # fmt: skip
    for day, state, said in ((9, "in work", ""), (10, "resolved", "Found")):
        put(store, "request_steps", step_id=f"s{day}", request_id="r1", person="Ms. Chen",
            happened=datetime(2025, 10, day), state=state, owner="Ms. Chen",
            words=said)  # fmt: skip
    put(store, "support_requests", request_id="r2", school_id=LINC, topic="safety", words="Told",
        state="open", opened=datetime(2025, 10, 11, 9),
        **request | {"opened_by": "Ms. Chen", "by_mentor": False})  # fmt: skip


def reviews(store):
    """Of October 13, and an action; of Roosevelt about Amina."""

    def decision(name, day, said, student=ROSA, school=LINC, **more):
        put(store, "review_decisions", decision_id=name, review_id="r", school_id=school,
            monday=date(2025, 10, 13), student_id=student, kind=said, reasons="worse",
            recorded=datetime.combine(day, NOON.time()), recorded_by="Ms. Chen",
            **{"note": "", "action_id": ""} | more)  # fmt: skip

    def action(name, state, what, student=ROSA, school=LINC, **more):
        put(store, "actions", action_id=name, school_id=school, student_id=student, what=what,
            owner="Ms. Chen", due=TODAY, state=state, opened=datetime(2025, 10, 14, 9),
            opened_by="Ms. Chen", **{"words": ""} | more)  # fmt: skip

    day = date(2025, 10, 14)
    decision("d1", day, "discussed", note="Was ill")
    decision("d2", day, "action", action_id="a1")
    decision("d3", day, "action", action_id="a2", note="Ask first")
    decision("d4", day, "discussed", note="a slip", taken_back=NOON)
    decision("d5", date(2025, 10, 15), "deferred")
    decision("d6", TODAY + timedelta(1), "discussed")
    decision("of roosevelt", date(2025, 8, 27), "discussed", AMINA, ROOS)
    action("a1", "done", "Call", ended=date(2025, 10, 16), words="They know")
    action("a2", "dropped", "Visit", ended=date(2025, 10, 17), words="Moved")
    action("a3", "open", "Write")
    action("a4", "open", "of Roosevelt", AMINA, ROOS)


def family(store):
    def answer(name, state, **more):
        put(store, "permissions", permission_id=name, student_id=ROSA, school_id=LINC, state=state,
            family_id="", recorded=NOON, **{"channel": ""} | more)  # fmt: skip

    answer("p1", "sent", since=date(2025, 9, 9), channel="mail")
    answer("p2", "refused", since=date(2025, 9, 10), taken_back=NOON)
    answer("p3", "given", since=date(2025, 9, 12), channel="signed form")
    answer("p4", "withdrawn")
    put(store, "family_contacts", contact_id="f1", student_id=ROSA, school_id=LINC, kind="phone",
        family_id="", day=date(2025, 9, 11), outcome="no answer", person="Ms. Chen", note="secret",
        recorded=NOON, recorded_by="Ms. Chen")  # fmt: skip


def look(store, student=ROSA, actor=CHEN, as_of=LAST, day=TODAY):
    return find_timeline(store, actor, find_student(store, BOSS, Asked(as_of), student), day)


def told(found, lane):
    """(day, kind, words) of a lane, the oldest first."""
    return [(e.day.isoformat(), e.kind, e.words) for e in reversed(found.events) if e.lane == lane]


@pytest.mark.parametrize(("lane", "events"), [
    (ABSENT, [
        ("2025-08-25", "whole excused", "Missed, excused"),
        ("2025-08-28", "whole", "Missed, unexcused"),
        ("2025-09-01", "part excused", "Missed 50% of the day, excused"),
        ("2025-10-06", "whole", "Missed, unexcused"),
    ]),
    (CONTACTS, [
        ("2025-07-01", "saw", "Seen by Ms. Chen"),
        ("2025-09-23", "saw", "Seen by David Okafor: Band practice"),
        ("2025-09-24", "talked", "Talked with David Okafor"),
        ("2025-09-26", "looked for", "Not there when looked for by David Okafor"),
        ("2025-10-20", "saw", "Seen by David Okafor"),
    ]),
    (TALKS, [
        ("2025-10-02", "check-in",
         "Check-in with the student by Ms. Chen, going well: Drums; Likes it"),
        ("2025-10-03", "worry",
         "Check-in with the family by Ms. Chen, some worry, a worry about safety"),
        ("2025-10-06", "check-in",
         "Check-in with David Okafor about all their students, by Ms. Chen"),
        ("2025-10-08", "asked", "David Okafor asked for help, I cannot find the student: Help"),
        ("2025-10-09", "step", "Request “I cannot find the student” in work, Ms. Chen"),
        ("2025-10-10", "resolved",
         "Request “I cannot find the student” resolved, Ms. Chen: Found"),
        ("2025-10-11", "asked",
         "Ms. Chen noted for David Okafor, I worry about the student's safety: Told"),
    ]),
    (ACTIONS, [
        ("2025-10-14", "to do", "To do by Oct 20, 2025, Ms. Chen: Write"),
        ("2025-10-14", "to do", "To do by Oct 20, 2025, Ms. Chen: Visit"),
        ("2025-10-14", "to do", "To do by Oct 20, 2025, Ms. Chen: Call"),
        ("2025-10-14", "reviewed", "In the weekly review: Ask first"),
        ("2025-10-14", "reviewed", "Discussed in the weekly review: Was ill"),
        ("2025-10-15", "reviewed", "Left to the next weekly review"),
        ("2025-10-16", "done", "Done, Ms. Chen: Call (They know)"),
        ("2025-10-17", "dropped", "No longer needed, Ms. Chen: Visit (Moved)"),
    ]),
    (FAMILY, [
        ("2025-09-09", "told", "Family told, mail"),
        ("2025-09-11", "reached out", "Phone call by Ms. Chen: no answer"),
        ("2025-09-12", "given", "Permission given, signed form"),
        ("2025-10-01", "no", "Permission taken back"),
    ]),
    (PROGRAM, [
        ("2025-09-17", "decided", "Choice deferred at Lincoln Middle School: wait"),
        ("2025-09-19", "decided", "Chosen for a mentor at Lincoln Middle School"),
        ("2025-09-22", "began", "Match with David Okafor began"),
        ("2025-09-25", "support", "Intensive support referred to County clinic"),
    ]),
])  # fmt: skip
def test_what_stands_in_each_lane(store, lane, events):
    assert told(look(store), lane) == events


def test_the_newest_comes_first_and_of_one_day_the_upper_lane(store):
    found = look(store).events
    days = [event.day for event in found]
    assert days == sorted(days, reverse=True)
    same = [event.lane for event in found if event.day == date(2025, 10, 6)]
    assert same == [ABSENT, TALKS]


def test_it_begins_with_what_happened_first_and_ends_with_the_day(store):
    assert (look(store).first, look(store).last) == (date(2025, 7, 1), TODAY)
    assert look(store, MARCUS).first == DAYS[0]


@pytest.mark.parametrize("day", [date(2025, 9, 8), STARTED, date(2025, 10, 9)])
def test_an_earlier_date_shows_the_same_without_what_came_later(store, day):
    events = [event for event in look(store).events if event.day <= day]
    assert list(look(store, as_of=day, day=day).events) == events
    assert 0 < len(events) < len(look(store).events)


def test_a_match_to_begin_and_one_that_was_undone_are_not_on_it(store):
    assert [m.match_id for m in look(store).matches] == ["m1"]
    assert look(store, as_of=STARTED, day=STARTED - timedelta(1)).matches == ()


def test_a_match_that_was_over_before_the_year_is_not_on_it(store):
    found = look(store, MARCUS)
    assert found.matches == ()
    assert words.counts(find_student(store, BOSS, Asked(LAST), MARCUS), found) == ""
    assert [m.match_id for m in look(store, OWEN, BOSS).matches] == ["m5"]


@pytest.mark.parametrize("actor", [BOSS, CHEN, HALL])
def test_everybody_of_the_school_reads_the_same(store, actor):
    assert look(store, actor=actor) == look(store)


def test_a_mentor_gets_nothing_and_another_school_is_refused(store):
    assert look(store, actor=OF_ROSA).events == ()
    with pytest.raises(SmError, match="no student with this id"):
        look(store, actor=ADEYEMI)


@pytest.mark.parametrize(("actor", "decided", "why"), [
    (CHEN, [], ""), (BOSS, ["of Roosevelt"], "moved away"),
])  # fmt: skip
def test_an_earlier_school_keeps_its_reasons(store, actor, decided, why):
    found = look(store, AMINA, actor)
    assert told(found, ABSENT) == [(DAYS[2].isoformat(), "whole", "Missed, unexcused")]
    program = [words for _, _, words in told(found, PROGRAM)]
    assert [said for said in program if "Chosen" in said] == [
        f"Chosen for a mentor at Roosevelt Elementary: {reason}" for reason in decided
    ]
    ended = "Match with David Okafor ended"
    assert program[-2:] == ["Match with David Okafor began"] * (not decided) + [
        *["Chosen for a mentor at Roosevelt Elementary: of Roosevelt"] * len(decided),
        f"{ended}: {why}" if why else ended,
    ]


@pytest.mark.parametrize(("actor", "words"), [
    (CHEN, []),
    (BOSS, ["Discussed in the weekly review", "To do by Oct 20, 2025, Ms. Chen: of Roosevelt"]),
])  # fmt: skip
def test_an_earlier_school_keeps_its_reviews_and_actions(store, actor, words):
    assert [said for _, _, said in told(look(store, AMINA, actor), ACTIONS)] == words


def test_nothing_is_an_empty_frame_with_its_columns(store):
    found = look(store, MARCUS)
    assert found.events == ()
    assert list(found.frame().columns) == ["lane", "day", "kind", "words", "label"]
    assert len(look(store).frame()) == len(look(store).events)


# --- words


def match(started, ended=None):
    return Meeting("m", ROSA, "david", "David Okafor", LINC, started, ended, "")


@pytest.mark.parametrize(("matches", "counts"), [
    ((), ""),
    ([match(STARTED)], "Missed 3 of 20 days before the match with David Okafor, 1 of 19 since"),
    ([match(date(2025, 1, 9))], "Missed 4 of 39 days since the match with David Okafor"),
    ([match(DAYS[1], DAYS[6])],
     "Missed 1 of 1 day before the match with David Okafor, 2 of 5 during it, 1 of 33 after it"),
    ([match(DAYS[1], DAYS[6]), match(STARTED, TODAY + timedelta(1))],
     "Missed 3 of 20 days before the match with David Okafor, 1 of 19 since"),
    ([match(STARTED), match(DAYS[30])],
     "Missed 3 of 20 days before the match with David Okafor, 1 of 19 since"),
    ([match(LAST + timedelta(1))], "Missed 4 of 39 days before the match with David Okafor"),
])  # fmt: skip
def test_the_days_before_during_and_since_the_match_are_counted(store, matches, counts):
    student = find_student(store, BOSS, Asked(LAST), ROSA)
    found = Timeline(DAYS[0], TODAY, matches=tuple(matches))
    assert words.counts(student, found) == counts
    said = words.caption(student, found)
    assert said.startswith(f"{counts}. {words.NO_EFFECT}" if counts else "One mark per thing")
    assert words.title(found) == "Absences, contacts and support since August"


def test_totals_have_no_days_to_count(store):
    student = find_student(store, BOSS, Asked(LAST), OWEN)
    assert words.counts(student, Timeline(DAYS[0], TODAY, matches=(match(STARTED),))) == ""


def test_the_caption_counts_what_is_drawn_and_says_how_far_absences_are_known(store):
    student, found = find_student(store, BOSS, Asked(LAST), ROSA), look(store)
    said = words.caption(student, found)
    assert (
        "One mark per thing, Jul 1, 2025 to Oct 20, 2025: 4 days missed in whole or part; 5 "
        "contacts and tries; 7 check-ins and steps of requests; 8 talks and steps of actions; 4 "
        "contacts with the family; 4 steps in the program; absences are known through Oct 17, "
        "2025."
    ) in said
    assert sum(len(told(found, lane)) for lane in LANES) == len(found.events)
    assert "absences are known" not in words.caption(student, replace(found, last=LAST))


def test_a_line_says_the_day_and_what_happened(store):
    assert words.lines(look(store).events[:1]) == ["Mon Oct 20: Seen by David Okafor"]
