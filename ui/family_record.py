"""Where an answer is recorded, of one family or of many at once; what it ended, with an Undo."""

from datetime import date

import streamlit as st

from sm_core.actor import Actor
from sm_core.families.answer import (
    CHANNELS,
    RECORDED,
    STANDARD,
    Recorded,
    Reply,
    record_answers,
)
from sm_core.families.ending import would_end
from sm_core.families.find import Family
from sm_core.families.permission import (
    EVERYBODY,
    GIVEN,
    NO,
    PAPER,
    REFUSED,
    SENT,
    WITHDRAWN,
    WRITTEN,
)
from sm_core.families.policy import OPT_IN
from sm_core.families.taking_back import take_back_all
from sm_core.targeting.words import counted
from ui import families, session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import UPLOADERS

STATES = {SENT: "Told", GIVEN: "Gave permission", REFUSED: "Said no",
          WITHDRAWN: "Took permission back"}  # fmt: skip
assert STATES.keys() == set(RECORDED)
USUAL_CHANNEL = {SENT: "letter", GIVEN: PAPER, REFUSED: "phone", WITHDRAWN: "phone"}
OWN_LANGUAGE = "Each family's own"
MOST_SIGNATURES = 50
ENDED_SHOWN = 10
# Forgotten with the forms, when the person goes to another page.
UNDO = "opened|families|undo"


def record(view: View, found: list[Family], form: Form) -> None:
    """The form: what was said, when, how; what it would end; of a signed permission its parts."""
    state = st.segmented_control("What happened", list(STATES), default=SENT, required=True,
                                 format_func=STATES.get, key=form.key("state"))  # fmt: skip
    channel = _channel(found, state, form)
    ends = _say_ends(view, found, state)
    written = state == GIVEN and channel in WRITTEN
    if written and len(found) > MOST_SIGNATURES:
        st.warning(f"Pick at most {MOST_SIGNATURES} families for signed permissions: each has its "
                   "own signature.")  # fmt: skip
        return
    with st.form(form.key(f"form|{state}"), border=False):
        said = _said(found, state, form)
        signed = _signatures(found, form) if written else {}
        parts = _consent(form) if written else {}
        if st.form_submit_button(_label(state, found, ends), type="primary"):
            replies = {
                f.student_id: Reply(state, channel=channel, **parts, **signed.get(f.student_id, {}),
                                    **said | {"language": _language(f, said["language"])})
                for f in found
            }  # fmt: skip
            save(view, form, replies)


def _channel(found: list[Family], state: str, form: Form) -> str:
    options = list(CHANNELS)
    if state != GIVEN:
        options = [c for c in options if c not in WRITTEN]
    elif all(f.policy.kind == OPT_IN for f in found):
        options = list(WRITTEN)
    return st.selectbox("How", options, options.index(USUAL_CHANNEL[state]), CHANNELS.get,
                        key=form.key(f"channel|{state}"))  # fmt: skip


def _say_ends(view: View, found: list[Family], state: str) -> list[str]:
    """What a no would end, said before anything is saved; and that a letter undoes no no."""
    if state in NO:
        ids = [f.student_id for f in found]
        ends = would_end(view.store, view.actor, view.as_of, session.today(), ids)
        if ends:
            more = f" and {len(ends) - ENDED_SHOWN} more" if len(ends) > ENDED_SHOWN else ""
            st.warning(plain(f"This ends at once: {'; '.join(ends[:ENDED_SHOWN])}{more}."))
        return ends
    said_no = [f.label for f in found if f.standing.no]
    if state == SENT and said_no:
        who = said_no[0] if len(said_no) == 1 else f"{len(said_no)} of these families"
        st.caption(plain(f"{who} said no: a letter does not undo that."))
    return []


def _label(state: str, found: list[Family], ends: list[str]) -> str:
    if ends:
        return "Record the no and end that"
    return "Record" if len(found) == 1 else f"Record for {len(found):,} families"


