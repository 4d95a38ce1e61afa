"""Letters for the families picked: how many in which language, which not and why, and the files."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from sm_core.audit import record
from sm_core.families.find import Family
from sm_core.families.printing import fitting
from sm_core.papers.letters import MISSING, Letters, letters
from sm_core.papers.letters_docx import letters_docx
from sm_core.papers.letters_pdf import letters_pdf, too_many, unprintable
from sm_core.papers.templates import templates
from ui import cached, menu, session
from ui.frame import View, explained, plain
from ui.session import EVERYBODY

NONE = "No letter"
CHOICES = "opened|letters"
"""Forgotten with the forms, when the person goes to another page."""
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES = {"Word (DOCX)": ("docx", DOCX), "PDF": ("pdf", "application/pdf")}
SAID = 8
"""Sentences shown before the others are counted."""
NAMES_SHOWN = 3


def button(view: View, found: list[Family]) -> None:
    """Opens what can be printed for the families `found`, and prints it."""
    if st.button("Letters…", key="letters"):
        _dialog(view, found)


@st.dialog("Letters", width="large")
def _dialog(view: View, found: list[Family]) -> None:
    session.guard(*EVERYBODY)
    with explained():
        answer = st.container()
        wanted = _wanted(view, found)
        with st.spinner("Writing the letters…", show_time=False):
            usual = _made(view, wanted, {})
        made = _made(view, wanted, _instead(view, usual))
        with answer:
            st.markdown(_count(made))
            _downloads(view, made)
            _warn([*made.sentences, *unprintable(made.letters)])
            if any(each.reason == MISSING for each in made.without):
                menu.link(menu.TEAM, "School team")
        menu.link(menu.LETTERS, "The words of the letters")


def made_for(view: View, found: list[Family]) -> tuple[list[Family], Letters]:
    """Whom of these families the letters are for, and the letters, as `button` would print them
    now."""
    wanted = _chosen(view, found)
    return wanted, _made(view, wanted, _instead_of(_made(view, wanted, {})))


def forget() -> None:
    """Other families are to be picked: what was chosen for these letters is over."""
    st.session_state.pop(CHOICES, None)


def _kept() -> dict:
    """What the person chose for the letters of those picked; the widgets are gone whenever the
    dialog is closed."""
    return st.session_state.setdefault(CHOICES, {"instead": {}, "leave": None})


def _leaves_out(found: list[Family]) -> bool:
    chosen = _kept()["leave"]
    return len(found) > 1 if chosen is None else chosen


def _chosen(view: View, found: list[Family]) -> list[Family]:
    if not _leaves_out(found):
        return found
    return list(fitting(found, view.day).to_tell)


def _wanted(view: View, found: list[Family]) -> list[Family]:
    """Say for whom the words of a letter are not right, and offer to leave these out."""
    fits, announces = fitting(found, view.day), "the letter says that a mentor is still to begin"
    if fits.early:
        who = _who(fits.early, "meets a mentor already", "meet a mentor already")
        st.warning(plain(f"{who}; {announces}. Change that in Word, or tell them in person."))
    unfit = []
    if fits.know:
        who = _who(fits.know, "meets a mentor already or has permission",
                   "meet a mentor already or have permission")  # fmt: skip
        unfit.append(f"{who}; {announces}.")
    if fits.outside:
        unfit.append(_who(fits.outside, "is not chosen for a mentor.",
                          "are not chosen for a mentor."))  # fmt: skip
    if unfit:
        st.warning("\n".join(f"- {plain(sentence)}" for sentence in unfit))
        _kept()["leave"] = st.checkbox("Leave these out", _leaves_out(found), key="letters_leave")
    return _chosen(view, found)


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
    options = [NONE, *dict.fromkeys(language for _, language in templates(view.store))]
    chosen = _kept()["instead"]
    if usual.open_languages:
        st.markdown("Print in another language instead:")
    columns = st.columns(2)
    for number, (language, count) in enumerate(usual.open_languages.items()):
        whose = plain(language) if language else "Language not known"
        with columns[number % 2]:
            said = st.selectbox(f"{whose} ({count:,})", options,
                                options.index(chosen.get(language, NONE)),
                                key=f"instead|{language}")  # fmt: skip
            chosen[language] = said
    return _instead_of(usual)


def _instead_of(usual: Letters) -> dict[str, str]:
    chosen = _kept()["instead"]
    there = {language: chosen.get(language, NONE) for language in usual.open_languages}
    return {language: said for language, said in there.items() if said != NONE}


def _who(found: tuple[Family, ...], one: str, many: str) -> str:
    return f"{named(found)} {one if len(found) == 1 else many}"


def named(found: Sequence[Family]) -> str:
    """The families by the names of their students, the first of many."""
    more = f" and {len(found) - NAMES_SHOWN:,} more" if len(found) > NAMES_SHOWN else ""
    return ", ".join(family.label for family in found[:NAMES_SHOWN]) + more


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
