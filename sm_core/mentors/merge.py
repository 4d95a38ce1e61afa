"""Makes one record of two that turned out to be one person's. Both stay, and both histories say so;
the other one is closed and points to the one kept."""

from __future__ import annotations

from datetime import date

from sm_core.errors import SmError
from sm_core.matching.contradictions import clash_of_merged
from sm_core.matching.rule_words import told
from sm_core.matching.said import KINDS, OF_MENTOR, read_rules
from sm_core.mentors.find import one_mentor
from sm_core.mentors.mentor import Mentor, Screening
from sm_core.mentors.merge_contacts import move_contacts
from sm_core.mentors.save import flat, record_of, require_change, shaped, write_changes
from sm_core.mentors.screen import session_record, write_steps
from sm_core.plausible import us_day
from sm_core.saving import Record, Save, Writing, save_once
from sm_core.store import Store

TEXTS = ("first_name", "last_name", "position", "organization", "email", "phone")
LISTS = ("schools", "grades", "languages", "interests", "dislikes")
SAME = "the same person as another record"


def merge(store: Store, save: Save, keep_id: str, other_id: str) -> None:
    """Put all that is known under `other_id` with the record `keep_id`, and close the other.

    Students, contacts, requests, trainings and acquaintances go over; lists are united; what the
    kept record leaves empty is filled; of each step of the screening the one done later stands, of
    one day the one not passed. Raises `SmError` for one record twice and where the rules about who
    may meet whom would contradict each other (named), `NotAllowed` where one of the two is also at
    a school that is none of the person's.
    """

    def act(writing: Writing) -> None:
        kept, other = (
            one_mentor(writing.cursor, writing.actor, save.today, name)
            for name in (keep_id, other_id)
        )
        _merge(writing, kept, other)

    if keep_id == other_id:
        raise SmError("This is one record already; choose two.")
    save_once(store, save, act)


def _merge(writing: Writing, kept: Mentor, other: Mentor) -> None:
    reason = f"merged with the record of {other.name}"
    for mentor in (kept, other):
        require_change(writing.actor, mentor)
    writing.actor.require_schools(sorted({*kept.schools, *other.schools}))
    _require_consistent(writing, kept, other)
    write_changes(writing, [(kept, united(kept, other))], reason)
    write_steps(writing, {kept: _later_steps(kept, other)})
    _move_matches(writing, kept, other)
    _move_trainings(writing, kept, other)
    _move_acquaintances(writing, kept, other)
    _move_rules(writing, kept, other)
    _move_suggestions(writing, kept, other)
    _close(writing, kept, other, move_contacts(writing, kept, other, SAME))


def _require_consistent(writing: Writing, kept: Mentor, other: Mentor) -> None:
    """Raise `SmError` where what people said of the two records cannot be said of one person."""
    rules = read_rules(writing.cursor)
    clashing = clash_of_merged(rules, other.mentor_id, kept.mentor_id)
    said = told(writing.cursor, writing.actor, writing.save.today, clashing)
    if said:
        raise SmError(
            f"Of one person, these contradict each other: {'; '.join(t.with_who for t in said)}. "
            "Take one of them back under Matching first, then merge."
        )


def united(kept: Mentor, other: Mentor) -> Mentor:
    """The kept record with what the other adds to it: its own words come first. The program goes on
    for the person if it does for either record."""
    ours, theirs = flat(kept), flat(other)
    values = {name: ours[name] or theirs[name] for name in TEXTS}
    values |= {name: _union(ours[name], theirs[name]) for name in LISTS}
    values["availability"] = "; ".join(filter(None, (ours["availability"], theirs["availability"])))
    values["note"] = "\n".join(dict.fromkeys(filter(None, (ours["note"], theirs["note"]))))
    values["started"] = min(filter(None, (kept.started, other.started)), default=None)
    return shaped(kept, values | _state(kept, other))


def _state(kept: Mentor, other: Mentor) -> dict:
    """Left, or paused, only if the person is in both records."""
    if bool(kept.closed) == bool(other.closed):
        going_on = kept if bool(kept.paused) <= bool(other.paused) else other
    else:
        going_on = other if kept.closed else kept
    return {name: getattr(going_on, name) for name in ("paused", "closed", "state_reason")}


