"""The people of one school: the three who are named, the attendance team, and those before."""

import streamlit as st

from sm_core.plausible import us_day
from sm_core.saving import ChangedMeanwhile
from sm_core.team.meeting import DAYS, RHYTHMS, Meeting, save_meeting
from sm_core.team.named import COORDINATOR, PRINCIPAL, ROLES, SUBSTITUTE, Member, ended_at
from sm_core.team.overview import SchoolTeam, coordinates
from sm_core.team.save import may_name
from ui import session
from ui.frame import View, explained, plain
from ui.saving import Form
from ui.session import EVERYBODY
from ui.team import may_type
from ui.team_form import change_form, last_day, name_form, take_back_button

WHO = {PRINCIPAL: "the principal", COORDINATOR: "the coordinator", SUBSTITUTE: "a substitute"}


def named(view: View, team: SchoolTeam) -> None:
    """Principal, coordinator and substitute, each with how to reach them and the forms."""
    holders = (team.named.principal, team.named.coordinator, team.named.substitute)
    for column, role, holder in zip(st.columns(3), WHO, holders, strict=True):
        with column, st.container(border=True):
            st.markdown(f"##### {ROLES[role]}")
            if holder:
                _card(holder)
            else:
                st.markdown(f"✗ Nobody is named as {ROLES[role].lower()}.")
            if may_type(view):
                _actions(view, team, role, holder)


def _actions(view: View, team: SchoolTeam, role: str, holder: Member | None) -> None:
    school = team.school_id
    if not may_name(view.actor, school, role):
        if holder is None:
            st.caption("A captain or a coordinator of the school names them.")
        return
    if holder is None:
        name_form(view, school, role, f"Name {WHO[role]}…", first=role == _first(view, team))
        return
    with st.container(horizontal=True):
        change_form(view, holder)
        name_form(view, school, role, "Somebody else…", holder)
        last_day(view, holder)


def _first(view: View, team: SchoolTeam) -> str | None:
    """The gravest of the roles that are open and this person may fill."""
    mine = (role for role in team.missing if role in WHO)
    return next((role for role in mine if may_name(view.actor, team.school_id, role)), None)


def _card(one: Member) -> None:
    lines = [f"**{plain(one.name)}**"]
    lines += [plain(text) for text in (one.position, one.phone, one.email, coordinates(one))]
    lines += [f"Since {us_day(one.started)}"] if one.started else []
    lines += [f"Until {us_day(one.last_day)}"] if one.ended else []
    lines += [plain(one.note)]
    st.markdown("  \n".join(filter(None, lines)))


def attendance_team(view: View, team: SchoolTeam) -> None:
    """When the team meets, and who is on it."""
    st.subheader("Attendance team")
    may = may_type(view) and view.actor.may_change_team(team.school_id)
    with st.container(horizontal=True, vertical_alignment="center"):
        when = str(team.meeting)
        st.markdown(f"Meets {plain(when)}." if when else "✗ No meeting day is set yet.")
        if may:
            _meeting_form(view, team)
            name_form(view, team.school_id, "", "Add a member…")
    if not team.members:
        st.info("Nobody is on the attendance team yet."
                + (" Add the first member." if may else ""))  # fmt: skip
    for one in team.members:
        with st.container(horizontal=True, vertical_alignment="center"):
            until = f"until {us_day(one.last_day)}" if one.ended else ""
            facts = filter(None, (one.position, one.phone, one.email, until, one.note))
            st.markdown(f"**{plain(one.name)}** · {plain(' · '.join([ROLES[one.role], *facts]))}")
            if may:
                change_form(view, one)
                last_day(view, one)


def _meeting_form(view: View, team: SchoolTeam) -> None:
    form = Form(f"meeting|{team.school_id}")
    opened = Meeting.from_settings(form.opened(team.meeting.to_settings()))
    with st.popover("Change the meeting…" if opened.day else "Set the meeting…",
                    key=form.key("popover")), st.form(form.key("form"), border=False):  # fmt: skip
        options, rhythms = ["", *DAYS], list(RHYTHMS)
        day = st.selectbox("Day", options, options.index(opened.day), key=form.key("day"),
                           format_func=lambda name: name or "None")  # fmt: skip
        starts = st.time_input("Time", opened.starts, key=form.key("starts"), step=900)
        place = st.text_input("Place", opened.place, key=form.key("place"))
        rhythm = st.selectbox("How often", rhythms, rhythms.index(opened.rhythm), RHYTHMS.get,
                              key=form.key("rhythm"))  # fmt: skip
        pressed = st.form_submit_button("Save", key=form.key("save"))
    if pressed:
        with explained():
            wanted = Meeting(day, starts, " ".join(place.split()), rhythm)
            _save_meeting(view, form, team.school_id, (opened, wanted))


def _save_meeting(view: View, form: Form, school: str, versions: tuple[Meeting, Meeting]) -> None:
    save = form.save(session.guard(*EVERYBODY))
    try:
        save_meeting(view.store, save, school, *versions)
    except ChangedMeanwhile as told:
        form.go_on_from(told.now)
        raise
    form.done("The meeting of the team is saved.")


def earlier(view: View, team: SchoolTeam) -> None:
    """Those whose days are over, with the button that lets them serve on."""
    over = ended_at(view.store, team.school_id, view.day)
    if not over:
        return
    with st.expander(f"Served earlier: {len(over):,}"):
        for one in over:
            with st.container(horizontal=True, vertical_alignment="center"):
                since = f"from {us_day(one.started)} " if one.started else ""
                days = f"{since}to {us_day(one.last_day)}" if one.serves_at_all else "no day"
                st.markdown(f"**{plain(one.name)}** · {plain(f'{ROLES[one.role]} · {days}')}")
                if may_type(view) and may_name(view.actor, team.school_id, one.role):
                    take_back_button(view, one)
