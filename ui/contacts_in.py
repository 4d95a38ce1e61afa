"""The page Contacts from a sheet: what was pasted or chosen, what is logged of it, its Undo."""

from pathlib import Path

import streamlit as st

from sm_core.actor import Actor
from sm_core.contact_sheets import bring as core
from sm_core.contact_sheets.columns import LAYOUTS
from sm_core.contact_sheets.reading import Answers
from sm_core.contact_sheets.report import ContactsReport
from sm_core.contact_sheets.template import NAMES, template
from sm_core.contact_sheets.texts import Text, texts_in
from sm_core.errors import FileRefused
from sm_core.schools import schools_seen
from sm_core.store import Store
from sm_core.targeting.words import counted
from ui import contacts_asked, contacts_made, empty, menu, session, sheets, upload_files
from ui.frame import ask_date, plain
from ui.saving import Form
from ui.session import UPLOADERS

FORM = Form("contacts_in")
PASTED = "What was pasted"
SCRATCH = "contacts_scratch"
# Forgotten with the forms, when the person goes to another page.
SEEN, READ = "opened|contacts_in|seen", "opened|contacts_in|read"
EXAMPLE = "Student\tDate\tMentor\tNote\nRosa Delgado\t1/26/2026\tDavid Okafor\t"


def last_press(store: Store, actor: Actor) -> None:
    """What the last press did; what was looked at before it is let go."""
    if contacts_made.say(store, actor):
        let_go()


def stop_without_students(store: Store, actor: Actor) -> None:
    """Nobody can be named before there is attendance."""
    empty.stop_without_schools(schools_seen(store, actor), actor)


def stop_at_earlier_date(store: Store, actor: Actor) -> None:
    """The date, and the way back; an earlier date is only looked at."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=200):
            _, day = ask_date(schools_seen(store, actor))
        menu.link(menu.CONTACTS, "Contacts")
    if day != session.today():
        st.info("Contacts are logged at the newest date; choose it above.")
        st.stop()


def given() -> list[Text]:
    """What was pasted, and the tables of the files chosen."""
    # Once there is something to look at, that stands first; on a phone it would be far below.
    some = any(st.session_state.get(FORM.key(name)) for name in ("text", "files"))
    with st.expander("Paste or choose a sheet", expanded=not some):
        return _given()


def _given() -> list[Text]:
    with st.form(FORM.key("paste"), border=False):
        text = st.text_area("Paste the cells here, with their column names", height=180,
                            key=FORM.key("text"), placeholder=EXAMPLE)  # fmt: skip
        st.form_submit_button("Look at it")
    files = st.file_uploader("Or choose a CSV or Excel file", type=sheets.ENDINGS,
                             accept_multiple_files=True, key=FORM.key("files"))  # fmt: skip
    names = [Path(file.name).name for file in files]
    if len(set(names)) < len(names):
        raise FileRefused("Two of the files have the same name; rename one and choose them again.")
    pasted = [Text(PASTED, text)] if text.strip() else []
    return pasted + _read([upload_files.saved(file, SCRATCH) for file in files])


def _read(paths: list[Path]) -> list[Text]:
    kept = st.session_state.get(READ)
    if not kept or kept[0] != paths:
        work = paths[0].parent.parent / "texts" if paths else Path()
        kept = st.session_state[READ] = paths, texts_in(paths, work)
    return kept[1]


def templates() -> None:
    """What may come in, and empty sheets to start from."""
    st.caption(
        "A row for each contact, or a row for each student with a column for each day (x saw, "
        "p phone, a looked for in vain). You see what would be logged, and which lines cannot be, "
        "before anything is saved. The same lines again change nothing."
    )
    st.subheader("Empty sheets to fill in")
    for layout, name in NAMES.items():
        sheets.offer_empty(layout, name, template(layout, session.today()))


def look(store: Store, actor: Actor, texts: list[Text]) -> None:
    """What was understood and would be logged, what is asked, and the button that does it."""
    answers = contacts_asked.answers(FORM)
    reports = _looked_at(store, actor, texts, answers)
    for report in reports:
        _card(report)
    contacts_asked.ask(FORM, reports)
    _log(store, texts, answers, reports)
    contacts_made.asides(reports)


def _looked_at(
    store: Store, actor: Actor, texts: list[Text], answers: Answers
) -> list[ContactsReport]:
    """Looked at again only when the lines, an answer or the data change."""
    versions = store.version("program"), store.version("attendance")
    key = texts, answers, actor, versions, session.today()
    kept = st.session_state.get(SEEN)
    if not kept or kept[0] != key:
        kept = st.session_state[SEEN] = (
            key,
            core.look(store, actor, session.today(), texts, answers),
        )
    return kept[1]


def _card(report: ContactsReport) -> None:
    with st.container(border=True):
        lines = counted(report.rows_read, "line", "lines")
        st.markdown(f"**{plain(report.file)}**: {lines}{_shape(report)}.")
        for problem in report.problems:
            st.error(plain(problem))
        if report.columns_read:
            st.caption(plain(f"Read: {', '.join(report.columns_read)}."))
        if not (report.problems or report.questions):
            st.subheader(_headline(report))
        for warning in report.warnings:
            st.warning(plain(warning))
        for note in report.notes:
            st.caption(plain(note))
        contacts_asked.ask_columns(FORM, report)


def _shape(report: ContactsReport) -> str:
    return f", {LAYOUTS[report.layout]}" if report.layout else ""


def _headline(report: ContactsReport) -> str:
    words = [counted(report.new, "contact can be logged", "contacts can be logged")
             if report.new else "No new contact can be logged"]  # fmt: skip
    words += [f"{report.known:,} known already"] if report.known else []
    left_out = report.rejected.get("left_out", 0)
    words += [counted(left_out, "line left out", "lines left out")] if left_out else []
    waiting, cannot = report.waiting, len(report.cells) - report.waiting
    waits = counted(waiting, "line waits for an answer", "lines wait for an answer")
    words += [waits] if waiting else []
    words += [counted(cannot, "line cannot be logged", "lines cannot be logged")] if cannot else []
    return "; ".join(words)


def _log(store: Store, texts: list[Text], answers: Answers, reports: list[ContactsReport]) -> None:
    open_ones = any(report.problems or report.questions for report in reports)
    new = sum(report.new for report in reports)
    changed = sum(report.changes.get("contacts_changed", 0) for report in reports)
    pressed = False
    with st.container(horizontal=True):
        if not open_ones and (new or changed):
            what = counted(new or changed, "contact", "contacts")
            label = f"Log {what}" if new else f"Add to {what}"
            pressed = st.button(label, type="primary", key=FORM.key("log"))
        st.button("Start over", on_click=_forget)
    if pressed:
        contacts_made.log(FORM, store, texts, answers)


def _forget() -> None:
    session.guard(*UPLOADERS)
    let_go()
    FORM.forget()


def let_go() -> None:
    for key in (SEEN, READ):
        st.session_state.pop(key, None)
    if scratch := st.session_state.pop(SCRATCH, None):
        scratch.remove()
