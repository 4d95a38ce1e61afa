"""Begins the review of a week, keeps what was said, closes it, and opens it again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sm_core.actions.find import read_actions
from sm_core.errors import SmError
from sm_core.plausible import us_day
from sm_core.review.figures import Figures
from sm_core.review.find import read_review
from sm_core.review.given import actions_of, to_json
from sm_core.review.kept import ATTENDANCE, fingerprint, kept_names
from sm_core.review.listed import Name
from sm_core.review.prepare import Prepared, week_asked
from sm_core.review.record import CLOSED, OPEN, RULES, KeptName, Review, review_id
from sm_core.saving import Record, Save, Writing, merged, save_once
from sm_core.store import REVIEWS, Store
from sm_core.student_words import short_day

LONGEST = 5000
WORDS = {"present": "who was present", "notes": "the notes"}
TAKEN = "taken"
"""What the history calls the figures and names that a review keeps."""


@dataclass(frozen=True)
class Said:
    """What the meeting says of itself: who was `present`, by name, and `notes`."""

    present: tuple[str, ...] = ()
    notes: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """As they are stored, a name per line; `said_in` is the way back."""
        return {"present": "\n".join(self.present), "notes": self.notes}

    def require_sound(self) -> None:
        if len(self.notes) > LONGEST or len("\n".join(self.present)) > LONGEST:
            raise SmError(f"That is too long; keep it under {LONGEST:,} letters.")


def said(review: Review | None) -> Said:
    return Said(review.present, review.notes) if review else Said()


def said_in(fields: Mapping[str, str]) -> Said:
    return Said(tuple(fields["present"].splitlines()), fields["notes"])


def start(store: Store, save: Save, prepared: Prepared) -> Review | None:
    """Begin the review of a week: its figures and names are kept as they are, and whoever was
    present at the last review is noted as present. Where somebody began it before, all stays as
    they have it. None for a press saved before.

    Raises `NotAllowed` for a school that is not the person's (the principal leads the team and may,
    too), and `SmError` where the week was closed or has not begun by the day of the save.
    """
    last = prepared.told.before
    present = last.present if last else ()
    return save_once(store, save, lambda writing: begun(writing, prepared, present), REVIEWS)


def begun(writing: Writing, prepared: Prepared, present: tuple[str, ...] = ()) -> Review:
    """The open review of the week, begun now with those `present` if nobody has."""
    school, monday = prepared.school.school_id, prepared.monday
    writing.actor.require_team(school)
    week_asked(monday, writing.save.today)
    if read_review(writing.cursor, school, monday) is None:
        writing.insert("reviews", [{
            "review_id": review_id(school, monday), "school_id": school, "monday": monday,
            "state": OPEN, **Said(present).fields, "started": writing.save.when,
            "started_by": writing.actor.person, **_figures(prepared),
        }])  # fmt: skip
        _put_names(writing, school, monday, kept_names(prepared))
        noted = {"present": Said(present).fields["present"]} if present else {}
        writing.changed(record_of(school, monday), {}, {"state": OPEN} | noted)
    return open_review(writing, school, monday)


def take_newest(store: Store, save: Save, prepared: Prepared) -> Review | None:
    """Put the figures and names of now in place of those an open review began with; what was
    decided stays, and whom it is about, after the new names where they are none of these. The
    history says every time what stood there before. Raises as `start`, and `SmError` where nobody
    has begun the week."""

    def act(writing: Writing) -> Review:
        school, monday = prepared.school.school_id, prepared.monday
        before = open_review(writing, school, monday)
        names = [*kept_names(prepared), *_decided_besides(before, prepared)]
        writing.cursor.execute(
            "UPDATE program.reviews SET day = $day, as_of = $as_of, figures = $figures "
            "WHERE review_id = $id",
            {"id": before.review_id, **_figures(prepared)},
        )
        writing.cursor.execute("DELETE FROM program.review_names WHERE review_id = $id",
                               {"id": before.review_id})  # fmt: skip
        _put_names(writing, school, monday, names)
        after = open_review(writing, school, monday)
        then, now = ({name.student_id for name in each.names} for each in (before, after))
        moved = f"; {len(now - then):,} joined, {len(then - now):,} left"
        writing.changed(record_of(school, monday), {TAKEN: taken_words(before)},
                        {TAKEN: taken_words(after) + moved})  # fmt: skip
        return after

    return save_once(store, save, act, REVIEWS)


def taken_words(review: Review) -> str:
    """What a list was taken from: like "12 of 40 chronically absent, 9 names, figures of Oct 17,
    2025, attendance as of Oct 17, 2025"."""
    head, count = Figures.from_json(review.figures), len(review.names)
    return (
        f"{head.chronic:,} of {head.rated:,} chronically absent, {count:,} "
        f"name{'' if count == 1 else 's'}, figures of {us_day(review.day)}, attendance as of "
        f"{us_day(review.as_of)}"
    )


def _decided_besides(before: Review, prepared: Prepared) -> list[KeptName]:
    """Who was decided about and is not on the list of now, for the reasons of then; their days are
    those known now, as everybody's."""
    listed = {name.student_id for name in prepared.names}
    besides = [n for n in before.names if n.student_id in before.decided.keys() - listed]
    here = [prepared.facts[n.student_id] for n in besides if n.student_id in prepared.facts]
    shown = kept_names(replace(prepared, names=tuple(Name(0, facts, ()) for facts in here)))
    facts = {name.student_id: name.facts for name in shown}
    return [replace(name, place=place, facts=facts.get(name.student_id, name.facts))
            for place, name in enumerate(besides, start=len(listed) + 1)]  # fmt: skip


