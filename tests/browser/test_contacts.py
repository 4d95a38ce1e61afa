"""The coordinator's week of contacts, on a phone: a pile of cards is typed in one pass."""

import shutil
from contextlib import closing
from datetime import date

import pytest
from playwright.sync_api import expect

from sm_core.actor import COORDINATOR, Actor, local_captain
from sm_core.contacts.board import board
from sm_core.contacts.contact import SAW
from sm_core.contacts.find import contacts_with
from sm_core.contacts.log import take_back
from sm_core.saving import Save
from sm_core.schools import schools_seen
from sm_core.seen import see
from sm_core.standing import Asked
from sm_core.uploads import open_district
from tests.browser.conftest import serving, settled
from tests.mentor_cast import NOW

pytestmark = pytest.mark.browser

DAY, MONDAY = date(2026, 1, 30), date(2026, 1, 26)
TUESDAY, WEDNESDAY = date(2026, 1, 27), date(2026, 1, 28)


@pytest.fixture
def home(demo_home, tmp_path):
    """A district in which nothing is logged yet for the week."""
    home = shutil.copytree(demo_home, tmp_path / "home")
    with closing(open_district(home)) as store:
        found = logged(store)
        if found:
            take_back(store, Save(local_captain(), NOW), [c.contact_id for c in found])
    return home


def logged(store):
    ids = see(store, local_captain(), Asked(DAY)).students["student_id"].to_pylist()
    return contacts_with(store, local_captain(), DAY, ids, MONDAY, DAY)


@pytest.fixture
def pile(home):
    """The name of a school with several mentors, and the first two of them with their students, as
    the cards have them."""
    with closing(open_district(home)) as store:
        for school in schools_seen(store, local_captain()):
            coordinator = Actor("Coordinator", COORDINATOR, (school.school_id,))
            found = board(store, see(store, coordinator, Asked(DAY)), DAY, MONDAY)
            if len(found.by_mentor) > 1:
                return school.name, *list(found.by_mentor.values())[:2]
    pytest.fail("no school of the demo has two mentors")


def test_a_week_of_one_mentor_is_filled_in_one_pass_at_390_pixels(open_page, home, pile):
    school, first, second = pile
    with serving(home) as address:
        page = open_page(f"{address}/contacts?who=Coordinator, {school}", width=390)
        for line in first:
            days = page.get_by_role("toolbar", name=line.student, exact=True)
            for label in ("Tue 27", "Wed 28"):
                days.get_by_role("button", name=label).click()
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        page.get_by_role("button", name=f"Save the week of {first[0].mentor}").dblclick()
        settled(page)
        done = f"{first[0].mentor}: {2 * len(first)} contacts logged."
        expect(page.get_by_text(done)).to_be_visible()
        next_one = page.get_by_role("button", name=f"Save the week of {second[0].mentor}")
        expect(next_one).to_be_visible()
    with closing(open_district(home)) as store:
        found = {(c.student_id, c.day, c.mentor_id, c.kind) for c in logged(store)}
    assert found == {
        (line.student_id, day, line.mentor_id, SAW)
        for line in first for day in (TUESDAY, WEDNESDAY)
    }  # fmt: skip


def test_a_tick_is_saved_on_the_way_to_the_mentor_before(open_page, home, pile):
    school, first, second = pile
    with serving(home) as address:
        page = open_page(f"{address}/contacts?who=Coordinator, {school}")
        page.get_by_role("button", name="Next →").click()
        settled(page)
        days = page.get_by_role("toolbar", name=second[0].student, exact=True)
        days.get_by_role("button", name="Tue 27").click()
        page.get_by_role("button", name="← Previous").click()
        settled(page)
        expect(page.get_by_text(f"{second[0].mentor}: 1 contact logged.")).to_be_visible()
        expect(
            page.get_by_role("button", name=f"Save the week of {first[0].mentor}")
        ).to_be_visible()
    with closing(open_district(home)) as store:
        found = [(c.student_id, c.day, c.mentor_id) for c in logged(store)]
    assert found == [(second[0].student_id, TUESDAY, second[0].mentor_id)]
