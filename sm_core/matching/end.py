"""Ends a match with its reason, lets one go on that was ended by mistake, lists those that hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sm_core.bringing.find import Person, labels
from sm_core.errors import SmError
from sm_core.families.ending import Meeting, meetings, set_ends
from sm_core.families.find import said_no
from sm_core.families.putting_back import put_back
from sm_core.history import last_change
from sm_core.matching.accept import BY_MISTAKE, require_own
from sm_core.matching.begin_again import cannot_begin_again
from sm_core.matching.rule_save import made, put_rule, take_back
from sm_core.matching.rule_words import told
from sm_core.matching.said import NEVER, PIN, MatchRule, read_rules
from sm_core.plausible import require_done, us_day
from sm_core.queries import run
from sm_core.saving import Record, Save, Writing, as_text, save_once
from sm_core.store import Store
from sm_core.targeting.candidates import Candidates
from sm_core.targeting.decision import LONGEST_REASON

OTHER, MENTOR_LEFT = "Another reason", "The mentor left or paused"
END_REASONS = (
    "Attendance is back on track", "The student left the school", MENTOR_LEFT,
    "The schedules no longer fit", "It did not work out", "The family wishes it",
    "The student wishes it", BY_MISTAKE, OTHER,
)  # fmt: skip
"""Why a match ends; `OTHER` is said in the note. The family reads the reason in its copy."""
GONE = "There is no match with this id on record; reload the page."


@dataclass(frozen=True)
class OpenMatch:
    """A match that holds or is to begin; `student`, `mentor` and `school`, where it was made, are
    names. It ends before the day `ended`, where one is planned. `now_at` is the id of the school at
    which the student is now, "" for one who is out of sight."""

    match_id: str
    student_id: str
    student: str
    mentor_id: str
    mentor: str
    school_id: str
    school: str
    started: date
    ended: date | None
    note: str
    now_at: str = ""

    @property
    def schools(self) -> list[str]:
        """The schools that decide about it, each by itself: of the match, and of the student."""
        return [school for school in dict.fromkeys((self.school_id, self.now_at)) if school]


def open_matches(
    store: Store, known: Candidates, day: date, ahead: bool = True
) -> list[OpenMatch]:  # fmt: skip
    """The matches made at the schools of the actor of `known`, and those of students who are there
    now, that hold on the day or, looking `ahead`, are to begin, by school and last name of the
    student; none for a mentor."""
    rows = known.rows.select(["student_id", "school_id"]).to_pylist()
    at = {row["student_id"]: row["school_id"] for row in rows}
    values = {"day": day, "school_year": known.school_year, "ahead": ahead, "here": list(at)}
    with store.reading() as cursor:
        values |= known.seen.actor.scope
        found = run(cursor, "matches_listed", **values).fetchall()
    return [OpenMatch(*row, at.get(row[1], "")) for row in found]


def end_match(
    store: Store, save: Save, match_id: str, day: date, reason: str, note: str = "",
    never_again: bool = False,
) -> str | None:  # fmt: skip
    """Let a match end, so that `day` is the first without it (one that is still to begin never
    does); a sentence, or None for a press saved before. The student stays chosen, and is no longer
    kept for this mentor. `reason` is one of `END_REASONS`; the note is added to that of the match.
    With `never_again` the two may never be matched any more.

    Raises `SmError` where somebody ended it already, for a day in the future or before the match
    began and for no reason, `NotAllowed` where neither the school of the match nor the one at which
    the student is now is the person's.
    """
    reason, note = reason.strip(), note.strip()
    _require_reason(reason, note)
    require_done(day, "The end", save.today)

    def act(writing: Writing) -> str:
        meeting, label = _own(writing, match_id)
        _require_open(writing, meeting, label)
        ended = write_end(writing, meeting, label, day, reason)
        _add_note(writing, meeting, note)
        if never_again:
            _never_again(writing, meeting, f"{reason}: {note}" if note else reason)
        return f"{meeting.of(label)} ended on {us_day(ended)}: please tell {meeting.mentor}."

    return save_once(store, save, act)


def write_end(writing: Writing, meeting: Meeting, label: str, day: date, reason: str) -> date:
    """End an open match that the person may change; the first day without it. `label` is the
    student's."""
    if day < meeting.started <= writing.save.today:
        raise SmError(
            f"{meeting.of(label)} began on {us_day(meeting.started)} and cannot end on "
            f"{us_day(day)}; give a later day."
        )
    ended = max(day, meeting.started)
    set_ends(writing, [(meeting, ended, reason)])
    _keep_no_longer(writing, meeting)
    return ended


def _require_reason(reason: str, note: str) -> None:
    if reason not in END_REASONS:
        raise SmError("Say why the match ends: choose one of the reasons.")
    if reason == OTHER and not note:
        raise SmError("Say in the note what the other reason is.")
    if len(note) > LONGEST_REASON:
        raise SmError(f"The note is too long; keep it under {LONGEST_REASON} letters.")


