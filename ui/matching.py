"""The parts of the Matching page: the answer, the lists, what is downloaded."""

from functools import partial

import streamlit as st

from sm_core import exports
from sm_core.audit import record
from sm_core.matching.caseloads import Caseload
from sm_core.matching.matched import matched_table
from sm_core.matching.numbers import gap_line, numbers
from sm_core.matching.numbers import headline as headline_words
from sm_core.matching.rules_table import rules_table
from sm_core.matching.search import loads_named
from sm_core.matching.search import matching as narrowed
from sm_core.matching.suggest import Suggestion
from sm_core.matching.table import cannot_table, caseload_table, suggested_table
from sm_core.student_list import students_named
from ui import cached, cached_matching, matching_matched, matching_rules, menu, session
from ui.frame import View, explained, plain
from ui.matching_lists import CANNOT, COLUMNS, LISTS, MATCHED, MENTORS, PICKS, RULES, SUGGESTED
from ui.saving import Form
from ui.session import EVERYBODY, UPLOADERS
from ui.targeting_board import candidates_of, newest

EMPTY = {
    SUGGESTED: "No student who waits can have a mentor now. “Cannot yet” says why for each.",
    CANNOT: "Everybody who waits can have a mentor now.",
    MENTORS: "No mentor works here yet. Add one on the page Mentors.",
}
EMPTIED_SHOWN = 3
NO_MATCH = "Nobody of this list matches the search. Clear it to see all."
NOBODY_WAITS = "Nobody waits for a mentor."
DAY_TOLD = "Matches are made at the newest date; choose it above."


def headline(view: View) -> None:
    """The answer first: how many can have a mentor now; then why the others cannot."""
    here = cached_matching.now(view)
    found = numbers(here.found.pool, here.rows(view.school), view.school)
    st.subheader(headline_words(found))
    if line := gap_line(found):
        st.markdown(line)
    names = here.found.pool.school_names
    for each in cached_matching.emptied(view)[:EMPTIED_SHOWN]:
        say = st.info if each.expected else st.warning
        say(plain(f"{names[each.school_id]}: {each.sentence}"))
    if not found.chosen:
        menu.link(menu.TARGETING, "Who needs a mentor?", list=None)
    if view.day < session.today():
        st.caption(f"As it was at the date chosen. {DAY_TOLD}")


def list_buttons(view: View) -> str:
    """One button per list with how many are on it; the list that is open."""
    rows = cached_matching.now(view).rows(view.school)
    return PICKS.list_buttons(view, {
        SUGGESTED: sum(1 for row in rows if row.mentor),
        CANNOT: sum(1 for row in rows if row.gap),
        MATCHED: matching_matched.count(view),
        MENTORS: len(cached_matching.loads(view)),
        RULES: matching_rules.count(view),
    })  # fmt: skip


