"""The remembered decisions as people see and change them. What was loaded with them stays."""

from dataclasses import dataclass
from datetime import datetime

from sm_core.actor import Actor
from sm_core.audit import record
from sm_core.errors import SmError
from sm_core.importing.columns import plain
from sm_core.importing.map_toml import parse_mapping
from sm_core.importing.mapping import PERISHABLE, Mapping
from sm_core.importing.profiles import is_date
from sm_core.ledger import all_uploads
from sm_core.store import Store
from sm_core.uploads import list_uploads


@dataclass(frozen=True)
class Profile:
    """The decisions for all files with one set of headers, found by `key`.

    `file` and `last_used` are of the last upload they served; `file` is None where that upload was
    about other schools than this person's. `edited` and `forgotten` say when, by a person.
    """

    key: str
    upload_id: str
    mapping: Mapping
    headers: tuple[str, ...]
    file: str | None
    last_used: datetime | None
    edited: datetime | None
    edited_by: str | None
    forgotten: datetime | None

    def to_toml(self) -> str:
        """As a MAP.toml, which given back asks nothing that is decided here."""
        return self.mapping.to_toml()


def all_profiles(store: Store, actor: Actor) -> list[Profile]:
    """Every kind of file with remembered decisions, the last used first, those forgotten too.

    Raises `NotAllowed` for an actor who may not upload. Decisions are shared by all schools.
    """
    actor.require_upload()
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT headers, upload_id, mapping, edited, edited_by, forgotten "
            "FROM program.mapping_profiles"
        ).fetchall()
    uploads = {upload.upload_id: upload for upload in all_uploads(store.uploads)}
    own = {upload.upload_id for upload in list_uploads(store, actor)}
    found = []
    for key, upload_id, text, edited, edited_by, forgotten in rows:
        upload = uploads.get(upload_id)
        found.append(Profile(
            key, upload_id, parse_mapping(text, "the remembered mapping").top,
            tuple(upload.headers if upload else key.split("|")),
            upload.file if upload and upload_id in own else None,
            datetime.fromisoformat(upload.when) if upload else None,
            edited, edited_by, forgotten,
        ))  # fmt: skip
    # Ids of uploads sort as they were made.
    return sorted(found, key=lambda profile: profile.upload_id, reverse=True)


def save_edited(store: Store, actor: Actor, key: str, text: str, when: datetime) -> None:
    """Put the MAP.toml `text` in place of the decisions of one kind of file.

    Raises `SmError`, with nothing saved, for a text that cannot hold for every such file, and for
    a kind that is no longer remembered; `NotAllowed` for an actor who may not upload.
    """
    profile = _one(store, actor, key)
    mapping = _for_every_file(text, profile)
    values = {"key": key, "text": mapping.to_toml(), "when": when, "who": actor.person}
    with store.writing("program") as cursor:
        cursor.execute(
            "UPDATE program.mapping_profiles SET mapping = $text, edited = $when, "
            "edited_by = $who WHERE headers = $key",
            values,
        )
    record(store, actor, when, "change decisions", _subject(profile))


def forget_profile(store: Store, actor: Actor, key: str, when: datetime) -> None:
    """Ask everything again for the next such file; until then `bring_back` undoes it."""
    _set_aside(store, actor, key, when, when, "forget decisions")


def bring_back(store: Store, actor: Actor, key: str, when: datetime) -> None:
    """Remember again what was forgotten."""
    _set_aside(store, actor, key, None, when, "bring back decisions")


def _set_aside(store, actor, key, forgotten: datetime | None, when: datetime, act: str) -> None:
    profile = _one(store, actor, key)
    with store.writing("program") as cursor:
        cursor.execute(
            "UPDATE program.mapping_profiles SET forgotten = $forgotten WHERE headers = $key",
            {"key": key, "forgotten": forgotten},
        )
    record(store, actor, when, act, _subject(profile))


def _one(store: Store, actor: Actor, key: str) -> Profile:
    found = [profile for profile in all_profiles(store, actor) if profile.key == key]
    if not found:
        raise SmError(
            "These decisions are not remembered any more: the upload they came from was taken "
            "back. Upload such a file again to decide anew."
        )
    return found[0]


def _subject(profile: Profile) -> str:
    return f"{profile.upload_id} {profile.file or profile.mapping.layout}"


def _for_every_file(text: str, profile: Profile) -> Mapping:
    """The decisions that `text` says, where they can hold for every file of this kind."""
    said = parse_mapping(text, "MAP.toml")
    if said.files:
        raise SmError(
            'MAP.toml: a section [files."…"] is about one file only; write the decisions without '
            "it, because they hold for every file with these columns."
        )
    for name in PERISHABLE:
        if getattr(said.top, name) is not None:
            raise SmError(
                f"MAP.toml: {name} is true of one file only and is not remembered; take that "
                "line out."
            )
    _refuse_unknown_columns(said.top, profile)
    _refuse_other_meanings(said.top)
    return said.top


def _refuse_unknown_columns(mapping: Mapping, profile: Profile) -> None:
    known = {plain(header) for header in profile.headers} | set(profile.headers)
    for name, value in mapping.columns.items():
        for header in value if isinstance(value, list) else [value]:
            if not {str(header), plain(str(header))} - {""} & known:
                raise SmError(
                    f'MAP.toml: it says {name} = "{header}", but such a file has no such column; '
                    f"its columns are {', '.join(shown(profile.headers))}."
                )


def _refuse_other_meanings(mapping: Mapping) -> None:
    calendar = mapping.layout == "calendar"
    for code, said in mapping.codes.items():
        if isinstance(said, str) != calendar and mapping.layout:
            wanted = '"instructional" or "no_school"' if calendar else "a meaning of attendance"
            raise SmError(f'MAP.toml: codes."{code}" must be {wanted} in such a file.')


def shown(headers: tuple[str, ...], most: int = 12) -> list[str]:
    """Headers to show: those that are dates as one, and the first `most`."""
    names = list(dict.fromkeys("(dates)" if is_date(h) else h for h in headers if h))
    return [*names[:most], "…"] if len(names) > most else names