def _own(writing: Writing, match_id: str) -> tuple[Meeting, str]:
    """The match, which this person may change, and what the student is called."""
    found = meetings(writing.cursor, matches=[match_id])
    if not found:
        raise SmError(GONE)
    [meeting] = found
    require_own(writing, found)
    student = meeting.student_id
    return meeting, labels(writing.cursor, writing.actor, writing.save.today, [student])[student]


def _require_open(writing: Writing, meeting: Meeting, label: str) -> None:
    if not meeting.over(writing.save.today):
        return
    person, when = last_change(writing.cursor, "match", meeting.match_id, "ended")
    raise SmError(
        f"{person} ended the match of {label} with {meeting.mentor} on {when:%b} {when.day} at "
        f"{when:%H:%M}, as of {us_day(meeting.ended)} ({meeting.end_reason or 'no reason given'}). "
        "Yours is not saved."
    )


def _add_note(writing: Writing, meeting: Meeting, note: str) -> None:
    if not note:
        return
    after = "\n".join(filter(None, (meeting.note, note)))
    record = Record("match", meeting.match_id, meeting.school_id)
    writing.changed(record, {"note": meeting.note}, {"note": after})
    writing.cursor.execute(
        "UPDATE program.matches SET note = $note WHERE match_id = $match",
        {"note": after, "match": meeting.match_id},
    )


def _keep_no_longer(writing: Writing, meeting: Meeting) -> None:
    _hold_no_longer(writing, _said(writing, PIN, meeting), "The match ended")


def _hold_no_longer(writing: Writing, rules: list[MatchRule], why: str) -> None:
    today = writing.save.today
    for rule in told(writing.cursor, writing.actor, today, rules):
        take_back(writing, today, rule, why)


def _never_again(writing: Writing, meeting: Meeting, reason: str) -> None:
    if not _said(writing, NEVER, meeting):
        ends = meeting.student_id, meeting.mentor_id
        new = made(writing, NEVER, *ends, meeting.school_id, reason)
        put_rule(writing, writing.save.today, new)


def _said(writing: Writing, kind: str, meeting: Meeting) -> list[MatchRule]:
    """The rules of a kind about these two that hold."""
    said = kind, meeting.student_id, meeting.mentor_id
    rules = read_rules(writing.cursor, [meeting.student_id])
    return [rule for rule in rules if (rule.kind, rule.student_id, rule.other_id) == said]


def go_on(store: Store, save: Save, match_id: str) -> str | None:
    """Take the end of a match back, and that the two are never to be matched again, where the same
    press said so; a sentence, or None for a press saved before.

    Raises `SmError` where it holds already, the student meets somebody else, the family does not
    know or has said no, the mentor has no place or cannot be matched or the two must never be;
    `NotAllowed` as for an end.
    """

    def act(writing: Writing) -> str:
        meeting, label = _own(writing, match_id)
        if meeting.ended is None:
            raise SmError(f"{meeting.of(label)} goes on already.")
        _may_meet_again(writing, meeting)
        _require_may_go_on(writing, meeting, label)
        if not meeting.over(writing.save.today):
            set_ends(writing, [(meeting, None, "")])
            return f"{meeting.of(label)} goes on."
        return _put_back(writing, meeting, label)

    return save_once(store, save, act)


def _may_meet_again(writing: Writing, meeting: Meeting) -> None:
    """What somebody else said, or at another time, stays."""
    asked = {"kind": "match", "record_id": meeting.match_id, "schools": None}
    rows = run(writing.cursor, "history_of", **asked).fetchall()
    ended = {(person, when) for when, person, field, *_ in rows if field == "ended"}
    said = [r for r in _said(writing, NEVER, meeting) if (r.made_by, r.made) in ended]
    _hold_no_longer(writing, said, "The match goes on")


def _put_back(writing: Writing, meeting: Meeting, label: str) -> str:
    """As what a family's no ended is put back; raises `SmError` where it cannot be."""
    student = meeting.student_id
    # The student may be at another school now, out of sight.
    person = Person(student, label, "", meeting.school_id, "", ())
    kept = {"match_id": meeting.match_id, "ended": "", "end_reason": "",
            "set": as_text(meeting.ended)}  # fmt: skip
    [words] = put_back(writing, {student: person}, {student: {"matches": [kept]}})
    if meetings(writing.cursor, matches=[meeting.match_id])[0].ended is not None:
        raise SmError(words)
    if why := cannot_begin_again(writing.cursor, meeting, writing.save.today):
        raise SmError(f"{meeting.of(label)} stays ended: {why}.")
    return words


def _require_may_go_on(writing: Writing, meeting: Meeting, label: str) -> None:
    student, what = meeting.student_id, meeting.of(label)
    if said_no(writing.cursor, [student], writing.save.today):
        raise SmError(
            f"{what} stays ended: the family said no. If it has changed its mind, record that "
            "under Families first."
        )
    if _said(writing, NEVER, meeting):
        raise SmError(
            f"{what} stays ended: somebody said that the two must never be matched. Take that back "
            "first."
        )
