"""Reads one row of a mentors file into the values it says; blank cells say nothing."""

from __future__ import annotations

import re
from datetime import date

from sm_core.availability import availability_text, parse_availability
from sm_core.importing.dates import is_blank, parse
from sm_core.mentors.mentor import STEPS
from sm_core.mentors.names import folded, split_name
from sm_core.plausible import require_expiry
from sm_core.roster import values
from sm_core.roster.schools import Schools
from sm_core.roster.sheet import Row
from sm_core.roster.words import (
    PLAIN_KINDS,
    PROGRAMS,
    STAFF,
    kind_hinted,
    kind_of,
    said_yes,
    status_of,
)
from sm_core.traits import split_words

UNDATED = "undated"
"""Under this name a row keeps the columns that say yes without a day."""
CHECKS = ("criminal_check", "registry_check")
_FAILED = re.compile(r"\b(not passed|failed)\b", re.IGNORECASE)


def mentor_said(row: Row, order: str, today: date, schools: Schools) -> dict:
    """The values of a row by the names of `mentors.save.WORDS`, and `mentor_id`, `status`,
    `orientation` (a day), `confidentiality` and `duty_to_report` (True), a (day, expiry, passed)
    for each step, and `undated`, a list. What cannot be is set aside in the row."""
    said = {
        "mentor_id": row.text("mentor_id"), **_name(row),
        "kind": row.read("kind", "bad_kind", kind_of),
        "position": row.text("position"), "organization": row.text("organization"),
        "email": row.read("email", "bad_email", values.email), "phone": row.text("phone"),
        "schools": row.read("schools", "unknown_school", schools.all_in),
        "capacity": row.read("capacity", "bad_number", values.capacity),
        "grades": row.read("grades", "bad_grade", values.grades),
        "languages": split_words(row.text("languages")),
        "interests": split_words(row.text("interests")),
        "dislikes": split_words(row.text("dislikes")),
        "availability": row.read("availability", "bad_time", _free_time),
        "state_reason": row.text("state_reason"), "note": row.text("note"),
        "status": row.read("status", "bad_status", status_of),
    }  # fmt: skip
    for name in ("started", "paused", "closed"):
        said[name] = _past(row, name, order, today)
    undated: list[str] = []
    said |= _screening(row, order, today, undated) | _orientation(row, order, today, undated)
    said[UNDATED] = tuple(dict.fromkeys(undated))
    return {name: value for name, value in said.items() if value not in (None, "", ())}


def usual_of_new(row: Row, said: dict) -> dict:
    """What is taken for somebody new where the row does not say it: the kind, and what a word for
    the kind ("Teacher", "AmeriCorps") says besides."""
    word = row.text("kind")
    kind = said.get("kind") or kind_hinted(row.text("position")) or STAFF
    usual = {"kind": kind}
    if word and folded(word) in PROGRAMS:
        usual["organization"] = PROGRAMS[folded(word)]
    elif word and folded(word) not in PLAIN_KINDS:
        usual["position"] = word
    return usual


def _name(row: Row) -> dict[str, str]:
    first, last = row.text("first_name"), row.text("last_name")
    if not first and not last:
        first, last = split_name(row.text("name"))
    return {"first_name": first, "last_name": last}


def _free_time(text: str) -> str:
    return availability_text(parse_availability(text))


def _past(row: Row, name: str, order: str, today: date) -> date | None:
    if is_blank(row.text(name)):
        return None
    return row.read(name, "bad_date", lambda text: values.past_day(text, order, today))


def _screening(row: Row, order: str, today: date, undated: list[str]) -> dict:
    """By step the (day, expiry, passed) that a row says; a background check means both checks."""
    said: dict = {}
    for step in STEPS:
        own = "background" if step in CHECKS and not row.text(step) else step
        ends = step if row.text(f"{step}_expires") else "background"
        done = _done(row, own, order, today, undated)
        expires = _expiry(row, f"{ends}_expires", order, done) if step in CHECKS else None
        if done or expires:
            said[step] = (done, expires, not _FAILED.search(row.text(own)))
    return said


def _done(row: Row, name: str, order: str, today: date, undated: list[str]) -> date | None:
    """The day a cell says; a mere yes goes into `undated`, and says nothing more."""
    text = row.text(name)
    if is_blank(text) or any(wrong.column == row.headers.get(name) for wrong in row.wrong):
        return None
    bare = values.date_part(text)
    if parse(bare, order) is None and (yes := said_yes(text)) is not None:
        undated += [row.headers[name]] if yes else []
        return None
    return row.read(name, "bad_date", lambda _: values.past_day(bare, order, today))


def _expiry(row: Row, name: str, order: str, done: date | None) -> date | None:
    def read(text: str) -> date:
        expires = values.day_in(text, order)
        if done:
            require_expiry(expires, done, "it")
        return expires

    if is_blank(row.text(name)) or any(w.column == row.headers.get(name) for w in row.wrong):
        return None
    return row.read(name, "bad_date", read)


def _orientation(row: Row, order: str, today: date, undated: list[str]) -> dict:
    told: dict = {"orientation": _done(row, "orientation", order, today, undated)}
    for name in ("confidentiality", "duty_to_report"):
        text = row.text(name)
        if is_blank(text):
            continue
        yes = said_yes(text)
        told[name] = (_past(row, name, order, today) and True) if yes is None else yes or None
    return told
