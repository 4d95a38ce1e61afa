"""What a student's page says, in sentences: kind, exact, counts before percentages."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from sm_core.definitions import STANDARD, TIER_WORDS
from sm_core.exports import plain_number
from sm_core.goals import PACE_MARKS, PACE_MONTH, Days, Goal, end_share, goals, pace_reached
from sm_core.palette import TIER_MARKS
from sm_core.student import Count, Stay, Student
from sm_core.student_table import days_words

if TYPE_CHECKING:
    import pandas as pd

KINDS = {
    "absent_excused": "excused",
    "absent_unexcused": "unexcused",
    "absent_unverified": "unverified",
    "suspended_oss": "suspended",
    "tardy": "late by much of the day",
    "early_departure": "left early by much of the day",
    "suspended_iss": "suspended in school for much of the day",
}
OTHER_KIND = "of another kind"
TOTALS_KIND = "known as a total only"


def short_day(day: date) -> str:
    return f"{day:%b} {day.day}"


def week_day(day: date) -> str:
    """Like Wed Jan 28."""
    return f"{day:%a} {short_day(day)}"


def full_day(day: date) -> str:
    return f"{short_day(day)}, {day.year}"


def percent(share: Fraction) -> str:
    """A share cut, not rounded, to a tenth of a percent: 9.96 % must not read as 10.0 % beside
    "at risk"."""
    tenths = int(share * 1000)
    return f"{tenths // 10}.{tenths % 10}%"


def _days(count: Count) -> str:
    return days_words(count.missed, count.enrolled, early=False)


def share_of(count: Count) -> str:
    """Like "14 of 92 days (15.2%)"; without the percent where too few days are known."""
    days = _days(count)
    if count.enrolled < STANDARD.few_days:
        return days
    return f"{days} ({percent(Fraction(count.missed) / Fraction(count.enrolled))})"


def is_early(count: Count) -> bool:
    """Whether too few days are known for a tier mark (DESIGN rule 6)."""
    return count.enrolled < STANDARD.early_days


def headline(student: Student) -> str:
    """The answer in one line: the tier with its mark, or the bare days early in the year."""
    count = student.count
    if not count.enrolled:
        return "No school day counted yet"
    if is_early(count):
        return f"Missed {_days(count)}, early"
    tier = f"{TIER_MARKS[student.tier]} {TIER_WORDS[student.tier]}"
    return f"{tier}: missed {share_of(count)}"


def missed_by_kind(student: Student) -> dict[str, Decimal]:
    """The days missed by meaning of `KINDS`, `OTHER_KIND` and `TOTALS_KIND`, in this order, those
    with days only; together the days missed of the headline."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for day in student.year.days:
        found[day.meaning if day.meaning in KINDS else OTHER_KIND] += day.missed
    found[TOTALS_KIND] = student.count.missed - sum(found.values())
    order = (*KINDS, OTHER_KIND, TOTALS_KIND)
    return {kind: found[kind] for kind in order if found[kind] > 0}


def kinds(student: Student) -> str:
    """The days missed by kind, "8 excused, 6 unexcused"; together the days of the headline. Empty
    where nothing was missed, or nothing is known but totals."""
    found = missed_by_kind(student)
    if found.keys() <= {TOTALS_KIND}:
        return ""
    return ", ".join(f"{plain_number(days)} {KINDS.get(kind, kind)}"
                     for kind, days in found.items())  # fmt: skip


def goal_words(student: Student) -> str:
    """What can still be reached, or why nothing is said about it; "" under ten enrolled days."""
    count = student.count
    if count.enrolled < STANDARD.few_days:
        return ""
    if not student.enrolled:
        return "No longer enrolled, so there is no goal for the rest of the year."
    if student.ahead is None:
        if not student.year.known_by_day:
            return "The files tell totals only, so no goal can be worked out."
        return "The calendar to June is not known; upload one to see goals."
    if not student.ahead:
        return f"The calendar has no school days after {full_day(count.through)}."
    return _goal_since(student) + goal_sentences(count.missed, count.enrolled, len(student.ahead))


def _goal_since(student: Student) -> str:
    """Where school days have passed without data, from which day on the days left are counted."""
    if student.ahead[0] > student.as_of:
        return ""
    last = full_day(student.count.through)
    return f"Days left are counted from {last}, the last day with data. "


def goal_sentences(missed: Days, enrolled: Days, left: int) -> str:
    """The goals in words, for at least one enrolled day and one day left."""
    found = goals(missed, enrolled, left)
    if not found:
        end = percent(end_share(missed, enrolled, left))
        return f"Even attending {_all(left)} would end the year at {end}: every day still counts."
    start = "Here nearly every day. " if _is_satisfactory(missed, enrolled) else ""
    if missed == 0:
        start = "Has not missed a day. "
    if 100 * missed >= STANDARD.moderate * enrolled:
        return _to_attend(found[0])
    return start + " ".join([_to_miss(found[0]), *map(_to_attend, found[1:])])


