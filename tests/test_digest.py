"""`digest`: the week of a school in a mail, in counts; its settings; and what is refused."""

import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sm_core.actions.action import Action
from sm_core.errors import NotAllowed, SmError
from sm_core.review.decide import Wanted, decide
from sm_core.review.digest import as_text, beside, digest, waiting_words
from sm_core.review.digest_settings import USUAL, Mail, mail_settings, save_mail
from sm_core.review.meeting import Said, close
from sm_core.review.record import ACTION
from sm_core.saving import ChangedMeanwhile
from sm_core.schools import schools_seen
from sm_core.support.request import ask_for_help
from sm_core.uploads import open_district
from tests.cast import BOSS, SEEN_ON
from tests.conftest import Cli
from tests.invented import DAYS, LINC, MARCUS, NAMES, ROSA, bring, register
from tests.mentor_cast import CHEN, PRINCIPAL_, RUIZ
from tests.review_made import DAY, action, known, prepared, review
from tests.support_cast import NOW, TODAY, at_noon
from tests.weekly_cast import prepared_on

MONDAY = date(2025, 10, 13)
WEEK = ("digest", "--school", LINC, "--week")
PEOPLE = [name for names in NAMES.values() for name in names]
PEOPLE += ["David", "Okafor", "Grace", "Lindqvist", "Chen"]
"""Whom the mail may not name: students, mentors, and who does what."""


def week(store, actor=CHEN):
    [school] = [each for each in schools_seen(store, actor) if each.school_id == LINC]
    return prepared_on(store, actor, school, MONDAY, TODAY, TODAY)


@pytest.fixture(scope="module")
def begun_home(tmp_path_factory, support_made):
    """The program of `support_cast`; in the week of October 13 Rosa was given an action, another is
    overdue, and a mentor asked for help."""
    home = tmp_path_factory.mktemp("begun") / "home"
    shutil.copytree(support_made, home)
    store = open_district(home)
    found = week(store)
    for student, what, due in ((ROSA, "Call home", TODAY), (MARCUS, "Visit", date(2025, 10, 24))):
        given = Action("", LINC, what, "Ms. Chen", due)
        decide(store, at_noon(CHEN), found, Wanted(student, ACTION, "bus 12", given))
    store.close()
    return home


@pytest.fixture
def begun(begun_home, home):
    shutil.copytree(begun_home, home)
    return Cli(home, NOW)


@pytest.fixture(scope="module")
def read_only(begun_home):
    return Cli(begun_home, NOW)


@pytest.fixture(scope="module")
def text(read_only):
    """The mail of the week as it stands."""
    return read_only.done(*WEEK, TODAY)


def test_the_mail_tells_counts_and_a_link(text):
    for words in (
        "Weekly review · LINC · week of Oct 13, 2025",
        "Data through Fri Oct 17, 2025.",
        "Begun on Oct 17, 2025; figures of Oct 17, 2025, 2 of 2 names decided.",
        "\n0 of 2 students chronically absent",
        "There is no review before this one within a year.",
        "2 students to talk about\n  too few contacts 2\n",
        "2 open, of 1 person",
        "check-ins overdue",
        "Open the review: http://localhost:8501/weekly?school=LINC&week=2025-10-13\n",
        "Chronically absent: missed 10% or more of the days enrolled",
    ):  # fmt: skip
        assert words in text, text
    assert not [name for name in PEOPLE if name in text]
    assert not [words for words in ("Call home", "bus 12", ROSA, MARCUS) if words in text]


def test_any_day_of_the_week_means_it_and_html_tells_the_same(read_only, text, tmp_path):
    target = tmp_path / "week.html"
    assert read_only.done(*WEEK, MONDAY + timedelta(days=6), "--html", target) == text
    page = target.read_text(encoding="utf-8")
    assert "2 of 2 names decided" in page
    assert 'href="http://localhost:8501/weekly?school=LINC&amp;week=2025-10-13"' in page
    assert not [name for name in PEOPLE if name in page]


def audited(called):
    """(who, of which week) of each mail that stands in the audit."""
    store = open_district(called.home)
    with store.reading() as cursor:
        query = "SELECT person, subject FROM program.audit WHERE act = 'digest'"
        found = cursor.execute(query).fetchall()
    store.close()
    return found


def test_a_mail_without_names_is_not_in_the_audit(begun):
    begun.done(*WEEK, TODAY)
    assert audited(begun) == []


def test_names_where_the_district_wants_them(begun):
    store = open_district(begun.home)
    save_mail(store, at_noon(BOSS), USUAL, Mail(True, "https://sm.school.example/"))
    ask_for_help(store, at_noon(CHEN), SEEN_ON, "david", "times", "Lunch is short.", ROSA)
    store.close()
    assert audited(begun) == []
    text = begun.done(*WEEK, TODAY)
    assert audited(begun) == [("this computer", "LINC 2025-10-13")]
    assert "1. Rosa Delgado, grade 6: " in text
    assert "Ms. Chen: 2 open" in text
    assert "1 request of mentors open" in text
    assert "Open the review: https://sm.school.example/weekly?school=LINC&week" in text


def test_overdue_actions_are_counted_a_week_later(read_only):
    text = replace(read_only, now=NOW + timedelta(days=7)).done(*WEEK, TODAY + timedelta(days=7))
    assert "2 open, 1 overdue, of 1 person" in text
    assert "Last week: 0 of 2 actions done" in text
    assert "Nobody has begun this review." in text


