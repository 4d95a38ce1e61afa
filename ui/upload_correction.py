"""Where a person overrules what was recognized: the kind of file, its columns, its codes."""

from dataclasses import dataclass, field

import streamlit as st

from sm_core.importing.answers import CODE_CHOICES, DAY_TYPE_CHOICES
from sm_core.importing.columns import recognize
from sm_core.importing.examine import Examined
from sm_core.importing.layouts import FIELDS, NOUNS, PEOPLE, REQUIRED
from sm_core.importing.mapping import named
from sm_core.importing.report import FileReport
from ui import upload_files
from ui.frame import plain

NOT_USED = "— not in this file —"
NAMES = ("first_name", "last_name", "full_name")
FIELD_WORDS = {
    "student_id": "Student id", "school_id": "School", "school_name": "School name",
    "code": "Attendance code", "code_description": "Description of the code",
    "portion": "Part of the day missed", "entry_date": "First day enrolled",
    "day_type": "Kind of day", "as_of": "Totals through", "period_start": "Period begins",
    "period_end": "Period ends",
}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What is known of a file so far, recognized or refused."""

    name: str
    layout: str
    headers: list[str]
    columns: dict
    codes: dict = field(default_factory=dict)
    covers: tuple | None = None

    @classmethod
    def of(cls, item: Examined | FileReport) -> "Known":
        if isinstance(item, Examined):
            mapping = item.mapping
            return cls(item.name, item.layout, item.source.headers, mapping.columns,
                       mapping.codes, mapping.covers)  # fmt: skip
        layout = item.layout if item.layout in FIELDS else "register"
        headers = list(item.headers)
        return cls(item.file, layout, headers, recognize(headers).columns)


def unsaved(item: Examined) -> bool:
    """Whether another kind of file was chosen but not yet used."""
    return st.session_state.get(f"layout|{item.name}", item.layout) != item.layout


def correction(known: Known) -> None:
    """The form; nothing changes before its button is pressed."""
    layout = st.selectbox(
        "This file is", list(FIELDS), list(FIELDS).index(known.layout),
        format_func=lambda name: NOUNS[name], key=f"layout|{known.name}",
    )  # fmt: skip
    with st.form(f"columns|{known.name}", border=False):
        columns = _columns(known, layout)
        codes = _codes(known)
        covers = _covers(known) if layout in ("register", "events") else None
        used = {header for said in known.columns.values() for header in named(said)}
        unused = [h for h in known.headers if h and h not in used]
        if unused:
            st.caption(plain(f"Columns nothing is read from: {', '.join(unused)}"))
        if st.form_submit_button("Use these columns", type="primary"):
            upload_files.correct(known.name, layout, columns, codes, covers)
            st.session_state.pop(f"layout|{known.name}", None)
            st.rerun()


def _columns(known: Known, layout: str) -> dict:
    wanted = [f for f in FIELDS[layout] if f not in PEOPLE or f in known.columns or f in NAMES]
    options = [NOT_USED, *dict.fromkeys(known.headers)]
    grid, chosen = st.columns(3), {}
    for place, name in enumerate(wanted):
        header = str(known.columns.get(name, NOT_USED))
        words = FIELD_WORDS.get(name, name.replace("_", " ").capitalize())
        with grid[place % 3]:
            chosen[name] = st.selectbox(
                f"{words} (needed)" if name in REQUIRED[layout] else words, options,
                options.index(header) if header in options else 0,
                key=f"column|{known.name}|{layout}|{name}",
            )  # fmt: skip
    # Several columns for one thing are not chosen here; they stay as they are.
    several = {f: said for f, said in known.columns.items() if isinstance(said, list)}
    kept = several if layout == known.layout else {}
    return kept | {name: header for name, header in chosen.items() if header != NOT_USED}


def _codes(known: Known) -> dict:
    """What each settled code means, to be changed here; one that fits no choice stays as it is."""
    grid, chosen = st.columns(3), {}
    for place, (code, meaning) in enumerate(known.codes.items()):
        offered = DAY_TYPE_CHOICES if isinstance(meaning, str) else CODE_CHOICES
        words = next((words for words, said in offered.items() if said == meaning), None)
        with grid[place % 3]:
            said = st.selectbox(
                plain(f'Code "{code}" means' if code else "The blank code means"), list(offered),
                list(offered).index(words) if words else None, key=f"code|{known.name}|{code}",
                placeholder="as decided before",
            )  # fmt: skip
        chosen[code] = offered[said] if said else meaning
    return chosen


def _covers(known: Known) -> tuple | None:
    """The period a person vouches for; only then may a list of absences also remove some."""
    usual = known.covers or (None, None)
    left, right, _ = st.columns(3)
    first = left.date_input("Complete from (optional)", usual[0], format="MM/DD/YYYY",
                            key=f"covers_first|{known.name}")  # fmt: skip
    last = right.date_input("through", usual[1], format="MM/DD/YYYY",
                            key=f"covers_last|{known.name}")  # fmt: skip
    return (first, last) if first and last and first <= last else None
