"""The papers of a school, read back: the right school, and the numbers of the pages."""

import io
from dataclasses import replace
from datetime import date, time, timedelta

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Inches

from sm_core.errors import NotAllowed, SmError
from sm_core.families.policy import USUAL, Policy
from sm_core.mentors.gap import Places, gap_headline
from sm_core.papers.figures import figures
from sm_core.papers.job_description import DUTIES, job_description
from sm_core.papers.planning import (
    active_words,
    baseline_words,
    needed_words,
    planning_sheet,
    policy_words,
)
from sm_core.papers.word import TO_FILL, fit
from sm_core.seen import Filters, see
from sm_core.standing import Asked
from sm_core.student_list import TierCounts, count_tiers
from sm_core.targeting.board import answer, board
from sm_core.targeting.criteria import criteria_by_school
from sm_core.targeting.places import free_places
from sm_core.trainings.save import plan_session
from sm_core.trainings.session import Session
from sm_core.uploads import open_district
from tests import mentor_cast
from tests.invented import AMINA, DAYS, LINC, MARCUS, OWEN, ROOS, ROSA, bring, calendar
from tests.mentor_cast import CAPTAIN_, CHEN, DAVID, PRINCIPAL_, RUIZ, TOMAS, choose, cleared
from tests.targeted import JAN_30, known, made_once, names, press, told
from tests.team_cast import CHEN_, CHEN_ON_TEAM, HALL, NOVAK, TUESDAYS, put_team

ORIENTATION = Session("next", LINC, title="Spring orientation", day=date(2026, 2, 4),
                      starts=time(15), place="Room 2")  # fmt: skip
PAST = replace(ORIENTATION, training_id="past", title="Fall orientation", day=date(2025, 9, 2))
FEBRUARY = [date(2026, 2, 2) + timedelta(days=n) for n in (0, 1, 2, 8)]


def fill(store, given):
    """Lincoln: one student in each tier and one with too few days, Rosa and Marcus chosen, Rosa
    with David; Roosevelt: Nobody is named."""
    rows = [(ROSA, 92, 23), (MARCUS, 92, 14), (AMINA, 92, 6), (OWEN, 92, 1), ("0041009", 9, 9)]
    there = [("0051001", 92, 30, JAN_30, ROOS), ("0051002", 92, 0, JAN_30, ROOS)]
    days = {"calendar.csv": calendar([*DAYS, *FEBRUARY])}
    bring(store, given, {"totals.csv": told(*rows, *there)} | names() | days)
    mentor_cast.put(store, cleared(DAVID), cleared(TOMAS), mentor_cast.HELEN)
    choose(store, ROSA, MARCUS)
    mentor_cast.match(store, (ROSA, "m1"))
    put_team(store, HALL, CHEN_, NOVAK, CHEN_ON_TEAM, meetings={LINC: TUESDAYS})
    for session in (ORIENTATION, PAST):
        plan_session(store, press(CHEN), session)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    opened = open_district(made_once(tmp_path_factory, fill))
    yield opened
    opened.close()


def board_of(store, actor=CHEN):
    criteria = criteria_by_school(store, [LINC, ROOS])
    places = free_places(store, actor, JAN_30)
    return board(store, known(store, actor), criteria, places, JAN_30)


def of(store, school=LINC, actor=CHEN):
    return figures(store, board_of(store, actor), school, JAN_30, JAN_30)


def read(made):
    return docx.Document(io.BytesIO(made))


def cells(document):
    """{first cell: the second one} of every row of every table."""
    return {row.cells[0].text: row.cells[1].text
            for table in document.tables for row in table.rows}  # fmt: skip


def words(document):
    paragraphs = [p.text for p in document.paragraphs]
    return "\n".join([*paragraphs, *(f"{a}: {b}" for a, b in cells(document).items())])


def test_the_figures_are_those_of_the_pages(store):
    found = of(store)
    seen = see(store, CHEN, Asked(JAN_30))
    assert found.tiers == count_tiers(store, seen, Filters(school=LINC))
    assert found.answer == answer(board_of(store), LINC)
    assert (found.tiers.rated, found.tiers.few_days, found.through) == (4, 1, JAN_30)
    assert (found.places.needed, found.places.free, found.places.ready) == (1, 15, 2)
    assert found.school_days[-4:] == FEBRUARY


