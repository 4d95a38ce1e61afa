"""Claim: the tiers of a whole district at any date take at most 1.5 x the bare query (absences
counted per student, joined to days enrolled as a subtraction of running numbers of the calendar),
and pandas takes at least 10 x as long on the same tables.

    python benchmarks/standing.py [--students 100000 | --full] [--work DIR]

`--full` is 1,000,000 students. Enrollment, calendar and absences are imported by the command line
first. Times are medians of five after one call; ours counts up to the finished DataFrame, the bare
query too, pandas from DataFrames already in memory.
"""

import argparse
from datetime import date
from pathlib import Path

import pandas as pd
from district import AS_OF, write_events
from measuring import apart, command, folder, usual

from sm_core.actor import local_captain
from sm_core.queries import run
from sm_core.standing import Asked, standing
from sm_core.store import Store

BARE = """
    WITH missed AS (
        SELECT student_id, school_id, count(*) AS days FROM attendance.absences
        WHERE day <= $as_of::DATE AND portion >= 0.5 GROUP BY student_id, school_id
    ),
    reached AS (
        SELECT school_id, max(day_number) AS number FROM attendance.calendar
        WHERE day <= $as_of::DATE GROUP BY school_id
    )

    SELECT e.student_id,
        sum(LEAST(COALESCE(l.day_number, r.number), r.number) - f.day_number + 1) AS enrolled,
        sum(COALESCE(m.days, 0)) AS absent
    FROM attendance.enrollments AS e
    JOIN reached AS r USING (school_id)
    JOIN attendance.calendar AS f ON f.school_id = e.school_id AND f.day = e.first_day
    LEFT JOIN attendance.calendar AS l ON l.school_id = e.school_id AND l.day = e.last_day
    LEFT JOIN missed AS m ON m.student_id = e.student_id AND m.school_id = e.school_id
    GROUP BY e.student_id
"""


def main() -> None:
    asked = arguments()
    students = 1_000_000 if asked.full else asked.students
    with folder(asked.work) as work:
        home = work / f"standing-{students}"
        if not home.exists():
            fill(home, students)
        compare(Store(home), date.fromisoformat(AS_OF))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=100_000)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--work", type=Path)
    return parser.parse_args()


def fill(home: Path, students: int) -> None:
    home.mkdir()
    apart(write_events, home, students)
    files = [home / f"{name}.csv" for name in ("enrollment", "calendar", "events")]
    spent = command(home, "import", *files, "--mapping", home / "map.toml")
    print(f"import of enrollment, calendar and absences {spent}")


def compare(store: Store, as_of: date) -> None:
    captain, question = local_captain(), Asked(as_of)
    values = question.parameters(captain)
    ours = usual(lambda: standing(store, captain, question))
    with store.reading() as cursor:
        query = usual(lambda: run(cursor, "standing", question.pieces, **values).df())
        bare = usual(lambda: cursor.execute(BARE, {"as_of": as_of}).df())
        names = ("enrollments", "absences", "calendar")
        tables = {name: cursor.execute(f"FROM attendance.{name}").df() for name in names}
    pandas = usual(lambda: with_pandas(tables, pd.Timestamp(as_of)), 3)
    print(f"{len(tables['enrollments']):,} stretches, {len(tables['absences']):,} absences")
    found = {"standing()": ours, "its query unsorted": query, "bare": bare, "pandas": pandas}
    for name, seconds in found.items():
        print(f"{name:<28}{seconds:8.3f} s   {seconds / bare:6.2f} x bare")
    print(f"to reach: at most 1.50 x bare; pandas at least 10 x ours ({pandas / ours:.1f} x)")


def with_pandas(tables: dict[str, pd.DataFrame], as_of: pd.Timestamp) -> pd.DataFrame:
    calendar = tables["calendar"].query("day <= @as_of").rename(columns={"day": "first_day"})
    stretches = tables["enrollments"].merge(calendar, on=["school_id", "first_day"])
    reached = stretches["school_id"].map(calendar.groupby("school_id")["day_number"].max())
    enrolled = (reached - stretches["day_number"] + 1).groupby(stretches["student_id"]).sum()
    absences = tables["absences"].query("day <= @as_of and portion >= 0.5")
    return pd.DataFrame({"enrolled": enrolled, "absent": absences.groupby("student_id").size()})


if __name__ == "__main__":
    main()
