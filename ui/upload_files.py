"""The files somebody is uploading now: kept in a scratch folder, examined, decided on, let go."""

import shutil
import tempfile
import weakref
from dataclasses import replace
from pathlib import Path

import streamlit as st

from sm_core.actor import Actor
from sm_core.errors import FileRefused
from sm_core.importing.answers import answered
from sm_core.importing.archive import TEXTS, WORKBOOKS
from sm_core.importing.call import Call, Progress
from sm_core.importing.examine import Examined
from sm_core.importing.mapping import Mapping, MappingFile
from sm_core.importing.questions import Question
from sm_core.importing.report import FileReport
from sm_core.importing.run import INCOMING, load, look
from sm_core.store import Store
from ui import drop_folder, session
from ui.progress import Bar
from ui.session import UPLOADERS

LIMIT = 200_000_000
"""The largest file that a browser may send, in bytes: the server holds it twice in memory until it
is imported. Larger ones go through the drop folder."""

WELCOME = (
    "Exports of PowerSchool, Infinite Campus, Aeries, Skyward, Synergy, Aspen, Ed-Fi, OneRoster "
    "and several states are recognized, and so is a sheet of your own. You see what was "
    "understood, and what would change, before anything does."
)
ENDINGS = [ending.lstrip(".") for ending in (*TEXTS, *WORKBOOKS, ".zip")]
ROUND, DECIDED, SEEN, DONE = "upload_round", "upload_decided", "upload_seen", "upload_done"
SCRATCH = "upload_scratch"


def choose(actor: Actor) -> list[Path]:
    """The files chosen: those sent, as paths in this session's scratch folder, and those that lie
    in the drop folder."""
    number = st.session_state.setdefault(ROUND, 0)
    files = st.file_uploader(
        "Attendance, enrollment, calendar, totals, students or schools, as CSV, Excel or zip",
        type=ENDINGS, accept_multiple_files=True, key=f"files_{number}",
        help="Choose files that belong together at once, for example absences with the calendar "
        "and the enrollment of the same year.",
    )  # fmt: skip
    if not files:
        st.caption(WELCOME)
    dropped = drop_folder.choose(actor, f"dropped_{number}")
    names = [Path(file.name).name for file in files] + [path.name for path in dropped]
    if len(set(names)) < len(names):
        raise FileRefused("Two of the files have the same name; rename one and choose them again.")
    if names:
        # A new choice of files closes the report on the last ones.
        st.session_state.pop(DONE, None)
    return [saved(file, SCRATCH) for file in files] + dropped


def saved(file, scratch: str) -> Path:
    """An uploaded file as a path in the scratch folder that this session keeps under a name."""
    target = _folder(scratch) / file.file_id / Path(file.name).name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.parent / "draft"
        with draft.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        draft.replace(target)
    return target


class Scratch:
    """A folder that goes with the session that holds it: nobody's attendance stays behind."""

    def __init__(self, home: Path) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=INCOMING, dir=home))
        self.remove = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


def _folder(scratch: str) -> Path:
    if scratch not in st.session_state:
        st.session_state[scratch] = Scratch(session.store().home)
    return st.session_state[scratch].path


def _call(actor: Actor, progress: Progress, limit: int | None = None) -> Call:
    mappings = MappingFile(Mapping(), dict(st.session_state.get(DECIDED, {})))
    return Call(actor, session.now(), mappings, limit, progress)


def examine(store: Store, actor: Actor, paths: list[Path]) -> list[Examined | FileReport]:
    """The files as understood so far; looked at again only when a file or a decision changed."""
    key = (
        tuple(paths), str(st.session_state.get(DECIDED, {})), actor,
        store.version("program"), store.version("attendance"),
    )  # fmt: skip
    kept = st.session_state.get(SEEN)
    if not kept or kept[0] != key:
        bar = Bar("Looking at the files …")
        limit = None if any(map(drop_folder.holds, paths)) else LIMIT
        kept = (key, look(store, _call(actor, bar, limit), paths, _folder(SCRATCH)), {})
        bar.close()
        st.session_state[SEEN] = kept
    return kept[1]


def preview(store: Store, actor: Actor, seen: list) -> list[FileReport]:
    """What importing would change; nothing is kept. Raises `ImportRefused`."""
    kept = st.session_state[SEEN][2]
    if "reports" not in kept:
        bar = Bar("Checking every row …")
        kept["reports"] = load(store, _call(actor, bar), seen, keep=False)
        bar.close()
    return kept["reports"]


def save(store: Store, paths: list[Path], seen: list) -> None:
    """Import for good, say how far it is, and keep the report for the next rerun."""
    actor = session.guard(*UPLOADERS)
    bar = Bar("Importing …")
    reports = load(store, _call(actor, bar), seen)
    bar.close()
    reports[0].notes += drop_folder.put_away(paths)
    st.session_state[DONE] = (actor, reports)
    forget()


def done_by(actor: Actor) -> list[FileReport] | None:
    """The report on the last import, for nobody but the person who made it."""
    who, reports = st.session_state.get(DONE, (None, None))
    return reports if who == actor else None


def forget() -> None:
    """Let go of the files and what was decided about them; their memory is freed, too."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    for key in (DECIDED, SEEN):
        st.session_state.pop(key, None)
    if scratch := st.session_state.pop(SCRATCH, None):
        scratch.remove()


def decide(name: str, answers: list[tuple[Question, object]]) -> None:
    """Add answers to what is decided about the file `name`."""
    session.guard(*UPLOADERS)
    decided = st.session_state.setdefault(DECIDED, {})
    mapping = decided.get(name, Mapping())
    for question, answer in answers:
        mapping = answered(mapping, question, answer)
    decided[name] = mapping


def correct(name: str, layout: str, columns: dict, codes: dict, covers: tuple | None) -> None:
    """Replace what was recognized in the file `name` by what a person said."""
    session.guard(*UPLOADERS)
    decided = st.session_state.setdefault(DECIDED, {})
    mapping = decided.get(name, Mapping())
    decided[name] = replace(
        mapping, layout=layout, columns=columns, codes=mapping.codes | codes, covers=covers
    )
