"""An invented student and household, to show what a letter looks like."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sm_core.families.find import Family, Household
from sm_core.families.permission import TO_SEND, Standing
from sm_core.families.policy import USUAL
from sm_core.papers.languages import language_of
from sm_core.papers.letter_values import Told, values_of
from sm_core.papers.letters import Letter, addressed
from sm_core.papers.template import fill
from sm_core.papers.templates import Template
from sm_core.papers.wording import Days
from sm_core.team.named import COORDINATOR, PRINCIPAL, Member, Named

HOUSE = Household(
    "example", "example", "Ana Delgado", "12 Elm Street, Apt. 4\nSpringfield, IL 62701"
)
FAMILY = Family(
    "example", "Rosa Delgado", "Delgado", "7", 7, "example", "Lincoln Middle School", True, True,
    "David Okafor", "", USUAL, (HOUSE,), (), Standing(TO_SEND),
)  # fmt: skip
CHEN = Member("chen", "example", COORDINATOR, "Ms. Chen", "", "chen@lincoln.example",
              "(217) 555-0134")  # fmt: skip
HALL = Member("hall", "example", PRINCIPAL, "Dr. Hall")


def example(template: Template, day: date) -> Letter:
    """The letter of the invented student, dated `day`; `SmError` for words that cannot be."""
    days = Days(Decimal(14), Decimal(92), Decimal(8), day)
    told = Told(day, {"example": days}, {"example": "Rosa"}, {"example": Named(HALL, CHEN)})
    language = template.language
    return Letter(
        "example", "example", FAMILY.name, template.kind, language, FAMILY.school_name,
        addressed(FAMILY, HOUSE, language),
        fill(template.blocks(), values_of(FAMILY, HOUSE, language, told),
             language_of(language).rtl),
    )  # fmt: skip