def _is_satisfactory(missed: Days, enrolled: Days) -> bool:
    return 100 * missed < STANDARD.at_risk * enrolled


def _all(left: int) -> str:
    few = {1: "the one day left", 2: "both days left"}
    return few.get(left, f"all {left} days left")


def _days_left(left: int) -> str:
    return "the one day left" if left == 1 else f"the {left} days left"


def _to_attend(goal: Goal) -> str:
    if goal.must_attend == 0:
        return f"The year will end under {goal.under}%, whatever {_days_left(goal.left)} will be."
    some = f"at least {goal.must_attend} of {_days_left(goal.left)}"
    attending = _all(goal.left) if goal.may_miss == 0 else some
    return f"Attending {attending} would end the year under {goal.under}%."


def _to_miss(goal: Goal) -> str:
    if goal.must_attend == 0 or goal.may_miss == 0:
        return _to_attend(goal)
    return (
        f"May miss up to {goal.may_miss} more of {_days_left(goal.left)} and still end the year "
        f"under {goal.under}%."
    )


def pace_words(student: Student) -> str:
    """How the first weeks compare with the marks of early warning; "" where days are not known."""
    missed = [day.missed for day in student.year.days if day.counts]
    if not missed or not student.year.known_by_day:
        return ""
    first, second, third = PACE_MARKS
    marks = (
        f"{first} absences in the first month ({PACE_MONTH} school days), {second} by the second, "
        f"{third} by the third"
    )
    if pace_reached(missed) is None:
        return f"Under the pace that asks for a closer look: {marks}."
    return f"At the pace that asks for a closer look: {marks}."


def last_year_words(student: Student) -> str:
    """Last year beside this one, in one sentence."""
    if student.last_year is None:
        return "Nothing is known of last school year."
    whole, before = student.last_year.count, student.before
    if before is None or before.enrolled in (0, whole.enrolled):
        return f"Last year as a whole: missed {share_of(whole)}."
    return (
        f"Last year by {short_day(before.through)}: missed {share_of(before)}; "
        f"whole year {share_of(whole)}."
    )


def year_caption(student: Student, days_ahead: int) -> str:
    """Definition, n and dates of the calendar of the year; `days_ahead` are the squares to come."""
    told = [day for day in student.year.days if day.counts]
    missed = plain_number(sum(day.missed for day in told))
    words = ["Beside each month stand the days missed of the days enrolled"]
    if told:
        span = f"{full_day(told[0].day)} to {full_day(told[-1].day)}"
        words.append(f"{missed} of {len(told)} school days missed, {span}")
    if not student.year.known_by_day:
        words.append("schools that send totals only are not in it")
    if days_ahead:
        words.append(f"{days_ahead} days to come by the calendar, to {full_day(student.ahead[-1])}")
    return ". ".join(part[0].upper() + part[1:] for part in words) + "."


def rate_alt(student: Student) -> str:
    """The running rate for those who cannot see it."""
    return f"Share of days missed so far: {share_of(student.count)}. {last_year_words(student)}"


def rate_caption(student: Student, has_line: bool) -> str:
    """Definition, n and dates of the running rate, or why there is none."""
    if not student.year.known_by_day:
        return "The files of this year tell totals only, so there is no line from day to day."
    if not has_line:
        return f"The line of this year starts at {STANDARD.few_days} enrolled days."
    return (
        "Days missed so far as a share of the days enrolled so far, from the "
        f"{STANDARD.few_days}th enrolled day to {full_day(student.count.through)} "
        f"({plain_number(student.count.enrolled)} days); last year moved by 52 weeks, so that "
        "weekdays meet."
    )


def stays_table(student: Student) -> pd.DataFrame:
    """One row per stay, newest first: School, Grade, From, To, Days enrolled, Days missed."""
    import pandas as pd

    years = [(student.year, "now")]
    if student.last_year:
        years.append((student.last_year, full_day(student.last_year.count.through)))
    rows = [_stay_words(stay, end) for year, end in years for stay in reversed(year.stays)]
    return pd.DataFrame(rows)


def _stay_words(stay: Stay, end: str) -> dict:
    return {
        "School": stay.school_name,
        "Grade": stay.grade or "–",
        "From": full_day(stay.first_day) if stay.first_day else "total only",
        "To": full_day(stay.last_day) if stay.last_day else end,
        "Days enrolled": plain_number(stay.count.enrolled),
        "Days missed": plain_number(stay.count.missed),
    }
