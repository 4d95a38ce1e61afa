"""Brings in contacts from sheets: looked at line by line, then all that can be in one press."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from sm_core.actor import CAPTAIN, COORDINATOR, Actor
from sm_core.contact_sheets.count import count
from sm_core.contact_sheets.persons import LEFT_OUT, Persons
from sm_core.contact_sheets.reading import UNASKED, Answers, ContactSheet, open_sheet
from sm_core.contact_sheets.report import ContactsReport
from sm_core.contact_sheets.texts import Text, texts_in
from sm_core.contact_sheets.told import Told, told_by
from sm_core.contacts.judge import Judged, judge, require_may_log
from sm_core.contacts.log import Logged, on_record, write_contacts
from sm_core.errors import NotAllowed
from sm_core.importing.run import INCOMING
from sm_core.roster.program_cells import student_field, student_texts
from sm_core.roster.run import refuse_open, refuse_useless
from sm_core.roster.sheet import Row
from sm_core.saving import Save, Writing, save_once
from sm_core.schools import reached, schools_seen
from sm_core.store import Store


@dataclass(frozen=True)
class Brought:
    """The reports on the sheets, and what was logged; None for a dry run."""

    reports: list[ContactsReport]
    logged: Logged | None


def look(
    store: Store, actor: Actor, today: date, texts: Sequence[Text], answers: Answers = UNASKED
) -> list[ContactsReport]:
    """What the sheets would log if they were brought in now, one report each. A sheet that cannot
    be read, or leaves open what its columns or days are, has a problem or question; a name that
    fits several people is in `names`, and its lines are set aside until somebody says who is meant.

    Raises `NotAllowed` for who may not log contacts of others.
    """
    sheets = _opened(actor, today, texts, answers)
    as_of = _as_of(store, actor, today)
    with store.reading() as cursor:
        _looked_at(cursor, actor, as_of, today, sheets, answers)
    return [sheet.report for sheet in sheets]


def bring(
    store: Store, save: Save, texts: Sequence[Text], answers: Answers = UNASKED, keep: bool = True
) -> Brought | None:
    """Log what the sheets tell, without the lines set aside, in one transaction; with `keep` false
    only say what would be. None where a form with this token was saved before.

    Raises `ImportRefused` (with the reports) where a sheet cannot be read, leaves a question of its
    columns or days open, or has no line that can be used; `NotAllowed` as `look`.
    """
    sheets = _opened(save.actor, save.today, texts, answers)
    reports = [sheet.report for sheet in sheets]
    refuse_open(reports)
    as_of = _as_of(store, save.actor, save.today)

    def looked_at(cursor: duckdb.DuckDBPyConnection) -> list[Judged]:
        found = _looked_at(cursor, save.actor, as_of, save.today, sheets, answers)
        refuse_useless(reports)
        return found

    if not keep:
        with store.reading() as cursor:
            looked_at(cursor)
        return Brought(reports, None)

    def act(writing: Writing) -> Brought:
        found = looked_at(writing.cursor)
        require_may_log(writing.actor, save.today, found)
        known = on_record(writing.cursor, found)
        return Brought(reports, write_contacts(writing, found, known))

    return save_once(store, save, act)


def bring_files(
    store: Store, save: Save, paths: list[Path], answers: Answers, keep: bool = True
) -> list[ContactsReport]:
    """As `bring`, for the tables in the files."""
    with tempfile.TemporaryDirectory(prefix=INCOMING, dir=store.home) as work:
        texts = texts_in(paths, Path(work))
    done = bring(store, save, texts, answers, keep)
    return done.reports if done else []


def _opened(
    actor: Actor, today: date, texts: Sequence[Text], answers: Answers
) -> list[ContactSheet]:
    if actor.role not in (CAPTAIN, COORDINATOR):
        raise NotAllowed("Only a coordinator or a captain may bring in contacts from a sheet, not "
                         f"a {actor.role}.")  # fmt: skip
    return [open_sheet(text, answers, today) for text in texts]


def _as_of(store: Store, actor: Actor, today: date) -> date:
    return min(reached(schools_seen(store, actor)) or today, today)


def _looked_at(
    cursor: duckdb.DuckDBPyConnection, actor: Actor, as_of: date, today: date,
    sheets: list[ContactSheet], answers: Answers,
) -> list[Judged]:  # fmt: skip
    """What can be logged, each contact once; the reports say all the rest."""
    sheets = [s for s in sheets if not (s.report.problems or s.report.questions)]
    texts = set().union(*map(student_texts, sheets))
    persons = Persons(cursor, actor, as_of, today, texts, answers)
    rows = [(sheet, row) for sheet in sheets for row in sheet.rows()]
    told = [one for sheet, row in rows for one in told_by(sheet, row, persons) if not row.wrong]
    judged = judge(cursor, actor, as_of, today, [one.entry for one in told])
    for one, each in zip(told, judged, strict=True):
        if each.problem:
            _refuse(one, each)
    for sheet, row in rows:
        _set_aside(sheet, row)
    sound = [pair for pair in zip(told, judged, strict=True) if not pair[0].row.wrong]
    return count(cursor, [sheet.report for sheet in sheets], sound, today, actor.person)


def _set_aside(sheet: ContactSheet, row: Row) -> None:
    """Count a row that is not used; one that somebody left out needs no correction."""
    if any(wrong.reason == LEFT_OUT for wrong in row.wrong):
        sheet.report.count(LEFT_OUT)
    elif row.wrong:
        sheet.set_aside(row)


def _refuse(one: Told, judged: Judged) -> None:
    """Set a row aside for a contact that cannot be: a student out of sight has no school."""
    field = one.field if judged.school_id else student_field(one.row)
    one.row.refuse("cannot_be", judged.problem, field)
