"""What a page of a pack says, of each way in which a number may be shown or not."""

from dataclasses import replace
from datetime import date

import pytest

from sm_core.hiding.cell import BESIDE, FEW, MOST, OVER, UNDER, Cell
from sm_core.packs import since, words
from sm_core.packs.parts import moments_shown
from sm_core.packs.stages import headline, severe_line, stages, untold_line
from tests.invented import LINC
from tests.pack_made import (
    ADAMS_PAGE,
    DEC,
    DISTRICT_PAGE,
    FEBRUARY,
    JANUARY,
    LINCOLN_BEFORE,
    LINCOLN_PAGE,
    ROOSEVELT_PAGE,
    WILSON,
    WILSON_PAGE,
    cell,
    moment,
)


def changed(page, *, facts=None, **cells):
    """A page with other cells (`chosen=FEW`, `now_chronic=12`) and facts."""
    said = {key.replace("_", ".", 1) if "now_" in key else key: cell(of)
            for key, of in cells.items()}  # fmt: skip
    return replace(page, cells=page.cells | said, facts=page.facts | (facts or {}))


def lincoln(**more):
    return changed(LINCOLN_PAGE, **more)


@pytest.mark.parametrize(
    ("of", "short", "part"),
    [
        (612, "612", "612 of 1,000 students"),
        (0, "0", "0 of 1,000 students"),
        (FEW, "<10", "fewer than 10 of 1,000 students"),
        (MOST, "all but <10", "all but fewer than 10 of 1,000 students"),
        (UNDER, "<5%", "under 5% of 1,000 students"),
        (OVER, ">95%", "over 95% of 1,000 students"),
        (BESIDE, "not shown", ""),
        (None, "–", ""),
    ],
)
def test_a_number_is_said_as_it_may_be(of, short, part):
    assert words.short(cell(of)) == short
    assert words.part(cell(of), Cell(1000), "student", "students") == part


@pytest.mark.parametrize(
    ("of", "part"),
    [(12, "12 students"), (FEW, "fewer than 10 students"), (UNDER, ""), (OVER, ""), (MOST, ""),
     (BESIDE, ""), (None, "")],
)  # fmt: skip
@pytest.mark.parametrize("whole", [FEW, BESIDE, None])
def test_of_a_whole_that_is_not_shown_no_share_is_told(of, part, whole):
    assert words.part(cell(of), cell(whole), "student", "students") == part


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, "19 of 72 chosen students have no mentor; 3 places are free"),
        ({"matched": 71}, "1 of 72 chosen students has no mentor; 3 places are free"),
        ({"matched": 72}, "All 72 chosen students have a mentor; 3 places are free"),
        ({"matched": FEW}, "Fewer than 10 of 72 chosen students have a mentor; 3 places are free"),
        ({"matched": MOST},
         "All but fewer than 10 of 72 chosen students have a mentor; 3 places are free"),
        ({"matched": BESIDE}, "72 students are chosen for a mentor; 3 places are free"),
        ({"matched": None}, "72 students are chosen for a mentor; 3 places are free"),
        ({"chosen": 0}, "No student is chosen for a mentor yet; 3 places are free"),
        ({"chosen": FEW, "matched": FEW},
         "Fewer than 10 of 612 students are chosen for a mentor; 3 places are free"),
        ({"chosen": UNDER, "matched": BESIDE},
         "Under 5% of 612 students are chosen for a mentor; 3 places are free"),
        ({"chosen": BESIDE},
         "How many students are chosen for a mentor is not shown; 3 places are free"),
        ({"facts": {"free": 1}}, "19 of 72 chosen students have no mentor; 1 place is free"),
        ({"facts": {"free": 0}}, "19 of 72 chosen students have no mentor; no place is free"),
        ({"facts": {"free": None}}, "19 of 72 chosen students have no mentor"),
    ],
)  # fmt: skip
def test_the_headline(more, expected):
    assert headline(lincoln(**more)) == expected


