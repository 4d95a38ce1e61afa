"""Makes the demo district and brings it in through the import, like any district's files."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime

from sm_core import ledger
from sm_core.actor import local_captain
from sm_core.demo.calendars import AS_OF
from sm_core.demo.district import District
from sm_core.demo.files import MAPPING, write_files
from sm_core.demo.program import make_program
from sm_core.demo.size import Size, counted
from sm_core.demo.uploads import DEMO, demo_uploads, take_demo_back
from sm_core.errors import SmError
from sm_core.importing.map_toml import read_mapping
from sm_core.importing.run import Call, import_files
from sm_core.store import Store

MADE = "made.json"
"""Written last: which district the folder holds, and as which uploads it came in."""


def make_demo(
    store: Store,
    when: datetime,
    students: int | None = None,
    schools: int | None = None,
    seed: int | None = None,
    say: Callable[[str], None] = lambda words: None,
) -> date:
    """Fill an empty store, or one that holds another demo, with an invented district; the last
    day of its data.

    Usually 6,000 students, in a school for about 600. The same numbers again change nothing,
    others replace the demo whole. Raises `SmError` for numbers of which no district can be made,
    and for a store that holds uploads of anybody else.
    """
    size = Size.of(students, schools, seed)
    _refuse_beside_others(store)
    if _made(store) == _note(store, size):
        say("This demo district is already here; nothing was changed.")
        return AS_OF
    take_demo_back(store, local_captain(DEMO), when)
    _make(store, when, size, say)
    return AS_OF


def _refuse_beside_others(store: Store) -> None:
    others = [u for u in ledger.standing_uploads(store.uploads) if u.who != DEMO]
    if others:
        raise SmError(
            f"{store.home} already holds uploads ({others[0].file} and so on), and an invented "
            "district must not mix with real schools; choose another folder with --home."
        )


def _make(store: Store, when: datetime, size: Size, say: Callable[[str], None]) -> None:
    folder = store.home / "demo"
    folder.mkdir(exist_ok=True)
    for old in [*folder.glob("*.csv"), folder / MADE]:
        old.unlink(missing_ok=True)
    say(f"Inventing {counted(size.students, 'student')} in {counted(size.schools, 'school')}.")
    district = District(size)
    files = write_files(district, folder)
    say(f"Importing {len(files)} files from {folder}.")
    call = Call(local_captain(DEMO), when, read_mapping(folder / MAPPING))
    reports = import_files(store, call, files)
    rows, kept = (sum(getattr(r, name) for r in reports) for name in ("rows_read", "rows_kept"))
    mistakes = "; the others are mistakes made on purpose" if kept < rows else ""
    say(f"{kept:,} of {rows:,} rows kept{mistakes}.")
    make_program(store, local_captain(DEMO), district, folder, say)
    (folder / MADE).write_text(json.dumps(_note(store, size)), encoding="utf-8")


def _note(store: Store, size: Size) -> dict:
    uploads = demo_uploads(store, local_captain(DEMO))
    return asdict(size) | {"uploads": [upload.upload_id for upload in uploads]}


def _made(store: Store) -> dict | None:
    """What the note of the last demo says; None where there is none that can be read."""
    note = store.home / "demo" / MADE
    try:
        return json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