def save_said(
    store: Store, save: Save, prepared: Prepared, opened: Said, wanted: Said
) -> Review | None:
    """Keep who was present and the notes, where they were `opened` in the form; a week that nobody
    began is begun. Raises as `start`, and `ChangedMeanwhile` where somebody else changed the
    same."""
    act = partial(_said, prepared=prepared, opened=opened, wanted=wanted)
    return save_once(store, save, act, REVIEWS)


def _said(writing: Writing, prepared: Prepared, opened: Said, wanted: Said) -> Review:
    # Whoever was typed and chosen is one person.
    present = tuple(dict.fromkeys(filter(None, map(str.strip, wanted.present))))
    wanted = Said(present, wanted.notes.strip())
    wanted.require_sound()
    now = begun(writing, prepared)
    record = record_of(now.school_id, now.monday)
    versions = (opened.fields, wanted.fields, said(now).fields)
    after = merged(writing, record, versions, WORDS)
    if writing.changed(record, said(now).fields, after):
        writing.cursor.execute(
            "UPDATE program.reviews SET present = $present, notes = $notes WHERE review_id = $id",
            after | {"id": now.review_id},
        )
    return open_review(writing, now.school_id, now.monday)


def close(
    store: Store, save: Save, prepared: Prepared, opened: Said, wanted: Said
) -> Review | None:
    """Close the week with who was present and the notes; its actions go on, and the review keeps
    them as they stand. Raises as `save_said`, and `SmError` where
    nobody was present or somebody closed it before."""
    act = partial(write_closed, prepared=prepared, opened=opened, wanted=wanted)
    return save_once(store, save, act, REVIEWS)


def write_closed(writing: Writing, prepared: Prepared, opened: Said, wanted: Said) -> Review:
    """As `close`, within a save."""
    review = _said(writing, prepared, opened, wanted)
    # Somebody else may have noted who was present.
    if not review.present:
        raise SmError("Say who was present before you close the week.")
    given = actions_of(review, read_actions(writing.cursor, writing.actor, review.school_id))
    _set_state(writing, review, CLOSED, given=to_json(given))
    return read_review(writing.cursor, review.school_id, review.monday)


def reopen(store: Store, save: Save, school: str, monday: date, why: str) -> Review | None:
    """Open a closed week again, because of `why`, which stands in its history; its figures stay.
    Raises `SmError` where it is open or no reason is given, `NotAllowed` as `start`."""
    save.actor.require_team(school)
    if not why.strip():
        raise SmError("Say why the week is opened again; it stands in its history.")

    def act(writing: Writing) -> Review:
        review = read_review(writing.cursor, school, monday)
        if review is None or not review.is_closed:
            raise SmError(f"The week of {short_day(monday)} is open already; reload the page.")
        _set_state(writing, review, OPEN, why.strip())
        return read_review(writing.cursor, school, monday)

    return save_once(store, save, act, REVIEWS)


def _set_state(
    writing: Writing, review: Review, state: str, why: str = "", given: str = ""
) -> None:  # fmt: skip
    is_closed = state == CLOSED
    writing.changed(record_of(review.school_id, review.monday), {"state": review.state},
                    {"state": state}, why)  # fmt: skip
    writing.cursor.execute(
        "UPDATE program.reviews SET state = $state, closed = $closed, closed_by = $by, "
        "given = $given WHERE review_id = $id",
        {"id": review.review_id, "state": state, "given": given,
         "closed": writing.save.when if is_closed else None,
         "by": writing.actor.person if is_closed else ""},
    )  # fmt: skip


def open_review(writing: Writing, school: str, monday: date) -> Review:
    """The review of a week that may be changed. Raises `SmError` for one that is closed or was
    never begun, `NotAllowed` for a school that is not the person's."""
    writing.actor.require_team(school)
    review = read_review(writing.cursor, school, monday)
    if review is None:
        raise SmError(f"Nobody has begun the review of {short_day(monday)}; begin it first.")
    if review.is_closed:
        raise SmError(
            f"{review.closed_by} closed the week of {short_day(monday)} on "
            f"{us_day(review.closed.date())} at {review.closed:%H:%M}; nothing is changed. Reopen "
            "it first."
        )
    return review


def record_of(school: str, monday: date) -> Record:
    """What the history calls the review of a week."""
    return Record("review", review_id(school, monday), school)


def _figures(prepared: Prepared) -> dict:
    known = {ATTENDANCE: fingerprint(prepared), RULES: prepared.told.rules.to_settings()}
    return {"day": prepared.day, "as_of": prepared.as_of,
            "figures": json.dumps(prepared.figures.to_json() | known)}  # fmt: skip


def _put_names(writing: Writing, school: str, monday: date, names: Iterable[KeptName]) -> None:
    review = review_id(school, monday)
    writing.insert("review_names", [_row(school, review, name) for name in names])


def _row(school: str, review: str, name: KeptName) -> dict:
    return {
        "review_id": review, "school_id": school, "student_id": name.student_id,
        "place": name.place, "name": name.name, "grade": name.grade, "points": name.points,
        "reasons": json.dumps(name.reasons), "facts": json.dumps(name.facts),
    }  # fmt: skip
