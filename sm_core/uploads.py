"""The uploads of a district: open with what a crash cut off completed, list, take back."""

import shutil
from datetime import datetime
from pathlib import Path

from sm_core import ledger
from sm_core.actor import Actor, local_captain
from sm_core.audit import record
from sm_core.errors import SmError, StoreError
from sm_core.importing import profiles
from sm_core.importing.apply import apply
from sm_core.ledger import Upload
from sm_core.store import Store

DERIVED = (
    "applied", "schools", "students", "session_days", "coverage_days", "calendar",
    "school_years", "enrollments", "absences", "set_aside", "totals", "codes",
)  # fmt: skip


def open_district(home: Path | str, lake: Path | str | None = None) -> Store:
    """The store in the folder `home`, its `attendance` made equal to the ledger: a crash between
    the two leaves nothing to repair by hand. Raises `StoreError` where it cannot be opened."""
    store = Store(home, lake)
    try:
        ledger.sweep(store.uploads)
        for left in store.home.glob("incoming-*"):
            shutil.rmtree(left, ignore_errors=True)
        catch_up(store)
        _complete_program(store)
    except BaseException:
        store.close()
        raise
    return store


def _complete_program(store: Store) -> None:
    """Complete the audit lines and remembered decisions that a crash cut off after an upload or
    an undo."""
    with store.reading() as cursor:
        told = set(cursor.execute("SELECT act, subject FROM program.audit").fetchall())
    for upload in ledger.all_uploads(store.uploads):
        subject = f"{upload.upload_id} {upload.file}"
        if ("import", subject) not in told:
            when = datetime.fromisoformat(upload.when)
            profiles.remember(store, [upload])
            record(store, local_captain(upload.who), when, "import", subject)
        if upload.undone and ("undo", subject) not in told:
            profiles.forget(store, [upload])
            when, who = upload.undone.split(" ", 1)
            record(store, local_captain(who), datetime.fromisoformat(when), "undo", subject)


def catch_up(store: Store) -> None:
    """Apply the uploads that `attendance` has not seen, or all of them again when one that it
    has seen counts no longer."""
    with store.reading() as cursor:
        if _applied(cursor) == [u.upload_id for u in ledger.standing_uploads(store.uploads)]:
            return
    with store.writing("attendance") as cursor:
        # Read again under the lock: another thread may have imported meanwhile.
        wanted, seen = ledger.standing_uploads(store.uploads), _applied(cursor)
        ids = [upload.upload_id for upload in wanted]
        if ids[: len(seen)] != seen:
            for table in DERIVED:
                cursor.execute(f"DELETE FROM attendance.{table}")
            seen = []
        for upload in wanted[len(seen) :]:
            apply_upload(cursor, store.uploads, upload)


def _applied(cursor) -> list[str]:
    rows = cursor.execute("SELECT upload_id FROM attendance.applied").fetchall()
    return sorted(upload_id for (upload_id,) in rows)


def apply_upload(cursor, folder: Path, upload: Upload) -> None:
    parquet = ledger.parquet_of(folder, upload.upload_id)
    if not parquet.exists():
        raise StoreError(
            f"{parquet} is missing, so what {upload.file} brought cannot be loaded again. Put the "
            "uploads folder back from a backup."
        )
    apply(cursor, parquet, upload.decisions)
    mark_applied(cursor, upload.upload_id)


def mark_applied(cursor, upload_id: str) -> None:
    cursor.execute("INSERT INTO attendance.applied VALUES ($id)", {"id": upload_id})


def list_uploads(store: Store, actor: Actor) -> list[Upload]:
    """Every upload that is about a school this person may see (a captain: all), in order."""
    allowed = actor.scope["schools"]
    uploads = ledger.all_uploads(store.uploads)
    if allowed is None and actor.scope["students"] is None:
        return uploads
    return [upload for upload in uploads if set(upload.schools) & set(allowed or ())]


def undo(store: Store, actor: Actor, upload_id: str, when: datetime) -> Upload:
    """Take one upload back, whole: `attendance` is then as if it had never been made.

    Raises `SmError` for an unknown or already undone upload, `NotAllowed` for one about other
    schools than this person's.
    """
    actor.require_upload()
    found = {upload.upload_id: upload for upload in list_uploads(store, actor)}
    upload = found.get(upload_id)
    if upload is None:
        raise SmError(f"There is no upload {upload_id}; `uploads` lists those there are.")
    if upload.undone:
        raise SmError(f"The upload {upload_id} ({upload.file}) was already taken back.")
    take_back(store, actor, [upload], when)
    return upload


def take_back(store: Store, actor: Actor, uploads: list[Upload], when: datetime) -> None:
    """Undo standing `uploads` at once: `attendance` is worked out anew one time.

    Raises `NotAllowed` where one is about other schools than this person's.
    """
    actor.require_upload()
    for upload in uploads:
        actor.require_schools(upload.schools)
    markers = [
        ledger.mark_undone(store.uploads, upload.upload_id, actor.person, when)
        for upload in uploads
    ]
    try:
        catch_up(store)
    except BaseException:
        for marker in markers:
            marker.unlink()
        raise
    profiles.forget(store, uploads)
    for upload in uploads:
        record(store, actor, when, "undo", f"{upload.upload_id} {upload.file}")
