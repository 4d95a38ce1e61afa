"""Words that a family should not read in a letter: they judge, frighten or sound like a court."""

from __future__ import annotations

import re

FRIGHTENING = re.compile(
    r"\b(chronic\w*|sever(?:e|ely|a|as|o|os)|moderate\w*|at[ -]risk|truan\w*|delinquen\w*|court\w*|"
    r"law|laws|legal\w*|illegal\w*|statute\w*|penalt\w*|punish\w*|consequence\w*|prosecut\w*|"
    r"violat\w*|fail(?:ed|ure|ing)?|warning|"
    r"crónic\w*|moderad\w*|riesgo|ausentismo|tribunal\w*|juez|jueza|corte|ley|leyes|ilegal\w*|"
    r"multas?|castig\w*|obligatori\w*|consecuencias?|sancion\w*|delito\w*|advertencia)\b",
    re.IGNORECASE,
)


def hints(words: str) -> list[str]:
    """A sentence for every line with such a word, in English or Spanish. They are advice: the
    district may know better."""
    return [
        f"Line {number}: “{match[0]}” may frighten or judge; a family reads this about its child."
        for number, line in enumerate(words.splitlines(), 1)
        for match in FRIGHTENING.finditer(line)
    ]
