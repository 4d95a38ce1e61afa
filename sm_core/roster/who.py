"""Which mentor a row means: by id, by e-mail, or by name at a shared school."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set

import duckdb

from sm_core.mentors.mentor import Mentor
from sm_core.mentors.names import alike, name_key, name_of
from sm_core.roster.sheet import BadCell


class Who:
    """The mentors known so far, those of this call among them, by all they are called.

    A record that was merged into another one still answers to its id, e-mail and name.
    """

    def __init__(self, cursor: duckdb.DuckDBPyConnection, mentors: list[Mentor]) -> None:
        self.mentors: dict[str, Mentor] = {}
        self.renamed: dict[str, set[str]] = defaultdict(set)
        """By mentor, the names and e-mails of records merged into theirs."""
        self._ids: dict[str, str] = {}
        self._emails: dict[str, str] = {}
        self._names: dict[str, set[str]] = defaultdict(set)
        self._last: dict[str, set[str]] = defaultdict(set)
        self._first: dict[str, set[str]] = defaultdict(set)
        for mentor in mentors:
            self.put(mentor)
        self._merged(cursor)

    def _merged(self, cursor: duckdb.DuckDBPyConnection) -> None:
        rows = cursor.execute(
            "SELECT mentor_id, merged_into, first_name, last_name, email FROM program.mentors "
            "WHERE merged_into <> ''"
        ).fetchall()
        into = {row[0]: row[1] for row in rows}
        for mentor, _, first, last, email in rows:
            final = mentor
            while final in into:
                final = into[final]
            if final in self.mentors:
                self._ids.setdefault(mentor, final)
                self.renamed[final] |= {name_key(f"{first} {last}"), email.casefold()} - {""}
                if email:
                    self._emails.setdefault(email.casefold(), final)
                self._names[name_key(f"{first} {last}")].add(final)

    def put(self, mentor: Mentor) -> None:
        """Know a mentor, or know them as they are now."""
        self.mentors[mentor.mentor_id] = mentor
        self._ids[mentor.mentor_id] = mentor.mentor_id
        if mentor.email:
            self._emails[mentor.email.casefold()] = mentor.mentor_id
        if words := name_key(mentor.name).split():
            self._names[" ".join(words)].add(mentor.mentor_id)
            self._last[words[-1]].add(mentor.mentor_id)
            self._first[words[0]].add(mentor.mentor_id)

    def with_id(self, mentor_id: str) -> Mentor | None:
        return self.mentors.get(self._ids.get(mentor_id, ""))

    def with_email(self, email: str) -> Mentor | None:
        return self.mentors.get(self._emails.get(email.casefold(), ""))

    def of_name(self, name: str) -> set[str]:
        """The ids of all mentors of this name."""
        return self._names.get(name_key(name), set())

    def named(self, name: str, schools: set[str], but: Set[str] = frozenset()) -> Mentor | None:
        """The mentor of this name at one of the schools, or where one side names no school; none
        of those in `but`. Raises `BadCell` for a name that fits several."""
        return self._only(name, self._called(name, schools, but))

    def with_last_name(self, name: str, school: str) -> Mentor | None:
        """The mentor at the school whose last name is all that is said."""
        return self._only(name, self._with_last_name(name, {school}))

    def meant(self, name: str, schools: set[str]) -> list[Mentor]:
        """All whom a name, or a last name alone, may mean: those at one of the schools, else those
        of this name anywhere."""
        return (self._called(name, schools) or self._with_last_name(name, schools)
                or self._called(name, set()))  # fmt: skip

    def _called(self, name: str, schools: set[str], but: Set[str] = frozenset()) -> list[Mentor]:
        found = [self.mentors[m] for m in sorted(self.of_name(name) - but)]
        found = [m for m in found if _share(m, schools)]
        # Somebody at the school goes before somebody without any.
        return [m for m in found if m.schools] or found

    def _with_last_name(self, name: str, schools: set[str]) -> list[Mentor]:
        found = [self.mentors[m] for m in sorted(self._last.get(name_key(name), ()))]
        return [m for m in found if schools.intersection(m.schools)]

    def _only(self, name: str, found: list[Mentor]) -> Mentor | None:
        if len(found) > 1:
            ids = ", ".join(f"{m.mentor_id} ({m.name}, {'; '.join(m.schools)})" for m in found[:4])
            raise BadCell("ambiguous_mentor", f'{len(found)} mentors may be meant by "{name}": '
                          f"{ids}; write the Mentor ID or the e-mail.")  # fmt: skip
        return found[0] if found else None

    def like(self, mentor: Mentor) -> Mentor | None:
        """Another mentor at a shared school who may be the same person under another spelling."""
        words = name_key(mentor.name).split()
        if not words:
            return None
        near = sorted({m for word in words for m in self._first[word] | self._last[word]})
        name = name_of(mentor.name)
        return next(
            (other for m in near if (other := self.mentors[m]).mentor_id != mentor.mentor_id
             and _share(other, set(mentor.schools)) and alike(name, name_of(other.name))),
            None,
        )  # fmt: skip


def _share(mentor: Mentor, schools: set[str]) -> bool:
    return not schools or not mentor.schools or bool(schools.intersection(mentor.schools))
