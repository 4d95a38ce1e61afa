"""The agenda of a monthly meeting: each point and its absence, no student named, the paper."""

import io
from dataclasses import replace
from datetime import date, time, timedelta

import docx
import pytest
from pypdf import PdfReader

from sm_core.contacts.contact import Entry
from sm_core.contacts.log import log_contacts
from sm_core.contacts.weeks import MatchWeek
from sm_core.errors import SmError
from sm_core.mentors.mentor import ORIENTATION
from sm_core.papers.meeting_agenda import meeting_agenda, meeting_agenda_pdf
from sm_core.saving import ChangedMeanwhile
from sm_core.support.agenda import ABOUT, attendance, facts, own_points, points, unplanned_at
from sm_core.support.check_in import MENTOR, CheckIn, log_check_in
from sm_core.support.request import OPEN, RESOLVED, SAFETY, TOPICS, ask_for_help, take_step
from sm_core.trainings.find import find_session
from sm_core.trainings.save import change_session, flat, plan_session
from sm_core.trainings.session import CANCELED, HELD, LONGEST_AGENDA, MEETING, PLANNED, Session
from tests.cast import BOSS, SEEN_ON
from tests.invented import AMINA, LINC, NAMES, ROOS, ROSA
from tests.mentor_cast import CHEN
from tests.support_cast import SCHOOLS, TODAY, at_noon
from tests.targeted import known

ONE, WEEK = timedelta(days=1), timedelta(days=7)
MONDAY = date(2025, 10, 13)
NEXT = Session("next", LINC, MEETING, "Mentor meeting", TODAY + 6 * ONE, time(15, 30), 45)
LAST = replace(NEXT, training_id="last", day=date(2025, 9, 25))
SAFE = replace(NEXT, training_id="safe", kind="safeguarding", title="Safeguarding",
               day=TODAY + 60 * ONE)  # fmt: skip


def agenda(store, session=NEXT, actor=CHEN):
    return points(facts(store, known(store, actor, SEEN_ON), session, TODAY))


def meet(store, *sessions):
    for one in sessions:
        plan_session(store, at_noon(BOSS), one)


def held(store, *names):
    with store.writing("program") as cursor:
        cursor.execute("UPDATE program.trainings SET state = 'held' WHERE training_id IN (SELECT "
                       "unnest($1::VARCHAR[]))", [list(names)])  # fmt: skip


def starting(text, lines):
    [found] = [line for line in lines if line.startswith(text)]
    return found


def test_every_topic_of_a_request_has_words_but_safety():
    assert ABOUT.keys() == TOPICS.keys() - {SAFETY}


def test_the_points_of_a_school(supported):
    meet(supported, NEXT, LAST, SAFE)
    held(supported, "last")
    days = [MONDAY + n * ONE for n in (0, 1, 2)]
    log_contacts(supported, at_noon(BOSS), SEEN_ON, [Entry(ROSA, day, "david") for day in days])
    assert agenda(supported) == [
        "In 1 of 2 matches the student was seen as often as planned in the week of Oct 13, 2025; "
        "in the weeks before in 0 of 2, 0 of 1, 0 of 1.",
        "2 mentors are due for a talk about how it goes: take a moment for it.",
        "Trainings ahead: Safeguarding on Dec 16, 2025.",
    ]


def test_those_who_began_since_the_last_meeting_are_welcomed(supported):
    with supported.writing("program") as cursor:
        cursor.execute("UPDATE program.mentors SET started = $1 WHERE mentor_id = 'david'",
                       [LAST.day + ONE])  # fmt: skip
        cursor.execute("UPDATE program.mentors SET started = $1 WHERE mentor_id = 'grace'",
                       [LAST.day])  # fmt: skip
    welcome = "Welcome to those who began since Sep 25, 2025: David Okafor."
    elsewhere = replace(LAST, training_id="elsewhere", school_id=ROOS, day=TODAY)
    meet(supported, replace(LAST, school_id=""), elsewhere)
    held(supported, "last", "elsewhere")
    assert agenda(supported)[0] == welcome
    with supported.writing("program") as cursor:
        cursor.execute("UPDATE program.mentors SET started = $1 WHERE mentor_id = 'david'",
                       [TODAY + ONE])  # fmt: skip
    assert not agenda(supported)[0].startswith("Welcome")


