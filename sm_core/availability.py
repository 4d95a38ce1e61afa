"""The free time of a mentor or student in a school week, as people write it: "Mon, Wed 8:00-8:30".

One way to write it serves the roster file, the forms and the exports.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from sm_core.errors import SmError

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
EXAMPLE = "Mon, Wed 8:00-8:30; Fri 12:15-12:45"
EARLIEST, LATEST = time(6), time(20)
"""A school day with all that is around it; a time outside is a slip, like 1:30 for 13:30."""

_DAYS = {
    **{name: (n,) for n, name in enumerate(("mon", "tue", "wed", "thu", "fri"), start=1)},
    **{name: (n,) for n, name in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday"), start=1)},
    "m": (1,), "t": (2,), "tu": (2,), "tues": (2,), "w": (3,), "weds": (3,), "th": (4,),
    "thu": (4,), "thur": (4,), "thurs": (4,), "f": (5,),
    "daily": (1, 2, 3, 4, 5), "weekdays": (1, 2, 3, 4, 5), "every day": (1, 2, 3, 4, 5),
}  # fmt: skip
_STRETCH = re.compile(r"(.*?)\s*(\d{1,2}(?::\d{2})?\s*(?:[ap]m)?)\s*(?:-|–|to)\s*"
                      r"(\d{1,2}(?::\d{2})?\s*(?:[ap]m)?)", re.IGNORECASE)  # fmt: skip
_BETWEEN = re.compile(r"[;\n]|(?<=[\dmM]),(?=\s*[A-Za-z])")
_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*([ap]m)?", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Slot:
    """A stretch of one weekday (Monday is 1), from `starts` up to `ends`."""

    weekday: int
    starts: time
    ends: time

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday - 1]} {_clock(self.starts)}-{_clock(self.ends)}"

    @property
    def minutes(self) -> int:
        begin, end = (t.hour * 60 + t.minute for t in (self.starts, self.ends))
        return end - begin


def parse_availability(text: str) -> tuple[Slot, ...]:
    """The slots a text tells, sorted, those that touch made one; () for a blank text.

    Stretches are separated by ";", line ends, or a comma after a time, days by commas; hours
    without am or pm from 1 to 5 are in the afternoon. Raises `SmError` for what cannot be read, for
    a stretch that ends before it starts, and for times outside 6:00 to 20:00.
    """
    parts = [part.strip() for part in re.split(_BETWEEN, text) if part.strip()]
    return _joined([slot for part in parts for slot in _stretch(part)])


def availability_text(slots: tuple[Slot, ...]) -> str:
    """The slots as one text that `parse_availability` reads; days with one time stand together."""
    times: dict[tuple[time, time], list[str]] = {}
    for slot in sorted(slots):
        times.setdefault((slot.starts, slot.ends), []).append(WEEKDAYS[slot.weekday - 1])
    return "; ".join(
        f"{', '.join(days)} {_clock(starts)}-{_clock(ends)}"
        for (starts, ends), days in times.items()
    )


def shared_minutes(ours: tuple[Slot, ...], theirs: tuple[Slot, ...]) -> int:
    """The minutes of a week in which both are free."""
    return sum(
        Slot(a.weekday, max(a.starts, b.starts), min(a.ends, b.ends)).minutes
        for a in ours
        for b in theirs
        if a.weekday == b.weekday and max(a.starts, b.starts) < min(a.ends, b.ends)
    )


def _stretch(part: str) -> list[Slot]:
    match = _STRETCH.fullmatch(part)
    days = _weekdays(match[1]) if match else None
    if not days:
        raise SmError(f'"{part}" is not a time of the week; write it like {EXAMPLE}.')
    starts, ends = _time(match[2], part), _time(match[3], part)
    if ends <= starts:
        raise SmError(f'"{part}" ends before it starts; write it like {EXAMPLE}.')
    if starts < EARLIEST or ends > LATEST:
        raise SmError(
            f'"{part}" lies outside the hours from {_clock(EARLIEST)} to {_clock(LATEST)}; write '
            f"it like {EXAMPLE}."
        )
    return [Slot(day, starts, ends) for day in days]


def _weekdays(words: str) -> list[int]:
    """The weekdays that words name, also as a span: "Mon-Thu"; [] where one is none."""
    found: list[int] = []
    plain = re.sub(r"\s*[-–]\s*", "-", words.lower().replace("every day", "daily"))
    for word in re.split(r"[,/&]|\band\b|\s(?=\S)", plain):
        name = word.strip(" .:")
        if not name:
            continue
        ends = [_DAYS.get(end.strip(" .")) for end in re.split(r"[-–]", name)]
        if None in ends or len(ends) > 2:
            return []
        found += range(ends[0][0], ends[1][0] + 1) if len(ends) == 2 else ends[0]
    return sorted(set(found))


def _time(text: str, part: str) -> time:
    hour, minute, half = _TIME.fullmatch(text.strip()).groups()
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    elif 1 <= hours <= 5:
        hours += 12
    try:
        return time(hours, int(minute or 0))
    except ValueError as error:
        raise SmError(f'"{part}": {text} is not a time; write it like {EXAMPLE}.') from error


def _joined(slots: list[Slot]) -> tuple[Slot, ...]:
    joined: list[Slot] = []
    for slot in sorted(slots):
        last = joined[-1] if joined else None
        if last and last.weekday == slot.weekday and slot.starts <= last.ends:
            joined[-1] = Slot(last.weekday, last.starts, max(last.ends, slot.ends))
        else:
            joined.append(slot)
    return tuple(joined)


def _clock(at: time) -> str:
    return f"{at.hour}:{at.minute:02d}" if at.hour < 13 else f"{at.hour - 12}:{at.minute:02d} pm"
