"""Which of the dates at the head of a sheet are school days."""

from datetime import date

from sm_core.errors import FileRefused
from sm_core.importing import written
from sm_core.importing.dates import orders_possible
from sm_core.importing.mapping import Mapping
from sm_core.importing.meanings import PRESENT

SATURDAY = 5


def dates_told(
    name: str, headers: list[str], marked: list[int], mapping: Mapping
) -> tuple[list[int], list[str]]:
    """(places in `headers` of the dates that count, notes on those without any mark): the `marked`
    ones; where an empty cell says present, also those from Monday to Friday between them, on which
    nobody was absent.

    Raises `FileRefused` where two marked columns are of one date.
    """
    days = _days(headers, mapping)
    _refuse_two_of_a_day(name, headers, marked, days)
    empty = [n for n in range(len(headers)) if n not in marked]
    held = _between(days, marked, empty) if _blank_attends(mapping) else []
    idle = [n for n in empty if n not in held]
    notes = [
        _note(headers, held, "counted as school days, since an empty cell says present."),
        _note(headers, idle, "not counted as school days."),
    ]
    return sorted([*marked, *held]), [note for note in notes if note]


def _days(headers: list[str], mapping: Mapping) -> list[date | str]:
    """The day of each header; its text where the school year is still to be asked."""
    possible = orders_possible(headers)
    order = mapping.date_order or (possible.pop() if len(possible) == 1 else None)
    decided = Mapping(date_order=order, school_year=mapping.school_year)
    return [written.day_said(header, decided) or header for header in headers]


def _refuse_two_of_a_day(name: str, headers: list[str], marked: list[int], days: list) -> None:
    first: dict[date | str, int] = {}
    for n in marked:
        other = first.setdefault(days[n], n)
        if other != n:
            raise FileRefused(
                f'{name}: two of its columns, "{headers[other]}" and "{headers[n]}", are of the '
                f"same date ({days[n]}), and nothing says what part of the day each stands for. "
                "Put what they say into one column for each date."
            )


def _blank_attends(mapping: Mapping) -> bool:
    return getattr(mapping.codes.get(""), "meaning", None) in PRESENT


def _between(days: list, marked: list[int], empty: list[int]) -> list[int]:
    known = {days[n] for n in marked if isinstance(days[n], date)}
    if not known:
        return []
    # Of two empty columns of one date one is enough.
    inner = {days[n]: n for n in empty if isinstance(days[n], date) and days[n] not in known}
    first, last = min(known), max(known)
    return [n for day, n in inner.items() if first < day < last and day.weekday() < SATURDAY]


def _note(headers: list[str], places: list[int], verdict: str) -> str:
    shown = ", ".join(headers[n] for n in places[:5]) + (" …" if len(places) > 5 else "")
    dates = "date" if len(places) == 1 else "dates"
    return f"{len(places):,} {dates} without any mark ({shown}), {verdict}" if places else ""
