"""The progress of a school on one page of paper, laid out the same for every school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sm_core.charts.moments import label, part_words
from sm_core.charts.weeks import A_YEAR
from sm_core.definitions import STANDARD, TIER_WORDS, TIERS
from sm_core.palette import LIGHT, TIER_MARKS
from sm_core.papers.sheet import bars, heading, lead, lines, listed, text
from sm_core.progress import words
from sm_core.progress.cautions import cautions, left_out, no_trend
from sm_core.progress.moments import FEW, Moment
from sm_core.progress.record import Progress
from sm_core.progress.say import say
from sm_core.student_words import full_day

if TYPE_CHECKING:
    import pandas as pd

FOOT = (
    f"Chronically absent: missed {STANDARD.moderate}% or more of the days enrolled. Counts only, "
    "no names. Page {n} of {all}"
)
NARROW = 0.04
"""A part too small for its number on paper."""


@dataclass(frozen=True, eq=False)
class Page:
    """What the page of a school is made of: its progress, the moments of its tiers, and the rate by
    week (`sm_core.trends.by_week`) of this year and of the whole year before."""

    found: Progress
    moments: Sequence[Moment]
    weeks: pd.DataFrame
    before: pd.DataFrame


def progress_paper(of: Page, printed: date) -> dict:
    """The paper for `typeset_sheet` and `sheet_page`."""
    found = of.found
    return {
        "lang": "en", "title": found.school.name, "page": FOOT, "blocks": _blocks(of),
        "header": f"School progress as of {full_day(found.as_of)} · printed {full_day(printed)}",
    }  # fmt: skip


def _blocks(of: Page) -> list[dict]:
    found = of.found
    sentence = say(found)
    return [
        lead(f"{words.headline(found)}."), text(words.heading(found)),
        *map(text, filter(None, [_totals(of), *cautions(found)])),
        *([text(f"In one sentence: {sentence}")] if sentence else []),
        *([heading("From chosen to met"), listed(_stages(found))] if found.now.enrolled else []),
        heading("Plan"), listed([f"{words.plan_line(found)}.", *words.goal_lines(found),
                                 f"Reviews held: {words.held_line(found)}."]),
        *_tiers(of), *_trend(of),
    ]  # fmt: skip


def _totals(of: Page) -> str:
    return " · ".join(words.tier_totals(of.moments[0]).values())


def _stages(found: Progress) -> list[str]:
    told = [f"{name}: {number} {of}" for name, number, of in words.stages(found)]
    return [*told, *words.stage_lines(found), words.severe_words(found)]


def _tiers(of: Page) -> list[dict]:
    if not of.moments[0].rated:
        return []
    drawn = [moment for moment in of.moments if moment.may_be_drawn]
    chart = [bars((label(moment), _parts(moment)) for moment in drawn), text(KEY)]
    said = [left_out(of.moments), *words.tier_lines(of.moments), words.NOT_A_CAUSE]
    return [
        heading("Tiers now, in the baseline, and on the same date last year"),
        *(chart if drawn else []),
        *map(text, filter(None, said)),
    ]  # fmt: skip


KEY = " · ".join(f"{TIER_MARKS[tier]} {TIER_WORDS[tier]}" for tier in reversed(TIERS))


def _parts(moment: Moment) -> list[dict]:
    parts = []
    for tier in reversed(TIERS):
        students = moment.tiers.get(tier, 0)
        share = students / moment.rated
        parts.append({
            "share": share, "color": LIGHT.tiers[tier], "on": LIGHT.on_tiers[tier],
            "text": part_words(tier, students) if share >= NARROW else "",
        })  # fmt: skip
    return parts


def _trend(of: Page) -> list[dict]:
    if not of.found.has_students:
        return []
    head = heading("Chronic rate by week, this year and last")
    most = int(of.weeks["rated"].max()) if len(of.weeks) else 0
    if why_not := no_trend(of.found, most):
        return [head, text(why_not)]
    now, before = _points(of.weeks), [(day + A_YEAR, share) for day, share in _points(of.before)]
    caption = words.trend_caption(of.found, int(of.weeks["rated"].iloc[-1]))
    return [head, lines([("Last year", LIGHT.quiet, before), ("This year", LIGHT.accent, now)]),
            text(caption)]  # fmt: skip


def _points(weeks: pd.DataFrame) -> list[tuple[date, float]]:
    """The weeks with enough students: their last day and the share."""
    enough = weeks[weeks["rated"] >= FEW]
    shares = enough["chronic"] / enough["rated"]
    days = [day.date() if hasattr(day, "date") else day for day in enough["until"]]
    return list(zip(days, map(float, shares), strict=True))
