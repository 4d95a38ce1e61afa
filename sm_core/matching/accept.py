"""Matches students with mentors, as suggested or as somebody knows better, and takes a press back.

One press matches all pairs picked or none. No list of suggestions is touched by it.
"""

from __future__ import annotations

import hashlib
from datetime import date

from sm_core.bringing.find import labels, people
from sm_core.errors import SmError, at_once
from sm_core.families.ending import Meeting, meetings, set_ends
from sm_core.matching.pairs import Checked, Pair
from sm_core.matching.pool import Pool, read_pool
from sm_core.mentors.find import read_mentors
from sm_core.mentors.mentor import Mentor
from sm_core.plausible import require_done, us_day
from sm_core.queries import run
from sm_core.saving import Record, Save, Writing, save_once
from sm_core.school_year import first_day
from sm_core.store import Store
from sm_core.targeting.candidates import Candidates
from sm_core.targeting.decision import LONGEST_REASON
from sm_core.targeting.whereabouts import Whereabouts, whereabouts

BY_MISTAKE = "Matched by mistake"


def accept(
    store: Store, save: Save, known: Candidates, pairs: list[Pair], day: date, note: str = ""
) -> list[str]:
    """Match all pairs from `day` on, the first meeting; the ids of the matches, in the order of the
    pairs. A press that was saved before changes nothing and has the same ids.

    `known` are the candidates of the same person at the newest date. Every hard rule is asked anew,
    of all pairs together. Raises `SmError` with a sentence for each pair that cannot be,
    `NotAllowed` for a school that is not the person's; then nothing is saved.
    """
    assert known.seen.actor == save.actor
    wanted = list(dict.fromkeys(pairs))
    where = _where(store, known, wanted)
    for school in sorted({where.seen[p.student_id]["school_id"] for p in wanted
                          if p.student_id in where.seen}):  # fmt: skip
        save.actor.require_program(school)
    _require_day(day, known.school_year, save.today)
    if len(note.strip()) > LONGEST_REASON:
        raise SmError(f"The note is too long; keep it under {LONGEST_REASON} letters.")

    def act(writing: Writing) -> None:
        # All schools: somebody at another one may be kept for the mentor, or tied to the student.
        pool = read_pool(store, known, save.today)
        before = meetings(writing.cursor, students=[p.student_id for p in wanted])
        mentors = _mentors(writing, pool, wanted)
        wrong = Checked(wanted, pool, mentors, where, day, before).wrong()
        if wrong:
            raise SmError(*at_once(wrong), *_nothing_saved(len(wanted)))
        _write(writing, pool, wanted, day, note.strip())

    save_once(store, save, act)
    return [_match_id(save, pair) for pair in wanted]


def _match_id(save: Save, pair: Pair) -> str:
    """Made from the press, so that it can be told again who pressed twice."""
    said = f"{save.token}|{pair.student_id}|{pair.mentor_id}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _where(store: Store, known: Candidates, pairs: list[Pair]) -> Whereabouts:
    """Where the students are; of those out of sight, whether they were at the person's schools."""
    schools = ("", *known.seen.actor.schools)
    return whereabouts(store, known, [(p.student_id, s) for p in pairs for s in schools])


def _require_day(day: date, school_year: str, today: date) -> None:
    require_done(day, "The first meeting", today)
    begins = first_day(school_year)
    if day < begins:
        raise SmError(
            f"{us_day(day)} is before the school year, which began on {us_day(begins)}; give the "
            "first meeting of this school year."
        )


def _mentors(writing: Writing, pool: Pool, pairs: list[Pair]) -> dict[str, Mentor]:
    """Those of the pool, and of the others asked for those whom the person may see."""
    others = sorted({p.mentor_id for p in pairs} - pool.mentor.keys())
    found = read_mentors(writing.cursor, writing.actor, pool.day, others) if others else []
    return pool.mentor | {m.mentor_id: m for m in found}


def _nothing_saved(pairs: int) -> list[str]:
    if pairs == 1:
        return []
    return [
        f"Nothing is saved for any of the {pairs:,} pairs. Take these out, or match the others "
        "one by one."
    ]


def _write(writing: Writing, pool: Pool, pairs: list[Pair], day: date, note: str) -> None:
    rows = [
        {"match_id": _match_id(writing.save, p), "student_id": p.student_id,
         "mentor_id": p.mentor_id, "school_id": pool.student[p.student_id].school_id,
         "started": day, "end_reason": "", "note": note}
        for p in pairs
    ]  # fmt: skip
    writing.insert("matches", rows)
    for row in rows:
        told = {"student": row["student_id"], "mentor": row["mentor_id"], "started": day,
                "note": note}  # fmt: skip
        writing.changed(Record("match", row["match_id"], row["school_id"]), {}, told)


def undo_accept(store: Store, save: Save, match_ids: list[str]) -> list[str] | None:
    """Take back matches that were made by mistake: each ends on the day it began. A sentence for
    each that stays because somebody has changed it since; None for a press saved before.

    Raises `SmError` for a match that is not on record, `NotAllowed` where neither the school of the
    match nor the one at which the student is now is the person's.
    """
    return save_once(store, save, lambda writing: _undo(writing, sorted(set(match_ids))))


def _undo(writing: Writing, match_ids: list[str]) -> list[str]:
    found = meetings(writing.cursor, matches=match_ids)
    if len(found) < len(match_ids):
        raise SmError("One of these matches is no longer on record; reload the page.")
    require_own(writing, found)
    changed = [m for m in found if _changed(writing, m)]
    set_ends(writing, [(m, m.started, BY_MISTAKE) for m in found if m not in changed])
    ids = [m.student_id for m in changed]
    called = labels(writing.cursor, writing.actor, writing.save.today, ids)
    return [f"{m.of(called[m.student_id])} was changed since and stays as it is." for m in changed]


def require_own(writing: Writing, found: list[Meeting]) -> None:
    """Raise `NotAllowed` unless the person may change the program, for each of the matches, where
    it was made or where the student is now: one who moved must not stay matched at the school of
    before until somebody there thinks of it."""
    students = [meeting.student_id for meeting in found]
    here = people(writing.cursor, writing.actor, writing.save.today, students)
    for meeting in found:
        now = here.get(meeting.student_id)
        if now is None or not writing.actor.may_change_program(now.school_id):
            writing.actor.require_program(meeting.school_id)


def _changed(writing: Writing, meeting: Meeting) -> bool:
    """Whether anything happened to the match since: before it was made, nothing stood there."""
    values = {"kind": "match", "record_id": meeting.match_id, "schools": None}
    rows = run(writing.cursor, "history_of", **values).fetchall()
    return meeting.ended is not None or any(before for _, _, _, before, *_ in rows)
