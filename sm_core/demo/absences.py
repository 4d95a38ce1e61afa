"""All that is written down of one school in one school year: the model, and what is planted."""

from datetime import date

import numpy as np
import pandas as pd

from sm_core.demo.attendance import Shared, miss
from sm_core.demo.calendars import AS_OF, LATE_THROUGH, PLANS, THIS_YEAR, school_days
from sm_core.demo.codes import write_down
from sm_core.demo.district import District
from sm_core.demo.people import CAST
from sm_core.demo.schools import School

BATCH = 4_000
"""So many stays are played out at a time, however large the school."""

SNOW, SNOW_LOGIT = date(2026, 1, 27), 2.4
"""The roads were bad around one school that day."""
NOT_TAKEN = date(2025, 11, 18)
"""Nobody took attendance at another school that day."""

CAST_MISSED = (
    dict(zip((12, 13, 26, 39, 40, 53, 65, 71, 77, 83, 84, 87, 88, 91), "EEEUEEUEEUUEUU",
             strict=True)),
    dict(zip((9, 22, 36, 47, 58, 70, 82), "EUEEUEU", strict=True)),
    {day: "UUEUV"[day % 5] for day in range(2, 92, 4)} | {89: "U", 91: "V"},
    {31: "E", 68: "E"},
)  # fmt: skip
"""What the cast misses of the 92 days of this year, counted from 0, in the order of `CAST`."""


def through(school: School, year: str) -> date:
    """The last day for which the school has sent its absences."""
    if year != THIS_YEAR:
        return PLANS[year].snow[1]
    return LATE_THROUGH if school.late else AS_OF


def absences(district: District, stays: pd.DataFrame, school: School, year: str) -> pd.DataFrame:
    """One row per student-day of one school's year that is not plainly present; `stays` are that
    school's.

    Columns: person (row of `people`), day (datetime64[D]), code, portion (text, mostly blank).
    """
    rng = district.rng("absences", year, school.school_id)
    days = school_days(year, school.level, school.closed_once)
    days = [day for day in days if day <= through(school, year)]
    shared = Shared.of(school, year, days, rng)
    if _is(school, "high", district) and SNOW in days:
        shared.logit[days.index(SNOW)] += SNOW_LOGIT
    batches = [stays.iloc[start : start + BATCH] for start in range(0, len(stays), BATCH)]
    running = year == THIS_YEAR
    made = pd.concat(
        _play(district.people, batch, school, shared, running, rng) for batch in batches
    )
    if _is(school, "elementary", district):
        made = made[made["day"] != np.datetime64(NOT_TAKEN)]
    if running:
        made = _with_cast(made, shared) if school.is_lincoln else made
        made = pd.concat([made, _no_shows(district, school, shared)])
    return made


def _is(school: School, level: str, district: District) -> bool:
    """Whether this is the one school of the level for which something is planted."""
    return len(district.schools) > 1 and (school.level, school.place) == (level, 0)


def _play(people, stays, school: School, shared: Shared, running: bool, rng) -> pd.DataFrame:
    grade = stays["grade"].to_numpy()
    some = people.iloc[stays["person"]]
    propensity = some["propensity"].to_numpy()
    missed, ill = miss(shared, school.level, grade, propensity, some["frailty"].to_numpy(), rng)
    made = write_down(missed, ill, grade, propensity, running, rng)
    own = stays.iloc[made["student"]]
    made["day"] = shared.dates[made["day"]]
    made["person"] = own["person"].to_numpy()
    left = made["day"].to_numpy() > own["exit"].to_numpy()
    came = made["day"].to_numpy() >= own["entry"].to_numpy()
    return made.loc[came & ~left, ["person", "day", "code", "portion"]]


def _with_cast(made: pd.DataFrame, shared: Shared) -> pd.DataFrame:
    told = [
        (person, day, code)
        for person, missed in enumerate(CAST_MISSED)
        for day, code in missed.items()
    ]
    person, day, code = (list(column) for column in zip(*told, strict=True))
    others = made[made["person"] >= len(CAST)]
    return pd.concat([others, _rows(person, shared.dates[day], code)])


def _no_shows(district: District, school: School, shared: Shared) -> pd.DataFrame:
    """The first two days of who is on the list, is not there and never will be."""
    before = district.people["school_before"].to_numpy()[district.no_shows]
    person = district.no_shows[before == school.number]
    return _rows(np.repeat(person, 2), np.tile(shared.dates[:2], len(person)), "U")


def _rows(person, day, code) -> pd.DataFrame:
    return pd.DataFrame({"person": person, "day": day, "code": code, "portion": ""})
