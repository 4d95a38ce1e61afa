"""The files of the demo district, written as a school system would export them."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv

from sm_core.demo.absences import absences, through
from sm_core.demo.calendars import PLANS, THIS_YEAR, YEARS, weekdays
from sm_core.demo.codes import MEANINGS
from sm_core.demo.district import District
from sm_core.demo.people import NOWHERE
from sm_core.demo.schools import School

MAPPING = "map.toml"
SCHOOLS_PER_FILE = 100
"""More schools send several files of absences: the import holds one in memory at a time."""
_PLAIN = csv.WriteOptions(quoting_style="none")
"""No cell holds a comma; pyarrow refuses to write one that does."""


def write_files(district: District, folder: Path) -> list[Path]:
    """Write every file of the district, and the mapping that explains them; the CSV files."""
    files = [_schools(district, folder), _calendar(district, folder)]
    covers: dict[Path, tuple[date, date]] = {}
    for year in YEARS:
        stays = list(district.stays(year))
        files += [_students(district, year, folder), _enrollment(district, year, stays, folder)]
        covers |= _absences(district, year, stays, folder)
    (folder / MAPPING).write_text(_mapping(covers), encoding="utf-8")
    return [*files, *covers]


def _schools(district: District, folder: Path) -> Path:
    return _write(folder / "schools.csv", {
        "School ID": [school.school_id for school in district.schools],
        "School Name": [school.name for school in district.schools],
    })  # fmt: skip


def _calendar(district: District, folder: Path) -> Path:
    rows = [
        (school.school_id, day, kind)
        for year in YEARS
        for school in district.schools
        for day, kind in weekdays(year, school.level, school.closed_once)
    ]
    names = ("School ID", "Calendar Date", "Day Type")
    return _write(folder / "calendar.csv", dict(zip(names, zip(*rows, strict=True), strict=True)))


def _students(district: District, year: str, folder: Path) -> Path:
    now = year == THIS_YEAR
    people = district.people
    school = people["school" if now else "school_before"].to_numpy(copy=True)
    if now:
        school[district.no_shows] = people["school_before"].to_numpy()[district.no_shows]
    listed = np.flatnonzero(school != NOWHERE)
    some = people.iloc[listed]
    return _write(folder / f"students_{year}.csv", {
        "Student ID": some["student_id"], "School ID": _ids(district)[school[listed]],
        "First Name": some["first_name"], "Last Name": some["last_name"],
        "Grade": _grades(some["grade"] - (not now)), "Gender": some["gender"],
        "Race/Ethnicity": some["race"], "Home Language": some["language"],
        "English Learner": _yes(some["english_learner"]),
        "Special Education": _yes(some["special_education"]),
        "Low Income": _yes(some["low_income"]), "Housing": some["housing"],
    })  # fmt: skip


def _enrollment(district: District, year: str, stays: list, folder: Path) -> Path:
    stay = pd.concat([own for _, own in stays])
    return _write(folder / f"enrollment_{year}.csv", {
        "Student ID": district.people["student_id"].iloc[stay["person"]],
        "School ID": _ids(district)[stay["school"]], "Grade": _grades(stay["grade"]),
        "Entry Date": _dates(stay["entry"]), "Exit Date": _dates(stay["exit"]),
    })  # fmt: skip


def _absences(district: District, year: str, stays: list, folder: Path) -> dict:
    """The files, and the days that each covers: schools that report until the same day together,
    written a school at a time."""
    covers = {}
    for last in sorted({through(school, year) for school, _ in stays}, reverse=True):
        late = "_late" if covers else ""
        some = [
            (school, own) for school, own in stays if through(school, year) == last and len(own)
        ]
        parts = [some[n : n + SCHOOLS_PER_FILE] for n in range(0, len(some), SCHOOLS_PER_FILE)]
        for number, part in enumerate(parts, start=1):
            path = folder / f"absences_{year}{late}{f'_{number}' if len(parts) > 1 else ''}.csv"
            _write_absences(path, district, year, part)
            covers[path] = (PLANS[year].first, last)
    return covers


def _write_absences(path: Path, district: District, year: str, stays: list) -> None:
    with csv.CSVWriter(path, _EVENTS, write_options=_PLAIN) as writer:
        for school, own in stays:
            writer.write_table(_events(district, school, absences(district, own, school, year)))


_EVENTS = pa.schema([
    ("Student ID", pa.string()), ("School ID", pa.string()), ("Date", pa.date32()),
    ("Code", pa.string()), ("Portion", pa.string()),
])  # fmt: skip


def _events(district: District, school: School, made: pd.DataFrame) -> pa.Table:
    ids = district.people["student_id"].iloc[made["person"]]
    school_id = [school.school_id] * len(made)
    columns = [ids, school_id, _dates(made["day"]), made["code"], made["portion"]]
    return pa.Table.from_arrays(
        [pa.array(said, field.type) for said, field in zip(columns, _EVENTS, strict=True)],
        schema=_EVENTS,
    )


def _mapping(covers: dict) -> str:
    """The decisions about the files, as a MAP.toml."""
    lines = ['date_order = "ymd"', 'exit_date = "inclusive"', "", "[codes]"]
    lines += [f'"{code}" = "{meaning}"' for code, meaning in MEANINGS.items()]
    for year in YEARS:
        for kind in ("students", "enrollment"):
            lines += ["", f'[files."{kind}_{year}.csv"]', f'school_year = "{year}"']
    for path, (first, last) in covers.items():
        lines += ["", f'[files."{path.name}"]', 'layout = "events"',
                  f'covers = ["{first}", "{last}"]']  # fmt: skip
    return "\n".join(lines) + "\n"


def _write(path: Path, columns: dict) -> Path:
    table = pa.table({name: pa.array(said) for name, said in columns.items()})
    csv.write_csv(table, path, _PLAIN)
    return path


def _ids(district: District) -> np.ndarray:
    return np.array([school.school_id for school in district.schools], dtype=object)


def _grades(grade: pd.Series) -> np.ndarray:
    return np.array(["K", *map(str, range(1, 13))], dtype=object)[grade]


def _yes(said: pd.Series) -> np.ndarray:
    return np.where(said, "Y", "N").astype(object)


def _dates(days: pd.Series) -> pa.Array:
    return pa.array(days.to_numpy().astype("datetime64[D]"))