def test_the_headline_says_of_how_many_schools_it_is():
    some = replace(lincoln(matched=BESIDE), facts={}, partly={"chosen": (None, 50)})
    assert headline(some) == "72 students are chosen for a mentor at 50 schools"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (LINCOLN_PAGE, "Data through Jan 30, 2026"),
        (ROOSEVELT_PAGE, "Data through Jan 23, 2026, 1 week before"),
        (replace(ROOSEVELT_PAGE, through=date(2026, 1, 24)), "Data through Jan 24, 2026"),
        (replace(ROOSEVELT_PAGE, through=date(2026, 1, 16)),
         "Data through Jan 16, 2026, 2 weeks before"),
        (WILSON_PAGE, "Data through Dec 19, 2025"),
        # The note tells of which day its students are.
        (replace(LINCOLN_PAGE, figures_of=DEC), "Data through Jan 30, 2026"),
        (replace(LINCOLN_PAGE, through=None), "No data yet"),
    ],
)  # fmt: skip
def test_the_heading_tells_how_old_the_data_are(page, expected):
    assert words.heading(page) == expected


def test_the_stages_say_of_what_they_are():
    assert stages(LINCOLN_PAGE) == [
        ("Chosen", "72", "and still here"), ("Family told", "66", "of 72 chosen"),
        ("Matched", "53", "of 72 chosen"), ("Met as planned", "41", "of 53 matched"),
    ]  # fmt: skip
    assert stages(ROOSEVELT_PAGE)[2:] == [
        ("Matched", "all but <10", "of 24 chosen"), ("Met as planned", "<10", "of those matched"),
    ]  # fmt: skip
    some = stages(lincoln(chosen=FEW, told=FEW, matched=BESIDE, met=None))
    assert some == [
        ("Chosen", "<10", "and still here"), ("Family told", "<10", "of those chosen"),
        ("Matched", "not shown", ""), ("Met as planned", "–", ""),
    ]  # fmt: skip
    assert stages(lincoln(chosen=BESIDE))[0] == ("Chosen", "not shown", "")
    assert stages(ADAMS_PAGE) == []
    assert stages(replace(LINCOLN_PAGE, cells={})) == []


@pytest.mark.parametrize(("numbers", "untold"), [
    ({"told": BESIDE, "matched": BESIDE, "met": BESIDE}, True),
    ({"told": BESIDE, "matched": BESIDE, "met": None}, True),
    ({"told": BESIDE, "matched": BESIDE, "met": FEW}, False),
    ({"told": BESIDE, "matched": 20, "met": BESIDE}, False),
    # Nothing hidden, nothing known: there is no reason to give.
    ({"told": None, "matched": None, "met": None}, False),
])  # fmt: skip
def test_stages_of_which_nothing_may_be_told_are_one_sentence(numbers, untold):
    page = lincoln(**numbers)
    assert untold_line(page).startswith("How many families are told") is untold
    assert len(stages(page)) == (1 if untold else 4)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            LINCOLN_PAGE,
            "Fewer than 10 of 45 severe students still here have neither mentor nor support.",
        ),
        (WILSON_PAGE, "44 of 60 severe students still here have neither mentor nor support."),
        (ADAMS_PAGE, "Fewer than 10 severe students still here have neither mentor nor support."),
        # Under 5 percent of a number that is hidden itself says nothing.
        (ROOSEVELT_PAGE, ""),
        (lincoln(neither=BESIDE), ""),
    ],
)
def test_the_severe_with_nobody(page, expected):
    assert severe_line(page) == expected


