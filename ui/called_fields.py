"""The fields of anything people are called to: a session of a training, or a meeting."""

from datetime import date

import streamlit as st

from sm_core.trainings.session import LONGEST, SHORTEST, Called
from ui.saving import Form


def called_fields(form: Form, one: Called, begun: str = "", day_first: bool = False) -> dict:
    """The widgets and what they say, in two columns; what the usual ones depend on is `begun` anew
    with another kind."""
    columns = st.columns(2)
    named, timed = reversed(columns) if day_first else columns
    said = {
        "title": named.text_input("Title", one.title, key=form.key(f"title|{begun}")),
        "day": timed.date_input("Day", one.day, min_value=date(1900, 1, 1),
                                max_value=date(2099, 12, 31), format="MM/DD/YYYY",
                                key=form.key("day")),
        "starts": named.time_input("Starts at", one.starts, key=form.key("starts"), step=900),
        "minutes": timed.number_input("Minutes", value=one.minutes, step=5,
                                      key=form.key(f"minutes|{begun}"),
                                      help=f"From {SHORTEST} to {LONGEST}."),
        "place": named.text_input("Place", one.place, key=form.key("place")),
        "leader": timed.text_input("Led by", one.leader, key=form.key("leader")),
    }  # fmt: skip
    return {name: value.strip() if isinstance(value, str) else value
            for name, value in said.items()}  # fmt: skip
