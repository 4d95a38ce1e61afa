"""The suggestions of a page, kept until attendance or program change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from sm_core.matching.caseloads import Caseload, caseloads
from sm_core.matching.changes import Change, changes
from sm_core.matching.emptied import Emptied, emptied_by
from sm_core.matching.end import OpenMatch, open_matches
from sm_core.matching.explain import one_more_place
from sm_core.matching.lists import out_of_date, save_lists, saved_lists
from sm_core.matching.numbers import more_place_words
from sm_core.matching.pairs import Pair
from sm_core.matching.pool import read_pool
from sm_core.matching.preview import Preview, preview, preview_words
from sm_core.matching.rule_words import Told, rules_seen
from sm_core.matching.settings import Settings
from sm_core.matching.suggest import Suggestion, Suggestions, suggest
from sm_core.saving import Save
from ui import cached, session
from ui.frame import View
from ui.targeting_board import candidates_known, newest

PICK_TO_SEE = "pick the mentor to see"


@dataclass(frozen=True, eq=False)
class Now:
    """The suggestions at the date of the view, the schools whose newest saved list is another one,
    by student what changed since the list before, and the schools where nobody can be matched."""

    found: Suggestions
    stale: tuple[str, ...]
    changes: dict[str, Change]
    emptied: tuple[Emptied, ...]

    def rows(self, school: str | None) -> list[Suggestion]:
        """Those of one school, or of all."""
        return list(self.found.at(school).rows)


def now(view: View) -> Now:
    return _now(view.store, *_key(view))


def keep(view: View) -> None:
    """Save the lists that differ from the saved ones, so that the next ones change little and can
    say what they change. Called at the newest date where the list is shown: a change that nobody
    has seen is told still."""
    here = now(view)
    stale = [school for school in here.stale if view.actor.may_change_program(school)]
    if stale and newest(view):
        save_lists(view.store, Save(view.actor, session.moment()), here.found, view.as_of, stale)


def again(view: View, save: Save) -> None:
    """Make the lists of the school chosen, or of all, without keeping what was suggested before."""
    found, before = _again(view.store, *_key(view)), now(view).found.pool.before
    schools = {row.student.school_id for row in found.rows if view.school in
               (None, row.student.school_id)}  # fmt: skip
    save_lists(view.store, save, found, view.as_of, schools, before)


def again_words(view: View) -> list[str]:
    """What `again` would change at the school chosen, or at all."""
    return preview_words(preview(
        now(view).found.at(view.school), _again(view.store, *_key(view)).at(view.school)
    ))  # fmt: skip


@st.cache_resource(max_entries=20, show_spinner=False)
def _again(_store, program, version, actor, asked, day, ahead) -> Suggestions:
    pool = _now(_store, program, version, actor, asked, day, ahead).found.pool
    return suggest(replace(pool, before={}))


def emptied(view: View) -> list[Emptied]:
    """The schools of the view in which nobody can be matched, with the rule that does it."""
    return [each for each in now(view).emptied if view.school in (None, each.school_id)]


def _key(view: View) -> tuple:
    """The program as it stands now: a list may have been saved since the view was made. Who looks
    at an earlier date does not look ahead from it."""
    return version(view), view.version, view.actor, view.asked, view.day, newest(view)


@st.cache_resource(max_entries=cached.SNAPSHOTS, show_spinner=False)
def _now(_store, program, version, actor, asked, day, ahead) -> Now:
    known = candidates_known(_store, version, actor, asked)
    pool = read_pool(_store, known, day, ahead=ahead)
    found = suggest(pool)
    schools = {row.student.school_id for row in found.rows}
    lists = saved_lists(_store, actor, schools, day)
    fresh, stale = changes(found), set(out_of_date(found, lists))
    told = {
        row.student.student_id: fresh[row.student.student_id]
        if row.student.school_id in stale
        else lists[row.student.school_id].changes[row.student.student_id]
        for row in found.rows
    }
    empty = tuple(each for solved in found.solved for each in emptied_by(solved))
    return Now(found, tuple(sorted(stale)), told, empty)


def version(view: View) -> int:
    """Of the program as it stands now."""
    return view.store.version("program")


def loads(view: View) -> list[Caseload]:
    """The mentors of the school chosen, or of all, with their students and those suggested."""
    found = now(view).found
    return caseloads(found.pool, found.rows, view.school)


def more_places(view: View, mentors: Sequence[str]) -> dict[str, str]:
    """By mentor what one more place with them would buy. Where
    students are tied each answer takes a second, and is given to who picks the mentor."""
    tied = {
        name for solved in now(view).found.solved if solved.block.ties
        for name in solved.grid.column
    }  # fmt: skip
    return {
        name: PICK_TO_SEE if name in tied else more_place(view, name) for name in mentors
    }  # fmt: skip


def more_place(view: View, mentor: str) -> str:
    """What one more place with the mentor would buy; "" for one who cannot be matched."""
    return _more(view.store, *_key(view), mentor)


@st.cache_data(max_entries=500, show_spinner=False)
def _more(_store, program, version, actor, asked, day, ahead, mentor) -> str:
    found = _now(_store, program, version, actor, asked, day, ahead).found
    more = one_more_place(found, found.pool.mentor[mentor])
    return more_place_words(found.pool, more) if more else ""


def matches(view: View) -> list[OpenMatch]:
    """Those that hold or are to begin, of the school chosen or of all."""
    found = _matches(view.store, *_key(view))
    return [match for match in found if view.school in (None, *match.schools)]


@st.cache_resource(max_entries=cached.SNAPSHOTS, show_spinner=False)
def _matches(_store, program, version, actor, asked, day, ahead) -> list[OpenMatch]:
    return open_matches(_store, candidates_known(_store, version, actor, asked), day, ahead)


def rules(view: View) -> list[Told]:
    """What people said about students of the school chosen, or of all, and holds."""
    return _rules(view.store, *_key(view), view.school)


@st.cache_resource(max_entries=20, show_spinner=False)
def _rules(_store, program, version, actor, asked, day, ahead, school) -> list[Told]:
    return rules_seen(_store, candidates_known(_store, version, actor, asked), day, school)


def preview_of(view: View, wanted: Settings) -> Preview:
    """What these settings would change, if they were saved."""
    return _preview(view.store, *_key(view), wanted)


@st.cache_data(max_entries=20, show_spinner=False)
def _preview(_store, program, version, actor, asked, day, ahead, wanted) -> Preview:
    known = candidates_known(_store, version, actor, asked)
    tried = suggest(read_pool(_store, known, day, settings=wanted, ahead=ahead))
    return preview(_now(_store, program, version, actor, asked, day, ahead).found, tried)


def called(view: View, pair: Pair) -> str:
    """The pair by name: "Rosa Delgado with Grace Lindqvist", or the student alone."""
    pool = now(view).found.pool
    student, mentor = pool.student.get(pair.student_id), pool.mentor.get(pair.mentor_id)
    label = student.label if student else f"Student {pair.student_id}"
    return f"{label} with {mentor.name}" if mentor else label


def is_kept(view: View, pair: Pair) -> bool:
    """Whether the student is kept for the mentor."""
    student = now(view).found.pool.student.get(pair.student_id)
    return student is not None and student.pin == pair.mentor_id


def suggested_still(view: View, pairs: Sequence[Pair]) -> list[Suggestion]:
    """The rows of those of the pairs that are suggested now."""
    rows = now(view).found.of
    found = [(rows.get(pair.student_id), pair.mentor_id) for pair in pairs]
    return [row for row, mentor in found if row and row.mentor_id == mentor]


def pair_of(row: Suggestion) -> Pair:
    """The row as a pick."""
    return Pair(row.student.student_id, row.mentor_id)


def waiting(view: View, students: Sequence[str]) -> list[Suggestion]:
    """The rows of these students, in the order of the list; those who no longer wait left out."""
    wanted = set(students)
    return [row for row in now(view).found.rows if row.student.student_id in wanted]
