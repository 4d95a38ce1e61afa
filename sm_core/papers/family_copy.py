"""The family's copy of what is held about their child, as PDF."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sm_core.families.held import Held, Look
from sm_core.papers.family_copy_days import days_blocks
from sm_core.papers.family_copy_program import (
    brings_block,
    contacts_block,
    household_blocks,
    meetings_blocks,
    mentor_block,
    requests_block,
    said_block,
    seen_block,
    talks_block,
)
from sm_core.papers.family_copy_words import Language, Say
from sm_core.papers.sheet import heading, listed, pairs, table, text, typeset_sheet, unshown
from sm_core.school_year import first_day, school_year_of
from sm_core.student import Stay


def family_copy(held: Held, language: Language, printed: date) -> bytes:
    """As many pages as it takes, the name of the student on each; `printed` is the day on which it
    is made. In place of `unprintable` words it says so."""
    say = Say(language)
    blocks = list(_blocks(held, say))
    if unshown(blocks):
        blocks.insert(1, text(say("gaps", gap=say("gap"))))
    return typeset_sheet({
        "lang": say("lang"), "title": say("title"),
        "page": say("page", n="{n}", all="{all}", day=say.day(printed)),
        "header": say("header", name=_on_each_page(held), day=say.day(held.day)),
        "blocks": blocks,
    }, say("gap"))  # fmt: skip


def unprintable(held: Held, language: Language) -> list[str]:
    """The words of the copy in letters that no font of this computer has, each once."""
    return unshown(list(_blocks(held, Say(language))))


def _on_each_page(held: Held) -> str:
    """The name, and the number where the name is not enough to know whose page it is."""
    student = held.student
    if not student.name or not unshown(student.name):
        return student.name or student.student_id
    return f"{student.name} {student.student_id}"


def _blocks(held: Held, say: Say) -> Iterator[dict]:
    yield text(say("intro"))
    yield pairs((say(key), words) for key, words in _facts(held, say))
    for name, blocks in (
        ("days", days_blocks(held.student, say)), ("mentor", [mentor_block(held, say)]),
        ("seen", [seen_block(held, say)]), ("talks", [talks_block(held, say)]),
        ("requests", [requests_block(held, say)]), ("meetings", meetings_blocks(held, say)),
        ("brings", [brings_block(held, say)]), ("said", [said_block(held, say)]),
        ("contacts", [contacts_block(held, say)]), ("households", household_blocks(held, say)),
        ("not_here", _not_here(held, say)), ("looks", _looks(held, say)),
    ):  # fmt: skip
        yield heading(say(name))
        yield from blocks


def _facts(held: Held, say: Say) -> Iterator[tuple[str, str]]:
    student = held.student
    yield "student", student.name or student.student_id
    yield "id", student.student_id
    yield "school", student.school_name
    if student.grade:
        yield "grade", student.grade
    if len(student.year.stays) > 1:
        yield "schools", "; ".join(_stay(stay, say) for stay in student.year.stays)
    yield "call", _whom(held, say)


def _stay(stay: Stay, say: Say) -> str:
    if stay.first_day is None:
        return say("stay_totals", school=stay.school_name)
    last = say.day(stay.last_day) if stay.last_day else say("now")
    key = "stay" if stay.grade else "stay_no_grade"
    return say(key, school=stay.school_name, grade=stay.grade, first=say.day(stay.first_day),
               last=last)  # fmt: skip


def _whom(held: Held, say: Say) -> str:
    if held.ask is None:
        return say("office", school=held.student.school_name)
    parts = (held.ask.name, say.role(held.ask.role), held.ask.phone, held.ask.email)
    return ", ".join(part for part in parts if part)


def _not_here(held: Held, say: Say) -> Iterator[dict]:
    notes = {0: [], 1: [say("note_one")]}.get(held.notes, [say("notes", n=held.notes)])
    yield listed([*notes, say("elsewhere")])
    yield text(say("ask", who=_whom(held, say)))


def _looks(held: Held, say: Say) -> Iterator[dict]:
    since = first_day(school_year_of(held.student.as_of))
    yield text(say("looks_since", day=say.day(since)) if held.looks else say("nobody"))
    if held.looks:
        header = [say("date"), say("who"), say("what")]
        rows = [[say.short_day(look.day), look.person, _acts(look, say)] for look in held.looks]
        yield table(header, rows, [3, 5, 6])


def _acts(look: Look, say: Say) -> str:
    return ", ".join(
        say("took", what=say("family copy") if act == "family copy" else act)
        if act else say("looked") for act in look.acts
    )  # fmt: skip
