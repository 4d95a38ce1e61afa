"""A reader of packs who knows the rules, adds and subtracts whatever is shown, and asks of each
hidden number between which values it must lie; without sm_core but for the pages."""

from collections import defaultdict

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

MOMENTS = ("now", "start", "year")
TIERS = ("rated", "chronic", "severe", "at_risk")
PROGRAM = {"told": "chosen", "matched": "chosen", "met": "matched", "severe_here": "now.severe",
           "neither": "severe_here"}  # fmt: skip


class Reader:
    """Collects equations and inequalities about numbers of students, each a variable by its name,
    here (school, day, key)."""

    def __init__(self):
        self.names, self.equal, self.less, self.hidden = {}, [], [], []

    def read(self, pack, same=None, own=()):
        """Take in a pack. `same` gives by school the day since which its students are known not to
        have changed: they are then the numbers of that day. `own` are the exact figures of the
        schools that the reader is at."""
        of = {}
        for page in pack.schools:
            day = (same or {}).get(page.school_id, page.figures_of)
            of[page.school_id] = self._school(page, day)
        self._together(pack, of)
        kept = {page.school_id: page.figures_of for page in pack.schools}
        for figures in own:
            # A page that is kept has the numbers of its own day, which they know already.
            if kept[figures.school_id] == figures.figures_of:
                for key, name in of[figures.school_id].items():
                    self._exactly({name: 1}, figures.counts[key])

    def ranges(self):
        """By hidden number the least and the most that are possible."""
        return {name: (self._end(name, 1), self._end(name, -1)) for name in self.hidden}

    def _school(self, page, day):
        of = {
            key: (page.school_id, page.days["start"] if key.startswith("start.") else day, key)
            for key in page.cells
        }
        for key, cell in page.cells.items():
            if cell.why and of[key] not in self.hidden:
                self.hidden.append(of[key])
            if cell.count is not None:
                self._exactly({of[key]: 1}, cell.count)
        for moment in MOMENTS:
            if f"{moment}.rated" in of:
                self._tiers(page, {name: of[f"{moment}.{name}"] for name in TIERS}, moment)
        if "chosen" in of:
            self._program(page, of)
        if page.facts.get("free") is not None:
            places = page.school_id, "places", page.facts["mentors"]
            self._exactly({places: 1, of["matched"]: -1}, page.facts["free"])
        self._weeks(page, of)
        return of

    def _tiers(self, page, own, moment):
        rated = {own["rated"]: 1}
        if page.cells[f"{moment}.rated"].why == "few":
            self._at_most(rated, 9)
        others = {own["rated"]: 1, own["chronic"]: -1}
        for name, whole in (("chronic", rated), ("severe", {own["chronic"]: 1}),
                            ("at_risk", others)):  # fmt: skip
            self._part(page.cells[f"{moment}.{name}"].why, {own[name]: 1}, whole, rated)

    def _program(self, page, of):
        for key, whole in PROGRAM.items():
            if key in of and whole in of:
                whole = {of[whole]: 1}
                why = page.cells[key].why
                if key == "neither" and page.cells["severe_here"].why == "most":
                    # Those still here are taken to be nine fewer than all.
                    self._at_most({of[key]: 1, of["severe_here"]: -1}, 0)
                    why = why if why in ("few", "under") else ""
                self._part(why, {of[key]: 1}, whole, whole)
        chosen = page.cells["chosen"]
        if chosen.why:
            self._at_most({of["chosen"]: -1}, -1)
        if chosen.why == "few":
            self._at_most({of["chosen"]: 1}, 9)
        if chosen.why == "most":
            self._at_most({of["now.rated"]: 1, of["chosen"]: -1}, 9)
        told, matched = page.cells.get("told"), page.cells.get("matched")
        enough = max(10, -(-(chosen.count or 0) // 20))
        if told and told.why == "beside" and matched.count and chosen.count >= 2 * enough + 4:
            gap = {of["told"]: 1, of["matched"]: -1}
            self._at_most(gap, 9)
            self._at_most(minus(gap), 9)
            self._at_most({of["told"]: -1}, -enough)
            self._at_most({of["told"]: 1, of["chosen"]: -1}, -enough)

    def _part(self, why, part, whole, rated):
        """What the words for a hidden number mean; `rated` are those whose 5 percent count."""
        others = plus(whole, minus(part))
        self._at_most(minus(others), 0)
        if why == "few":
            self._at_most(part, 9)
        if why == "most":
            self._at_most(others, 9)
        if why == "under":
            self._at_most(plus(times(part, 20), minus(rated)), -1)
        if why == "over":
            self._at_most(plus(times(others, 20), minus(rated)), -1)

    def _weeks(self, page, of):
        """The week that ends on the day of the page counts the same students."""
        for day, percent in page.weeks:
            if day == page.figures_of and "now.rated" in of:
                self._percent({of["now.chronic"]: 1}, {of["now.rated"]: 1}, percent)

    def _together(self, pack, of):
        pages = {page.school_id: page for page in pack.schools}
        for key, cell in pack.district.cells.items():
            if cell.count is None:
                continue
            base = f"{key.split('.')[0]}.chronic" if "." in key else "chosen"
            base = "now.chronic" if key in ("severe_here", "neither") else base
            own = [school for school, page in pages.items()
                   if key in page.cells and page.cells[base].count is not None]  # fmt: skip
            if key in pack.district.partly:
                whole, schools = pack.district.partly[key]
                own = [school for school in own if pages[school].cells[key].count is not None]
                assert schools == len(own)
                if whole is not None:
                    of_which = {**PROGRAM, "now.severe": "now.chronic"}.get(key)
                    if of_which:
                        self._exactly({of[school][of_which]: 1 for school in own}, whole)
            self._exactly({of[school][key]: 1 for school in own}, cell.count)

    def _percent(self, part, whole, percent):
        self._at_most(plus(times(part, 200), times(whole, -2 * percent - 1)), 0)
        self._at_most(plus(times(part, -200), times(whole, 2 * percent - 1)), 0)

    def _exactly(self, weights, total):
        self.equal.append((self._numbered(weights), total))

    def _at_most(self, weights, total):
        self.less.append((self._numbered(weights), total))

    def _numbered(self, weights):
        return {self.names.setdefault(name, len(self.names)): n for name, n in weights.items()}

    def _end(self, name, sign):
        cost = np.zeros(len(self.names))
        cost[self.names[name]] = sign
        (a, b), (c, d) = (self._matrix(rows) for rows in (self.less, self.equal))
        found = linprog(cost, A_ub=a, b_ub=b, A_eq=c, b_eq=d, bounds=(0, 100_000), method="highs")
        assert found.status == 0, f"what is shown contradicts itself: {name}"
        return sign * found.fun

    def _matrix(self, rows):
        if not rows:
            return None, None
        at = [(row, column, n) for row, (weights, _) in enumerate(rows)
              for column, n in weights.items()]  # fmt: skip
        row, column, n = zip(*at, strict=True)
        return (csr_array((n, (row, column)), shape=(len(rows), len(self.names))),
                [total for _, total in rows])  # fmt: skip


def plus(*sums):
    found = defaultdict(int)
    for weights in sums:
        for name, n in weights.items():
            found[name] += n
    return dict(found)


def minus(weights):
    return times(weights, -1)


def times(weights, by):
    return {name: n * by for name, n in weights.items()}


def values(least, most):
    """How many whole numbers lie between the two."""
    return int(np.floor(most + 1e-6)) - int(np.ceil(least - 1e-6)) + 1
