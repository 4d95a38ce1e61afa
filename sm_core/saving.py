"""Saves what people type: once per press of a button, with who, when, before and after."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TypeVar

import duckdb

from sm_core.actor import Actor
from sm_core.errors import SmError
from sm_core.history import last_change
from sm_core.store import Store

Result = TypeVar("Result")
PERMISSION = "permission"
"""The act under which the audit has what changes whether a mentor may meet a student."""
TABLES = frozenset((
    "history", "saved", "settings", "targets", "intensive_supports", "mentors", "mentor_schools",
    "traits", "availability", "screenings", "different_people", "trainings",
    "training_attendance", "student_profiles", "known_adults", "permissions", "matches",
    "families", "family_contacts", "letter_templates", "team", "checked_steps", "match_rules",
    "suggestion_lists", "suggestions", "contacts", "check_ins", "support_requests",
    "request_steps", "reviews", "review_names", "review_decisions", "actions",
    "plans", "plan_steps", "plan_targets", "plan_comments", "plan_template", "school_calls",
    "gatherings", "gathering_marks", "follow_ups", "materials", "school_help", "help_answers",
    "lessons", "packs", "pack_pages",
))  # fmt: skip


def new_id() -> str:
    """An id for a record or a form. Made here, because not every catalog can count."""
    return uuid.uuid4().hex[:16]


@dataclass(frozen=True)
class Save:
    """One press of a button: who, when, and the token of the form it stands in."""

    actor: Actor
    when: datetime
    token: str = field(default_factory=new_id)

    @property
    def today(self) -> date:
        return self.when.date()


@dataclass(frozen=True)
class Record:
    """What a change is about: the kind of record ("mentor"), its id, and the school concerned,
    "" where it is none or several."""

    kind: str
    record_id: str
    school_id: str = ""


class ChangedMeanwhile(SmError):
    """Somebody else changed the same field since the form was opened. `now` holds the fields that
    clash as they stand, so that the form can go on from there: of all other fields the next press
    must still know what they were, or it would put them back."""

    now: dict


class Writing:
    """One transaction on `program` by one person; its changes are told to the history."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, save: Save) -> None:
        self.cursor, self.save = cursor, save
        self._history: list[dict] = []
        self._audit: list[dict] = []

    @property
    def actor(self) -> Actor:
        return self.save.actor

    def insert(self, table: str, rows: list[dict]) -> None:
        """Add rows to one of `TABLES`; columns that a row lacks stay empty, whichever row it is."""
        assert table in TABLES, table
        if rows:
            self._add(table, rows)

    def _add(self, table: str, rows: list[dict]) -> None:
        import pyarrow as pa

        # Arrow takes the columns from the first row alone.
        columns = dict.fromkeys(name for row in rows for name in row)
        rows = [dict.fromkeys(columns) | row for row in rows]
        self.cursor.register("rows_to_add", pa.Table.from_pylist(rows))
        self.cursor.execute(f"INSERT INTO program.{table} BY NAME SELECT * FROM rows_to_add")
        self.cursor.unregister("rows_to_add")

    def changed(self, record: Record, before: Mapping, after: Mapping, reason: str = "") -> bool:
        """Tell the history every field of `after` that differs from `before` ({} for a new
        record). False when none does."""
        different = [name for name in after if before.get(name) != after[name]]
        self._history += [
            {
                "happened": self.save.when, "person": self.actor.person, "kind": record.kind,
                "record_id": record.record_id, "school_id": record.school_id, "field": name,
                "before": as_text(before.get(name)), "after": as_text(after[name]),
                "reason": reason,
            }
            for name in different
            if before or as_text(after[name])
        ]  # fmt: skip
        return bool(different)

    def account_for(self, act: str, subject: str) -> None:
        """Add a line to the audit, as `audit.record` does outside of a transaction."""
        self._audit.append({"happened": self.save.when, "person": self.actor.person, "act": act,
                            "subject": subject})  # fmt: skip

    def finish(self) -> None:
        if self._audit:
            self._add("audit", self._audit)
        self.insert("history", self._history)
        self.insert("saved", [{"token": self.save.token, "happened": self.save.when}])


def save_once(
    store: Store, save: Save, act: Callable[[Writing], Result], part: str = ""
) -> Result | None:
    """Do `act` in one transaction, unless a form with this token was saved before: then nothing
    happens and None comes back. Whatever `act` raises leaves nothing behind. `part` is the one of
    `store.PARTS` that alone is written, if any."""
    with store.writing("program", part=part) as cursor:
        if _saved(cursor, save.token):
            return None
        writing = Writing(cursor, save)
        result = act(writing)
        writing.finish()
        return result


def _saved(cursor: duckdb.DuckDBPyConnection, token: str) -> bool:
    query = "SELECT count(*) FROM program.saved WHERE token = $token"
    return cursor.execute(query, {"token": token}).fetchall() != [(0,)]


def merged(
    writing: Writing,
    record: Record,
    versions: tuple[dict, dict, dict],
    words: Mapping[str, str],
) -> dict:
    """What is to be stored of a record: what the person changed, and what others changed in other
    fields since the form was opened.

    `versions` are the record as the form was opened with, as the person wants it, and as it stands
    now; `words` names the fields. Raises `ChangedMeanwhile` where both changed one field
    differently.
    """
    opened, wanted, now = versions
    mine = {name for name in wanted if wanted[name] != opened.get(name)}
    clashes = [
        name
        for name in wanted
        if name in mine and now.get(name) != opened.get(name) and now.get(name) != wanted[name]
    ]
    if clashes:
        error = ChangedMeanwhile(*(_clash(writing, record, n, versions, words) for n in clashes))
        error.now = {name: now[name] for name in clashes}
        raise error
    return now | {name: wanted[name] for name in mine}


def _clash(writing: Writing, record: Record, name: str, versions, words: Mapping[str, str]) -> str:
    opened, wanted, now = (as_text(version.get(name)) or "nothing" for version in versions)
    person, when = last_change(writing.cursor, record.kind, record.record_id, name)
    return (
        f"{person} changed {words.get(name, name)} from {opened} to {now} on {when:%b} {when.day} "
        f"at {when:%H:%M}, while you had it open. Yours, {wanted}, is not saved and still in the "
        "form: press Save again to put it in place of theirs."
    )


def as_text(value: object) -> str:
    """A field as the history keeps it: "" for nothing, yes and no, ISO dates, lists with "; "."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, (tuple, list)):
        return "; ".join(as_text(part) for part in value)
    return str(value)
