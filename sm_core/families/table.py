"""The families as rows under the headings people read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from sm_core.families.contacts import Contact
from sm_core.families.find import Family
from sm_core.families.words import contact_words, short_day, where_words

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("Student", "School", "Grade", "Where the family stands", "Since", "Language", "Mentor",
           "Last contact", "Id")  # fmt: skip


def shown(
    found: list[Family], contacts: Mapping[str, Contact], day: date, several_schools: bool
) -> pd.DataFrame:
    """One row per family, in the order given; the school only where there are several."""
    import pandas as pd

    table = pd.DataFrame([_words(f, contacts.get(f.student_id), day) for f in found],
                         columns=list(COLUMNS))  # fmt: skip
    return table if several_schools else table.drop(columns="School")


def _words(family: Family, contact: Contact | None, day: date) -> dict[str, str]:
    where = family.standing
    return {
        "Student": family.label + ("" if family.enrolled else " (left)"),
        "School": family.school_name,
        "Grade": family.grade,
        "Where the family stands": where_words(family, day),
        "Since": short_day(where.since, day) if where.since else "–",
        "Language": ", ".join(language for language in family.languages if language) or "–",
        "Mentor": family.mentor or "none",
        "Last contact": contact_words(contact, day) if contact else "none",
        "Id": family.student_id,
    }
