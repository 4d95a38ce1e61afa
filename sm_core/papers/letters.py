"""Letters to families: who gets which, in which language, and who gets none and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sm_core.families.find import Family, Household
from sm_core.papers.languages import canonical, language_of
from sm_core.papers.letter_days import days_of, first_names
from sm_core.papers.letter_values import Missing, Told, values_of
from sm_core.papers.template import Block, clean, fields_in, fill, meanwhile
from sm_core.papers.templates import Template, templates
from sm_core.papers.wording import wording_of
from sm_core.seen import Seen
from sm_core.store import Store
from sm_core.team.named import named_at

NO_TEMPLATE, NO_LANGUAGE, SAID_NO, MISSING = "no template", "no language", "said no", "missing"
NAMED = 3
"""Names in a sentence, before the others are counted."""


@dataclass(frozen=True)
class Letter:
    """One letter, ready for paper. `name` is the student's, `to` the lines in the window of the
    envelope; `family_id` is "" where no household is noted."""

    student_id: str
    family_id: str
    name: str
    kind: str
    language: str
    school: str
    to: tuple[str, ...]
    blocks: tuple[Block, ...]

    @property
    def tag(self) -> str:
        return language_of(self.language).tag

    @property
    def rtl(self) -> bool:
        return language_of(self.language).rtl


@dataclass(frozen=True)
class Without:
    """A family or household that gets no letter: the `reason`, and the `cause` with what to do, to
    be said of `who` (the student, or a school). `language` is that of the letter it would be, ""
    where it is not known."""

    student_id: str
    family_id: str
    language: str
    reason: str
    who: str
    cause: str


@dataclass(frozen=True)
class Letters:
    """The letters that can be printed, in the order of the families, and those that cannot."""

    letters: tuple[Letter, ...] = ()
    without: tuple[Without, ...] = ()

    @property
    def by_language(self) -> dict[str, int]:
        """How many letters in each language, the most first."""
        return dict(Counter(letter.language for letter in self.letters).most_common())

    @property
    def open_languages(self) -> dict[str, int]:
        """Languages in which letters wait for a template, and how many; "" is not known. Those a
        person may choose another language `instead` of."""
        waiting = (w.language for w in self.without if w.reason in (NO_TEMPLATE, NO_LANGUAGE))
        return dict(Counter(waiting).most_common())

    @property
    def sentences(self) -> list[str]:
        """Why letters are not made; the same cause is said once, with the number of letters."""
        causes: dict[str, list[str]] = {}
        for each in self.without:
            causes.setdefault(each.cause, []).append(each.who)
        return [_sentence(cause, who) for cause, who in causes.items()]


def _sentence(cause: str, who: list[str]) -> str:
    names = list(dict.fromkeys(who))
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    count = "" if len(who) == len(names) <= NAMED else f" ({len(who):,} letters)"
    return f"{', '.join(names[:NAMED])}{more}: {cause}{count}"


def letters(
    store: Store,
    seen: Seen,
    day: date,
    found: Iterable[Family],
    instead: Mapping[str, str] | None = None,
) -> Letters:
    """The letters to the families `found`, dated `day`: one per household, or one to the family.

    Each is of the kind of its school's policy. Days are those of `seen` (in student scope), up to
    its date at the latest. `instead` says which language to take for one without a template, by
    canonical name; "" stands for a language that is not known. Who said no gets no letter.
    Raises `SmError` for a template that cannot be read.
    """
    assert seen.asked.scope == "student"
    found = list(found)
    ids = sorted({family.student_id for family in found})
    told = Told(
        day, days_of(store, seen, ids), first_names(store, seen, ids),
        named_at(store, sorted({family.school_id for family in found}), day),
    )  # fmt: skip
    known = templates(store)
    made = [
        _letter(family, house, known, told, dict(instead or {}))
        for family in found
        for house in (family.households or (Household("", family.student_id),))
    ]
    return Letters(
        tuple(each for each in made if isinstance(each, Letter)),
        tuple(each for each in made if isinstance(each, Without)),
    )


def _letter(
    family: Family, house: Household, known: Mapping, told: Told, instead: dict[str, str]
) -> Letter | Without:
    own = canonical(house.language or family.home_language)
    language = own if (family.policy.kind, own) in known else instead.get(own, own)

    def without(reason: str, who: str, cause: str) -> Without:
        return Without(family.student_id, house.family_id, own, reason, who, cause)

    if family.standing.no:
        return without(SAID_NO, family.label, "the family said no, so there is no letter.")
    template = known.get((family.policy.kind, language))
    if template is None:
        return without(*_no_template(family, house, own, language))
    made = _written(family, house, template, told)
    return without(MISSING, made.who, made.cause) if isinstance(made, Missing) else made


def _no_template(family: Family, house: Household, own: str, language: str) -> tuple[str, str, str]:
    who = f"{family.label} ({house.addressee})" if house.addressee else family.label
    if not language:
        return NO_LANGUAGE, who, "no home language is noted; note one, or choose a language here."
    cause = f"no {language} letter; write one under Letters, or print it in another language."
    return NO_TEMPLATE if own else NO_LANGUAGE, who, cause


def _written(family: Family, house: Household, template: Template, told: Told) -> Letter | Missing:
    blocks = template.blocks() if family.mentor else meanwhile(template.blocks())
    values = values_of(family, house, template.language, told)
    names = fields_in(blocks)
    if gaps := [values[n] for n in ("student", *names) if isinstance(values[n], Missing)]:
        return gaps[0]
    return Letter(
        family.student_id, house.family_id, clean(family.label), template.kind,
        template.language, clean(family.school_name), addressed(family, house, template.language),
        fill(blocks, values, language_of(template.language).rtl),
    )  # fmt: skip


def addressed(family: Family, house: Household, language: str) -> tuple[str, ...]:
    """The lines in the window of the envelope."""
    addressee = house.addressee.strip() or wording_of(language).to_family(family.name)
    lines = [addressee, *house.address.splitlines()]
    return tuple(line for line in (clean(text).strip() for text in lines) if line)
