"""Names in the encodings that school systems still write, and names that only look odd."""

import pytest
from invented import AMINA, MARCUS, ROSA, table

HEADER = "Student ID,First Name,Last Name,Grade"

NAMED = [
    # In a DOS file their bytes are those of Windows' ‚ ¤ ” Š and other signs.
    ("José", "Núñez"), ("Bárbara", "Peña"), ("Zoë", "Müller"), ("Jörg", "Böhm"), ("André", "Löwe"),
    ("Renée", "Étienne"), ("Michèle", "François"), ("MARIA", "NUÑEZ"),
]  # fmt: skip
ONLY_WINDOWS = [
    ("Miloš", "Šimic"), ("Žarko", "Kovac"),
    ("Rosa\u00a0Ana", "Delgado"), ("Siobhán", "O’Brien"), ("“Al”", "D’Angelo"),
    ("Ana", "Smith–Jones"), ("JOSÉ", "MUÑOZ"), ("Osk", "Ångström"),
]  # fmt: skip


def student(n, names):
    return f"{n:07}", *names, 6


def written(named, encoding):
    """A file of its own for every name, as only its own bytes say how it is encoded."""
    plain = [(MARCUS, "Marcus", "Tran", 6), (AMINA, "Amina", "Yusuf", 7)]
    return {
        f"{n}.csv": table(HEADER, [student(n, names), *plain]).encode(encoding)
        for n, names in enumerate(named)
    }


def read(names, count):
    said = names()
    return [said[f"{n:07}"][:2] for n in range(count)]


def test_a_DOS_file_is_not_taken_for_a_windows_file(take, names):
    """Aeries writes its Attendance Works extract in code page 437."""
    take(written(NAMED, "cp437"))

    assert read(names, len(NAMED)) == NAMED


def test_a_windows_file_is_not_taken_for_a_DOS_file(take, names):
    named = NAMED + ONLY_WINDOWS

    take(written(named, "cp1252"))

    assert read(names, len(named)) == named


def test_of_many_names_the_most_decide(take, names):
    """By itself "¢", ó in a DOS file, could be either."""
    many = [("Ana", "¢"), *NAMED]
    rows = [student(n, said) for n, said in enumerate(many)]

    take({"s.csv": table(HEADER, rows).encode("cp1252")})

    assert read(names, len(many)) == many


KEPT = [
    ("محمد", "علي"),  # from right to left
    ("דו\u200fד", "לוי"),  # with a mark of direction within
    ("Zoë 🦋", "👩‍👩‍👧"),
    ("Jose\u0301", "Nun\u0303ez"),  # accents as marks of their own
    ("D'Angelo", "O’Neil"),
    ("Ro\x0bsa", "Del\x1fgado"),  # control characters within
    ("=cmd()", "@SUM(A1)"),
    ("<b>Rosa</b>", "{{7*7}}"),
    ("Rosa", "Null"),
    ("Rosa", "NULL"),
    ("Nan", "None"),
]


def test_names_are_kept_as_they_are(take, names):
    rows = [student(n, said) for n, said in enumerate(KEPT)]

    report = take({"s.csv": table(HEADER, rows)})

    assert report["rejected"] == {}
    assert read(names, len(KEPT)) == KEPT


def test_names_that_are_none(take, names):
    rows = [student(n, ("Rosa", word)) for n, word in enumerate((r"\N", "(null)", "", " "))]

    take({"s.csv": table(HEADER, rows)})

    assert read(names, 4) == [("Rosa", None)] * 4


QUOTED = {
    '"Delgado, ""Rosie"""': 'Delgado, "Rosie"',
    r'"Delgado, \"Rosie\""': 'Delgado, "Rosie"',
    '"Delgado,\nRosa"': "Delgado,\nRosa",
    'Delgado "Rosie" Ruiz': 'Delgado "Rosie" Ruiz',
}


@pytest.mark.parametrize("written", QUOTED)
def test_quotation_marks_and_line_breaks_within_a_name(take, names, written):
    rows = [(ROSA, written, 6), (MARCUS, "Marcus Tran", 6)]

    report = take({"s.csv": table("Student ID,Student Name,Grade", rows)})

    assert (report["rows_read"], report["rejected"]) == (2, {})
    assert (names()[ROSA][2], names()[MARCUS][2]) == (QUOTED[written], "Marcus Tran")
