"""Imports files together: all of them, or nothing."""

import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from sm_core import ledger
from sm_core.audit import record
from sm_core.importing import profiles, written
from sm_core.importing.applied import Applied
from sm_core.importing.apply import apply
from sm_core.importing.call import Call, ImportRefused
from sm_core.importing.dates import parse
from sm_core.importing.examine import Examined
from sm_core.importing.kind import kind_of
from sm_core.importing.layouts import DAILY, ORDER
from sm_core.importing.look import look
from sm_core.importing.outcome import fill, refuse_useless
from sm_core.importing.report import FileReport
from sm_core.importing.staged import open_staged
from sm_core.ledger import Upload
from sm_core.school_year import school_year_of
from sm_core.store import Store
from sm_core.uploads import mark_applied

INCOMING = "incoming-"
"""How scratch folders in the home begin; what a crash left of them goes at the next start."""

SAME_SUBJECT = {
    **dict.fromkeys(DAILY, "attendance"), "student_totals": "totals",
}  # fmt: skip


def import_files(
    store: Store, call: Call, paths: list[Path], keep: bool = True
) -> list[FileReport]:
    """Load the files as one call and report on each; with `keep` false only say what would be.

    Raises `ImportRefused` when any file is refused or leaves a question open, `NotAllowed` when
    the actor may not upload for the schools named; nothing has changed then.
    """
    call.actor.require_upload()
    with ExitStack() as stack:
        work = Path(stack.enter_context(_scratch(store.home)))
        seen = look(store, call, paths, work)
        return load(store, call, seen, keep)


def _scratch(home: Path) -> tempfile.TemporaryDirectory:
    return tempfile.TemporaryDirectory(prefix=INCOMING, dir=home)


def load(
    store: Store, call: Call, seen: list[Examined | FileReport], keep: bool = True
) -> list[FileReport]:
    """The second half of `import_files`, for files already examined."""
    call.actor.require_upload()
    reports = [_report(item) for item in seen]
    _refuse_open(reports)
    seen = _with_year_of_call(store, seen)
    useful = [pair for pair in zip(seen, reports, strict=True) if isinstance(pair[0], Examined)]
    todo = sorted(useful, key=lambda pair: ORDER.index(pair[0].layout))
    fresh = []
    for examined, report in todo:
        before = _already_there(store, examined)
        if before:
            report.upload_id, report.unchanged = before.upload_id, True
            report.rejected = dict(before.rejected)
            report.notes.append(f"Already loaded as {before.upload_id}; nothing changes.")
        else:
            fresh.append((examined, report))
    if fresh:
        _write(store, call, fresh, reports, keep)
    return reports


def _with_year_of_call(store: Store, seen: list[Examined]) -> list[Examined]:
    """An enrollment file in which nobody entered this year is still about this year when the
    files it came with are."""
    examined = [x for x in seen if isinstance(x, Examined)]
    others = [x for x in examined if x.layout in (*DAILY, "calendar") and x.days]
    years = {school_year_of(day) for x in others for day in x.days}
    if len(years) != 1:
        return seen
    with store.reading() as cursor:
        return [_of_year(cursor, x, *years) if x.layout == "enrollment" else x for x in seen]


def _of_year(cursor, examined: Examined, year: str) -> Examined:
    order = examined.mapping.date_order or "mdy"
    open_staged(cursor, examined.parquet, examined.layout)
    texts = written.values(cursor, "entry_date")
    entered = [day for text in texts if (day := parse(text, order))]
    if examined.mapping.school_year or not entered or school_year_of(max(entered)) >= year:
        return examined
    return replace(examined, mapping=replace(examined.mapping, school_year=year))


def _report(item: Examined | FileReport) -> FileReport:
    if isinstance(item, FileReport):
        return item
    return FileReport(
        item.name, item.layout, item.reason, item.rows,
        questions=[question.text for question in item.questions], notes=list(item.notes),
        mapping=item.to_toml(),
    )  # fmt: skip


def _refuse_open(reports: list[FileReport]) -> None:
    sentences = [s for report in reports for s in (*report.problems, *report.questions)]
    if sentences:
        for report in reports:
            report.refuse([])
        raise ImportRefused(sentences, reports)


def _already_there(store: Store, examined: Examined) -> Upload | None:
    """The standing upload that is this very file under these very decisions, unless a later one
    may have spoken of the same since."""
    for upload in reversed(ledger.standing_uploads(store.uploads)):
        same = (upload.sha256, upload.mapping) == (
            examined.source.sha256, examined.mapping.to_toml(),
        )  # fmt: skip
        if same:
            return upload
        if _subject(upload.layout) == _subject(examined.layout):
            return None
    return None


def _subject(layout: str) -> str:
    return SAME_SUBJECT.get(layout, layout)


def _write(store: Store, call: Call, fresh: list, reports: list[FileReport], keep: bool) -> None:
    uploads, folder = [], store.uploads
    try:
        with store.writing("attendance", keep) as cursor:
            rows, done_rows = max(sum(x.rows for x, _ in fresh), 1), 0
            for offset, (examined, report) in enumerate(fresh):
                words = f"Checking {examined.name}: {examined.rows:,} rows"
                call.progress(words, done_rows / rows)
                done_rows += examined.rows
                done = apply(cursor, examined.parquet, examined.mapping)
                fill(cursor, report, examined, done)
                refuse_useless(cursor, report, examined.mapping, done)
                call.actor.require_schools(done.schools)
                if done.names_no_school:
                    call.actor.require_schools([])
                upload = _upload(folder, call, examined, report, done, offset)
                uploads.append((upload, examined))
                mark_applied(cursor, upload.upload_id)
            _refuse_open(reports)
            if keep:
                call.progress("Saving", 1.0)
                _enter(folder, uploads)
    except BaseException:
        # Also when the process is told to stop: an upload is in the ledger and in the tables, or
        # in neither.
        if keep:
            _take_out(folder, [upload for upload, _ in uploads])
        raise
    if keep:
        for (upload, _), (_, report) in zip(uploads, fresh, strict=True):
            report.upload_id = upload.upload_id
        profiles.remember(store, [upload for upload, _ in uploads])
        # Last: an upload without its line in the audit is completed at the next start.
        for upload, _ in uploads:
            record(store, call.actor, call.when, "import", f"{upload.upload_id} {upload.file}")


def _enter(folder: Path, uploads: list[tuple[Upload, Examined]]) -> None:
    for upload, examined in uploads:
        shutil.copyfile(examined.parquet, ledger.parquet_of(folder, upload.upload_id))
    ledger.write_manifest(folder, [upload for upload, _ in uploads])


def _take_out(folder: Path, uploads: list[Upload]) -> None:
    for upload in uploads:
        (folder / f"{upload.upload_id[:5]}.json").unlink(missing_ok=True)
        ledger.parquet_of(folder, upload.upload_id).unlink(missing_ok=True)


def _upload(folder, call: Call, examined: Examined, report, done: Applied, offset: int) -> Upload:
    first, last = done.days or (None, None)
    return Upload(
        ledger.new_id(folder, examined.source.sha256, offset),
        examined.name, examined.source.sha256, examined.layout, examined.mapping.to_toml(),
        kind_of(examined.source), call.when.isoformat(timespec="seconds"), call.actor.person,
        examined.rows, report.rejected, done.schools,
        first and first.isoformat(), last and last.isoformat(),
    )  # fmt: skip
