"""Grades as files write them, and the levels they belong to."""

from collections.abc import Iterable

LEVELS = {
    "elementary": (
        *("EC", "PK3", "P3", "PK4", "P4"),
        "PK",
        "PREK",
        "TK",
        "K",
        "KG",
        "KF",
        "0K",
        *"12345",
        *(f"0{n}" for n in "12345"),
    ),
    "middle": ("6", "7", "8", "06", "07", "08"),
    "high": ("9", "09", "10", "11", "12"),
}
"""The spellings, in capitals, of the grades of each level: to 5, 6 to 8, 9 to 12."""

LEVEL_WORDS = {
    "elementary": "Elementary (to 5)",
    "middle": "Middle (6–8)",
    "high": "High (9–12)",
}


def grades_wanted(chosen: tuple[str, ...] | None) -> list[str] | None:
    """The spellings, in capitals, of the `chosen` levels and grades; None is no limit."""
    if not chosen:
        return None
    return [spelling for name in chosen for spelling in LEVELS.get(name, (name.upper(),))]


def levels_among(grades: list[str]) -> list[str]:
    """The levels that some of the `grades` belong to, youngest first."""
    capitals = {grade.upper() for grade in grades}
    return [level for level, spellings in LEVELS.items() if capitals & set(spellings)]


_SPELLINGS = [spelling for spellings in LEVELS.values() for spelling in spellings]


def in_natural_order(grades: Iterable[str]) -> list[str]:
    """PK, K, 1 … 12; a grade that no level knows comes last."""
    places = {spelling: place for place, spelling in enumerate(_SPELLINGS)}
    return sorted(grades, key=lambda grade: (places.get(grade.upper(), len(places)), grade))
