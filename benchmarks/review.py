"""Claim: what a weekly review knows of everybody at one school, and its list, take at most 6 x the
bare query (days missed in the last ten and in the ten before, per student of the school), in a
district of 10,000 and of 100,000 students.

    python benchmarks/review.py [--students 10000 100000] [--work DIR]

The demo district of each size is made by the command line first; the school is the one with the
most students. The students of the district are fetched before, as the page keeps them. Times are
medians of nine after one call.
"""

from contextlib import closing
from pathlib import Path

from measuring import on_demos, usual

from sm_core.actor import local_captain
from sm_core.contacts.weeks import monday_of
from sm_core.demo.calendars import AS_OF
from sm_core.review.facts import began_of, facts, lately_at, program_at, rows_at
from sm_core.review.listed import listed
from sm_core.review.patterns import patterns
from sm_core.review.settings import USUAL
from sm_core.schools import School, schools_seen
from sm_core.seen import Seen, see
from sm_core.standing import Asked
from sm_core.store import Store
from sm_core.uploads import open_district

TIMES = 9
BARE = """
    WITH days AS (
        SELECT
            e.student_id, COALESCE(a.portion, 0) >= 0.5 AS missed,
            row_number() OVER (PARTITION BY e.student_id ORDER BY d.day DESC) AS back
        FROM attendance.enrollments AS e
        JOIN attendance.calendar AS d
            ON d.school_id = e.school_id AND d.day BETWEEN e.first_day AND e.last_day
            AND d.day <= $as_of
        LEFT JOIN attendance.absences AS a
            ON a.student_id = e.student_id AND a.school_id = d.school_id AND a.day = d.day
        WHERE e.school_id = $school
    )

    SELECT
        student_id, count(*) FILTER (missed AND back <= 10),
        count(*) FILTER (missed AND back BETWEEN 11 AND 20)
    FROM days GROUP BY student_id
"""


def main() -> None:
    on_demos(__doc__, measure)
    print("to reach: 6 x")


def measure(home: str, students: int) -> None:
    with closing(open_district(Path(home))) as store:
        seen = see(store, local_captain(), Asked(AS_OF))
        school = largest(store, seen)
        rows = rows_at(seen, school.school_id)
        values = {"school": school.school_id, "as_of": AS_OF}
        with store.reading() as cursor:
            bare = usual(lambda: cursor.execute(BARE, values).fetchall(), TIMES)
        print(f"{students:,} students, {len(rows):,} at {school.name}; bare {bare * 1000:.0f} ms")
        for name, part in parts(store, seen, school, rows).items():
            ours = usual(part, TIMES)
            print(f"  {name:<48}{ours * 1000:6.0f} ms {ours / bare:6.1f} x bare", flush=True)


def largest(store: Store, seen: Seen) -> School:
    ids = seen.students["school_id"].to_pylist()
    return max(schools_seen(store, seen.actor), key=lambda s: ids.count(s.school_id))


def parts(store: Store, seen: Seen, school: School, rows: list[dict]) -> dict:
    monday = monday_of(AS_OF)
    program = program_at(store, seen, rows, AS_OF, monday)
    began = began_of(program)
    return {
        "facts and list": lambda: listed(
            facts(store, seen, school.school_id, USUAL, AS_OF, monday), USUAL, {}, {}
        ),
        "of it the days": lambda: lately_at(store, seen, rows, began, USUAL),
        "of it the program, asked after each decision": lambda: program_at(
            store, seen, rows, AS_OF, monday
        ),
        "patterns": lambda: patterns(store, seen.actor, school.school_id, AS_OF),
    }


if __name__ == "__main__":
    main()
