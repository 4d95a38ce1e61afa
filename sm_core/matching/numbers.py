"""What a list of suggestions comes to, in counts and sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sm_core.matching import rules
from sm_core.matching.explain import MorePlaces
from sm_core.matching.gaps import KEPT, NO_MENTORS, TIED, WAITS
from sm_core.matching.pool import Pool
from sm_core.matching.student import DAYS_LEFT, SAID_NO, TO_TELL, UNSIGNED
from sm_core.matching.suggest import Suggestion
from sm_core.targeting.words import counted

GAPS = {
    TO_TELL: ("family not told yet", "families not told yet"),
    DAYS_LEFT: ("family has days left to say no", "families have days left to say no"),
    UNSIGNED: ("permission not signed yet", "permissions not signed yet"),
    SAID_NO: ("family said no", "families said no"),
    rules.has_no_mentor.__name__: ("still matched at another school",) * 2,
    rules.wants_a_mentor.__name__: ("wants no mentor", "want no mentor"),
    NO_MENTORS: ("no mentor at the school",) * 2,
    rules.may_be_matched.__name__: ("no mentor ready",) * 2,
    rules.has_a_place.__name__: ("no place free",) * 2,
    rules.speaks_the_language.__name__: ("no place with the language",) * 2,
    rules.shares_time.__name__: ("no shared time",) * 2,
    rules.not_kept_apart.__name__: ("kept apart from those with a place",) * 2,
    rules.is_among_those_required.__name__: ("waits for a mentor who is required",
                                             "wait for a mentor who is required"),
    KEPT: ("kept for a mentor who cannot", ) * 2,
    TIED: ("waits for a place that suits both of two who are tied",
           "wait for a place that suits both of two who are tied"),
    WAITS: ("waits for a place", "wait for a place"),
}  # fmt: skip
"""How students without a suggestion are counted, after their number: one of them, several."""


@dataclass(frozen=True)
class Numbers:
    """Of the chosen `waiting` students those who `can` have a mentor, and the others by a key of
    `GAPS`, most first; of the `mentors` who can be matched the `places` and those `taken`."""

    waiting: int
    can: int
    gaps: tuple[tuple[str, int], ...]
    mentors: int
    places: int
    taken: int
    chosen: int


def numbers(pool: Pool, rows: Sequence[Suggestion], school: str | None) -> Numbers:
    """The numbers of the rows given, which are those of one school or (None) of all."""
    ready = [
        m for m in pool.mentors
        if school in (None, *m.schools) and not m.cannot_be_matched(pool.day)
    ]  # fmt: skip
    gaps = Counter(gap_key(row) for row in rows if row.gap)
    return Numbers(
        len(rows), sum(1 for row in rows if row.mentor), tuple(gaps.most_common()), len(ready),
        sum(m.capacity for m in ready), sum(m.capacity - m.places_left for m in ready),
        sum(1 for s in pool.students if school in (None, s.school_id)),
    )  # fmt: skip


def gap_key(row: Suggestion) -> str:
    """The key of `GAPS` under which a student without a suggestion counts."""
    assert row.gap
    family = row.gap.code == rules.family_knows.__name__
    return row.student.family_gap if family else row.gap.code


def headline(found: Numbers) -> str:
    """How many can have a mentor now, and with how many places; no full stop."""
    if not found.chosen:
        return "Nobody is chosen for a mentor yet"
    if not found.waiting:
        return f"All {found.chosen:,} chosen students have a mentor"
    mentors = counted(found.mentors, "mentor is", "mentors are")
    places = counted(found.places, "place", "places")
    return (
        f"{found.can:,} of {found.waiting:,} chosen students without a mentor can have one now: "
        f"{mentors} ready, with {places}, {found.taken:,} taken"
    )


def gap_line(found: Numbers) -> str:
    """Why the others cannot yet, by reason; "" where all can."""
    without = found.waiting - found.can
    said = [f"{count:,} {GAPS[key][count != 1]}" for key, count in found.gaps]
    return f"{without:,} cannot yet: {' · '.join(said)}" if without else ""


def more_place_words(pool: Pool, more: MorePlaces) -> str:
    """What one more place with a mentor would buy, or as many as it takes until one is free."""
    lost = [m.student_id for m in more.moves if not m.after]
    words = "a better fit" if more.points > 0 else "nothing now"
    if more.gains:
        words = f"{_labels(pool, more.gains)} would have a mentor"
        words += f", {_labels(pool, lost)} not" if lost else ""
    return words if more.places == 1 else f"{words} (with {more.places} more)"


def _labels(pool: Pool, ids: Sequence[str]) -> str:
    return ", ".join(pool.student[each].label for each in ids)
