"""The projector through AppTest: a screen per school, in the order of their names, and nothing to
choose."""

from dataclasses import replace
from datetime import date

import pytest
from looking import look, said

from sm_core.actor import local_captain
from sm_core.gatherings.follow_up import DISTRICT
from sm_core.gatherings.follow_ups import set_state
from sm_core.gatherings.gathering import Gathering
from sm_core.gatherings.save import plan_gathering
from sm_core.packs.find import packs_seen
from sm_core.saving import Save
from tests.conftest import NOW
from tests.gathering_cast import AHEAD, PAST, agreed, plan
from tests.invented import LINC, ROOS
from tests.mentor_cast import TODAY, press
from tests.pack_made import FEBRUARY, JANUARY, keep
from ui import menu, session
from ui.projector import MOST

LINCOLN = "Lincoln Middle School"


def page(**address):
    return look(menu.PROJECTOR, **address)


def shown(app):
    """The large letters of a screen, as HTML."""
    return "\n".join(element.proto.body for element in app.get("html"))


def head(app):
    return shown(app).partition("<h1")[2].partition(">")[2].partition("</h1>")[0]


def bar(app):
    return [button.label for button in app.button]


def heads(app):
    """The names of all screens, pressing Next until the last."""
    found = [head(app)]
    while not app.button[-1].disabled:
        app.button[-1].click().run()
        found.append(head(app))
    return found


def test_all_schools_come_first_then_each_by_name_then_agenda_and_follow_ups(demo_read):
    names = [each.name for each in packs_seen(demo_read, local_captain())[0].schools]
    assert names == sorted(names, key=str.casefold)
    after = ["Agenda", "What schools ask for", "Lessons since Jan 7, 2026", "Open from last time"]
    assert heads(page()) == ["All schools", *names, *after]


def test_one_may_go_back_and_the_address_keeps_the_screen(demo_read):
    app = page(slide="2")
    second = head(app)
    app.button[0].click().run()
    assert head(app) == "All schools"
    assert "slide" not in app.query_params
    assert app.button[0].disabled
    app.button[-1].click().run()
    assert head(app) == second
    assert app.query_params["slide"] == "2"


@pytest.mark.parametrize("slide", ["0", "-1", "x", "", "²", "1.5", "<b>"])
def test_a_screen_that_is_none_is_the_first(demo_read, slide):
    assert head(page(slide=slide)) == "All schools"


@pytest.mark.parametrize("slide", ["99", "99999"])
def test_a_screen_behind_the_last_is_the_last(demo_read, slide):
    app = page(slide=slide)
    assert head(app) == "Open from last time"
    assert app.button[-1].disabled


@pytest.mark.parametrize("who", ["Principal", "Coordinator"])
def test_a_school_may_show_it_too_with_its_own_follow_ups_alone(demo_read, who):
    app = page(who=f"{who}, {LINCOLN}", slide="99")
    assert head(app) == "Open from last time"
    assert "Maple Grove" not in shown(app)


def test_nothing_can_be_chosen_and_no_picker_stands_there(demo_read):
    app = page()
    assert not app.selectbox
    assert not app.title
    assert len(app.button) == 2
    assert [link.label for link in app.get("page_link")] == ["Leave"]


def test_a_mentor_sees_no_screen(demo_read):
    assert not shown(page(who="A mentor")).count("<h1")


def test_an_earlier_convening_is_shown_by_its_figures(demo_read):
    assert "Since" in shown(page(slide="2"))
    assert "Since" not in shown(page(convening="demo-convening-jan", slide="2"))


def test_a_school_says_what_it_asks_for_and_all_together_on_a_screen_of_their_own(demo_read):
    lincoln = page(slide="3")
    assert head(lincoln) == LINCOLN
    assert "Asks for help with: Climate and celebrations." in shown(lincoln)
    assert "Asks for help with" not in shown(page(slide="2"))
    assert "for help with" not in shown(page())


def test_without_figures_there_is_a_sentence(demo_read):
    app = page(convening="demo-convening-dec")
    assert "No figures are frozen" in app.info[0].value
    assert not app.button


def test_an_address_that_names_no_convening_shows_none(demo_read):
    app = page(convening="unheard-of")
    assert "No figures are frozen" in app.info[0].value
    assert not shown(app)


