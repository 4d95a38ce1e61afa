"""What other settings would change in the suggestions, told before anybody saves them."""

from __future__ import annotations

from dataclasses import dataclass

from sm_core.matching.settings import BEST
from sm_core.matching.suggest import Suggestions
from sm_core.targeting.words import counted

NAMED = 5


@dataclass(frozen=True)
class Preview:
    """Of the `pairs` suggested now those that `stay`; `moved`, `gain` and `lose` are the labels of
    students who would have another mentor, one at last, or none any more. `now` and `then` are the
    average points of the pairs before and after, both by the weights that are tried; None without
    any pair."""

    pairs: int
    stay: int
    moved: tuple[str, ...]
    gain: tuple[str, ...]
    lose: tuple[str, ...]
    now: int | None
    then: int | None


def preview(found: Suggestions, tried: Suggestions) -> Preview:
    """What the suggestions under settings that are `tried` change; both of the same students."""
    before, after = found.pairs, tried.pairs
    label = {row.student.student_id: row.student.label for row in found.rows}
    assert before.keys() == after.keys()

    def named(changed) -> tuple[str, ...]:
        return tuple(label[s] for s in before if changed(before[s], after[s]))

    return Preview(
        pairs=sum(1 for mentor in before.values() if mentor),
        stay=sum(1 for s, mentor in before.items() if mentor and mentor == after[s]),
        moved=named(lambda was, now: was and now and was != now),
        gain=named(lambda was, now: now and not was),
        lose=named(lambda was, now: was and not now),
        now=_average(tried, before), then=_average(tried, after),
    )  # fmt: skip


def _average(tried: Suggestions, pairs: dict[str, str]) -> int | None:
    points = [
        int(each.grid.fits[each.grid.row[student], each.grid.column[mentor]])
        for each in tried.solved for student, mentor in pairs.items()
        if student in each.grid.row and mentor in each.grid.column
    ]  # fmt: skip
    return round(sum(points) / len(points)) if points else None


def preview_words(found: Preview) -> list[str]:
    """The sentences for a person who decides whether to save."""
    pairs = counted(found.pairs, "pair", "pairs")
    said = [
        f"{found.stay:,} of {pairs} suggested now would stay." if found.pairs
        else "Nobody has a suggestion now.",
        _who(found.moved, "would have another mentor"),
        _who(found.gain, "would get a mentor"),
        _who(found.lose, "would have no mentor any more"),
    ]  # fmt: skip
    if found.now is not None and found.then is not None:
        said.append(f"By these weights the pairs of now score {found.now:,} of {BEST:,} on "
                    f"average, the new ones {found.then:,}.")  # fmt: skip
    return [sentence for sentence in said if sentence]


def _who(labels: tuple[str, ...], verb: str) -> str:
    if not labels:
        return ""
    more = len(labels) - NAMED
    shown = ", ".join(labels[:NAMED]) + (f" and {more:,} more" if more > 0 else "")
    return f"{counted(len(labels), 'student', 'students')} {verb}: {shown}."
