"""Monthly convening through AppTest: full, empty, for each role, its figures frozen and taken
back; and every odd page of a pack."""

from dataclasses import replace
from datetime import date

import pytest
from looking import look, said

from sm_core.actor import local_captain
from sm_core.gatherings.gathering import CONVENING, Gathering
from sm_core.gatherings.save import plan_gathering
from sm_core.packs.find import packs_seen
from sm_core.saving import Save
from tests.conftest import NOW
from tests.pack_made import FEBRUARY, JANUARY, keep
from ui import menu, session

LINCOLN = "Lincoln Middle School"
CAPTAIN, PRINCIPAL = "District captain", f"Principal, {LINCOLN}"
COORDINATOR = f"Coordinator, {LINCOLN}"
FROZEN = "Frozen figures as of Jan 30, 2026."
MEETING = {"part": "meeting"}


def page(**address):
    return look(menu.CONVENING, **address)


def words(app):
    """What is said, as people read it."""
    return said(app).replace("\\", "")


def box(app, label):
    [found] = [each for each in app.selectbox if each.label == label]
    return found


def buttons(app):
    return [each.label for each in app.button]


def links(app):
    return {each.label for each in app.get("page_link")}


# --- in the demo district


def test_a_captain_sees_the_next_convening_with_its_figures(demo_read):
    app = page()
    assert box(app, "Convening").value == "demo-convening-feb"
    assert app.subheader[0].value == FROZEN
    text = words(app)
    for part in ("From chosen to met", "**Plan**", "**Reviews held**",
                 "Tiers now, in the baseline, and on the same date last year",
                 "Chronic rate by week, this year and last",
                 "What changed since the figures of Dec 19, 2025", "Lessons",
                 "Frozen Jan 30, 2026 by District captain"):  # fmt: skip
        assert part in text
    assert "Show on a projector" in links(app)
    assert "Take the figures back" in buttons(app)


def ids(store):
    """By name the schools of the newest pack."""
    return {each.name: each.school_id for each in packs_seen(store, local_captain())[0].schools}


@pytest.mark.parametrize("who", [PRINCIPAL, COORDINATOR])
def test_a_school_begins_with_its_own_page_and_may_look_at_others(demo_read, who):
    app, schools = page(who=who), ids(demo_read)
    own = box(app, "The page of")
    assert own.value == schools[LINCOLN]
    assert own.options == sorted(schools, key=str.casefold)
    assert len(schools) == 4
    assert "Take the figures back" not in buttons(app)
    other = page(who=who, shown=schools["Maple Grove Elementary"])
    assert box(other, "The page of").value == schools["Maple Grove Elementary"]
    assert frozen(other) != frozen(app)


def frozen(app):
    """What is said on the page of a school."""
    said = [each.value for each in app.markdown]
    [first] = [place for place, words in enumerate(said) if words.startswith("##### ")]
    [last] = [place for place, words in enumerate(said) if words.startswith("**What changed")]
    return said[first:last]


def test_everybody_sees_the_same_page_of_a_school(demo_read):
    lincoln = ids(demo_read)[LINCOLN]
    one, other = page(shown=lincoln, part="school"), page(who=PRINCIPAL, shown=lincoln)
    assert frozen(one) == frozen(other)
    assert one.table[0].value.equals(other.table[0].value)


def test_a_captain_who_chose_a_school_begins_with_its_page(demo_read):
    app = page(school="Maple Grove Elementary", part="school")
    assert box(app, "The page of").value == ids(demo_read)["Maple Grove Elementary"]


def test_a_mentor_has_no_door_to_it(demo_read):
    app = page(who="A mentor")
    assert FROZEN not in said(app)


def test_an_earlier_convening_has_its_own_figures(demo_read):
    app = page(convening="demo-convening-jan")
    assert app.subheader[0].value == "Frozen figures as of Dec 19, 2025."
    assert "These are the first figures that were frozen" in words(app)
    by_date = page(as_of="2026-01-05")
    assert box(by_date, "Convening").value == "demo-convening-jan"


def test_an_address_that_names_no_convening_says_so_beside_the_next(demo_read):
    app = page(convening="<b>unheard-of", part="nothing", shown="999")
    assert app.subheader[0].value == FROZEN
    assert "names no convening that is known; shown is February convening" in words(app)
    assert not page(convening="demo-convening-feb").warning