def _said(found: list[Family], state: str, form: Form) -> dict:
    left, right = st.columns(2)
    day = left.date_input("Day", session.today(), date(1990, 1, 1), date(2099, 12, 31),
                          format="MM/DD/YYYY", key=form.key(f"day|{state}"))  # fmt: skip
    known = sorted({name for f in found for name in f.languages if name} | {"English", "Spanish"})
    language = right.selectbox("Language", [OWN_LANGUAGE, *known], key=form.key("language"),
                               accept_new_options=True)  # fmt: skip
    household = EVERYBODY
    if len(found) == 1 and len(found[0].households) > 1:
        names = {EVERYBODY: "All households"}
        names |= {h.family_id: h.addressee for h in found[0].households}
        household = st.selectbox("Household", list(names), format_func=names.get,
                                 key=form.key("household"))  # fmt: skip
    note = st.text_input("Note", key=form.key("note"), max_chars=300)
    return {"day": day, "language": language, "family_id": household, "note": note}


def _language(family: Family, said: str | None) -> str:
    if said and said != OWN_LANGUAGE:
        return said
    return ", ".join(language for language in family.languages if language)


def _consent(form: Form) -> dict[str, str]:
    labels = {"records": "Which records may be shown", "purpose": "What for",
              "recipient": "To whom"}  # fmt: skip
    with st.expander("What the form says: which records, what for, to whom"):
        return {
            name: st.text_input(label, STANDARD[name], key=form.key(name))
            for name, label in labels.items()
        }


def _signatures(found: list[Family], form: Form) -> dict[str, dict]:
    """A row per student: who signed, and the day."""
    signed = {}
    for family in found:
        left, right = st.columns([2, 1])
        whose = "" if len(found) == 1 else f", for {plain(family.label)}"
        student = family.student_id
        signed[student] = {
            "signed_by": left.text_input(f"Who signed{whose}", key=form.key(f"who|{student}"),
                                         max_chars=120),
            "signed": right.date_input("Signed on", None, date(1990, 1, 1), date(2099, 12, 31),
                                       format="MM/DD/YYYY", key=form.key(f"signed|{student}")),
        }  # fmt: skip
    return signed


def save(view: View, form: Form, replies: dict[str, Reply], words: str = "") -> None:
    """Save, say `words` (Markdown), and keep what was saved for the Undo."""
    actor = session.guard(*UPLOADERS)
    words = words or f"{counted(len(replies), 'answer is', 'answers are')} saved."
    # The second click of a double one cuts this run off wherever it next reads the session: what
    # the first one saved has to be kept before that, in a dictionary that was asked for earlier.
    kept, press = st.session_state.setdefault(UNDO, {}), form.save(actor)
    with explained():
        if done := record_answers(view.store, press, view.as_of, replies):
            kept.clear()
            kept[press.token] = actor, done.ids, " ".join([words, plain(_ended(done))])
        families.PICKS.pick([])
        form.done(words)


def _ended(done: Recorded) -> str:
    more = len(done.ended) - ENDED_SHOWN
    return " ".join(done.ended[:ENDED_SHOWN]) + (f" And {more} more." if more > 0 else "")


def undo(view: View) -> None:
    """What the last press of this person saved and ended, and the button that takes it back; below
    the page, because whoever pressed may be anywhere on it."""
    kept: dict[str, tuple[Actor, dict[str, str], str]] = st.session_state.get(UNDO, {})
    mine = [(ids, words) for actor, ids, words in kept.values() if actor == view.actor]
    if not mine:
        return
    [(ids, words)] = mine
    form = Form("families|undo")
    with st.bottom, st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words)
        if st.button("Undo", key=form.key("press"), help="Takes back what was just recorded"):
            take_back(view, form, ids)


def take_back(view: View, form: Form, ids: dict[str, str]) -> None:
    """Take answers back; say what is put back with them."""
    actor = session.guard(*UPLOADERS)
    with explained():
        st.session_state.pop(UNDO, None)
        words = take_back_all(view.store, form.save(actor), view.as_of, ids)
        taken = counted(len(ids), "answer is", "answers are")
        form.done(" ".join([f"{taken} taken back.", *map(plain, words or [])]))
