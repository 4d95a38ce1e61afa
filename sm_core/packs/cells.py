"""What may be shown of the students of one school, from its exact counts: no group under 10, no
share under 5 or over 95 percent, and nothing from which one of these could be worked out.

Each number is a part of another one, and its rest is a group as well: rated -> chronic | not,
chronic -> severe | moderate, not chronic -> at risk | satisfactory; chosen -> told | not,
chosen -> matched | waiting, matched -> met | not, severe -> still here | gone, still here -> with
neither mentor nor support | not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sm_core.hiding.cell import BESIDE, FEWEST, MOST, Cell
from sm_core.hiding.known import Known, fewest_of, group, hidden, part, rest, shown
from sm_core.packs.pack import (
    AT_RISK,
    CHOSEN,
    CHRONIC,
    MATCHED,
    MET,
    MOMENTS,
    NEITHER,
    NOW,
    RATED,
    SEVERE,
    SEVERE_HERE,
    TOLD,
)

Numbers = dict[str, Known]


def numbers(counts: Mapping[str, int]) -> Numbers:
    """By the key of its cell (`PackPage`) what is known of each of the counts."""
    found: Numbers = {}
    for moment in MOMENTS:
        found |= _at(moment, counts)
    return found | _chosen(counts, found) | _neither(counts, found)


def _at(moment: str, counts: Mapping[str, int]) -> Numbers:
    rated, chronic, severe, at_risk = (
        f"{moment}.{name}" for name in (RATED, CHRONIC, SEVERE, AT_RISK)
    )
    if rated not in counts:
        return {}
    enough = fewest_of(counts[rated])
    found = {rated: group(counts[rated])}
    found[chronic] = part(counts[chronic], found[rated], enough, enough)
    found[severe] = part(counts[severe], found[chronic], enough)
    found[at_risk] = part(counts[at_risk], rest(found[rated], found[chronic]), enough)
    return found


def _chosen(counts: Mapping[str, int], found: Numbers) -> Numbers:
    """A share of the students is no secret here: how many are chosen hangs on the mentors."""
    if CHOSEN not in counts:
        return {}
    chosen = counts[CHOSEN]
    if not chosen:
        return {key: shown(0) for key in (CHOSEN, TOLD, MATCHED, MET) if key in counts}
    rated = found.get(f"{NOW}.{RATED}")
    # Those too few days here to be in rates are chosen, too.
    inside = rated and chosen <= counts[f"{NOW}.{RATED}"]
    known = part(chosen, rated) if inside else group(chosen)
    # That nobody is chosen is told: a hidden number is not 0.
    own = {CHOSEN: replace(known, least=max(known.least, 1))}
    for key, of in ((TOLD, CHOSEN), (MATCHED, CHOSEN), (MET, MATCHED)):
        if key in counts:
            enough = fewest_of(counts[of])
            own[key] = part(counts[key], own[of], enough, enough)
    return own | _gap(own, fewest_of(chosen))


def _gap(own: Numbers, enough: int) -> Numbers:
    """Those told who are not matched are a group, too."""
    told, matched = own[TOLD], own[MATCHED]
    if told.cell.hidden or matched.cell.hidden or abs(told.most - matched.most) >= FEWEST:
        return {}
    least, most = matched.most - FEWEST + 1, matched.most + FEWEST - 1
    return {TOLD: hidden(BESIDE, max(enough, least), min(own[CHOSEN].most - enough, most))}


def _neither(counts: Mapping[str, int], found: Numbers) -> Numbers:
    """Where a few have left and it is hidden how many, those with nobody are told as if it were
    nine: else the two numbers could tell of it."""
    severe = found.get(f"{NOW}.{SEVERE}")
    if severe is None or NEITHER not in counts:
        return {}
    count = counts[SEVERE_HERE]
    here = shown(count) if severe.cell == Cell(count) else part(count, severe)
    whole = shown(here.least) if here.cell.why == MOST else here
    enough = fewest_of(whole.most)
    neither = part(counts[NEITHER], whole, enough, enough)
    if neither.cell.hidden:
        neither = replace(neither, most=max(neither.most, here.most))
    return {SEVERE_HERE: here, NEITHER: neither}
