"""The cuts of the District page as tables for a file, small groups hidden in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sm_core.definitions import TIER_WORDS, TIERS
from sm_core.explored.september import SPANS, UNTOLD, Share
from sm_core.hiding.linked import hidden_in_both, parts
from sm_core.hiding.table import Counted, hidden_in
from sm_core.measures import CHRONIC, SEVERE, Measure, shown_for

if TYPE_CHECKING:
    import pandas as pd

    from sm_core.student_list import TierCounts

HIDDEN = "hidden"
NOW, BEFORE = "", "_before"
DAYS = ("days_enrolled", "days_attended", "days_absent")
FIRST = {"school": "School", "grade": "Grade", "group": "Student group",
         "september": "Days missed in September", "cohort": "Grade of today"}  # fmt: skip
"""What a row is, by what students are cut by."""
AT_RISK = "at_risk"
LOWER = (AT_RISK, "satisfactory")
ASIDE = "aside"
"""A column, true in rows that no file shows: what the total has besides hides like a row."""
NOBODY = "nobody"
"""A column of no students, so that a part is held against ten alone, not against 5 percent."""


def told(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of `beside`, with no number where students could be told from it; those that are
    `ASIDE` are gone, and so are the two lower tiers (`with_lower_tiers`)."""
    lined = rows.assign(line=_line(rows))
    lines = ("line", "name") if "grade" in rows else ("line",)
    for when in (NOW, BEFORE):
        counted = [each for each in _counted_days(when) if each.column in lined]
        lined = numbers_told(lined, counted, lines)
    if ASIDE in lined:
        lined = lined[~lined[ASIDE]]
    return _without_lower(lined.drop(columns="line"))


def with_unanswered(rows: pd.DataFrame, now: TierCounts, before: TierCounts) -> pd.DataFrame:
    """A cut by group, and aside a row per question of those who gave no answer, of all that `now`
    and the year `before` counts: less the groups, a total would tell of them."""
    import pandas as pd

    counts = {
        name + when: number
        for when, each in ((NOW, now), (BEFORE, before))
        for name, number in (("rated", each.rated), (CHRONIC.part, each.chronic),
                             (SEVERE.part, each.tiers[SEVERE.part]))
    }  # fmt: skip
    answered = rows.groupby("place")[list(counts)].sum()
    rest = (pd.Series(counts) - answered).clip(lower=0).reset_index()
    rest = rest.assign(name="", label="", **{ASIDE: True})
    return pd.concat([rows.assign(**{ASIDE: False}), rest], ignore_index=True)


