"""The forms that name somebody in a role, change what is known of them, and set a last day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import streamlit as st

from sm_core.plausible import us_day
from sm_core.saving import ChangedMeanwhile, new_id
from sm_core.team.named import CHOSEN, ONE_EACH, ROLES, Member
from sm_core.team.save import change_member, end_member, flat, name_member, take_back_end, tidy
from ui import session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import EVERYBODY

FIRST, LAST = date(1930, 1, 1), date(2099, 12, 31)
"""What the date fields take; what cannot be is told in a sentence when it is saved."""
TEAM_ROLES = [role for role in ROLES if role not in ONE_EACH]


def name_form(
    view: View, school: str, role: str, label: str, holder: Member | None = None,
    first: bool = False,
) -> None:  # fmt: skip
    """Name somebody in a role, or (role "") on the attendance team; the `holder` of a role of which
    there is one ends the day before, and the form says so. `first` is what to do first here."""
    form = Form(f"name|{school}|{role or 'member'}")
    opened = form.opened({"replacing": holder.member_id if holder else ""})
    usual = Member(form.token, school, role or "other", "", started=view.day)
    with st.popover(label, key=form.key("popover"), type="primary" if first else "secondary"), \
            st.form(form.key("form"), border=False):  # fmt: skip
        if holder:
            st.markdown(f"{plain(holder.name)} serves until the day before the new one starts.")
        values = fields(form, usual)
        pressed = st.form_submit_button("Save", key=form.key("save"))
    if pressed:
        with explained():
            save = form.save(session.guard(*EVERYBODY))
            member = replace(usual, member_id=new_id(), **values)
            try:
                name_member(view.store, save, member, opened["replacing"])
            except ChangedMeanwhile as told:
                form.go_on_from(told.now)
                raise
            form.done(f"{plain(member.name)} is named: {ROLES[member.role]}.")


def fields(form: Form, one: Member) -> dict:
    """The widgets of a member's fields, and what they say."""
    said: dict = {}
    if one.role not in ONE_EACH:
        said["role"] = st.selectbox("Role", TEAM_ROLES, TEAM_ROLES.index(one.role), ROLES.get,
                                    key=form.key("role"))  # fmt: skip
    for names in (("name", "Name", "position", "Position"), ("phone", "Phone", "email", "E-mail")):
        for column, name, label in zip(st.columns(2), names[::2], names[1::2], strict=True):
            said[name] = column.text_input(label, getattr(one, name), key=form.key(name))
    if one.role in CHOSEN:
        said["background"] = st.text_input(
            "Background", one.background, key=form.key("background"),
            placeholder="Social work, mental health, …",
        )  # fmt: skip
        hours = st.number_input(
            "Hours a week", value=None if one.hours is None else float(one.hours), step=0.5,
            format="%.1f", key=form.key("hours"), help="Half hours count.",
        )  # fmt: skip
        said["hours"] = None if hours is None else Decimal(str(hours))
    said["started"] = _day("Since", one.started, form.key("started"))
    said["note"] = st.text_input("Note", one.note, key=form.key("note"))
    return tidy(said)


def change_form(view: View, one: Member) -> None:
    """What is known of somebody, to change."""
    form = Form(f"member|{one.member_id}")
    before = form.opened(flat(one))
    with st.popover("Change…", key=form.key("popover")), st.form(form.key("form"), border=False):
        values = fields(form, replace(one, **before))
        pressed = st.form_submit_button("Save", key=form.key("save"))
    if pressed:
        with explained():
            save = form.save(session.guard(*EVERYBODY))
            try:
                change_member(view.store, save, one.member_id, before, before | values)
            except ChangedMeanwhile as told:
                form.go_on_from(told.now)
                raise
            form.done(f"{plain(values['name'])} is saved.")


def last_day(view: View, one: Member) -> None:
    """The form that sets the last day of somebody who serves; once it is set, how to undo it."""
    if one.ended:
        take_back_button(view, one)
    else:
        _last_day_form(view, one)


def _last_day_form(view: View, one: Member) -> None:
    form = Form(f"end|{one.member_id}")
    with st.popover("Last day…", key=form.key("popover")), st.form(form.key("form"), border=False):
        last = _day("Last day", view.day, form.key("last"))
        why = st.text_input("Why?", key=form.key("why"), placeholder="Moved to another school")
        pressed = st.form_submit_button("Save the last day", key=form.key("save"))
    if pressed and last:
        with explained():
            save = form.save(session.guard(*EVERYBODY))
            end_member(view.store, save, one.member_id, last, why)
            where = "beside the name" if last >= view.day else "under “Served earlier”, below"
            form.done(
                f"{plain(one.name)} serves until {us_day(last)}. To undo it: Take the last day "
                f"back, {where}."
            )


def take_back_button(view: View, one: Member) -> None:
    """Let somebody serve on whose last day is set, ahead or over."""
    form = Form(f"back|{one.member_id}")
    if st.button("Take the last day back", key=form.key("go")):
        with explained():
            take_back_end(view.store, form.save(session.guard(*EVERYBODY)), one.member_id)
            form.done(f"{plain(one.name)} serves on.")


def _day(label: str, value: date | None, key: str) -> date | None:
    return st.date_input(label, value, key=key, format="MM/DD/YYYY", min_value=FIRST,
                         max_value=LAST)  # fmt: skip
