"""What people said about who may meet whom, as a list for a screen or a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sm_core.matching.rule_words import Told
from sm_core.matching.said import OF_MENTOR
from sm_core.mentors.names import found_in

if TYPE_CHECKING:
    import pandas as pd


def rules_named(rules: Iterable[Told], text: str) -> list[Told]:
    """Those with the text in a name or an id, the reason or who said it."""
    return [told for told in rules if found_in(text, *_said(told))]


def _said(told: Told) -> tuple[str, ...]:
    rule = told.rule
    # The id of another student may be of one who is out of sight.
    mentor = rule.other_id if rule.kind in OF_MENTOR else ""
    return told.student, rule.student_id, told.other, mentor, rule.reason, rule.made_by


def rules_table(rules: Sequence[Told]) -> pd.DataFrame:
    """One row per rule, in the order given."""
    import pandas as pd

    return pd.DataFrame([
        {"Student": told.student, "What holds": told.field, "Reason": told.rule.reason,
         "Said by": told.rule.made_by, "When": told.rule.made and told.rule.made.date(),
         "Id": told.rule.student_id}
        for told in rules
    ])  # fmt: skip
