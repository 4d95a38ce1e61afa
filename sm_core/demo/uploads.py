"""The uploads of the demo district, told from real ones by the name of who brought them in."""

from datetime import datetime

from sm_core import ledger
from sm_core.actor import Actor
from sm_core.audit import record
from sm_core.importing import profiles
from sm_core.ledger import Upload
from sm_core.store import Store
from sm_core.uploads import catch_up, list_uploads

DEMO = "Demo district"
"""The person in whose name the demo is brought in."""


def demo_uploads(store: Store, actor: Actor) -> list[Upload]:
    """The standing uploads of the demo district that this person may see, oldest first."""
    uploads = list_uploads(store, actor)
    return [upload for upload in uploads if upload.undone is None and upload.who == DEMO]


def take_demo_back(store: Store, actor: Actor, when: datetime) -> None:
    """Undo every upload of the demo district at once: `attendance` is worked out anew one time.

    Raises `NotAllowed` for a person who may not act for all of its schools.
    """
    actor.require_upload()
    uploads = demo_uploads(store, actor)
    for upload in uploads:
        actor.require_schools(upload.schools)
    # What a crash leaves marked is taken back at the next start.
    for upload in uploads:
        ledger.mark_undone(store.uploads, upload.upload_id, actor.person, when)
    catch_up(store)
    for upload in uploads:
        profiles.forget(store, upload.upload_id)
        record(store, actor, when, "undo", f"{upload.upload_id} {upload.file}")
