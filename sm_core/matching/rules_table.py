"""What people said about who may meet whom, as a list for a screen or a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sm_core.matching.rule_words import Told

if TYPE_CHECKING:
    import pandas as pd


def rules_named(rules: Iterable[Told], text: str) -> list[Told]:
    """Those with the text in a name, the id of the student, the reason or who said it, whatever its
    case."""
    wanted = text.strip().casefold()
    return [
        told for told in rules
        if wanted in " | ".join((
            told.student, told.rule.student_id, told.other, told.rule.reason, told.rule.made_by,
        )).casefold()
    ]  # fmt: skip


def rules_table(rules: Sequence[Told]) -> pd.DataFrame:
    """One row per rule, in the order given."""
    import pandas as pd

    return pd.DataFrame([
        {"Student": told.student, "What holds": told.field, "Reason": told.rule.reason,
         "Said by": told.rule.made_by, "When": told.rule.made and told.rule.made.date(),
         "Id": told.rule.student_id}
        for told in rules
    ])  # fmt: skip
