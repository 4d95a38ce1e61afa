"""The coordinator's meeting: prepared and run in few clicks, closed, and carried into next week."""

import re
import shutil
from contextlib import closing
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from sm_core.actor import CAPTAIN, Actor, local_captain
from sm_core.demo.uploads import DEMO
from sm_core.review.find import reviews
from sm_core.review.record import ACTION, DEFERRED, DISCUSSED
from sm_core.schools import schools_seen
from sm_core.uploads import open_district
from tests.browser.conftest import serving, settled
from tests.invented import bring, events

pytestmark = pytest.mark.browser

SCHOOL = "Lincoln Middle School"
COORDINATOR = f"who=Coordinator, {SCHOOL}"
MONDAY, BEFORE = date(2026, 1, 26), date(2026, 1, 19)
MOST_CLICKS = 25


@pytest.fixture
def home(demo_home, tmp_path):
    """A district in which nobody has met in the last two weeks."""
    home = shutil.copytree(demo_home, tmp_path / "home")
    with closing(open_district(home)) as store, store.writing("program") as cursor:
        for table in ("review_names", "review_decisions", "reviews"):
            cursor.execute(
                f"DELETE FROM program.{table} WHERE review_id IN (SELECT review_id "
                "FROM program.reviews WHERE monday >= $monday)", {"monday": BEFORE},
            )  # fmt: skip
        cursor.execute("DELETE FROM program.actions WHERE monday >= $monday", {"monday": BEFORE})
    return home


def a_week_passes(home):
    """The demo stands still on its last day: the record of the meeting goes back instead."""
    with closing(open_district(home)) as store, store.writing("program") as cursor:
        for table in ("review_names", "review_decisions", "reviews"):
            cursor.execute(
                f"UPDATE program.{table} SET review_id = replace(review_id, $now, $then)",
                {"now": MONDAY.isoformat(), "then": BEFORE.isoformat()},
            )
        for table in ("reviews", "review_decisions", "actions"):
            cursor.execute(f"UPDATE program.{table} SET monday = $then WHERE monday = $now",
                           {"now": MONDAY, "then": BEFORE})  # fmt: skip


def lincoln(store):
    return next(s.school_id for s in schools_seen(store, local_captain()) if s.name == SCHOOL)


def kept(home):
    """The review of the week, as it is stored."""
    with closing(open_district(home)) as store:
        [found] = reviews(store, local_captain(), lincoln(store), MONDAY, MONDAY)
        return found


class Clicks:
    """A person at the page, whose clicks are counted."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def on(self, target):
        target.first.click()
        self.count += 1
        settled(self.page)

    def button(self, name):
        self.on(self.page.get_by_role("button", name=name, exact=True))

    def decided(self, name, count):
        """Press, and wait until so many names are decided about."""
        self.button(name)
        expect(self.page.get_by_role("heading", name=f"Decided ({count})")).to_be_visible()
        # Sooner than a person presses again, it would count as a double click.
        self.page.wait_for_timeout(700)


def listed(page):
    """The names on the list, in order."""
    links = page.get_by_test_id("stPageLink").all_inner_texts()
    return [found[1] for link in links if (found := re.match(r"\d+\. (.+)", link))]


def run_the_meeting(page):
    """Decide about all but the last of the first names, and close the week; the clicks, and the
    name that was given an action, the one left for next week, and the one nobody decided about."""
    person, first = Clicks(page), listed(page)
    person.button("Start meeting")
    expect(page.get_by_text("The meeting has begun")).to_be_visible()
    person.button("Action…")
    page.get_by_label("What is to be done?").first.fill("Call home about the bus")
    page.get_by_label("Who does it?").first.fill("Ms. Chen")
    page.keyboard.press("Enter")
    person.decided("Give the action", 1)
    person.decided("Next week", 2)
    for count, _ in enumerate(first[2:-1], start=3):
        person.decided("Discussed", count)
    assert listed(page)[0] == first[-1]
    person.on(page.get_by_role("combobox", name="Who is here"))
    page.keyboard.type("Ms. Chen")
    expect(page.get_by_role("option", name="Add: Ms. Chen")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    person.on(page.get_by_role("textbox", name="Notes", exact=True))
    page.keyboard.type("Bus 12 is late on Mondays")
    person.button("Close the week")
    expect(page.get_by_text("The week is closed.")).to_be_visible()
    return person.count, first[0], first[1], first[-1]


def correct(home, tmp_path, student):
    """Bring in that a student of the list was absent all week before."""
    days = [MONDAY - timedelta(days=n) for n in range(3, 8)]
    with closing(open_district(home)) as store:
        rows = [(student, day, "U") for day in days]

        def given(name, content):
            (tmp_path / name).write_text(content)
            return tmp_path / name

        files = {"later.csv": events(*rows, school=lincoln(store))}
        # In the name of the demo, or the district would stand still no longer.
        bring(store, given, files, actor=Actor(DEMO, CAPTAIN))


def test_a_meeting_from_start_to_close_and_what_next_week_finds(open_page, home, tmp_path):
    with serving(home) as address:
        page = open_page(f"{address}/weekly?{COORDINATOR}")
        clicks, acted, deferred, undecided = run_the_meeting(page)
        assert clicks <= MOST_CLICKS, clicks
    before = kept(home)
    kinds = [decision.kind for decision in before.decided.values()]
    assert (kinds.count(ACTION), kinds.count(DEFERRED)) == (1, 1)
    assert kinds.count(DISCUSSED) == len(kinds) - 2
    assert (before.is_closed, before.present[-1]) == (True, "Ms. Chen")

    correct(home, tmp_path, before.names[0].student_id)
    with serving(home) as address:
        page = open_page(f"{address}/weekly?{COORDINATOR}")
        expect(page.get_by_text(re.compile(r"A later upload changed \d+ figure"))).to_be_visible()
        page.get_by_text("What changed", exact=True).click()
        then = f"missed {before.names[0].facts['missed']} of {before.names[0].facts['days']} days"
        expect(page.get_by_role("cell", name=then)).to_be_visible()
        expect(page.get_by_role("button", name="Use the newest figures")).to_have_count(0)
    assert kept(home) == before

    a_week_passes(home)
    with serving(home) as address:
        page = open_page(f"{address}/weekly?{COORDINATOR}")
        assert {deferred, undecided} <= set(listed(page))
        assert acted not in listed(page)
        expect(page.get_by_text("0 of 1 action done, 2 names carried over")).to_be_visible()
        expect(page.get_by_text("Call home about the bus").last).to_be_visible()
