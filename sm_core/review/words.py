"""What the weekly review says: its head, the last one, each name and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from sm_core.actions.action import Action
from sm_core.definitions import SCOPES, STANDARD
from sm_core.palette import TIER_MARKS
from sm_core.review.figures import Figures, LastWeek
from sm_core.review.given import Given, by_id
from sm_core.review.kept import tier_of
from sm_core.review.pattern_kinds import FEWEST_STUDENTS
from sm_core.review.record import ACTION, DECISIONS, Decision, KeptName, Review
from sm_core.student_words import full_day, percent, short_day
from sm_core.targeting.supports import NONE, SUPPORTS
from sm_core.targeting.words import counted

NOBODY_RATED = "No student has enough days to be counted yet"


def heading(school: str, figures: Figures) -> str:
    """Like "Lincoln Middle School · prepared from data through Jan 30"."""
    through = figures.through
    data = f"prepared from data through {short_day(through)}" if through else "no data yet"
    return f"{school} · {data}"


def headline(figures: Figures) -> str:
    """Like "104 of 477 students chronically absent (21.8%), ▼ 8 students since Jan 23"; without
    the share where fewer than `FEWEST_STUDENTS` are rated."""
    if not figures.rated:
        return NOBODY_RATED
    share = f" ({percent(Fraction(figures.chronic, figures.rated))})"
    of = f"{figures.chronic:,} of {counted(figures.rated, 'student', 'students')}"
    changes = [
        _change(figures.chronic - before, short_day(day))
        for day, before in ((figures.week_day, figures.week_chronic),) if before is not None
    ] + [
        _change(figures.chronic - before, full_day(day))
        for day, before in ((figures.year_day, figures.year_chronic),) if before is not None
    ]  # fmt: skip
    told = share if figures.rated >= FEWEST_STUDENTS else ""
    return ", ".join([f"{of} chronically absent{told}", *changes])


def _change(change: int, since: str) -> str:
    if not change:
        return f"no change since {since}"
    students = counted(abs(change), "student", "students")
    # A mark does not stand at the end of a line.
    return f"{'▲' if change > 0 else '▼'}\N{NO-BREAK SPACE}{students} since {since}"


def points(figures: Figures) -> str:
    """The changes of the share, in points; "" where nothing earlier is known, or fewer than
    `FEWEST_STUDENTS` are rated."""
    if figures.rated < FEWEST_STUDENTS:
        return ""
    now, told = figures.chronic * 100 / figures.rated, []
    for day, chronic, rated, words in (
        (figures.week_day, figures.week_chronic, figures.week_rated, short_day),
        (figures.year_day, figures.year_chronic, figures.year_rated, full_day),
    ):
        if rated and rated >= FEWEST_STUDENTS:
            change = now - chronic * 100 / rated
            signed = f"{change:+.1f}".replace("-", "\N{MINUS SIGN}")
            told.append(f"{signed} points since {words(day)} ({chronic:,} of {rated:,})")
    return f"{'; '.join(told)}." if told else ""


def how(figures: Figures, where: str) -> str:
    """Definition, numerator and denominator, scope and dates; as Markdown, `where` made safe by the
    caller."""
    through = f"through {full_day(figures.through)}" if figures.through else "so far"
    return (
        f"**{figures.chronic:,}** of **{figures.rated:,}** students enrolled at {where} missed "
        f"{STANDARD.moderate}% or more of the days on which they were enrolled {through}; "
        f"{figures.severe:,} of them {STANDARD.severe}% or more. A student's days are those at "
        f"{SCOPES['student']}.\n\n"
        f"Students with under {STANDARD.few_days} enrolled days are in neither number. The days "
        "compared with are a week before the last day with data, and the same date of the school "
        "year before; who was enrolled then is counted then."
    )  # fmt: skip


def last_words(last: LastWeek, monday: date) -> str:
    """What became of the review before that of `monday`, in one line."""
    if last.monday is None:
        return "There is no review before this one within a year."
    is_last_week = (monday - last.monday).days == 7
    when = "Last week" if is_last_week else f"The last review, week of {short_day(last.monday)}"
    said = [f"{last.done:,} of {counted(last.actions, 'action', 'actions')} done"
            if last.actions else "no action given"]  # fmt: skip
    said += [f"{last.dropped:,} no longer needed"] if last.dropped else []
    said += [f"{counted(last.over, 'name', 'names')} carried over" if last.over else
             "nobody carried over"]  # fmt: skip
    return f"{when}: {', '.join(said)}"


def decided_lines(review: Review, actions: Mapping[str, Action]) -> list[str]:
    """A line for everybody about whom the review decided, in the order of its list."""
    places = {name.student_id: (name.place, name.name) for name in review.names}
    unlisted = len(places) + 1
    lines, given = [], by_id(review, actions)
    for student, decision in review.decided.items():
        place, name = places.get(student, (unlisted, f"Student {student}"))
        told = decision_words(decision, given.get(decision.action_id))
        lines.append((place, f"{name}: {told}"))
    return [line for _, line in sorted(lines)]


def decision_words(decision: Decision, given: Given | None = None) -> str:
    """Like "discussed · called home already", in one line; of an action what, who, by when, and how
    it stands."""
    kind = DECISIONS[decision.kind].lower()
    if decision.kind == ACTION and given:
        kind = given.words
    return " · ".join(filter(None, (kind, " ".join(decision.note.split()))))


def tier_words(name: KeptName) -> str:
    """Mark and word of the tier; "" while few days are known."""
    words = tier_of(name)
    return f"{TIER_MARKS[name.facts['tier']]} {words}" if words else ""


def facts_words(name: KeptName) -> str:
    """What stands below a name: days lately, last quarter and to date, mentor and support; "" for
    one who is no longer at the school."""
    facts = name.facts
    if not name.has_days:
        return ""
    said = [_lately(facts)]
    if facts.get("quarter_days"):
        said.append(f"last quarter {facts['quarter_missed']} of {facts['quarter_days']}")
    said.append(f"to date {facts['missed']} of {facts['days']}")
    said.append(facts.get("mentors") or "no mentor")
    said.append(_support(facts))
    said.append("" if facts.get("enrolled", True) else "no longer enrolled here")
    return " · ".join(filter(None, said))


def _lately(facts: Mapping) -> str:
    """Like "missed 5 of the last 10, 1 of the 10 before"; of fewer days than are looked at so many
    as are known."""
    if facts.get("lately") is None:
        return ""
    days, known = facts["of_days"], facts.get("known", 2 * facts["of_days"])
    before = min(known - days, days)
    words = f"missed {facts['lately']} of the last {min(known, days)}"
    return words if before < 1 else f"{words}, {facts['before'] or 0} of the {before} before"


def _support(facts: Mapping) -> str:
    state = facts.get("support") or NONE
    if state == NONE:
        return ""
    to_whom = f" ({facts['support_to']})" if facts.get("support_to") else ""
    return f"intensive support {SUPPORTS[state].lower()}{to_whom}"


def list_words(first: int, left: int, listed: int, good: int = 0) -> str:
    """Like "12 students to talk about (all 31, 9 of them with good news only)"; `left` of those
    `listed` are not decided yet."""
    if not listed:
        return "No student to talk about this week"
    if not left:
        return "Everyone has been decided"
    if not first:
        return f"The first have all been decided; {left:,} more are listed"
    every = f" (all {left:,}{good_words(good)})" if left > first else ""
    return f"{counted(first, 'student', 'students')} to talk about{every}"


def good_words(good: int) -> str:
    """How many of the names told before are listed for doing better and nothing else."""
    return f", {good:,} of them with good news only" if good else ""


def reason_list_words(found: int, left: int) -> str:
    """How many of those left are listed for the reasons chosen."""
    return f"{found:,} of {counted(left, 'student', 'students')} listed for this"


def closed_list_words(left: int, listed: int) -> str:
    """Of those that a closed week listed, how many it left without a decision."""
    return f"{left:,} of {counted(listed, 'student', 'students')} left without a decision"
