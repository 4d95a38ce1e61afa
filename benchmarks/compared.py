"""Claim: the weeks of every school come from one query that takes at most 4 x the bare sums of the
days missed by student and week, whatever the number of schools; asking school by school takes at
least 5 x as long. Places and changes of 100 schools take less than the query.

    python benchmarks/compared.py [--students 100000] [--schools 100] [--work DIR]

Enrollment, calendar and absences are imported by the command line first. Times are medians of five
after one call; school by school is five schools, multiplied.
"""

import argparse
from datetime import date
from pathlib import Path

from district import AS_OF, write_events
from measuring import apart, command, folder, timed, usual

from sm_core.actor import local_captain
from sm_core.compared.change import change
from sm_core.compared.find import counts
from sm_core.compared.limits import limits, place
from sm_core.compared.record import Count
from sm_core.seen import Filters, see
from sm_core.standing import Asked
from sm_core.store import Store
from sm_core.trends import by_week, by_week_and_school, cut

ASKED = 5
"""Schools asked one by one."""
BARE = """
    SELECT count(*), max(so_far) FROM (
        SELECT sum(days) OVER (PARTITION BY student_id ORDER BY monday) AS so_far FROM (
            SELECT student_id, date_trunc('week', day) AS monday, count(*) AS days
            FROM attendance.absences WHERE portion >= 0.5 GROUP BY ALL
        )
    )
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=100_000)
    parser.add_argument("--schools", type=int, default=100)
    parser.add_argument("--work", type=Path)
    asked = parser.parse_args()
    with folder(asked.work) as work:
        home = work / f"compared-{asked.students}-{asked.schools}"
        if not home.exists():
            fill(home, asked.students, asked.schools)
        measure(Store(home))


def fill(home: Path, students: int, schools: int) -> None:
    home.mkdir()
    apart(write_events, home, students, schools)
    files = [home / f"{name}.csv" for name in ("enrollment", "calendar", "events")]
    spent = command(home, "import", *files, "--mapping", home / "map.toml")
    print(f"import of enrollment, calendar and absences {spent}")


def measure(store: Store) -> None:
    seen = see(store, local_captain(), Asked(date.fromisoformat(AS_OF)))
    by_school = counts(cut(store, seen, Filters(), "school"))
    every = usual(lambda: by_week_and_school(store, seen, Filters()))
    least = usual(lambda: bare(store))
    single = sum(timed(lambda s=school: weeks_alone(store, seen, s))
                 for school in list(by_school)[:ASKED]) / ASKED * len(by_school)  # fmt: skip
    decided = usual(lambda: decide(by_school))
    print(f"{seen.students.num_rows:,} students in {len(by_school)} schools")
    for name, seconds in {"all schools": every, "bare": least, "one by one": single,
                          "places and changes": decided}.items():  # fmt: skip
        print(f"{name:<22}{seconds:8.3f} s   {seconds / every:6.2f} x all schools")
    print(f"to reach: at most 4 x bare ({every / least:.2f}), one by one at least 5 x "
          f"({single / every:.1f}), decided in less than the query")  # fmt: skip


def bare(store: Store) -> None:
    with store.reading() as cursor:
        cursor.execute(BARE).fetchall()


def weeks_alone(store: Store, seen, school: str) -> None:
    by_week(store, seen, Filters(school))


def decide(by_school: dict[str, Count]) -> None:
    of_all = sum(by_school.values(), Count())
    for each in by_school.values():
        place(each, of_all)
        change(Count(each.rated, each.chronic // 2), each, len(by_school))
    limits(range(10, 1000, 4), of_all)


if __name__ == "__main__":
    main()