def test_silence_for_three_weeks_is_said_first(read_only):
    late = replace(read_only, now=datetime(2025, 11, 7, 8))
    assert "\n\nLINC has sent no data since Oct 17, 2025, 3 weeks ago." in late.done(
        *WEEK, "2025-11-07"
    )


def test_a_closed_week_tells_what_it_kept(begun, given):
    store = open_district(begun.home)
    found = week(store)
    close(store, at_noon(CHEN), found, Said(), Said(("Ms. Chen",), "kept in mind"))
    marks = {(ROSA, day): "U" for day in DAYS[:20]}
    bring(store, given, {"register.csv": register(DAYS, (ROSA, MARCUS), marks)})
    assert week(store).figures.chronic == 1
    store.close()
    told = begun.done(*WEEK, TODAY)
    assert "Closed on Oct 17, 2025; the figures are those of the meeting." in told
    assert "0 of 2 students chronically absent" in told


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((LINC, "2025-10-20"), "The week of Oct 20, 2025 has not begun; the newest is that of"),
        ((LINC, "9999-12-31"), "has not begun"),
        ((LINC, "0001-01-01"), "check the year"),
        ((LINC, "soon"), '"soon" is not a date; write it like 2026-01-30.'),
        (("GONE", "2025-10-17"), 'There is no school "GONE" in the data; known are LINC, ROOS.'),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(read_only, tmp_path, words, sentence):
    school, day = words
    target = tmp_path / "week.html"
    result = read_only("digest", "--school", school, "--week", day, "--html", target)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1
    assert (result.stdout, target.exists()) == ("", False)


def test_a_file_that_cannot_be_written_is_refused(read_only, tmp_path):
    result = read_only(*WEEK, TODAY, "--html", tmp_path / "no folder" / "week.html")
    assert result.exit_code == 2
    assert "There is no folder" in result.stderr
    assert result.stdout == ""


def test_without_attendance_there_is_no_mail(cli):
    result = cli(*WEEK, TODAY)
    assert (result.exit_code, result.stderr) == (
        2, "There is no attendance yet; import a file first.\n",
    )  # fmt: skip


@pytest.mark.parametrize("named", [False, True])
def test_a_mail_about_hand_made_weeks(named):
    students = [known(f"S{n}", f"Rosa Delgado {n}") for n in range(13)]
    bare = prepared(*students)
    late = action(due=date(2026, 1, 29))
    actions = [late, action("Visit", " ms. chen "), action("Ask", "David Okafor", student="")]
    found = prepared(*students, reviews=[review(bare)], actions=actions)
    text = as_text(digest(found, beside([], [], DAY), Mail(named), [DAY]))
    assert "3 open, 1 overdue, of 2 people" in text
    assert ("Ms. Chen: 2 open, 1 overdue" in text) == named
    assert ("12. Rosa Delgado 11, grade 7: worse" in text) == named
    assert ("and 1 more" in text) == named
    assert "Rosa Delgado 12" not in text
    assert "0 of 13 names decided" in text
    empty = as_text(digest(prepared(), beside([], [], DAY), Mail(named), []))
    assert "No action is open." in empty
    assert "0 students to talk about" in empty
    assert "has no school in the week of Jan 26" in empty
    assert "has sent no data" not in text + empty


def test_nothing_waits():
    assert waiting_words(beside([], [], DAY)) == [
        "0 requests of mentors open", "0 check-ins overdue, 0 due in a week",
    ]  # fmt: skip


# --- the settings


def test_only_captains_say_what_the_mail_tells(store):
    assert mail_settings(store) == USUAL == Mail(False, "http://localhost:8501")
    for actor in (CHEN, RUIZ, PRINCIPAL_):
        with pytest.raises(NotAllowed):
            save_mail(store, at_noon(actor), USUAL, Mail(True))
    saved = save_mail(store, at_noon(BOSS), USUAL, Mail(True, " https://a.example/sm/ "))
    assert saved == mail_settings(store) == Mail(True, "https://a.example/sm")


@pytest.mark.parametrize(
    "link",
    ["", "a.example", "ftp://a.example", "javascript:alert(1)", "https://", "https://a b",
     "https://a.example/?school=1", "https://a.example/#x", f"https://{'a' * 200}.example"],
)  # fmt: skip
def test_an_address_must_be_one_of_the_web(store, link):
    with pytest.raises(SmError, match="must be one of the web"):
        save_mail(store, at_noon(BOSS), USUAL, Mail(False, link))
    assert mail_settings(store) == USUAL


def test_two_captains_do_not_overwrite_each_other(store):
    save_mail(store, at_noon(BOSS), USUAL, Mail(True))
    # Another field is none of the second's business.
    moved = save_mail(store, at_noon(BOSS), USUAL, Mail(False, "https://a.example"))
    assert moved == Mail(True, "https://a.example")
    with pytest.raises(ChangedMeanwhile):
        save_mail(store, at_noon(BOSS), USUAL, Mail(False, "https://b.example"))
    token = at_noon(BOSS)
    assert save_mail(store, token, moved, Mail(False, "https://c.example")) is not None
    assert save_mail(store, token, moved, Mail(True, "https://d.example")) is None
