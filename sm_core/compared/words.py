"""Schools side by side in sentences: what stands out, what was left out, how it was decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sm_core.compared.change import IMPROVING, LEVEL, NOT_TOLD, WORSENING
from sm_core.compared.find import Together
from sm_core.compared.limits import ABOVE, BELOW, FAR_ABOVE, FAR_BELOW, WITHIN
from sm_core.compared.record import (
    CLOSED,
    FEW,
    FEW_BEFORE,
    FEWEST,
    FEWEST_SCHOOLS,
    NEW,
    NO_DATA,
    NO_RATES,
    OPENED,
    SILENT,
    Compared,
)
from sm_core.schools import held_back_words
from sm_core.student_words import full_day
from sm_core.targeting.words import counted

PLACES = {
    FAR_ABOVE: "far above",
    ABOVE: "above",
    WITHIN: "as by chance",
    BELOW: "below",
    FAR_BELOW: "far below",
}
"""Beside the rate of all schools."""
CHANGES = {
    IMPROVING: "improving",
    WORSENING: "worsening",
    NOT_TOLD: "not told apart from no change",
}
NAMED = 3
"""Schools named on each side of the answer, at most."""


def answer(found: Together) -> str:
    """Like "2 of 4 schools lie above what chance alone would make (Oak, Elm), 1 below it (Ash)"."""
    schools = len(found.compared)
    if schools < FEWEST_SCHOOLS:
        return _too_few(found)
    if not found.outside:
        return f"All {schools:,} schools lie where chance alone could put them"
    above = [each.name for each in found.outside if each.place > WITHIN]
    below = [each.name for each in found.outside if each.place < WITHIN]
    if above and below:
        return f"{_lie(above, schools, 'above')}, {len(below):,} below it ({_named(below)})"
    return _lie(above or below, schools, "above" if above else "below")


def _too_few(found: Together) -> str:
    schools, compared = counted(len(found.schools), "school", "schools"), len(found.compared)
    if compared < len(found.schools):
        schools = f"{compared or 'None'} of {schools} can be compared"
    return f"{schools}: it takes {FEWEST_SCHOOLS} to hold one against all"


def _lie(names: list[str], schools: int, side: str) -> str:
    lie = "lies" if len(names) == 1 else "lie"
    return (
        f"{len(names):,} of {schools:,} schools {lie} {side} what chance alone would make "
        f"({_named(names)})"
    )


def _named(names: list[str]) -> str:
    more = [f"{len(names) - NAMED:,} more"] if len(names) > NAMED else []
    return ", ".join(names[:NAMED] + more)


def changes_words(found: Together) -> str:
    """Like "Since Jan 30, 2025: 1 worsening, 4 improving, 13 not told apart from no change"."""
    words = [each.change.word for each in found.changes]
    if not words:
        return f"There is nothing on {full_day(found.before)} to compare with."
    told = [f"{words.count(word):,} {CHANGES[word]}" for word in (WORSENING, IMPROVING, NOT_TOLD)
            if word in words]  # fmt: skip
    return f"Since {year_day(found)}: {', '.join(told)}."


def year_day(found: Together) -> str:
    """The date of which the changes are told, and of which schools the days count less far."""
    schools = [each.progress.school for each in found.changes]
    return full_day(found.before) + held_back_words(schools, found.newest)


def left_out(found: Together) -> list[str]:
    """A sentence for each reason to be in no chart, with the schools and their counts."""
    sentences = {
        FEW: (f"Fewer than {FEWEST} students in rates, so in no chart", _counts),
        CLOSED: ("Nobody is enrolled there any more, so in no chart", _counts),
        SILENT: ("Without data for four weeks or more, so in no chart", _since),
        OPENED: ("Opened within the last week, so in no chart yet", _opened),
        NO_RATES: ("No student has enough days for a rate yet", _nothing),
        NO_DATA: ("Without data this school year", _nothing),
    }
    return [
        _listed(words, told, (each for each in found.schools if each.state == state))
        for state, (words, told) in sentences.items()
        if any(each.state == state for each in found.schools)
    ]


def unchanged(found: Together) -> list[str]:
    """A sentence for each reason of a school in the charts to have no change."""
    sentences = {
        NEW: (f"No rates on {full_day(found.before)}", _nothing),
        FEW_BEFORE: (f"Fewer than {FEWEST} students in rates on {full_day(found.before)}",
                     _counts_before),
    }  # fmt: skip
    return [
        _listed(words, told, (each for each in found.schools if each.unchanged == reason))
        for reason, (words, told) in sentences.items()
        if found.changes and any(each.unchanged == reason for each in found.schools)
    ]


def _listed(words: str, told: Callable[[Compared], str], schools: Iterable[Compared]) -> str:
    return f"{words}: {', '.join(each.name + told(each) for each in schools)}."


def _counts(each: Compared) -> str:
    # Of a school that has closed everybody may be at another one by now.
    if not each.now.rated:
        return ""
    return f" ({each.now.chronic:,} of {each.now.rated:,} chronically absent)"


def _counts_before(each: Compared) -> str:
    return f" ({each.before.chronic:,} of {each.before.rated:,} then)"


def _since(each: Compared) -> str:
    return f" (data end {full_day(each.progress.through)})"


def _opened(each: Compared) -> str:
    return f" ({full_day(each.progress.school.begins)})"


def _nothing(_: Compared) -> str:
    return ""


def note(each: Compared) -> str:
    """What marks the school in the table; "" for most."""
    marks = {
        FEW: f"fewer than {FEWEST} students",
        CLOSED: "nobody enrolled any more",
        SILENT: "no data for four weeks",
        OPENED: "opened this week",
        NO_RATES: "no rates yet",
        NO_DATA: "no data this year",
        NEW: "no rates a year before",
        FEW_BEFORE: f"fewer than {FEWEST} a year before",
    }
    return marks.get(each.state or each.unchanged, "")


def funnel_caption(found: Together) -> str:
    share = found.all.chronic / found.all.rated
    return (
        f"Each mark is a school. The line is the rate of all schools together ({share:.1%}: "
        f"{found.all.chronic:,} of {found.all.rated:,} students in rates, each school's own among "
        "them). Of schools that differ by chance alone at most 1 in 20 lies, on average, outside "
        "the inner limits and 1 in 500 outside the outer ones. To lie outside is a question, no "
        "verdict: schools have different students, and siblings or a wave of flu make more differ "
        "than this says."
    )


def change_caption(found: Together) -> str:
    schools = len(found.changes)
    order, together, miss = (
        (", most worsened first", f", wide enough for all {schools:,} schools together",
         "any bar misses")
        if schools > 1 else ("", "", "the bar misses")
    )  # fmt: skip
    return (
        f"Points of the chronic rate since {year_day(found)}{order}. The bar is what chance "
        f"leaves open{together}: were nothing changed anywhere, the chance that {miss} zero would "
        f"be {LEVEL:.0%} at most. A bar that crosses zero is not told apart from no change, which "
        "is not the same as no change. It says nothing of why a rate moved."
    )


def how() -> str:
    """How places and changes are decided."""
    return (
        "**Beside all schools.** How probable are so many chronically absent students or more (or "
        "so few or fewer), if each student were so with the rate of all schools together? At most "
        "2.5% is *above* (or *below*), at most 0.1% *far above* (or *far below*). This is counted "
        "exactly, by the binomial distribution. Small schools scatter more by chance, so they need "
        "a rate further out.\n\n"
        "**Change.** The difference of two shares with Newcombe's interval, made of the exact "
        f"limits of Clopper and Pearson, at a level of {LEVEL:.0%} divided by the number of "
        "schools compared. Many students are the same in both years; an interval for two groups "
        "of strangers is then wider than it would have to be. So a word is late rather than "
        "wrong. It does not say why a rate changed, nor that mentoring did it.\n\n"
        f"Schools with fewer than {FEWEST} students in rates are in no chart: one student would "
        "move them by over 10 points."
    )