def test_without_a_database_there_is_a_sentence(page_home):
    assert "No figures are frozen" in page().info[0].value


# --- packs made by hand


@pytest.fixture
def made(two_schools, monkeypatch):
    monkeypatch.setattr(session, "now", lambda: NOW)
    store = session.store()
    keep(store, replace(JANUARY, gathering_id=""), replace(FEBRUARY, gathering_id=""))
    return store


def test_hidden_numbers_are_told_in_words(made):
    app = page(slide="4")
    assert head(app) == "Roosevelt Elementary"
    for told in (">all but fewer than 10</b>", ">fewer than 10</b>", "Groups of fewer than"):
        assert told in shown(app)


def test_the_number_of_a_narrow_part_stands_behind_the_label(made):
    lincoln = shown(page(slide="3"))
    assert "Now, Jan 30, 2026 · 612 students · ■ 45</p>" in lincoln
    assert ">◆ 112</div>" in lincoln
    assert lincoln.count("■ 45") == lincoln.count("◆ 112") == 1


def test_earlier_figures_say_so_and_no_agenda_no_screen(made):
    app = page(slide="99")
    assert head(app) == "Wilson High School"
    assert "are those of December 19, 2025" in shown(app)


def test_a_tiny_school_has_no_chart(made):
    app = page(slide="2")
    assert head(app) == "Adams Academy"
    assert not app.get("plotly_chart")
    assert "was not in the pack of Dec 19, 2025 yet" in shown(app)


def test_what_people_wrote_is_never_markup(made):
    odd = replace(FEBRUARY.schools[0], school_id="ODD", name="<b>Oak</b> *Hill*")
    keep(made, replace(FEBRUARY, pack_id="odd", gathering_id="g", schools=(odd,)))
    gathering = Gathering("g", title="Monthly", day=date(2026, 2, 4), agenda="<script>x</script>")
    plan_gathering(made, Save(local_captain(), NOW), gathering)
    assert head(page(convening="g", slide="2")) == "&lt;b&gt;Oak&lt;/b&gt; *Hill*"
    assert r"\*Hill\*" in bar(page(convening="g"))[-1]
    assert "&lt;script&gt;" in shown(page(convening="g", slide="3"))


@pytest.fixture
def called(made):
    """A convening on January 7 with follow-ups, and one of today with its own figures."""
    plan(made, PAST, replace(AHEAD, day=TODAY, agenda=""))
    keep(made, replace(FEBRUARY, gathering_id="feb", pack_id="feb"))
    return made


def last_screens(app):
    """From the first follow-ups on."""
    found = {}
    while not app.button[-1].disabled:
        app.button[-1].click().run()
        found[head(app)] = shown(app)
    return found


def test_what_every_school_owes_is_a_line_and_nobody_is_late(called):
    agreed(called, "Bring one thing", [LINC, ROOS], gathering_id="jan", due=date(2026, 2, 4))
    agreed(called, "Send the list", [LINC], gathering_id="jan", due=date(2026, 1, 9))
    agreed(called, "Ask the county", [], owed_by=DISTRICT, gathering_id="jan")
    agreed(called, "Agreed elsewhere", [LINC])
    [over] = agreed(called, "It is over", [LINC], gathering_id="jan")
    set_state(called, press(), over, "done")
    agreed(called, "Count *books*", [LINC], gathering_id="feb")
    screens = last_screens(page(convening="feb"))
    last, here = screens["Open from last time"], screens["Follow-ups"]
    assert f"Count *books* · {LINCOLN} · open</li>" in here
    assert here.count("<li") == 1
    assert last.count("<li") == 3
    first, second = (last.index(words) for words in ("Ask the county", "Bring one thing"))
    assert first < second
    assert "Bring one thing · 2 schools, by Feb 4, 2026 · 0 of 2 done</li>" in last
    assert "Send the list · 1 school · open</li>" in last
    assert LINCOLN not in last


def test_follow_ups_end_at_what_fits_a_screen(called):
    for number in range(MOST + 2):
        agreed(called, f"Thing {number:02d}", [LINC, ROOS], gathering_id="jan")
    lines = last_screens(page(convening="feb"))["Open from last time"]
    assert lines.count("<li") == MOST
    assert '<p class="">and 2 more</p>' in lines
    assert "Thing" not in said(page(convening="feb"))
