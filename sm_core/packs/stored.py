"""A page of a pack as it is kept: as JSON, for its cells are read together or not at all."""

from __future__ import annotations

import json
from datetime import date

from sm_core.hiding.cell import Cell
from sm_core.packs.pack import PackPage


def to_json(page: PackPage) -> str:
    """All of a page."""
    return json.dumps({
        "school_id": page.school_id, "name": page.name,
        "figures_of": page.figures_of.isoformat(),
        "through": page.through.isoformat() if page.through else None,
        "cells": {key: [cell.count, cell.why] for key, cell in page.cells.items()},
        "facts": dict(page.facts),
        "days": {moment: day.isoformat() for moment, day in page.days.items()},
        "weeks": [(day.isoformat(), share) for day, share in page.weeks],
        "before": [(day.isoformat(), share) for day, share in page.before],
        "note": page.note, "partly": {key: list(of) for key, of in page.partly.items()},
    })  # fmt: skip


def from_json(text: str) -> PackPage:
    """What `to_json` made of a page."""
    said, day = json.loads(text), date.fromisoformat
    return PackPage(
        said["school_id"], said["name"], day(said["figures_of"]),
        day(said["through"]) if said["through"] else None,
        {key: Cell(*cell) for key, cell in said["cells"].items()}, said["facts"],
        {moment: day(when) for moment, when in said["days"].items()},
        *(tuple((day(last), share) for last, share in said[name]) for name in ("weeks", "before")),
        said["note"], {key: tuple(of) for key, of in said["partly"].items()},
    )  # fmt: skip