def test_the_rows_of_tiers_name_their_dates():
    assert words.tier_rows(LINCOLN_PAGE) == [
        ["Now, Jan 30, 2026", "612", "157 (25.7%)", "45", "155"],
        ["Baseline of the plan, Jun 16, 2025", "598", "171 (28.6%)", "52", "140"],
        ["Same date last year, Jan 30, 2025", "601", "180 (30.0%)", "58", "144"],
    ]
    assert words.tier_rows(ROOSEVELT_PAGE)[1][2:4] == ["<5%", "<5%"]
    assert [row[0] for row in words.tier_rows(DISTRICT_PAGE)] == [
        "Now, Jan 30, 2026", "Baseline", "Same date last year",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2025, 6, 29), "Baseline of the plan, Jun 29, 2025"),
        (date(2025, 6, 30), "End of last year, Jun 30, 2025"),
        (date(2025, 7, 1), "Baseline of the plan, Jul 1, 2025"),
        (None, "Baseline of the plan"),
    ],
)
def test_the_last_day_of_a_school_year_is_no_baseline(day, label):
    page = replace(LINCOLN_PAGE, days={"start": day} if day else {})
    assert words.moment_label(page, "start") == label


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, "157 of 612 students are chronically absent."),
        ({"now_chronic": OVER}, "Over 95% of 612 students are chronically absent."),
        ({"now_chronic": BESIDE}, "How many are chronically absent is not shown."),
        (
            {"now_rated": None, "now_chronic": None},
            "There are no tiers now: nobody is here with 10 or more days this school year.",
        ),
        ({"now_rated": FEW, "now_chronic": FEW}, "Fewer than 10 students are chronically absent."),
    ],
)
def test_the_chronically_absent(more, expected):
    assert words.chronic_line(lincoln(**more)) == expected


def test_where_all_figures_of_students_are_left_out_nobody_is_said_to_be_missing():
    for page in (
        replace(LINCOLN_PAGE, cells={}),
        replace(DISTRICT_PAGE, cells={"chosen": cell(9)}),
    ):
        assert words.chronic_line(page) == "How many are chronically absent is not shown."


@pytest.mark.parametrize(
    ("facts", "plan", "held", "mentors"),
    [
        ({}, "9 of 12 steps done, 1 overdue", "14 of 17 weeks with school had their review",
         "18 active mentors"),
        ({"overdue": 0, "steps": 1, "done": 1, "held": 0, "weeks": 1, "mentors": 1},
         "1 of 1 step done", "0 of 1 week with school had their review", "1 active mentor"),
        ({"steps": 0, "done": 0, "overdue": 0, "held": 0, "weeks": 0, "mentors": 0},
         "No step is needed", "No week with school is over yet", "No active mentor"),
        ({"steps": None, "done": None, "overdue": None, "held": None, "mentors": None},
         "No plan for this school year yet", "No week with school is over yet", ""),
    ],
)  # fmt: skip
def test_plan_reviews_and_mentors(facts, plan, held, mentors):
    page = lincoln(facts=facts)
    said = words.plan_line(page), words.held_line(page), words.mentors_line(page)
    assert said == (plan, held, mentors)


def test_the_caption_names_the_last_week():
    assert "(26% by Oct 31)" in words.trend_caption(LINCOLN_PAGE)
    assert "had missed 10% or more of their days, in" in words.trend_caption(ADAMS_PAGE)


def test_how_it_is_counted_names_the_schools_of_other_days():
    said = words.how(DISTRICT_PAGE, FEBRUARY.schools)
    assert "Figures are of Jan 30, 2026; those of Wilson High School of Dec 19, 2025. Met" in said
    assert "fewer than 10 students are hidden" in said
    assert "Figures are of Dec 19, 2025. Met" in words.how(WILSON_PAGE)
    many = [replace(WILSON_PAGE, name=str(n)) for n in range(6)]
    assert "; those of 6 schools of Dec 19, 2025." in words.how(DISTRICT_PAGE, many)
    assert "; those of 0, 1, 2, 3, 4 of Dec" in words.how(DISTRICT_PAGE, many[:5])


def test_the_reviews_of_all_schools_are_one_per_school_and_week():
    assert words.held_line(DISTRICT_PAGE) == (
        "43 of 55 weekly reviews held, one per school and week"
    )
    assert "Reviews: 12 of 12 held since." in since.changes(DISTRICT_PAGE, JANUARY, SAME)


# --- all together, where a part is hidden at some schools


TOGETHER = replace(
    changed(DISTRICT_PAGE, matched=94, met=60, neither=31, now_severe=65, now_at_risk=120),
    partly={"matched": (108, 2), "met": (70, 1), "neither": (None, 3), "now.severe": (174, 2),
            "now.at_risk": (640, 2)},
    facts=DISTRICT_PAGE.facts | {"free": None},
)  # fmt: skip


