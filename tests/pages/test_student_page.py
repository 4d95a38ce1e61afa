"""The Student page through AppTest: full, early, one day, totals, each role, nobody."""

from datetime import date, timedelta

import looking
import pytest
import streamlit as st
from invented import (
    DAYS,
    LINC,
    NAMES,
    ROOS,
    ROSA,
    bring,
    calendar,
    register,
    table,
    totals,
    weekdays,
)

from sm_core.student import UNSEEN
from sm_core.uploads import open_district
from ui import session

MARCUS, NEWCOMER, TOTALS = "0041002", "0041003", "T1"
LAST = DAYS[-1]
AGO = [day - timedelta(days=364) for day in DAYS]
FILES = {
    "linc.csv": register(DAYS, marks={(ROSA, day): "E" for day in DAYS[5:11]}),
    "ago.csv": register(AGO, (ROSA,), {(ROSA, AGO[3]): "U"}, grade="5"),
    "roos.csv": register(DAYS[28:], (NEWCOMER,), {(NEWCOMER, DAYS[30]): "U"}, ROOS, "3"),
    "calendar.csv": calendar([*DAYS, *weekdays(LAST + timedelta(days=3), 36)]),
    "totals.csv": totals((TOTALS, 90, 18, LAST), school="WASH"),
    "names.csv": table("Student ID,First Name,Last Name",
                       [(s, *name) for s, name in NAMES.items()]),
    "schools.csv": table("School ID,School Name", [(LINC, "Lincoln"), (ROOS, "Roosevelt")]),
}  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("student")
    opened = open_district(folder / "home")

    def write(name, text):
        (folder / name).write_text(text, encoding="utf-8", newline="")
        return folder / name

    bring(opened, write, FILES)
    opened.close()
    return folder / "home"


@pytest.fixture(autouse=True, scope="module")
def fresh_caches(home):
    """One home for all, which they only read: what one look has fetched serves the next."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SM_HOME", str(home))
        st.cache_resource.clear()
        st.cache_data.clear()
        yield
        session.store().close()
        st.cache_resource.clear()
        st.cache_data.clear()


def look(student=None, as_of=LAST, **chosen):
    """The page of a student at a date, under what is chosen in the pickers above it."""
    named = {"student": student} if student else {}
    return looking.look(looking.STUDENT, as_of=as_of.isoformat(), **named, **chosen)


def told(app):
    texts = [*app.subheader, *app.markdown, *app.caption, *app.error, *app.info]
    return "\n".join(text.value.replace("\\", "") for text in texts)


def squares(app):
    return [html.proto.body for html in app.get("html") if "sm-year" in html.proto.body]


def views():
    with session.store().reading() as cursor:
        query = "SELECT person, subject FROM program.audit WHERE act = 'view' ORDER BY ALL"
        return cursor.execute(query).fetchall()


def test_the_whole_page_of_one_student():
    app = look(student=ROSA)
    words = told(app)
    assert "Rosa Delgado · grade 6 · Lincoln" in words
    assert "◆ Moderate chronic: missed 6 of 40 days (15.0%)" in words
    assert "6 excused. Attending at least 35 of the 36 days left" in words
    assert (
        "Last year by Oct 17: missed 1 of 39 days (2.5%); whole year 1 of 40 days (2.5%)." in words
    )
    assert "36 days to come by the calendar, to Dec 8, 2025" in words
    assert list(app.table[0].value["To"]) == ["now", "Oct 18, 2024"]
    assert len(app.get("plotly_chart")) == 2
    assert "Fri Oct 17: present" in squares(app)[0]


def test_the_page_without_a_student_leads_to_the_list():
    app = look()
    assert "No student is chosen" in app.info[0].value
    assert not app.subheader
    assert app.get("page_link")


@pytest.mark.parametrize("role", ["Coordinator", "Principal"])
def test_unknown_and_foreign_students_read_the_same(role):
    words = [told(look(student=student, who=f"{role}, Roosevelt")) for student in (ROSA, "9999999")]
    assert words[0] == words[1]
    assert UNSEEN.replace("\\", "") in words[0]
    assert "Rosa" not in words[0]


@pytest.mark.parametrize("who", ["District captain", "Coordinator, Lincoln", "Principal, Lincoln"])
def test_everybody_of_the_school_sees_the_student(who):
    assert "Rosa Delgado" in told(look(student=ROSA, who=who))


def test_the_school_chosen_does_not_hide_the_student():
    assert "Rosa Delgado" in told(look(student=ROSA, school="Roosevelt"))


def test_somebody_unknown_sees_nothing():
    app = looking.look(None, who="Coordinator, Nowhere", student=ROSA)
    assert not app.subheader


def test_early_in_the_year_there_is_a_pace_and_no_tier():
    words = told(look(student=NEWCOMER))
    assert "Missed 1 of 12 days, early" in words
    assert "Under the pace that asks for a closer look" in words
    assert "calendar to June is not known" in words
    assert "Nothing is known of last school year" in words
    assert "◆" not in words


def test_the_first_day_has_no_rate_and_no_line():
    app = look(student=MARCUS, as_of=DAYS[0])
    assert "Missed 0 of 1 day, early" in told(app)
    assert "starts at 10 enrolled days" in told(app)
    assert not app.get("plotly_chart")


def test_a_student_known_by_totals_has_a_tier_and_no_days():
    app = look(student=TOTALS)
    words = told(app)
    assert "■ Severe chronic: missed 18 of 90 days (20.0%)" in words
    assert "single days are not known" in words
    assert "Student T1" in words
    assert not squares(app)
    assert not app.get("plotly_chart")


def test_a_look_is_written_to_the_audit_once_per_visit_and_student():
    app = look(student=MARCUS)
    before = views()
    app.run()
    app.date_input(key="as_of").set_value(DAYS[20]).run()
    assert views() == before
    assert before.count(("District captain", f"student {MARCUS}")) >= 1
    look(student=MARCUS)
    assert len(views()) == len(before) + 1


def test_a_refused_look_is_not_a_view():
    before = views()
    look(student="9999999")
    assert views() == before


def test_another_date_is_another_answer():
    app = look(student=ROSA)
    app.date_input(key="as_of").set_value(date(2024, 10, 18)).run()
    assert "▲" not in told(app)
    assert "missed 1 of 40 days (2.5%)" in told(app)
