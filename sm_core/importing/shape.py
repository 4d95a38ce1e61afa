"""What the rows of a staged file say of its kind and extent."""

from sm_core.importing import written
from sm_core.importing.layouts import FIELDS, Guess
from sm_core.importing.mapping import Mapping
from sm_core.importing.questions import Question


def register_or_events(cursor, name, mapping, told) -> tuple[Guess, list[Question]]:
    """A register has a row for nearly every student and day, most of them present; a list of
    events has rows only for what went otherwise. In between nobody guesses."""
    codes = written.values(cursor, "code")
    meanings = {c: written.meaning_of(c, mapping.codes) for c in codes}
    present = sum(codes[c] for c, said in meanings.items() if said and said.meaning == "present")
    filled = _density(cursor)
    share = present / codes.total()
    grid = f"it has a row for {filled:.0%} of its students and days"
    if None in meanings.values():
        return Guess("register" if filled >= 0.6 else "events", grid), []
    if present == 0:
        return Guess("events", f"{told.reason}, and no row says present"), []
    if filled >= 0.6 or (share >= 0.5 and filled >= 0.3):
        return Guess("register", f"{grid}, {share:.0%} of the rows say present"), []
    return Guess("events", grid), [ask_layout(name, grid)]


def ask_layout(name: str, grid: str) -> Question:
    """The question whether a file is a register or only a list of absences."""
    return Question(
        name, "layout", "", f"{grid}, so it may be a register of every day or only a list of "
        "absences.", 'layout = "register" or "events".', ("register", "events"), "events",
    )  # fmt: skip


def _density(cursor) -> float:
    """Lines per student and date of their school, from 0 to 1."""
    rows = cursor.execute(
        "WITH days AS (SELECT school_id, count(DISTINCT date) AS days FROM temp.marked "
        "WHERE named > 0 AND date IS NOT NULL GROUP BY school_id), "
        "students AS (SELECT school_id, count(*) AS students, sum(dated) AS lines "
        "FROM temp.named WHERE dated > 0 GROUP BY school_id) "
        "SELECT sum(s.lines), sum(s.students * d.days) FROM students AS s JOIN days AS d "
        "ON d.school_id IS NOT DISTINCT FROM s.school_id"
    ).fetchall()
    [(lines, places)] = rows
    return min(1.0, lines / places) if places else 0.0


def extent(cursor, layout: str, mapping: Mapping) -> tuple[int, tuple]:
    """(students, first and last day) for the sentence on screen."""
    students = 0
    if "student_id" in FIELDS[layout]:
        students = cursor.execute("SELECT count(DISTINCT student_id) FROM temp.named").fetchall()[
            0
        ][0]
    texts = written.written_dates(cursor, layout)
    parsed = [written.parse(text, mapping.date_order or "mdy") for text in texts]
    days = [day for day in parsed if day]
    return students, (min(days), max(days)) if days else ()
