"""Where a captain says what the mail about a week may tell, and how a mail job asks for it."""

import shlex

import streamlit as st

from sm_core.program_settings import DISTRICT
from sm_core.review.digest_settings import Mail, mail_settings, save_mail
from sm_core.saving import ChangedMeanwhile
from ui import session
from ui.cached_review import Week
from ui.frame import explained
from ui.saving import Form
from ui.session import EVERYBODY


def settings(week: Week) -> None:
    """Shown to those who may change it: captains."""
    if not week.view.actor.may_change_program(DISTRICT):
        return
    with st.popover("Reminder by mail"):
        st.markdown("A mail job of your district can send the week of a school as text or HTML:")
        school = shlex.quote(week.school.school_id)
        st.code(f"python -m sm_core digest --school {school} --week {week.monday} --html week.html",
                language=None, wrap_lines=True)  # fmt: skip
        _form(Form("digest"), mail_settings(week.view.store))


def _form(form: Form, now: Mail) -> None:
    opened = Mail(**form.opened({"names": now.names, "link": now.link}))
    with st.form(form.key("form"), border=False):
        names = st.toggle("Name people in the mail", opened.names, key=form.key("names"),
                          help="Mail travels and is forwarded; without names it tells counts and "
                          "a link.")  # fmt: skip
        link = st.text_input("Address of this dashboard", opened.link, key=form.key("link"))
        st.caption("For every school of the district.")
        pressed = st.form_submit_button("Save", key=form.key("save"))
    if pressed:
        _save(form, opened, Mail(names, link))


def _save(form: Form, opened: Mail, wanted: Mail) -> None:
    actor = session.guard(*EVERYBODY)
    with explained():
        try:
            save_mail(session.store(), form.save(actor), opened, wanted)
        except ChangedMeanwhile as told:
            now = Mail.from_settings(opened.to_settings() | dict(told.now))
            form.go_on_from({"names": now.names, "link": now.link})
            raise
        named = "names people" if wanted.names else "names nobody"
        form.done(f"The reminder by mail {named} now.")
