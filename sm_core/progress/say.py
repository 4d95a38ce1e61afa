"""One sentence about a school that its principal can say aloud: whole words, few numbers, and
nothing about what a change came from."""

from __future__ import annotations

from sm_core.progress.moments import FEW
from sm_core.progress.record import Progress
from sm_core.student_words import short_day
from sm_core.targeting.words import counted


def say(found: Progress) -> str:
    """The sentence; "" of a school without students."""
    if not found.now.enrolled:
        return ""
    mentored = ", and ".join(filter(None, (_mentored(found), _met(found))))
    return f"{_absent(found)}{mentored}."


def _absent(found: Progress) -> str:
    now = found.now
    if now.rated < FEW:
        return ""
    many = "is" if now.chronic == 1 else "are"
    who = "none" if not now.chronic else f"{now.chronic:,}"
    return f"Of our {now.rated:,} students {who} {many} chronically absent; "


def _mentored(found: Progress) -> str:
    funnel = found.funnel
    if not funnel.chosen:
        return "we have not chosen anybody for a mentor yet"
    if funnel.chosen == 1:
        has = "has a mentor" if funnel.matched else "has no mentor yet"
        return f"the one student we chose {has}"
    if funnel.matched == funnel.chosen:
        return f"all {funnel.chosen:,} students we chose have a mentor"
    have = "has" if funnel.matched == 1 else "have"
    who = f"{funnel.matched:,} {have} a mentor" if funnel.matched else "none has a mentor yet"
    wait = "waits" if found.without_mentor == 1 else "wait"
    still = f" and {found.without_mentor:,} {wait} for one" if funnel.matched else ""
    return f"of the {counted(funnel.chosen, 'student', 'students')} we chose, {who}{still}"


def _met(found: Progress) -> str:
    funnel = found.funnel
    if not funnel.asked or funnel.week is None:
        return ""
    met = f"{funnel.met:,}" if funnel.met else "none"
    were = "was" if funnel.met <= 1 else "were"
    return (
        f"in the week of {short_day(funnel.week)} {met} of the {funnel.asked:,} due to be seen "
        f"{were} met as planned"
    )
