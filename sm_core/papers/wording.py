"""The ready words of letters: the sentence on days missed, dates, roles; in English and Spanish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from sm_core.exports import plain_number
from sm_core.papers.languages import ENGLISH, SPANISH
from sm_core.team.named import COORDINATOR, PRINCIPAL, SUBSTITUTE


@dataclass(frozen=True)
class Days:
    """Days missed of those enrolled up to `through`, inclusive; `excused` is None where the files
    do not tell."""

    missed: Decimal
    enrolled: Decimal
    excused: Decimal | None
    through: date | None


class English:
    """Also what every paper in a language without ready words falls back on, where it may."""

    roles: ClassVar = {
        COORDINATOR: "site coordinator",
        PRINCIPAL: "principal",
        SUBSTITUTE: "substitute coordinator",
    }
    unknown_mentor = "an adult at school; we will tell you who"

    def day(self, day: date) -> str:
        return f"{day:%B} {day.day}, {day.year}"

    def to_family(self, student: str) -> str:
        return f"To the family of {student}"

    def family(self, student: str) -> str:
        return f"family of {student}"

    def days(self, first_name: str, days: Days) -> str:
        if not days.enrolled:
            return f"No school day has been counted for {first_name} yet."
        of = plain_number(days.enrolled)
        until = f"through {self.day(days.through)}"
        if not days.missed:
            none_of = "the only school day" if days.enrolled == 1 else f"any of {of} school days"
            return f"{first_name} has not missed {none_of} {until}."
        noun = "school day" if days.enrolled == 1 else "school days"
        told = f"{first_name} has missed {plain_number(days.missed)} of {of} {noun} {until}."
        return " ".join(filter(None, (told, self._excused(days))))

    def _excused(self, days: Days) -> str:
        if days.excused is None:
            return ""
        one = days.missed <= 1
        if days.excused == days.missed:
            return "This absence was excused." if one else "All of these were excused."
        if not days.excused:
            return "This absence was not excused." if one else "None of these were excused."
        verb = "was" if days.excused <= 1 else "were"
        return f"{plain_number(days.excused)} of {'this' if one else 'these'} {verb} excused."


class Spanish(English):
    months = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
              "septiembre", "octubre", "noviembre", "diciembre")  # fmt: skip
    roles: ClassVar = {
        COORDINATOR: "coordinación del programa",
        PRINCIPAL: "dirección de la escuela",
        SUBSTITUTE: "suplencia de la coordinación",
    }
    unknown_mentor = "una persona adulta de la escuela; le avisaremos quién es"

    def day(self, day: date) -> str:
        return f"{day.day} de {self.months[day.month - 1]} de {day.year}"

    def to_family(self, student: str) -> str:
        return f"A la familia de {student}"

    def family(self, student: str) -> str:
        return f"familia de {student}"

    def days(self, first_name: str, days: Days) -> str:
        if not days.enrolled:
            return f"Todavía no se ha contado ningún día de clases de {first_name}."
        of = plain_number(days.enrolled)
        until = f"Hasta el {self.day(days.through)},"
        if not days.missed:
            none_of = "al único día" if days.enrolled == 1 else f"a ninguno de los {of} días"
            return f"{until} {first_name} no ha faltado {none_of} de clases."
        noun = "día" if days.enrolled == 1 else "días"
        missed = plain_number(days.missed)
        told = f"{until} {first_name} ha faltado a {missed} de {of} {noun} de clases."
        return " ".join(filter(None, (told, self._excused(days))))

    def _excused(self, days: Days) -> str:
        if days.excused is None:
            return ""
        one = days.missed <= 1
        if days.excused == days.missed:
            return "Esa falta fue justificada." if one else "Todas esas faltas fueron justificadas."
        if not days.excused:
            no = "Esa falta no fue justificada.", "Ninguna de esas faltas fue justificada."
            return no[0] if one else no[1]
        verb = "fue justificada" if days.excused <= 1 else "fueron justificadas"
        return f"{plain_number(days.excused)} de {'esa falta' if one else 'esas faltas'} {verb}."


class Other(English):
    """A language whose words the district writes. Dates stand in numbers; the envelope is read by
    the post."""

    roles: ClassVar = {}
    unknown_mentor = ""

    def day(self, day: date) -> str:
        return f"{day:%m/%d/%Y}"

    def family(self, student: str) -> str:
        return student


READY = {ENGLISH: English(), SPANISH: Spanish()}
"""The languages in which the field {days} and the words for a mentor not yet known exist."""


def wording_of(language: str) -> English:
    return READY.get(language, Other())
