"""In the program: what was decided about a student, who mentors them, and what they bring."""

import streamlit as st

from sm_core.actor import CAPTAIN, COORDINATOR
from sm_core.bringing.in_program import InProgram, Support, Target
from sm_core.bringing.listed import language_words
from sm_core.bringing.profile import WISHES, Profile
from sm_core.families.words import contact_words, where_words
from sm_core.plausible import us_day
from sm_core.student import Student
from sm_core.support import now_words
from sm_core.support.check_in import FAMILY, STUDENT
from sm_core.support.due import due_key
from sm_core.targeting.supports import SUPPORTS
from ui import cached_families, cached_now, cached_support, menu, student_actions
from ui.frame import View, plain
from ui.history import history_table

CHOSEN = "chosen"
"""The state of a target that waits for a mentor."""


def section(view: View, student: Student) -> None:
    """What the program knows, each line only where something is known; the way to change it."""
    student_id = student.student_id
    found = cached_now.known(view, student_id)
    st.markdown("#### In the program")
    lines = [*_decided(found), *_now(view, student_id), *_about(found), *_family(view, student_id)]
    st.markdown("\n".join(f"- {plain(line)}" for line in lines)
                or "Nothing is noted of this student in the program yet.")  # fmt: skip
    student_actions.open_ones(view, student)
    with st.container(horizontal=True, vertical_alignment="center"):
        student_actions.add(view, student)
        menu.link(menu.FAMILY, "Open family", student=student_id)
        if not found.mentors and any(target.state == CHOSEN for target in found.targets):
            menu.link(menu.MATCHING, "Find a mentor", student=None, list=None)
        if view.actor.role in (CAPTAIN, COORDINATOR):
            menu.link(menu.BRINGING, "Note what the student brings", student=student_id)
    _history(view, student_id)


def _history(view: View, student_id: str) -> None:
    """Read and sent only when opened: every contact is in it."""
    opened = st.expander("History in the program", key="program_history", on_change="rerun")
    if opened.open:
        with opened:
            told = cached_now.history(view, student_id)
            history_table([(f"{what}: {c.field}", c) for what, c in told])


def _decided(found: InProgram):
    yield from (_target(target) for target in found.targets)
    yield from (f"Mentor: {name}, since {us_day(since)}" for name, since in found.mentors)


def _about(found: InProgram):
    if found.support:
        yield _support(found.support)
    yield from _brings(found)


def _now(view: View, student_id: str):
    """How often the student is seen, what mentors need help with, when to talk next."""
    found = cached_now.student(view, student_id)
    for row in found.matches:
        mine = f"{row.match.mentor}: " if len(found.matches) > 1 else ""
        yield mine + now_words.seen_words(row)
    if found.matches:
        due = cached_support.next_check_ins(view)
        asked = [(about, due.get(due_key(about, student_id))) for about in (STUDENT, FAMILY)]
        nexts = [now_words.next_words(f"the {about}", one) for about, one in asked if one]
        yield from [f"Next check-ins: {', '.join(nexts)}"] if nexts else []
    for said in found.requests:
        asked = said.noted or f"Request of {said.mentor or said.person}"
        yield f"{asked}: {now_words.request_words(said)}"


def _family(view: View, student_id: str):
    """Where the family of somebody in the program stands, and the last contact."""
    family = cached_families.one(view, student_id)
    if family and (family.in_program or family.answers):
        yield f"Family: {where_words(family, view.day)}"
    if contact := cached_families.last_contacts(view).get(student_id):
        yield f"Last contact with the family: {contact_words(contact, view.day)}"


def _target(target: Target) -> str:
    words = f"{target.state.capitalize()} at {target.school_name}"
    words += f" since {us_day(target.since)}" if target.since else ""
    words += f", until {us_day(target.until)}" if target.until else ""
    reasons = "; ".join(why for why in (target.reason, target.listed_for) if why)
    return f"{words}: {reasons}" if reasons else words


def _support(support: Support) -> str:
    words = f"Intensive support: {SUPPORTS[support.state].lower()}"
    words += f" to {support.to_whom}" if support.to_whom else ""
    return f"{words}, {us_day(support.since)}" if support.since else words


def _brings(found: InProgram):
    profile = found.profile
    if profile.asked:
        wish = WISHES.get(profile.wish, "no word on it")
        yield f"Asked on {us_day(profile.asked)}, wants a mentor: {wish.lower()}" + (
            f"; wished for {profile.wished_for}" if profile.wished_for else ""
        )
    parts = list(_parts(profile)) + ([f"knows {', '.join(found.adults)}"] if found.adults else [])
    if parts:
        yield f"Brings: {'; '.join(parts)}"


def _parts(profile: Profile):
    brings = profile.brings
    if profile.languages:
        yield f"speaks {language_words(profile)}"
    if brings.interests:
        yield f"likes {', '.join(brings.interests)}"
    if brings.dislikes:
        yield f"dislikes {', '.join(brings.dislikes)}"
