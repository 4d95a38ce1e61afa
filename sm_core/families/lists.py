"""Which families are on which list, who matches a search, where all stand under another policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sm_core.families.find import Family
from sm_core.families.permission import EXPIRED, TO_SEND, standing
from sm_core.families.policy import Policy
from sm_core.mentors.names import found_in


def under(found: list[Family], policies: Mapping[str, Policy], day: date) -> list[Family]:
    """The families as they would stand on `day` under other policies, by school; those of schools
    left out are left out."""
    return [
        replace(f, policy=policies[f.school_id], standing=standing(
            policies[f.school_id], f.answers, [h.family_id for h in f.households], day, f.later,
        ))
        for f in found if f.school_id in policies
    ]  # fmt: skip


def matching(found: list[Family], school: str | None, text: str = "") -> list[Family]:
    """Those of one school (None is all) with the text in a name, id, household or mentor."""
    return [
        f for f in found
        if school in (None, f.school_id) and found_in(
            text, f.name, f.student_id, f.mentor, *(h.addressee for h in f.households)
        )
    ]  # fmt: skip


def lists_of(found: list[Family], day: date) -> dict[str, list[Family]]:
    """The families on each of `LISTS`; a family may be on two."""
    return {name: [f for f in found if _on(name, f, day)] for name in LISTS}


LISTS = {
    "to_tell": "To tell",
    "waiting": "Waiting",
    "clear": "A mentor may begin",
    "no": "Said no",
    "untold": "Meets a mentor but may not",
    "all": "All",
}
"""What a coordinator does next; `untold` meet a mentor although none may begin, or the family said
no."""


def _on(name: str, family: Family, day: date) -> bool:
    where = family.standing
    if name == "all":
        return True
    if name == "no":
        return where.no
    if name == "untold":
        return bool(family.mentor) and not where.clear_on(day)
    if where.no or not family.in_program:
        return False
    to_tell = where.state in (TO_SEND, EXPIRED)
    clear = where.clear_on(day)
    return {"to_tell": to_tell, "clear": clear, "waiting": not to_tell and not clear}[name]
