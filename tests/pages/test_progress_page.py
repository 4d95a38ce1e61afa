"""School progress through AppTest: full, empty, for each role, and each number with its list."""

import re
from urllib.parse import parse_qsl

import pytest
from looking import look, said

from sm_core.actor import local_captain
from sm_core.demo.calendars import AS_OF
from sm_core.progress.table import COLUMNS
from sm_core.progress.whole import whole_moments, whole_progress
from sm_core.schools import schools_seen
from sm_core.seen import see
from sm_core.standing import Asked
from ui import cached_progress, menu
from ui.frame import View

LINCOLN = "Lincoln Middle School"
PRINCIPAL, COORDINATOR = f"Principal, {LINCOLN}", f"Coordinator, {LINCOLN}"


def page(**address):
    return look(menu.PROGRESS, **address)


def links(app):
    """By label, the page and the address behind each link."""
    return {link.label: link.proto for link in app.get("page_link")}


def follow(app, label):
    """The page behind a link, opened by its address."""
    link = links(app)[label]
    [path] = [path for path, door in menu.DOORS.items() if door.address == link.page]
    return look(path, **dict(parse_qsl(link.query_string, keep_blank_values=True)))


def metric(app, name):
    [found] = [m for m in app.metric if m.label == name]
    return int(found.value)


def buttons(app):
    """By its words, the count on each button of a list."""
    labels = [option.content for group in app.segmented_control for option in group.proto.options]
    labels += [button.label for button in app.button]
    found = [re.fullmatch(r"(.*\D) ([\d,]+)", label) for label in labels]
    return {match[1]: int(match[2].replace(",", "")) for match in found if match}


def test_the_page_of_a_principal_has_every_part(demo_read):
    app = page(who=PRINCIPAL)
    words = said(app)
    assert re.match(r"(All|\d+ of) \d+ chosen .*; (no|\d+) places? (is|are) free\.$",
                    app.subheader[0].value)  # fmt: skip
    for part in ("Say it in one sentence:", "From chosen to met", "**Plan**", "9 of 12 steps done",
                 "**Reviews held**", "Tiers now, in the baseline", "Chronic rate by week",
                 "does not say what it came from", "data through Jan 30, 2026",
                 "severe students who are here"):  # fmt: skip
        assert part in words
    assert len(app.get("plotly_chart")) == 2
    assert {"School plan", "Weekly review"} <= set(links(app))
    assert not app.dataframe


def test_a_coordinator_sees_the_same(demo_read):
    one, other = page(who=PRINCIPAL), page(who=COORDINATOR)
    assert said(one) == said(other)


def test_a_captain_sees_a_row_per_school_and_opens_one(demo_read):
    app = page()
    frame = app.dataframe[0].value
    assert list(frame.columns) == list(COLUMNS)
    assert len(frame) == 4
    assert "no mentor, at" in app.subheader[0].value
    assert "of 4 schools." in app.subheader[0].value
    one = page(school=LINCOLN)
    assert one.subheader[0].value == page(who=PRINCIPAL).subheader[0].value
    row = frame.set_index("School").loc[LINCOLN]
    assert row["Chosen"] == metric(one, "Chosen")
    assert row["Matched"] == metric(one, "Matched")


def test_a_mentor_has_no_door_to_it(demo_read):
    app = page(who="A mentor")
    assert "School progress" not in [title.value for title in app.title]
    assert "From chosen to met" not in said(app)
    assert not app.metric


# --- each number and the list behind it


