"""The Bring in a roster page: the files, what was understood, what is set aside, what comes in."""

from pathlib import Path

import streamlit as st

from sm_core.actor import Actor
from sm_core.errors import FileRefused
from sm_core.importing.call import ImportRefused
from sm_core.roster.columns import MENTORS, PROGRAM
from sm_core.roster.report import RosterReport, change_words, set_aside_in_words
from sm_core.roster.run import bring_roster
from sm_core.roster.template import NAMES, template
from sm_core.saving import Save, new_id
from sm_core.store import Store
from ui import menu, session, sheets, upload_files
from ui.frame import plain
from ui.saving import Form
from ui.session import UPLOADERS

FORM = Form("roster")
SCRATCH, SEEN = "roster_scratch", "roster_seen"
NOUNS = {MENTORS: "a list of mentors", PROGRAM: "the sheet of a running program"}


def ways() -> None:
    """The way back."""
    menu.link(menu.MENTORS, "Mentors")


def choose() -> list[Path]:
    """The files chosen, as paths in this session's scratch folder."""
    files = st.file_uploader(
        "Mentors, or students with their mentors, as CSV or Excel", type=sheets.ENDINGS,
        accept_multiple_files=True, key=FORM.key("files"),
        help="A column that names students makes a file the sheet of a running program. Mentors "
        "and such a sheet may come together.",
    )  # fmt: skip
    names = [Path(file.name).name for file in files]
    if len(set(names)) < len(names):
        raise FileRefused("Two of the files have the same name; rename one and choose them again.")
    return [upload_files.saved(file, SCRATCH) for file in files]


def templates() -> None:
    """What may come in, and empty sheets to start from."""
    st.caption(
        "You see what was understood, and which rows are set aside and why, before anything is "
        "saved. The same file again changes nothing."
    )
    st.subheader("Empty sheets to fill in")
    for layout, name in NAMES.items():
        sheets.offer_empty(layout, name, template(layout))


def look(store: Store, actor: Actor, paths: list[Path]) -> None:
    """What was understood of the files and what they would change, and the button that does it."""
    order = st.session_state.get(FORM.key("order"))
    reports, refused = _previewed(store, actor, paths, order)
    for report in reports:
        _card(report)
    asking = [report.date_example for report in reports if report.date_example]
    if asking or order:
        sheets.ask_order(asking[0] if asking else "3/4/2026", FORM.key("order"))
    if refused:
        st.button("Choose other files", on_click=_forget)
    elif any(report.changes for report in reports):
        _bring_in(store, paths, reports, order)
    else:
        others = " in the other rows" if any(report.asides for report in reports) else ""
        st.info(f"Everything{others} is known already; there is nothing to bring in.")
        st.button("Choose other files", on_click=_forget)


def _previewed(
    store: Store, actor: Actor, paths: list[Path], order: str | None
) -> tuple[list[RosterReport], bool]:
    """(reports, whether the call is refused); made again only when a file or the data change."""
    versions = store.version("program"), store.version("attendance")
    key = tuple(paths), order, actor, versions, session.today()
    kept = st.session_state.get(SEEN)
    if not kept or kept[0] != key:
        try:
            save = Save(actor, session.moment(), new_id())
            kept = key, bring_roster(store, save, paths, order, keep=False), False
        except ImportRefused as refused:
            kept = key, refused.reports, True
        st.session_state[SEEN] = kept
    return kept[1:]


def _card(report: RosterReport) -> None:
    with st.container(border=True):
        name = plain(report.file)
        if report.layout:
            rows = f"{report.rows_read:,} {'row' if report.rows_read == 1 else 'rows'}"
            st.markdown(f"**{name}** is {NOUNS[report.layout]}: {rows}.")
        for problem in report.problems:
            st.error(plain(problem))
        if report.columns_read:
            st.caption(plain(f"Read: {', '.join(report.columns_read)}."))
        if report.problems or report.questions or report.refused_with_others:
            sheets.set_aside(report)
            return
        words = change_words(report) + set_aside_in_words(report)
        st.markdown(f"**{'; '.join(words)}**" if words else "Nothing to change.")
        for warning in report.warnings:
            st.warning(plain(warning))
        for note in report.notes:
            st.caption(plain(note))
        sheets.set_aside(report)


def _bring_in(
    store: Store, paths: list[Path], reports: list[RosterReport], order: str | None
) -> None:
    rows = sum(report.rows_kept for report in reports)
    others = "the other " if any(report.asides for report in reports) else ""
    label = f"Bring in {others}{rows:,} {'row' if rows == 1 else 'rows'}"
    with st.container(horizontal=True):
        pressed = st.button(label, type="primary", key=FORM.key("bring"))
        st.button("Choose other files", on_click=_forget)
    if pressed:
        actor = session.guard(*UPLOADERS)
        done = bring_roster(store, FORM.save(actor), paths, order)
        words = "; ".join(word for report in done for word in change_words(report))
        _let_go()
        FORM.done(f"Brought in: {words}." if words else "This was saved already.")


def _forget() -> None:
    session.guard(*UPLOADERS)
    _let_go()
    FORM.forget()


def _let_go() -> None:
    st.session_state.pop(SEEN, None)
    if scratch := st.session_state.pop(SCRATCH, None):
        scratch.remove()
