"""The mentors as a table: filtered, on a screen, and as a file that the roster import reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sm_core.grades import in_natural_order
from sm_core.mentors.mentor import EXPIRING, KINDS, ORIENTATION, STAGES, Mentor
from sm_core.mentors.names import found_in
from sm_core.mentors.save import flat
from sm_core.plausible import us_day
from sm_core.saving import as_text

if TYPE_CHECKING:
    import pandas as pd

SOON = timedelta(days=60)
"""So long before a check expires it is time to ask for a new one."""


FIELDS = {
    "Mentor ID": "mentor_id", "First name": "first_name", "Last name": "last_name",
    "Kind": "kind", "Position": "position", "Organization": "organization", "E-mail": "email",
    "Phone": "phone", "Schools": "schools", "Capacity": "capacity", "Grades": "grades",
    "Languages": "languages", "Interests": "interests", "Dislikes": "dislikes",
    "Availability": "availability",
}  # fmt: skip
STEP_COLUMNS = {
    "Application": "application", "Interview": "interview", "References": "references",
    "Criminal check": "criminal_check", "Registry check": "registry_check",
}  # fmt: skip
LAST = {"Started": "started", "Paused": "paused", "Closed": "closed", "Reason": "state_reason",
        "Note": "note"}  # fmt: skip
TRAINED = ("Orientation", "Confidentiality agreement", "Duty to report")
WHY_NOT = "Cannot be matched because"
HEADERS = [
    *FIELDS,
    *(f"{step}{more}" for step in STEP_COLUMNS
      for more in ("", " expires") if not more or STEP_COLUMNS[step] in EXPIRING),
    *TRAINED, *LAST, WHY_NOT,
]  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What narrows the list of mentors; () and "" are no limit. `stages` and `kinds` are names of
    `STAGES` and `KINDS`; `text` is part of a name, e-mail, position, language or interest."""

    school: str | None = None
    stages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    text: str = ""
    can_be_matched: bool = False
    expires_soon: bool = False


def listed(mentors: list[Mentor], wanted: Wanted, day: date) -> list[Mentor]:
    """Those who are wanted: who can do most first, by stage; within one by name. Who left is listed
    only when that stage is asked for."""
    found = [mentor for mentor in mentors if _fits(mentor, wanted, day)]
    order = {stage: n for n, stage in enumerate(("active", "trained", "screened", "applied",
                                                 "prospect", "paused", "closed"))}  # fmt: skip
    return sorted(found, key=lambda m: (order[m.stage(day)], m.last_name.casefold(),
                                        m.first_name.casefold(), m.mentor_id))  # fmt: skip


def _fits(mentor: Mentor, wanted: Wanted, day: date) -> bool:
    stage = mentor.stage(day)
    return (
        wanted.school in (None, *mentor.schools)
        and (stage in wanted.stages if wanted.stages else stage != "closed")
        and (not wanted.kinds or mentor.kind in wanted.kinds)
        and (not wanted.can_be_matched or not mentor.cannot_be_matched(day))
        and (not wanted.expires_soon or bool(expiring([mentor], day)))
        and (not wanted.text.strip() or _says(mentor, wanted.text))
    )


def _says(mentor: Mentor, text: str) -> bool:
    words = (mentor.name, mentor.email, mentor.position, mentor.organization,
             *mentor.brings.languages, *mentor.brings.interests)  # fmt: skip
    return found_in(text, *words)


def stage_counts(mentors: list[Mentor], school: str | None, day: date) -> dict[str, int]:
    """How many mentors of a school, or of all, stand in each of `STAGES`."""
    counts = dict.fromkeys(STAGES, 0)
    for mentor in mentors:
        if school in (None, *mentor.schools):
            counts[mentor.stage(day)] += 1
    return counts


def expiring(mentors: list[Mentor], day: date) -> list[tuple[Mentor, str, date]]:
    """(mentor, step, last day) of every check that expired or will within `SOON`, of those who have
    not left; the earliest first."""
    ends = [
        (mentor, step, expires)
        for mentor in mentors
        if mentor.stage(day) != "closed"
        for step, expires in mentor.expiring(day + SOON)
    ]
    return sorted(ends, key=lambda end: (end[2], end[0].last_name.casefold(), end[1]))


def shown(mentors: list[Mentor], schools: dict[str, str], day: date) -> pd.DataFrame:
    """One row per mentor, in the same order, under the headings people read; `schools` are names by
    id, and others have none here."""
    import pandas as pd

    return pd.DataFrame(
        {
            "Mentor": [m.name for m in mentors],
            "Kind": [KINDS[m.kind].partition(" (")[0] for m in mentors],
            "Schools": [_joined(schools[s] for s in m.schools if s in schools) for m in mentors],
            "Stage": [STAGES[m.stage(day)] for m in mentors],
            "Missing": [_joined(_missing(m, day)) for m in mentors],
            "At once": [m.capacity for m in mentors],
            "Students": [len(m.students) for m in mentors],
            "Free": [m.free(day) for m in mentors],
            "Grades": [", ".join(in_natural_order(m.brings.grades)) for m in mentors],
            "Languages": [", ".join(m.brings.languages) for m in mentors],
            "Free time": [flat(m)["availability"] for m in mentors],
            "Next expiry": [_next_expiry(m) for m in mentors],
        }
    )


def _missing(mentor: Mentor, day: date) -> list[str]:
    """Who paused or left lacks nothing that anybody has to do."""
    return [] if mentor.stage(day) in ("paused", "closed") else mentor.cannot_be_matched(day)


def _next_expiry(mentor: Mentor) -> str:
    ends = mentor.expiring(date.max)
    return us_day(ends[0][1]) if ends else ""


def _joined(words) -> str:
    return "; ".join(words)


def exported(mentors: list[Mentor], day: date) -> pd.DataFrame:
    """One row per mentor under the headers of the roster import: lists with "; ", ISO dates, yes
    and no; the last column says what the import works out by itself. Of a step that was not passed
    there is no date."""
    import pandas as pd

    return pd.DataFrame([_row(mentor, day) for mentor in mentors], columns=HEADERS)


def _row(mentor: Mentor, day: date) -> dict[str, object]:
    said = flat(mentor) | {"mentor_id": mentor.mentor_id}
    said["grades"] = in_natural_order(mentor.brings.grades)
    row = {header: as_text(said[name]) for header, name in (FIELDS | LAST).items()}
    row["Capacity"] = mentor.capacity
    for header, step in STEP_COLUMNS.items():
        screening = mentor.screening.get(step)
        passed = screening if screening and screening.passed else None
        row[header] = as_text(passed and passed.done)
        row[f"{header} expires"] = as_text(passed and passed.expires)
    row |= dict(zip(TRAINED, _trained(mentor), strict=True))
    row[WHY_NOT] = _joined(mentor.cannot_be_matched(day))
    return {header: row[header] for header in HEADERS}


def _trained(mentor: Mentor) -> tuple[str, str, str]:
    came = [t for t in mentor.trainings if t.kind == ORIENTATION]
    if not came:
        return "", "", ""
    told = (any(t.confidentiality for t in came), any(t.duty_to_report for t in came))
    whole = [t for t in came if t.confidentiality and t.duty_to_report]
    return as_text(max(t.day for t in whole or came)), *map(as_text, told)
