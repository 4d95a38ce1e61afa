"""Who did what, for acts that have to be accounted for."""

from datetime import datetime

from sm_core.actor import Actor
from sm_core.store import AUDIT, Store


def record(store: Store, actor: Actor, when: datetime, act: str, *subjects: str) -> None:
    """Add a line to the audit for each of the `subjects`: the upload, export or student that the
    act is about. The version of the program stays: nothing that is kept reads the audit, and a look
    would empty every cache."""
    with store.writing("program", part=AUDIT) as cursor:
        for subject in subjects:
            cursor.execute(
                "INSERT INTO program.audit VALUES ($when, $person, $act, $subject)",
                {"when": when, "person": actor.person, "act": act, "subject": subject},
            )
