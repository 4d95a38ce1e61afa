"""Puts together what is known of each student who is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sm_core.bringing.profile import Profile
from sm_core.families.find import Family
from sm_core.families.permission import EXPIRED, TO_SEND
from sm_core.families.words import where_words
from sm_core.matching.named import named_in
from sm_core.matching.said import (
    APART,
    LANGUAGE,
    NEVER,
    OF_STUDENTS,
    ONLY,
    PIN,
    TOGETHER,
    UNSEEN,
    WISH,
    MatchRule,
)
from sm_core.matching.settings import LEARNERS, REQUIRED, Settings
from sm_core.matching.student import DAYS_LEFT, NO_GAP, SAID_NO, TO_TELL, UNSIGNED, Student
from sm_core.mentors.mentor import Mentor
from sm_core.papers.languages import canonical
from sm_core.targeting.candidates import Candidates
from sm_core.targeting.criteria import Criteria

SEVERE = "severe_chronic"


def tied_names(known: Candidates, rules: Iterable[MatchRule]) -> dict[str, str]:
    """By id the names of the students who are tied, as far as the actor may see them."""
    import pyarrow as pa
    import pyarrow.compute as compute

    ids = {s for r in rules if r.kind in OF_STUDENTS for s in (r.student_id, r.other_id)}
    wanted = compute.field("student_id").isin(pa.array(sorted(ids), pa.string()))
    rows = known.seen.students.filter(wanted).select(["student_id", "student_name"]).to_pylist()
    return {r["student_id"]: r["student_name"] or f"student {r['student_id']}" for r in rows}


@dataclass(frozen=True)
class Making:
    """Puts the students together; `matched` and `said` are by student, and so are the names of
    those `tied` whom the actor may see; `elsewhere` are (student, mentor) of those whose mentor
    works, but not at the school they are at now, `met` (mentor, when it ended) by student."""

    day: date
    settings: Settings
    matched: Mapping[str, tuple[str, str]]
    elsewhere: set[tuple[str, str]]
    said: Mapping[str, Mapping[str, list[str]]]
    tied: Mapping[str, str]
    met: Mapping[str, tuple[tuple[str, date], ...]]

    def student(
        self, row: dict, profile: Profile, family: Family, ranks: Mapping[str, str],
        criteria: Mapping[str, Criteria],
    ) -> Student:  # fmt: skip
        name, said = row["student_id"], self.said.get(row["student_id"], {})
        # All severe students of a school stand together: the reserve is for any of them.
        group = SEVERE if row["severe"] else ranks.get(name) or row["tier"] or ""
        wanted = criteria[row["school_id"]]
        order, first = wanted.groups, wanted.spellings
        languages = tuple(filter(None, map(canonical, profile.languages)))
        gap = family_gap(family, self.day)
        mentor_id, mentor = self.matched.get(name, ("", ""))
        return Student(
            name, row["school_id"], name=row["student_name"], grade=row["grade"],
            tier=row["tier"] or "", group=group, severe=row["severe"],
            rank=order.index(group) if group in order else len(order),
            later=bool(first) and not row["severe"] and row["grade"].upper() not in first,
            languages=languages, brings=profile.brings, wished_for=profile.wished_for,
            wish=profile.wish, knows=frozenset(profile.knows), family_gap=gap,
            family_words=where_words(family, self.day) if gap else "",
            clear_from=family.standing.clear_from,
            mentor=mentor, elsewhere=(name, mentor_id) in self.elsewhere,
            met=self.met.get(name, ()),
            order=(row["grade_order"], row["sort_name"].casefold(), name),
            **self._ruled(said, row, languages),
        )  # fmt: skip

    def _ruled(self, said: Mapping[str, list[str]], row: dict, languages: tuple[str, ...]) -> dict:
        """The fields that the rules people made fill."""
        return {
            "pin": (said.get(PIN) or [""])[-1],
            "never": frozenset(said.get(NEVER, ())),
            "only": frozenset(said.get(ONLY, ())),
            "meets_wish": frozenset((*said.get(WISH, ()), *said.get(ONLY, ()))),
            "must_speak": self._must_speak(row, languages, said),
            "shares": self._tied(said.get(TOGETHER, ())),
            "apart": self._tied(said.get(APART, ())),
        }

    def _must_speak(
        self, row: dict, languages: tuple[str, ...], said: Mapping
    ) -> tuple[str, ...]:  # fmt: skip
        if said.get(LANGUAGE):
            return (said[LANGUAGE][-1],)
        rule = self.settings.language_rule
        required = rule == REQUIRED or (rule == LEARNERS and row["learner"])
        home = Student("", "", languages=languages).home_languages
        return home if required else ()

    def _tied(self, others: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
        """Of the other students those who meet a mentor, with that one; neither is named where the
        actor may not see the student."""
        found = ((self.tied.get(other), *self.matched[other])
                 for other in others if other in self.matched)  # fmt: skip
        return tuple((name or UNSEEN, mentor, mentor_name if name else "a mentor there")
                     for name, mentor, mentor_name in found)  # fmt: skip


def family_gap(family: Family, day: date) -> str:
    """What keeps a mentor from beginning on the day, as far as the family goes (DESIGN rule 11)."""
    where = family.standing
    if where.clear_on(day):
        return NO_GAP
    if where.no:
        return SAID_NO
    if where.state in (TO_SEND, EXPIRED):
        return TO_TELL
    return DAYS_LEFT if where.clear_from is not None else UNSIGNED


def asking(student: Student, mentors: Iterable[Mentor]) -> Student:
    """The student, for whom the mentors of the school named in the wish are among those asked
    for."""
    if not student.wished_for:
        return student
    named = named_in(student.wished_for, [m for m in mentors if student.school_id in m.schools])
    return replace(student, meets_wish=student.meets_wish | {m.mentor_id for m in named})