def test_what_was_asked_for_is_counted_and_safety_is_left_out(supported):
    for topic in ("times", "times", "not found", SAFETY):
        made = ask_for_help(supported, at_noon(CHEN), SEEN_ON, "david", topic, "Rosa", ROSA)
    standing = {"state": OPEN, "owner": "", "due": None}
    take_step(supported, at_noon(CHEN), made, standing, standing | {"state": RESOLVED}, "told")
    said = starting("Mentors asked", agenda(supported))
    assert said == (
        "Mentors asked for help 3 times since Sep 23, 2025: times that do not fit 2, finding the "
        "student 1. 0 of these are resolved."
    )


def test_no_student_is_named(supported):
    ask_for_help(supported, at_noon(CHEN), SEEN_ON, "david", "times", "Rosa Delgado", ROSA)
    text = " ".join(agenda(supported))
    assert not [name for pair in NAMES.values() for name in pair if name in text]


def test_who_was_talked_with_is_not_asked_again(supported):
    for who in ("david", "grace"):
        log_check_in(supported, at_noon(CHEN), SEEN_ON, CheckIn(MENTOR, TODAY, who))
    assert not [p for p in agenda(supported) if "due for a talk" in p]


def test_one_of_the_district_speaks_of_all_that_are_seen(supported):
    everywhere = replace(NEXT, school_id="")
    assert "3 mentors are due" in " ".join(agenda(supported, everywhere, BOSS))
    assert "2 mentors are due" in " ".join(agenda(supported, everywhere, CHEN))
    assert "1 mentor is due" in " ".join(agenda(supported, replace(NEXT, school_id=ROOS), BOSS))


def test_days_that_are_not_reported_are_told_beside_those_seen(supported):
    found = facts(supported, known(supported, CHEN, SEEN_ON), NEXT, TODAY)
    assert "not reported" not in points(found)[0]
    weeks = [replace(w, unknown=1) for w in found.weeks if w.monday == MONDAY]
    said = points(replace(found, weeks=weeks))[0]
    assert said == (
        "In 0 of 2 matches the student was seen as often as planned in the week of Oct 13, 2025. "
        "Of 2 of these some days are not reported yet and count as if the student had been there."
    )


def week(student, weeks_ago, away, session=5, unknown=0, match="m"):
    return MatchWeek(f"{student}-{match}", student, match, LINC, TODAY, None,
                     MONDAY - weeks_ago * WEEK, session, away, unknown, 0, 0, 0)  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "counts"),
    [([week(ROSA, 0, 1), week(ROSA, 4, 2)], (1, 0, 1)),
     ([week(ROSA, 0, 2), week(ROSA, 4, 2)], (0, 0, 1)),
     ([week(ROSA, 0, 2), week(ROSA, 4, 1)], (0, 1, 1)),
     ([week(ROSA, 3, 1), week(ROSA, 7, 2)], (1, 0, 1)),
     # Short weeks: one of six days is more than one of ten.
     ([week(ROSA, 0, 1, 3), week(ROSA, 1, 0, 3), week(ROSA, 4, 1), week(ROSA, 5, 0)], (0, 1, 1)),
     # Fewer than five known days on a side say nothing.
     ([week(ROSA, 0, 0, 4), week(ROSA, 4, 1)], (0, 0, 0)),
     ([week(ROSA, 0, 0), week(ROSA, 4, 1, 4)], (0, 0, 0)),
     ([week(ROSA, 0, 0, 5, 1), week(ROSA, 4, 1)], (0, 0, 0)),
     # Days nobody reported are no days at school.
     ([*(week(ROSA, n, 0, 5, 5) for n in range(4)), week(ROSA, 4, 5)], (0, 0, 0)),
     ([week(ROSA, 0, 2, 5, 0), week(ROSA, 1, 0, 5, 5), week(ROSA, 4, 2)], (0, 0, 1)),
     # Two mentors of a student make no two students, and no more days.
     ([week(ROSA, n, 0, match=m) for n in (0, 4) for m in "mn"], (0, 0, 1)),
     ([week(ROSA, n, 0, 3, match=m) for n in (0, 4) for m in "mn"], (0, 0, 0)),
     ([week(ROSA, 0, 0)], (0, 0, 0)),
     ([week(ROSA, 0, 0), week(ROSA, 4, 1), week(AMINA, 0, 1), week(AMINA, 5, 0)], (1, 1, 2)),
     ([], (0, 0, 0))],
)  # fmt: skip
def test_only_days_that_are_known_are_held_against_each_other(rows, counts):
    assert attendance(rows, MONDAY) == counts