def _union(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    known = {word.casefold() for word in ours}
    return (*ours, *(word for word in theirs if word.casefold() not in known))


def _later_steps(kept: Mentor, other: Mentor) -> dict[str, Screening]:
    later = {}
    for step, said in other.screening.items():
        ours = kept.screening.get(step)
        if ours is None or (said.done, not said.passed, said.expires or date.max) > (
            ours.done, not ours.passed, ours.expires or date.max
        ):  # fmt: skip
            later[step] = said
    return later


def _move_matches(writing: Writing, kept: Mentor, other: Mentor) -> None:
    """Also those that ended. Who is matched under both records keeps one match."""
    names = {"kept": kept.mentor_id, "other": other.mentor_id}
    both = sorted({*kept.students} & {*other.students})
    twice = writing.cursor.execute(
        "SELECT match_id, school_id, ended FROM program.matches "
        "WHERE mentor_id = $other AND list_contains($both::VARCHAR[], student_id) "
        "AND started <= $today AND (ended IS NULL OR ended > $today)",
        {"other": other.mentor_id, "today": writing.save.today, "both": both},
    ).fetchall()
    for match_id, school, ended in twice:
        writing.changed(Record("match", match_id, school), {"ended": ended},
                        {"ended": writing.save.today}, SAME)  # fmt: skip
    writing.cursor.execute(
        "UPDATE program.matches SET ended = $today, end_reason = $reason "
        "WHERE mentor_id = $other AND list_contains($both::VARCHAR[], student_id) "
        "AND started <= $today AND (ended IS NULL OR ended > $today)",
        {"other": other.mentor_id, "today": writing.save.today, "both": both, "reason": SAME},
    )
    rows = writing.cursor.execute(
        "SELECT match_id, school_id FROM program.matches WHERE mentor_id = $other",
        {"other": other.mentor_id},
    ).fetchall()
    for match_id, school in rows:
        writing.changed(Record("match", match_id, school), {"mentor": other.mentor_id},
                        {"mentor": kept.mentor_id}, SAME)  # fmt: skip
    _hand_over(writing, "matches", names)


def _move_acquaintances(writing: Writing, kept: Mentor, other: Mentor) -> None:
    ours = "SELECT student_id FROM program.known_adults WHERE mentor_id = $kept"
    names = {"kept": kept.mentor_id, "other": other.mentor_id}
    _hand_over(writing, "known_adults", names, f"AND student_id NOT IN ({ours})")


def _move_rules(writing: Writing, kept: Mentor, other: Mentor) -> None:
    """What was said of a student and the other record; what stands of the kept one as well, stands
    once."""
    said = [rule for rule in read_rules(writing.cursor) if rule.kind in OF_MENTOR]
    known = {(r.kind, r.student_id) for r in said if r.other_id == kept.mentor_id}
    twice = []
    for rule in (r for r in said if r.other_id == other.mentor_id):
        was, now = (f"{KINDS[rule.kind]} {mentor.name}" for mentor in (other, kept))
        again = (rule.kind, rule.student_id) in known
        twice += [rule.rule_id] if again else []
        if was != now:
            record = Record("match_rule", rule.student_id, rule.school_id)
            writing.changed(record, {was: True, now: again}, {was: False, now: True}, SAME)
    writing.cursor.execute(
        "UPDATE program.match_rules SET taken_back = $when "
        "WHERE list_contains($twice::VARCHAR[], rule_id)",
        {"when": writing.save.when, "twice": twice},
    )
    names = {"kept": kept.mentor_id, "other": other.mentor_id}
    # The other one of a rule may also be a student, or a language.
    kinds = ", ".join(f"'{kind}'" for kind in OF_MENTOR)
    _hand_over(writing, "match_rules", names, f"AND kind IN ({kinds})", "other_id")


def _move_suggestions(writing: Writing, kept: Mentor, other: Mentor) -> None:
    names = {"kept": kept.mentor_id, "other": other.mentor_id}
    for column in ("mentor_id", "before_id"):
        _hand_over(writing, "suggestions", names, column=column)


def _hand_over(
    writing: Writing, table: str, names: dict, where: str = "", column: str = "mentor_id"
) -> None:
    query = f"UPDATE program.{table} SET {column} = $kept WHERE {column} = $other {where}"
    writing.cursor.execute(query, {name: names[name] for name in ("kept", "other")})


def _move_trainings(writing: Writing, kept: Mentor, other: Mentor) -> None:
    """One line per session, or per kind and day without one: who came under either record came."""
    names = {"ids": [kept.mentor_id, other.mentor_id]}
    where = "WHERE list_contains($ids::VARCHAR[], mentor_id)"
    rows = writing.cursor.execute(
        "SELECT training_id, kind, day, state, confidentiality, duty_to_report, mentor_id "
        f"FROM program.training_attendance {where}", names,
    ).fetchall()  # fmt: skip
    one: dict[tuple, list] = {}
    sessions: dict[str, dict[str, str]] = {}
    for training_id, kind, day, *said, mentor in sorted(rows, key=lambda r: r[3] != "attended"):
        sessions.setdefault(training_id, {})[mentor] = said[0]
        known = one.setdefault((training_id, kind, day), said)
        known[1:] = [bool(a or b) for a, b in zip(known[1:], said[1:], strict=True)]
    writing.cursor.execute(f"DELETE FROM program.training_attendance {where}", names)
    writing.insert("training_attendance", [
        {"training_id": training_id, "mentor_id": kept.mentor_id, "kind": kind, "day": day,
         "state": state, "confidentiality": agreed, "duty_to_report": told}
        for (training_id, kind, day), (state, agreed, told) in one.items()
    ])  # fmt: skip
    states = {training_id: said[0] for (training_id, *_), said in one.items()}
    for training_id, before in sessions.items():
        if training_id and other.mentor_id in before:
            after = {other.mentor_id: "", kept.mentor_id: states[training_id]}
            writing.changed(session_record(writing, training_id), before, after, SAME)


def _close(writing: Writing, kept: Mentor, other: Mentor, moved: list[str]) -> None:
    today = writing.save.today
    brought = [f"{len(other.students)} students matched now"] if other.students else []
    brought += moved
    brought += [f"{t.kind} on {us_day(t.day)}" for t in other.trainings]
    writing.changed(record_of(kept), {"one record made of two": ""},
                    {"one record made of two": "; ".join([other.name, *brought])})  # fmt: skip
    after = {"merged_into": kept.name, "closed": today, "state_reason": SAME}
    before = {"merged_into": "", "closed": other.closed, "state_reason": other.state_reason}
    writing.changed(record_of(other), before, after, SAME)
    writing.cursor.execute(
        "UPDATE program.mentors SET merged_into = $kept, closed = $today, state_reason = $reason "
        "WHERE mentor_id = $other",
        {"kept": kept.mentor_id, "other": other.mentor_id, "today": today, "reason": SAME},
    )
