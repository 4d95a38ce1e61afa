"""Where a person overrules what was recognized: the kind of file, its columns, its codes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import streamlit as st

from sm_core.importing.answers import CODE_CHOICES, DAY_TYPE_CHOICES
from sm_core.importing.columns import recognize
from sm_core.importing.examine import Examined
from sm_core.importing.in_words import field_words, meaning_words
from sm_core.importing.layouts import DAILY, FIELDS, NOUNS, PEOPLE, REQUIRED
from sm_core.importing.mapping import named
from sm_core.importing.questions import offered
from sm_core.importing.report import FileReport
from ui import upload_files
from ui.frame import plain

NOT_USED = "— not in this file —"
NAMES = ("first_name", "last_name", "full_name")


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
    return st.session_state.get(_layout_key(item.name, item.layout), item.layout) != item.layout


def _layout_key(name: str, layout: str) -> str:
    """Another one when something else is recognized: what is chosen is a choice against that."""
    return f"layout|{name}|{layout}"


def correction(known: Known) -> None:
    """The form; nothing changes before its button is pressed."""
    layout = st.selectbox(
        "This file is", list(FIELDS), list(FIELDS).index(known.layout),
        format_func=lambda name: NOUNS[name], key=_layout_key(known.name, known.layout),
    )  # fmt: skip
    with st.form(f"columns|{known.name}", border=False):
        columns = _columns(known, layout)
        codes = code_choosers(known.codes, known.name)
        covers = _covers(known) if layout in DAILY else None
        used = {header for column in known.columns.values() for header in named(column)}
        unused = [header for header in known.headers if header and header not in used]
        if unused:
            st.caption(plain(f"Columns nothing is read from: {', '.join(unused)}"))
        if st.form_submit_button("Use these columns", type="primary"):
            upload_files.correct(known.name, layout, columns, codes, covers)
            st.session_state.pop(_layout_key(known.name, known.layout), None)
            st.rerun()


def cells(count: int) -> Iterator:
    """A place for each of so many widgets, three beside each other; in order on a phone, too."""
    for row in range(0, count, 3):
        yield from st.columns(3)[: count - row]


def _columns(known: Known, layout: str) -> dict:
    wanted = [f for f in FIELDS[layout] if f not in PEOPLE or f in known.columns or f in NAMES]
    options, chosen = [NOT_USED, *offered(known.headers)], {}
    for cell, name in zip(cells(len(wanted)), wanted, strict=True):
        words = field_words(name) + (" (needed)" if name in REQUIRED[layout] else "")
        key, column = f"column|{known.name}|{layout}|{name}", known.columns.get(name, NOT_USED)
        with cell:
            if isinstance(column, list):
                chosen[name] = st.multiselect(words, options[1:], named(column), key=key)
                continue
            place = options.index(str(column)) if str(column) in options else 0
            chosen[name] = st.selectbox(words, options, place, key=key)
    return {name: header for name, header in chosen.items() if header and header != NOT_USED}


def code_choosers(codes: dict, key: str, drop: str | None = None) -> dict:
    """What each settled code means, to be changed here; one that fits no choice stays as it is,
    and one for which `drop` is chosen is left out."""
    chosen = {}
    for cell, (code, meaning) in zip(cells(len(codes)), codes.items(), strict=True):
        offered = DAY_TYPE_CHOICES if isinstance(meaning, str) else CODE_CHOICES
        words = [*offered, *([drop] if drop else [])]
        usual = meaning_words(meaning)
        with cell:
            said = st.selectbox(
                plain(f'Code "{code}" means' if code else "The blank code means"), words,
                words.index(usual) if usual in offered else None, key=f"code|{key}|{code}",
                placeholder=usual,
            )  # fmt: skip
        if not drop or said != drop:
            chosen[code] = offered.get(said, meaning)
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
