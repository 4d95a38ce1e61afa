"""The gatherings that the tests use: a convening ahead on February 4, and one on January 7."""

from dataclasses import replace
from datetime import date, time

from sm_core.gatherings.find import find_gathering, marks_in
from sm_core.gatherings.follow_up import FollowUp
from sm_core.gatherings.follow_ups import add_follow_up, follow_ups_seen
from sm_core.gatherings.gathering import Gathering, Mark
from sm_core.gatherings.save import plan_gathering
from tests.invented import LINC, ROOS
from tests.mentor_cast import CAPTAIN_, EARLIER, press
from tests.team_cast import CHEN_, HALL

AHEAD = Gathering("feb", "convening", "February convening", date(2026, 2, 4), time(8, 30), 90,
                  "Board room", "District captain", "Welcome\n\n What helped? ")  # fmt: skip
PAST = replace(AHEAD, gathering_id="jan", title="January convening", day=date(2026, 1, 7))
RUIZ_ = replace(CHEN_, member_id="ruiz", school_id=ROOS, name="Mr. Ruiz")
TEAM = (HALL, CHEN_, RUIZ_)


def plan(store, *gatherings, when=EARLIER):
    for gathering in gatherings:
        plan_gathering(store, press(when=when), gathering)


def now_at(store, gathering):
    return find_gathering(store, CAPTAIN_, gathering.gathering_id)


def marks_at(store, gathering, actor=CAPTAIN_):
    return marks_in(store, actor).get(gathering.gathering_id, {})


def mark(member, state):
    return Mark(member.school_id, member.member_id, member.name, member.role, state)


def by_key(*marks):
    return {each.key: each for each in marks}


def agreed(store, what="Send the list", schools=(LINC,), **more):
    """Note a follow-up; what was noted is found again by its words."""
    add_follow_up(store, press(when=EARLIER), FollowUp("", what=what, **more), schools)
    return [f for f in follow_ups_seen(store, CAPTAIN_) if f.what == what]
