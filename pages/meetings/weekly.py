"""Weekly review: whom the team of a school talks about today, and what it decides."""

from ui import empty, weekly, weekly_actions, weekly_below, weekly_meeting, weekly_past
from ui.frame import explained, title, view
from ui.session import EVERYBODY

store, actor = title("Weekly review", *EVERYBODY)
with explained():
    seen = view(store, actor)
    empty.stop_without_attendance(seen)
    empty.invented(seen)
    asked = weekly.week(seen)
    weekly.headline(asked)
    weekly_meeting.bar(asked)
    weekly.names(asked)
    weekly_meeting.form(asked)
    weekly_actions.actions(asked)
    weekly_below.below(asked)
    weekly_past.past(asked)
