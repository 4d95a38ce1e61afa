"""Which schools a roster names, and whether the person may bring in rows about them."""

from __future__ import annotations

import re
from collections import defaultdict

import duckdb

from sm_core.actor import Actor
from sm_core.mentors.names import folded
from sm_core.queries import run
from sm_core.roster.sheet import BadCell

SHOWN = 12


class Schools:
    """The schools known, by id and by name. Where none is known yet, because no attendance was
    brought in, a text counts as the id of a school, and stands in `believed`."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, actor: Actor) -> None:
        self.actor = actor
        self.names: dict[str, str] = dict(run(cursor, "roster_schools").fetchall())
        self.names |= {school: "" for school in actor.schools if school not in self.names}
        self.any_known = bool(self.names)
        self.believed: set[str] = set()
        self._by_word: dict[str, set[str]] = defaultdict(set)
        for school, name in self.names.items():
            for word in {folded(school), folded(school).lstrip("0"), folded(name)} - {""}:
                self._by_word[word].add(school)

    def named(self, school: str) -> str:
        return self.names.get(school) or school

    def all_in(self, text: str) -> tuple[str, ...]:
        """The schools of a cell, by id or name; raises `BadCell` for one that is not known."""
        if self._found(text):
            return (self.one(text),)
        parts = [part.strip() for part in re.split(r"[;,/\n]", text) if part.strip()]
        return tuple(dict.fromkeys(self.one(part) for part in parts))

    def one(self, text: str) -> str:
        found = self._found(text)
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise BadCell("unknown_school", f"two schools are called {text}; write the id instead, "
                          f"{' or '.join(sorted(found))}.")  # fmt: skip
        if self.any_known:
            known = ", ".join([*self.names][:SHOWN]) + (" …" if len(self.names) > SHOWN else "")
            raise BadCell("unknown_school", f'there is no school "{text}" in the data; write the '
                          f"id or the name of one of {known}.")  # fmt: skip
        self.believed.add(text)
        return text

    def _found(self, text: str) -> set[str]:
        if text in self.names:
            return {text}
        word = folded(text)
        return self._by_word.get(word) or self._by_word.get(word.lstrip("0") or word, set())

    def require_own(self, schools: set[str]) -> None:
        """Raise `BadCell` where one of these is not the person's."""
        if self.actor.may_act_for(sorted(schools)) or not schools:
            return
        others = ", ".join(sorted(schools - set(self.actor.schools)))
        raise BadCell("other_school", f"{self.actor.person} may bring in rows of "
                      f"{', '.join(self.actor.schools) or 'no school'} only, not of {others}; ask "
                      "a captain.")  # fmt: skip
