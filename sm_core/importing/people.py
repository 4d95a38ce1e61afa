"""What the lines of a file say of the students themselves: names, grade, groups."""

from sm_core.importing import written
from sm_core.importing.insert import add_rows
from sm_core.importing.layouts import FIELDS
from sm_core.importing.mapping import Mapping
from sm_core.queries import run


def tell_people(cursor, mapping: Mapping, schools: list[str]) -> None:
    """Bring what the staged file says of students at `schools` into `attendance.students`; of
    several lines about one the last wins, and where a file is silent the old words stay."""
    facts = set(mapping.columns) & set(FIELDS["students"])
    own = sorted(facts - {"student_id", "school_id", "school_name"})
    if not own:
        return
    _load_news(cursor, own, mapping, schools)
    run(cursor, "people_update")
    cursor.execute(
        "DELETE FROM attendance.students WHERE (student_id, school_year) "
        "IN (SELECT (student_id, school_year) FROM temp.people)"
    )
    add_rows(cursor, "students", "SELECT * FROM temp.people_after")


def _load_news(cursor, own: list[str], mapping: Mapping, schools: list[str]) -> None:
    """Fill `temp.people` with each student of whom the `own` facts of the file tell news: a weekly
    file says the same of nearly everyone as the last one did."""
    facts = ", ".join(own)
    last = ", ".join(f"arg_max({fact}, line) AS {fact}" for fact in own)
    new = " OR ".join(f"l.{fact} <> COALESCE(o.{fact}, '')" for fact in own)
    cursor.execute("CREATE OR REPLACE TEMP TABLE people AS FROM attendance.students LIMIT 0")
    cursor.execute(
        "INSERT INTO temp.people BY NAME "
        # A register says the same of a student on many lines; each saying is looked at once.
        f"WITH sayings AS (SELECT student_id, {facts}, max(line) AS line FROM temp.staged "
        f"WHERE student_id IS NOT NULL AND problem IS NULL AND COALESCE({facts}, NULL) IS NOT NULL "
        "AND (list_contains($schools::VARCHAR[], school_id) OR (school_id IS NULL AND $anywhere)) "
        "GROUP BY ALL), "
        f"last AS (SELECT student_id, $school_year AS school_year, {last} FROM sayings "
        "GROUP BY student_id HAVING NOT regexp_matches(student_id, $footer, 'i')) "
        "SELECT l.* FROM last AS l LEFT JOIN attendance.students AS o "
        "USING (student_id, school_year) "
        f"WHERE o.student_id IS NULL OR {new}",
        # Only a list of students may speak of one without saying the school.
        {
            "schools": schools,
            "school_year": mapping.school_year or "",
            "footer": written.FOOTER,
            "anywhere": mapping.layout == "students",
        },
    )
