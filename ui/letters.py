"""Letters for the families picked: how many in which language, which not and why, and the files."""

from functools import partial

import streamlit as st

from sm_core.audit import record
from sm_core.families.find import Family
from sm_core.papers.letters import MISSING, Letters, letters
from sm_core.papers.letters_docx import letters_docx
from sm_core.papers.letters_pdf import letters_pdf, too_many, unprintable
from sm_core.papers.templates import templates
from ui import cached, menu, session
from ui.frame import View, plain
from ui.session import EVERYBODY

OPEN = "letters_open"
NONE = "No letter"
HEIGHT = 420
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES = {"Word (DOCX)": ("docx", DOCX), "PDF": ("pdf", "application/pdf")}
SAID = 8
"""Sentences shown before the others are counted."""


def popover(view: View, found: list[Family]) -> None:
    """A button that opens what can be printed for the families `found`, and prints it."""
    # Of a set height, because it opens before its content is there: above the button, with room.
    opened = st.popover("Letters…", key=OPEN, on_change="rerun")
    with opened, st.container(height=HEIGHT, border=False):
        if opened.open and found:
            answer = st.container()
            with st.spinner("Writing the letters…", show_time=False):
                usual = _made(view, found, {})
            made = _made(view, found, _instead(view, usual))
            with answer:
                st.markdown(_count(made))
                _downloads(view, made)
                _warn([*made.sentences, *unprintable(made.letters)])
                if any(each.reason == MISSING for each in made.without):
                    menu.link(menu.TEAM, "School team")
            menu.link(menu.LETTERS, "The words of the letters")


def _made(view: View, found: list[Family], instead: dict[str, str]) -> Letters:
    ids = tuple(family.student_id for family in found)
    return _letters(view.store, found, view.version, view.store.version("program"), view.actor,
                    view.asked, view.day, ids, tuple(sorted(instead.items())))  # fmt: skip


@st.cache_resource(max_entries=4, show_spinner=False)
def _letters(_store, _found, version, program, actor, asked, day, ids, instead) -> Letters:
    seen = cached.students_seen(_store, version, actor, asked)
    return letters(_store, seen, day, _found, dict(instead))


def _instead(view: View, usual: Letters) -> dict[str, str]:
    """Which language the person chooses for letters that have no words in their own."""
    there = list(dict.fromkeys(language for _, language in templates(view.store)))
    chosen = {}
    if usual.open_languages:
        st.markdown("Print in another language instead:")
    columns = st.columns(2)
    for number, (language, count) in enumerate(usual.open_languages.items()):
        whose = plain(language) if language else "Language not known"
        with columns[number % 2]:
            chosen[language] = st.selectbox(f"{whose} ({count:,})", [NONE, *there],
                                            key=f"instead|{language}")  # fmt: skip
    return {language: said for language, said in chosen.items() if said != NONE}


def _count(made: Letters) -> str:
    if not made.letters:
        return "**No letter can be printed.**"
    each = ", ".join(f"{count:,} in {plain(name)}" for name, count in made.by_language.items())
    total = len(made.letters)
    return f"**{'1 letter' if total == 1 else f'{total:,} letters'}**: {each}."


def _warn(sentences: list[str]) -> None:
    """Why there are no other letters, and who is not in the PDF."""
    shown = [plain(sentence) for sentence in sentences[:SAID]]
    if len(sentences) > SAID:
        shown.append(f"And {len(sentences) - SAID:,} more.")
    if shown:
        st.warning("\n".join(f"- {sentence}" for sentence in shown))


def _downloads(view: View, made: Letters) -> None:
    if not made.letters:
        return
    unshown, many = unprintable(made.letters), too_many(len(made.letters))
    with st.container(horizontal=True):
        for label, (ending, mime) in FILES.items():
            none = ending == "pdf" and bool(many or len(unshown) == len(made.letters))
            st.download_button(
                label, partial(_bytes, view, made, ending),
                f"letters-{view.day.isoformat()}.{ending}", mime, on_click="ignore",
                key=f"letters_{ending}", disabled=none,
            )  # fmt: skip
    if many:
        st.caption(many)


def _bytes(view: View, made: Letters, ending: str) -> bytes:
    session.guard(*EVERYBODY)
    file = letters_docx(made.letters) if ending == "docx" else letters_pdf(made.letters)
    subject = f"letters.{ending} {len(made.letters)} letters"
    # A download runs outside the person's session: only the view knows who asked.
    record(view.store, view.actor, session.now(), "export", subject)
    return file
