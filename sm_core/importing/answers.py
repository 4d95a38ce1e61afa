"""What a person answered on screen, as the decisions of a mapping."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sm_core.errors import SmError
from sm_core.importing.mapping import DAY_TYPES, MOST, Mapping
from sm_core.importing.meanings import ABSENT, MEANINGS, WORDS, Meaning
from sm_core.importing.questions import Question
from sm_core.school_year import parse_school_year

HALF = Decimal("0.5")
CODE_CHOICES: dict[str, Meaning] = {WORDS[name]: Meaning.whole(name) for name in MEANINGS} | {
    f"half a day {WORDS[name]}": Meaning(name, HALF) for name in ABSENT[:3]
}
"""What a code can mean, in words; a half day is the only part of a day offered here."""

DAY_TYPE_CHOICES = dict(
    zip(("a school day", "no school"), DAY_TYPES, strict=True)
)  # fmt: skip
AS_WRITTEN = ("columns", "sheet")
"""What is answered by a name out of the file, whatever that name is."""
LABELS = {
    "mdy": "month first: 9/5 is September 5",
    "dmy": "day first: 9/5 is May 9",
    "inclusive": "the last day enrolled",
    "exclusive": "the first day no longer enrolled",
    "register": "every day of every student (a register)",
    "events": "only absences and the like (events)",
    "any": "after missing any class period",
    "half": "after missing half of the class periods",
    "all": "only after missing all class periods",
}


def choices(question: Question) -> dict[str, object]:
    """The answers to offer, by their words; empty where the answer is typed."""
    if question.key == "codes":
        return DAY_TYPE_CHOICES if question.options == DAY_TYPES else CODE_CHOICES
    if question.key == "student_id_width":
        return {_width_words(option): option for option in question.options}
    if question.key in AS_WRITTEN:
        return {option: option for option in question.options}
    return {LABELS.get(option, option): option for option in question.options}


def _width_words(option: str) -> str:
    return "leave the ids as they are" if option == "1" else f"put the zeros back: {option} digits"


def suggestion(question: Question) -> str | None:
    """The words of the suggested answer, to be confirmed; None where nothing is suggested."""
    if question.key == "codes" and question.suggestion:
        return WORDS[question.suggestion]
    if question.key == "student_id_width" and question.suggestion:
        return _width_words(question.suggestion)
    return LABELS.get(question.suggestion or "", question.suggestion)


def answered(mapping: Mapping, question: Question, answer: object) -> Mapping:
    """`mapping` with one more decision. Raises `SmError` for an answer it cannot be."""
    if question.key in ("codes", "columns"):
        known = getattr(mapping, question.key)
        return replace(mapping, **{question.key: known | {question.about: answer}})
    if question.key in MOST:
        return replace(mapping, **{question.key: _number(question.key, answer)})
    if question.key == "school_year":
        return replace(mapping, school_year=parse_school_year(str(answer)))
    if question.key == "sheet":
        return replace(mapping, sheet=str(answer))
    if question.key == "as_of":
        assert isinstance(answer, date)
        return replace(mapping, as_of=answer)
    return replace(mapping, **{question.key: str(answer).strip()})


NUMBERS = {
    "day_minutes": "the length of a school day in minutes; write 390",
    "day_periods": "the number of class periods in a day; write 7",
    "student_id_width": "a number of digits; write 7",
}


def _number(key: str, answer: object) -> int:
    try:
        number = int(str(answer))
    except ValueError:
        number = 0
    if not 0 < number <= MOST[key]:
        raise SmError(f'"{answer}" is not {NUMBERS[key]}.')
    return number
