"""What a school or the district asks of families: one line, and the place to try and change it."""

import streamlit as st

from sm_core.families.policy import (
    MOST_DAYS,
    OPT_OUT,
    POLICIES,
    Policy,
    own_policies,
    policy_of,
    save_policy,
)
from sm_core.families.words import policy_words, preview_words
from sm_core.program_settings import DISTRICT
from sm_core.saving import ChangedMeanwhile
from ui import cached_families, session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import UPLOADERS


def policy(view: View) -> None:
    """The policy of the school, or of the district where none is chosen; those who may change it
    find out first what a change would do."""
    school = _school(view)
    now = policy_of(view.store, school)
    whose = "This school" if school else "The district"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(f"{whose}: {policy_words(now)}."), width="content")
        if view.day == session.today() and view.actor.may_change_program(school):
            form = Form(f"policy|{school}")
            with st.popover("Change…", key=form.key("popover")):
                _editor(view, form, school, now)
    _say_own(view, school)


def _school(view: View) -> str:
    """Whose policy is shown: of the school chosen or the only one, else the district's."""
    if view.school:
        return view.school
    return view.schools[0].school_id if len(view.schools) == 1 else DISTRICT


def _say_own(view: View, school: str) -> None:
    own = set(own_policies(view.store)) if school == DISTRICT else set()
    named = [plain(each.name) for each in view.schools if each.school_id in own]
    if named:
        more = f" and {len(named) - 5} more" if len(named) > 5 else ""
        st.caption(f"With a policy of their own: {', '.join(named[:5])}{more}.")


def _editor(view: View, form: Form, school: str, now: Policy) -> None:
    opened = form.opened({"policy": now})["policy"]
    kinds = list(POLICIES)
    kind = st.radio("Before a mentor begins", kinds, kinds.index(opened.kind), POLICIES.get,
                    key=form.key("kind"))  # fmt: skip
    days = opened.days
    if kind == OPT_OUT:
        days = st.number_input("Days to say no, counted from the letter", 1, MOST_DAYS, opened.days,
                               key=form.key("days"))  # fmt: skip
    each_year = st.checkbox("Each school year anew", opened.each_year, key=form.key("each_year"),
                            help="Else what was sent or given holds until the family says "
                            "otherwise. A no holds until then in any case.")  # fmt: skip
    wanted = Policy(kind, days, each_year)
    st.markdown(f"**{_would(view, school, wanted)}.**")
    if wanted != now:
        st.caption(f"Under the saved policy: {_would(view, school, now)}.")
    if st.button("Save policy", key=form.key("save"), disabled=wanted == opened):
        _save(view, form, school, opened, wanted)


def _would(view: View, school: str, wanted: Policy) -> str:
    return preview_words(cached_families.preview(view, school, wanted))


def _save(view: View, form: Form, school: str, opened: Policy, wanted: Policy) -> None:
    actor = session.guard(*UPLOADERS)
    with explained():
        try:
            save_policy(view.store, form.save(actor), school, opened, wanted)
        except ChangedMeanwhile:
            form.go_on_from({"policy": policy_of(view.store, school)})
            raise
        form.done("The policy is saved.")