def test_a_part_of_some_schools_is_told_with_its_whole_there():
    assert headline(TOGETHER) == (
        "94 of 108 chosen students at the 2 schools that show it have a mentor"
    )
    assert stages(TOGETHER) == [
        ("Chosen", "136", "and still here"), ("Family told", "105", "of 136 chosen"),
        ("Matched", "94", "of 108 chosen at 2 schools"),
        ("Met as planned", "60", "of 70 matched at 1 school"),
    ]  # fmt: skip
    assert severe_line(TOGETHER) == (
        "31 severe students still here at the 3 schools that show it have neither mentor nor "
        "support."
    )
    assert words.tier_rows(TOGETHER)[0][2:] == [
        "250 (23.3%)", "65 of 174 at 2 schools", "120 of 640 at 2 schools",
    ]  # fmt: skip


def test_a_moment_of_some_schools_says_so_once_in_its_row_and_above_its_bar():
    some = {
        f"{when}.{name}": (None, 3) for when in ("now", "year") for name in ("rated", "chronic")
    }
    page = replace(DISTRICT_PAGE, partly=some)
    assert [row[:3] for row in words.tier_rows(page)] == [
        ["Now, Jan 30, 2026 at 3 schools", "1,072", "250 (23.3%)"], ["Baseline", "1,049", "–"],
        ["Same date last year at 3 schools", "1,058", "280 (26.5%)"],
    ]  # fmt: skip
    assert [label for label, _ in moments_shown(page)] == [
        "Now, Jan 30, 2026 at 3 schools · 1,072 students",
        "Same date last year at 3 schools · 1,058 students",
    ]
    assert words.chronic_line(page) == (
        "250 of 1,072 students at 3 schools are chronically absent.")  # fmt: skip
    [line, *_] = since.changes(page, JANUARY, SAME)
    assert line.startswith("Chronically absent: 250 of 1,072 students at 3 schools, 12 fewer (262")


@pytest.mark.parametrize(("through", "label"), [
    (date(2026, 1, 16), "Now, Jan 16, 2026"), (date(2026, 1, 30), "Now, Jan 30, 2026"),
    (date(2026, 2, 6), "Now, Jan 30, 2026"), (None, "Now, Jan 30, 2026"),
])  # fmt: skip
def test_now_is_the_last_day_with_data_of_a_school(through, label):
    assert words.moment_label(replace(LINCOLN_PAGE, through=through), "now") == label
    assert words.moment_label(replace(DISTRICT_PAGE, through=through), "now") == "Now, Jan 30, 2026"


def test_what_changed_of_some_schools_says_of_how_many():
    page = changed(WILSON_PAGE, matched=10)
    now = replace(SAME, schools=(BOTH[0], page))
    [line] = [line for line in since.changes(TOGETHER, JANUARY, now) if "matched" in line]
    assert "94 students matched at 2 schools (29 more)" in line


# --- since the pack before


def test_what_changed_is_told_of_what_both_show():
    assert since.changes(LINCOLN_PAGE, JANUARY, FEBRUARY) == [
        "Chronically absent: 157 of 612 students, 6 fewer (163 of 615 before); the share is down "
        "0.9 points.",
        "72 students chosen (6 more); 66 families told (21 more); 53 students matched (23 more); "
        "41 students met as planned (21 more).",
        "Plan: 9 of 12 steps done (3 more), 1 overdue (2 fewer).",
        "Reviews: 4 held in the 4 weeks with school since.",
        "18 active mentors (3 more).",
    ]


BOTH = tuple(
    changed(page, neither=10) for page in FEBRUARY.schools if page.school_id in (LINC, WILSON)
)
SAME = replace(FEBRUARY, schools=BOTH)


