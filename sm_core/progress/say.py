"""One sentence about a school that its principal can say aloud: whole words, few numbers, and
nothing about what a change came from."""

from __future__ import annotations

from sm_core.progress.moments import FEW
from sm_core.progress.record import Progress
from sm_core.progress.words import weeks_without_data
from sm_core.review.cautions import STALE_WEEKS
from sm_core.student_words import short_day


def say(found: Progress) -> str:
    """The sentence; "" of a school without students."""
    if not found.now.enrolled:
        return ""
    said = f"{_when(found)}{_absent(found)}{_mentored(found)}{_met(found)}."
    return said[0].upper() + said[1:]


def _when(found: Progress) -> str:
    """Data that are weeks old are not what is."""
    old = found.through and weeks_without_data(found) >= STALE_WEEKS
    return f"by our last data, of {short_day(found.through)}: " if old else ""


def _absent(found: Progress) -> str:
    now = found.now
    if now.rated < FEW:
        return ""
    many = "is" if now.chronic <= 1 else "are"
    who = f"our {now.rated:,} students"
    if now.students > now.enrolled:
        who = f"the {now.rated:,} students who were here this school year"
    return f"of {who}, {_or_none(now.chronic)} {many} chronically absent; "


def _mentored(found: Progress) -> str:
    funnel, waiting = found.funnel, found.without_mentor
    if not funnel.chosen:
        return "we have not chosen anybody for a mentor yet"
    if funnel.chosen == 1:
        return f"the one student we chose has {'a mentor' if funnel.matched else 'no mentor yet'}"
    if not waiting:
        return f"all {funnel.chosen:,} students we chose have a mentor"
    if not funnel.matched:
        return f"none of the {funnel.chosen:,} students we chose has a mentor yet"
    have, wait = ("has" if funnel.matched == 1 else "have"), ("waits" if waiting == 1 else "wait")
    of = f"{funnel.matched:,} of the {funnel.chosen:,} students we chose"
    return f"{of} {have} a mentor and {waiting:,} {wait} for one"


def _met(found: Progress) -> str:
    funnel = found.funnel
    if not funnel.asked or funnel.week is None:
        return ""
    due = f"due to be seen in the week of {short_day(funnel.week)}"
    if funnel.asked == 1:
        return f"; the one {due} was {'' if funnel.met else 'not '}met as planned"
    were = "was" if funnel.met <= 1 else "were"
    return f"; {_or_none(funnel.met)} of the {funnel.asked:,} {due} {were} met as planned"


def _or_none(count: int) -> str:
    return f"{count:,}" if count else "none"
