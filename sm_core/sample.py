"""The invented school of the first start, told from real uploads by its files' contents."""

import hashlib
from datetime import datetime
from functools import cache
from pathlib import Path

from sm_core.actor import Actor
from sm_core.ledger import Upload
from sm_core.store import Store
from sm_core.uploads import list_uploads, undo

FOLDER = Path(__file__).parent.parent / "sample"


@cache
def _hashes() -> frozenset[str]:
    return frozenset(hashlib.sha256(path.read_bytes()).hexdigest() for path in FOLDER.glob("*.csv"))


def sample_uploads(store: Store, actor: Actor) -> list[Upload]:
    """The standing uploads of the invented school that this person may see."""
    uploads = list_uploads(store, actor)
    return [upload for upload in uploads if upload.undone is None and upload.sha256 in _hashes()]


def take_sample_back(store: Store, actor: Actor, when: datetime) -> None:
    """Undo every upload of the invented school, the latest first."""
    for upload in reversed(sample_uploads(store, actor)):
        undo(store, actor, upload.upload_id, when)