def test_the_meeting_has_agenda_people_and_follow_ups(demo_read):
    app = page(**MEETING)
    text = words(app)
    assert "Agenda" in text
    assert "Who comes" in text
    assert "Follow-ups" in text
    assert "From chosen to met" not in text
    assert "District meetings" in links(app)


def test_a_convening_without_figures_shows_the_meeting(demo_read):
    app = page(convening="demo-convening-dec", who=PRINCIPAL)
    text = words(app)
    assert "No figures are frozen for Wed Dec 3, 2025 yet." in text
    assert "A captain freezes them" in text
    assert "Agenda" in text
    assert not [b for b in buttons(app) if b.startswith("Freeze")]


@pytest.mark.parametrize(("as_of", "day"), [
    (None, "Dec 3, 2025"), ("2025-12-03", "Dec 3, 2025"), ("2025-12-02", "Dec 2, 2025"),
])  # fmt: skip
def test_nothing_after_the_meeting_is_frozen_for_it(demo_read, as_of, day):
    app = page(convening="demo-convening-dec", **{"as_of": as_of} if as_of else {})
    assert f"Freeze the figures of {day}" in buttons(app)
    assert ("nothing after it is counted" in words(app)) is (as_of is None)


@pytest.mark.parametrize(("as_of", "told"), [("2025-10-28", True), ("2025-10-29", False)])
def test_a_date_long_before_the_meeting_is_not_offered_without_a_word(demo_read, as_of, told):
    app = page(convening="demo-convening-dec", as_of=as_of)
    assert ("That is 5 weeks before the meeting." in words(app)) is told
    assert [b for b in buttons(app) if b.startswith("Freeze")]


def test_at_an_earlier_date_what_cannot_be_changed_says_so_itself(demo_read):
    app = page(convening="demo-convening-dec", as_of="2025-12-01")
    text = words(app)
    assert "Shown as of Mon Dec 1, 2025." in text
    assert "changes are made" not in text
    assert "Agenda, people and follow-ups are changed on the latest day." in text
    assert [b for b in buttons(app) if b.startswith("Freeze")]
    assert "are changed on the latest day" not in words(page(**MEETING))


# --- frozen and taken back


def freeze(app):
    [button] = [each for each in app.button if each.label.startswith("Freeze the figures")]
    return button.click().run()


def test_without_a_convening_a_captain_may_freeze_all_the_same(two_schools):
    app = page(as_of="2026-01-16")
    assert "No convening is planned, and no figures are frozen yet." in app.info[0].value
    app = freeze(app)
    assert not app.exception
    assert app.success[0].value == "The figures of Jan 16, 2026 are frozen."
    assert app.subheader[0].value == "Frozen figures as of Jan 16, 2026."
    assert box(app, "Convening").options == ["Figures of Jan 16, 2026, for no convening"]
    [pack] = packs_seen(session.store(), local_captain())
    assert [each.name for each in pack.schools] == [LINCOLN, "ROOS"]
    [back] = [each for each in app.button if each.label == "Take the figures back"]
    app = back.click().run()
    assert app.success[0].value == "The figures of Jan 16, 2026 are taken back."
    assert packs_seen(session.store(), local_captain()) == []
    assert "no figures are frozen yet" in app.info[0].value


def test_a_principal_without_any_is_told_who_freezes(two_schools):
    app = page(who=PRINCIPAL)
    assert "A captain freezes them" in words(app)
    assert not [b for b in buttons(app) if b.startswith("Freeze")]


def test_a_day_before_any_data_is_told_before_the_press(two_schools):
    app = page(as_of="2024-08-01")
    assert words(app).count("There are no data by Aug 1, 2024: the first are of") == 1
    assert not [b for b in buttons(app) if b.startswith("Freeze")]
    assert [b for b in buttons(app) if b.startswith("Back to")]


def plan(store, gathering_id, day):
    save = Save(local_captain(CAPTAIN), NOW)
    plan_gathering(store, save, Gathering(gathering_id, CONVENING, "Monthly convening", day))


def test_one_date_is_frozen_once_whatever_it_is_frozen_for(two_schools, monkeypatch):
    monkeypatch.setattr(session, "now", lambda: NOW)
    store = session.store()
    plan(store, "first", date(2026, 2, 4))
    plan(store, "second", date(2026, 2, 6))
    freeze(page(convening="second", as_of="2026-01-16"))
    app = page(convening="first", as_of="2026-01-16")
    told = "are frozen already, for Monthly convening · Fri Feb 6, 2026. Show those, or choose"
    assert told in app.info[0].value
    assert "Show the figures of Jan 16, 2026" in links(app)
    assert not [b for b in buttons(app) if b.startswith("Freeze")]
    [pack] = packs_seen(store, local_captain())
    assert pack.gathering_id == "second"
    assert box(page(), "Convening").value == "second"


