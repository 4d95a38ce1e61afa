"""Records what was done with a mentor: steps of the screening, an orientation, the start, a pause,
the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sm_core.errors import SmError
from sm_core.history import last_change
from sm_core.mentors.find import one_mentor
from sm_core.mentors.mentor import AWAY, STEPS, Mentor, Screening, Training
from sm_core.mentors.save import record_of, require_change, write_changes
from sm_core.plausible import require_done, require_expiry, us_day
from sm_core.saving import Record, Save, Writing, merged, save_once
from sm_core.store import Store


def record_step(
    store: Store,
    save: Save,
    mentor_id: str,
    step: str,
    said: Screening | None,
    opened: Screening | None = None,
) -> None:
    """Record one step of the screening in place of what was known of it, `opened` in the form; None
    is a step that was not done.

    Raises `SmError` for a day in the future, a date of birth, or an expiry before the day, and
    `ChangedMeanwhile` where somebody else recorded it since.
    """

    def act(writing: Writing) -> None:
        now = _own(writing, mentor_id)
        words = [{step: _step_words(s)} for s in (opened, said, now.screening.get(step))]
        merged(writing, record_of(now), tuple(words), STEPS)
        if said != opened:
            write_steps(writing, {now: {step: said}})

    save_once(store, save, act)


def record_training(
    store: Store,
    save: Save,
    mentor_id: str,
    training: Training,
    instead_of: Training | None = None,
) -> None:
    """Record a training that was attended without a session of ours, once per kind and day, or
    correct one of those, `instead_of`."""

    def act(writing: Writing) -> None:
        now = _own(writing, mentor_id)
        if instead_of is None:
            return write_trainings(writing, [(now, training)])
        return _correct_training(writing, now, instead_of, training)

    save_once(store, save, act)


def start(store: Store, save: Save, mentor_id: str, day: date) -> None:
    """Let a mentor see students for the first time, from `day` on. Raises `SmError` with every
    reason why this mentor cannot."""

    def act(writing: Writing) -> None:
        now = _own(writing, mentor_id)
        require_done(day, f"{now.name}'s start", writing.save.today)
        wanted = replace(now, started=day)
        if reasons := wanted.cannot_be_matched(day):
            raise SmError(f"{now.name} cannot start: {', '.join(reasons)}.")
        write_changes(writing, [(now, wanted)])

    save_once(store, save, act)


def resume(store: Store, save: Save, mentor_id: str) -> None:
    """Take a pause or an end back, from now on: the mentor stands where the rest of the record puts
    them, and what expired in between still keeps students away."""

    def act(writing: Writing) -> None:
        now = _own(writing, mentor_id)
        write_changes(writing, [(now, replace(now, paused=None, closed=None, state_reason=""))])

    save_once(store, save, act)


def pause(store: Store, save: Save, mentor_id: str, day: date, reason: str) -> None:
    """No new students from `day` on, until `resume`; those matched stay."""
    save_once(store, save, lambda writing: _leave(writing, mentor_id, reason, {"paused": day}))


def write_close(writing: Writing, mentor_id: str, day: date, reason: str) -> None:
    """The mentor leaves the program on `day`; the record and its history stay. Raises `SmError`
    while students are matched with them (`matching.leaving` ends these matches first)."""
    _leave(writing, mentor_id, reason, {"closed": day})


def _leave(writing: Writing, mentor_id: str, reason: str, ends: dict[str, date]) -> None:
    now = _own(writing, mentor_id)
    [(field, day)] = ends.items()
    _require_not_yet(writing, now, field)
    require_done(day, f"{now.name}'s {'pause' if field == 'paused' else 'end'}",
                 writing.save.today)  # fmt: skip
    if not reason.strip():
        raise SmError("Say why: nothing in the program ends without a reason.")
    if field == "closed" and now.students:
        raise SmError(
            f"{now.name} still has {len(now.students)} students; end those matches first."
        )
    wanted = replace(now, state_reason=reason.strip(), **ends)
    write_changes(writing, [(now, wanted)], reason.strip())


def _require_not_yet(writing: Writing, now: Mentor, field: str) -> None:
    """The first word stands until it is taken back: a page may be older than it."""
    stage = now.stage(writing.save.today)
    if stage == "closed" or stage == field:
        since = now.closed if stage == "closed" else now.paused
        person, when = last_change(writing.cursor, "mentor", now.mentor_id, stage)
        raise SmError(
            f"{now.name} {AWAY[stage]} since {us_day(since)} ({now.state_reason}): {person} saved "
            f"that on {when:%b} {when.day} at {when:%H:%M}. Yours is not saved."
        )


def _own(writing: Writing, mentor_id: str) -> Mentor:
    now = one_mentor(writing.cursor, writing.actor, writing.save.today, mentor_id)
    require_change(writing.actor, now)
    return now


def write_steps(writing: Writing, said: dict[Mentor, dict[str, Screening | None]]) -> None:
    """Record steps of the screening of several mentors, in one go; those that stand already change
    nothing, None takes one out."""
    new = [
        (mentor, step, screening)
        for mentor, steps in said.items()
        for step, screening in steps.items()
        if mentor.screening.get(step) != screening
    ]
    for mentor, step, screening in new:
        _require_step(writing, mentor, step, screening)
        before = mentor.screening.get(step)
        writing.changed(record_of(mentor), {step: _step_words(before)},
                        {step: _step_words(screening)})  # fmt: skip
        if before:
            writing.cursor.execute(
                "DELETE FROM program.screenings WHERE mentor_id = $mentor AND step = $step",
                {"mentor": mentor.mentor_id, "step": step},
            )
    writing.insert("screenings", [
        {"mentor_id": mentor.mentor_id, "step": step, **vars(screening)}
        for mentor, step, screening in new if screening
    ])  # fmt: skip


def _require_step(writing: Writing, mentor: Mentor, step: str, screening: Screening | None) -> None:
    assert step in STEPS, step
    if screening is None:
        return
    what = f"{mentor.name}, {STEPS[step]}"
    require_done(screening.done, what, writing.save.today)
    if screening.expires:
        require_expiry(screening.expires, screening.done, what)


def _step_words(screening: Screening | None) -> str:
    if screening is None:
        return ""
    words = [us_day(screening.done), "passed" if screening.passed else "not passed"]
    words += [f"holds until {us_day(screening.expires)}"] if screening.expires else []
    return ", ".join([*words, screening.note] if screening.note else words)


def write_trainings(writing: Writing, said: list[tuple[Mentor, Training]]) -> None:
    """Record trainings that mentors came to, in one go; the same kind on the same day is the same
    training, and what was told of it before is kept."""
    rows = []
    for mentor, training in said:
        require_done(training.day, f"{mentor.name}, {training.kind}", writing.save.today)
        before = next((t for t in mentor.trainings
                       if (t.kind, t.day) == (training.kind, training.day)), None)  # fmt: skip
        after = _both(before, training)
        if after == before:
            continue
        _tell_training(writing, mentor, before, after)
        if before:
            _take_out(writing, mentor, before)
        rows.append(_attended(mentor, after))
    writing.insert("training_attendance", rows)


def _correct_training(writing: Writing, mentor: Mentor, before: Training, after: Training) -> None:
    require_done(after.day, f"{mentor.name}, {after.kind}", writing.save.today)
    if before not in mentor.trainings:
        raise SmError("Somebody else changed this training meanwhile; look at it again.")
    if after.day == before.day:
        _tell_training(writing, mentor, before, after)
    else:
        _tell_training(writing, mentor, before, None)
        _tell_training(writing, mentor, None, after)
    _take_out(writing, mentor, before)
    writing.insert("training_attendance", [_attended(mentor, after)])


def _tell_training(
    writing: Writing, mentor: Mentor, before: Training | None, after: Training | None
) -> None:
    known = after or before
    name = f"{known.kind} on {us_day(known.day)}"
    words = _training_words(before), _training_words(after)
    writing.changed(record_of(mentor), *({name: said} for said in words))
    if known.training_id:
        session = session_record(writing, known.training_id)
        writing.changed(session, *({mentor.mentor_id: said} for said in words))


def session_record(writing: Writing, training_id: str) -> Record:
    """The session of a training: its history says too who came, by the mentors' ids."""
    query = "SELECT school_id FROM program.trainings WHERE training_id = $training"
    rows = writing.cursor.execute(query, {"training": training_id}).fetchall()
    return Record("training", training_id, rows[0][0] if rows else "")


def _take_out(writing: Writing, mentor: Mentor, training: Training) -> None:
    writing.cursor.execute(
        "DELETE FROM program.training_attendance WHERE mentor_id = $mentor "
        "AND kind = $kind AND day = $day AND training_id = $training",
        {"mentor": mentor.mentor_id, "kind": training.kind, "day": training.day,
         "training": training.training_id},
    )  # fmt: skip


def _attended(mentor: Mentor, training: Training) -> dict:
    return {"mentor_id": mentor.mentor_id, "state": "attended", **vars(training)}


def _both(before: Training | None, said: Training) -> Training:
    if before is None:
        return said
    return replace(
        before,
        training_id=before.training_id or said.training_id,
        confidentiality=before.confidentiality or said.confidentiality,
        duty_to_report=before.duty_to_report or said.duty_to_report,
    )


def _training_words(training: Training | None) -> str:
    if training is None:
        return ""
    words = ["attended"]
    words += ["confidentiality agreement signed"] if training.confidentiality else []
    words += ["duty to report covered"] if training.duty_to_report else []
    return ", ".join(words)
