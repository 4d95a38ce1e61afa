"""What a school writes down of the days missed, late or cut short, as rows of an export."""

import numpy as np
import pandas as pd

MEANINGS = {
    "E": "absent_excused", "U": "absent_unexcused", "V": "absent_unverified",
    "S": "suspended_oss", "T": "tardy", "D": "early_departure", "F": "school_activity",
}  # fmt: skip
OF_ILL, OF_OTHER = (0.82, 0.16, 0.02), (0.40, 0.58, 0.02)
"""Shares of excused, unexcused and unverified days."""
UNVERIFIED_LATELY, LATELY = 0.15, 10
"""The office has not yet called about some absences of the last school days."""
SUSPENDED, SUSPENDED_FROM = 0.025, 6
"""The part of unexcused days from this grade on."""
HALF_DAYS = 0.05
TARDY, EARLY = 0.016, 0.004
"""Chance on a day in school, for a student of average attendance."""
TRIP_JOINED = 0.85


def write_down(missed, ill, grade, propensity, running: bool, rng) -> pd.DataFrame:
    """One row per student-day that is not plainly present: `student` and `day` (row and column in
    `missed`), `code`, and `portion` of the day missed as text, blank for the code's usual one.
    `running` says that the days end with the latest news, not with the school year."""
    absent = _absences(missed, ill, grade, running, rng)
    return pd.concat([absent, _attended(missed, grade, propensity, rng)], ignore_index=True)


def _rows(student, day, code, portion) -> pd.DataFrame:
    return pd.DataFrame({"student": student, "day": day, "code": code, "portion": portion})


def _absences(missed, ill, grade, running: bool, rng) -> pd.DataFrame:
    student, day = np.nonzero(missed)
    drawn = rng.random(len(day))[:, None]
    shares = np.where(ill[student, day][:, None], OF_ILL, OF_OTHER)
    code = np.array(list("EUV"))[(drawn > np.cumsum(shares, axis=1)[:, :2]).sum(axis=1)]
    if running:
        lately = day >= missed.shape[1] - LATELY
        code[lately & (rng.random(len(day)) < UNVERIFIED_LATELY)] = "V"
    sent_home = (code == "U") & (grade[student] >= SUSPENDED_FROM)
    code[sent_home & (rng.random(len(day)) < SUSPENDED)] = "S"
    half = (code != "S") & (rng.random(len(day)) < HALF_DAYS)
    return _rows(student, day, code, np.where(half, "0.5", ""))


def _attended(missed, grade, propensity, rng) -> pd.DataFrame:
    """Days in school that were late, cut short, or spent on a trip of the grade."""
    eager = np.exp(0.4 * (propensity - propensity.mean())).astype(np.float32)[:, None]
    drawn = rng.random(missed.shape, dtype=np.float32)
    code = np.full(missed.shape, "", dtype="U1")
    code[drawn < (TARDY + EARLY) * eager] = "T"
    code[drawn < EARLY * eager] = "D"
    for taught in np.unique(grade):
        trip = rng.integers(15, 170)
        if trip < missed.shape[1]:
            joined = (grade == taught) & (rng.random(len(grade)) < TRIP_JOINED)
            code[joined, trip] = "F"
    student, day = np.nonzero((code != "") & ~missed)
    code = code[student, day]
    return _rows(student, day, code, np.where(code == "D", "0.25", ""))