def test_of_all_schools_together_what_both_have_of_the_same_schools_is_told():
    found = since.changes(DISTRICT_PAGE, JANUARY, SAME)
    assert found[:3] == [
        "Chronically absent: 250 of 1,072 students, 12 fewer (262 of 1,068 before); the share is "
        "down 1.2 points.",
        "136 students chosen (11 more); 105 families told (15 more); 52 severe students with "
        "neither mentor nor support (6 fewer).",
        "Plan: 13 of 28 steps done (4 more), 1 overdue (3 fewer).",
    ]


@pytest.mark.parametrize(
    ("wilson", "told"),
    [
        # Chronic is hidden at Wilson in both: then the total is of Lincoln alone in both.
        ({}, ["Chronically", "136", "Plan:", "Reviews:", "34"]),
        ({"now_chronic": 70}, ["136", "Plan:", "Reviews:", "34"]),
        ({"chosen": FEW}, ["Chronically", "52", "Plan:", "Reviews:", "34"]),
    ],
)
def test_a_total_of_other_schools_is_not_compared(wilson, told):
    page = changed(WILSON_PAGE, **wilson)
    found = replace(SAME, schools=(BOTH[0], page))
    said = since.changes(DISTRICT_PAGE, JANUARY, found)
    assert [line.split()[0] for line in said] == told


def test_with_a_school_that_joined_no_total_is_compared():
    joined = since.changes(DISTRICT_PAGE, JANUARY, FEBRUARY)
    assert joined == ["Nothing that both show has changed since Dec 19, 2025."]


def test_a_school_that_was_not_there_yet():
    assert since.changes(ADAMS_PAGE, JANUARY, FEBRUARY) == [
        "Adams Academy was not in the pack of Dec 19, 2025 yet."
    ]


def test_a_school_that_keeps_its_figures_says_so():
    assert since.changes(WILSON_PAGE, JANUARY, FEBRUARY) == [
        "The figures of students are those of Dec 19, 2025 as before.",
        "Plan: 4 of 4 steps done (as before), 0 overdue (as before).",
    ]


def told(page, then=LINCOLN_BEFORE):
    return since.changes(page, replace(JANUARY, schools=(then,)), FEBRUARY)


def test_a_hidden_number_is_never_compared():
    hidden = lincoln(now_chronic=BESIDE, chosen=FEW, told=FEW, matched=FEW, met=FEW)
    assert told(hidden)[0].startswith("Plan:")
    before = replace(LINCOLN_BEFORE, cells=hidden.cells)
    assert told(LINCOLN_PAGE, before)[0].startswith("Plan:")


@pytest.mark.parametrize(
    ("chronic", "said"),
    [
        (163, "163 of 615 students, as many (163 of 615 before); the share is about the same."),
        (164, "164 of 615 students, 1 more (163 of 615 before); the share is up 0.2 points."),
        (162, "162 of 615 students, 1 fewer (163 of 615 before); the share is down 0.2 points."),
    ],
)
def test_more_fewer_or_as_many(chronic, said):
    assert told(lincoln(now_rated=615, now_chronic=chronic))[0] == f"Chronically absent: {said}"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"held": 10, "weeks": 13}, None),
        ({"held": 10, "weeks": 14}, "Reviews: 0 held in the 1 week with school since."),
        # A plan that began since counts its weeks anew.
        ({"held": 2, "weeks": 3}, None),
        ({"held": 9, "weeks": 14}, None),
    ],
)
def test_reviews_are_told_of_the_weeks_between(facts, expected):
    found = [line for line in told(lincoln(facts=facts)) if line.startswith("Reviews")]
    assert found == ([expected] if expected else [])


def test_a_plan_begun_since_and_one_that_is_missing():
    never = replace(LINCOLN_BEFORE, facts=LINCOLN_BEFORE.facts | {"steps": None})
    assert "The plan was begun since." in told(LINCOLN_PAGE, never)
    assert not [line for line in told(lincoln(facts={"steps": None})) if "lan" in line[:9]]


def test_where_nothing_can_be_compared_that_is_said():
    bare = replace(LINCOLN_PAGE, cells=moment("now", FEW, FEW, FEW, FEW), facts={})
    assert told(bare) == ["Nothing that both show has changed since Dec 19, 2025."]
