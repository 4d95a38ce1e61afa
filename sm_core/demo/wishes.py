"""What students of the demo wished for, and what its schools said about who may meet whom."""

from collections.abc import Iterator
from datetime import date, datetime

import numpy as np

from sm_core.actor import Actor
from sm_core.demo.choices import AFTERNOON
from sm_core.matching.pool import Pool, read_pool
from sm_core.matching.rule_save import add_rules
from sm_core.matching.said import LANGUAGE, NEVER, TOGETHER
from sm_core.saving import Save
from sm_core.seen import see
from sm_core.standing import Asked
from sm_core.store import Store
from sm_core.targeting.candidates import candidates

WISHED = 0.25
"""Of the students asked, those who said whom they would like."""
IN_WORDS = ("somebody who plays an instrument", "a coach", "somebody young", "a woman")
REASONS = {
    TOGETHER: "Sisters or brothers", NEVER: "The families are neighbors and not on good terms",
    LANGUAGE: "Speaks hardly any English at home",
}  # fmt: skip


def wished_for(adults: list[str], rng: np.random.Generator) -> str:
    """What a student said: mostly one of the `adults` by name, sometimes in words that name
    nobody, and usually nothing."""
    if rng.random() > WISHED:
        return ""
    return str(rng.choice(adults if adults and rng.random() < 0.7 else IN_WORDS))


def make_rules(store: Store, actor: Actor, day: date) -> None:
    """Note of a few waiting students who must share a mentor, who must not have which one, and who
    needs a language."""
    known = candidates(store, see(store, actor, Asked(day)))
    pool = read_pool(store, known, day)
    when = datetime.combine(day, AFTERNOON)
    for rule in (*_sisters(pool), *_never(pool), *_languages(pool)):
        add_rules(store, Save(actor, when), known, [rule], REASONS[rule[0]])


def _sisters(pool: Pool) -> Iterator[tuple[str, str, str]]:
    """Two of one name at one school, in the first two such schools."""
    by_name: dict[tuple[str, str], list[str]] = {}
    for student in pool.waiting:
        last = student.label.split()[-1]
        by_name.setdefault((student.school_id, last), []).append(student.student_id)
    families = [ids for _, ids in sorted(by_name.items()) if len(ids) > 1]
    yield from ((TOGETHER, ids[0], ids[1]) for ids in families[:2])


def _never(pool: Pool) -> Iterator[tuple[str, str, str]]:
    for student in pool.waiting[:1]:
        mentors = [m for m in pool.mentors if student.school_id in m.schools]
        yield from ((NEVER, student.student_id, m.mentor_id) for m in mentors[:1])


def _languages(pool: Pool) -> Iterator[tuple[str, str, str]]:
    """One who speaks another language at home at each of the last two schools with one."""
    last = {s.school_id: s for s in pool.waiting if s.home_languages and not s.family_gap}
    for student in list(last.values())[-2:]:
        yield LANGUAGE, student.student_id, student.home_languages[0]
