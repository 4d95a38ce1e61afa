"""Claim: eight weeks of 2,000 matches in a district of 20,000 students, with 100,000 contacts on
record, are counted in at most 6 x the bare query (school days, days missed and days met per match
and week, without the rest of the rules).

    python benchmarks/contacts.py [--students 20000] [--work DIR]

Every tenth student has a mentor. Enrollment, calendar and absences are imported by the command line
first; matches and contacts are put straight into the program. Times are medians of fifteen after
one call; ours counts up to the finished objects, the bare query up to the fetched rows.
"""

import argparse
from datetime import date
from pathlib import Path

from district import AS_OF, FIRST_DAY, write_events
from measuring import apart, command, folder, usual

from sm_core.actor import local_captain
from sm_core.contacts.weeks import match_weeks
from sm_core.store import Store

FIRST, LAST = date(2026, 3, 2), date.fromisoformat(AS_OF)
"""Eight weeks."""
MATCHES = f"""
    INSERT INTO program.matches BY NAME
    SELECT 'match-' || student_id AS match_id, student_id, 'mentor-' || n // 5 AS mentor_id,
        school_id, DATE '{FIRST_DAY}' + (n % 60)::INTEGER AS started
    FROM (SELECT *, row_number() OVER (ORDER BY student_id) AS n
        FROM attendance.enrollments WHERE source = 'file')
    WHERE n % 10 = 0
"""
CONTACTS = """
    INSERT INTO program.contacts BY NAME
    SELECT m.student_id || d.day AS contact_id, m.student_id, m.mentor_id, m.school_id, d.day,
        CASE WHEN hash(m.student_id, d.day, 'kind') % 12 = 0 THEN 'looked for' ELSE 'saw' END
            AS kind
    FROM program.matches AS m
    JOIN attendance.calendar AS d ON d.school_id = m.school_id AND d.day >= m.started
    WHERE hash(m.student_id, d.day) % 100 < 34
"""
BARE = """
    WITH days AS (
        SELECT m.match_id, date_trunc('week', d.day) AS monday, count(*) AS session,
            count(a.day) AS away
        FROM program.matches AS m
        JOIN attendance.calendar AS d
            ON d.school_id = m.school_id AND d.day BETWEEN $first AND $last
        LEFT JOIN attendance.absences AS a
            ON a.student_id = m.student_id AND a.day = d.day AND a.portion = 1
        GROUP BY ALL
    ),
    met AS (
        SELECT m.match_id, date_trunc('week', c.day) AS monday, count(DISTINCT c.day) AS seen
        FROM program.matches AS m
        JOIN program.contacts AS c USING (student_id, mentor_id)
        WHERE c.day BETWEEN $first AND $last
        GROUP BY ALL
    )

    SELECT match_id, monday, session, away, COALESCE(seen, 0)
    FROM days LEFT JOIN met USING (match_id, monday)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=20_000)
    parser.add_argument("--work", type=Path)
    asked = parser.parse_args()
    with folder(asked.work) as work:
        home = work / f"contacts-{asked.students}"
        if not home.exists():
            files = write_events(work, asked.students)
            command(home, "import", *files, "--mapping", work / "map.toml")
        apart(fill, home)
        apart(measure, home)
    print("to reach: 6 x")


def fill(home: Path) -> None:
    store = Store(home)
    with store.writing("program") as cursor:
        for query in ("TRUNCATE program.matches", "TRUNCATE program.contacts", MATCHES, CONTACTS):
            cursor.execute(query)
    store.close()


def measure(home: Path) -> None:
    store = Store(home)
    ask = (store, local_captain(), LAST, LAST, FIRST, LAST)
    with store.reading() as cursor:
        [(matches, contacts)] = cursor.execute(
            "SELECT (SELECT count(*) FROM program.matches), (SELECT count(*) FROM program.contacts)"
        ).fetchall()
        times = {"first": FIRST, "last": LAST}
        bare = usual(lambda: cursor.execute(BARE, times).fetchall(), 15)
    ours = usual(lambda: match_weeks(*ask), 15)
    print(f"{matches:,} matches, {contacts:,} contacts, {len(match_weeks(*ask)):,} weeks: "
          f"{ours * 1000:.0f} ms, bare {bare * 1000:.0f} ms, {ours / bare:.1f} x bare",
          flush=True)  # fmt: skip
    store.close()


if __name__ == "__main__":
    main()
