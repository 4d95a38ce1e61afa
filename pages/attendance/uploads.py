"""Will it understand my file? Bring attendance files in, and take uploads back."""

import streamlit as st

from ui import menu, session, upload_files, upload_steps
from ui.frame import explained, title
from ui.upload_history import history

store, actor = title("Uploads", *session.UPLOADERS)
with explained():
    paths = upload_files.choose(actor)
    if done := upload_files.done_by(actor):
        upload_steps.report(done)
    elif not paths:
        upload_steps.where(0)
        with st.container(horizontal=True):
            menu.link(menu.REGISTRAR, "No file yet? What to ask the registrar for")
            menu.link(menu.DECISIONS, "Remembered decisions")
    else:
        seen = upload_files.examine(store, actor, paths)
        usable = upload_steps.recognized(seen)
        if usable and upload_steps.decisions(seen):
            upload_steps.preview(store, actor, paths, seen)
with explained():
    history(store, actor)
