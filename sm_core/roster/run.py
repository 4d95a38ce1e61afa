"""Brings in mentors files and program sheets together: all that can be, or nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from sm_core.errors import NotAllowed
from sm_core.importing.call import ImportRefused
from sm_core.importing.run import INCOMING
from sm_core.roster.columns import MENTORS, PROGRAM
from sm_core.roster.mentor_rows import MentorRows
from sm_core.roster.mentors_met import over_capacity, start_mentors
from sm_core.roster.pending import Pending
from sm_core.roster.program_cells import student_texts
from sm_core.roster.program_rows import ProgramRows
from sm_core.roster.program_tables import Program
from sm_core.roster.report import RosterReport
from sm_core.roster.schools import Schools
from sm_core.roster.sheet import Sheet, open_sheets
from sm_core.roster.students import Students
from sm_core.saving import Save, Writing, save_once
from sm_core.store import Store

NOT_REFUSED = ("duplicate", "blank_row", "repeated_header")
"""A file of which only such rows are left says nothing wrong."""


def bring_roster(
    store: Store, save: Save, paths: list[Path], date_order: str | None = None, keep: bool = True
) -> list[RosterReport]:
    """Bring in mentors and program sheets as one call and report on each file; with `keep` false
    only say what would be. Rows that cannot be are set aside in the reports.

    `date_order`, mdy or dmy, settles it where the dates of a file leave it open. [] where a form
    with this token was saved before. Raises `ImportRefused` (with the reports) where a file cannot
    be read, leaves a question open, or has no row that can be used, `NotAllowed` for a person who
    may not change the program; nothing has changed then.
    """
    assert date_order in (None, "mdy", "dmy"), date_order
    if not save.actor.may_upload:
        raise NotAllowed("Only a coordinator or a captain may bring in a roster, not a "
                         f"{save.actor.role}.")  # fmt: skip
    with tempfile.TemporaryDirectory(prefix=INCOMING, dir=store.home) as work:
        sheets = open_sheets(paths, Path(work), date_order)
    reports = [sheet.report for sheet in sheets]
    refuse_open(reports)
    done = _save(store, save, lambda writing: _bring(writing, sheets), keep)
    return reports if done else []


def _save(store: Store, save: Save, act: Callable[[Writing], bool], keep: bool) -> bool:
    if keep:
        return bool(save_once(store, save, act))
    with store.writing("program", keep=False) as cursor:
        writing = Writing(cursor, save)
        act(writing)
        writing.finish()
    return True


def _bring(writing: Writing, sheets: list[Sheet]) -> bool:
    pending, program = Pending(writing), Program(writing)
    schools = Schools(writing.cursor, writing.actor)
    for sheet in sheets:
        if sheet.layout == MENTORS:
            MentorRows(sheet, pending, schools).bring()
    programs = [sheet for sheet in sheets if sheet.layout == PROGRAM]
    if programs:
        texts = set().union(*map(student_texts, programs))
        students = Students(writing.cursor, writing.actor, pending.today, texts)
        for sheet in programs:
            ProgramRows(sheet, pending, program, schools, students).bring()
        programs[-1].report.warnings += over_capacity(pending, program)
        changed = start_mentors(pending, program)
        programs[-1].report.changed("mentors_changed", changed)
    reports = [sheet.report for sheet in sheets]
    _believe(reports, schools)
    for report in reports:
        report.unchanged = not report.changes
    refuse_useless(reports)
    pending.write()
    if ended := program.write():
        programs[-1].report.notes += ended
    return True


def _believe(reports: list[RosterReport], schools: Schools) -> None:
    if schools.believed:
        names = ", ".join(sorted(schools.believed))
        reports[0].notes.append(
            f"No school is known yet, so {names} is taken as the id of a school, as the "
            "attendance files must write it."
        )


def refuse_open(reports: Sequence[RosterReport]) -> None:
    """Refuse the call, for all of its files, where one cannot be read or leaves a question open."""
    sentences = [s for report in reports for s in (*report.problems, *report.questions)]
    if sentences:
        for report in reports:
            report.refused_with_others = not (report.problems or report.questions)
            report.refuse([])
        raise ImportRefused(sentences, reports)


def refuse_useless(reports: Sequence[RosterReport]) -> None:
    """Refuse the call where a file has rows, and none that can be used."""
    for report in reports:
        if report.rows_kept == 0 and report.rejected.keys() - NOT_REFUSED:
            report.problems.append(f"{report.file}: none of its {report.rows_read:,} rows can be "
                                   "used.")  # fmt: skip
    if any(report.problems for report in reports):
        sentences = [
            sentence for report in reports if report.problems
            for sentence in (*report.problems, *map(str, report.asides))
        ]  # fmt: skip
        for report in reports:
            report.refused_with_others = not report.problems
            report.changes = {}
        raise ImportRefused(sentences, reports)
