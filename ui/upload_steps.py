"""The steps of an upload: what was recognized, what is to be decided, what would change."""

from pathlib import Path

import pandas as pd
import streamlit as st

from sm_core import exports
from sm_core.actor import Actor
from sm_core.importing.answers import choices, suggestion
from sm_core.importing.examine import Examined
from sm_core.importing.in_words import code_words, columns_told
from sm_core.importing.layouts import NOUNS
from sm_core.importing.mapping import PERISHABLE
from sm_core.importing.questions import Question
from sm_core.importing.report import REASONS, FileReport
from sm_core.store import Store
from ui import upload_files
from ui.frame import long_day, plain
from ui.upload_correction import Known, correction, unsaved

CODES_SHOWN = 12
STEPS = ("Files", "What we recognized", "Decisions", "What will change", "Done")


def where(step: int) -> None:
    """The steps in one line, the present one in bold."""
    words = [f"**{n + 1} {s}**" if n == step else f"{n + 1} {s}" for n, s in enumerate(STEPS)]
    st.caption("  →  ".join(words))


def recognized(seen: list[Examined | FileReport]) -> bool:
    """One card per file: what it is and why. False when any file cannot be used."""
    where(_step(seen))
    for item in seen:
        if _needed(item):
            with st.container(border=True):
                (_refused if isinstance(item, FileReport) else _card)(item)
    if idle := [item.file for item in seen if not _needed(item)]:
        st.caption(plain(f"Not needed, and not read: {', '.join(idle)}."))
    refused = any(item.problems for item in seen if isinstance(item, FileReport))
    if refused:
        st.button("Choose other files", on_click=upload_files.forget)
    return not refused


def _needed(item: Examined | FileReport) -> bool:
    """Whether a file says anything; of a OneRoster bundle some say nothing that is used here."""
    return "not_needed" not in getattr(item, "rejected", ())


def _refused(item: FileReport) -> None:
    st.error(plain(" ".join(item.problems)))
    if item.headers:
        with st.expander("Tell us what this file is and which column holds what"):
            correction(Known.of(item))


def _step(seen: list[Examined | FileReport]) -> int:
    if any(item.problems for item in seen if isinstance(item, FileReport)):
        return 1
    return 2 if any(item.questions for item in seen) else 3


def _card(item: Examined) -> None:
    facts = [f"{item.rows:,} rows"]
    if item.students:
        facts.append(f"{item.students:,} students")
    if item.days:
        facts.append(" to ".join(dict.fromkeys(long_day(day) for day in item.days)))
    origin = f" from {item.origin}" if item.origin else ""
    st.markdown(
        f"**{plain(item.name)}** looks like **{NOUNS[item.layout]}**{origin}: "
        f"{', '.join(facts)}.  \n"
        f"Why: {plain(item.reason)}. {item.source.encoding} text."
    )
    for note in item.notes:
        st.caption(plain(note))
    if told := columns_told(item.mapping):
        st.caption(plain(told))
    if item.mapping.codes:
        st.caption(plain("Codes: " + ", ".join(_code_words(item))))
    if item.of_bundle:
        return
    with st.expander("Not right? See and change what we recognized", expanded=unsaved(item)):
        correction(Known.of(item))


def _code_words(item: Examined) -> list[str]:
    return [code_words(*pair) for pair in list(item.mapping.codes.items())[:CODES_SHOWN]]


def decisions(seen: list[Examined]) -> bool:
    """Ask what is open, one form per file. True when nothing is open any more."""
    waiting = [item for item in seen if item.questions]
    count = sum(len(item.questions) for item in waiting)
    if count:
        st.subheader("One decision left" if count == 1 else f"{count} decisions left")
    for item in waiting:
        with st.form(f"questions|{item.name}"):
            st.markdown(f"**{plain(item.name)}**")
            answers = [(question, _ask(question)) for question in item.questions]
            if any(question.key not in PERISHABLE for question in item.questions):
                st.caption("Remembered for the next file of this kind.")
            if st.form_submit_button("Use these answers", type="primary"):
                _take(item, answers)
    return not waiting


def _ask(question: Question) -> object:
    key = f"answer|{question.file}|{question.key}|{question.about}"
    words = _question_words(question)
    if offered := choices(question):
        usual = suggestion(question)
        index = list(offered).index(usual) if usual in offered else None
        said = st.selectbox(words, list(offered), index, key=key, placeholder="Choose",
                            help=_example(question))  # fmt: skip
        return offered.get(said)
    if question.key == "as_of":
        return st.date_input(words, None, key=key, format="MM/DD/YYYY")
    return st.text_input(words, key=key, help=_example(question)) or None


def _question_words(question: Question) -> str:
    suggested = suggestion(question)
    hint = f" We suggest: {suggested}." if suggested else ""
    sentence = question.sentence
    return plain(f"{sentence[0].upper()}{sentence[1:]}{hint}")


def _example(question: Question) -> str:
    return plain(f"In a mapping file: {question.line}")


def _take(item: Examined, answers: list) -> None:
    open_left = [question for question, answer in answers if answer is None]
    if open_left:
        st.error("Answer every line first; what stays open would be a guess.")
        return
    upload_files.decide(item.name, answers)
    st.rerun()


def changes(reports: list[FileReport]) -> None:
    """What an import does, file by file, in numbers that add up."""
    for report in filter(_needed, reports):
        with st.container(border=True):
            st.markdown(f"**{plain(report.file)}**: {_change_words(report)}")
            for warning in report.warnings:
                st.warning(plain(warning))
            for note in report.notes:
                st.caption(plain(note))
            _set_aside(report)


def _change_words(report: FileReport) -> str:
    words = [f"{report.rows_kept:,} of {report.rows_read:,} rows used"]
    words += [f"{n:,} absences {kind}" for kind, n in report.changes.items()]
    return " · ".join(words)


def _set_aside(report: FileReport) -> None:
    if not report.rejected:
        return
    count = sum(report.rejected.values())
    with st.expander(f"{count:,} {'row' if count == 1 else 'rows'} set aside: see why"):
        st.table(
            pd.DataFrame(
                [(REASONS[reason], f"{lines:,}") for reason, lines in report.rejected.items()],
                columns=["Why", "Rows"],
            ).set_index("Why")
        )
        if report.rejects is not None:
            name = f"set-aside-{Path(report.file).stem}.csv"
            st.download_button(
                "Download these rows", lambda: exports.safe_csv(report.rejects), name,
                "text/csv", on_click="ignore", key=f"rejects|{report.file}",
            )  # fmt: skip


def report(done: list[FileReport]) -> None:
    """After the import: the same numbers, and where to look next."""
    where(4)
    st.success("Imported.")
    changes(done)
    reached = [report.last_day for report in done if getattr(report, "last_day", None)]
    st.page_link(
        "pages/attendance/students.py", label="See the students by tier", icon="➡️",
        query_params={"as_of": max(reached)} if reached else None,
    )  # fmt: skip


def preview(store: Store, actor: Actor, paths: list[Path], seen: list) -> None:
    """What would change, and the one primary button, once everything is settled."""
    st.subheader("What will change")
    changes(upload_files.preview(store, actor, seen))
    left, right, _ = st.columns([1, 1, 4])
    changing = any(unsaved(item) for item in seen if isinstance(item, Examined))
    if changing:
        st.warning("You chose another kind of file above: press “Use these columns” first.")
    if left.button("Import", type="primary", width="stretch", disabled=changing):
        upload_files.save(store, paths, seen)
        st.rerun()
    right.button("Cancel", on_click=upload_files.forget, width="stretch")
