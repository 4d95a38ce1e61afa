"""Names in the encodings that school systems still write, and names that only look odd."""

import pytest
from invented import AMINA, MARCUS, ROSA, table

HEADER = "Student ID,First Name,Last Name,Grade"
PLAIN = [(MARCUS, "Marcus", "Tran", 6), (AMINA, "Amina", "Yusuf", 7)]

NAMED = [
    # the bytes of a DOS file that Windows-1252 knows as other signs: ¤ ‚   ” ™ Š
    ("José", "Núñez"), ("Bárbara", "Peña"), ("Zoë", "Müller"), ("Jörg", "Böhm"), ("André", "Löwe"),
    ("Renée", "Étienne"), ("Michèle", "François"), ("MARÍA".replace("Í", "I"), "NUÑEZ"),
]  # fmt: skip
ONLY_WINDOWS = [
    ("Miloš", "Šimić".replace("ć", "c")), ("Žarko", "Kovač".replace("č", "c")),
    ("Rosa\u00a0Ana", "Delgado"), ("Siobhán", "O’Brien"), ("“Al”", "D’Angelo"),
    ("Ana", "Smith–Jones"), ("JOSÉ", "MUÑOZ"), ("Ōsaka".replace("Ō", "O"), "Ångström"),
]  # fmt: skip


def students(*named):
    rows = [(ROSA, *named[0], 6), *PLAIN]
    rows += [(f"004200{n}", *name, 6) for n, name in enumerate(named[1:])]
    return table(HEADER, rows)


@pytest.mark.parametrize("named", NAMED, ids=" ".join)
def test_a_DOS_file_is_not_taken_for_a_windows_file(take, names, named):
    """Aeries writes its Attendance Works extract in code page 437."""
    take({"s.csv": students(named).encode("cp437")})

    assert names()[ROSA][:2] == named


@pytest.mark.parametrize("named", [*NAMED, *ONLY_WINDOWS], ids=" ".join)
def test_a_windows_file_is_not_taken_for_a_DOS_file(take, names, named):
    take({"s.csv": students(named).encode("cp1252")})

    assert names()[ROSA][:2] == named


def test_of_many_names_the_most_decide(take, names):
    take({"s.csv": students(*NAMED).encode("cp437"), "t.csv": students(*NAMED).encode("cp437")})

    assert names()["0042006"][:2] == NAMED[7]


KEPT = {
    "right to left": ("محمد", "علي"),
    "Hebrew with a mark of direction within": ("דו\u200fד", "לוי"),
    "emoji": ("Zoë 🦋", "👩‍👩‍👧"),
    "accents as marks of their own": ("Jose\u0301", "Nun\u0303ez"),
    "an apostrophe": ("D'Angelo", "O’Neil"),
    "a control character within": ("Ro\x0bsa", "Del\x1fgado"),
    "a formula": ("=cmd()", "@SUM(A1)"),
    "markup": ("<b>Rosa</b>", "{{7*7}}"),
    "Null": ("Rosa", "Null"),
    "NULL": ("Rosa", "NULL"),
    "none": ("Nan", "None"),
}


@pytest.mark.parametrize("name", KEPT)
def test_a_name_is_kept_as_it_is(take, names, name):
    report = take({"s.csv": students(KEPT[name])})

    assert report["rejected"] == {}
    assert names()[ROSA][:2] == KEPT[name]


@pytest.mark.parametrize("word", [r"\N", "(null)", "", " "])
def test_a_name_that_is_none(take, names, word):
    take({"s.csv": students(("Rosa", word))})

    assert names()[ROSA] == ("Rosa", None, None)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('"Delgado, ""Rosie"""', 'Delgado, "Rosie"'),
        (r'"Delgado, \"Rosie\""', 'Delgado, "Rosie"'),
        ('"Delgado,\nRosa"', "Delgado,\nRosa"),
        ('Delgado "Rosie" Ruiz', 'Delgado "Rosie" Ruiz'),
    ],
)
def test_quotation_marks_and_line_breaks_within_a_name(take, names, written, name):
    rows = [(ROSA, written, 6), (MARCUS, "Marcus Tran", 6)]

    report = take({"s.csv": table("Student ID,Student Name,Grade", rows)})

    assert (report["rows_read"], report["rejected"]) == (2, {})
    assert {student: said[2] for student, said in names().items()} == {
        ROSA: name, MARCUS: "Marcus Tran",
    }  # fmt: skip