def test_a_captain_gets_the_same_of_one_school(store):
    ours, theirs = of(store, actor=CAPTAIN_), of(store)
    for name in ("tiers", "answer", "places", "families", "unoriented", "school_days", "team"):
        assert getattr(ours, name) == getattr(theirs, name), name
    assert words(read(job_description(ours))) == words(read(job_description(theirs)))


def test_the_job_description_is_of_this_school(store):
    document = read(job_description(of(store)))
    assert document.paragraphs[0].text == "Site coordinator, Lincoln Middle School"
    assert document.core_properties.author == "Success Mentors"
    found = cells(document)
    assert found["Coordinator"] == "Ms. Chen, Counselor, 555-0143, chen@school.example"
    assert found["Background"] == "School social worker"
    assert found["Hours a week"] == "10"
    assert found["Reports to"] == "Dr. Hall, Principal, 555-0142, hall@school.example"
    assert found["Substitute"] == TO_FILL
    assert found["Attendance team"] == "Meets Tuesdays at 7:45 am, library, every week"
    assert found["Severe chronic (20% or more)"] == "1"
    assert found["Under 10 enrolled days, in no tier"] == "1"
    assert found["Students chosen for a mentor"] == "2"
    assert found["Chosen students without a mentor"] == "1"
    assert found["Active mentors"] == "2"
    assert found["Active mentors who can be matched"] == "2"
    assert found["Free places with them"] == "15"
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert headings == list(DUTIES)
    assert len(DUTIES) == 8
    assert "attendance through Jan 30, 2026" in words(document)


def test_the_planning_sheet_says_what_is_known_and_leaves_the_rest(store):
    found = of(store)
    document = read(planning_sheet(found))
    assert document.paragraphs[0].text == "Planning sheet, Lincoln Middle School"
    told_ = cells(document)
    assert "2 of 4 students are chronically absent (50.0%)" in words(document)
    assert told_["Moderate chronic (10 to under 20%)"] == "1"
    assert told_["Mentors needed"] == "2 students chosen, at 4 students each: 1 mentor."
    assert gap_headline(found.places) in told_["Mentors there and to come"]
    assert "2 mentors lack" not in told_["Training"]
    assert told_["Training"] == (
        "1 mentor lacks the orientation (2 to 3 hours).\n"
        "Planned: Spring orientation, Feb 4, 2026, Room 2."
    )
    assert "Staff: 2 on the roster (usual: 3 to 5 per mentor)" in told_["Where to look for mentors"]
    assert "to tell: 2" in told_["Telling families"]
    assert "Led by Ms. Novak" in told_["Weekly meeting"]
    assert "AmeriCorps" in told_["Partners"]
    assert told_["People not named"] == "no substitute"
    assert told_["Risk"] == "What we know and need"
    rows = {row.cells[0].text: row for table in document.tables for row in table.rows}
    assert rows["Training"].cells[3].text == "Feb 4, 2026"
    assert rows["Weekly meeting"].cells[3].text == "Feb 3, 2026"
    assert rows["Matching"].cells[2].text == "Ms. Chen"
    assert {row.cells[-1].text for name, row in rows.items() if name == "Matching"} == {""}


def test_a_school_without_anybody_named_gets_lines_to_fill(store):
    found = of(store, ROOS, RUIZ)
    job, plan = read(job_description(found)), read(planning_sheet(found))
    assert "Roosevelt Elementary" in job.paragraphs[0].text
    assert cells(job)["Coordinator"] == TO_FILL
    assert cells(job)["Reports to"] == f"{TO_FILL} (principal)"
    assert cells(job)["Attendance team"] == f"Meets {TO_FILL}"
    assert cells(plan)["Mentors needed"] == "1 student proposed, at 4 students each: 1 mentor."
    assert cells(plan)["People not named"].startswith("no principal named, no site coordinator")
    assert "still to come by the calendar" not in words(plan)


def test_figures_of_last_year_say_their_year_and_choices_their_day(store):
    found = of(store)
    assert "students chosen as of" not in found.dated
    late = replace(found, day=date(2026, 11, 24), today=date(2026, 11, 24))
    for paper_ in (job_description(late), planning_sheet(late)):
        assert "school year 2025-26" in words(read(paper_))
        assert "2026-27" not in words(read(paper_))
    early = replace(found, today=date(2026, 2, 6))
    assert early.dated.endswith("program on Jan 30, 2026, students chosen as of Feb 6, 2026")