@pytest.fixture(scope="module")
def maple_grove(demo_shown):
    """The page of the school where most is left to do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SM_HOME", str(demo_shown))
        yield page(school="Maple Grove Elementary", grade="3")


def test_chosen_links_to_those_chosen_and_still_here(demo_read, maple_grove):
    behind = follow(maple_grove, "Who is chosen")
    assert buttons(behind)["Chosen"] == metric(maple_grove, "Chosen")
    assert len(behind.dataframe[0].value) == metric(maple_grove, "Chosen")


def test_without_a_mentor_links_to_those_who_wait(demo_read, maple_grove):
    waiting = metric(maple_grove, "Chosen") - metric(maple_grove, "Matched")
    assert waiting > 0
    behind = follow(maple_grove, f"{waiting} without a mentor")
    assert len(behind.dataframe[0].value) == waiting
    assert "Mentor" not in behind.dataframe[0].value
    assert "Only students who are chosen, still here and without a mentor ✕" in {
        button.label for button in behind.button
    }


def test_families_to_tell_are_those_of_the_list(demo_read, maple_grove):
    untold = metric(maple_grove, "Chosen") - metric(maple_grove, "Family told")
    assert untold > 0
    behind = follow(maple_grove, f"{untold} to tell")
    assert buttons(behind)["To tell"] == untold == len(behind.dataframe[0].value)


def test_less_than_planned_are_those_of_the_week(demo_read, maple_grove):
    asked = int(re.search(r"of (\d+) asked for", said(maple_grove))[1])
    behind_plan = asked - metric(maple_grove, "Met as planned")
    assert behind_plan > 0
    behind = follow(maple_grove, f"{behind_plan} less than planned")
    assert len(set(behind.dataframe[0].value["Id"])) == behind_plan
    assert buttons(behind)["Less than planned"] == behind_plan


def test_severe_with_neither_are_those_of_the_list(demo_read, maple_grove):
    neither = int(re.search(r"(\d+) of \d+ severe students who are here", said(maple_grove))[1])
    assert neither > 0
    behind = follow(maple_grove, "Who they are")
    assert len(behind.dataframe[0].value) == neither


def test_tier_totals_are_those_of_the_students_whatever_grade_was_chosen(demo_read, maple_grove):
    totals = [
        label for label in links(maple_grove) if re.search(r"(chronic|risk|factory) \d", label)
    ]
    assert len(totals) == 4
    for label in (totals[0], totals[-1]):
        behind = follow(maple_grove, label)
        assert label in {button.label for button in behind.button}
        assert f"of {label.rsplit(' ', 1)[1]}. Tick" in said(behind)


def test_a_narrowed_list_can_be_widened_again(demo_read):
    app = look(menu.TARGETING, school=LINCOLN, list="chosen", of="matched")
    narrowed = buttons(app)["Chosen"]
    [off] = [button for button in app.button if button.label.startswith("Only students who")]
    off.click().run()
    assert "of" not in app.query_params
    assert buttons(app)["Chosen"] >= narrowed
    assert not [b for b in app.button if b.label.startswith("Only students who")]


def test_another_list_counts_everybody_who_is_chosen(demo_read):
    every = buttons(look(menu.TARGETING, school=LINCOLN))["Chosen"]
    assert buttons(look(menu.TARGETING, school=LINCOLN, of="waiting"))["Chosen"] == every
    narrowed = buttons(look(menu.TARGETING, school=LINCOLN, list="chosen", of="waiting"))
    assert narrowed["Chosen"] < every


def test_a_stage_that_nobody_knows_narrows_nothing(demo_read):
    app = look(menu.FAMILIES, school=LINCOLN, of="unheard-of")
    assert buttons(app) == buttons(look(menu.FAMILIES, school=LINCOLN))


# --- the same without pages


def test_commands_are_told_what_the_pages_show(demo_read):
    captain = local_captain()
    schools = schools_seen(demo_read, captain)
    view = View(demo_read, captain, schools, None, AS_OF, ("", demo_read.version("attendance")),
                demo_read.version("program"), AS_OF)  # fmt: skip
    shown = cached_progress.everybody(view)
    found = whole_progress(demo_read, see(demo_read, captain, Asked(AS_OF)), schools, AS_OF)
    assert found == shown
    assert sum(each.funnel.met for each in found)
    moments = whole_moments(demo_read, found, lambda asked: see(demo_read, captain, asked))
    assert moments == {p.school.school_id: cached_progress.moments_of(view, p) for p in shown}


# --- what is missing or odd


def test_an_earlier_date_says_what_is_of_today(demo_read):
    app = page(who=PRINCIPAL, as_of="2025-11-14")
    assert "stand today; all else is of the date chosen" in said(app)
    assert "data through Nov 14, 2025" in said(app)
    assert "stand today; all else is of the date chosen" not in said(page(who=PRINCIPAL))


def test_an_earlier_date_gives_no_number_for_families_chosen_since(demo_read):
    app = page(who=PRINCIPAL, as_of="2025-09-05")
    assert metric(app, "Family told") < metric(app, "Chosen")
    assert not [label for label in links(app) if label.endswith("to tell")]
    assert "Families" in links(app)


def test_before_the_first_day_there_are_sentences_and_no_chart(demo_read):
    app = page(who=PRINCIPAL, as_of="2025-08-10")
    assert "Nobody is enrolled here at this date." in said(app)
    assert "Nobody was enrolled at Lincoln Middle School by Aug 10, 2025" in app.warning[0].value
    assert not app.get("plotly_chart")
    assert not app.metric


def test_the_first_week_of_school_has_no_tiers(demo_read):
    app = page(who=PRINCIPAL, as_of="2025-09-05")
    assert "so there are no tiers and no rates yet" in app.warning[0].value
    assert "too few days are known" in app.info[0].value
    assert not app.get("plotly_chart")


def test_a_school_that_is_late_is_compared_with_its_own_date(maple_grove):
    words = said(maple_grove).replace("\\", "")
    assert "data through Jan 16, 2026, 2 weeks ago" in words
    assert "on the same date last year (Jan 16, 2025)" in words


def test_without_data_the_page_says_what_is_missing(page_home):
    app = page()
    assert "There is no attendance to show yet" in app.info[0].value
    assert not app.dataframe


def test_a_school_where_nothing_was_begun(two_schools):
    app = page(school=LINCOLN)
    words = said(app)
    assert "No student is chosen for a mentor yet; no place is free." in words
    assert "There is no plan for this school year yet." in words
    assert "Nothing to compare with is known" in words
    assert "so there is nobody to tell, match or meet" in words
    assert not app.metric