def told_together(
    schools: pd.DataFrame, grades: pd.DataFrame, cells: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """`told` of the cuts of the same students by school and by grade, and of the matrix of the two:
    none of them gives away what another one hides."""
    by_school, by_grade, across = schools, grades, cells.assign(line=_line(cells))
    for when in (NOW, BEFORE):
        counted = _counted_days(when)
        of_school, of_grade = parts(cells[cells[f"rated{when}"] > 0])
        no_school, no_grade = hidden_in_both(
            [schools.assign(part=schools["name"].map(of_school).fillna(schools["name"])),
             grades.assign(part=grades["name"].map(of_grade).fillna(grades["name"]))], counted,
        )  # fmt: skip
        also = {
            one.column: (cells["name"].isin(schools["name"][no_school[one.column]])
                         | cells["grade"].isin(grades["name"][no_grade[one.column]])).to_numpy()
            for one in counted
        }  # fmt: skip
        no_cell = hidden_in(across, counted, ("line", "name"), also)
        by_school = _without(by_school, no_school, counted)
        by_grade = _without(by_grade, no_grade, counted)
        across = _without(across, no_cell, counted)
    return tuple(
        _without_lower(each) for each in (by_school, by_grade, across.drop(columns="line"))
    )


def with_lower_tiers(shown: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """`shown`, what `told` or `told_together` leaves of a cut by school, with those at risk and the
    satisfactory ones of the `rows`: two parts of those not chronically absent, who are as hidden as
    the chronically absent are."""
    found = shown.copy()
    for when in (NOW, BEFORE):
        rated, others, part = f"rated{when}", f"not_chronic{when}", AT_RISK + when
        all_of = rows.assign(**{others: rows[rated] - rows[CHRONIC.part + when]})
        also = {rated: shown[rated].isna().to_numpy(),
                others: shown[CHRONIC.part + when].isna().to_numpy()}  # fmt: skip
        counted = [Counted(rated), Counted(others, rated), Counted(part, others, rated)]
        hidden = hidden_in(all_of, counted, also=also)[part]
        for name in LOWER:
            found[name + when] = rows[name + when].astype(float).mask(hidden)
    return found


def _without_lower(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.drop(columns=[name + when for name in LOWER for when in (NOW, BEFORE)],
                     errors="ignore")  # fmt: skip


def _line(rows: pd.DataFrame) -> pd.Series:
    """What tells apart rows that add up to one total: those of one question on groups, of a grade
    where there are grades."""
    import pandas as pd

    place = rows["place"] if "place" in rows else pd.Series(0, rows.index)
    return place.astype(str) + (("|" + rows["grade"]) if "grade" in rows else "")


def _counted(when: str) -> list[Counted]:
    """The moderate, who are the rest of the chronically absent, are told with the severe."""
    rated, chronic = f"rated{when}", CHRONIC.part + when
    severe = Counted(SEVERE.part + when, chronic, rated, (f"moderate_chronic{when}",))
    return [Counted(rated), Counted(chronic, rated), severe]


def _counted_days(when: str) -> list[Counted]:
    """With days, which are hidden where the students are."""
    first, *others = _counted(when)
    return [replace(first, tells=tuple(name + when for name in DAYS)), *others]


def numbers_told(
    rows: pd.DataFrame, counted: Sequence[Counted], lines: Sequence[str] = ()
) -> pd.DataFrame:
    """As `hidden_table`, but a number that is hidden is not a number, as in all that counts with
    these rows."""
    return _without(rows, hidden_in(rows, counted, lines), counted)


def _without(rows: pd.DataFrame, hidden: pd.DataFrame, counted: Sequence[Counted]) -> pd.DataFrame:
    shown = rows.copy()
    for each in counted:
        for name in (each.column, *each.tells):
            if name in rows:
                shown[name] = rows[name].astype(float).mask(hidden[each.column])
    return shown


def september_rows(now: Mapping[str, Share], before: Mapping[str, Share]) -> pd.DataFrame:
    """Two results of `september_watch` as a cut, the untold aside: the total has them in it."""
    import pandas as pd

    return pd.DataFrame([
        {"name": span, "label": words, "rated": now[span].rated, "chronic": now[span].chronic,
         "rated_before": before[span].rated, "chronic_before": before[span].chronic,
         ASIDE: span == UNTOLD}
        for span, words in [*SPANS.items(), (UNTOLD, "")]
    ])  # fmt: skip


def cohort_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The result of `cohorts` as a cut: the same students stand in both years."""
    rows = rows[rows["rated"] > 0]
    return rows.assign(label=rows["name"], rated_before=rows["rated"])


def cohorts_told(rows: pd.DataFrame) -> pd.DataFrame:
    """As `told`, of `cohort_rows`; also without what the grade of today, which has a file too,
    would tell of its students who were not in rates a year before."""
    chronic, severe = CHRONIC.part, SEVERE.part
    new = rows.assign(nobody=0, new=rows["students"] - rows["rated"],
                      **{f"new_{part}": rows[f"all_{part}"] - rows[part]
                         for part in (chronic, severe)})  # fmt: skip
    few = hidden_in(new, [Counted("new"), Counted("new_chronic", "new", NOBODY),
                          Counted("new_severe_chronic", "new_chronic", NOBODY)])  # fmt: skip
    found = told(rows)
    either = [one for when in (NOW, BEFORE) for each in _counted_days(when)
              for one in (each.column, *each.tells) if one in found]  # fmt: skip
    found[either] = found[either].mask(few["new"])
    found[[chronic, severe]] = found[[chronic, severe]].mask(few["new_chronic"])
    return found.assign(**{severe: found[severe].mask(few["new_severe_chronic"])})


def of_whom(table: pd.DataFrame, whose: str) -> pd.DataFrame:
    """A table that says whose numbers it has, for a file is read without its page."""
    table.insert(0, "Students", whose)
    return table


def file_table(rows: pd.DataFrame, measure: Measure, by: str) -> pd.DataFrame:
    """One row per row of `told`, under the headings people read; percents with two decimals.
    The students of each tier where the rows have them (`with_lower_tiers`)."""
    import pandas as pd

    table = {FIRST[by]: rows["label"]}
    if "grade" in rows:
        table["Grade"] = rows["grade"]
    before = ", by the end of last year" if by == "september" else ", a year before"
    for when, words in ((NOW, ""), (BEFORE, before)):
        table |= _numbers(rows, measure, when, words)
        if AT_RISK in rows:
            table |= {f"{TIER_WORDS[tier]}{words}": rows[tier + when] for tier in reversed(TIERS)}
    return pd.DataFrame(table).convert_dtypes()


def _numbers(rows: pd.DataFrame, measure: Measure, when: str, words: str) -> dict:
    found = {f"In rates{words}": rows[f"rated{when}"]}
    for each in shown_for(measure):
        if each.of_days:
            found[f"Days enrolled{words}"] = rows[each.whole + when]
            found[f"{each.said.capitalize()}{words}"] = rows[each.part + when]
        else:
            found[f"{each.words}{words}"] = rows[each.part + when]
        found[f"{each.words}, percent{words}"] = [
            None if share is None else round(100 * share, 2)
            for share in (each.share(row, when) for row in rows.itertuples())
        ]
    return found
