"""Files by school, by grade and by both: what one hides does not follow from the others."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from sm_core.cut_table import told, told_together, with_lower_tiers
from sm_core.definitions import TIERS
from sm_core.hiding.linked import parts

COUNTS = ["rated", "chronic", "severe_chronic"]
LEVELS = (("K", "1", "2"), ("6", "7", "8"), ("9", "10"))


def files(cells):
    """The three cuts of (school, grade, rated, chronic, severe) rows, as the page has them."""
    frame = pd.DataFrame(cells, columns=["name", "grade", *COUNTS]).astype({"name": str})
    frame = frame.join(frame[COUNTS].add_suffix("_before")).assign(label=frame["name"], place=1)
    numbers = [*COUNTS, *(f"{name}_before" for name in COUNTS)]
    cuts = [frame.groupby(by)[numbers].sum().reset_index(names="name") for by in ("name", "grade")]
    return *(cut.assign(label=cut["name"], place=1) for cut in cuts), frame


def district(*levels, school=(300, 60, 30)):
    """Schools of the levels given (one number per level), all grades alike."""
    return [(f"{level}{n}", grade, *school)
            for level, (grades, many) in enumerate(zip(LEVELS, levels, strict=True))
            for n in range(many) for grade in grades]  # fmt: skip


def test_schools_and_grades_without_others_are_one_part():
    by_school, by_grade = parts(files(district(2, 1, 2))[2])
    assert len(set(by_school.values())) == len(set(by_grade.values())) == 3
    assert by_school["00"] == by_school["01"] == by_grade["K"] == by_grade["2"]
    # A school of all grades joins all.
    joined = [*district(2, 1, 2), *[("K12", grade, 30, 10, 10) for grade in ("2", "8", "9")]]
    assert len(set(parts(files(joined)[2])[0].values())) == 1


def test_the_only_school_of_some_grades_does_not_follow_from_them():
    """A middle school of 900, of whom 30 (not 5 percent) are severe, ten in each grade."""
    cells = [row if row[0] != "10" else (*row[:3], 60, 10) for row in district(3, 1, 3)]
    by_school, by_grade, matrix = files(cells)
    assert told(by_grade)["severe_chronic"].notna().sum() < len(by_grade)
    schools, grades, cells = told_together(by_school, by_grade, matrix)
    assert schools.set_index("name")["severe_chronic"].isna()["10"]
    assert grades.set_index("name")["severe_chronic"].isna()[["6", "7", "8"]].all()
    assert cells.loc[cells["name"] == "10", "severe_chronic"].isna().all()
    assert schools["chronic"].notna().all()
    assert_open(schools, grades, cells, matrix, "severe_chronic")


def test_where_nothing_is_small_nothing_is_hidden():
    for frame in told_together(*files(district(2, 2, 2))):
        assert frame.notna().all(axis=None)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("levels", [(3, 1, 2), (1, 1, 1), (3, 3, 3)])
def test_nothing_hidden_follows_from_the_three_files_and_the_total(levels, seed):
    rng = np.random.default_rng(seed)
    cells = [(school, grade, rated, chronic, min(chronic, int(severe)))
             for school, grade, *_ in district(*levels)
             for rated, chronic, severe in
             [(int(rng.choice([60, 200, 400])), int(rng.choice([4, 15, 30], p=[0.1, 0.3, 0.6])),
               rng.choice([1, 12], p=[0.2, 0.8]))]]  # fmt: skip
    by_school, by_grade, matrix = files(cells)
    found = told_together(by_school, by_grade, matrix)
    for column in ("chronic", "severe_chronic"):
        assert_open(*found, matrix, column)


def assert_open(schools, grades, cells, matrix, column):
    """No hidden number of a file is fixed by all that the files show, and the total, but for cells
    that may be told: those of a grade that is shown, at its only school."""
    own = matrix[column].to_numpy(float)
    sums = {"school": [(matrix["name"] == name).to_numpy(float) for name in schools["name"]],
            "grade": [(matrix["grade"] == name).to_numpy(float) for name in grades["name"]],
            "cell": list(np.eye(len(matrix)))}  # fmt: skip
    hidden = {"school": schools[column].isna(), "grade": grades[column].isna(),
              "cell": cells[column].isna()}  # fmt: skip
    known = [np.ones(len(matrix))]
    for what, lines in sums.items():
        known += [line for line, out in zip(lines, hidden[what], strict=True) if not out]
    values = [line @ own for line in known]
    for what, lines in sums.items():
        for line, out in zip(lines, hidden[what], strict=True):
            small = line @ own < max(10, line @ matrix["rated"].to_numpy(float) / 20)
            if out and (small or what != "cell"):
                ends = [linprog(sign * line, A_eq=known, b_eq=values, bounds=(0, None)).fun
                        for sign in (1, -1)]  # fmt: skip
                assert -ends[1] - ends[0] > 1, (what, column)


# --- tiers, which the file by school has


LISTED = {"rated": TIERS, "chronic": TIERS[2:], **{tier: (tier,) for tier in TIERS}}
"""What the file by school counts, and the tiers that this adds up."""
IN_ALL = ("rated", "chronic", "severe_chronic")
"""What the files by grade and of cells count as well."""


def in_tiers(levels, seed):
    """The three cuts of a district with few students in some tiers of some schools and grades."""
    rng = np.random.default_rng(seed)
    few = {}
    cells = []
    for school, grade, *_ in district(*levels):
        small = few.setdefault(school, rng.random(4) < 0.4) | few.setdefault(
            grade, rng.random(4) < 0.1)  # fmt: skip
        counts = np.where(small, rng.integers(0, 7, 4), rng.choice([12, 40, 90], 4))
        cells.append((school, grade, *map(int, counts)))
    frame = pd.DataFrame(cells, columns=["name", "grade", *TIERS])
    frame = frame.assign(**{name: frame[list(of)].sum(axis=1) for name, of in LISTED.items()})
    frame = frame.join(frame[list(LISTED)].add_suffix("_before"))
    numbers = [*LISTED, *(f"{name}_before" for name in LISTED)]
    cuts = [frame.groupby(by)[numbers].sum().reset_index(names="name") for by in ("name", "grade")]
    return *cuts, frame


@pytest.mark.parametrize(("levels", "seed"), [((1, 2, 0), 100), ((3, 3, 3), 100), ((2, 2, 2), 1)])
def test_no_hidden_tier_follows_from_the_others_the_three_files_and_the_totals(levels, seed):
    """Of all that is in a tier together: those in rates are all tiers, chronic the worse two."""
    by_school, by_grade, matrix = in_tiers(levels, seed)
    schools, grades, cells = told_together(by_school, by_grade, matrix)
    assert not (set(grades) | set(cells)) & {"at_risk", "satisfactory"}
    schools = with_lower_tiers(schools, by_school)
    assert schools[list(TIERS)].isna().any(axis=None)
    assert_tiers_open(schools, grades, cells, matrix)


def assert_tiers_open(schools, grades, cells, matrix):
    own = matrix[list(TIERS)].to_numpy(float).T.ravel()
    known = [_line([True] * len(matrix), (tier,)) for tier in TIERS]
    hidden = []
    for table, by, columns in (
        (schools, "name", LISTED), (grades, "grade", IN_ALL), (cells, None, IN_ALL),
    ):  # fmt: skip
        for place, row in enumerate(table.to_dict("records")):
            rows = np.arange(len(matrix)) == place if by is None else matrix[by] == row["name"]
            for column in columns:
                line = _line(rows, LISTED[column])
                if not np.isnan(row[column]):
                    known.append(line)
                elif by:
                    hidden.append((row["name"], column, line))
    values = [line @ own for line in known]
    for *what, line in hidden:
        ends = [linprog(sign * line, A_eq=known, b_eq=values, bounds=(0, None)).fun
                for sign in (1, -1)]  # fmt: skip
        assert -ends[1] - ends[0] > 1, what


def _line(rows, tiers):
    """1 for the students of these rows in these tiers, of all rows tier by tier."""
    return np.concatenate([np.where(rows, float(tier in tiers), 0.0) for tier in TIERS])
