"""The words of a letter: plain text with fields in braces and a little markup, line by line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from sm_core.errors import SmError
from sm_core.families.policy import OPT_IN, OPT_OUT
from sm_core.papers.fields import MENTOR, field_named, problem_with

MARKUP = {
    "a blank line": "a new paragraph; each line stays a line of its own",
    "# A heading": "a heading: # and a blank before the words",
    "- A point": "a point of a list: - and a blank before the words",
    "{mentor|your words}": "the mentor's name, and your words for as long as there is no mentor",
    "____": "a line to sign on; more of them make it longer",
    "[ ]": "a box to tick",
    "---": "alone on its line: what follows stands on a new page",
}
LONGEST = 20_000
"""Characters; a letter of two pages has about 3,000."""
SHORTEST_RULE = 24
PIECE = re.compile(r"\{([^{}]*)\}|(_{4,})|(\[ ?\])")
BRACES = re.compile(r"\{([^{}]*)\}")
CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
    # They end a line, and turn the letters after them around.
    "\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)
SIGNED_NUMBER = re.compile(r"[+(]?\d+(?:[\s().–/-]+\d+)+")
"""Digits with signs between them: a phone number, a date, a school year."""
FROM_THE_LEFT = "\u200e"
"""Says, without being seen, that what follows runs from the left."""

TEXT, FIELD, RULE, TICK = "text", "field", "rule", "tick"
HEADING, BULLET, PARAGRAPH, PAGE = "heading", "bullet", "paragraph", "page"


@dataclass(frozen=True)
class Part:
    """A piece of a line: text, a field (`text` is its name), a line to sign on as wide as `count`
    underscores, or a box to tick. `meanwhile` are the words of the letter for a field that has no
    value yet."""

    kind: str
    text: str = ""
    count: int = 0
    meanwhile: str = ""


Line = tuple[Part, ...]


@dataclass(frozen=True)
class Block:
    """A heading, bullet or paragraph with its lines, or (without lines) the begin of a page."""

    kind: str
    lines: tuple[Line, ...] = ()


@lru_cache(maxsize=100)
def parse(words: str, kind: str, language: str) -> tuple[Block, ...]:
    """The blocks of a template for letters of this kind and language. Raises `SmError` with a
    sentence for every line that cannot be."""
    if found := problems(words, kind, language):
        raise SmError(*found)
    blocks: list[Block] = []
    open_paragraph = False
    for text in words.splitlines():
        block = _block(text.strip())
        if block and block.kind == PARAGRAPH and open_paragraph:
            blocks[-1] = Block(PARAGRAPH, blocks[-1].lines + block.lines)
        elif block:
            blocks.append(block)
        open_paragraph = block is not None and block.kind == PARAGRAPH
    return tuple(blocks)


def problems(words: str, kind: str, language: str) -> list[str]:
    """What stands against a template, each with its line; [] for a sound one."""
    if not words.strip():
        return ["The letter has no words yet."]
    if len(words) > LONGEST:
        return [f"The letter has {len(words):,} characters; keep it under {LONGEST:,}."]
    found = [
        f"Line {number}: {sentence}"
        for number, text in enumerate(words.splitlines(), 1)
        for sentence in _wrong(text, kind, language)
    ]
    if kind == OPT_OUT and "last_day_to_say_no" not in _names(words):
        found.append(
            "A letter with days to say no has to say until when: write {last_day_to_say_no} where "
            "the family reads how to say no."
        )
    if kind == OPT_IN and "____" not in words:
        found.append("A permission needs a line to sign on: write ____ where the family signs.")
    return found


def _wrong(text: str, kind: str, language: str) -> list[str]:
    if "{{" in text or "}}" in text:
        return ["a field stands in one pair of braces, like {student}; here are two."]
    if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", text)):
        return [
            "a brace stands alone; a field has one before and one behind, like {student}, and "
            "braces stand nowhere else."
        ]
    names = _names(text)
    if "" in names:
        return ["nothing stands between the braces; name a field there, like {student}."]
    if any("|" in said and field_named(said) != MENTOR for said in BRACES.findall(text)):
        return ["only {mentor} can have words of its own behind a |, for as long as there is none."]
    return list(filter(None, (problem_with(name, kind, language) for name in names)))


def _names(words: str) -> list[str]:
    return [field_named(said) for said in BRACES.findall(words)]


def _block(text: str) -> Block | None:
    if not text:
        return None
    if text == "---":
        return Block(PAGE)
    marked = re.fullmatch(r"(#+|[-•*]) +(.+)", text)
    if not marked:
        return Block(PARAGRAPH, (_line(text),))
    return Block(HEADING if marked[1][0] == "#" else BULLET, (_line(marked[2]),))


def _line(text: str) -> Line:
    parts, end = [], 0
    for match in PIECE.finditer(text):
        if between := text[end : match.start()]:
            parts.append(Part(TEXT, clean(between)))
        parts.append(_part(match))
        end = match.end()
    if rest := text[end:]:
        parts.append(Part(TEXT, clean(rest)))
    return tuple(parts)


def _part(match: re.Match) -> Part:
    name, rule, _ = match.groups()
    if name is not None:
        return Part(FIELD, field_named(name), meanwhile=clean(name.partition("|")[2].strip()))
    return Part(RULE, count=max(SHORTEST_RULE, len(rule))) if rule else Part(TICK)


def fields_in(blocks: tuple[Block, ...]) -> list[str]:
    """The names of the fields that stand in the blocks, each once, in order."""
    names = [part.text for b in blocks for line in b.lines for part in line if part.kind == FIELD]
    return list(dict.fromkeys(names))


def meanwhile(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of a letter before there is a mentor: with the letter's own words in place of the
    field, where it has some."""
    return tuple(
        Block(block.kind, tuple(
            tuple(Part(TEXT, part.meanwhile) if part.meanwhile else part for part in line)
            for line in block.lines
        ))
        for block in blocks
    )  # fmt: skip


def fill(
    blocks: tuple[Block, ...], values: Mapping[str, str], rtl: bool = False
) -> tuple[Block, ...]:
    """The blocks with the value of each field in its place, as text; a value of several lines
    takes as many. `rtl`: in words that run from the right, numbers with signs in them do not."""
    filled = (
        Block(block.kind, tuple(new for line in block.lines for new in _filled(line, values)))
        for block in blocks
    )
    return tuple(_numbers_kept(block) if rtl else block for block in filled)


def _numbers_kept(block: Block) -> Block:
    """Without it "555-0134" reads "0134-555" in Arabic."""
    return Block(block.kind, tuple(
        tuple(replace(part, text=_kept(part.text)) for part in line) for line in block.lines
    ))  # fmt: skip


def _kept(text: str) -> str:
    return SIGNED_NUMBER.sub(lambda match: f"{FROM_THE_LEFT}{match[0]}{FROM_THE_LEFT}", text)


def _filled(line: Line, values: Mapping[str, str]) -> list[Line]:
    lines: list[list[Part]] = [[]]
    for part in line:
        if part.kind != FIELD:
            lines[-1].append(part)
            continue
        first, *more = values[part.text].split("\n")
        lines[-1].append(Part(TEXT, first))
        lines += [[Part(TEXT, text)] for text in more]
    return [tuple(parts) for parts in lines]


def clean(text: str) -> str:
    """Text without the characters that no paper can hold; lines stay lines."""
    return CONTROL.sub(lambda match: " " if match[0] in "\t\u2028\u2029" else "", text)
