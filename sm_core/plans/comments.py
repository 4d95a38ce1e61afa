"""What people say about a plan or one of its steps; a slip is taken back by whoever wrote it."""

from __future__ import annotations

from sm_core.errors import NotAllowed, SmError
from sm_core.plans.plan import Comment, Step
from sm_core.plans.save import own_plan
from sm_core.saving import Save, Writing, new_id, save_once
from sm_core.store import PLANS, Store

LONGEST = 1000


def add_comment(
    store: Store, save: Save, where: tuple[str, str], words: str, step: Step | None = None
) -> None:
    """Say something about the plan of a school and school year, or one of its steps.

    Raises `SmError` for nothing said or too much, or where there is no plan, `NotAllowed` for a
    school that is not the person's.
    """
    words = words.strip()
    if not words:
        raise SmError("Write the comment first.")
    if len(words) > LONGEST:
        raise SmError(f"The comment is too long; keep it under {LONGEST:,} letters.")

    def act(writing: Writing) -> None:
        own_plan(writing, where)
        writing.insert("plan_comments", [{
            "comment_id": new_id(), "school_id": where[0], "school_year": where[1],
            "step_id": step.step_id if step else "", "words": words,
            "person": save.actor.person, "recorded": save.when,
        }])  # fmt: skip

    save_once(store, save, act, PLANS)


def take_back(store: Store, save: Save, comment: Comment) -> None:
    """Take back what one wrote oneself; it stays on record. Raises `NotAllowed` for what somebody
    else wrote, `SmError` where it is not in the plan."""

    def act(writing: Writing) -> None:
        plan = own_plan(writing, (comment.school_id, comment.school_year))
        now = next((c for c in plan.comments if c.comment_id == comment.comment_id), None)
        if now is None:
            raise SmError("There is no such comment; reload the page.")
        if now.person != save.actor.person:
            raise NotAllowed(f"{now.person} wrote this comment; only they can take it back.")
        writing.cursor.execute(
            "UPDATE program.plan_comments SET taken_back = $when "
            "WHERE comment_id = $comment_id AND taken_back IS NULL",
            {"when": save.when, "comment_id": now.comment_id},
        )

    save_once(store, save, act, PLANS)
