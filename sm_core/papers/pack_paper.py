"""A pack on paper: what is true of all schools together, a row for each, and a page for each, the
same for all and in the order of their names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sm_core.charts.weeks import A_YEAR
from sm_core.packs import pack as parts
from sm_core.packs import words
from sm_core.packs.pack import Pack, PackPage
from sm_core.packs.parts import KEY, Part, moments_shown
from sm_core.packs.since import changes
from sm_core.packs.stages import headline, severe_line, stages, untold_line
from sm_core.palette import LIGHT
from sm_core.papers.sheet import bars, heading, lead, lines, listed, page, pairs, table, text
from sm_core.student_words import full_day

FOOT = "Counts only, no names; groups of fewer than 10 students are hidden. Page {n} of {all}"
TIER_WIDTHS = [7, 3, 5, 4, 3]
SCHOOLS_HEADER = [
    "School", "In rates", "Chronically absent", "Chosen", "Matched", "Steps done", "Reviews",
]  # fmt: skip
NARROW = 0.05
"""A part too small for its mark and number on paper."""
SCHOOL_WIDTHS = [8, 3, 5, 3, 4, 3, 3]


def pack_paper(
    found: Pack, before: Pack | None, printed: date, more: Iterable[dict] = ()
) -> dict:  # fmt: skip
    """The paper for `typeset_sheet` and `sheet_page`; `before` is the pack to compare with, `more`
    are blocks that come behind the schools."""
    blocks = [*_page(found.district, found, before), *_schools(found)]
    for each in found.schools:
        blocks += [page(each.name), *_page(each, found, before)]
    return {
        "lang": "en", "title": words.pack_title(found), "page": FOOT, "blocks": [*blocks, *more],
        "header": f"Monthly convening, as of {full_day(found.as_of)} · "
                  f"{words.frozen_line(found)} · printed {full_day(printed)}",
    }  # fmt: skip


def _page(of: PackPage, found: Pack, before: Pack | None) -> list[dict]:
    plan = [words.plan_line(of), words.held_line(of), words.mentors_line(of)]
    return [
        lead(f"{headline(of)}."),
        *map(text, filter(None, [f"{words.heading(of)}. {words.chronic_line(of)}", of.note])),
        heading("Students by tier"),
        table(words.TIERS_HEADER, words.tier_rows(of), TIER_WIDTHS), *_bars(of),
        heading("From chosen to met"), *_stages(of),
        heading("Plan and reviews"), listed(f"{line}." for line in plan if line),
        *_trend(of),
        *([heading(f"Since {full_day(before.as_of)}"), listed(changes(of, before, found))]
          if before else []),
    ]  # fmt: skip


def _bars(of: PackPage) -> list[dict]:
    shown = [(label, [_part(part) for part in found]) for label, found in moments_shown(of)]
    return [bars(shown), text(KEY)] if shown else []


def _part(part: Part) -> dict:
    return {
        "share": part.share, "color": LIGHT.tiers[part.tier], "on": LIGHT.on_tiers[part.tier],
        "text": part.told if part.share >= NARROW else "",
    }  # fmt: skip


def _stages(of: PackPage) -> list[dict]:
    told = stages(of)
    found = pairs((name, f"{number} {whole}".rstrip()) for name, number, whole in told)
    nobody = text("Nobody is chosen yet, so there is nobody to tell, match or meet.")
    more = filter(None, (untold_line(of), severe_line(of)))
    return [found if told else nobody, *map(text, more)]


def _trend(of: PackPage) -> list[dict]:
    head = heading("Chronic rate by week, this year and last")
    if not of.weeks:
        return [head, text("There is no rate by week that may be shown.")]
    now = [(day, share / 100) for day, share in of.weeks]
    before = [(day + A_YEAR, share / 100) for day, share in of.before]
    drawn = [("Last year", LIGHT.quiet, before), ("This year", LIGHT.accent, now)]
    return [head, lines(drawn, digits=0), text(words.trend_caption(of))]


def _schools(found: Pack) -> list[dict]:
    rows = [_row(each) for each in found.schools]
    # A column in which nothing is told takes the room and the eye for nothing.
    told = [n for n in range(len(SCHOOLS_HEADER)) if any(row[n] != words.NOT_SHOWN for row in rows)]
    header, widths, *rows = (
        [line[n] for n in told] for line in (SCHOOLS_HEADER, SCHOOL_WIDTHS, *rows)
    )
    gone = [name.lower() for name in SCHOOLS_HEADER if name not in header]
    said = f"Not shown of any school, as it would tell of small groups: {', '.join(gone)}."
    below = [said] if gone else []
    return [page("The schools, in the order of their names"), table(header, rows, widths),
            *map(text, [*below, words.how(found.district, found.schools)])]  # fmt: skip


def _row(of: PackPage) -> list[str]:
    _, rated, chronic, *_ = words.tier_rows(of)[0]
    facts = of.facts
    return [
        of.name, rated, chronic, words.short(words.cell(of, parts.CHOSEN)),
        words.short(words.cell(of, parts.MATCHED)), _of(facts, parts.DONE, parts.STEPS),
        _of(facts, parts.HELD, parts.WEEKS),
    ]  # fmt: skip


def _of(facts, done: str, whole: str) -> str:
    return f"{facts.get(done, 0):,} of {facts[whole]:,}" if facts.get(whole) else "–"
