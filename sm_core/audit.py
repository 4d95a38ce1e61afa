"""Who did what, for acts that have to be accounted for."""

from datetime import datetime

from sm_core.actor import Actor
from sm_core.store import Store


def record(store: Store, actor: Actor, when: datetime, act: str, subject: str) -> None:
    """Add one line to the audit; `subject` names the upload, export or student it is about."""
    with store.writing("program") as cursor:
        cursor.execute(
            "INSERT INTO program.audit VALUES ($when, $person, $act, $subject)",
            {"when": when, "person": actor.person, "act": act, "subject": subject},
        )
