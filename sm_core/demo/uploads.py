"""The uploads of the demo district, told from real ones by the name of who brought them in."""

from datetime import datetime

from sm_core.actor import Actor
from sm_core.ledger import Upload
from sm_core.store import Store
from sm_core.uploads import list_uploads, take_back

DEMO = "Demo district"
"""The person in whose name the demo is brought in."""


def demo_uploads(store: Store, actor: Actor) -> list[Upload]:
    """The standing uploads of the demo district that this person may see, oldest first."""
    uploads = list_uploads(store, actor)
    return [upload for upload in uploads if upload.undone is None and upload.who == DEMO]


def take_demo_back(store: Store, actor: Actor, when: datetime) -> None:
    """Undo every upload of the demo district; raises `NotAllowed` for a person who may not act for
    all of its schools."""
    take_back(store, actor, demo_uploads(store, actor), when)
