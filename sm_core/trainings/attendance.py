"""Invites mentors to a session and records who came."""

from __future__ import annotations

from sm_core.errors import SmError
from sm_core.mentors.find import read_mentors
from sm_core.mentors.mentor import ORIENTATION, Mentor
from sm_core.mentors.save import record_of as record_of_mentor
from sm_core.mentors.save import require_change
from sm_core.plausible import us_day
from sm_core.saving import Save, Writing, merged, save_once
from sm_core.store import Store
from sm_core.trainings.find import one_session, read_marks
from sm_core.trainings.save import record_of, write_state
from sm_core.trainings.session import (
    ATTENDED,
    HELD,
    INVITED,
    MISSED,
    PLANNED,
    Mark,
    Session,
    require_over,
)

Marks = dict[str, Mark | None]


def invite(store: Store, save: Save, training_id: str, mentor_ids: list[str]) -> int:
    """Invite mentors to a planned session; those who are invited already change nothing. How many
    are new (0 for a second click).

    Raises `SmError` for a session that is over, and for a mentor who has left or works at another
    school; `NotAllowed` for somebody else's mentor.
    """

    def act(writing: Writing) -> int:
        session = one_session(writing.cursor, writing.actor, training_id)
        if session.state != PLANNED:
            raise SmError(
                f"“{session.title}” is {session.state}; nobody is invited to it any more."
            )
        before = _marks(writing, session)
        new: Marks = {mentor: Mark(INVITED) for mentor in mentor_ids if mentor not in before}
        mentors = _mentors(writing, session, new)
        _require_here_then(mentors, session)
        _write(writing, session, mentors, before, new)
        return len(new)

    return save_once(store, save, act) or 0


def record_attendance(
    store: Store, save: Save, training_id: str, opened: Marks, wanted: Marks
) -> None:
    """Record, or correct later, who came to a session; with the first mark it counts as held.

    `opened` and `wanted` hold a mark per mentor (None or left out: none) as the form was opened and
    as it is; mentors in neither stay as they are. A coordinator may do so for their own mentors in
    a session of the district. Raises `ChangedMeanwhile` where somebody else marked the same mentor
    differently, `SmError` for a session that lies ahead or a mentor of another school.
    """

    def act(writing: Writing) -> None:
        session = one_session(writing.cursor, writing.actor, training_id)
        require_over(session, writing.save.today)
        before = _marks(writing, session)
        # Who was marked before and has left the school since stands in the form, unchanged.
        touched = {name: m for name, m in wanted.items() if m != opened.get(name)}
        mentors = _mentors(writing, session, touched)
        words = {m.mentor_id: f"the attendance of {m.name}" for m in mentors.values()}
        now = dict.fromkeys(wanted) | before
        after = merged(writing, record_of(session), (opened, wanted, now), words)
        new = {name: after[name] for name in touched if after.get(name) != before.get(name)}
        _require_sound(session, mentors, new)
        _write(writing, session, mentors, before, new)
        if any(mark and mark.state in (ATTENDED, MISSED) for mark in after.values()):
            write_state(writing, session, HELD)

    save_once(store, save, act)


def _marks(writing: Writing, session: Session) -> dict[str, Mark]:
    return read_marks(writing.cursor, [session.training_id]).get(session.training_id, {})


def _mentors(writing: Writing, session: Session, ids: Marks) -> dict[str, Mentor]:
    found = read_mentors(writing.cursor, writing.actor, writing.save.today, list(ids))
    unseen = set(ids) - {mentor.mentor_id for mentor in found}
    if unseen:
        raise SmError(
            f"{len(unseen)} of these mentors are not among those you may see; reload the page."
        )
    for mentor in found:
        require_change(writing.actor, mentor)
        if session.school_id and session.school_id not in mentor.schools:
            raise SmError(
                f"{mentor.name} does not work at {session.school_id}, where “{session.title}” is; "
                "add the school on the mentor's page, or plan a session of the district."
            )
    return {mentor.mentor_id: mentor for mentor in found}


def _require_here_then(mentors: dict[str, Mentor], session: Session) -> None:
    gone = [m.name for m in mentors.values() if m.stage(session.day) == "closed"]
    if gone:
        raise SmError(f"{', '.join(gone)}: has left the program by {us_day(session.day)}.")


def _require_sound(session: Session, mentors: dict[str, Mentor], marks: Marks) -> None:
    for mentor_id, mark in marks.items():
        signed = mark and (mark.confidentiality or mark.duty_to_report)
        if signed and session.kind != ORIENTATION:
            raise SmError(
                f"“{session.title}” is no orientation: the agreement and the duty to report "
                "belong to an orientation."
            )
        if signed and mark.state != ATTENDED:
            raise SmError(
                f"{mentors[mentor_id].name} is marked as {mark.state}, and as having signed or "
                "heard a part of it: say that they came, or take the parts out."
            )


def _write(
    writing: Writing, session: Session, mentors: dict[str, Mentor], before: Marks, new: Marks
) -> None:
    """Put the `new` marks in place, and tell the history of the session and of each mentor."""
    name = f"{session.kind} on {us_day(session.day)}"
    for mentor_id, mark in new.items():
        was = before.get(mentor_id)
        told = ({mentor_id: was} if was else {}), {mentor_id: mark}
        writing.changed(record_of(session), *told)
        writing.changed(record_of_mentor(mentors[mentor_id]), *({name: m} for m in (was, mark)))
    writing.cursor.execute(
        "DELETE FROM program.training_attendance WHERE training_id = $training "
        "AND list_contains($mentors::VARCHAR[], mentor_id)",
        {"training": session.training_id, "mentors": list(new)},
    )
    writing.insert("training_attendance", [
        {"training_id": session.training_id, "mentor_id": mentor_id, "kind": session.kind,
         "day": session.day, **vars(mark)}
        for mentor_id, mark in new.items() if mark
    ])  # fmt: skip
