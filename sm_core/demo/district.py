"""A whole invented district, made from three numbers."""

import zlib
from collections.abc import Iterator
from functools import cached_property

import numpy as np
import pandas as pd

from sm_core.demo.people import NOWHERE, invent
from sm_core.demo.schools import School, plan_schools
from sm_core.demo.size import Size
from sm_core.demo.stays import slips, stay


class District:
    """Schools and people; `people` is as `invent` says."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.schools = plan_schools(size.students, size.schools, self.rng("schools"))
        self.people = invent(self.schools, self.rng("people"))

    def rng(self, *about: str) -> np.random.Generator:
        """Chance of its own for each subject: what one draws never moves another."""
        return np.random.default_rng([self.size.seed, zlib.crc32("|".join(about).encode())])

    @cached_property
    def no_shows(self) -> np.ndarray:
        """Rows of `people` that left over the summer from schools that still list them."""
        on_time = [school.number for school in self.schools if not school.late]
        before = self.people["school_before"]
        stops = np.array([school.grades.stop for school in self.schools])
        left = (self.people["school"] == NOWHERE) & before.isin(on_time)
        left &= self.people["grade"] < stops[before]
        return np.flatnonzero(left)[: slips(self.people)]

    def stays(self, year: str) -> Iterator[tuple[School, pd.DataFrame]]:
        """Each school with its stays in the school year, as `stay` gives them."""
        stays = stay(self.people, self.schools, year, self.rng("stays", year))
        edges = np.searchsorted(stays["school"], np.arange(len(self.schools) + 1))
        for school in self.schools:
            yield school, stays.iloc[edges[school.number] : edges[school.number + 1]]
