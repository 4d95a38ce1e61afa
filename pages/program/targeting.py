"""Who needs a mentor? The students proposed and why, and what was decided about each."""

import streamlit as st

from ui import empty, narrowed, targeting, targeting_actions, targeting_add, targeting_criteria
from ui.frame import explained, title, view
from ui.session import EVERYBODY
from ui.targeting_board import board_of

store, actor = title("Who needs a mentor?", *EVERYBODY)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    empty.invented(seen)
    board = board_of(seen)
    targeting.headline(seen)
    targeting_criteria.criteria(seen)
    name = targeting.list_buttons(seen)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        searched = targeting.search()
        targeting_add.add(seen, board)
        targeting.downloads(seen, board, name)
    if name == targeting.NARROWED:
        narrowed.say()
    rows = targeting.listed(seen, board, name, searched)
    if rows.num_rows:
        targeting.table(seen, name, rows)
    else:
        targeting.nobody(name, searched)
    targeting_actions.bar(seen, board, name)
