"""What people say about a plan and its steps."""

import streamlit as st

from sm_core.plans.comments import LONGEST, add_comment, take_back
from sm_core.plans.plan import Comment, Step
from sm_core.plausible import us_day
from ui import session
from ui.cached_plan import Own
from ui.frame import explained, plain
from ui.saving import Form
from ui.session import EVERYBODY


def of_step(own: Own, step: Step) -> None:
    """How many there are, and, once opened, all of them with a place for another."""
    found = own.plan.said_by(own.view.day, step.step_id)
    if not found and not own.may_write:
        return
    form = Form(f"plan|{step.step_id}|comment")
    label = f"Comments ({len(found):,})" if found else "Comment…"
    opened = st.popover(label, key=form.key("popover"), on_change="rerun")
    if opened.open:
        with opened:
            _comments(own, form, found, step)


def of_plan(own: Own) -> None:
    """Those about the plan as a whole."""
    found = own.plan.said_by(own.view.day)
    if not found and not own.may_write:
        return
    st.markdown("#### Comments")
    _comments(own, Form(f"plan|{own.plan.plan_id}|comment"), found)


def _comments(own: Own, form: Form, found: list[Comment], step: Step | None = None) -> None:
    for comment in found:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            who = f"**{plain(comment.person)}** · {us_day(comment.recorded.date())}"
            st.markdown(f"{who}  \n{plain(comment.words)}", width="content")
            if own.may_write and comment.person == own.view.actor.person:
                _take_back(own, comment)
    if own.may_write:
        _say(own, form, step)


def _say(own: Own, form: Form, step: Step | None) -> None:
    with st.form(form.key("form"), border=False):
        words = st.text_area("Comment", key=form.key("words"), max_chars=LONGEST, height=80)
        pressed = st.form_submit_button("Add the comment", key=form.key("go"))
    if pressed:
        with explained():
            save = form.save(session.guard(*EVERYBODY))
            add_comment(own.view.store, save, own.where, words, step)
            form.done("The comment is added.")


def _take_back(own: Own, comment: Comment) -> None:
    form = Form(f"plan|comment|{comment.comment_id}")
    if st.button("Take back", key=form.key("go"), type="tertiary"):
        with explained():
            take_back(own.view.store, form.save(session.guard(*EVERYBODY)), comment)
            form.done("The comment is taken back.")
