"""A mentor on a phone: two students in under ten seconds, a double tap, a network that is lost."""

import re
import shutil
from contextlib import closing
from time import monotonic

import pytest
from playwright.sync_api import expect

from sm_core.contacts.find import read_contacts
from sm_core.demo.calendars import AS_OF
from sm_core.mentors.looking import mentor_actor, mentors_looking
from sm_core.uploads import open_district
from tests.browser.conftest import serving, settled

pytestmark = pytest.mark.browser

PHONE = 390
SECONDS = 10
"""If logging takes longer, nobody logs."""


class Phone:
    """The databases with a mentor of at least three students whom nobody has seen today."""

    def __init__(self, home):
        self.home = home
        with closing(open_district(home)) as store:
            seen = {c[0] for c in self._today(store)}
            actors = [mentor_actor(store, i, AS_OF) for i in mentors_looking(store, AS_OF)]
        self.mentor = next(a for a in actors if len(set(a.students) - seen) >= 3)

    def logged(self):
        """(student, adult) of each contact of today with the mentor's students; only where no
        server has the databases open."""
        with closing(open_district(self.home)) as store:
            return sorted(c for c in self._today(store) if c[0] in self.mentor.students)

    def _today(self, store):
        with store.reading() as cursor:
            return [(c.student_id, c.mentor_id) for c in read_contacts(cursor)
                    if c.day == AS_OF and c.taken_back is None]  # fmt: skip

    def address(self, server):
        return f"{server}/?who=A mentor&me={self.mentor.mentor_id}"


@pytest.fixture
def phone(demo_home, tmp_path):
    return Phone(shutil.copytree(demo_home, tmp_path / "home"))


class Network:
    """What lies between the phone and the server: it can lose what is sent, either way, and drop
    the connection."""

    def __init__(self, page):
        self.sends = self.brings = True
        self.sockets = []
        page.route_web_socket(re.compile("/_stcore/stream"), self._connect)

    def _connect(self, socket):
        server = socket.connect_to_server()
        socket.on_message(lambda message: server.send(message) if self.sends else None)
        server.on_message(lambda message: socket.send(message) if self.brings else None)
        self.sockets.append(socket)

    def back(self):
        """A new connection, as a phone makes one when it is in reach again."""
        self.sends = self.brings = True
        self.sockets[-1].close(code=1001)


def saw(page):
    return page.get_by_role("button", name="Saw today")


def seen(page):
    return page.get_by_text("✓ Seen today", exact=True)


def test_two_students_are_marked_in_under_ten_seconds(phone, open_page):
    before = phone.logged()
    with serving(phone.home) as server:
        page = open_page(phone.address(server), width=PHONE)
        done, began = seen(page).count(), monotonic()
        saw(page).first.click()
        expect(seen(page)).to_have_count(done + 1)
        saw(page).first.click()
        expect(seen(page)).to_have_count(done + 2)
        assert monotonic() - began < SECONDS
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    assert len(phone.logged()) == len(before) + 2
    assert {mentor for _, mentor in phone.logged()} == {phone.mentor.mentor_id}


def test_a_double_tap_stores_one_contact_and_undo_takes_it_back(phone, open_page):
    before = phone.logged()
    with serving(phone.home) as server:
        page = open_page(phone.address(server), width=PHONE)
        done = seen(page).count()
        saw(page).first.dblclick()
        expect(seen(page)).to_have_count(done + 1)
        settled(page)
        expect(seen(page)).to_have_count(done + 1)
        page.get_by_role("button", name="Undo").first.dblclick()
        expect(seen(page)).to_have_count(done)
        saw(page).first.dblclick()
        expect(seen(page)).to_have_count(done + 1)
        settled(page)
    assert len(phone.logged()) == len(before) + 1


def test_opened_by_its_own_address_the_first_tap_counts(phone, open_page):
    """The page a mentor lands on has two addresses, and changes from one to the other."""
    with serving(phone.home) as server:
        page = open_page(phone.address(server).replace("/?", "/my-students?"), width=PHONE)
        done = seen(page).count()
        saw(page).first.click()
        expect(seen(page)).to_have_count(done + 1)


@pytest.mark.parametrize("lost", ["tap", "answer"])
def test_a_network_lost_in_the_middle_loses_or_doubles_nothing(phone, open_page, lost):
    """Whether the tap itself was lost or only the answer: nothing is shown that is not stored, and
    a second tap stores one contact."""
    before = phone.logged()
    with serving(phone.home) as server:
        page = open_page(phone.address(server), width=PHONE)
        network = Network(page)
        page.reload()
        settled(page)
        done, first = seen(page).count(), saw(page).first
        network.sends, network.brings = lost == "answer", False
        first.click()
        page.wait_for_timeout(1500)
        expect(seen(page)).to_have_count(done)

        network.back()
        expect(first).to_be_enabled(timeout=30_000)
        settled(page)
        first.click()
        expect(seen(page)).to_have_count(done + 1, timeout=30_000)
        page.reload()
        settled(page)
        expect(seen(page)).to_have_count(done + 1)
    assert len(phone.logged()) == len(before) + 1
