"""The words of a letter: chosen by kind and language, edited beside what they look like."""

import streamlit as st

from sm_core.actor import CAPTAIN, Actor
from sm_core.errors import SmError
from sm_core.families.policy import OPT_OUT, POLICIES
from sm_core.papers.example import example
from sm_core.papers.fields import FIELDS
from sm_core.papers.languages import ENGLISH, all_languages, canonical
from sm_core.papers.letters_pdf import letter_picture
from sm_core.papers.template import MARKUP, problems
from sm_core.papers.templates import (
    Key,
    Template,
    back_to_shipped,
    letter_history,
    require_language,
    save_template,
    shipped,
    templates,
)
from sm_core.papers.tone import hints
from sm_core.plausible import us_day
from sm_core.program_settings import DISTRICT
from sm_core.saving import ChangedMeanwhile
from sm_core.store import Store
from ui import address, session
from ui.frame import explained, plain
from ui.history import history_table
from ui.letter_drafts import drafts, form_of, keep
from ui.saving import Form

KIND, LANGUAGE = "letter", "language"
ANOTHER = "Another language…"
HINTS_SHOWN = 5


def intro(actor: Actor) -> None:
    st.markdown(
        "What a family reads before a mentor begins. Which of the three letters a school sends "
        "follows from what it asks of families."
    )
    if not actor.may_change_program(DISTRICT):
        st.caption("A district captain changes the words.")


def choose(store: Store, actor: Actor) -> Template:
    """The letter chosen by kind and language; without words where it does not exist yet."""
    known = templates(store)
    left, right = st.columns(2)
    with left:
        labels = {words: kind for kind, words in POLICIES.items()}
        kind = labels[address.selected(KIND, "Letter", list(labels), POLICIES[OPT_OUT])]
    with right:
        there = [language for name, language in known if name == kind]
        asked = address.one(LANGUAGE)
        there += [name for k, name in drafts() if k == kind and name not in there]
        new = [asked] if asked and asked == canonical(asked) and asked not in there else []
        more = [ANOTHER] if actor.may_change_program(DISTRICT) else []
        language = address.selected(LANGUAGE, "Language", [*there, *new, *more], ENGLISH)
        if language == ANOTHER:
            _ask_language(there)
    return known.get((kind, language)) or Template(kind, language, "")


def _ask_language(there: list[str]) -> None:
    """Which language to add: one of the list or any other, typed."""
    others = [language for language in all_languages() if language not in there]
    st.selectbox("Which one?", others, None, key="new_language", accept_new_options=True,
                 placeholder="Choose or type a language", on_change=_open_language)  # fmt: skip


def _open_language() -> None:
    session.guard(CAPTAIN)
    if said := st.session_state["new_language"]:
        with explained():
            address.put(LANGUAGE, require_language(said))


def show(store: Store, actor: Actor, template: Template) -> None:
    """The words beside the page they make; those who may, change them."""
    if template.language == ANOTHER:
        st.stop()
    _say_whose(template)
    left, right = st.columns([11, 10], gap="large")
    with left:
        if actor.may_change_program(DISTRICT):
            words = _editor(store, template)
        else:
            words = template.words
            st.code(words or "There is no letter in this language.", language=None, wrap_lines=True)
    look, fields = right.tabs(["How it looks", "Fields and signs to write"])
    with look:
        _look(template, words)
    with fields:
        _fields()
    with st.expander("History"):
        changes = letter_history(store, template.kind, template.language)
        history_table([(c.field, c) for c in changes])


def _say_whose(template: Template) -> None:
    if template.edited:
        by, day = plain(template.edited_by), us_day(template.edited)
        st.caption(f"The district's words, changed by {by} on {day}.")
    elif template.words:
        st.caption("The words that come with the program.")
    else:
        st.caption(
            f"There is no {plain(template.language)} letter yet. Translate the English words and "
            "have somebody who speaks the language read them: what a machine translates can be "
            "wrong where it matters."
        )


