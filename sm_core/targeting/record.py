"""Writes down who was proposed when and why, so that a name stays visible until it is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_core.saving import Save, Writing, save_once
from sm_core.store import Store
from sm_core.targeting.board import Board
from sm_core.targeting.decision import Picked
from sm_core.targeting.reasons import reasons_text
from sm_core.targeting.targets import read_targets, write_targets

if TYPE_CHECKING:
    import pyarrow as pa


def newly_proposed(board: Board) -> pa.Table:
    """The rows of those proposed of whom nothing is written yet, at schools where the actor may
    change the program."""
    import pyarrow as pa
    import pyarrow.compute as compute

    actor = board.candidates.seen.actor
    rows = board.rows
    new = compute.field("state").is_null() & (compute.field("view") == "to_decide")
    rows = rows.filter(new)
    own = [s for s in rows["school_id"].unique().to_pylist() if actor.may_change_program(s)]
    return rows.filter(compute.field("school_id").isin(pa.array(own, pa.string())))


def record_proposals(store: Store, save: Save, board: Board) -> int:
    """Write the names that the saved criteria propose for the first time this school year, with
    their reasons; how many. Writes nothing when there is none.

    `board` is that of the newest date and of saved criteria: nobody is proposed in hindsight.
    """
    assert board.candidates.seen.actor == save.actor
    new = newly_proposed(board).to_pylist()
    if not new:
        return 0
    return save_once(store, save, lambda writing: _write(writing, board, new)) or 0


def _write(writing: Writing, board: Board, new: list[dict]) -> int:
    school_year, today = board.candidates.school_year, writing.save.today
    picked = [Picked(row["student_id"], row["school_id"]) for row in new]
    written = read_targets(writing, school_year, picked)
    rows = [
        {
            "student_id": row["student_id"], "school_id": row["school_id"],
            "school_year": school_year, "state": "proposed", "since": today, "until": None,
            "reason": "", "listed_for": reasons_text(row), "proposed": today,
        }
        for row in new
        if (row["student_id"], row["school_id"]) not in written
    ]  # fmt: skip
    write_targets(writing, [None] * len(rows), rows, "proposed by the criteria")
    return len(rows)