def test_attendance_is_told_in_both_directions_and_as_no_effect(supported):
    found = facts(supported, known(supported, CHEN, SEEN_ON), NEXT, TODAY)
    rows = [week(ROSA, 0, 0), week(ROSA, 4, 1), week(AMINA, 0, 1), week(AMINA, 5, 0)]
    assert starting("Of 2 students", points(replace(found, weeks=rows))) == (
        "Of 2 students, 1 missed a smaller part of the school days in the four weeks to Oct 17, "
        "2025 than in the four before, 1 a larger part. This shows no effect: students are chosen "
        "when they miss most, and then most miss less."
    )
    level = [week(ROSA, 0, 1), week(ROSA, 4, 1)]
    assert not [p for p in points(replace(found, weeks=level)) if "smaller part" in p]


@pytest.mark.parametrize(
    ("state", "day", "school", "month", "without"),
    [(PLANNED, NEXT.day, LINC, 10, [ROOS]), (HELD, date(2025, 10, 1), "", 10, []),
     (CANCELED, NEXT.day, LINC, 10, [LINC, ROOS]),
     (PLANNED, date(2025, 11, 3), LINC, 10, [LINC, ROOS])],
)  # fmt: skip
def test_a_month_without_a_meeting_is_told(state, day, school, month, without):
    one = replace(NEXT, state=state, day=day, school_id=school)
    found = unplanned_at([one, replace(NEXT, kind=ORIENTATION)], [LINC, ROOS], TODAY)
    assert found == (date(2025, month, 1), without)


@pytest.mark.parametrize(
    ("day", "month"),
    [(date(2026, 1, 17), 1), (date(2026, 1, 18), 2), (date(2026, 1, 30), 2)],
)
def test_the_month_is_the_one_two_weeks_on(day, month):
    assert unplanned_at([], [LINC], day)[0] == date(2026, month, 1)


# Own points, and the paper


def test_own_points_are_kept_with_their_history(supported):
    meet(supported, NEXT)
    before = {"agenda": ""}
    change_session(supported, at_noon(CHEN), "next", before, {"agenda": "Snacks\n\n Spring party "})
    one = find_session(supported, CHEN, "next")
    assert own_points(one) == ["Snacks", "Spring party"]
    with pytest.raises(ChangedMeanwhile, match="changed the agenda"):
        change_session(supported, at_noon(BOSS), "next", before, {"agenda": "Mine"})
    with pytest.raises(SmError, match="The agenda has 2,001 letters; 2,000 is the most"):
        change_session(supported, at_noon(CHEN), "next", {"agenda": one.agenda},
                       {"agenda": "x" * (LONGEST_AGENDA + 1)})  # fmt: skip
    # The form of the other fields leaves it as it is.
    change_session(supported, at_noon(CHEN), "next", flat(NEXT), {"place": "Library"})
    assert find_session(supported, CHEN, "next").agenda == one.agenda


def test_the_paper_holds_both_kinds_of_points():
    session = replace(NEXT, agenda="Snacks <b>")
    made = meeting_agenda(session, ["2 mentors are due."], SCHOOLS, TODAY)
    text = [p.text for p in docx.Document(io.BytesIO(made)).paragraphs]
    assert text[:2] == ["Mentor meeting", "Thu Oct 23, 2025, 3:30 pm · 45 minutes · Lincoln"]
    assert {"Our points", "Snacks <b>", "From the data", "2 mentors are due."} < set(text)
    [page] = PdfReader(
        io.BytesIO(meeting_agenda_pdf(session, ["2 mentors are due."], SCHOOLS, TODAY))
    ).pages
    printed = page.extract_text()
    for words in (*text[:2], "Our points", "Snacks <b>", "From the data", "2 mentors are due.",
                  "What we agreed", "Page 1 of 1"):  # fmt: skip
        assert words in printed
    empty = meeting_agenda(NEXT, [], SCHOOLS, TODAY)
    assert "Our points" not in [p.text for p in docx.Document(io.BytesIO(empty)).paragraphs]
