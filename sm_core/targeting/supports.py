"""The intensive support of students who miss most: none yet, referred or started."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from sm_core.errors import SmError
from sm_core.plausible import us_day
from sm_core.saving import Record, Save, Writing, merged, save_once
from sm_core.school_year import first_day
from sm_core.store import Store
from sm_core.targeting.candidates import Candidates
from sm_core.targeting.whereabouts import whereabouts

NONE, REFERRED, STARTED = "none", "referred", "started"
SUPPORTS = {NONE: "None yet", REFERRED: "Referred", STARTED: "Started"}
WORDS = {
    "state": "the support", "to_whom": "to whom", "since": "the day", "note": "the note",
}  # fmt: skip
LONGEST = 500


@dataclass(frozen=True)
class Support:
    """What is known of one student this school year: `state` of `SUPPORTS`; `since` is the day of
    the referral or start, `to_whom` who was asked or helps."""

    state: str = NONE
    to_whom: str = ""
    since: date | None = None
    note: str = ""


NO_SUPPORT = Support()


def save_supports(
    store: Store,
    save: Save,
    candidates: Candidates,
    forms: Mapping[str, tuple[Support, Support]],
) -> int | None:
    """Record the support of each student of `forms`: by id, as the form was opened and as it is
    wanted; how many changed, None for a press that was saved before.

    Raises `SmError` for a support that cannot be or a student who is not there (nothing is saved
    then), `ChangedMeanwhile` where somebody else changed the same field, `NotAllowed` for a student
    of a school that is not the person's.
    """
    assert candidates.seen.actor == save.actor
    schools = _schools(store, candidates, list(forms))
    for school in sorted(set(schools.values())):
        save.actor.require_program(school)
    for wanted in {_tidy(wanted) for _, wanted in forms.values()}:
        _require_sound(wanted, candidates.school_year, save.today)

    def act(writing: Writing) -> int:
        now = read_supports(writing.cursor, candidates.school_year, list(forms))
        changes = [
            (student, now.get(student, NO_SUPPORT), _merged(writing, student, form, now))
            for student, form in forms.items()
        ]
        changes = [(student, old, new) for student, old, new in changes if old != new]
        for _, _, new in changes:
            _require_sound(new, candidates.school_year, save.today)
        _write(writing, candidates.school_year, schools, changes)
        return len(changes)

    return save_once(store, save, act)


def supports_of(store: Store, school_year: str, ids: list[str]) -> dict[str, Support]:
    """What is recorded of these students, by id; the caller makes sure that the person may see
    them."""
    with store.reading() as cursor:
        return read_supports(cursor, school_year, ids)


def read_supports(cursor, school_year: str, ids: list[str]) -> dict[str, Support]:
    """As `supports_of`, on a cursor."""
    rows = cursor.execute(
        "SELECT student_id, state, to_whom, since, note FROM program.intensive_supports "
        "WHERE school_year = $year AND list_contains($ids::VARCHAR[], student_id)",
        {"year": school_year, "ids": ids},
    ).fetchall()
    return {student: Support(*said) for student, *said in rows}


def _schools(store: Store, candidates: Candidates, ids: list[str]) -> dict[str, str]:
    """The school of each student; raises `SmError` for students who are at none of the actor's."""
    rows = candidates.rows.select(["student_id", "school_id"]).to_pylist()
    wanted = set(ids)
    found = {r["student_id"]: r["school_id"] for r in rows if r["student_id"] in wanted}
    missing = [student for student in ids if student not in found]
    if missing:
        where = whereabouts(store, candidates, [(student, "") for student in missing])
        raise SmError(*(str(where.not_here(student, "")) for student in missing[:10]))
    return found


def _tidy(support: Support) -> Support:
    to_whom, note = support.to_whom.strip(), support.note.strip()
    if support.state == NONE:
        return Support(note=note)
    return Support(support.state, to_whom, support.since, note)


def _require_sound(support: Support, school_year: str, today: date) -> None:
    assert support.state in SUPPORTS, support.state
    if max(len(support.to_whom), len(support.note)) > LONGEST:
        raise SmError(f"That is too long; keep it under {LONGEST} letters.")
    if support.state == NONE:
        return
    if support.state == REFERRED and not support.to_whom:
        raise SmError("Say to whom the student was referred.")
    if support.since is None:
        raise SmError(f"Say when the support was {support.state}.")
    if support.since > today:
        raise SmError(f"{us_day(support.since)} has not come yet; check the day.")
    begins = first_day(school_year)
    if support.since < begins:
        raise SmError(
            f"{us_day(support.since)} is before the school year, which began on "
            f"{us_day(begins)}; check the year."
        )


def _merged(
    writing: Writing, student: str, form: tuple[Support, Support], now: Mapping[str, Support]
) -> Support:
    before, wanted = form
    versions = (asdict(before), asdict(_tidy(wanted)), asdict(now.get(student, NO_SUPPORT)))
    return Support(**merged(writing, Record("support", student), versions, WORDS))


def _write(
    writing: Writing,
    school_year: str,
    schools: Mapping[str, str],
    changes: list[tuple[str, Support, Support]],
) -> None:
    for student, old, new in changes:
        before = {} if old == NO_SUPPORT else asdict(old)
        writing.changed(Record("support", student, schools[student]), before, asdict(new))
    ids = [student for student, _, _ in changes]
    writing.cursor.execute(
        "DELETE FROM program.intensive_supports WHERE school_year = $year "
        "AND list_contains($ids::VARCHAR[], student_id)",
        {"year": school_year, "ids": ids},
    )
    writing.insert("intensive_supports", [
        {"student_id": student, "school_id": schools[student], "school_year": school_year,
         **asdict(new)}
        for student, _, new in changes
    ])  # fmt: skip
