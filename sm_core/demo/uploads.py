"""The uploads of the demo district, told from real ones by the name of who brought them in."""

from datetime import date, datetime

from sm_core import ledger
from sm_core.actor import Actor
from sm_core.demo.calendars import AS_OF
from sm_core.demo.forget import forget_program
from sm_core.ledger import Upload
from sm_core.store import Store
from sm_core.uploads import list_uploads, take_back

DEMO = "Demo district"
"""The person in whose name the demo is brought in."""


def demo_uploads(store: Store, actor: Actor) -> list[Upload]:
    """The standing uploads of the demo district that this person may see, oldest first."""
    uploads = list_uploads(store, actor)
    return [upload for upload in uploads if upload.undone is None and upload.who == DEMO]


def demo_day(store: Store) -> date | None:
    """The day on which the demo district stands still; None where there is none, or others beside
    it. What is typed there is of that day: sessions planned for the next week would else be long
    past."""
    who = {upload.who for upload in ledger.standing_uploads(store.uploads)}
    return AS_OF if who == {DEMO} else None


def take_demo_back(store: Store, actor: Actor, when: datetime) -> None:
    """Undo every upload of the demo district, and forget its program; raises `NotAllowed` for a
    person who may not act for all of its schools."""
    uploads = demo_uploads(store, actor)
    schools = sorted({school for upload in uploads for school in upload.schools})
    if schools:
        actor.require_schools(schools)
        forget_program(store, schools)
    take_back(store, actor, uploads, when)
