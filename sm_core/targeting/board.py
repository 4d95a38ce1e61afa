"""The lists of the page: who is to be decided about, who was, and who has a place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sm_core.actor import MENTOR
from sm_core.errors import NotAllowed
from sm_core.program_settings import DISTRICT
from sm_core.queries import run
from sm_core.store import Store
from sm_core.targeting.candidates import Candidates, severe_by_school
from sm_core.targeting.criteria import USUAL, Criteria
from sm_core.targeting.places import Room, mentors_needed, within_places
from sm_core.targeting.propose import propose

if TYPE_CHECKING:
    import pyarrow as pa

NEITHER = "neither"
VIEWS = {
    "to_decide": "To decide",
    "earlier": "Proposed earlier",
    "chosen": "Chosen",
    "deferred": "Deferred",
    "declined": "Declined or ended",
    NEITHER: "Severe, neither mentor nor support",
}


@dataclass(frozen=True, eq=False)
class Board:
    """One row per student and school that stands on one of `VIEWS`, in the order of the list.

    The columns of `propose` (null for a student it does not propose), and: is_here (enrolled there
    now), has_left, now_at (the school they moved to, if the actor may see it), state, since, until,
    reason, listed_for and proposed of the decision (null for none), chosen_elsewhere (a school's
    name), mentor (names, null for none), support (of `SUPPORTS`) with support_to, support_since and
    support_note, neither, view (null for a row of the last view alone), has_place. Names are "" for
    students that the actor may not see.

    `places` are those by school, and of all schools (`free_places`).
    """

    candidates: Candidates
    criteria: Mapping[str, Criteria]
    places: Mapping[str, Room]
    rows: pa.Table


def board(
    store: Store,
    candidates: Candidates,
    criteria: Mapping[str, Criteria],
    places: Mapping[str, Room],
    day: date,
) -> Board:
    """The lists of everybody the actor of `candidates` may see, on `day`."""
    actor = candidates.seen.actor
    if actor.role == MENTOR:
        raise NotAllowed("Choosing students is for coordinators, captains and principals.")
    proposed = propose(store, candidates, criteria)
    with store.reading() as cursor:
        for name, rows in (("candidates", candidates.rows), ("proposed", proposed),
                           ("seen", candidates.seen.students)):  # fmt: skip
            cursor.register(name, rows)
        values = {"school_year": candidates.school_year, "day": day, **actor.scope}
        rows = run(cursor, "targeting_board", **values).to_arrow_table()
    kept = {
        school: places[school].kept(criteria.get(school, USUAL).reserve_percent, severe)
        for school, severe in severe_by_school(candidates).items() if school in places
    }  # fmt: skip
    free = {school: room.free for school, room in places.items()}
    rows = rows.append_column("has_place", [_with_place(rows, free, kept)])
    return Board(candidates, criteria, places, rows)


def _with_place(
    rows: pa.Table, free: Mapping[str, int], kept: Mapping[str, int]
) -> list[bool]:  # fmt: skip
    """Per row whether a place is left for it: those chosen and without a mentor come first, then
    those to decide, each in the order of the list."""
    columns = ("school_id", "student_id", "severe", "view", "mentor", "is_here")
    waiting: dict[str, list[tuple[bool, str, bool]]] = defaultdict(list)
    for row in rows.select(columns).to_pylist():
        if _waits(row):
            chosen = row["view"] == "chosen"
            waiting[row["school_id"]].append((not chosen, row["student_id"], row["severe"]))
    served = set()
    for school, who in waiting.items():
        ordered = [(name, severe) for _, name, severe in sorted(who, key=lambda each: each[0])]
        here = within_places(ordered, free.get(school, 0), kept.get(school, 0))
        served |= {(school, name) for name in here}
    keys = zip(rows["school_id"].to_pylist(), rows["student_id"].to_pylist(), strict=True)
    return [key in served for key in keys]


def _waits(row: Mapping) -> bool:
    """Whether the row needs a mentor's place: still here, and nobody's yet."""
    listed = row["view"] in ("chosen", "to_decide")
    return listed and row["is_here"] and row["mentor"] is None


def at_school(board: Board, school: str | None) -> pa.Table:
    """The rows of one school, or of all."""
    import pyarrow.compute as compute

    if school is None:
        return board.rows
    return board.rows.filter(compute.field("school_id") == school)


def on_view(
    board: Board, view: str, school: str | None = None, search: str = "",
    only: Iterable[str] | None = None,
) -> pa.Table:  # fmt: skip
    """The rows of one of `VIEWS`, of one school or all, those whose name or id holds `search`;
    `only` narrows them to students with these ids."""
    import pyarrow as pa
    import pyarrow.compute as compute

    assert view in VIEWS
    rows = at_school(board, school)
    wanted = compute.field("neither") if view == NEITHER else compute.field("view") == view
    rows = rows.filter(wanted)
    if only is not None:
        ids = pa.array(sorted(only), pa.string())
        rows = rows.filter(compute.field("student_id").isin(ids))
    if search.strip():
        part = search.strip()
        rows = rows.filter(
            compute.match_substring(compute.field("student_name"), part, ignore_case=True)
            | compute.match_substring(compute.field("student_id"), part, ignore_case=True)
        )
    return rows


def view_counts(board: Board, school: str | None = None) -> dict[str, int]:
    """Students on each of `VIEWS`."""
    rows = at_school(board, school)
    found = Counter(rows["view"].to_pylist())
    neither = sum(rows["neither"].to_pylist())
    return {view: found[view] for view in VIEWS} | {NEITHER: neither}


@dataclass(frozen=True)
class Answer:
    """The numbers of the page, in students: `proposed` and not decided, `chosen`, those of them
    `without_mentor` and still here, and those who `left`; `free` places, `mentors` that would have
    to come for everybody waiting, `caseload` (None where schools differ); `severe` students, and
    those of them with `neither` mentor nor support."""

    proposed: int
    chosen: int
    without_mentor: int
    left: int
    free: int
    mentors: int
    caseload: int | None
    severe: int
    neither: int


ANSWERED = ("school_id", "view", "mentor", "is_here", "has_left", "neither")


def answer(board: Board, school: str | None = None) -> Answer:
    """The numbers of one school, or of all the actor may see."""
    rows, severe = at_school(board, school).select(ANSWERED).to_pylist(), _severe(board)
    return _answer(board, school, rows, severe.total() if school is None else severe[school])


def answers(board: Board) -> dict[str, Answer]:
    """The numbers of every school of the board."""
    rows, severe = defaultdict(list), _severe(board)
    for row in board.rows.select(ANSWERED).to_pylist():
        rows[row["school_id"]].append(row)
    return {
        school: _answer(board, school, rows.get(school, []), severe[school])
        for school in board.criteria
    }


def _answer(board: Board, school: str | None, rows: list[dict], severe: int) -> Answer:
    chosen = [row for row in rows if row["view"] == "chosen"]
    waiting = [row for row in rows if _waits(row)]
    schools = [school] if school else list(board.criteria)
    caseloads = {board.criteria.get(each, USUAL).caseload for each in schools}
    return Answer(
        proposed=sum(row["view"] == "to_decide" for row in rows),
        chosen=len(chosen),
        without_mentor=sum(_waits(row) for row in chosen),
        left=sum(row["has_left"] for row in chosen),
        free=_free(board, school),
        mentors=_mentors(board, school, Counter(row["school_id"] for row in waiting)),
        caseload=caseloads.pop() if len(caseloads) == 1 else None,
        severe=severe,
        neither=sum(row["neither"] for row in rows),
    )


def _free(board: Board, school: str | None) -> int:
    """All schools together have fewer places than their sum where mentors serve several."""
    return board.places.get(DISTRICT if school is None else school, Room()).free


def _mentors(board: Board, school: str | None, waiting: Counter) -> int:
    """Places at one school do not help another; those that two share may not do for both."""
    caseloads = {each: board.criteria.get(each, USUAL).caseload for each in waiting}
    by_school = sum(
        mentors_needed(n - _free(board, each), caseloads[each]) for each, n in waiting.items()
    )
    most = max(caseloads.values(), default=USUAL.caseload)
    return max(by_school, mentors_needed(waiting.total() - _free(board, school), most))


def _severe(board: Board) -> Counter:
    """By school the severe students."""
    import pyarrow.compute as compute

    rows = board.candidates.rows.filter(compute.field("severe"))
    return Counter(rows["school_id"].to_pylist())
