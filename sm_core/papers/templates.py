"""The words of every letter: those shipped, and those the district has put in their place."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path

from sm_core.errors import SmError
from sm_core.families.policy import POLICIES
from sm_core.history import Change, history_of, last_change
from sm_core.papers.languages import ENGLISH, SPANISH, canonical
from sm_core.papers.template import Block, parse
from sm_core.program_settings import DISTRICT
from sm_core.saving import ChangedMeanwhile, Record, Save, Writing, save_once
from sm_core.store import Store

FOLDER = Path(__file__).parent / "letters"
SHIPPED_IN = {ENGLISH: "en", SPANISH: "es"}

Key = tuple[str, str]
"""A kind of letter (a key of `POLICIES`) and the canonical name of a language."""


@dataclass(frozen=True)
class Template:
    """The words of one kind of letter in one language; `edited` None where they are those
    shipped."""

    kind: str
    language: str
    words: str
    edited: datetime | None = None
    edited_by: str = ""

    @property
    def name(self) -> str:
        return f"“{POLICIES[self.kind]}” in {self.language}"

    def blocks(self) -> tuple[Block, ...]:
        """Raises `SmError` for words that cannot be, as a later version may find."""
        try:
            return parse(self.words, self.kind, self.language)
        except SmError as error:
            raise SmError(*(f"The letter {self.name}: {s}" for s in error.sentences)) from None


def templates(store: Store) -> dict[Key, Template]:
    """Every letter there is, by kind and language."""
    with store.reading() as cursor:
        return read_templates(cursor)


def read_templates(cursor) -> dict[Key, Template]:
    rows = cursor.execute(
        "SELECT kind, language, words, edited, edited_by FROM program.letter_templates"
    ).fetchall()
    found = shipped() | {(row[0], row[1]): Template(*row) for row in rows}
    return {key: found[key] for key in sorted(found, key=_order)}


def _order(key: Key) -> tuple:
    return list(POLICIES).index(key[0]), key[1] not in SHIPPED_IN, key[1]


@cache
def _shipped() -> dict[Key, str]:
    return {
        (kind, language): (FOLDER / f"{kind}.{ending}.txt").read_text(encoding="utf-8").strip()
        for kind in POLICIES
        for language, ending in SHIPPED_IN.items()
    }


def shipped() -> dict[Key, Template]:
    """The letters as they come with the program."""
    return {key: Template(*key, words) for key, words in _shipped().items()}


def save_template(
    store: Store, save: Save, kind: str, language: str, opened: str, wanted: str
) -> None:
    """Put `wanted` in place of the words `opened` of a letter ("" for one that is new).

    Raises `SmError` with a sentence per line that cannot be, `ChangedMeanwhile` where somebody
    else changed the words since, `NotAllowed` for anybody but a captain.
    """
    save.actor.require_program(DISTRICT)
    assert kind in POLICIES, kind
    language, wanted = require_language(language), _plain_lines(wanted)
    parse(wanted, kind, language)
    save_once(store, save, lambda writing: _write(writing, (kind, language), opened, wanted))


def back_to_shipped(store: Store, save: Save, kind: str, language: str, opened: str) -> None:
    """Take the district's words away: what remains is the letter as shipped, or none in this
    language. Errors as for `save_template`; the history keeps the words."""
    save.actor.require_program(DISTRICT)
    save_once(store, save, lambda writing: _write(writing, (kind, language), opened, ""))


def letter_history(store: Store, kind: str, language: str) -> list[Change]:
    """Every change of a letter, the newest first, told by the lines that differ; the history itself
    keeps whole letters."""
    found = history_of(store, "letter", f"{kind}|{language}")
    return [
        replace(
            c, before=_lines_only_in(c.before, c.after), after=_lines_only_in(c.after, c.before)
        )
        for c in found
    ]


def _lines_only_in(one: str, other: str) -> str:
    differ = difflib.ndiff(other.splitlines(), one.splitlines())
    return " / ".join(line[2:] for line in differ if line.startswith("+ ") and line[2:].strip())


def require_language(said: str) -> str:
    """The canonical name of the language; raises `SmError` where none is said."""
    if language := canonical(said):
        return language
    raise SmError("Say in which language the letter is.")


def _plain_lines(words: str) -> str:
    return "\n".join(line.rstrip() for line in words.strip().splitlines())


def _write(writing: Writing, key: Key, opened: str, wanted: str) -> None:
    kind, language = key
    record = Record("letter", "|".join(key))
    known = read_templates(writing.cursor).get(key)
    now, usual = known.words if known else "", _shipped().get(key, "")
    new = wanted or usual
    if now not in (opened, new):
        raise _clash(writing, record, now)
    writing.changed(record, {"words": now}, {"words": new}, "" if wanted else "as shipped")
    writing.cursor.execute(
        "DELETE FROM program.letter_templates WHERE kind = $kind AND language = $language",
        {"kind": kind, "language": language},
    )
    if new != usual:
        writing.insert("letter_templates", [
            {"kind": kind, "language": language, "words": new, "edited": writing.save.when,
             "edited_by": writing.actor.person}
        ])  # fmt: skip


def _clash(writing: Writing, record: Record, now: str) -> ChangedMeanwhile:
    """Two letters are too long to be told side by side: the other one is on the page."""
    person, when = last_change(writing.cursor, record.kind, record.record_id, "words")
    error = ChangedMeanwhile(
        f"{person} changed this letter on {when:%b} {when.day} at {when:%H:%M}, while you had it "
        "open. Your words are not saved and still in the form: press Save again to put them in "
        "place of theirs, which the history keeps."
    )
    error.now = {"words": now}
    return error