def test_whoever_has_frozen_the_newest_day_is_told_to_wait_for_newer_data(two_schools, monkeypatch):
    monkeypatch.setattr(session, "now", lambda: NOW)
    plan(session.store(), "first", date(2026, 3, 4))
    plan(session.store(), "second", date(2026, 4, 8))
    freeze(page(convening="first"))
    app = page(convening="second")
    assert "When newer data are in, freeze those for this one; or show these." in app.info[0].value
    assert "choose another date" not in words(app)


@pytest.mark.parametrize(("frozen", "told"), [("2025-12-20", True), ("2025-12-19", False)])
def test_figures_close_to_others_are_announced(two_schools, monkeypatch, frozen, told):
    monkeypatch.setattr(session, "now", lambda: NOW)
    store = session.store()
    keep(store, replace(FEBRUARY, as_of=date.fromisoformat(frozen), gathering_id="gone"))
    plan(store, "next", date(2026, 2, 4))
    app = page(convening="next", as_of="2026-01-16")
    day = {"2025-12-20": "Dec 20, 2025", "2025-12-19": "Dec 19, 2025"}[frozen]
    assert (f"{day} is frozen, less than four weeks from this day" in words(app)) is told
    assert [b for b in buttons(app) if b.startswith("Freeze")]


def test_without_data_the_page_says_what_is_missing(page_home):
    app = page()
    assert "There is no attendance to show yet" in app.info[0].value
    assert not app.subheader


# --- what a page of a pack may hold


@pytest.fixture
def made(two_schools, monkeypatch):
    """The packs made by hand, of schools that this district does not know."""
    monkeypatch.setattr(session, "now", lambda: NOW)
    store = session.store()
    plan(store, FEBRUARY.gathering_id, date(2026, 2, 4))
    keep(store, replace(JANUARY, gathering_id=""), FEBRUARY)
    return store


def of(school):
    return page(part="school", shown=school)


def test_hidden_numbers_are_told_in_words_and_why(made):
    app = of("ROOS")
    text = words(app)
    for told in ("#### all but fewer than 10", "#### fewer than 10", "of 24 chosen"):
        assert told in text
    assert text.count("Groups of fewer than 10 students are hidden") >= 1
    [table] = app.table
    shown = table.value.map(lambda cell: cell.replace("\\", ""))
    assert shown["Chronically absent"].to_list() == ["21 (6.2%)", "under 5%", "not shown"]
    assert shown["Of these severe"].to_list() == ["under 5%", "under 5%", "not shown"]


def test_a_page_without_hidden_numbers_explains_none(made):
    app = of("WILS")
    assert "Groups of fewer than 10" in words(app)
    lines = [c.value.replace("\\", "") for c in page().caption]
    assert not [line for line in lines if line.startswith("Groups of fewer than 10")]


def test_figures_of_an_earlier_date_are_told_at_the_top(made):
    app = of("WILS")
    assert "are those of December 19, 2025" in app.warning[0].value
    assert not of("ROOS").warning


def test_a_school_that_joined_since_says_so_and_a_tiny_one_has_no_chart(made):
    app = of("ADAM")
    text = words(app)
    assert "Adams Academy was not in the pack of Dec 19, 2025 yet." in text
    assert "Nobody is chosen yet" in text
    assert "There is no rate by week" in text
    assert not app.get("plotly_chart")


def test_every_page_has_the_same_parts_in_the_same_order(made):
    heads = ("**From chosen to met**", "**Plan**", "**Reviews held**", "**Tiers now",
             "**Chronic rate by week", "**What changed since")  # fmt: skip
    for school in ("ADAM", "ROOS", "WILS"):
        text = said(of(school))
        places = [text.index(head) for head in heads]
        assert places == sorted(places)


def test_names_are_never_formatted(made):
    odd = replace(FEBRUARY.schools[0], school_id="ODD", name="Oak *Hill* [School](x)")
    keep(made, replace(FEBRUARY, pack_id="odd", as_of=date(2026, 1, 29), gathering_id="",
                       schools=(odd,)))  # fmt: skip
    app = page(convening="odd", part="school")
    assert box(app, "The page of").options == ["Oak *Hill* [School](x)"]
    assert "*Hill*" not in said(app)