def test_active_mentors_are_those_of_the_mentors_page(store):
    found = replace(of(store), places=Places(LINC, ready=8, blocked=1, total=40))
    assert active_words(found) == "9 active mentors, 8 of them can be matched: 40 places."
    assert cells(read(job_description(found)))["Active mentors"] == "9"
    risk = cells(read(planning_sheet(found)))["Checks that keep mentors out"]
    assert risk == "1 active mentor cannot be matched"


def test_no_school_but_ones_own(store):
    for actor in (RUIZ, PRINCIPAL_):
        other = LINC if actor is RUIZ else ROOS
        with pytest.raises(NotAllowed):
            figures(store, board_of(store, actor), other, JAN_30, JAN_30)
    with pytest.raises(SmError, match='no school "NOWHERE"'):
        of(store, "NOWHERE", CAPTAIN_)


def test_letter_paper_with_header_rows_that_repeat(store):
    for made, width in ((job_description(of(store)), 8.5), (planning_sheet(of(store)), 11)):
        document = read(made)
        section = document.sections[0]
        assert (section.page_width, section.page_height) == (Inches(width), Inches(19.5 - width))
        assert (section.orientation == WD_ORIENT.LANDSCAPE) == (width == 11)
        for table in document.tables:
            header = table.rows[0]._tr.trPr
            assert header.find(qn("w:tblHeader")) is not None
            total = sum(cell.width for cell in table.rows[0].cells)
            assert total <= section.page_width - section.left_margin - section.right_margin
        assert section.footer.paragraphs[0].text.startswith("Lincoln Middle School · attendance")


NASTY = '=cmd|" /C calc"!A0 <script>\x00\x0b\x1f\ud800\ufffe\u202e & Zoë'


def test_what_somebody_typed_cannot_break_the_file(store):
    found = of(store)
    one = replace(found.team.named, coordinator=replace(CHEN_, name=NASTY, background=NASTY))
    team = replace(found.team, named=one, members=(replace(NOVAK, name=NASTY),))
    bad = replace(found, school=replace(found.school, name=NASTY), team=team)
    clean = '=cmd|" /C calc"!A0 <script> & Zoë'
    assert fit(NASTY) == clean
    assert cells(read(job_description(bad)))["Background"] == clean
    assert f"Led by {clean}" in cells(read(planning_sheet(bad)))["Weekly meeting"]


TIERS = {"satisfactory": 1, "at_risk": 1, "moderate_chronic": 0, "severe_chronic": 0}
GOALS = [(0, None), (1, 0), (4, 3), (5, 4), (9, 7), (10, 8), (150, 120)]


@pytest.mark.parametrize(("chronic", "goal"), GOALS)
def test_a_fifth_less_is_offered_in_whole_students(store, chronic, goal):
    found = replace(of(store), tiers=TierCounts(TIERS | {"moderate_chronic": chronic}, 0, 0))
    text = baseline_words(found)
    assert f"{chronic} of {chronic + 2}" in text
    assert (f"would be {goal} or fewer" in text) == (goal is not None)
    assert ("or fewer" in text) == (goal is not None)
    assert text.endswith(f"Our goal: {TO_FILL}")


def test_without_rates_there_is_only_the_line(store):
    empty = TierCounts(dict.fromkeys(TIERS, 0), 3, 3)
    assert baseline_words(replace(of(store), tiers=empty)) == (
        f"No student is in a tier yet. Goal: {TO_FILL}"
    )


@pytest.mark.parametrize(
    ("chosen", "proposed", "caseload", "mentors"),
    [(0, 0, 4, 0), (0, 3, 4, 1), (4, 9, 4, 1), (5, 9, 4, 2), (8, 0, 1, 8)],
)
def test_mentors_needed_are_for_the_chosen_or_else_the_proposed(
    store, chosen, proposed, caseload, mentors
):
    base = of(store)
    found = replace(
        base, answer=replace(base.answer, chosen=chosen, proposed=proposed),
        criteria=replace(base.criteria, caseload=caseload), places=Places(LINC),
    )  # fmt: skip
    assert found.mentors_needed == mentors
    assert needed_words(found).endswith(f"{mentors} {'mentor' if mentors == 1 else 'mentors'}.")


def test_the_policy_in_words():
    assert policy_words(USUAL).startswith("Tell the family, with days to say no (10 days)")
    assert policy_words(Policy("opt_in")) == "Ask for a signed permission before a mentor begins."
