"""September, breaks and cohorts of the District page, and the filters their marks write."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.looking import DISTRICT, STUDENTS, look, said

FILTERED = {
    "september": ("2-4", "missed 2 to 4 days in September"),
    "missed_day": ("2025-11-25", "missed Tue Nov 25, 2025"),
}


def parts(role, schools, as_of, **filters):
    """The three parts alone, for a person at a date."""
    from datetime import date

    from sm_core.actor import Actor
    from sm_core.measures import CHRONIC
    from sm_core.schools import schools_seen
    from sm_core.seen import Filters
    from ui import district_cohorts, district_when, session
    from ui.frame import View

    store, actor = session.store(), Actor("Helen Brandt", role, schools)
    view = View(store, actor, schools_seen(store, actor), None, date.fromisoformat(as_of),
                session.data_version())  # fmt: skip
    wanted = Filters(**filters)
    district_when.september(view, wanted, CHRONIC)
    district_when.breaks(view, wanted, CHRONIC)
    district_cohorts.cohorts(view, wanted, CHRONIC)


def shown(role="captain", schools=(), as_of="2026-01-30", **filters):
    kwargs = {"role": role, "schools": schools, "as_of": as_of} | filters
    app = AppTest.from_function(parts, kwargs=kwargs, default_timeout=30).run()
    assert not app.exception
    return app


def charts(app):
    return len(app.get("plotly_chart"))


def test_each_part_says_what_it_found_beside_its_chart(demo_read):
    app = shown()
    words = said(app)
    assert charts(app) == 3
    assert "Gray: by the end of last year." in words
    assert re.search(r"Breaks: \*\*[\d.]+%\*\* missed on the last day before \([\d.]+% on", words)
    assert re.search(r"Holidays: .*, \*\*[\d.]+%\*\* missed on the first day after", words)
    late = r"\(Maple Grove Elementary\: Jan 16\)"
    assert f"the same students on Thu Jan 30, 2025 {late}, at any school" in words


def test_a_principal_is_shown_the_own_school(demo_read):
    words = said(shown("principal", (demo_school(demo_read),)))
    everybody = said(shown())
    assert "students in rates with a grade were in rates then" in words
    assert words != everybody


def demo_school(store):
    with store.reading() as cursor:
        [school] = cursor.execute("SELECT min(school_id) FROM attendance.schools").fetchone()
    return school


def test_the_first_year_has_no_last_year(demo_read):
    app = shown(as_of="2025-01-30")
    assert charts(app) == 2
    assert "Nobody of this choice had a September last year to compare with." in said(app)
    assert "None of these students was in rates both now and on Tue Jan 30, 2024" in said(app)


@pytest.mark.parametrize("day", ["2025-09-05", "2025-07-15"])
def test_before_there_is_anything_each_part_says_so(demo_read, day):
    app = shown(as_of=day)
    words = said(app)
    assert "September is not told: it takes 10 school days of it" in words
    assert "No school day beside a break or holiday" in words


def test_a_filter_that_leaves_nobody_leaves_three_sentences(demo_read):
    app = shown(grades=("99",), group="Nobody")
    assert charts(app) == 0
    assert len(app.info) == 3


@pytest.mark.parametrize("name", FILTERED)
def test_a_choice_in_the_address_filters_and_can_be_cleared(demo_read, name):
    value, words = FILTERED[name]
    assert f"{words} →" in said(look(DISTRICT, **{name: value}))
    listed = look(STUDENTS, **{name: value})
    assert listed.button(key=f"clear_{name}").label == f"Only students who {words} ✕"
    fewer = listed.subheader[0].value
    listed.button(key=f"clear_{name}").click().run()
    assert listed.subheader[0].value != fewer


def test_clear_the_selection_lets_all_choices_go(demo_read):
    app = look(DISTRICT, **{name: value for name, (value, _) in FILTERED.items()})
    app.button(key="clear").click().run()
    assert "All schools →" in said(app)


@pytest.mark.parametrize(
    ("name", "nonsense"),
    [("september", "3"), ("september", "5-9"), ("missed_day", "2025-02-30"),
     ("missed_day", "yesterday")],
)  # fmt: skip
def test_nonsense_in_the_address_filters_nobody(demo_read, name, nonsense):
    assert "All schools →" in said(look(DISTRICT, **{name: nonsense}))


@pytest.mark.parametrize("day", ["2024-11-25", "2025-11-22", "2026-02-02"])
def test_a_day_nobody_missed_says_so_and_keeps_the_way_out(demo_read, day):
    app = look(DISTRICT, missed_day=day)
    assert "No student matches this filter: missed" in said(app)
    assert app.button(key="clear")


@pytest.mark.parametrize("which", ["Overview", "Who", "When"])
def test_a_picked_day_has_no_last_year_and_that_is_said(demo_read, which):
    words = said(look(DISTRICT, look=which, missed_day="2025-11-25"))
    assert "Tue Nov 25, 2025 has no last year to compare with" in words
    assert "There is nothing on" not in words
    assert "Gray ticks: Thu" not in words
    assert "Nobody of this choice had a September" not in words
    assert "smaller number is that of last year" not in words
