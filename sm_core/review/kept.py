"""The list as it was on the day of the meeting, and what later uploads say otherwise."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sm_core.definitions import TIER_WORDS
from sm_core.exports import plain_number
from sm_core.review.figures import Figures
from sm_core.review.listed import Name
from sm_core.review.prepare import Prepared
from sm_core.review.reasons import (
    BETTER,
    CARRIED,
    POINTS,
    RUNNING,
    SEVERE,
    STUCK,
    TIER,
    WORSE,
    is_early,
)
from sm_core.review.record import KeptName, Review

ATTENDANCE = "attendance"
"""Among the kept figures the fingerprint of the days of everybody at the school."""
OF_ATTENDANCE = frozenset((SEVERE, RUNNING, WORSE, STUCK, TIER, BETTER))
"""The reasons that an upload alone can give or take."""
NOT_LISTED = "not on the list"


def kept_names(prepared: Prepared) -> tuple[KeptName, ...]:
    """The list as it stands, in the form in which a review keeps it."""
    days = prepared.told.rules.worse_days
    return tuple(_kept(name, days) for name in prepared.names)


def _kept(name: Name, days: int) -> KeptName:
    known, lately, program = name.facts, name.facts.lately, name.facts.program
    facts = {"enrolled": False} if known.is_gone else {
        "missed": plain_number(known.missed), "days": plain_number(known.days),
        "tier": "" if is_early(known) or known.few_days else known.tier or "",
        "lately": lately.worse_now, "before": lately.worse_before, "of_days": days,
        "known": lately.known,
        "quarter_missed": lately.quarter_missed, "quarter_days": lately.quarter_days,
        "mentors": program.mentors, "support": program.support, "support_to": program.support_to,
        "enrolled": known.enrolled,
    }  # fmt: skip
    return KeptName(
        known.student_id, name.place, known.label, known.grade, name.points,
        tuple((reason.key, reason.words) for reason in name.reasons), facts,
    )  # fmt: skip


def names_standing(prepared: Prepared) -> tuple[KeptName, ...]:
    """The list of the week: that which its review kept, or as it would be made now."""
    review = prepared.told.review
    return review.names if review else kept_names(prepared)


def figures_standing(prepared: Prepared) -> Figures:
    """The head of the week, as `names_standing`."""
    review = prepared.told.review
    return Figures.from_json(review.figures) if review else prepared.figures


def first_names(names: Iterable[KeptName], shown: int) -> list[KeptName]:
    """Those of the `shown` first places, and those carried over, wherever they stand."""
    return [name for name in names if name.place <= shown or is_carried(name)]


def is_carried(name: KeptName) -> bool:
    return CARRIED in kinds_of(name)


def kinds_of(name: KeptName) -> list[str]:
    """The kinds of the reasons of `POINTS`."""
    return [key.split()[0] for key, _ in name.reasons]


def reason_counts(names: Iterable[KeptName]) -> dict[str, int]:
    """By kind of reason, in the order of `POINTS`, how many names have it; those of nobody are left
    out."""
    counted = Counter(kind for name in names for kind in kinds_of(name))
    return {kind: counted[kind] for kind in POINTS if counted[kind]}


@dataclass(frozen=True)
class Otherwise:
    """What a later upload says of a figure that a review kept: `then` and `now` in words."""

    what: str
    then: str
    now: str


def fingerprint(prepared: Prepared) -> str:
    """The same as long as no upload changes the days of anybody at the school."""
    lines = [
        (s, plain_number(f.missed), plain_number(f.days), f.lately.run, f.lately.worse_now,
         f.lately.worse_before, f.lately.better_now, f.lately.better_before)
        for s, f in sorted(prepared.facts.items())
        if f.enrolled and f.school_id == prepared.school.school_id
    ]  # fmt: skip
    return hashlib.sha256(repr(lines).encode()).hexdigest()[:16]


def differences(review: Review, now: Prepared) -> list[Otherwise]:
    """What the attendance as known now says otherwise of the days of the review: its head, the days
    of the names on its list, and who would stand on the list besides or no longer. `now` is
    prepared for the same day and as-of date, by the thresholds of the review."""
    assert (now.as_of, now.day, now.told.rules) == (review.as_of, review.day, review.rules)
    found = [*_of_head(Figures.from_json(review.figures), now.figures), *_of_days(review, now)]
    if _uploaded_since(review, now):
        found += _of_names(review, now)
    return found


def _uploaded_since(review: Review, now: Prepared) -> bool:
    """Whether names can have moved by an upload: what people typed since moves them, too, and is no
    difference."""
    return review.figures.get(ATTENDANCE) != fingerprint(now)


def _of_days(review: Review, now: Prepared) -> list[Otherwise]:
    found = []
    for name in review.names:
        if name.has_days and name.student_id in now.facts:
            facts = now.facts[name.student_id]
            then = f"missed {name.facts['missed']} of {name.facts['days']} days"
            later = f"missed {plain_number(facts.missed)} of {plain_number(facts.days)} days"
            same = (Decimal(name.facts["missed"]), Decimal(name.facts["days"])) == (
                facts.missed, facts.days)  # fmt: skip
            found += [] if same else [Otherwise(name.name, then, later)]
    return found


def _of_names(review: Review, now: Prepared) -> list[Otherwise]:
    """Who would be on the list now and was not, and who was and would not be, for reasons of the
    attendance alone."""
    was = {name.student_id: name for name in review.names}
    later = {name.student_id: _kept(name, 0) for name in now.names}
    joined = [Otherwise(name.name, NOT_LISTED, _words(name)) for student, name in later.items()
              if student not in was and _words(name)]  # fmt: skip
    left = [Otherwise(name.name, _words(name), NOT_LISTED) for student, name in was.items()
            if student not in later and _only_days(name)]  # fmt: skip
    return joined + left


def _words(name: KeptName) -> str:
    return ", ".join(words for key, words in name.reasons if key.split()[0] in OF_ATTENDANCE)


def _only_days(name: KeptName) -> bool:
    return set(kinds_of(name)) <= OF_ATTENDANCE


def _of_head(then: Figures, now: Figures) -> list[Otherwise]:
    pairs = [
        ("Chronically absent", f"{then.chronic} of {then.rated}", f"{now.chronic} of {now.rated}"),
        ("Severe", str(then.severe), str(now.severe)),
    ]
    return [Otherwise(*pair) for pair in pairs if pair[1] != pair[2]]


def tier_of(name: KeptName) -> str:
    """The tier in words, "" while few days are known."""
    return TIER_WORDS.get(name.facts.get("tier", ""), "")


def good_news(names: Iterable[KeptName]) -> int:
    """How many are listed for doing better and nothing else."""
    return sum([key.split()[0] for key, _ in name.reasons] == [BETTER] for name in names)


def with_reason(names: Iterable[KeptName], kinds: Sequence[str]) -> list[KeptName]:
    """Those listed for one of the `kinds`; all where none is given."""
    wanted = set(kinds)
    return [name for name in names if not wanted or wanted & set(kinds_of(name))]