def toolbar(view: View, name: str) -> str:
    """Search, scores on request, downloads; what is searched for."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input("Find", type="search", live="300ms", key=f"matching_search|{name}",
                             placeholder="Part of a name or id")  # fmt: skip
        if name == SUGGESTED:
            st.toggle("Show scores", key="matching_scores",
                      help="Points out of 1,000, by the weights above")  # fmt: skip
        if name == SUGGESTED and _may_make(view):
            _again(view)
        _downloads(view, name)
    return text or ""


def _may_make(view: View) -> bool:
    schools = {row.student.school_id for row in cached_matching.now(view).rows(view.school)}
    return newest(view) and bool(schools) and all(map(view.actor.may_change_program, schools))


def _again(view: View) -> None:
    """A suggestion of the last list is worth more than another one, unless somebody asks anew."""
    form = Form("matching|again")
    asked = st.popover("Suggest again…", key=form.key("popover"), on_change="rerun")
    if not asked.open:
        return
    with asked:
        st.markdown("Makes the best list without keeping what was suggested before. Accepted pairs "
                    "and those kept for each other stay.")  # fmt: skip
        words = [plain(said) for said in cached_matching.again_words(view)]
        st.markdown("\n".join(f"- {said}" for said in words))
        if st.button("Suggest again", key=form.key("press")):
            actor = session.guard(*UPLOADERS)
            with explained():
                cached_matching.again(view, form.save(actor))
                form.done("The list is made anew. “Since the last list” says what has changed.")


def suggested(view: View, searched: str) -> None:
    here = cached_matching.now(view)
    rows = narrowed([row for row in here.rows(view.school) if row.mentor], searched)
    scores = st.session_state.get("matching_scores", False)
    _students(view, SUGGESTED, rows, searched, lambda some: suggested_table(
        here.found.pool, some, here.changes, view.several_schools, scores))  # fmt: skip


def cannot(view: View, searched: str) -> None:
    here = cached_matching.now(view)
    rows = narrowed([row for row in here.rows(view.school) if row.gap], searched)
    _students(view, CANNOT, rows, searched, lambda some: cannot_table(
        here.found.pool, some, here.changes, view.several_schools))  # fmt: skip


def _students(view: View, name: str, rows: list[Suggestion], searched: str, shown) -> None:
    cached_matching.keep(view)
    if not rows:
        waits = cached_matching.now(view).rows(view.school)
        st.info(NO_MATCH if searched.strip() else EMPTY[name] if waits else NOBODY_WAITS)
        return
    PICKS.table(
        view, name, rows, lambda some: [*map(cached_matching.pair_of, some)], shown, "Students",
        drawn_with=cached_matching.version(view), column_config=COLUMNS,
        alt=f"{LISTS[name]}: students who wait; tick rows to do something",
    )  # fmt: skip


def mentors(view: View, searched: str) -> None:
    """Each mentor's students, those suggested, and what one more place would buy."""
    found = loads_named(cached_matching.loads(view), searched)
    if not found:
        st.info("No mentor matches the search." if searched.strip() else EMPTY[MENTORS])
        return
    PICKS.table(
        view, MENTORS, found, lambda some: [load.mentor.mentor_id for load in some],
        partial(_caseloads_seen, view), "Mentors", drawn_with=cached_matching.version(view),
        column_config=COLUMNS, alt="Mentors with their students and places",
    )  # fmt: skip


def _caseloads_seen(view: View, loads: list[Caseload]):
    mentors = [load.mentor.mentor_id for load in loads]
    more = cached_matching.more_places(view, mentors)
    return _caseloads(view, loads, more, view.several_schools)


def _caseloads(view: View, loads: list[Caseload], more: dict[str, str], several_schools: bool):
    ids = [i for load in loads for i in (*load.mentor.students, *load.suggested)]
    names = dict(students_named(cached.seen(view), ids))
    pool = cached_matching.now(view).found.pool
    return caseload_table(pool, loads, names, more, several_schools)


LISTED = {
    SUGGESTED: suggested, CANNOT: cannot, MATCHED: matching_matched.matched, MENTORS: mentors,
    RULES: matching_rules.rules,
}  # fmt: skip
"""What each list draws, given the view and what is searched for."""


def _downloads(view: View, name: str) -> None:
    """The whole list as a file; made on click and written to the audit."""
    kinds = {"CSV": ("csv", "text/csv"), "Excel": ("xlsx", "application/octet-stream")}
    with st.popover("Download"):
        for label, (ending, mime) in kinds.items():
            st.download_button(
                label, partial(_bytes, view, name, ending),
                f"matching-{name}-{view.as_of.isoformat()}.{ending}",
                mime, on_click="ignore", key=f"matching_{ending}", width="stretch",
            )  # fmt: skip


def _bytes(view: View, name: str, ending: str) -> bytes:
    session.guard(*EVERYBODY)
    here = cached_matching.now(view)
    pool, rows = here.found.pool, here.rows(view.school)
    frame = {
        SUGGESTED: lambda: suggested_table(pool, rows, here.changes, True, scores=True),
        CANNOT: lambda: cannot_table(pool, rows, here.changes, True),
        MATCHED: lambda: matched_table(cached_matching.matches(view), candidates_of(view), True),
        MENTORS: lambda: _caseloads(view, cached_matching.loads(view), {}, True),
        RULES: lambda: rules_table(cached_matching.rules(view)),
    }[name]()
    record(view.store, view.actor, session.now(), "export",
           f"matching {name}.{ending} {len(frame)} rows")  # fmt: skip
    return exports.safe_csv(frame) if ending == "csv" else exports.safe_xlsx(frame, LISTS[name])
