"""Advice on the words of a letter: what judges or frightens a family, and what may stay empty."""

from __future__ import annotations

import re

from sm_core.papers.fields import field_named
from sm_core.papers.wording import READY

FRIGHTENING = re.compile(
    r"\b(chronic\w*|sever(?:e|ely|a|as|o|os)|moderate\w*|at[ -]risk|truan\w*|delinquen\w*|court\w*|"
    r"law|laws|legal\w*|illegal\w*|statute\w*|penalt\w*|punish\w*|consequence\w*|prosecut\w*|"
    r"violat\w*|fail(?:ed|ure|ing)?|warning|"
    r"crónic\w*|moderad\w*|riesgo|ausentismo|tribunal\w*|juez|jueza|corte|ley|leyes|ilegal\w*|"
    r"multas?|castig\w*|obligatori\w*|consecuencias?|sancion\w*|delito\w*|advertencia)\b",
    re.IGNORECASE,
)

WAYS_TO_CALL = {"whom_to_call", "contact_phone", "contact_email"}


def hints(words: str, language: str) -> list[str]:
    """A sentence for every line with such a word, in English or Spanish, and for a field that will
    often be empty in this language, and one where nobody is named to call. They are advice: the
    district may know better."""
    found = [
        f"Line {number}: {sentence}"
        for number, line in enumerate(words.splitlines(), 1)
        for sentence in _hints(line, language)
    ]
    if not WAYS_TO_CALL & {field_named(said) for said in re.findall(r"\{([^{}]*)\}", words)}:
        found.append("The letter does not say whom a family can call: write {whom_to_call}.")
    return found


def _hints(line: str, language: str) -> list[str]:
    found = [
        f"“{match[0]}” may frighten or judge; a family reads this about its child."
        for match in FRIGHTENING.finditer(line)
    ]
    if "{mentor}" in line.casefold() and language not in READY:
        found.append(
            "as long as there is no mentor, letters with {mentor} cannot be made in "
            f"{language}: write {{mentor|…}} with your words for “an adult at school; we will "
            "tell you who” in place of the dots."
        )
    return found
