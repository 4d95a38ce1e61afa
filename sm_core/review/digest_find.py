"""Puts the mail of a week together, from the store alone."""

from __future__ import annotations

from datetime import date

from sm_core.actor import Actor
from sm_core.contacts.school_week import school_week
from sm_core.errors import SmError
from sm_core.matching.end import open_matches
from sm_core.mentors.find import mentors_seen
from sm_core.plausible import us_day
from sm_core.review.digest import Beside, Digest, beside, digest
from sm_core.review.digest_settings import mail_settings
from sm_core.review.prepare import days_of, prepare, week_asked
from sm_core.school_year import PLAUSIBLE
from sm_core.schools import reached, require_known, schools_seen
from sm_core.seen import Seen, see
from sm_core.standing import Asked
from sm_core.store import Store
from sm_core.support.due import check_ins_due
from sm_core.support.request_list import requests_listed
from sm_core.targeting.candidates import candidates


def find_digest(store: Store, actor: Actor, school_id: str, week: date, today: date) -> Digest:
    """The mail about the week that holds the day `week`, as it stands today or stood at its end,
    with attendance as far as it reaches by then.

    Raises `SmError` for a school that is not known and a week that has not begun, `NotAllowed` for
    a school outside the actor's.
    """
    require_known(store, actor, school_id)
    monday = week_asked(week, today)
    if monday.year not in PLAUSIBLE:
        raise SmError(f"{us_day(week)} is no day of ours; check the year.")
    schools = schools_seen(store, actor)
    [school] = [each for each in schools if each.school_id == school_id]
    as_of, day = days_of(monday, min(reached(schools) or today, today), today)
    seen = see(store, actor, Asked(as_of))
    prepared = prepare(store, seen, school, monday, day)
    waiting = waiting_at(store, seen, school_id, day)
    days = school_week(store, [school_id], monday).days(school_id)
    return digest(prepared, waiting, mail_settings(store), days)


def waiting_at(store: Store, seen: Seen, school: str, day: date) -> Beside:
    """The requests and check-ins of a school on the day."""
    actor, as_of = seen.actor, seen.asked.as_of
    asked = [r for r in requests_listed(store, actor, as_of, day) if r.request.school_id == school]
    known = candidates(store, seen)
    matches, mentors = open_matches(store, known, day), mentors_seen(store, actor, day)
    due = [d for d in check_ins_due(store, known, matches, mentors, day) if school in d.schools]
    return beside(asked, due, day)