def _editor(store: Store, template: Template) -> str:
    """The text area with what stands against its words; the words as they stand in it."""
    key = (template.kind, template.language)
    form = form_of(key)
    opened = form.opened({"words": template.words})["words"]
    english = shipped()[template.kind, ENGLISH].words
    area = form.key("words")
    if area not in st.session_state:
        st.session_state[area] = drafts().get(key) or template.words or english
    words = st.text_area(
        "Words", height=640, key=area, on_change=_keep, args=(key, area, template.words)
    )
    _say_unsaved(template, key)
    found = problems(words, template.kind, template.language)
    if not template.words and words == english:
        found = ["These are the English words: put yours in their place.", *found]
    for sentence in found[:HINTS_SHOWN]:
        st.error(plain(sentence))
    for sentence in hints(words, template.language)[:HINTS_SHOWN]:
        st.warning(plain(sentence))
    _buttons(store, template, form, (opened, words), bool(found))
    return words


def _keep(key: Key, area: str, saved: str) -> None:
    session.guard(CAPTAIN)
    keep(key, st.session_state[area], saved)


def _say_unsaved(template: Template, here: Key) -> None:
    """Which words are not saved yet, here and in letters that were left."""
    known = drafts()
    if here in known:
        st.caption("Not saved yet.")
    others = [plain(Template(*key, "").name) for key in known if key != here]
    if others:
        st.caption(f"Not saved yet, and kept until you leave this page: {', '.join(others)}.")


def _buttons(
    store: Store, template: Template, form: Form, versions: tuple[str, str], wrong: bool
) -> None:
    opened, words = versions
    with st.container(horizontal=True):
        changed = words != template.words
        save = st.button("Save the letter", type="primary", key=form.key("save"),
                         disabled=wrong or not changed)  # fmt: skip
        undo = changed and bool(template.words)
        if undo and st.button("Leave it as it was", key=form.key("undo")):
            form.forget()
            st.rerun()
        if template.edited:
            _ask_back(store, template, form, opened)
    if save:
        _save(store, template, form, opened, words)


def _save(store: Store, template: Template, form: Form, opened: str, words: str) -> None:
    actor = session.guard(CAPTAIN)
    with explained():
        try:
            save_template(store, form.save(actor), template.kind, template.language, opened, words)
        except ChangedMeanwhile as error:
            form.go_on_from(error.now)
            raise
        form.done(f"{plain(template.name)} is saved. Letters printed from now on say so.")


def _ask_back(store: Store, template: Template, form: Form, opened: str) -> None:
    """Asked once, because the district's words go; the history keeps them."""
    usual = (template.kind, template.language) in shipped()
    label = "Back to the shipped words" if usual else "Take this letter away"
    with st.popover(f"{label}…", key=form.key("ask")):
        st.markdown("The words of the district go; the history keeps them.")
        pressed = st.button(label, key=form.key("back"))
    if pressed:
        actor = session.guard(CAPTAIN)
        with explained():
            try:
                back_to_shipped(store, form.save(actor), template.kind, template.language, opened)
            except ChangedMeanwhile as error:
                form.go_on_from(error.now)
                raise
            form.done(
                f"{plain(template.name)} has the shipped words again." if usual else
                f"{plain(template.name)} is taken away: families are sent it in this language no "
                "longer."
            )  # fmt: skip


def _fields() -> None:
    fields = {f"{{{name}}}": words for name, words in FIELDS.items()}
    signs = {**fields, **MARKUP}
    st.table({"Write": list(map(plain, signs)), "For": list(map(plain, signs.values()))})


def _look(template: Template, words: str) -> None:
    """The pages that the words make for an invented student."""
    st.caption("For an invented student.")
    try:
        pages = _pictures(template.kind, template.language, words, session.today())
    except SmError:
        st.info("The page is shown once the words have no error.")
        return
    for number, page in enumerate(pages, 1):
        with st.container(border=True):
            st.image(page, width="stretch", alt=f"Page {number} of the letter")


@st.cache_data(max_entries=50, show_spinner=False)
def _pictures(kind: str, language: str, words: str, day) -> list[bytes]:
    letter = example(Template(kind, language, words), day)
    return letter_picture(letter)
