"""What was handed out at a gathering, or belongs to a lesson: links, and files kept here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath
from urllib.parse import urlsplit

import duckdb

from sm_core.actor import CAPTAIN, Actor
from sm_core.errors import NotAllowed, SmError
from sm_core.gatherings.find import one_gathering
from sm_core.lessons.find import read_lessons
from sm_core.queries import run
from sm_core.saving import Record, Save, Writing, new_id, save_once
from sm_core.store import GATHERINGS, Store
from sm_core.trainings.session import LONGEST_TEXT

LARGEST = 5 * 1024 * 1024
"""Bytes of a file, inclusive."""
LONGEST_ADDRESS = 1000
ENDINGS = ("pdf", "docx", "doc", "pptx", "ppt", "xlsx", "xls", "csv", "txt", "odt", "odp", "ods",
           "png", "jpg", "jpeg")  # fmt: skip
"""Of papers and pictures: nothing that a computer would run."""


@dataclass(frozen=True)
class Material:
    """A link (`address`) or a file (`file_name`, `size` in bytes) of a gathering or of a lesson,
    the other id is ""."""

    material_id: str = ""
    gathering_id: str = ""
    lesson_id: str = ""
    title: str = ""
    address: str = ""
    file_name: str = ""
    size: int = 0
    person: str = ""
    recorded: datetime | None = None
    taken_back: datetime | None = None


def materials_seen(store: Store, actor: Actor) -> list[Material]:
    """All that stand, the first one first; none for a mentor."""
    with store.reading() as cursor:
        return _read(cursor, actor)


def attach(store: Store, save: Save, material: Material, content: bytes = b"") -> None:
    """Add a link, or with its `content` a file, whose size and ids are set here.

    Raises `SmError` for a link that no browser opens, a file that is empty, larger than `LARGEST`
    or of none of the `ENDINGS`, `NotAllowed` for everybody who may not change what it belongs to: a
    captain all, a school its own lessons.
    """
    assert bool(material.gathering_id) != bool(material.lesson_id)
    wanted = replace(
        material, material_id=new_id(), title=material.title.strip() or material.file_name,
        address=material.address.strip(), size=len(content), person=save.actor.person,
        recorded=save.when,
    )  # fmt: skip
    _require_sound(wanted)

    def act(writing: Writing) -> None:
        school = _require_own(writing, wanted)
        writing.insert("materials", [vars(wanted) | {"content": content or None}])
        writing.changed(_record(wanted, school), {}, {"material": wanted.title})

    save_once(store, save, act, GATHERINGS)


def take_back(store: Store, save: Save, material: Material) -> None:
    """Take it off the list; it stays on record. Where it was taken back already, nothing happens.
    Raises as `attach`."""

    def act(writing: Writing) -> None:
        found = _read(writing.cursor, writing.actor, [material.material_id])
        if not found:
            return
        school = _require_own(writing, found[0])
        writing.cursor.execute(
            "UPDATE program.materials SET taken_back = $when WHERE material_id = $material_id",
            {"when": save.when, "material_id": material.material_id},
        )
        told = {"material": found[0].title}, {"material": ""}
        writing.changed(_record(found[0], school), *told)

    save_once(store, save, act, GATHERINGS)


def content_of(store: Store, actor: Actor, material_id: str) -> bytes:
    """The bytes of a file; raises `SmError` for one that is unknown or taken back."""
    with store.reading() as cursor:
        if not _read(cursor, actor, [material_id]):
            raise SmError("This file is no longer here; reload the page.")
        [(content,)] = run(cursor, "material_content", material_id=material_id).fetchall()
    return content or b""


def size_words(size: int) -> str:
    """Like "3 KB" or "1.2 MB"."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024)):,} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def _read(
    cursor: duckdb.DuckDBPyConnection, actor: Actor, ids: list[str] | None = None
) -> list[Material]:
    rows = run(cursor, "materials_seen", material_ids=ids, **actor.scope).fetchall()
    return [Material(*row) for row in rows]


def _record(material: Material, school: str) -> Record:
    if material.gathering_id:
        return Record("gathering", material.gathering_id)
    return Record("lesson", material.lesson_id, school)


def _require_own(writing: Writing, material: Material) -> str:
    """The school of the lesson it belongs to, "" for a gathering or for the district's."""
    if material.gathering_id:
        writing.actor.require_program("")
        one_gathering(writing.cursor, writing.actor, material.gathering_id)
        return ""
    found = [each for each in read_lessons(writing.cursor, material.lesson_id)
             if each.taken_back is None]  # fmt: skip
    if not found:
        raise SmError("There is no such lesson any more; reload the page.")
    school = found[0].school_id
    if not writing.actor.may_change_team(school) and writing.actor.role != CAPTAIN:
        raise NotAllowed("Only the school that wrote the lesson, or a captain, may change this.")
    return school


def _require_sound(material: Material) -> None:
    for text in (material.title, material.file_name):
        if len(text) > LONGEST_TEXT:
            raise SmError(f'"{text[:30]}…" is too long; keep it under {LONGEST_TEXT} letters.')
    if material.file_name:
        _require_file(material)
    else:
        _require_link(material)


def _require_file(material: Material) -> None:
    name = material.file_name
    if PurePath(name).suffix.lower().removeprefix(".") not in ENDINGS:
        raise SmError(
            f"“{name}” is neither a paper nor a picture; give a file ending in "
            f"{', '.join(ENDINGS)}, or a link to it."
        )
    if not material.size:
        raise SmError(f"“{name}” is empty; choose the file again.")
    if material.size > LARGEST:
        raise SmError(
            f"“{name}” has {size_words(material.size)}; the most is {size_words(LARGEST)}. Keep "
            "it on a shared drive and give its link."
        )


def _require_link(material: Material) -> None:
    if not material.title:
        raise SmError("A link needs a title, such as “Slides”.")
    if len(material.address) > LONGEST_ADDRESS:
        raise SmError(f"The link is too long; keep it under {LONGEST_ADDRESS:,} letters.")
    try:
        parts = urlsplit(material.address)
    except ValueError:
        parts = urlsplit("")
    spaces = any(c.isspace() for c in material.address)
    if parts.scheme not in ("https", "http") or not parts.hostname or spaces:
        raise SmError("A link begins with https:// and is one address; copy it from the browser.")
