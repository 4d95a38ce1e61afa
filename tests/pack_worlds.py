"""Schools with made-up counts, often at the bounds of what is hidden, and what changes in days."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sm_core.packs.figures import Figures
from sm_core.packs.hide import hide_all
from sm_core.packs.pack import Pack

DAY = date(2026, 1, 30)
BASELINE = date(2025, 9, 8)
SIZES = (4, 9, 10, 15, 23, 24, 25, 31, 40, 60, 120, 199, 200, 240, 612, 1500)


def at_bounds(rng, whole, of):
    """A part of the whole, mostly near where it begins to be shown."""
    enough = max(10, -(-of // 20))
    near = (0, 1, 5, 9, 10, enough - 1, enough, enough + 1)
    drawn = rng.choice((*near, *(whole - n for n in near), rng.randint(0, max(whole, 0))))
    return min(max(drawn, 0), whole)


def tiers(rng, moment, size):
    rated = max(1, size + rng.randint(-1, 1))
    chronic = rng.choice((at_bounds(rng, rated, rated), rated // 4))
    return {
        f"{moment}.rated": rated, f"{moment}.chronic": chronic,
        f"{moment}.severe": at_bounds(rng, chronic, rated),
        f"{moment}.at_risk": at_bounds(rng, rated - chronic, rated),
    }  # fmt: skip


def school(rng, number, day=DAY):
    size = rng.choice(SIZES)
    counts = tiers(rng, "now", size)
    for moment in ("start", "year"):
        if rng.random() < 0.8:
            counts |= tiers(rng, moment, size)
    chosen = rng.choice((0, at_bounds(rng, counts["now.rated"], 0), min(counts["now.rated"], 60)))
    matched = at_bounds(rng, chosen, chosen)
    counts |= {
        "chosen": chosen, "told": at_bounds(rng, chosen, chosen), "matched": matched,
        "met": at_bounds(rng, matched, matched),
        "severe_here": (here := here_of(rng, counts["now.severe"])),
        "neither": at_bounds(rng, here, here),
    }  # fmt: skip
    facts = {"mentors": matched // 2 + rng.randint(5, 9)}
    return dated(Figures(str(number), f"School {number}", day, day, counts, facts), day)


def here_of(rng, severe):
    """Those of the severe who have not left: nearly all."""
    return max(severe - rng.choice((0, 0, 1, 3, 9, 10, 12)), 0)


def dated(of, day):
    """The same students on the day."""
    rated, chronic = of.counts["now.rated"], of.counts["now.chronic"]
    weeks = tuple((day - timedelta(days=n), rated, chronic) for n in (21, 14, 7, 0))
    days = {"start": BASELINE, "year": day - timedelta(days=365)}
    return with_places(replace(of, figures_of=day, through=day, days=days, weeks=weeks))


def with_places(of):
    """Two places per mentor, more than were ever taken."""
    if "mentors" not in of.facts:
        return of
    return replace(of, facts=of.facts | {"free": 2 * of.facts["mentors"] - of.counts["matched"]})


def changed(rng, of, day):
    """Some days later: each number a little more or less, the baseline as it was."""
    counts = dict(of.counts)

    def moved(key, most):
        if key in counts:
            counts[key] = min(max(counts[key] + rng.choice((-2, -1, 0, 1, 2)), 0), most)

    for moment in ("now", "year"):
        if f"{moment}.rated" in counts:
            moved(f"{moment}.rated", 5000)
            moved(f"{moment}.chronic", counts[f"{moment}.rated"])
            moved(f"{moment}.severe", counts[f"{moment}.chronic"])
            moved(f"{moment}.at_risk", counts[f"{moment}.rated"] - counts[f"{moment}.chronic"])
    moved("chosen", counts["now.rated"])
    for key, whole in (("told", "chosen"), ("matched", "chosen"), ("met", "matched"),
                       ("severe_here", "now.severe"), ("neither", "severe_here")):  # fmt: skip
        moved(key, counts[whole])
    return dated(replace(of, counts=counts), day)


def pack(figures, packs=()):
    district, schools = hide_all(figures, packs)
    day = figures[0].figures_of
    return Pack(str(day), day, "", datetime(2026, 2, 1, 9), "captain", district, schools)
