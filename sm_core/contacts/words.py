"""What the Contacts page says: how a week went, how it is counted, why a student is listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sm_core.contacts.board import LESS, PLANNED, UNSEEN, Line
from sm_core.contacts.contact import LOOKED, SAW, TALKED
from sm_core.contacts.numbers import Numbers
from sm_core.contacts.past import Last
from sm_core.contacts.weeks import MatchWeek
from sm_core.student_words import short_day
from sm_core.targeting.words import counted

NOBODY = "No match to count in this week."
DONE = {SAW: "seen", TALKED: "talked", LOOKED: "looked for"}


def day_name(day: date) -> str:
    """Like "Mon 26"."""
    return f"{day:%a} {day.day}"


def week_words(monday: date) -> str:
    """Like "Week of Jan 26"."""
    return f"Week of {short_day(monday)}"


def headline(found: Numbers) -> str:
    if not found.students:
        return NOBODY
    if not found.asked:
        return _nothing_asked(found)
    far = "So far, " if found.going_on else ""
    students = counted(found.asked, "matched student was", "matched students were")
    share = f"{found.planned / found.asked:.0%}"
    words = f"{far}{found.planned:,} of {students} seen as planned ({share})"
    behind = [f"{found.less:,} less often" if found.less else "",
              f"{found.unseen:,} not at all" if found.unseen else ""]  # fmt: skip
    told = ", ".join(part for part in behind if part)
    return f"{words}; {told}" if told else words


def _nothing_asked(found: Numbers) -> str:
    students = counted(found.students, "matched student", "matched students")
    if found.too_few:
        yet = " yet" if found.going_on else ""
        return f"Too few school days{yet} to ask for a contact with {students}"
    if found.going_on:
        return f"No school day to count yet for {students}"
    return f"No school day on which {students} could have been seen"


def beside(found: Numbers, day: date) -> list[str]:
    """What the numbers leave open, a sentence each."""
    said = []
    if found.going_on:
        who = counted(found.going_on, "student", "students")
        through = short_day(day - timedelta(days=1))
        said.append(f"The week is not over for {who}: school days through {through} count.")
    if found.by_others:
        verb = "was" if found.by_others == 1 else "were"
        said.append(f"{found.by_others:,} not seen by their mentor {verb} seen by another adult.")
    if found.asked and (none := found.unasked - found.too_few):
        who = counted(none, "more student", "more students")
        said.append(f"{who} had no school day on which they could have been seen.")
    if found.asked and found.too_few:
        who = counted(found.too_few, "more student", "more students")
        said.append(f"{who} had too few school days to ask for a contact.")
    if found.unknown:
        have = counted(found.unknown, "student has", "students have")
        said.append(f"{have} days that are not reported yet; these count as if they were there.")
    return said


def how(found: Numbers, standards: Sequence[int], where: str, monday: date, day: date) -> str:
    """Definition, numerator and denominator, scope and dates; as Markdown without names of people,
    `where` made safe by the caller."""
    each = " or ".join(map(str, standards)) if len(standards) < 3 else "1 to 5"
    last = min(day - timedelta(days=1), monday + timedelta(days=6))
    counts = f"School days from {short_day(monday)} through {short_day(last)} count"
    return (
        f"**{found.planned:,}** of **{found.asked:,}** students with a mentor in {where} were seen "
        f"on at least as many days as the week asks for: {each} in a week of five school days, of "
        "fewer the same share, to the nearest whole number. What counts are the school days within "
        "the match on which the student was not absent all day.\n\n"
        f"{counts if last >= monday else 'No school day counts yet'}: a running week asks for the "
        "days before today only. Days that are not reported yet count as if the student had been "
        "there.\n\n"
        "A day counts once, seen or talked by phone or message; looked for in vain does not count. "
        "What another adult did is told beside it and does not count for the mentor. Of two "
        "mentors, both must have seen the student as planned. "
        f"{found.unasked:,} of {found.students:,} students had no day, or too few to ask for a "
        "contact, on which they could have been seen, and are in neither number."
    )


def of_planned(seen: int, planned: int) -> str:
    """Like "4 / 2"; "–" where nothing was planned and nothing was."""
    return f"{seen} / {planned}" if seen or planned else "–"


def weeks_words(standard: int, weeks: Iterable[MatchWeek | None]) -> str:
    """Seen and asked for in each of the weeks: "3/3 2/2 0/3 – 1/1"."""
    said = (of_planned(w.seen, w.expected(standard)) if w else "–" for w in weeks)
    return " ".join(words.replace(" ", "") for words in said)


def why(line: Line, day: date) -> str:
    """Why the student stands where they stand on the list."""
    if line.state == PLANNED:
        return "As planned"
    if line.state == LESS:
        return f"{line.asked - line.week.seen} less than planned"
    if line.state == UNSEEN:
        return "Not seen"
    return _why_unasked(line, day)


def _why_unasked(line: Line, day: date) -> str:
    possible, goes_on = line.week.possible, line.goes_on(day)
    if possible:
        return f"Too few days yet: {possible}" if goes_on else f"Too few days: {possible}"
    if line.week.session:
        return "Absent on every school day"
    if not line.now_at:
        return "At another school now"
    return "No school day yet" if goes_on else "No school day in the match"


def last_words(last: Last | None) -> str:
    """Like "Jan 28: seen by David Okafor"."""
    if last is None:
        return "never"
    with_by = "talked with" if last.kind == TALKED else f"{DONE[last.kind]} by"
    return f"{short_day(last.day)}: {with_by} {last.person}"


def day_list(days: Iterable[date]) -> str:
    """Like "Mon 26, Tue 27"."""
    return ", ".join(day_name(day) for day in days)
