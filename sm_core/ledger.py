"""The ledger of uploads: the folder `uploads` alone can rebuild `attendance`.

Each call of the import writes one manifest, `0001.json`, which lists its uploads; each upload has
a Parquet file with the mapped columns. The manifest appears by one rename, so a call is in the
ledger whole or not at all. An undo adds a marker `<upload id>.undone` and removes nothing.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from sm_core.importing.map_toml import parse_mapping
from sm_core.importing.mapping import Mapping


@dataclass(frozen=True)
class Upload:
    """One file that was brought in. `first_day` and `last_day` (inclusive, ISO) are what it
    covers, `schools` whom it is about; `rejected` counts its lines set aside, by reason."""

    upload_id: str
    file: str
    sha256: str
    layout: str
    mapping: str
    headers: list[str]
    when: str
    who: str
    rows_read: int
    rejected: dict[str, int] = field(default_factory=dict)
    schools: list[str] = field(default_factory=list)
    first_day: str | None = None
    last_day: str | None = None
    undone: str | None = None

    @property
    def rows_kept(self) -> int:
        return self.rows_read - sum(self.rejected.values())

    @property
    def decisions(self) -> Mapping:
        return parse_mapping(self.mapping, self.upload_id).top


def new_id(folder: Path, sha256: str, offset: int) -> str:
    """The next upload id: ids sort in the order in which uploads are applied."""
    numbers = [int(upload.upload_id[:5]) for upload in all_uploads(folder)]
    return f"{max(numbers, default=0) + 1 + offset:05d}-{sha256[:6]}"


def parquet_of(folder: Path, upload_id: str) -> Path:
    return folder / f"{upload_id}.parquet"


def all_uploads(folder: Path) -> list[Upload]:
    """Every upload ever made, in order; `undone` says when one was taken back and by whom."""
    found = []
    for manifest in folder.glob("*.json"):
        for entry in json.loads(manifest.read_text(encoding="utf-8"))["uploads"]:
            marker = folder / f"{entry['upload_id']}.undone"
            undone = marker.read_text(encoding="utf-8") if marker.exists() else None
            found.append(Upload(**entry | {"undone": undone}))
    return sorted(found, key=lambda upload: upload.upload_id)


def standing_uploads(folder: Path) -> list[Upload]:
    """The uploads that count: all but those taken back."""
    return [upload for upload in all_uploads(folder) if upload.undone is None]


def write_manifest(folder: Path, uploads: list[Upload]) -> Path:
    """Enter the uploads of one call into the ledger, all at once."""
    target = folder / f"{uploads[0].upload_id[:5]}.json"
    entries = [{k: v for k, v in asdict(upload).items() if k != "undone"} for upload in uploads]
    write_whole(target, json.dumps({"uploads": entries}, indent=1, ensure_ascii=False))
    return target


def mark_undone(folder: Path, upload_id: str, who: str, when: datetime) -> Path:
    marker = folder / f"{upload_id}.undone"
    write_whole(marker, f"{when.isoformat(timespec='seconds')} {who}")
    return marker


def write_whole(target: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all, also after a crash."""
    draft = target.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)


def sweep(folder: Path) -> None:
    """Remove what a crash left half-written: drafts, and Parquet files of no manifest."""
    known = {parquet_of(folder, upload.upload_id) for upload in all_uploads(folder)}
    for path in [*folder.glob("*.draft"), *folder.glob("*.parquet")]:
        if path not in known:
            path.unlink()
