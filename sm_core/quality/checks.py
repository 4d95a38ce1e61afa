"""The checks: what each one looks for, why it matters, and what to do about it."""

from dataclasses import dataclass

from sm_core.quality.rules import QUALITY as RULES
from sm_core.quality.rules import USUAL_DAYS


@dataclass(frozen=True)
class Check:
    """One question about the data. `brief` says in a few words what a finding does to the
    numbers, `means` what is listed and why, `to_do` who
    must send or fix what; `query` names the file in `sm_core/sql`, `flagged` the column that says
    which rows need a look, where not all do."""

    key: str
    title: str
    brief: str
    means: str
    to_do: str
    flagged: str | None = None
    district_only: bool = False
    """Whether what it lists belongs to no school, so that no school's view can show it."""

    @property
    def query(self) -> str:
        return f"quality_{self.key}"


LATE = Check(
    "late",
    "Schools that report late",
    "Their numbers stop at their last reported day.",
    f"A school is late when its data end more than {RULES.late_after} days before the as-of date "
    "and its calendar, where a calendar file is known, has had a school day since. Its numbers "
    "stop at its last reported day.",
    "Ask the late schools for their attendance since that day and upload it. Until then, read "
    "their rates as of their own last day.",
    flagged="is_late",
)
NOT_TAKEN = Check(
    "not_taken",
    "School days without data",
    "Attendance may not have been taken or sent.",
    "Listed is a day of the school's calendar file, up to its last reported day, that no uploaded "
    "file covers, or on which its register has no row. A list of absences may honestly be empty "
    "for a day, so there a day counts as missing only at a school that has "
    f"{RULES.marks_a_day} or more students marked on its average day with marks. Where the "
    "register itself says which days are school days, a missing day cannot be told from a holiday.",
    "If school was held, send the attendance of that day. If it was not (snow), send a corrected "
    "calendar.",
)
OUTSIDE = Check(
    "outside",
    "Days of students not enrolled",
    "Set aside until the enrollment says otherwise.",
    "The attendance file speaks of these students on days on which the enrollment file does not "
    "have them at that school. Such days are set aside: they count nowhere until the enrollment "
    "says otherwise.",
    "Check the entry and exit dates and the student id with the registrar, and upload the "
    "corrected enrollment file; the days are then judged again.",
)
OFF_CALENDAR = Check(
    "off_calendar",
    "Attendance on days without school",
    "Set aside until the calendar says otherwise.",
    "The attendance file speaks of these days, but the school's calendar has no school on them. "
    "They are set aside and count nowhere.",
    "If school was held, upload a corrected calendar. If not (snow day, Saturday program), there "
    "is nothing to do.",
)
NOT_ENROLLED = Check(
    "not_enrolled",
    "Students without an enrollment",
    "They are in no number.",
    "A student file of this school year names them, or an undated one, but no enrollment, register "
    "or totals do. They are in no number, and belong to no school; so only a captain who looks at "
    "all schools sees them here.",
    "If they attend, add them to the enrollment file. If they left before the year began, there "
    "is nothing to do.",
    district_only=True,
)
UNVERIFIED = Check(
    "unverified",
    "Absences nobody has verified",
    "They count as absences; the reason is open.",
    "The school marked these absences “unverified”: nobody knows yet whether they were excused. "
    "They count as absences. (A code whose meaning nobody has confirmed is another matter: its "
    "file is not imported before someone answers.)",
    "Call the families, oldest first, and enter the reason in your school system; the next upload "
    "brings it along.",
)
TWO_SCHOOLS = Check(
    "two_schools",
    "Students at two schools on one day",
    "Such a day counts at each school.",
    "Two schools have the student enrolled on the same school days. Such a day counts at each "
    "school, and twice in the student's own total, unless one of the two marks it as not enrolled "
    "or not recorded.",
    "Let the two schools agree on the day of the change, correct the exit or entry date, and "
    "upload the enrollment again. If the student really attends both, there is nothing to do.",
)
JUMPS = Check(
    "jumps",
    "Days far from the usual",
    "Far more or far fewer students missing than usual.",
    f"Listed is a day on which the share of students missing was at least {RULES.times} times the "
    f"school's usual, or the usual at least {RULES.times} times that share, and at least "
    f"{RULES.students_more} students more or fewer than usual were missing. Usual is the median of "
    f"the school's last {USUAL_DAYS} school days with data; it is known after "
    f"{RULES.days_before} of them.",
    "Far above: ask whether school was really held, or a bus or an illness kept many away. Far "
    "below: ask whether every class took attendance. Send a corrected file where it was wrong.",
)
CHECKS = (
    LATE, NOT_TAKEN, OUTSIDE, OFF_CALENDAR, NOT_ENROLLED, UNVERIFIED, TWO_SCHOOLS, JUMPS,
)  # fmt: skip
"""In the order of the page."""
